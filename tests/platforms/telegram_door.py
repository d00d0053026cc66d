"""The second door for tests: a strict Telegram, a real store, our way in and our way out, and a clock that a test moves."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from structlog.testing import capture_logs
from structlog.typing import EventDict
from telegram import Message

from bot.domain.people import Account, Role
from bot.playground.telegram import Contact, Group, Person, Rules, StrictTelegram
from handlers.telegram import Telegram
from handlers.telegram.inbound import Identity
from handlers.telegram.polling import Patience
from handlers.telegram.settings import TelegramSettings
from scheduler.delivery import DeliveryLoop
from storage.store import Store
from storage.transaction import Tx
from tests.shelf import FRIDAY, new_file, store_at
from tests.town import MovedClock

T = TypeVar("T")
QUICK = Patience(long_poll=1, conflict=0.02, away=(0.01,), again=0.005)
FAST = Rules(webhook_retry_delays=(0.02,) * 12, conflict_seconds=0.02)
READS_ALL = dataclasses.replace(FAST, privacy=False)
SECRET = "a-secret_of-the-webhook"
PEOPLE = (Contact(name="dylan", first_name="Dylan"), Contact(name="hina", first_name="Hina", language_code="en"), Contact(name="stranger"))
GROUPS = (
    Group(name="emploi", title="Emploi ESS", members=("dylan", "hina", "stranger")),
    Group(name="forum", members=("dylan",), topics=True),
)
BOT = Identity(7_100_000_001, "maillage_bot")
ME = {"id": BOT.id, "is_bot": True, "first_name": "Maillage", "username": BOT.username}
DYLAN = {"id": 5_000_000_007, "is_bot": False, "first_name": "Dylan"}
GROUP = {"id": -77, "type": "group", "title": "Emploi ESS"}
OFFER = "Offre d'emploi : comptable, Cayenne, CDI, avant le 15/12"


@dataclass
class Door:
    """All of it. `door.dylan` acts and sees; `stranger` is in no roster."""

    platform: StrictTelegram
    store: Store
    telegram: Telegram
    delivery: DeliveryLoop
    clock: MovedClock
    logs: list[EventDict]

    def __getattr__(self, name: str) -> Person:
        return self.platform.person(name)

    def read(self, case: Callable[[Tx], T]) -> T:
        return self.store.read(case)

    def count(self, table: str) -> int:
        return int(self.read(lambda tx: tx.connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()))

    async def quiet(self) -> None:
        await self.platform.quiet()
        await self.delivery.idle()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def settings_of(platform: StrictTelegram, *, webhook: bool = False) -> TelegramSettings:
    reached: dict[str, Any] = {}
    if webhook:
        port = free_port()
        reached = {"secret": SECRET, "port": port, "public_url": f"http://127.0.0.1:{port}"}
    return TelegramSettings(token=platform.token, api_url=platform.api_url, **reached)


def known(tx: Tx, platform: StrictTelegram) -> None:
    """Dylan of Guyane and Hina of Mayotte, who have had their first message."""
    for name, called, chamber, role, language, zone in (
        ("dylan", "Dylan Clet", "GUF", Role.AMBASSADOR, "fr", "America/Cayenne"),
        ("hina", "Hina Attoumani", "MYT", Role.DIRECTOR, "en", "Indian/Mayotte"),
    ):
        account = Account(platform="telegram", workspace=str(platform.bot_id), user=str(platform.person(name).id))
        person = tx.people.add(name=called, role=role, chamber=chamber, language=language, zone=zone, accounts=[account])
        tx.people.greet(person.id)


@contextlib.asynccontextmanager
async def strict(clock: MovedClock, *, rules: Rules = FAST) -> AsyncIterator[StrictTelegram]:
    async with StrictTelegram(clock=clock, people=PEOPLE, groups=GROUPS, rules=rules) as platform:
        yield platform


@contextlib.asynccontextmanager
async def opened_store(folder: Path, platform: StrictTelegram, clock: MovedClock) -> AsyncIterator[Store]:
    store = store_at(new_file(folder), clock)
    try:
        await store.do(lambda tx: known(tx, platform))
        yield store
    finally:
        await asyncio.to_thread(store.close)


@contextlib.asynccontextmanager
async def connected(
    store: Store, settings: TelegramSettings, *, patience: Patience = QUICK
) -> AsyncIterator[tuple[Telegram, DeliveryLoop]]:
    """Our side alone: what a start of the house does for this platform."""
    telegram = Telegram(settings, store, patience=patience)
    delivery = DeliveryLoop(store, {Telegram.platform: telegram.sender}, pace=0.0)
    sending: asyncio.Task[None] | None = None
    try:
        await telegram.connect()
        sending = asyncio.create_task(delivery.run())
        yield telegram, delivery
    finally:
        await telegram.close_entrance()
        await delivery.stop()
        if sending is not None:
            await sending
        await telegram.close()


@contextlib.asynccontextmanager
async def opened_door(folder: Path, *, webhook: bool = False, rules: Rules = FAST) -> AsyncIterator[Door]:
    clock = MovedClock(FRIDAY)
    async with contextlib.AsyncExitStack() as stack:
        logs = stack.enter_context(capture_logs())
        platform = await stack.enter_async_context(strict(clock, rules=rules))
        store = await stack.enter_async_context(opened_store(folder, platform, clock))
        telegram, delivery = await stack.enter_async_context(connected(store, settings_of(platform, webhook=webhook)))
        platform.settle_with(delivery.idle)
        for _ in iter(lambda: webhook or bool(platform.polls), True):  # until somebody asks, nobody listens
            await asyncio.sleep(0.001)
        yield Door(platform, store, telegram, delivery, clock, logs)


def message(text: str = "", *, chat: dict[str, Any] = GROUP, **more: Any) -> Message:
    """A message as the library reads it."""
    body = {"message_id": 5, "date": int(FRIDAY.timestamp()), "chat": chat, "from": DYLAN} | ({"text": text} if text else {}) | more
    found = Message.de_json(body, None)
    assert found is not None
    return found


def heard_last(door: Door) -> dict[str, Any]:
    """The newest of Dylan's messages as our bot got it."""
    return dict(door.platform.messenger.payloads.message([one for one in door.dylan.messages() if one.sender == door.dylan.id][-1]))
