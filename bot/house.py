"""The running house: a store, the platforms, delivery and the clock, opened and closed in the right order."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
from collections.abc import AsyncIterator, Coroutine, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias

import structlog

from bot.domain.contribution import Kinds
from bot.domain.ports import Clock, ConnectionRefused, Sender
from bot.domain.reminders import LATE_REMINDERS
from bot.wording import Wording
from handlers.gate import Gate
from scheduler.calendar import Territories
from scheduler.clock import Ticker
from scheduler.delivery import DeliveryLoop
from scheduler.jobs import Jobs
from storage.store import Store
from storage.transaction import Setting

if TYPE_CHECKING:
    from handlers.slack.settings import SlackSettings
    from handlers.telegram.settings import TelegramSettings

log = structlog.get_logger("maillage")

LONGEST_START: Final = 5.0
"""Seconds that one platform may take to answer before the others are said to be ready without it; they serve from their first instant."""
_MENDS: Final = {"slack": "check slack.bot_token and slack.app_token", "telegram": "check telegram.token"}

Settings: TypeAlias = "SlackSettings | TelegramSettings"


class Platform(Protocol):
    """A way in and a way out."""

    @property
    def platform(self) -> str:
        """Its name in the store."""
        ...

    @property
    def sender(self) -> Sender:
        """The way out."""
        ...

    async def connect(self) -> None:
        """Opens the way in, asking as long as it is away. Raises ConnectionRefused."""
        ...

    async def close_entrance(self) -> None:
        """Takes nothing more; what was taken is finished."""
        ...

    async def close(self) -> None:
        """Lets go of everything."""
        ...


def setting_for(kinds: Kinds, clock: Clock, *, organiser: str = "", late_reminders: int = LATE_REMINDERS) -> Setting:
    """What a store is opened with."""
    wording = Wording(kinds.folders())
    return Setting(kinds=kinds, wording=wording, calendar=Territories(), clock=clock, organiser=organiser, late_reminders=late_reminders)


@dataclass(frozen=True, kw_only=True)
class House:
    """Everything that runs; the platforms by name."""

    store: Store
    platforms: Mapping[str, Platform]
    delivery: DeliveryLoop
    jobs: Jobs


@contextlib.asynccontextmanager
async def running(
    store: Store, *settings: Settings, pace: float = 1.0, ticking: bool = True, longest_start: float = LONGEST_START
) -> AsyncIterator[House]:
    """The house around an open store, which is closed with it, on the platforms of these settings. `pace`: a factor on their rates.
    `longest_start`: seconds that one platform may keep the others waiting for at the start.

    A platform that cannot be reached is waited for in the background while the others serve; one that refuses our token is told of and done
    without. Raises ConnectionRefused when all refuse.
    """
    async with contextlib.AsyncExitStack() as held:
        held.push_async_callback(asyncio.to_thread, store.close)
        platforms: dict[str, Platform] = {}
        for platform in _built(settings, store):
            platforms[platform.platform] = platform
            held.push_async_callback(platform.close)
        senders: dict[str, Sender] = {}
        delivery, jobs = DeliveryLoop(store, senders, pace=pace), Jobs(store)
        await held.enter_async_context(_delivering(delivery))
        for platform in platforms.values():
            held.push_async_callback(platform.close_entrance)
        ways = [_connected(platform, store, senders, delivery) for platform in platforms.values()]
        await held.enter_async_context(_connecting(ways, longest_start))
        if ticking:
            await held.enter_async_context(_ticking(jobs))
        yield House(store=store, platforms=platforms, delivery=delivery, jobs=jobs)


def _built(settings: Sequence[Settings], store: Store) -> Iterator[Platform]:
    """The platforms of these settings, each to be closed. Those that are called at one address share its server."""
    gates: dict[tuple[str, int], Gate] = {}
    for one in settings:
        gate = gates.setdefault((one.host, one.port), Gate(one.host, one.port))
        yield _slack(one, store, gate) if one.platform == "slack" else _telegram(one, store, gate)


def _slack(settings: SlackSettings, store: Store, gate: Gate) -> Platform:
    # A house without Slack does not pay for its libraries.
    from handlers.slack import Slack  # noqa: PLC0415

    return Slack(settings, store, gate=gate)


def _telegram(settings: TelegramSettings, store: Store, gate: Gate) -> Platform:
    # A house without Telegram does not pay for its libraries.
    from handlers.telegram import Telegram  # noqa: PLC0415

    return Telegram(settings, store, gate=gate)


async def _connected(platform: Platform, store: Store, senders: dict[str, Sender], delivery: DeliveryLoop) -> ConnectionRefused | None:
    """Connects, and lets what waits for that platform leave. Gives the refusal where there is one."""
    try:
        await platform.connect()
    except ConnectionRefused as refused:
        what = f"{platform.platform.title()} refused the connection"
        log.error(what, reason=str(refused), mend=_MENDS[platform.platform])
        return refused
    if username := getattr(platform, "username", ""):
        store.setting = dataclasses.replace(store.setting, telegram_bot=username)
    senders[platform.platform] = platform.sender
    delivery.wake()
    return None


@contextlib.asynccontextmanager
async def _connecting(ways: Sequence[Coroutine[None, None, ConnectionRefused | None]], longest: float) -> AsyncIterator[None]:
    """Entered as soon as all have connected, or one has and the others take longer than so many seconds. Raises ConnectionRefused when all
    are refused."""
    tasks = [asyncio.create_task(way) for way in ways]
    for task in tasks:
        task.add_done_callback(_failed)
    try:
        done, away = await asyncio.wait(tasks, timeout=longest)
        while away and all(task.result() for task in done):
            _, away = await asyncio.wait(away, return_when=asyncio.FIRST_COMPLETED)
            done = set(tasks) - away
        refusals = [refused for task in done if (refused := task.result())]
        if len(refusals) == len(tasks):
            raise refusals[0]
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _failed(connecting: asyncio.Task[ConnectionRefused | None]) -> None:
    """What nobody may be waiting for any more is told all the same."""
    if not connecting.cancelled() and (error := connecting.exception()) is not None:
        log.error("a platform could not be connected by our fault", exc_info=error)


@contextlib.asynccontextmanager
async def _delivering(delivery: DeliveryLoop) -> AsyncIterator[None]:
    sending = asyncio.create_task(delivery.run())
    try:
        yield
    finally:
        await delivery.stop()
        await sending


@contextlib.asynccontextmanager
async def _ticking(jobs: Jobs) -> AsyncIterator[None]:
    ticker = Ticker(jobs.due, jobs.tidy)
    ticker.start()
    try:
        await jobs.due()
        yield
    finally:
        ticker.stop()
