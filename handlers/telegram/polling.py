"""Asking Telegram what is new. An update is confirmed by the next question, after its effect is committed, and never before.

The library's own loop confirms what it has only put into its queue: tried, a crash then loses it.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

import structlog
from telegram import Bot
from telegram.error import Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError

from handlers.telegram.listeners import ALLOWED
from handlers.telegram.updates import Json, is_update, place_of

MOST_AT_ONCE: Final = 100
LONGEST_PAUSE: Final = 15.0
_LAST_SECONDS: Final = 2.0
_MORE_SECONDS: Final = 10.0
"""Longer than Telegram holds a question open: it answers late, and is not away."""
T = TypeVar("T")

log = structlog.get_logger("telegram")


@dataclass(frozen=True, kw_only=True)
class Patience:
    """Seconds. `long_poll`: how long Telegram holds a question open (at most 50). `conflict`: until we look again whether another reader,
    or a dead token, is still there. `away`: the pauses while Telegram cannot be reached. `again`: the first pause after a failure of ours,
    which doubles."""

    long_poll: int = 30
    conflict: float = 60.0
    away: tuple[float, ...] = (1.0, 2.0, 5.0, 15.0, 30.0)
    again: float = 0.25


Ask = Callable[[int, int], Awaitable[Sequence[Json]]]
"""The updates from that id on, waiting so many seconds for the first."""


def asking(bot: Bot) -> Ask:
    """As JSON: of a hundred updates that the library reads together, one it cannot read would hold up all."""

    async def ask(offset: int, seconds: int) -> Sequence[Json]:
        given = {"offset": offset, "limit": MOST_AT_ONCE, "timeout": seconds, "allowed_updates": json.dumps(ALLOWED)}
        answer = await bot.request.retrieve(f"{bot.base_url}/getUpdates?{urlencode(given)}", read_timeout=seconds + _MORE_SECONDS)
        found = bot.request.parse_json_payload(answer).get("result")
        if not isinstance(found, list) or not all(is_update(one) for one in found):
            raise TelegramError("an answer that is no list of updates")
        return found

    return ask


class Poller:
    """One loop for one bot. Updates of a chat are taken in order, chats side by side; a chat that fails holds up no other."""

    def __init__(self, ask: Ask, take: Callable[[Json], Awaitable[bool]], patience: Patience) -> None:
        self._ask, self._take, self._patience = ask, take, patience
        self._offset = self._confirmed = self._failures = self._refusals = 0
        self._taken: set[int] = set()
        self._waiting: asyncio.Future[Any] | None = None
        self._stopping = False

    async def run(self) -> None:
        """Until `stop`. What was taken by then is finished, and confirmed."""
        while not self._stopping:
            batch = await self._asked()
            if batch:
                await self._take_all(batch)
        if self._offset != self._confirmed:
            await self._confirm()

    def stop(self) -> None:
        """Asks no more."""
        self._stopping = True
        if self._waiting is not None:
            self._waiting.cancel()

    async def _asked(self) -> Sequence[Json]:
        try:
            found = await self._unless_stopped(self._ask(self._offset, self._patience.long_poll))
        except TelegramError as refused:
            await self._pause(self._seconds_after(refused))
            return ()
        if found is None:
            return ()
        if self._refusals:
            log.info("Telegram answers again")
        self._confirmed, self._refusals = self._offset, 0
        return found

    def _seconds_after(self, refused: TelegramError) -> float:
        self._refusals += 1
        if isinstance(refused, Conflict):
            log.critical("ALARM: somebody else reads what is written to this bot; nothing reaches us", reason=str(refused))
            return self._patience.conflict
        if isinstance(refused, InvalidToken | Forbidden):
            log.critical("ALARM: Telegram does not take our token any more; nothing reaches us", error=type(refused).__name__)
            return self._patience.conflict
        pauses = self._patience.away
        asked = _seconds(refused) if isinstance(refused, RetryAfter) else pauses[min(self._refusals, len(pauses)) - 1]
        log.warning("Telegram cannot be reached; trying again", seconds=asked, error=type(refused).__name__)
        return asked

    async def _take_all(self, batch: Sequence[Json]) -> None:
        chats: dict[str, list[Json]] = {}
        for update in batch:
            if update["update_id"] not in self._taken:
                chats.setdefault(place_of(update), []).append(update)
        left = [first for first in await asyncio.gather(*map(self._take_in_order, chats.values())) if first is not None]
        self._offset = min(left) if left else max(int(update["update_id"]) for update in batch) + 1
        self._taken = {number for number in self._taken if number >= self._offset} if left else set()
        self._failures = self._failures + 1 if left else 0
        if left:
            await self._pause(min(LONGEST_PAUSE, self._patience.again * 2 ** (self._failures - 1)))

    async def _take_in_order(self, updates: Sequence[Json]) -> int | None:
        """The first of a chat that is still to be taken, behind which the others wait."""
        for update in updates:
            if not await self._take(update):
                return int(update["update_id"])
            self._taken.add(update["update_id"])
        return None

    async def _confirm(self) -> None:
        """Without it the last ones would only come again at the next start, and change nothing."""
        try:
            async with asyncio.timeout(_LAST_SECONDS):
                await self._ask(self._offset, 0)
        except (TelegramError, TimeoutError) as error:
            log.info("the last updates are not confirmed; they will come again", error=type(error).__name__)

    async def _pause(self, seconds: float) -> None:
        await self._unless_stopped(asyncio.sleep(seconds))

    async def _unless_stopped(self, waiting: Awaitable[T]) -> T | None:
        awaited: asyncio.Future[T] = asyncio.ensure_future(waiting)
        self._waiting = awaited
        try:
            if self._stopping:
                awaited.cancel()
            return await awaited
        except asyncio.CancelledError:
            if self._stopping:
                return None
            raise
        finally:
            self._waiting = None


def _seconds(refused: RetryAfter) -> float:
    asked = refused.retry_after
    return float(asked) if isinstance(asked, int) else asked.total_seconds()
