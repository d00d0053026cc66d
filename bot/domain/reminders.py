"""When the owner of an action is reminded of it: policy P1 of the network. (DIALOGUES.md 6)

Seven days before, the day before, the day after, then every seven days until it is done. A day of the week-end is the Monday after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

BEFORE = (timedelta(days=7), timedelta(days=1))
FIRST_LATE, EVERY = timedelta(days=1), timedelta(days=7)
LATE_REMINDERS = 4
"""So many after the term where nothing else is set: the fourth is the last, and says so. (DIALOGUES.md 6)"""
STILL_TOLD = timedelta(days=14)
"""A reminder that its day did not bring (a leave, a holiday, an outage) is worth saying for so long."""


@dataclass(frozen=True, kw_only=True)
class Reminding:
    """One reminder. `late`: which of those after the term it is, from 1; 0 for one before it. `last`: none follows."""

    day: date
    late: int = 0
    last: bool = False


def reminders(due: date, cap: int = 0) -> Iterator[Reminding]:
    """Every reminder of an action that is never done, without end where `cap` is 0; else with so many late ones."""
    yield from (Reminding(day=_on_a_weekday(due - before)) for before in BEFORE)
    for late in range(1, cap + 1) if cap else count(1):
        yield Reminding(day=_on_a_weekday(due + FIRST_LATE + (late - 1) * EVERY), late=late, last=late == cap)


def reminder_days(due: date, done_on: date | None, until: date, cap: int = 0) -> list[date]:
    """The days of its reminders up to `until`, each once. One on the day on which it is done still goes out: that is known only later."""
    end = min(until, done_on) if done_on else until
    found: list[date] = []
    for one in reminders(due, cap):
        if one.day > end:
            break
        if one.day not in found:
            found.append(one.day)
    return found


def reminder_on(due: date, today: date, cap: int = 0) -> Reminding | None:
    """The reminder that is to be said on that day: the last whose day has come, unless that is too long ago."""
    found = None
    for one in reminders(due, cap):
        if one.day > today:
            break
        found = one
    return found if found and today - found.day < STILL_TOLD else None


def _on_a_weekday(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day
