"""docs/reference.md: every kind, command and setting, from their declarations. `python -m bot.reference --write` brings it up to date."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.config import Config
from bot.domain.contribution import Kind, Kinds
from bot.domain.fields import Question
from bot.domain.kinds import discover
from bot.domain.subscription import TOPICS
from bot.wording import Wording, Words
from handlers.slack.manifest import EVENTS, SCOPES, manifest

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


def _settings() -> list[str]:
    rows = []
    for name, field in Config.model_fields.items():
        section = field.annotation
        if isinstance(section, type) and hasattr(section, "model_fields"):
            rows += [(f"`{name}.{inner}`", _default(one.default)) for inner, one in section.model_fields.items()]
        else:
            rows.append((f"`{name}`", _default(field.default)))
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
