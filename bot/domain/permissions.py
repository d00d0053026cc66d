"""Who may do what: one table (DOMAIN.md 2.5), asked by every use case and by nobody else.

A kind whose acts stand in another row of DOMAIN.md 2.5 than the posting of offers adds that row here, and names it where it is filed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.chambers import NATIONAL, Directory
from bot.domain.contribution import DRAFTED, Contribution, Scope
from bot.domain.people import Person, Role


class Act(StrEnum):
    """What can be done to something."""

    READ_PUBLIC = "read_public"
    READ_NETWORK = "read_network"
    READ_CHAMBER = "read_chamber"
    READ_CONFIDENTIAL = "read_confidential"
    FILE = "file"
    FILE_MINUTES = "file_minutes"
    FILE_UPDATE = "file_update"
    FILE_REQUEST = "file_request"
    LEAD_GROUP = "lead_group"
    CLOSE_ACTION = "close_action"
    ANSWER_REQUEST = "answer_request"
    ROUTE_REQUEST = "route_request"
    CHANGE = "change"
    RELAY = "relay"
    SET_CHANNEL = "set_channel"
    SEE_PARKED = "see_parked"
    INVITE = "invite"
    CLOSE_ACCESS = "close_access"
    SET_CHAMBER = "set_chamber"


class Grant(StrEnum):
    """How far a role may go: everywhere, for its chamber's things, for its own, or not at all. `PROPOSES`: its chamber confirms."""

    YES = "yes"
    CHAMBER = "chamber"
    OWN = "own"
    PROPOSES = "proposes"
    NO = "no"


_YES, _CHAMBER, _OWN, _NO = Grant.YES, Grant.CHAMBER, Grant.OWN, Grant.NO
_COLUMNS = (Role.NATIONAL, Role.DIRECTOR, Role.EMPLOYEE, Role.ADMINISTRATOR, Role.AMBASSADOR, Role.PARTNER)
_ROWS: Mapping[Act, tuple[Grant, ...]] = {
    Act.READ_PUBLIC: (_YES, _YES, _YES, _YES, _YES, _YES),
    Act.READ_NETWORK: (_YES, _YES, _YES, _YES, _YES, _OWN),
    Act.READ_CHAMBER: (_YES, _CHAMBER, _CHAMBER, _CHAMBER, _OWN, _OWN),
    Act.READ_CONFIDENTIAL: (_YES, _OWN, _OWN, _OWN, _OWN, _OWN),
    Act.FILE: (_YES, _YES, _YES, _YES, Grant.PROPOSES, _NO),
    Act.FILE_MINUTES: (_YES, _YES, _YES, _YES, _NO, _NO),
    Act.FILE_UPDATE: (_YES, _YES, _YES, _YES, _NO, _NO),
    Act.FILE_REQUEST: (_YES, _YES, _YES, _YES, _YES, _NO),
    Act.LEAD_GROUP: (_YES, _YES, _NO, _YES, _NO, _NO),
    Act.CLOSE_ACTION: (_YES, _CHAMBER, _CHAMBER, _CHAMBER, _OWN, _NO),
    Act.ANSWER_REQUEST: (_YES, _YES, _YES, _YES, _NO, _NO),
    Act.ROUTE_REQUEST: (_YES, _OWN, _NO, _NO, _NO, _NO),
    Act.CHANGE: (_YES, _CHAMBER, _CHAMBER, _CHAMBER, _OWN, _NO),
    Act.RELAY: (_YES, _CHAMBER, _CHAMBER, _CHAMBER, _NO, _NO),
    Act.SET_CHANNEL: (_YES, _YES, _NO, _NO, _NO, _NO),
    Act.SEE_PARKED: (_YES, _NO, _NO, _NO, _NO, _NO),
    Act.INVITE: (_YES, _CHAMBER, _NO, _NO, _NO, _NO),
    Act.CLOSE_ACCESS: (_YES, _CHAMBER, _NO, _NO, _NO, _NO),
    Act.SET_CHAMBER: (_YES, _NO, _NO, _NO, _NO, _NO),
}
"""Act by act, what the roles of `_COLUMNS` may. What somebody filed when he had another role stays his own to read."""

_READING: Mapping[Scope, Act] = {
    Scope.PUBLIC: Act.READ_PUBLIC,
    Scope.NETWORK: Act.READ_NETWORK,
    Scope.CHAMBER: Act.READ_CHAMBER,
    Scope.NATIONAL: Act.READ_CONFIDENTIAL,
}
CHANNEL_READS = frozenset({Scope.PUBLIC, Scope.NETWORK})
"""What a channel of the network shows: what the whole network may read."""
_OF_A_DIRECTOR = (Role.EMPLOYEE, Role.ADMINISTRATOR, Role.AMBASSADOR)


