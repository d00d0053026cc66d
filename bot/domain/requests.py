"""How far a request for help has come, and what the clock does about it. (DOMAIN.md F41, 2.4)"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.domain.contribution import PUBLISHED, WITHDRAWN, Contribution
from bot.domain.fields import Choice, Shape, fields_of

LIFE = "request"
"""The life of a kind by which something is asked of whoever knows."""
RESOLVED, CLOSED = "resolved", "closed"
PATIENCE = 2
"""Working days that a chamber has before the next one is asked: 48 h after the morning in which it reads it."""
WORKING_DAYS = 5
"""After so many without anybody, the national team keeps it."""
ASKED_HOW_IT_WAS = timedelta(days=3)
SETTLES = timedelta(days=10)
"""So long after an answer, one that nobody complained about has helped."""
REOPENED_WITHIN = timedelta(days=14)
FORGOTTEN = timedelta(days=14)
"""A step that was due so long ago is not taken any more: after an outage nobody is told of old things."""


class Standing(StrEnum):
    """The states of DOMAIN.md 2.4, as exports name them."""

    OPEN = "open"
    ROUTED = "routed"
    CLAIMED = "claimed"
    ANSWERED = "answered"
    ESCALATED = "escalated"
    RESOLVED = "resolved"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class Pursuit:
    """How far the search for an answer has come. `step` counts who was asked in turn; at `next_at` (UTC) the clock acts next."""

    request_id: int
    step: int = 0
    next_at: datetime | None = None
    claimed_by: int | None = None
    claimed_at: datetime | None = None
    answered_at: datetime | None = None
    resolved_at: datetime | None = None
    satisfaction: str = ""


@dataclass(frozen=True, kw_only=True)
class Routing:
    """A chamber that was asked, why, and what came of it: `asked`, `claimed`, `declined`, `passed`, `released`, `silent`, `over`."""

    request_id: int
    chamber: str
    reason: str
    evidence: Mapping[str, Any] = field(default_factory=dict)
    result: str = "asked"
    person_id: int | None = None
    by: int | None = None
    at: datetime
    id: int = 0


class Due(StrEnum):
    """What the clock does: asks the next one, leaves it with the national team, takes it that the answer helped, or lets it be."""

    NEXT = "next"
    NATIONAL = "national"
    HELPED = "helped"
    NOTHING = "nothing"


def standing(item: Contribution, pursuit: Pursuit, routings: Sequence[Routing], *, national: str, now: datetime) -> Standing:
    """The state of a request. `national`: the code under which the national team is asked."""
    if item.state == WITHDRAWN:
        return Standing.WITHDRAWN
    if item.state != PUBLISHED:
        over = item.state == CLOSED or (pursuit.resolved_at is not None and now - pursuit.resolved_at > REOPENED_WITHIN)
        return Standing.CLOSED if over else Standing.RESOLVED
    if pursuit.answered_at is not None:
        return Standing.ANSWERED
    if pursuit.claimed_by is not None:
        return Standing.CLAIMED
    waiting = {routing.chamber for routing in routings if routing.result == "asked"}
    return Standing.ESCALATED if national in waiting else Standing.ROUTED if waiting else Standing.OPEN


def due(pursuit: Pursuit, *, national_at: datetime, now: datetime) -> Due | None:
    """What the clock does now about it; None: nothing yet. `national_at` (UTC): from when on the national team has it."""
    if pursuit.next_at is None or now < pursuit.next_at:
        return None
    if pursuit.answered_at is not None:
        return Due.HELPED
    if pursuit.claimed_by is not None or now - pursuit.next_at > FORGOTTEN:
        return Due.NOTHING
    return Due.NATIONAL if now >= national_at else Due.NEXT


def working_day(day: date, after: int, works: Callable[[date], bool]) -> date:
    """The so manieth working day after that day; with 0, that day or the first working day after it."""
    while not works(day):
        day += timedelta(days=1)
    for _ in range(after):
        day += timedelta(days=1)
        while not works(day):
            day += timedelta(days=1)
    return day


def shaped(item: Contribution, shape: Shape) -> Any:
    """Its answer of that shape; None for a kind that has none."""
    name = next((question.name for question in fields_of(type(item)) if question.shape == shape), "")  # type: ignore[arg-type] # as in Kind
    return getattr(item, name, None) if name else None


def is_urgent(item: Contribution) -> bool:
    """Whether it is needed today: the last of the options by which a text says how soon."""
    urgency = shaped(item, "urgency")
    return isinstance(urgency, Choice) and urgency is list(type(urgency))[-1]
