"""Working days of each territory, from the public holidays of France and of its overseas regions."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from datetime import date

import holidays

_SUBDIVISIONS: Mapping[str, str] = {"GLP": "971", "MTQ": "972", "GUF": "973", "REU": "974", "MYT": "976"}
"""Chambers whose territory has holidays of its own (abolition of slavery, Good Friday): ISO 3166-2:FR. Grand Est is not one: only two of
its former regions have theirs."""

SATURDAY = 5


class Territories:
    """The calendar of bot.domain.ports. `former` gives today's chamber for a code of before 2016."""

    def __init__(self, former: Callable[[str], str] = lambda code: code) -> None:
        self._former = former

    def is_working_day(self, day: date, chamber: str) -> bool:
        """Monday to Friday, but for the public holidays of the chamber's territory. The national team works in Paris."""
        return day.weekday() < SATURDAY and day not in _holidays(_SUBDIVISIONS.get(self._former(chamber), ""), day.year)


@functools.lru_cache(maxsize=64)
def _holidays(subdivision: str, year: int) -> frozenset[date]:
    found = holidays.country_holidays("FR", subdiv=subdivision or None, years=year)
    return frozenset(found)
