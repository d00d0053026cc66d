"""The table of days as people type them (data/days.txt), read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from bot.domain.dates import Ambiguous, Day, Impossible, Period, Reading, Sense, find_dates, read_day_or_period

TABLE = Path(__file__).parent / "data" / "days.txt"


def short(reading: Reading | None) -> str:
    """A reading in one line: a day, day/day, day|day for what is asked, ! for what does not exist, - for nothing."""
    match reading:
        case Day(value=day, time=time):
            return f"{day}T{time:%H:%M}" if time else f"{day}"
        case Period(start=start, end=end):
            return f"{start}/{end}"
        case Ambiguous(candidates=candidates):
            return "|".join(str(day) for day in candidates) + ("|" if len(candidates) == 1 else "")
        case Impossible():
            return "!"
    return "-"


@dataclass(frozen=True, kw_only=True)
class SaidDay:
    """One line: what is typed, when and by whom, and what it should be read as. `place`: its number in the file."""

    place: int
    now: datetime
    zone: str
    sense: Sense
    language: str
    typed: str
    expected: str
    sentence: bool

    def read(self) -> str:
        """What is read, in the notation of the table."""
        if self.sentence:
            found = find_dates(self.typed, now=self.now, zone=self.zone, sense=self.sense, day_first=self.language == "fr")
            return " ; ".join(short(one.reading) for one in found)
        reading = self.whole()
        return "?" if self.expected == "?" and (reading is None or isinstance(reading, Ambiguous)) else short(reading)

    def whole(self) -> Reading | None:
        """The whole answer; where it says more than a day ("CA du 20 décembre"), the one day in it."""
        day_first = self.language == "fr"
        reading = read_day_or_period(self.typed, now=self.now, zone=self.zone, sense=self.sense, day_first=day_first)
        if reading or self.expected == "?":
            return reading
        inside = find_dates(self.typed, now=self.now, zone=self.zone, sense=self.sense, day_first=day_first)
        return inside[0].reading if len(inside) == 1 and self.sense == "past" else None


def said_days() -> Iterator[SaidDay]:
    """Every line of the table."""
    now, zone, sense, language = datetime.min.replace(tzinfo=UTC), "UTC", "future", "fr"
    for place, line in enumerate(TABLE.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("@"):
            moment, zone, sense, language = line[1:].split()
            now = datetime.fromisoformat(moment)
            now = now if now.tzinfo else now.replace(tzinfo=ZoneInfo(zone))
        elif line and not line.startswith("#"):
            typed, _sep, expected = line.removeprefix("> ").rpartition(" =")
            yield SaidDay(
                place=place,
                now=now,
                zone=zone,
                sense=_sense(sense),
                language=language,
                typed=typed,
                expected=expected.strip(),
                sentence=line.startswith("> "),
            )


def _sense(word: str) -> Sense:
    senses: dict[str, Literal["future", "past", "any"]] = {"future": "future", "past": "past", "any": "any"}
    return senses[word]
