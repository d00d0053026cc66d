"""What a new database is born with: the chambers of 2008 and of today, and the national team."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from importlib import resources
from typing import Any

from bot.domain.chambers import NATIONAL, Chamber
from bot.domain.membership import Precision, Status, Step

REPORT_OF_2008 = "rapport d'activité 2008"
MERGER = date(2016, 1, 1)
"""The regions were merged on that day, and their chambers with them."""
_BEGAN_2008 = date(2008, 1, 1)
_FIRST: Mapping[str, Status] = {"GUA": Status.CONSTITUTED, "COR": Status.IN_CONSTITUTION, "GUF": Status.IN_CONSTITUTION}
_THEN: Mapping[str, tuple[date, Precision, Status]] = {
    "GUA": (date(2008, 12, 1), Precision.LATE_YEAR, Status.APPLICANT),
    "COR": (date(2009, 3, 31), Precision.EARLY_YEAR, Status.MEMBER),
    "GUF": (date(2009, 3, 31), Precision.EARLY_YEAR, Status.MEMBER),
}
"""The three of 2008 that were no members yet, and what they became. The report gives no closer day than "fin 2008" and "début 2009"."""


def chambers() -> tuple[Chamber, ...]:
    """The 18 chambers of today, the 18 of 2008 that have gone since, and the national team, each with its time of validity."""
    text = resources.files(__name__).joinpath("chambers.json").read_text(encoding="utf-8")
    return tuple(_chamber(entry) for entry in json.loads(text)["chambers"])


def statuses() -> tuple[Step, ...]:
    """Where the chambers stood: in 2008 by the report of that year, merged with the regions in 2016, and the 18 members since.

    Since when the members are members, no source says.
    """
    return tuple(step for chamber in chambers() if chamber.code != NATIONAL for step in _steps(chamber))


def _steps(chamber: Chamber) -> Iterator[Step]:
    code, source = chamber.code, REPORT_OF_2008 if chamber.valid_from is None else ""
    first = _FIRST.get(code, Status.MEMBER)
    yield Step(chamber=code, effective=chamber.valid_from or _BEGAN_2008, precision=Precision.NONE, status=first, decision=source)
    if code in _THEN:
        effective, precision, status = _THEN[code]
        yield Step(chamber=code, effective=effective, precision=precision, status=status, decision=source)
    if chamber.successor:
        yield Step(chamber=code, effective=MERGER, status=Status.MERGED)


def _chamber(entry: Mapping[str, Any]) -> Chamber:
    return Chamber(
        code=entry["code"],
        name=entry["name"],
        region=entry["region"],
        insee=entry["insee"],
        zone=entry["zone"],
        aliases=tuple(entry["aliases"]),
        departments=tuple(entry["departments"]),
        valid_from=_day(entry.get("from")),
        valid_until=_day(entry.get("until")),
        successor=entry.get("successor", ""),
    )


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
