"""`getUpdates`: long polling, confirmation by offset, and one poller at a time."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

from bot.playground.telegram.entities import TelegramError
from bot.playground.telegram.updates import Update, Updates

LONGEST = 50
AT_WORK = 5.0  # real seconds after which a bot that took updates and said nothing more is taken for dead
WHILE_WEBHOOK = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
OTHER_POLLER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
BY_WEBHOOK = "Conflict: terminated by setWebhook request"


@dataclass
class Turn:
    """A poller that waits; `conflict` says why it was sent away."""

    bell: asyncio.Event = field(default_factory=asyncio.Event)
    conflict: str = ""


class Polling:
    """Hands updates to whoever polls. `conflict_seconds` is how long a second conflict in a row waits for its answer."""

    def __init__(self, updates: Updates, conflict_seconds: float) -> None:
        self._updates = updates
        self._conflict_seconds = conflict_seconds
        self._turn: Turn | None = None
        self._next_conflict = 0.0
        self._open = 0
        self._ended = float("-inf")
        self.offsets: list[int] = []

    def awake(self, grace: float) -> bool:
        """True while somebody polls, polled less than `grace` real seconds ago, or may still be at work on what he was handed."""
        now = time.monotonic()
        at_work = any(now - one.handed < AT_WORK for one in self._updates.pending)
        return bool(self._open) or at_work or now - self._ended < grace

    async def take(self, offset: int, limit: int, patience: int) -> list[Update]:
        """One getUpdates. Raises TelegramError 409 when another one comes; `patience` is real seconds."""
        self.offsets.append(offset)
        self.send_away(OTHER_POLLER)
        self._open += 1
        self._updates.ring()
        try:
            self._updates.confirm(offset)
            if patience and not self._updates.waiting(limit):
                await self._wait(min(patience, LONGEST))
            found = self._updates.waiting(limit)
            for one in found:
                one.handed = time.monotonic()
            return found
        finally:
            self._open -= 1
            self._ended = time.monotonic()
            self._updates.ring()

    def send_away(self, conflict: str) -> None:
        """The poller that waits, if any, gets a 409."""
        if self._turn is not None:
            self._turn.conflict = conflict
            self._turn.bell.set()
            self._turn = None

    def wake(self, _: Update) -> None:
        """An update came."""
        if self._turn is not None:
            self._turn.bell.set()

    async def _wait(self, seconds: float) -> None:
        turn = self._turn = Turn()
        try:
            await asyncio.wait_for(turn.bell.wait(), seconds)
        except TimeoutError:
            pass
        finally:
            self._turn = None if self._turn is turn else self._turn
        if turn.conflict:
            await self._refuse(turn.conflict)

    async def _refuse(self, conflict: str) -> None:
        # tdlib answers the first conflict at once and makes the next ones wait: two bots would else spin.
        if time.monotonic() < self._next_conflict:
            await asyncio.sleep(self._conflict_seconds)
        else:
            self._next_conflict = time.monotonic() + self._conflict_seconds
        raise TelegramError(conflict, 409)
