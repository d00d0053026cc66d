"""docs/reference.md: every kind, command and setting, from their declarations. `python -m bot.reference --write` brings it up to date."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bot.cli import commands as typed_commands
from bot.config import declared
from bot.domain.contribution import Kind, Kinds
from bot.domain.fields import Question
from bot.domain.kinds import discover
from bot.domain.subscription import TOPICS
from bot.terminal import Command, Group, Voice
from bot.wording import Wording, Words
from handlers.slack.manifest import EVENTS, SCOPES, manifest
from handlers.telegram.commands import menu
from handlers.telegram.listeners import ALLOWED

PAGE = Path(__file__).parents[1] / "docs" / "reference.md"
Table = Iterable[Sequence[str]]


def reference(kinds: Kinds) -> str:
    """The whole page, as Markdown."""
    wording = Wording(kinds.folders())
    english, french = wording.words("en", "UTC"), wording.words("fr", "UTC")
    parts = [
        "# Reference",
        "Made by `python -m bot.reference --write` from the declarations themselves; a test fails when it is not up to date.",
    ]
    parts += ["## Kinds", *(part for kind in kinds.values() for part in _kind(kind, english, french))]
    parts += ["## Slack", *_slack(kinds, english, french)]
    parts += ["## Telegram", *_telegram(kinds, english, french)]
    parts += ["## At the command line", *_terminal()]
    parts += ["## Topics", ", ".join(f"`{topic}`" for topic in TOPICS)]
    parts += ["## Settings", *_settings()]
    return "\n\n".join(parts) + "\n"


def _kind(kind: Kind, english: Words, french: Words) -> list[str]:
    cls = kind.cls
    noun = f"{french.text(cls.noun)} / {english.text(cls.noun)}"
    actions = ", ".join(f"`{action.name}` ({french.text(action.label)})" for action in cls.actions) or "none"
    told = f"Written `{cls.prefix}-001`, spoken “{noun} 1”. Read by {cls.default_scope.value} at first. "
    told += f"Actions besides correcting and withdrawing: {actions}."
    rows = [_question(question, english, french) for question in kind.questions]
    return [f"### {cls.kind}", told, _table(("column", "French", "English", "type", "limit", "answer", "said as"), rows)]


def _question(question: Question, english: Words, french: Words) -> tuple[str, ...]:
    answer = "required" if question.required else "asked once" if question.missing else "inferred" if question.inferred else "optional"
    kinds = ", ".join(str(option.value) for option in question.choice) if question.choice else question.type
    limit = str(question.limit) if question.limit else ""
    return (
        f"`{question.name}`",
        french.text(question.label),
        english.text(question.label),
        kinds,
        limit,
        answer,
        ", ".join(question.labels),
    )


def _slack(kinds: Kinds, english: Words, french: Words) -> list[str]:
    shown = zip(manifest(kinds, english)["features"]["slash_commands"], manifest(kinds, french)["features"]["slash_commands"], strict=True)
    rows = [(f"`{one['command']}`", two["description"], one["description"], two["usage_hint"]) for one, two in shown]
    events, scopes = (", ".join(f"`{name}`" for name in names) for names in (EVENTS, SCOPES))
    return [_table(("command", "French", "English", "then"), rows), f"Events: {events}", f"Scopes: {scopes}"]


def _telegram(kinds: Kinds, english: Words, french: Words) -> list[str]:
    """The menus, each as the phones of that language show it."""
    rows = []
    for language, words in (("French", french), ("English", english)):
        in_groups = {one.command for one in menu(kinds, words, private=False)}
        shown = [(one, "everywhere" if one.command in in_groups else "in private") for one in menu(kinds, words, private=True)]
        rows += [(f"`/{one.command}`", one.description, language, where) for one, where in shown]
    told = "A command of the other language is understood all the same, and so is the plain word without its stroke."
    return [_table(("command", "says", "phones in", "shown"), rows), told, "Updates: " + ", ".join(f"`{name}`" for name in ALLOWED)]


def _terminal() -> list[str]:
    rows = [(f"`{' '.join(path)}`", str(one.help), _options(one)) for path, one in _walk(("maillage",), typed_commands(Voice("en")))]
    told = "Each has `--help`; the terminal speaks French or English, as `LANG` or `--lang` says."
    return [_table(("command", "does", "with"), rows), told]


def _walk(path: tuple[str, ...], group: Group) -> Iterator[tuple[tuple[str, ...], Command]]:
    for name, inner in sorted(group.commands.items()):
        if isinstance(inner, Group):
            yield from _walk((*path, name), inner)
        elif isinstance(inner, Command):
            yield (*path, name), inner


def _options(command: Command) -> str:
    """What it takes besides what every command takes."""
    shared = {"--lang", "--help", "--config", "--database"}
    taken = [max(one.opts, key=len) if one.param_type_name == "option" else (one.name or "").upper() for one in command.params]
    return ", ".join(f"`{name}`" for name in taken if name not in shared)


def _settings() -> list[str]:
    rows = [(f"`{'.'.join(key)}`", _default(setting.default)) for key, setting in declared().items()]
    return [_table(("setting", "when nothing is written"), rows), "Their meaning stands in `config.example.toml`."]


def _default(value: object) -> str:
    return "needed" if repr(value) == "PydanticUndefined" else "" if value is None else f"`{value}`"


def _table(heading: Sequence[str], rows: Table) -> str:
    lines = [heading, ["---"] * len(heading), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |" for line in lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the page; with `--write`, puts it in its place."""
    page = reference(discover())
    if "--write" in (sys.argv[1:] if arguments is None else arguments):
        PAGE.write_text(page, encoding="utf-8")
    else:
        sys.stdout.write(page)
    return 0


if __name__ == "__main__":
    sys.exit(main())