@dataclass(frozen=True, kw_only=True)
class Reach:
    """What somebody may read, for a search, which must know it before it looks: scopes as a whole, some scopes of some chambers, and what
    these people filed. `authors` leaves out what is confidential: that stays with those in `confidential`."""

    scopes: frozenset[Scope]
    chambers: frozenset[tuple[Scope, str]] = frozenset()
    authors: frozenset[int] = frozenset()
    confidential: frozenset[int] = frozenset()

    def in_channel(self) -> Reach:
        """Of it, what everybody in a channel may read with him."""
        return Reach(scopes=self.scopes & CHANNEL_READS)


def grant(person: Person, act: Act) -> Grant:
    """How far this person may go with this act."""
    return _ROWS[act][_COLUMNS.index(person.role)]


def files(person: Person, kind: type[Contribution]) -> Grant:
    """How far this person may go with filing things of that kind."""
    return grant(person, Act(kind.filed_as))


def may_change(person: Person, item: Contribution, directory: Directory) -> bool:
    """Correcting, closing and withdrawing: one's own always, one's chamber's by its staff, everything by the national team. What somebody
    may not read, he does not change either."""
    return _may(person, Act.CHANGE, item, directory) and may_read(person, item, directory)


def may_relay(person: Person, item: Contribution, directory: Directory) -> bool:
    """What an ambassador proposes goes to the network by the hand of his chamber or of the national team, not by his own."""
    relays = _may(person, Act.RELAY, item, directory) and may_read(person, item, directory)
    return relays and (person.is_national or not person.wrote(item.author_id))


def publishes(person: Person) -> bool:
    """Whether what he files is published by that. For whom it is not, his chamber confirms: he chooses neither its readers nor the chamber
    that reads it over."""
    return grant(person, Act.FILE) is Grant.YES


def may_publish(person: Person, item: Contribution, directory: Directory) -> bool:
    """Choosing who reads it, and opening it again once it is closed: whoever may change it, and needs nobody's confirmation."""
    return publishes(person) and may_change(person, item, directory)


def may_restore(person: Person, item: Contribution, closed_by: int | None, directory: Directory) -> bool:
    """Undoing what closed it: by whoever could have published it, and by who closed it himself. `closed_by`: the id of that one."""
    own = closed_by is not None and person.wrote(closed_by)
    return may_change(person, item, directory) and (own or publishes(person))


def may_read(person: Person, item: Contribution, directory: Directory) -> bool:
    """By scope: partners read what is public, staff what is their chamber's, the national team everything, and everybody what he filed."""
    return _may(person, _READING[readers(item)], item, directory)


def readers(item: Contribution) -> Scope:
    """Its scope; what is not published yet, but a draft, is for its own chamber at most."""
    return Scope.CHAMBER if item.state == DRAFTED and item.scope in CHANNEL_READS else item.scope


def reach(person: Person, directory: Directory) -> Reach:
    """All that `may_read` lets this person read."""
    granted = {scope: grant(person, act) for scope, act in _READING.items()}
    his = directory.lineage(person.chamber) - {NATIONAL}
    return Reach(
        scopes=frozenset(scope for scope, how_far in granted.items() if how_far is Grant.YES),
        chambers=frozenset((scope, code) for scope, how_far in granted.items() if how_far is Grant.CHAMBER for code in his),
        authors=frozenset({person.id, *person.stands_for}),
        confidential=frozenset({person.id}),
    )


def may_invite(person: Person, role: Role, chamber: str, directory: Directory) -> bool:
    """Whether this person may bring in somebody with that role at that chamber: a director its employees, elected and ambassadors."""
    how_far = grant(person, Act.INVITE)
    of_his = how_far is Grant.CHAMBER and role in _OF_A_DIRECTOR and _same_chamber(person.chamber, chamber, directory)
    return how_far is Grant.YES or of_his


def may_close(person: Person, other: Person, directory: Directory) -> bool:
    """Whether this person may end the access of another: a director that of those whom it may invite. Nobody ends his own so."""
    how_far = grant(person, Act.CLOSE_ACCESS)
    of_his = how_far is Grant.CHAMBER and other.role in _OF_A_DIRECTOR and _same_chamber(person.chamber, other.chamber, directory)
    return person.id != other.id and (how_far is Grant.YES or of_his)


def channel_may_read(item: Contribution) -> bool:
    """A channel of the network shows what the whole network may read."""
    return readers(item) in CHANNEL_READS


def _may(person: Person, act: Act, item: Contribution, directory: Directory) -> bool:
    how_far = grant(person, act)
    if how_far is Grant.YES:
        return True
    if how_far is Grant.NO:
        return False
    return _is_own(person, item) or (how_far is Grant.CHAMBER and _same_chamber(person.chamber, item.chamber, directory))


def _is_own(person: Person, item: Contribution) -> bool:
    """What is confidential does not pass to a successor: it stays with its author and the national team."""
    return item.author_id == person.id if item.scope is Scope.NATIONAL else person.wrote(item.author_id)


def _same_chamber(one: str, other: str, directory: Directory) -> bool:
    """What is filed for the national team is nobody's but its own: a partner or an employee listed under it is no member of it."""
    return other != NATIONAL and (one == other or other in directory.lineage(one))
