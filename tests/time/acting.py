"""Meetings whose actions are reminded of over a season: published, corrected, and what their owners then read."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bot.domain.actions import ActionRecord, Meeting
from bot.domain.messages import Message
from bot.domain.people import Person
from bot.domain.records import ActionItem
from handlers.actions.filing import sync_actions
from handlers.leave import begin
from handlers.respond import press
from storage.transaction import Tx
from tests.shelf import offer
from tests.time.season import Season, paris
from tests.town import PARIS

_MEETINGS = itertools.count()
_TICKS = (6, 8, 14, 17)


def act(chamber: str, what: str = "Relire le guide", due: str = "2026-12-08", who: str = "") -> ActionItem:
    return ActionItem(who=who or chamber, chamber=chamber, what=what, due=date.fromisoformat(due) if due else None)


def meets(season: Season, secretary: Person, *items: ActionItem, next_on: date | None = date(2027, 1, 21)) -> tuple[ActionRecord, ...]:
    """Minutes that are published now."""

    def case(tx: Tx) -> tuple[ActionRecord, ...]:
        minutes = offer(tx, secretary, title=f"meeting {next(_MEETINGS)}", deadline="2029-01-01")
        hidden = tx.contributions.change(dataclasses.replace(minutes, state="withdrawn"), act="test", by=None)
        meeting = Meeting(minutes_id=hidden.id, body="Comité des Directions", held_on=date(2026, 11, 19), next_on=next_on)
        return sync_actions(meeting, items, secretary.id, tx)

    return season.store.submit(case).result()


def presses(season: Season, person: Person, act: str) -> None:
    season.store.submit(lambda tx: press(act, person, tx)).result()


def uncapped(season: Season) -> None:
    season.store.setting = dataclasses.replace(season.store.setting, late_reminders=0)


async def mornings(season: Season, goal: datetime) -> None:
    """Lets the days pass with a tick when it is 8 in Mayotte, 8 in Paris, and two in the afternoon."""
    day = season.clock.now.astimezone(PARIS).date()
    while season.clock.now < goal:
        for hour in _TICKS:
            moment = paris(day.year, day.month, day.day, hour)
            if season.clock.now < moment <= goal:
                await season.at(moment)
        day += timedelta(days=1)
        season.clock.now = max(season.clock.now, min(goal, paris(day.year, day.month, day.day)))


def days(season: Season, person: Person) -> list[str]:
    """When he was written to, on his own clock; an edit of a message is none."""

    def read(tx: Tx) -> list[str]:
        table = tx.tables.outbox
        rows = tx.connection.execute(table.select().where(table.c.person_id == person.id, table.c.operation == "post").order_by(table.c.id))
        return [f"{row.created_at.astimezone(ZoneInfo(person.zone)):%m-%d %H:%M}" for row in rows]

    return season.store.read(read)


def resync(season: Season, of: ActionRecord, items: Sequence[ActionItem]) -> tuple[ActionRecord, ...]:
    meeting = Meeting(minutes_id=of.minutes_id, body=of.body, held_on=of.held_on, next_on=of.next_on)
    return season.store.submit(lambda tx: sync_actions(meeting, items, of.secretary_id, tx)).result()


def states(season: Season, of: ActionRecord) -> list[str]:
    return [str(one.state) for one in season.store.read(lambda tx: tx.actions.of_minutes(of.minutes_id))]


def leaves(season: Season, person: Person, typed: str) -> Message:
    answer = season.store.submit(lambda tx: begin(typed, person, tx)).result()
    return answer.message


def now(person: Person, tx: Tx) -> Person:
    found = tx.people.get(person.id)
    assert found is not None
    return found


def now_of(season: Season, person: Person) -> Person:
    return season.store.read(partial(now, person))


def current(season: Season, person: Person) -> Message:
    """His last message as it is now."""

    def read(tx: Tx) -> Message:
        table = tx.tables.outbox
        rows = tx.connection.execute(table.select().where(table.c.person_id == person.id, table.c.operation == "post").order_by(table.c.id))
        return tx.outbox.current(list(rows)[-1].id)

    return season.store.read(read)


def texts(message: Message) -> str:
    return message.markdown.replace("\\", "")
