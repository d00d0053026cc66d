"""What people of a workspace see happen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.playground.happenings import Happenings, Visible
from bot.playground.slack.entities import Message

__all__ = ["Happening", "HappeningKind", "Happenings"]

HappeningKind = Literal[
    "message",
    "changed",
    "deleted",
    "reaction",
    "modal_opened",
    "modal_updated",
    "modal_closed",
    "field_errors",
    "home",
    "error",
]


@dataclass(frozen=True, kw_only=True)
class Happening(Visible[str]):
    """One thing that became visible. `what` is a code or a name."""

    kind: HappeningKind
    by: str = ""
    message: Message | None = None
    before: Message | None = None
