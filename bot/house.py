"""The running house: a store, the platforms, delivery and the clock, opened and closed in the right order."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

from bot.domain.contribution import Kinds
from bot.domain.ports import Clock
from bot.wording import Wording
from handlers.slack import Slack
from handlers.slack.settings import SlackSettings
from scheduler.calendar import Territories
from scheduler.clock import Ticker
from scheduler.delivery import DeliveryLoop
from scheduler.jobs import Jobs
from storage.store import Store
from storage.transaction import Setting


def setting_for(kinds: Kinds, clock: Clock, *, organiser: str = "") -> Setting:
    """What a store is opened with."""
    return Setting(kinds=kinds, wording=Wording(kinds.folders()), calendar=Territories(), clock=clock, organiser=organiser)


@dataclass(frozen=True, kw_only=True)
class House:
    """Everything that runs."""

    store: Store
    slack: Slack
    delivery: DeliveryLoop
    jobs: Jobs


@contextlib.asynccontextmanager
async def running(store: Store, settings: SlackSettings, *, pace: float = 1.0, ticking: bool = True) -> AsyncIterator[House]:
    """The house around an open store, which is closed with it. `pace`: seconds between two messages of a channel."""
    slack = Slack(settings, store)
    delivery = DeliveryLoop(store, {Slack.platform: slack.sender}, pace=pace)
    jobs = Jobs(store)
    ticker = Ticker(jobs.due, jobs.tidy)
    sending: asyncio.Task[None] | None = None
    try:
        await slack.connect()
        sending = asyncio.create_task(delivery.run())
        if ticking:
            ticker.start()
            await jobs.due()
        yield House(store=store, slack=slack, delivery=delivery, jobs=jobs)
    finally:
        if ticking and ticker.running:
            ticker.stop()
        await slack.close_entrance()
        await delivery.stop()
        if sending is not None:
            await sending
        await slack.close()
        await asyncio.to_thread(store.close)
