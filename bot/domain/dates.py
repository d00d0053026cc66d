"""Days as people write them in a chat, French and English: understood entirely or not at all, never silently wrong.

`read_date` and `read_period` read a whole answer; `find_dates` spots the days inside a sentence. All take the moment at which it was
said and the speaker's zone, since "demain" is his own tomorrow.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.domain.folding import fold
from bot.domain.reading import days
from bot.domain.reading.daycontext import BETWEEN, around_inside, around_whole, bare, joined
from bot.domain.reading.dayrules import NO_DAY, RULES
from bot.domain.reading.days import Ambiguous, Day, Impossible, Moment, Period, Reading, Sense
from bot.domain.reading.daywords import MAY_SAY_A_DAY, TIME

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
    "short",
    "written",
]

LONGEST = 80
"""No one says a day in more characters; a longer text is not one."""
_TIME_FIRST = re.compile(rf"(?:a |at |de |from )?{TIME},?\s+(?:on |le )?(?P<rest>.+)")


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
    folded = bare(unicodedata.normalize("NFC", text)) if len(text) <= 4 * LONGEST else ""
    if not folded or len(folded) > LONGEST:
        return None
    moment = _moment(now, zone, sense, day_first=day_first)

    def read(typed: str) -> Reading | None:
        return _by_rules(typed, moment) or _time_first(typed, moment)

    return read(folded) or around_whole(folded, read)


def _by_rules(folded: str, moment: Moment) -> Reading | None:
    for rule in RULES:
        if match := rule.whole.fullmatch(folded):
            reading = _timed(match, rule.read(match, moment))
            if reading is not None:
                return reading
    return None


def _time_first(folded: str, moment: Moment) -> Reading | None:
    """As in "14h demain", "2pm on Tuesday"."""
    match = _TIME_FIRST.fullmatch(folded)
    reading = _by_rules(match["rest"], moment) if match else None
    return _timed(match, reading) if match and isinstance(reading, Day) and reading.time is None else None


def find_dates(text: str, *, now: datetime, zone: str, sense: Sense = "future", day_first: bool = True) -> tuple[Found, ...]:
    """The days that a sentence says, in their order, without overlap. The text is in form NFC, and spans count its characters.

    What only looks like a day ("la veille du 4", "le 5 de chaque mois", "pas mardi") is none; "vers le 15" and "le 4 ou le 5" are
    questions.
    """
    folded = fold(text)
    if not MAY_SAY_A_DAY.search(folded):
        return ()
    moment = _moment(now, zone, sense, day_first=day_first)
    taken = [match.span() for match in NO_DAY.finditer(folded)]
    found: list[Found] = []
    for rule in RULES:
        for match in rule.inside.finditer(folded) if rule.inside else ():
            if any(match.end() > start and match.start() < end for start, end in taken):
                continue
            reading = _timed(match, rule.read(match, moment))
            if reading:
                start, end, meant = around_inside(folded, match.start(), match.end(), reading)
                taken.append((start, end))
                found += [Found(start, end, meant)] if meant else []
    return _joined(folded, sorted(found, key=lambda one: one.start))


def _joined(folded: str, found: list[Found]) -> tuple[Found, ...]:
    """Days side by side ("le 4 ou le 5 décembre") become one question."""
    kept: list[Found] = []
    for one in found:
        join = BETWEEN.fullmatch(folded, kept[-1].end, one.start) if kept else None
        both = joined(kept[-1].reading, one.reading, other=bool(join["other"] or join["slash"])) if join else None
        if both:
            kept[-1] = Found(kept[-1].start, one.end, both)
        else:
            kept.append(one)
    return tuple(kept)


def written(day: date, language: str) -> str:
    """A day as a member reads it, unmistakable in both languages: 16/10/2008, 16 Oct 2008."""
    if language != "en":
        return f"{day:%d/%m/%Y}"
    return f"{short(day, language)} {day.year:04d}"


def short(day: date, language: str) -> str:
    """A day of the coming year as a member types it: 16/10, 16 Oct."""
    if language != "en":
        return f"{day:%d/%m}"
    return f"{day.day} {['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][day.month - 1]}"


def _moment(now: datetime, zone: str, sense: Sense, *, day_first: bool) -> Moment:
    return Moment(now.astimezone(ZoneInfo(zone)).date(), sense, day_first)


def _timed(match: re.Match[str], reading: Reading | None) -> Reading | None:
    """The day with the time that was said with it; None when there is no such time ("25h")."""
    said = match.groupdict()
    if not isinstance(reading, Day) or not any(said[part] for part in ("hour", "hour12", "first12", "noon")):
        return reading
    if said["noon"]:
        return replace(reading, time=time(12))
    if said["hour"]:
        hour = int(said["hour"]) + (12 if said["late"] and int(said["hour"]) < 12 else 0)
        return replace(reading, time=time(hour, int(said["minute"] or 0))) if hour < 24 else None
    return _twelve_hours(reading, said)


def _twelve_hours(day: Day, said: Mapping[str, str | None]) -> Day | None:
    """As in "2:30pm", "2-4pm"; in "11-1pm" the first is in the morning."""
    number, half = int(said["hour12"] or said["first12"] or 0), (said["half"] or said["half12"] or "")[0]
    if not 1 <= number <= 12:
        return None
    if said["first12"] and number % 12 > int(said["last12"] or 0) % 12:
        half = "a" if half == "p" else "p"
    return replace(day, time=time(number % 12 + (12 if half == "p" else 0), int(said["minute12"] or 0)))
