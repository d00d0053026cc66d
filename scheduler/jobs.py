"""What a tick does. A job that fails is logged and tried at the next tick; nothing it began is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

import structlog

from handlers.edition import Kept
from handlers.requests.ladder import due_requests, pursue
from handlers.unasked import MOST_AT_ONCE, Plan, note, plan, send_letters, send_mornings
from storage.store import Store
from storage.transaction import Tx
from storage.writer import StoreFailed

RECEIVED_KEPT = timedelta(days=7)
"""Event ids are kept longer than any platform sends again (Slack's delayed events: 24 h)."""
DAYS_KEPT = timedelta(days=70)
"""Who was written to on which day, and in which hours we were there: longer than a letter can be owed."""

Job = Callable[[Sequence[int], Tx], int]

log = structlog.get_logger("scheduler")


class Jobs:
    """The jobs of one store. Ticks that meet run one after the other."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._one_at_a_time = asyncio.Lock()

    async def due(self) -> None:
        """What is due about requests, then letters and morning messages, in pieces small enough for others to be served in between."""
        async with self._one_at_a_time:
            try:
                requests, found = await self._store.ask(lambda tx: (due_requests(tx), plan(tx)))
                if requests:
                    await self._pursue(requests)
                    found = await self._store.ask(plan)  # whom a request was put to is told of it this morning
                await self._send(found)
            except Exception:
                log.exception("a job failed; it is tried again at the next tick", job="due")

    async def _pursue(self, requests: Sequence[int]) -> None:
        for start in range(0, len(requests), MOST_AT_ONCE):
            await self._piece(pursue, requests[start : start + MOST_AT_ONCE])

    async def _send(self, found: Plan) -> None:
        if found.settled or not found.heard:
            await self._store.do(partial(note, found))
        kept = Kept()
        for job, ids in ((lambda ids, tx: send_letters(ids, kept, tx), found.letters), (send_mornings, found.mornings)):
            for start in range(0, len(ids), MOST_AT_ONCE):
                await self._piece(job, ids[start : start + MOST_AT_ONCE])

    async def _piece(self, job: Job, ids: Sequence[int]) -> None:
        """One transaction. A piece that fails is halved until the fault stands alone: one bad letter holds up no other."""
        try:
            await self._store.do(partial(job, ids))
        except StoreFailed:
            raise
        except Exception:
            if len(ids) == 1:
                log.exception("a letter or message could not be written; it is tried again at the next tick", id=ids[0])
                return
            for half in (ids[: len(ids) // 2], ids[len(ids) // 2 :]):
                await self._piece(job, half)

    async def tidy(self) -> None:
        """Forgets what no platform sends again, and days long past."""

        def forget(tx: Tx) -> None:
            tx.received.forget(tx.now - RECEIVED_KEPT)
            tx.parked.forget(tx.now - RECEIVED_KEPT)
            tx.periods.forget(("alive", "unasked"), tx.now - DAYS_KEPT)

        async with self._one_at_a_time:
            try:
                await self._store.do(forget)
            except Exception:
                log.exception("a job failed; it is tried again at the next tick", job="tidy")
