"""What people see happen on their telephones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.playground.happenings import Happenings, Visible
from bot.playground.telegram.entities import Message

__all__ = ["Happening", "HappeningKind", "Happenings"]

HappeningKind = Literal["message", "changed", "deleted", "reaction", "toast", "member", "menu"]


@dataclass(frozen=True, kw_only=True)
class Happening(Visible[int]):
    """One thing that became visible. `what` is a text, a sign or a status."""

    kind: HappeningKind
    by: int = 0
    chat: int = 0
    message: Message | None = None
    before: Message | None = None
