"""What a person has before him, on whichever platform: lines of styled text and rows of things to press; and what he cannot do there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

SPACES = re.compile(r"\s+")


class GestureError(Exception):
    """What the client would not let a person do. `code` names why, `where` the field or thing, `limit` a number."""

    def __init__(self, code: str, where: str = "", limit: int = 0) -> None:
        super().__init__(f"{code}: {where}" if where else code)
        self.code = code
        self.where = where
        self.limit = limit


@dataclass(frozen=True)
class Span:
    """A run of text; `style` holds letters: b bold, i italic, s struck, c code, d dimmed."""

    text: str
    style: str = ""


@dataclass(frozen=True)
class Line:
    """One line on the screen."""

    spans: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True)
class Control:
    """Something to press or choose from, with the block it stands in."""

    label: str
    block_id: str
    element: Any

    @property
    def kind(self) -> str:
        """Block Kit's type: button, static_select, datepicker…"""
        return str(self.element["type"])


@dataclass(frozen=True)
class Row:
    """Controls side by side."""

    controls: tuple[Control, ...]


Part = Line | Row


def plain(parts: Iterable[Part]) -> str:
    """The text alone, without styles and without buttons."""
    return "\n".join(part.text for part in parts if isinstance(part, Line))


def controls(parts: Iterable[Part]) -> list[Control]:
    """Everything that can be pressed, in reading order."""
    return [control for part in parts if isinstance(part, Row) for control in part.controls]


def flat(text: str) -> str:
    """One line with single plain spaces: French non-breaking spaces compare equal to typed ones."""
    return SPACES.sub(" ", text).strip()


async def at_once() -> None:
    """Nothing to wait for."""
