"""The ordered log of everything that happened on a platform: what people saw, in the order they saw it, awaitable."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

Viewer = TypeVar("Viewer", int, str)


@dataclass(frozen=True, kw_only=True)
class Visible(Generic[Viewer]):
    """One thing that became visible. `audience` are the user ids whose screen shows it; `what` is a text, a sign or a code."""

    number: int = 0
    audience: frozenset[Viewer]
    what: str = ""


Seen = TypeVar("Seen", bound="Visible[int] | Visible[str]")


class Happenings(Generic[Seen]):
    """Numbered from 1. One event loop writes and reads; `listener` hears each one at once (it makes what the bot is sent)."""

    def __init__(self) -> None:
        self._all: list[Seen] = []
        self._bell = asyncio.Event()
        self.listener: Callable[[Seen], None] = lambda _: None

    @property
    def last(self) -> int:
        """The number of the newest, 0 when nothing happened yet."""
        return len(self._all)

    def add(self, happening: Seen) -> Seen:
        """Numbers it and wakes whoever waits."""
        numbered = replace(happening, number=len(self._all) + 1)
        self._all.append(numbered)
        self._bell.set()
        self._bell = asyncio.Event()
        self.listener(numbered)
        return numbered

    def since(self, number: int, viewer: int | str = "") -> list[Seen]:
        """Those after `number`, and with a `viewer` only what this user id saw."""
        return [one for one in self._all[number:] if not viewer or viewer in one.audience]

    async def wait_beyond(self, number: int, seconds: float, viewer: int | str = "") -> list[Seen]:
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
