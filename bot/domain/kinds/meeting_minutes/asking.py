"""What the points of minutes share: keys, the numbers of actions, and answers with some of the actions changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from bot.domain.minutes import Minutes
from bot.domain.records import ActionItem


def key_of(sort: str, *what: object) -> str:
    """The same for the same trouble, whatever else is corrected meanwhile."""
    return f"{sort}:{hashlib.sha256('|'.join(map(str, what)).encode()).hexdigest()[:10]}"


def numbers(places: Sequence[int]) -> str:
    """Actions as they are spoken of: "1, 3"."""
    return ", ".join(str(place + 1) for place in places)


def with_actions(minutes: Minutes, places: Iterable[int], change: Callable[[ActionItem], ActionItem]) -> dict[str, Any]:
    """The answers with these actions changed."""
    chosen = set(places)
    return {"action_items": tuple(change(one) if place in chosen else one for place, one in enumerate(minutes.action_items))}


def held_until(minutes: Minutes) -> date | None:
    """The last day of the meeting."""
    return minutes.date_end or minutes.date_start


def a_year_before(day: date) -> date | None:
    """The same day a year earlier; a leap day has none."""
    return None if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def a_year_after(day: date) -> date | None:
    """The same day a year later; a leap day has none."""
    return None if (day.month, day.day) == (2, 29) else day.replace(year=day.year + 1)
