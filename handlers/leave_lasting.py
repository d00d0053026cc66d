"""A leave said by how long it lasts, by its first day, or by the day back: "congé 2 semaines", "à partir du 21/12", "retour le 04/01"."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.folding import fold

_NUMBERS = {
    **dict.fromkeys(("un", "une", "a", "an", "one"), 1),
    **dict.fromkeys(("deux", "two"), 2),
    **dict.fromkeys(("trois", "three"), 3),
    **dict.fromkeys(("quatre", "four"), 4),
    **dict.fromkeys(("cinq", "five"), 5),
    **dict.fromkeys(("six",), 6),
    **dict.fromkeys(("sept", "seven"), 7),
    **dict.fromkeys(("huit", "eight"), 8),
    **dict.fromkeys(("dix", "ten"), 10),
    **dict.fromkeys(("quinze",), 15),
}
_COUNT = rf"(?P<count>\d{{1,4}}|{'|'.join(_NUMBERS)})"
_UNIT = r"(?P<unit>jours?|semaines?|mois|days?|weeks?|months?|ans?|annees?|years?)"
_LASTS = rf"(?:(?:pour|pendant|durant|for|de|of)\s+|d['’]\s*)?{_COUNT}\s+{_UNIT}"
_STARTS = (
    r"(?:a\s+(?:partir|compter)\s+(?:du|de\s+la|des|de|d['’])|(?:commencant|debutant)\s+(?:le|la|l['’])?|des(?:\s+le)?|depuis\s+le|"
    r"starting(?:\s+(?:on|from))?|beginning(?:\s+on)?|as\s+of|as\s+from|from)"
)
_LASTING = re.compile(rf"{_LASTS}(?:[\s,]+(?:{_STARTS}|le|on|du)\s+(?P<start>.+))?")
_STARTING = re.compile(rf"(?:{_STARTS}|le|du)\s+(?P<start>.+?)[\s,]+{_LASTS}")
_OPEN = re.compile(rf"(?:{_STARTS})\s*(?P<start>.+)")
_BACK = re.compile(
    r"\s*(?:(?:je\s+(?:suis|serai)|i\s*['’]?\s*(?:a)?m|i\s+will\s+be|i\s*['’]\s*ll\s+be)\s+)?"
    r"(?:(?:de\s+)?retour|je\s+(?:reviens|reviendrai|rentre|rentrerai)|back)\s+(?:(?:le|on)\s+)?(?P<day>.+?)[\s.!]*"
)


@dataclass(frozen=True, kw_only=True)
class Lasting:
    """How long, and where the first day stands in the text, if it does."""

    count: int
    unit: str
    start: tuple[int, int] | None

    def back(self, first: date) -> date | None:
        """The first day that is no more of it; None for no time at all. A longer time than anybody's leave is ten years."""
        if not self.count:
            return None
        if self.unit in ("month", "year"):
            return _months_later(first, min(self.count * (12 if self.unit == "year" else 1), 120))
        return first + timedelta(days=min(self.count * (7 if self.unit == "week" else 1), 3650))


def lasting(rest: str) -> Lasting | None:
    """What follows "congé", if it says how long."""
    said = fold(rest)
    found = _LASTING.fullmatch(said) or _STARTING.fullmatch(said)
    if found is None:
        return None
    counted = found["count"]
    unit = {"j": "day", "d": "day", "s": "week", "w": "week", "m": "month", "a": "year", "y": "year"}[found["unit"][0]]
    count = int(counted) if counted.isdecimal() else _NUMBERS[counted]
    return Lasting(count=count, unit=unit, start=found.span("start") if found["start"] else None)


def open_start(rest: str) -> str | None:
    """The first day of a leave of which nothing else is said."""
    found = _OPEN.fullmatch(fold(rest))
    return rest[found.start("start") :] if found else None


def day_back(text: str) -> str | None:
    """The day that a text says somebody is back on; whether it is one is for the caller to find out."""
    found = _BACK.fullmatch(fold(text))
    return text[slice(*found.span("day"))] if found else None


def _months_later(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, min(first.day, calendar.monthrange(year, month + 1)[1]))
