"""People: one person, several accounts, a chamber and a role. (DOMAIN.md F03)"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

PLAIN = ("telegram",)
"""Platforms where one acts by words, on a small screen and a poor network."""


class Role(StrEnum):
    """The roles of DOMAIN.md 2.5."""

    NATIONAL = "national_team"
    DIRECTOR = "director"
    EMPLOYEE = "employee"
    ADMINISTRATOR = "administrator"
    AMBASSADOR = "ambassador"
    PARTNER = "partner"


@dataclass(frozen=True, kw_only=True)
class Account:
    """Where a person is reached: user ids are unique only within their workspace."""

    platform: str
    workspace: str
    user: str


@dataclass(frozen=True, kw_only=True)
class Person:
    """Someone of the network. `zone` is an IANA name; times he reads are in it, times we keep are UTC.

    `platform`: the one he chose to be written to on; without it, the last he used. On leave from `away_from` to the day before
    `away_until`, days of his own zone. `plainly`: he acts where words do what menus do elsewhere, on a small screen and a poor network.
    `aloud`: others read what he is answered.
    `stands_for`: ids of those whose successor he is; what they filed is as his own.
    """

    id: int
    name: str
    role: Role
    chamber: str
    language: str = "fr"
    zone: str = "Europe/Paris"
    active: bool = True
    platform: str = ""
    away_from: date | None = None
    away_until: date | None = None
    plainly: bool = field(default=False, compare=False)
    aloud: bool = field(default=False, compare=False)
    stands_for: frozenset[int] = field(default=frozenset(), compare=False)

    @property
    def is_national(self) -> bool:
        return self.role is Role.NATIONAL

    @property
    def first_name(self) -> str:
        return self.name.split()[0]

    def wrote(self, author_id: int) -> bool:
        """Whether it is his own: he filed it, or somebody whose successor he is."""
        return author_id == self.id or author_id in self.stands_for

    def is_away(self, day: date) -> bool:
        """Whether he is on leave on that day of his."""
        return self.away_until is not None and day < self.away_until and (self.away_from is None or self.away_from <= day)

    def comes_back(self, day: date) -> bool:
        """Whether that day is within his leave, or the first after it, which belongs to his return."""
        return self.is_away(day) or day == self.away_until
