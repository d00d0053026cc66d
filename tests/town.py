"""A town to test in: the strict Slack and the strict Telegram, the real applications, a real database, people of the playground, and a
clock that a test moves.

async with opened_town(tmp_path) as town:
    await town.claire.says("Offre d'emploi : comptable, Caen, CDI, avant le 12/12")
    assert town.claire.sees("Offre 1 publiée")
    await town.dylan.says("offre : animateur, Cayenne, CDI")          # on Telegram, his only door
    await town.phone("hina").says("aide")                             # she has both; everybody has a phone, most of them unknown to us
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot import demo
from bot.domain.contribution import Kinds
from bot.domain.kinds import discover
from bot.house import House, running, setting_for
from bot.playground.slack import Message, Person, Rules, StrictSlack
from bot.playground.telegram import Person as Phone
from bot.playground.telegram import Rules as TelegramRules
from bot.playground.telegram import StrictTelegram
from bot.playhouse import heard, quiet, settings_for, settle, slack_of_the_playground, telegram_of_the_playground, telegram_settings_for
from storage.schema import create_without_history, opened
from storage.store import Store
from storage.transaction import Tx

T = TypeVar("T")
PARIS = ZoneInfo("Europe/Paris")
FAST = Rules(retry_delays=(0.05, 0.05, 0.05))


@dataclass
class MovedClock:
    """The present, as the test says it is."""

    now: datetime = demo.OPENING

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Town:
    """All of it. `house` and `store` change when the town is restarted."""

    slack: StrictSlack
    telegram: StrictTelegram
    clock: MovedClock
    store: Store
    house: House

    def __getattr__(self, handle: str) -> Person:
        """`town.claire`: a person of the playground on Slack, who acts and sees."""
        return self.slack.person(handle)

    @property
    def dylan(self) -> Phone:
        """He is on Telegram alone."""
        return self.phone("dylan")

    def phone(self, handle: str) -> Phone:
        """Somebody's self on Telegram."""
        return self.telegram.person(handle)

    async def quiet(self) -> None:
        """Until all that was said is answered and sent."""
        await quiet(self.house, self.slack, self.telegram)

    async def settled(self) -> None:
        """Until all that is written has left: what is awaited after each gesture."""
        await self.house.delivery.idle()

    async def at(self, instant: datetime) -> None:
        """Sets the clock, ticks once, and waits for quiet. A naive instant is Paris time."""
        self.clock.now = (instant if instant.tzinfo else instant.replace(tzinfo=PARIS)).astimezone(UTC)
        await self.tick()

    async def until(self, instant: datetime, step: timedelta = timedelta(hours=1)) -> None:
        """Lets time pass hour by hour, with a tick at each."""
        goal = (instant if instant.tzinfo else instant.replace(tzinfo=PARIS)).astimezone(UTC)
        while self.clock.now < goal:
            self.clock.now = min(goal, self.clock.now + step)
            await self.tick()

    async def tick(self) -> None:
        """What the ticker does every few seconds."""
        await self.house.jobs.due()
        await self.quiet()

    def read(self, case: Callable[[Tx], T]) -> T:
        """Looks into the store."""
        return self.store.read(case)


async def settle_people(store: Store, slack: StrictSlack, telegram: StrictTelegram | None = None, *, greeted: bool = True) -> None:
    """Seeds the roster. `greeted`: everybody has had his first message, so that a test counts the others."""
    await settle(store, slack, telegram)
    if greeted:
        await store.do(lambda tx: [tx.people.greet(person.id) for person in tx.people.active()])


@contextlib.asynccontextmanager
async def opened_town(
    folder: Path,
    *,
    kinds: Kinds | None = None,
    rules: Rules = FAST,
    telegram_rules: TelegramRules | None = None,
    pace: float = 0.0,
    greeted: bool = True,
    now: datetime = demo.OPENING,
) -> AsyncIterator[Town]:
    """A town whose database is in `folder`. `kinds`: others than those of the house, whose tables no migration knows."""
    clock = MovedClock(now)
    async with slack_of_the_playground(clock, rules=rules) as slack, telegram_of_the_playground(clock, rules=telegram_rules) as telegram:
        setting = setting_for(kinds or discover(), clock, organiser="Malik")
        store = create_without_history(folder / "town.db", setting) if kinds else opened(folder / "town.db", setting)
        await settle_people(store, slack, telegram, greeted=greeted)
        async with running(store, settings_for(slack), telegram_settings_for(telegram), pace=pace, ticking=False) as house:
            town = Town(slack, telegram, clock, store, house)
            slack.settle_with(town.settled)
            telegram.settle_with(town.settled)
            await heard(telegram)
            yield town


def private(person: Person, since: int = 0) -> list[Message]:
    """The messages of ours in somebody's own conversation: the B of DIALOGUES.md (an edit counts 0)."""
    return [message for message in person.received(since) if message.channel.startswith("D")]
