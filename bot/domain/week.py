"""Weeks of the letter, and when each reader's is due.

The window of an edition is the ISO week in Europe/Paris, the same for all; only the day and hour of sending are the reader's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.ports import Calendar

NETWORK_ZONE = ZoneInfo("Europe/Paris")
EARLIEST_HOUR, LATEST_HOUR = 8, 19
"""Nothing unasked for before or after, in the reader's own time (DIALOGUES.md, rule 10)."""


@dataclass(frozen=True, order=True)
class Week:
    """An ISO week. `str(week)` is `2026-W47`."""

    year: int
    number: int

    @classmethod
    def of(cls, instant: datetime) -> Week:
        """The week in which an instant falls, in Paris."""
        year, number, _ = instant.astimezone(NETWORK_ZONE).isocalendar()
        return cls(year, number)

    @classmethod
    def parse(cls, text: str) -> Week:
        """From `2026-W47`. Raises ValueError."""
        year, _, number = text.partition("-W")
        date.fromisocalendar(int(year), int(number), 1)
        return cls(int(year), int(number))

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def start(self) -> datetime:
        """Its first instant, UTC."""
        return datetime.combine(self.monday, time(), NETWORK_ZONE).astimezone(UTC)

    @property
    def end(self) -> datetime:
        """The first instant after it, UTC: 167 or 169 hours later in the weeks of the clock changes."""
        return self.after(1).start

    def after(self, weeks: int) -> Week:
        """So many weeks later (or earlier)."""
        year, number, _ = (self.monday + timedelta(weeks=weeks)).isocalendar()
        return Week(year, number)

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02d}"


def sending_instant(week: Week, *, weekday: int, hour: int, zone: str, chamber: str, calendar: Calendar) -> datetime:
    """When a reader's letter about that week is due, UTC: in the following week, on his day; on a holiday, the next working day.

    Never before the week is over: on Monday at 8 in Nouméa it is still Sunday in Paris.
    """
    day = week.after(1).monday + timedelta(days=weekday)
    return max(week.end, local_instant(next_working_day(day, chamber, calendar), hour, zone))


def next_working_day(day: date, chamber: str, calendar: Calendar) -> date:
    """That day, or the first working day after it."""
    while not calendar.is_working_day(day, chamber):
        day += timedelta(days=1)
    return day


def local_instant(day: date, hour: int, zone: str) -> datetime:
    """An hour of a day on the clocks of a zone, as UTC. An hour that the spring change skips is the hour after it."""
    return datetime.combine(day, time(hour), ZoneInfo(zone)).astimezone(UTC)


def may_disturb(now: datetime, *, zone: str, chamber: str, calendar: Calendar) -> bool:
    """Whether something unasked for may reach a person now."""
    local = now.astimezone(ZoneInfo(zone))
    return EARLIEST_HOUR <= local.hour < LATEST_HOUR and calendar.is_working_day(local.date(), chamber)
