"""People: one person, several accounts, a chamber and a role. (DOMAIN.md F03)"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
    """Someone of the network. `zone` is an IANA name; times he reads are in it, times we keep are UTC."""

    id: int
    name: str
    role: Role
    chamber: str
    language: str = "fr"
    zone: str = "Europe/Paris"
    active: bool = True

    @property
    def is_national(self) -> bool:
        return self.role is Role.NATIONAL
