"""The ordered log of everything that happened: what people saw, in the order they saw it, awaitable."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from bot.playground.telegram.entities import Message

HappeningKind = Literal["message", "changed", "deleted", "reaction", "toast", "member", "menu"]


@dataclass(frozen=True, kw_only=True)
class Happening:
    """One thing that became visible. `audience` are the user ids whose screen shows it; `what` is a text, a sign or a status."""

    number: int = 0
    kind: HappeningKind
    audience: frozenset[int]
    by: int = 0
    what: str = ""
    chat: int = 0
    message: Message | None = None
    before: Message | None = None


class Happenings:
    """Numbered from 1. One event loop writes and reads; `listener` hears each one at once (it makes the bot's updates)."""

    def __init__(self) -> None:
        self._all: list[Happening] = []
        self._bell = asyncio.Event()
        self.listener: Callable[[Happening], None] = lambda _: None

    @property
    def last(self) -> int:
        """The number of the newest, 0 when nothing happened yet."""
        return len(self._all)

    def add(self, happening: Happening) -> Happening:
        """Numbers it and wakes whoever waits."""
        numbered = replace(happening, number=len(self._all) + 1)
        self._all.append(numbered)
        self._bell.set()
        self._bell = asyncio.Event()
        self.listener(numbered)
        return numbered

    def since(self, number: int, viewer: int = 0) -> list[Happening]:
        """Those after `number`, and with a `viewer` only what this user id saw."""
        return [one for one in self._all[number:] if not viewer or viewer in one.audience]

    async def wait_beyond(self, number: int, seconds: float, viewer: int = 0) -> list[Happening]:
        """As `since`, but waits up to `seconds` for the first one; an empty list when nothing came."""
        deadline = asyncio.get_running_loop().time() + seconds
        while not (found := self.since(number, viewer)):
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                return []
            bell = self._bell
            try:
                await asyncio.wait_for(bell.wait(), left)
            except TimeoutError:
                return self.since(number, viewer)
        return found
