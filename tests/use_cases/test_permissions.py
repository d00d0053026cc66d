"""Who may do what, with whatever kind: the table of DOMAIN.md 2.5, and what each scope lets each role read. (PROMISES.md 15)"""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest

from bot.domain.chambers import NATIONAL, Directory
from bot.domain.contribution import Contribution, Scope
from bot.domain.fields import ChamberCode
from bot.domain.kinds import discover
from bot.domain.people import Person, Role
from bot.domain.permissions import (
    Act,
    Grant,
    channel_may_read,
    files,
    grant,
    may_change,
    may_close,
    may_invite,
    may_publish,
    may_read,
    may_relay,
    may_restore,
)
from storage.contributions import read_answers
from storage.seeds import chambers

DIRECTORY = Directory(chambers())
KINDS = discover()
AUTHOR = 1
ROLES = (Role.NATIONAL, Role.DIRECTOR, Role.EMPLOYEE, Role.ADMINISTRATOR, Role.AMBASSADOR, Role.PARTNER)


def someone(role: Role, *, chamber: str = "NOR", number: int = 7) -> Person:
    return Person(id=number, name="Dominique", role=role, chamber=chamber)


def item(scope: Scope = Scope.PUBLIC, *, kind: str = "job_offer", chamber: str = "NOR") -> Contribution:
    """The example of that kind, filed by the author."""
    answers = read_answers(KINDS[kind], KINDS[kind].sample["answers"])
    filed = KINDS[kind].cls(author_id=AUTHOR, filed_at=datetime(2026, 11, 20, tzinfo=UTC), scope=scope, **answers)
    return dataclasses.replace(filed, chamber=ChamberCode(chamber))


YES, CHAMBER, OWN, PROPOSES, NO = Grant.YES, Grant.CHAMBER, Grant.OWN, Grant.PROPOSES, Grant.NO
TABLE = {
    Act.READ_PUBLIC: (YES, YES, YES, YES, YES, YES),
    Act.READ_NETWORK: (YES, YES, YES, YES, YES, OWN),
    Act.READ_CHAMBER: (YES, CHAMBER, CHAMBER, CHAMBER, OWN, OWN),
    Act.READ_CONFIDENTIAL: (YES, OWN, OWN, OWN, OWN, OWN),
    Act.FILE: (YES, YES, YES, YES, PROPOSES, NO),
    Act.FILE_MINUTES: (YES, YES, YES, YES, NO, NO),
    Act.FILE_UPDATE: (YES, YES, YES, YES, NO, NO),
    Act.FILE_REQUEST: (YES, YES, YES, YES, YES, NO),
    Act.LEAD_GROUP: (YES, YES, NO, YES, NO, NO),
    Act.CLOSE_ACTION: (YES, CHAMBER, CHAMBER, CHAMBER, OWN, NO),
    Act.ANSWER_REQUEST: (YES, YES, YES, YES, NO, NO),
    Act.ROUTE_REQUEST: (YES, OWN, NO, NO, NO, NO),
    Act.CHANGE: (YES, CHAMBER, CHAMBER, CHAMBER, OWN, NO),
    Act.RELAY: (YES, CHAMBER, CHAMBER, CHAMBER, NO, NO),
    Act.SET_CHANNEL: (YES, YES, NO, NO, NO, NO),
    Act.SEE_PARKED: (YES, NO, NO, NO, NO, NO),
    Act.INVITE: (YES, CHAMBER, NO, NO, NO, NO),
    Act.CLOSE_ACCESS: (YES, CHAMBER, NO, NO, NO, NO),
    Act.SET_CHAMBER: (YES, NO, NO, NO, NO, NO),
}
"""DOMAIN.md 2.5, read again from the page: national team, director, employee, administrator, ambassador, partner."""


@pytest.mark.parametrize("act", Act)
def test_the_table(act: Act) -> None:
    assert tuple(grant(someone(role), act) for role in ROLES) == TABLE[act]


FILES = {
    "job_offer": (YES, YES, YES, YES, PROPOSES, NO),
    "meeting_minutes": (YES, YES, YES, YES, NO, NO),
    "working_group_update": (YES, YES, YES, YES, NO, NO),
    "help_request": (YES, YES, YES, YES, YES, NO),
}
"""The rows by which each kind is filed, in the same columns."""


@pytest.mark.parametrize("kind", KINDS)
def test_filing(kind: str) -> None:
    assert tuple(files(someone(role), KINDS[kind].cls) for role in ROLES) == FILES[kind]


@pytest.mark.parametrize("invited", Role)
@pytest.mark.parametrize("role", ROLES)
def test_inviting(role: Role, invited: Role) -> None:
    of_a_director = role is Role.DIRECTOR and invited in (Role.EMPLOYEE, Role.ADMINISTRATOR, Role.AMBASSADOR)
    assert may_invite(someone(role), invited, "NOR", DIRECTORY) is (role is Role.NATIONAL or of_a_director)
    assert may_invite(someone(role), invited, "BRE", DIRECTORY) is (role is Role.NATIONAL)
    assert may_invite(someone(role, chamber=NATIONAL), invited, NATIONAL, DIRECTORY) is (role is Role.NATIONAL)


@pytest.mark.parametrize(
    ("role", "own", "colleagues", "other_chambers"),
    [
        (Role.NATIONAL, True, True, True),
        (Role.DIRECTOR, True, True, False),
        (Role.EMPLOYEE, True, True, False),
        (Role.ADMINISTRATOR, True, True, False),
        (Role.AMBASSADOR, True, False, False),
        (Role.PARTNER, False, False, False),
    ],
)
def test_changing(role: Role, own: bool, colleagues: bool, other_chambers: bool) -> None:
    assert may_change(someone(role, number=AUTHOR), item(), DIRECTORY) is own
    assert may_change(someone(role), item(), DIRECTORY) is colleagues
    assert may_change(someone(role, chamber="BRE"), item(), DIRECTORY) is other_chambers


