"""Which bodies met in a year, how often, for how long, and with how many. (DOMAIN.md F13, F16)"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.domain.contribution import PUBLISHED
from bot.domain.fields import Choice

BY_PHONE = "phone"
"""The mode of a meeting to which nobody travelled."""


class Held(Protocol):
    """What is known of a meeting."""

    @property
    def state(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def date_start(self) -> date | None: ...
    @property
    def days(self) -> int: ...
    @property
    def seminar(self) -> bool: ...
    @property
    def mode(self) -> Choice | None: ...
    @property
    def participants(self) -> int | None: ...


@dataclass(frozen=True, kw_only=True)
class Meetings:
    """The meetings of one body in one year. `seminars` lasted several days; `participants` were there in all."""

    name: str
    count: int = 0
    days: int = 0
    seminars: int = 0
    by_phone: int = 0
    participants: int = 0

    @property
    def in_person(self) -> int:
        """Those that were not held by phone."""
        return self.count - self.by_phone

    @property
    def mean(self) -> float:
        """Participants a meeting; 0 without any."""
        return self.participants / self.count if self.count else 0.0

    def with_one(self, held: Held) -> Meetings:
        """The same and one more."""
        return Meetings(
            name=self.name,
            count=self.count + 1,
            days=self.days + held.days,
            seminars=self.seminars + (held.seminar and held.days > 1),
            by_phone=self.by_phone + (held.mode is not None and held.mode.value == BY_PHONE),
            participants=self.participants + (held.participants or 0),
        )


def meetings_of(items: Iterable[Held], year: int, key: Callable[[str], str]) -> dict[str, Meetings]:
    """The bodies that met in that year, by `key` of their names: published minutes alone tell of a meeting that was held. (R5)"""
    found: dict[str, Meetings] = {}
    for held in items:
        if held.state == PUBLISHED and held.date_start is not None and held.date_start.year == year:
            name = key(held.body)
            found[name] = found.get(name, Meetings(name=held.body)).with_one(held)
    return found


def together(several: Iterable[Meetings]) -> Meetings:
    """The meetings of several bodies as those of one, under no name."""
    parts = list(several)
    return Meetings(
        name="",
        count=sum(one.count for one in parts),
        days=sum(one.days for one in parts),
        seminars=sum(one.seminars for one in parts),
        by_phone=sum(one.by_phone for one in parts),
        participants=sum(one.participants for one in parts),
    )
