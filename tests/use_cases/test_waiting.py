"""What waits on somebody's own page: how much of it fits, and in which order it stands."""

from __future__ import annotations

import pytest

from bot.domain.contribution import DRAFTED, WITHDRAWN
from bot.domain.messages import Row, Text
from bot.domain.people import Person, Role
from handlers.waiting import Entry, entries, fitting, is_open, open_items
from storage.transaction import Tx
from tests.four_kinds import minutes, news, offer, request
from tests.use_cases.talk import Talk


def entry(heading: str, parts: int) -> Entry:
    return Entry(heading=heading, parts=tuple(Text(str(n)) for n in range(parts)))


@pytest.mark.parametrize(
    ("found", "most", "room", "count"),
    [
        ([], 20, 80, 0),
        ([("A", 2)] * 25, 20, 80, 20),
        ([("A", 2)] * 25, 20, 21, 10),
        ([("A", 2)] * 25, 20, 20, 9),
        ([("A", 1), ("B", 1), ("C", 1)], 20, 5, 2),
        ([("A", 9)], 20, 5, 0),
        ([("A", 1)], 20, -3, 0),
    ],
)
def test_how_many_fit(found: list[tuple[str, int]], most: int, room: int, count: int) -> None:
    assert fitting([entry(*one) for one in found], most=most, room=room) == count


@pytest.fixture
def claire(talk: Talk) -> Person:
    claire = talk.add()

    def fill(tx: Tx) -> None:
        offer(tx, claire, deadline="2026-12-15")
        request(tx, claire)
        news(tx, claire)
        minutes(tx, claire, "Bureau")
        minutes(tx, claire, "Conseil", state=DRAFTED)
        request(tx, claire, "rien", state=WITHDRAWN)

    talk.store.submit(fill).result()
    return claire


def headings(talk: Talk, person: Person) -> list[str]:
    return talk.store.read(lambda tx: [one.heading for one in entries(open_items(person, tx), person, tx)])


def test_in_the_order_of_the_letter_with_what_is_to_be_published_first(talk: Talk, claire: Person) -> None:
    assert headings(talk, claire) == ["Réunions", "Demandes ouvertes", "Emploi"]


@pytest.mark.parametrize(
    ("role", "chamber", "expected"),
    [
        (Role.EMPLOYEE, "NOR", ["Réunions", "Demandes ouvertes", "Emploi"]),
        (Role.NATIONAL, "NAT", ["Réunions", "On vous demande", "Emploi"]),
        (Role.DIRECTOR, "BRE", ["Actions"]),
        (Role.AMBASSADOR, "NOR", ["Demandes ouvertes", "Emploi"]),
        (Role.DIRECTOR, "COR", []),
        (Role.PARTNER, "NAT", []),
    ],
)
def test_each_reads_what_is_his_chambers(talk: Talk, claire: Person, role: Role, chamber: str, expected: list[str]) -> None:
    assert headings(talk, talk.add("Dominique", role=role.value, chamber=chamber)) == expected


def test_gestures_for_who_may_change_it(talk: Talk, claire: Person) -> None:
    dylan = talk.add("Dylan Clet", role=Role.AMBASSADOR.value)

    def rows(person: Person) -> list[bool]:
        return talk.store.read(
            lambda tx: [any(isinstance(part, Row) for part in one.parts) for one in entries(open_items(person, tx), person, tx)]
        )

    assert all(rows(claire))
    assert not any(rows(dylan)), "he reads his chamber's, and changes his own"


def test_a_draft_is_open_and_what_is_withdrawn_is_not(talk: Talk, claire: Person) -> None:
    def read(tx: Tx) -> dict[str, bool]:
        items = [item for name in tx.kinds for item in tx.contributions.every(name)]
        return {item.state: is_open(item, tx) for item in items}

    assert talk.store.read(read) == {"published": True, DRAFTED: True, WITHDRAWN: False}
