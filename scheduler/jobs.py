"""What a tick does. A job that fails is logged and tried at the next tick; nothing it began is kept."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import structlog

from handlers.unasked import note_missed_weeks, send_what_is_due
from storage.store import Store

RECEIVED_KEPT = timedelta(days=7)
"""Event ids are kept longer than any platform sends again (Slack's delayed events: 24 h)."""
MOST_ROUNDS = 200

log = structlog.get_logger("scheduler")


class Jobs:
    """The jobs of one store. Ticks that meet run one after the other."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._one_at_a_time = asyncio.Lock()

    async def due(self) -> None:
        """Letters and morning messages that are due, in rounds small enough for others to be served in between."""
        async with self._one_at_a_time:
            try:
                await self._store.do(note_missed_weeks)
                for _ in range(MOST_ROUNDS):
                    done = await self._store.do(send_what_is_due)
                    if not done.more:
                        return
            except Exception:  # noqa: BLE001 - one of the four: a job must not end the clock
                log.exception("a job failed; it is tried again at the next tick", job="due")

    async def tidy(self) -> None:
        """Forgets what no platform sends again."""
        async with self._one_at_a_time:
            try:
                await self._store.do(lambda tx: tx.received.forget(tx.now - RECEIVED_KEPT))
            except Exception:  # noqa: BLE001 - as above
                log.exception("a job failed; it is tried again at the next tick", job="tidy")
