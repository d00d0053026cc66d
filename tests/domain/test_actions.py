"""Actions as values: their reference, their state, who may do what; and a message of which one span becomes another."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime

import pytest

from bot.domain.actions import ActionRecord, may_close, may_correct, may_see, reference_of
from bot.domain.chambers import Directory
from bot.domain.messages import Button, Message, Row, Text
from bot.domain.people import Person, Role
from storage.seeds import chambers

DIRECTORY = Directory(chambers()).as_of(date(2026, 11, 20))
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
RECORD = ActionRecord(
    minutes_id=1, position=2, what="Relire", owner_chamber="BRE", due=date(2026, 12, 8), secretary_id=7, assigned_at=NOW, changed_at=NOW
)


def someone(role: Role = Role.DIRECTOR, chamber: str = "BRE", number: int = 3, stands_for: frozenset[int] = frozenset()) -> Person:
    return Person(id=number, name="Zoé Test", role=role, chamber=chamber, stands_for=stands_for)


@pytest.mark.parametrize(
    ("body", "day", "position", "reference"),
    [
        ("DIRCRES", date(2008, 10, 16), 2, "DIRCRES-2008-10-16-A2"),
        ("Comité des Directions", date(2026, 11, 19), 12, "COMITE-DES-DIRECTIONS-2026-11-19-A12"),
        ("GT Mois de l'ESS", None, 1, "GT-MOIS-DE-L-ESS-A1"),
        ("", None, 1, "A1"),
    ],
)
def test_the_written_reference(body: str, day: date | None, position: int, reference: str) -> None:
    assert reference_of(body, day, position) == reference
    assert dataclasses.replace(RECORD, body=body, held_on=day, position=position).reference == reference


@pytest.mark.parametrize(
    ("state", "today", "late"),
    [("open", "2026-12-08", False), ("open", "2026-12-09", True), ("in_progress", "2026-12-09", True), ("done", "2026-12-09", False)],
)
def test_late_is_computed(state: str, today: str, late: bool) -> None:
    record = dataclasses.replace(RECORD, state=state)  # type: ignore[arg-type]
    assert record.is_late(date.fromisoformat(today)) is late


def test_without_a_term_it_is_never_late() -> None:
    assert not dataclasses.replace(RECORD, due=None).is_late(date(2030, 1, 1))


@pytest.mark.parametrize(
    ("person", "closes", "corrects"),
    [
        (someone(), True, True),
        (someone(Role.EMPLOYEE), True, True),
        (someone(Role.ADMINISTRATOR), True, True),
        (someone(Role.AMBASSADOR), False, False),
        (someone(chamber="PDL"), False, False),
        (someone(Role.NATIONAL, "NAT"), True, True),
        (someone(Role.PARTNER, "BRE"), False, False),
        (someone(Role.EMPLOYEE, "NOR", number=7), False, True),
        (someone(Role.EMPLOYEE, "NOR", stands_for=frozenset({7})), False, True),
        (someone(Role.PARTNER, "NAT", number=7), False, False),
    ],
)
def test_who_may_close_and_who_may_correct(person: Person, closes: bool, corrects: bool) -> None:
    assert may_close(person, RECORD, DIRECTORY) is closes
    assert may_correct(person, RECORD, DIRECTORY) is corrects


@pytest.mark.parametrize(
    ("person", "sees"),
    [
        (someone(), False),
        (someone(Role.NATIONAL, "NAT"), True),
        (someone(Role.EMPLOYEE, "NOR", number=7), True),
        (someone(Role.EMPLOYEE, "NOR", stands_for=frozenset({7})), False),
        (someone(Role.PARTNER, "NAT"), False),
    ],
)
def test_what_is_confidential_stays_with_its_author_and_the_national_team(person: Person, sees: bool) -> None:
    assert may_see(person, dataclasses.replace(RECORD, confidential=True)) is sees
    assert may_see(person, RECORD) is (person.role is not Role.PARTNER)


def test_a_person_closes_his_own_and_his_predecessors() -> None:
    own = dataclasses.replace(RECORD, owner_chamber="GUF", owner_id=3)
    assert may_close(someone(Role.AMBASSADOR, "GUF"), own, DIRECTORY)
    assert may_close(someone(Role.AMBASSADOR, "GUF", number=9, stands_for=frozenset({3})), own, DIRECTORY)
    assert not may_close(someone(Role.AMBASSADOR, "GUF", number=9), own, DIRECTORY)
    assert may_close(someone(Role.DIRECTOR, "GUF", number=9), own, DIRECTORY)


def test_a_chamber_of_before_is_its_heirs() -> None:
    assert may_close(someone(chamber="NOR"), dataclasses.replace(RECORD, owner_chamber="HNO"), DIRECTORY)
    assert not may_close(someone(chamber="HNO"), dataclasses.replace(RECORD, owner_chamber="PDL"), DIRECTORY)


class TestSpans:
    """One text that speaks of several things, with a button for each and some for all."""

    ONE, TWO = Button(label="1 Done", act="a:1", span="1. read"), Button(label="2 Done", act="a:2", span="2. read on")
    ALL = Button(label="Postpone", act="a:later")
    SHOWN = Message((Text("Head:"), Text("1. read\n2. read on\n\nType 1."), Row((ONE, TWO, ALL)), Text("foot")))

    def test_only_its_line_becomes_another(self) -> None:
        after = self.SHOWN.replacing("a:1", Message.of("1. read: done"))
        assert after.parts == (Text("Head:"), Text("1. read: done\n2. read on\n\nType 1."), Row((self.TWO, self.ALL)), Text("foot"))

    def test_what_is_for_all_goes_with_the_last(self) -> None:
        after = self.SHOWN.replacing("a:1", Message.of("x")).replacing("a:2", Message.of("y"))
        assert after.parts == (Text("Head:"), Text("x\ny\n\nType 1."), Text("foot"))

    def test_new_buttons_stand_where_the_old_ones_stood(self) -> None:
        after = self.SHOWN.replacing("a:2", Message.of("2. later", Button(label="2 Done", act="a:2")))
        assert [button.label for button in after.buttons] == ["1 Done", "2 Done", "Postpone"]
        assert after.replacing("a:2", Message.of("2. done")).markdown == "Head:\n\n1. read\n2. done\n\nType 1.\n\nfoot"

    def test_a_span_within_a_line(self) -> None:
        one, two = Button(label="A", act="a:1", span="Action 1"), Button(label="B", act="a:2", span="Action 12")
        shown = Message((Text("For you Action 12 · Action 1"), Row((one, two))))
        assert shown.replacing("a:2", Message.of("done")).markdown == "For you done · Action 1"

    def test_a_button_for_all_replaces_the_text_as_ever(self) -> None:
        assert self.SHOWN.replacing("a:later", Message.of("When?")).parts == (Text("Head:"), Text("When?"), Text("foot"))

    def test_it_is_kept_as_it_is(self) -> None:
        assert Message.from_json(self.SHOWN.as_json()) == self.SHOWN
