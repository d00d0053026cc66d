"""Days as they are meant in a conversation: what was understood, what it may mean, and the arithmetic between the two."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Literal

from bot.domain.i18n import mark as _
from bot.domain.years import YEARS

Sense = Literal["future", "past", "any"]

DAY_OR_MONTH = _("The day and the month can be read both ways.")
WEEKDAY_DIFFERS = _("The day of the week and the date do not agree.")
THIS_OR_NEXT = _("This can be this week or the next.")
TODAY_OR_NEXT = _("This can be today or in a week.")
PAST_OR_NEXT_YEAR = _("This day has just passed: this year or the next?")
ROUGHLY = _("This is not an exact day.")
SEVERAL_DAYS = _("These are several days.")
ONE_OR_OTHER = _("This can be one day or the other.")
EVERY_TIME = _("This comes back again and again: which day is it?")
PAST_OR_NEXT_MONTH = _("This day has just passed: this month or the next?")

JUST_PASSED = timedelta(days=31)
"""A day without a year that passed so recently is asked about: it is as often a slip as it is next year's."""


@dataclass(frozen=True)
class Day:
    """One day, and the wall-clock time that was said with it."""

    value: date
    time: time | None = None


@dataclass(frozen=True)
class Period:
    """A first and a last day, both included."""

    start: date
    end: date


@dataclass(frozen=True)
class Ambiguous:
    """What it may mean, the most likely first where one is, and why it is asked: a message id."""

    candidates: tuple[date, ...]
    reason: str


@dataclass(frozen=True)
class Impossible:
    """A day that no calendar has, as it was typed."""

    typed: str


Reading = Day | Period | Ambiguous | Impossible


@dataclass(frozen=True)
class Moment:
    """When and in which sense something is said: the day in the speaker's own zone, and whether days come before months."""

    today: date
    sense: Sense = "future"
    day_first: bool = True

    def in_days(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def in_months(self, months: int) -> date:
        """The same day so many months later, or the last day of a shorter month."""
        first = first_of_month(self.today.replace(day=1), months)
        return first.replace(day=min(self.today.day, last_day(first.year, first.month)))

    def year_of(self, month: int, day: int) -> Ambiguous | date | None:
        """The day of that number and month which is meant when no year is said; None when there is none."""
        near = self._near(month, day)
        before, after = [found for found in near if found < self.today], [found for found in near if found >= self.today]
        just_passed = before and after and after[0] != self.today and self.today - before[-1] <= JUST_PASSED
        if self.sense == "future" and just_passed:
            return Ambiguous((before[-1], after[0]), PAST_OR_NEXT_YEAR)
        return self.nearest_year_of(month, day)

    def nearest_year_of(self, month: int, day: int) -> date | None:
        """The same without a doubt: the next, the last, or whichever is closer, as the sense goes."""
        near = self._near(month, day)
        if self.sense == "any":
            return min(near, key=lambda found: abs(found - self.today), default=None)
        if self.sense == "past":
            return max((found for found in near if found <= self.today), default=None)
        return min((found for found in near if found >= self.today), default=None)

    def _near(self, month: int, day: int) -> list[date]:
        return [found for year in range(self.today.year - 1, self.today.year + 2) if (found := real_day(year, month, day))]

    def full_year(self, typed: str) -> int:
        """As in "26" is 2026, and "98" is 1998: two digits reach twenty years ahead."""
        number = int(typed.strip("' "))
        if len(typed.strip("' ")) == 4:
            return number
        century = self.today.year - self.today.year % 100
        return century + number if number <= self.today.year % 100 + 20 else century - 100 + number


def real_day(year: int, month: int, day: int) -> date | None:
    """The day, where the calendar has it, in a year of which anybody speaks."""
    exists = year in YEARS and 1 <= month <= 12 and 1 <= day <= last_day(year, month)
    return date(year, month, day) if exists else None


def last_day(year: int, month: int) -> int:
    """How many days that month has."""
    return calendar.monthrange(year, month)[1]


def first_of_month(day: date, months: int = 0) -> date:
    """The first of the month, so many months later."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def end_of_month(day: date) -> date:
    """The last day of its month."""
    return day.replace(day=last_day(day.year, day.month))


def nearest_weekday(day: date, weekday: int) -> date:
    """The day of that name in the three days before or after."""
    return day + timedelta(days=(weekday - day.weekday() + 3) % 7 - 3)


def week_of(day: date) -> Period:
    """Monday to Sunday around that day."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


def each(reading: Reading | None) -> Iterator[date]:
    """All days a reading may mean, for buttons."""
    match reading:
        case Day(value=day):
            yield day
        case Period(start=start, end=end):
            yield from (start, end)
        case Ambiguous(candidates=candidates):
            yield from candidates