@pytest.mark.parametrize("other", Role)
@pytest.mark.parametrize("role", ROLES)
def test_ending_somebodys_access(role: Role, other: Role) -> None:
    of_a_director = role is Role.DIRECTOR and other in (Role.EMPLOYEE, Role.ADMINISTRATOR, Role.AMBASSADOR)
    assert may_close(someone(role), someone(other, number=8), DIRECTORY) is (role is Role.NATIONAL or of_a_director)
    assert may_close(someone(role), someone(other, number=8, chamber="BRE"), DIRECTORY) is (role is Role.NATIONAL)
    assert not may_close(someone(role), someone(role), DIRECTORY), "his own is ended by another"


def test_what_his_predecessor_filed_is_his_own() -> None:
    successor = dataclasses.replace(someone(Role.AMBASSADOR), stands_for=frozenset({AUTHOR}))
    assert may_change(successor, item(Scope.CHAMBER), DIRECTORY)
    assert may_read(successor, item(Scope.CHAMBER), DIRECTORY)
    assert not may_relay(successor, item(Scope.CHAMBER), DIRECTORY)


def test_what_is_the_national_teams_is_changed_by_it_alone() -> None:
    national = dataclasses.replace(item(), chamber=ChamberCode(NATIONAL))
    for role in ROLES:
        assert may_change(someone(role, chamber=NATIONAL), national, DIRECTORY) is (role is Role.NATIONAL)


def test_todays_chamber_changes_what_its_predecessor_filed() -> None:
    predecessors = DIRECTORY.lineage("NOR") - {"NOR"}
    assert predecessors
    for code in predecessors:
        assert may_change(someone(Role.EMPLOYEE), item(chamber=code), DIRECTORY)


@pytest.mark.parametrize(
    ("role", "same_chamber", "other_chamber"),
    [
        (Role.NATIONAL, True, True),
        (Role.DIRECTOR, True, False),
        (Role.EMPLOYEE, True, False),
        (Role.ADMINISTRATOR, True, False),
        (Role.AMBASSADOR, False, False),
        (Role.PARTNER, False, False),
    ],
)
def test_relaying_what_an_ambassador_proposes(role: Role, same_chamber: bool, other_chamber: bool) -> None:
    assert may_relay(someone(role), item(Scope.CHAMBER), DIRECTORY) is same_chamber
    assert may_relay(someone(role, chamber="BRE"), item(Scope.CHAMBER), DIRECTORY) is other_chamber
    assert may_relay(someone(role, number=AUTHOR), item(Scope.CHAMBER), DIRECTORY) is (role is Role.NATIONAL)


READERS = {
    Scope.PUBLIC: dict.fromkeys(ROLES, (True, True)),
    Scope.NETWORK: {role: (role is not Role.PARTNER,) * 2 for role in ROLES},
    Scope.CHAMBER: {role: (role not in (Role.AMBASSADOR, Role.PARTNER), role is Role.NATIONAL) for role in ROLES},
    Scope.NATIONAL: {role: (role is Role.NATIONAL,) * 2 for role in ROLES},
}
"""By scope and role: whether somebody of the item's chamber reads it, and somebody of another."""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize("role", ROLES)
def test_reading(scope: Scope, role: Role, kind: str) -> None:
    same, other = READERS[scope][role]
    said = item(scope, kind=kind)
    assert may_read(someone(role), said, DIRECTORY) is same
    assert may_read(someone(role, chamber="BRE"), said, DIRECTORY) is other
    assert may_read(someone(role, number=AUTHOR, chamber="BRE"), said, DIRECTORY), "one's own always"
    assert channel_may_read(said) is (scope in (Scope.PUBLIC, Scope.NETWORK))


@pytest.mark.parametrize(
    ("role", "own", "colleagues", "closed_by_himself"),
    [
        (Role.NATIONAL, True, True, True),
        (Role.DIRECTOR, True, True, True),
        (Role.EMPLOYEE, True, True, True),
        (Role.ADMINISTRATOR, True, True, True),
        (Role.AMBASSADOR, False, False, True),
        (Role.PARTNER, False, False, False),
    ],
)
def test_choosing_the_readers_and_opening_again(role: Role, own: bool, colleagues: bool, closed_by_himself: bool) -> None:
    author, colleague, elsewhere = someone(role, number=AUTHOR), someone(role), someone(role, chamber="BRE", number=9)
    for other in (None, 8):
        assert may_restore(author, item(), other, DIRECTORY) is own
        assert may_restore(colleague, item(), other, DIRECTORY) is colleagues
    assert may_restore(author, item(), AUTHOR, DIRECTORY) is closed_by_himself
    assert may_publish(author, item(), DIRECTORY) is own
    assert may_publish(colleague, item(), DIRECTORY) is colleagues
    assert may_publish(elsewhere, item(), DIRECTORY) is (role is Role.NATIONAL)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("may", [may_read, may_change, may_relay])
def test_what_is_confidential_is_neither_the_chambers_nor_a_successors(may: object, role: Role) -> None:
    secret = item(Scope.NATIONAL)
    successor = dataclasses.replace(someone(role), stands_for=frozenset({AUTHOR}))
    assert may(someone(role), secret, DIRECTORY) is (role is Role.NATIONAL)  # type: ignore[operator]
    assert may(successor, secret, DIRECTORY) is (role is Role.NATIONAL)  # type: ignore[operator]
