"""The playground's house: the strict Slack with invented people, and the very applications that meet the real one."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot import demo
from bot.clockwork import PlaygroundClock
from bot.domain.kinds import discover
from bot.house import House, running, setting_for
from bot.playground.slack import Member, Rules, StrictSlack
from handlers.slack.listeners import FILE_IT
from handlers.slack.manifest import commands
from handlers.slack.settings import SlackSettings
from storage.schema import opened
from storage.store import Store

ORGANISER = "Malik"


def slack_of_the_playground(clock: Callable[[], datetime], *, rules: Rules | None = None, bot_url: str = "") -> StrictSlack:
    """A Slack in which everybody of the playground is in every channel."""
    everyone = [someone.handle for someone in demo.PEOPLE]
    users = [
        Member(name=someone.handle, real_name=someone.name, email=f"{someone.handle}@exemple.fr", tz=someone.zone)
        for someone in demo.PEOPLE
    ]
    channels = dict.fromkeys(demo.CHANNELS, everyone)
    return StrictSlack(clock=clock, users=users, channels=channels, rules=rules or declared_rules(), bot_url=bot_url)


def declared_rules(**others: Any) -> Rules:
    """A Slack that knows what our manifest declares, and nothing else."""
    known = commands(discover())
    return Rules(commands=frozenset(f"/{verb}" for verb in known), shortcuts=frozenset({FILE_IT}), **others)


async def settle(store: Store, slack: StrictSlack) -> None:
    """The people of that Slack are in the roster, and two of its channels read."""
    users = {someone.handle: slack.person(someone.handle).id for someone in demo.PEOPLE}
    channels = {name: slack.world.channel_named(name).id for name in demo.CHANNELS}
    await store.do(lambda tx: demo.seed(tx, platform="slack", workspace=slack.team_id, users=users, channels=channels))


def settings_for(slack: StrictSlack) -> SlackSettings:
    """How our application connects to it: over a socket."""
    return SlackSettings(bot_token=slack.bot_token, app_token=slack.app_token, api_url=slack.api_url)


@dataclass(frozen=True, kw_only=True)
class Playground:
    """All that runs in it."""

    slack: StrictSlack
    house: House
    clock: PlaygroundClock

    async def quiet(self) -> None:
        """Until all that was said is answered and sent."""
        await self.house.delivery.idle()

    async def move(self, typed: str, zone: str = "Europe/Paris") -> datetime:
        """Moves the clock ("lundi 08:00", "+2h"): what is due on the way happens on the way. Raises NotAMove."""
        for _ in self.clock.steps(self.clock.target(typed, ZoneInfo(zone))):
            await self.house.jobs.due()
            await self.quiet()
        return self.clock()


@contextlib.asynccontextmanager
async def playground(folder: Path, *, pace: float = 0.0) -> AsyncIterator[Playground]:
    """The playground, its database in `folder`. Loopback only; nothing leaves the machine."""
    clock = PlaygroundClock(demo.OPENING)
    async with slack_of_the_playground(clock) as slack:
        store = opened(folder / "playground.db", setting_for(discover(), clock, organiser=ORGANISER))
        await settle(store, slack)
        async with running(store, settings_for(slack), pace=pace, ticking=False) as house:
            made = Playground(slack=slack, house=house, clock=clock)
            slack.settle_with(made.quiet)
            yield made
