"""What waits for a chamber: since when, and from which morning on the national team takes it on."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.chambers import NATIONAL
from bot.domain.contribution import PUBLISHED, Contribution, Scope
from bot.domain.week import next_working_day
from storage.transaction import Tx

PROPOSED = "proposed"
TO_THE_NETWORK = "network"
"""The act by which its author opened to the network alone what was confidential: relayed, it goes no further."""


def proposed(item: Contribution) -> Contribution:
    """The same, for its chamber to read over: nobody else reads it."""
    return dataclasses.replace(item, state=PROPOSED, scope=Scope.CHAMBER, published_at=None)


def proposed_since(items: Collection[Contribution], tx: Tx) -> dict[int, datetime]:
    """Since when each waits (UTC), by id: from its filing, or from when it was opened or restored."""
    turns = tx.contributions.turns([item.id for item in items if item.version > 1])
    return {item.id: turns[item.id].at if item.id in turns else item.filed_at for item in items}


def national_on(tx: Tx, item: Contribution, since: datetime) -> date:
    """The morning on which the national team takes on what the chamber has not relayed: one working day has passed."""
    filed = since.astimezone(ZoneInfo(tx.directory.zone_of(item.chamber))).date()
    chambers_day = next_working_day(filed + timedelta(days=1), item.chamber, tx.calendar)
    return next_working_day(chambers_day + timedelta(days=1), NATIONAL, tx.calendar)


def over_by(item: Contribution, day: date) -> bool:
    """Whether no list would show it on that day, were it published now."""
    return not dataclasses.replace(item, state=PUBLISHED).listed(day)


def readers_of(item: Contribution, tx: Tx) -> Scope:
    """Who reads it once it is relayed: everybody whom its kind is for, unless its author opened it to the network alone."""
    turn = tx.contributions.turns([item.id]).get(item.id)
    return Scope.NETWORK if turn and turn.act == TO_THE_NETWORK else item.default_scope
