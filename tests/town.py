"""A town to test in: the strict Slack, the real applications, a real database, people of the playground, and a clock that a test moves.

    async with opened_town(tmp_path) as town:
        await town.claire.says("Offre d'emploi : comptable, Caen, CDI, avant le 12/12")
        assert town.claire.sees("Offre 1 publiée")
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
from bot.playground.slack import Member, Message, Person, Rules, StrictSlack
from handlers.slack.settings import SlackSettings
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
    clock: MovedClock
    store: Store
    house: House

    def __getattr__(self, handle: str) -> Person:
        """`town.claire`: a person of the playground, who acts and sees."""
        return self.slack.person(handle)

    async def quiet(self) -> None:
        """Until all that was said is answered and sent."""
        await self.house.delivery.idle()
        await self.slack.quiet()

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


def playground_slack(clock: Callable[[], datetime], *, rules: Rules = FAST, bot_url: str = "") -> StrictSlack:
    """The playground's Slack with its people and channels."""
    everyone = [someone.handle for someone in demo.PEOPLE]
    users = [Member(name=p.handle, real_name=p.name, email=f"{p.handle}@exemple.fr", tz=p.zone) for p in demo.PEOPLE]
    return StrictSlack(clock=clock, users=users, channels={name: everyone for name in demo.CHANNELS}, rules=rules, bot_url=bot_url)


async def settle_people(store: Store, slack: StrictSlack, *, greeted: bool = True) -> None:
    """Seeds the roster. `greeted`: everybody has had his first message, so that a test counts the others."""
    users = {someone.handle: slack.person(someone.handle).id for someone in demo.PEOPLE}
    channels = {name: slack.world.channel_named(name).id for name in demo.CHANNELS}
    await store.do(lambda tx: demo.seed(tx, platform="slack", workspace=slack.team_id, users=users, channels=channels))
    if greeted:
        await store.do(lambda tx: [tx.people.greet(person.id) for person in tx.people.active()])


@contextlib.asynccontextmanager
async def opened_town(
    folder: Path, *, kinds: Kinds | None = None, rules: Rules = FAST, pace: float = 0.0, greeted: bool = True, now: datetime = demo.OPENING
) -> AsyncIterator[Town]:
    """A town whose database is in `folder`. `kinds`: others than those of the house, whose tables no migration knows."""
    clock = MovedClock(now)
    async with playground_slack(clock, rules=rules) as slack:
        setting = setting_for(kinds or discover(), clock, organiser="Malik")
        store = create_without_history(folder / "town.db", setting) if kinds else opened(folder / "town.db", setting)
        await settle_people(store, slack, greeted=greeted)
        async with running(store, settings_for(slack), pace=pace, ticking=False) as house:
            town = Town(slack, clock, store, house)
            slack.settle_with(town.house.delivery.idle)
            yield town


def settings_for(slack: StrictSlack) -> SlackSettings:
    """How the real application connects to the strict Slack: over a socket."""
    return SlackSettings(bot_token=slack.bot_token, app_token=slack.app_token, api_url=slack.api_url)


def private(person: Person, since: int = 0) -> list[Message]:
    """The messages of ours in somebody's own conversation: the B of DIALOGUES.md (an edit counts 0)."""
    return [message for message in person.received(since) if message.channel.startswith("D")]
