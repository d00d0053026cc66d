"""Who may do what: one table (DOMAIN.md 2.5), asked by every use case and by nobody else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from bot.domain.chambers import Directory
from bot.domain.contribution import Contribution, Scope
from bot.domain.people import Person, Role


class Act(StrEnum):
    """What can be done to something."""

    FILE = "file"
    CHANGE = "change"
    SET_CHANNEL = "set_channel"
    SEE_PARKED = "see_parked"


class Grant(StrEnum):
    """How far a role may go: everywhere, for its own chamber and things, or not at all. `PROPOSES`: its chamber confirms."""

    YES = "yes"
    OWN = "own"
    PROPOSES = "proposes"
    NO = "no"


_TABLE: Mapping[Act, Mapping[Role, Grant]] = {
    Act.FILE: {
        Role.NATIONAL: Grant.YES,
        Role.DIRECTOR: Grant.YES,
        Role.EMPLOYEE: Grant.YES,
        Role.ADMINISTRATOR: Grant.YES,
        Role.AMBASSADOR: Grant.PROPOSES,
        Role.PARTNER: Grant.NO,
    },
    Act.CHANGE: {
        Role.NATIONAL: Grant.YES,
        Role.DIRECTOR: Grant.OWN,
        Role.EMPLOYEE: Grant.OWN,
        Role.ADMINISTRATOR: Grant.OWN,
        Role.AMBASSADOR: Grant.PROPOSES,
        Role.PARTNER: Grant.NO,
    },
    Act.SET_CHANNEL: {
        Role.NATIONAL: Grant.YES,
        Role.DIRECTOR: Grant.YES,
        Role.EMPLOYEE: Grant.NO,
        Role.ADMINISTRATOR: Grant.NO,
        Role.AMBASSADOR: Grant.NO,
        Role.PARTNER: Grant.NO,
    },
    Act.SEE_PARKED: {role: Grant.YES if role is Role.NATIONAL else Grant.NO for role in Role},
}


def grant(person: Person, act: Act) -> Grant:
    """How far this person may go with this act."""
    return _TABLE[act][person.role]


def may_change(person: Person, item: Contribution, directory: Directory) -> bool:
    """Correcting, closing and withdrawing: one's own always, one's chamber's by its staff, everything by the national team."""
    how_far = grant(person, Act.CHANGE)
    if how_far is Grant.YES or item.author_id == person.id:
        return how_far is not Grant.NO
    return how_far is Grant.OWN and _same_chamber(person.chamber, item.chamber, directory)


def may_relay(person: Person, item: Contribution, directory: Directory) -> bool:
    """What an ambassador proposes goes to the network by the hand of his chamber or of the national team, not by his own."""
    return person.is_national or (person.id != item.author_id and may_change(person, item, directory))


def may_read(person: Person, item: Contribution, directory: Directory) -> bool:
    """By scope: partners read what is public, chambers their own, the national team everything."""
    return person.is_national or item.author_id == person.id or _READERS[item.scope](person, item, directory)


_READERS: Mapping[Scope, Callable[[Person, Contribution, Directory], bool]] = {
    Scope.PUBLIC: lambda _person, _item, _directory: True,
    Scope.NETWORK: lambda person, _item, _directory: person.role is not Role.PARTNER,
    Scope.CHAMBER: lambda person, item, directory: _same_chamber(person.chamber, item.chamber, directory),
    Scope.NATIONAL: lambda _person, _item, _directory: False,
}


def channel_may_read(item: Contribution) -> bool:
    """A channel of the network shows what the whole network may read."""
    return item.scope in (Scope.PUBLIC, Scope.NETWORK)


def _same_chamber(one: str, other: str, directory: Directory) -> bool:
    return one == other or other in directory.lineage(one)
