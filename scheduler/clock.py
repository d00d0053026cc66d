"""The ticker: APScheduler only says "now". What is due is computed from facts by the use cases, so a late or lost tick loses nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

TICK = timedelta(seconds=20)
"""Between two looks at what is due: a letter leaves within so long of its minute."""
HOUSEKEEPING = timedelta(hours=6)


class Ticker:
    """Calls `due` and `tidy` at their rhythm. A tick that comes late still counts, and several late ones count as one."""

    def __init__(self, due: Callable[[], Awaitable[None]], tidy: Callable[[], Awaitable[None]]) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={
                "misfire_grace_time": None,
                "coalesce": True,
                "max_instances": 1,
            },  # the default grace of 1 s drops late ones silently
        )
        self._scheduler.add_job(due, IntervalTrigger(seconds=int(TICK.total_seconds())), id="due", replace_existing=True)
        self._scheduler.add_job(tidy, IntervalTrigger(seconds=int(HOUSEKEEPING.total_seconds())), id="tidy", replace_existing=True)

    def start(self) -> None:
        """Begins; needs a running loop."""
        self._scheduler.start()

    @property
    def running(self) -> bool:
        return bool(self._scheduler.running)

    def stop(self) -> None:
        """Ends without waiting for a tick."""
        self._scheduler.shutdown(wait=False)
