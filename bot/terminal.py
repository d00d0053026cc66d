"""How a terminal is spoken to: in which language, and what click says by itself, said in it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

import click

from bot.domain.i18n import mark as _

if TYPE_CHECKING:
    from bot.wording import Words

Language: TypeAlias = Literal["fr", "en"]

_HEADINGS = {"Options": _("Options"), "Commands": _("Commands")}
_NOTHING_SAID = ("", "C", "POSIX")


class Voice:
    """What speaks to the person at the terminal, in one language ("fr", "en")."""

    def __init__(self, language: Language) -> None:
        self.language = language

    @classmethod
    def heard(cls, arguments: Sequence[str], environ: Mapping[str, str]) -> Voice:
        """The language of --lang, else of MAILLAGE_LANGUAGE, else of the system; French where nothing is said: it is the network's own."""
        asked = [value for name, value in itertools.pairwise(arguments) if name == "--lang"]
        asked += [argument.removeprefix("--lang=") for argument in arguments if argument.startswith("--lang=")]
        asked += [environ.get(name, "") for name in ("MAILLAGE_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")]
        said = next((value for value in asked if value), "").partition(".")[0]
        return cls("fr" if said in _NOTHING_SAID or said[:2].lower() == "fr" else "en")

    def say(self, message: str) -> str:
        """The message id in this language. English asks no catalogue, which would cost more than all the rest of `--help`."""
        return message if self.language == "en" else self.words.text(message)

    @property
    def words(self) -> Words:
        """For sentences with values."""
        # Only when something is said: see `say`.
        from bot.wording import Wording  # noqa: PLC0415

        return Wording({}).words(self.language, "Europe/Paris")


class Failed(click.ClickException):
    """It could not be done: a sentence on the standard error, without click's English "Error: " in front."""

    exit_code = 1

    def show(self, file: object = None) -> None:
        """On the standard error, whatever `file` says."""
        del file
        click.echo(self.message, err=True)


class Mistaken(Failed):
    """What was asked for is not right."""

    exit_code = 2


class Command(click.Command):
    """A command whose help is in the person's language. `says` is its message id."""

    def __init__(
        self, name: str, callback: Callable[..., object], voice: Voice, says: str, options: Sequence[click.Parameter] = ()
    ) -> None:
        params = [*options, _language_option(voice), _help_option(voice)]
        super().__init__(name, callback=callback, help=voice.say(says), params=params, add_help_option=False)
        self.context_class = _context_speaking(voice)


class Group(click.Group):
    """A command of commands, the same."""

    def __init__(
        self, name: str, commands: Sequence[click.Command], voice: Voice, says: str, options: Sequence[click.Parameter] = ()
    ) -> None:
        params = [*options, _language_option(voice), _help_option(voice)]
        super().__init__(name, commands=commands, help=voice.say(says), params=params, add_help_option=False)
        self.context_class = _context_speaking(voice)


def _language_option(voice: Voice) -> click.Option:
    # Voice.heard has read it already: the help itself depends on it.
    return click.Option(
        ["--lang"], type=click.Choice(["fr", "en"]), expose_value=False, help=voice.say(_("The language of this terminal."))
    )


def _help_option(voice: Voice) -> click.Option:
    def show(context: click.Context, _option: click.Parameter, asked: bool) -> None:  # noqa: FBT001 - called by click
        if asked:
            click.echo(context.get_help())
            context.exit()

    return click.Option(
        ["-h", "--help"], is_flag=True, is_eager=True, expose_value=False, callback=show, help=voice.say(_("Show this help."))
    )


def _context_speaking(voice: Voice) -> type[click.Context]:
    class Formatter(click.HelpFormatter):
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, args, prefix or voice.say(_("Usage:")) + " ")

        def write_heading(self, heading: str) -> None:
            super().write_heading(voice.say(_HEADINGS[heading]) if heading in _HEADINGS else heading)

    class Context(click.Context):
        formatter_class = Formatter

    return Context
