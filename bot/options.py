"""The options that several commands share, and what they may hold."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from bot.domain.i18n import mark as _
from bot.terminal import Failed, Mistaken, Voice

if TYPE_CHECKING:
    from bot.config import Config

LANGUAGES = click.Choice(["fr", "en"])
FILE = click.Path(dir_okay=False, path_type=Path)

Check: TypeAlias = Callable[[click.Context, click.Parameter, str], str]


class _ExistingFile(click.Path):
    """A file that is there, or a sentence in the person's language."""

    def __init__(self, voice: Voice) -> None:
        super().__init__(dir_okay=False, path_type=Path)
        self._voice = voice

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Raises Mistaken."""
        if not Path(value).is_file():
            raise Mistaken(self._voice.words.text(_("There is no file {path}."), path=value))
        return super().convert(value, param, ctx)


def existing_file(voice: Voice) -> click.Path:
    """The name of a file that must be there."""
    return _ExistingFile(voice)


def config_option(voice: Voice) -> click.Option:
    """--config."""
    return click.Option(["--config"], type=FILE, help=voice.say(_("The configuration file; ./maillage.toml otherwise.")))


def database_options(voice: Voice) -> list[click.Parameter]:
    """--database, and --config, which names one too."""
    database = click.Option(["--database"], metavar="URL", help=voice.say(_("sqlite:/// and a path; the configuration's otherwise.")))
    return [database, config_option(voice)]


def configuration(file: Path | None, voice: Voice) -> Config | None:
    """The configuration; None for the playground. Raises Mistaken with all that is wrong."""
    # pydantic takes longer to open than `--help` takes in all.
    from bot.config import Misconfigured, load  # noqa: PLC0415

    try:
        return load(file, os.environ)
    except Misconfigured as wrong:
        raise Mistaken(wrong.told(voice.words)) from None


def database_url(url: str | None, file: Path | None, voice: Voice) -> str:
    """What --database says, else the configuration. Raises Mistaken where neither does, and for one that cannot be served."""
    if url is None:
        configured = configuration(file, voice)
        if configured is None:
            raise Mistaken(voice.say(_("Which database? Add --database sqlite:///path.")))
        return configured.database
    # pydantic takes longer to open than `--help` takes in all.
    from bot.config import refusal_of_database  # noqa: PLC0415

    if sentence := refusal_of_database(url):
        raise Mistaken(f"--database: {voice.say(sentence)}")
    return url


@contextlib.contextmanager
def failing_plainly(voice: Voice) -> Iterator[None]:
    """Tells what cannot be done with a database in a sentence."""
    # SQLAlchemy takes longer to open than `--help` takes in all.
    from storage.schema import NewerDatabase, UnusableDatabase  # noqa: PLC0415

    try:
        yield
    except NewerDatabase:
        newer = _("A newer version of Maillage wrote this database: install that one, or restore a backup from before it.")
        raise Failed(voice.say(newer)) from None
    except UnusableDatabase as unusable:
        sentence = _("This database cannot be used: {what}. Name another file, or restore a backup.")
        raise Failed(voice.words.text(sentence, what=unusable)) from None
    except OSError as error:
        raise Failed(f"{error.filename}: {error.strerror}") from None
    except ValueError as unknown:
        raise Mistaken(voice.words.text(_("This is not known: {what}"), what=unknown)) from None


def listed(typed: str) -> tuple[str, ...]:
    """`a, b` as two."""
    return tuple(part.strip() for part in typed.split(",") if part.strip())


def week(voice: Voice) -> Check:
    """2026-W47."""
    return _checked(r"\d{4}-W(0[1-9]|[1-4]\d|5[0-3])", voice.say(_("Write a week as 2026-W47.")))


def slack_account(voice: Voice) -> Check:
    """TEAM:USER, as Slack numbers them."""
    return _checked(
        r"[TE][A-Z0-9]+:[UW][A-Z0-9]+", voice.say(_("Write it as T012AB3CD:U012AB3CD, from the address of the profile in Slack."))
    )


def zone(voice: Voice) -> Check:
    """An IANA name."""

    def check(_context: click.Context, option: click.Parameter, typed: str) -> str:
        # It reads the whole list of zones, which only a given one needs.
        from zoneinfo import available_timezones  # noqa: PLC0415

        if typed and typed not in available_timezones():
            raise Mistaken(f"{option.opts[0]}: {voice.say(_('Write a time zone as America/Cayenne.'))}")
        return typed

    return check


def _checked(pattern: str, sentence: str) -> Check:
    def check(_context: click.Context, option: click.Parameter, typed: str) -> str:
        if typed and not re.fullmatch(pattern, typed):
            raise Mistaken(f"{option.opts[0]}: {sentence}")
        return typed

    return check
