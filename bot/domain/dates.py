"""Days as people write them in a chat, French and English: understood entirely or not at all, never silently wrong.

`read_date` and `read_period` read a whole answer; `find_dates` spots the days inside a sentence. All take the moment at which it was
said and the speaker's zone, since "demain" is his own tomorrow.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.domain.folding import fold
from bot.domain.reading import days
from bot.domain.reading.dayrules import RULES
from bot.domain.reading.days import Ambiguous, Day, Impossible, Moment, Period, Reading, Sense

__all__ = [
    "Ambiguous",
    "Day",
    "Found",
    "Impossible",
    "Period",
    "Reading",
    "Sense",
    "find_dates",
    "read_date",
    "read_day_or_period",
    "read_period",
    "written",
]

LONGEST = 80
"""No one says a day in more characters; a longer text is not one."""


@dataclass(frozen=True)
class Found:
    """A day spotted in a sentence: `text[start:end]` says it."""

    start: int
    end: int
    reading: Reading


def read_date(
    text: str, *, now: datetime, zone: str, sense: Sense = "future", day_first: bool = True
) -> Day | Ambiguous | Impossible | None:
    """The one day that the whole text says; several when it may mean several; None when it says none.

    `now` is an aware instant. With `day_first` (French), 03/04 is the 3rd of April; without, it is asked. A period is asked too.
    """
    reading = read_day_or_period(text, now=now, zone=zone, sense=sense, day_first=day_first)
    return Ambiguous((reading.start, reading.end), days.SEVERAL_DAYS) if isinstance(reading, Period) else reading


def read_period(
    text: str, *, now: datetime, zone: str, sense: Sense = "future", day_first: bool = True
) -> Period | Ambiguous | Impossible | None:
    """The first and last day that the whole text says; a single day is a period of one."""
    reading = read_day_or_period(text, now=now, zone=zone, sense=sense, day_first=day_first)
    return Period(reading.value, reading.value) if isinstance(reading, Day) else reading


def read_day_or_period(text: str, *, now: datetime, zone: str, sense: Sense = "future", day_first: bool = True) -> Reading | None:
    """What the whole text says, be it one day or several."""
    folded = " ".join(fold(unicodedata.normalize("NFC", text)).split())
    if not folded or len(folded) > LONGEST:
        return None
    moment = _moment(now, zone, sense, day_first=day_first)
    for rule in RULES:
        if match := rule.whole.fullmatch(folded):
            reading = _timed(match, rule.read(match, moment))
            if reading is not None:
                return reading
    return None


def find_dates(text: str, *, now: datetime, zone: str, sense: Sense = "future", day_first: bool = True) -> tuple[Found, ...]:
    """The days that a sentence says, in their order, without overlap. The text is in form NFC, and spans count its characters."""
    folded = fold(text)
    moment = _moment(now, zone, sense, day_first=day_first)
    found: list[Found] = []
    for rule in RULES:
        for match in rule.inside.finditer(folded) if rule.inside else ():
            if all(match.end() <= other.start or match.start() >= other.end for other in found):
                reading = _timed(match, rule.read(match, moment))
                found += [Found(match.start(), match.end(), reading)] if reading else []
    return tuple(sorted(found, key=lambda one: one.start))


def written(day: date, language: str) -> str:
    """A day as a member reads it, unmistakable in both languages: 16/10/2008, 16 Oct 2008."""
    if language != "en":
        return f"{day:%d/%m/%Y}"
    return f"{day.day} {['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][day.month - 1]} {day.year:04d}"


def _moment(now: datetime, zone: str, sense: Sense, *, day_first: bool) -> Moment:
    return Moment(now.astimezone(ZoneInfo(zone)).date(), sense, day_first)


def _timed(match: re.Match[str], reading: Reading | None) -> Reading | None:
    """The day with the time that was said after it; None when there is no such time ("25h")."""
    said = match.groupdict()
    if not isinstance(reading, Day) or not (said["hour"] or said["hour12"] or said["noon"]):
        return reading
    if said["noon"]:
        return replace(reading, time=time(12))
    if said["hour12"]:
        hour = int(said["hour12"]) % 12 + (12 if said["half"] == "pm" else 0)
        return replace(reading, time=time(hour)) if 1 <= int(said["hour12"]) <= 12 else None
    return replace(reading, time=time(int(said["hour"]), int(said["minute"] or 0))) if int(said["hour"]) < 24 else None
