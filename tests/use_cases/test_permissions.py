"""Who may do what with an offer: the table of DOMAIN.md 2.5, and what each scope lets each role read. (PROMISES.md 15)"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.chambers import Directory
from bot.domain.contribution import Contribution, Scope
from bot.domain.fields import ChamberCode
from bot.domain.kinds import discover
from bot.domain.people import Person, Role
from bot.domain.permissions import Act, Grant, channel_may_read, grant, may_change, may_read, may_relay
from storage.seeds import chambers

DIRECTORY = Directory(chambers())
AUTHOR = 1
ROLES = (Role.NATIONAL, Role.DIRECTOR, Role.EMPLOYEE, Role.ADMINISTRATOR, Role.AMBASSADOR, Role.PARTNER)


def someone(role: Role, *, chamber: str = "NOR", number: int = 7) -> Person:
    return Person(id=number, name="Dominique", role=role, chamber=chamber)


def item(scope: Scope = Scope.PUBLIC) -> Contribution:
    [kind] = discover().values()
    return kind.cls(
        author_id=AUTHOR, chamber=ChamberCode("NOR"), filed_at=datetime(2026, 11, 20, tzinfo=UTC), scope=scope, title="x", employer="y"
    )  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("role", "allowed"), list(zip(ROLES, (Grant.YES, Grant.YES, Grant.YES, Grant.YES, Grant.PROPOSES, Grant.NO), strict=True))
)
def test_filing(role: Role, allowed: Grant) -> None:
    assert grant(someone(role), Act.FILE) is allowed


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


def test_todays_chamber_changes_what_its_predecessor_filed() -> None:
    predecessors = DIRECTORY.lineage("NOR") - {"NOR"}
    assert predecessors
    for code in predecessors:
        [kind] = discover().values()
        old = kind.cls(author_id=AUTHOR, chamber=ChamberCode(code), filed_at=datetime(2008, 11, 20, tzinfo=UTC), title="x", employer="y")  # type: ignore[call-arg]
        assert may_change(someone(Role.EMPLOYEE), old, DIRECTORY)


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
    Scope.CHAMBER: {role: (True, role is Role.NATIONAL) for role in ROLES},
    Scope.NATIONAL: {role: (role is Role.NATIONAL,) * 2 for role in ROLES},
}
"""By scope and role: whether somebody of the item's chamber reads it, and somebody of another."""


@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize("role", ROLES)
def test_reading(scope: Scope, role: Role) -> None:
    same, other = READERS[scope][role]
    assert may_read(someone(role), item(scope), DIRECTORY) is same
    assert may_read(someone(role, chamber="BRE"), item(scope), DIRECTORY) is other
    assert may_read(someone(role, number=AUTHOR, chamber="BRE"), item(scope), DIRECTORY), "one's own always"
    assert channel_may_read(item(scope)) is (scope in (Scope.PUBLIC, Scope.NETWORK))
