"""What a person's app makes of what he types: `**bold**` and its like become entities, which are counted in UTF-16 units."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.playground.telegram.entities import Json
from bot.playground.telegram.spans import units

MARKS = {"**": "bold", "__": "italic", "~~": "strikethrough", "||": "spoiler"}
TYPED = re.compile(
    r"```(?P<pre>.+?)```"
    r"|`(?P<code>[^`\n]+)`"
    r"|\[(?P<label>[^\]\n]+)\]\((?P<address>[^)\s]+)\)"
    r"|(?P<mark>\*\*|__|~~|\|\|)(?P<styled>.+?)(?P=mark)",
    re.DOTALL,
)


def composed(typed: str) -> tuple[str, list[Json]]:
    """Text and entities of the app's own markup, outermost first."""
    text, entities = _stretch(typed, 0)
    return text, sorted(entities, key=lambda one: (one["offset"], -one["length"]))


def exact(wanted: Iterable[tuple[str, int, int]]) -> list[Json]:
    """Entities as a test names them: (type, offset, length)."""
    return [{"type": kind, "offset": offset, "length": length} for kind, offset, length in wanted]


def _stretch(typed: str, start: int) -> tuple[str, list[Json]]:
    text, entities, position = "", list[Json](), 0
    for match in TYPED.finditer(typed):
        text += typed[position : match.start()]
        inside, kind, nested = _inside(match, start + units(text))
        entities += [kind | {"offset": start + units(text), "length": units(inside)}, *nested]
        text += inside
        position = match.end()
    return text + typed[position:], entities


def _inside(match: re.Match[str], start: int) -> tuple[str, Json, list[Json]]:
    if match["pre"] is not None:
        return match["pre"].strip("\n"), {"type": "pre"}, []
    if match["code"] is not None:
        return match["code"], {"type": "code"}, []
    if match["label"] is not None:
        return match["label"], {"type": "text_link", "url": match["address"]}, []
    text, nested = _stretch(match["styled"], start)
    return text, {"type": MARKS[match["mark"]]}, nested
