"""The clocks: the machine's, and the playground's, which people move."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.dates import Ambiguous, Day, read_date
from bot.domain.week import NETWORK_ZONE

_AHEAD = re.compile(r"\+ ?(\d{1,4}) ?(min|mn|h|j|d|sem|w)[a-z]*", re.IGNORECASE)
_UNITS = {"min": timedelta(minutes=1), "mn": timedelta(minutes=1), "h": timedelta(hours=1), "j": timedelta(days=1), "d": timedelta(days=1)}
_UNITS |= {"sem": timedelta(weeks=1), "w": timedelta(weeks=1)}
DEFAULT_HOUR = 8
STEP = timedelta(hours=1)
LONGEST_MOVE = timedelta(days=370)


def machine_clock() -> datetime:
    """The present instant, UTC."""
    return datetime.now(UTC)


def _hour_in(typed: str) -> time:
    """The hour at the end of what was typed; 8 h without one."""
    found = re.search(r"(\d{1,2}) ?[h:] ?(\d\d)?$", typed.strip())
    return time(int(found[1]) % 24, int(found[2] or 0) % 60) if found else time(DEFAULT_HOUR)


class NotAMove(ValueError):  # noqa: N818 - reads as what it is
    """What was typed is not a time to come, at most a year away."""


class PlaygroundClock:
    """A clock that stands still until somebody moves it, and only goes forward: what was sent cannot be unsent."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def __call__(self) -> datetime:
        return self._now

    def target(self, typed: str, zone: ZoneInfo = NETWORK_ZONE) -> datetime:
        """The instant that "lundi 08:00", "04/12" (at 8 h) or "+2h" means, on the clocks of a zone. Raises NotAMove."""
        goal = self._ahead(typed) or self._said(typed, zone)
        if goal is None or not self._now < goal <= self._now + LONGEST_MOVE:
            raise NotAMove(typed)
        return goal

    def _ahead(self, typed: str) -> datetime | None:
        found = _AHEAD.fullmatch(typed.strip())
        return self._now + int(found[1]) * _UNITS[found[2].lower()] if found else None

    def _said(self, typed: str, zone: ZoneInfo) -> datetime | None:
        """The first instant to come that the words may mean: "lundi 08:00", said on Monday at 08:00, is in a week."""
        read = read_date(typed, now=self._now, zone=zone.key)
        days = (read.value,) if isinstance(read, Day) else read.candidates if isinstance(read, Ambiguous) else ()
        at = read.time if isinstance(read, Day) and read.time else _hour_in(typed)
        goals = [datetime.combine(day, at, zone).astimezone(UTC) for day in days]
        return next((goal for goal in goals if goal > self._now), None)

    def steps(self, goal: datetime) -> Iterator[datetime]:
        """Moves to the goal hour by hour: what is due on the way happens on the way."""
        while self._now < goal:
            self._now = min(goal, self._now.replace(minute=0, second=0, microsecond=0) + STEP)
            yield self._now
