"""The playground's house: the strict Slack and the strict Telegram with the same invented people, and the very applications that meet the
real ones."""

from __future__ import annotations

import asyncio
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
from bot.domain.people import Role
from bot.house import House, running, setting_for
from bot.playground.slack import Member, Rules, StrictSlack
from bot.playground.telegram import Contact, Group, StrictTelegram
from bot.playground.telegram import Rules as TelegramRules
from handlers.slack.listeners import FILE_IT
from handlers.slack.manifest import SCOPES, commands
from handlers.slack.settings import SlackSettings
from handlers.telegram.settings import TelegramSettings
from storage.schema import opened
from storage.store import Store

ORGANISER = "Malik"


def slack_of_the_playground(clock: Callable[[], datetime], *, rules: Rules | None = None, bot_url: str = "") -> StrictSlack:
    """A Slack in which everybody who is on Slack is in every channel, but for partners where a body meets."""
    members = [someone for someone in demo.PEOPLE if "slack" in someone.doors]
    users = [
        Member(name=someone.handle, real_name=someone.name, email=f"{someone.handle}@exemple.fr", tz=someone.zone) for someone in members
    ]
    inside = [someone.handle for someone in members if someone.role is not Role.PARTNER]
    meeting = {channel for _, channel, _ in demo.BODIES}
    channels = {name: inside if name in meeting else [someone.handle for someone in members] for name in demo.CHANNELS}
    return StrictSlack(clock=clock, users=users, channels=channels, rules=rules or declared_rules(), bot_url=bot_url)


def telegram_of_the_playground(clock: Callable[[], datetime], *, rules: TelegramRules | None = None) -> StrictTelegram:
    """A Telegram on which everybody has a phone; those whose door it is have opened the bot's conversation, and are in their groups."""
    people = [_contact(someone) for someone in demo.PEOPLE]
    groups = [Group(name=name, title=f"CRESS {name.title()}", members=members) for name, members in demo.GROUPS.items()]
    return StrictTelegram(clock=clock, people=people, groups=groups, rules=rules or TelegramRules())


def _contact(someone: demo.Someone) -> Contact:
    first, _, last = someone.name.partition(" ")
    started = "telegram" in someone.doors
    return Contact(name=someone.handle, first_name=first, last_name=last, language_code=someone.language, started=started)


def declared_rules(**others: Any) -> Rules:
    """A Slack that knows what our manifest declares, and nothing else."""
    known = commands(discover())
    return Rules(commands=frozenset(f"/{verb}" for verb in known), shortcuts=frozenset({FILE_IT}), scopes=frozenset(SCOPES), **others)


async def settle(store: Store, slack: StrictSlack, telegram: StrictTelegram | None = None, *, bodies: bool = False) -> None:
    """The people of these platforms are in the roster, and of Slack's channels two read. `bodies`: those that meet are there too, each with
    its channel."""
    users = {someone.handle: slack.person(someone.handle).id for someone in demo.PEOPLE if "slack" in someone.doors}
    channels = {name: slack.world.channel_named(name).id for name in demo.CHANNELS}
    places = [demo.Place(platform="slack", workspace=slack.team_id, users=users, channels=channels)]
    if telegram is not None:
        phones = {someone.handle: str(telegram.person(someone.handle).id) for someone in demo.PEOPLE}
        groups = {name: telegram.world.chat_named(name).channel for name in demo.GROUPS}
        places.append(demo.Place(platform="telegram", workspace=str(telegram.bot_id), users=phones, channels=groups))
    await store.do(lambda tx: demo.seed(tx, *places))
    if bodies:
        await store.do(lambda tx: demo.found(tx, places[0]))


def settings_for(slack: StrictSlack) -> SlackSettings:
    """How our application connects to it: over a socket."""
    return SlackSettings(bot_token=slack.bot_token, app_token=slack.app_token, api_url=slack.api_url)


def telegram_settings_for(telegram: StrictTelegram) -> TelegramSettings:
    """How our application connects to it: by polling."""
    return TelegramSettings(token=telegram.token, api_url=telegram.api_url)


async def heard(telegram: StrictTelegram) -> None:
    """Until our application has asked it for the first time what is new: before that, nobody there would be waited for."""
    while not telegram.polls:  # noqa: ASYNC110 - the strict Telegram tells nobody
        await asyncio.sleep(0.001)


async def quiet(house: House, slack: StrictSlack, telegram: StrictTelegram) -> None:
    """Until all that was said is answered and sent, on both."""
    await slack.quiet()
    await telegram.quiet()
    await house.delivery.idle()


@dataclass(frozen=True, kw_only=True)
class Playground:
    """All that runs in it."""

    slack: StrictSlack
    telegram: StrictTelegram
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
    async with slack_of_the_playground(clock) as slack, telegram_of_the_playground(clock) as telegram:
        store = opened(folder / "playground.db", setting_for(discover(), clock, organiser=ORGANISER))
        await settle(store, slack, telegram, bodies=True)
        both = (settings_for(slack), telegram_settings_for(telegram))
        async with running(store, *both, pace=pace, ticking=False) as house:
            made = Playground(slack=slack, telegram=telegram, house=house, clock=clock)
            slack.settle_with(made.quiet)
            telegram.settle_with(made.quiet)
            await heard(telegram)
            yield made
