"""Lists as text: what is kept of them, what a person may type instead, and that both come back the same."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.domain.fields import as_text, from_text
from bot.domain.reading.answers import read_answer
from bot.domain.records import ActionItem, Attendee, Decision, action_of, attendee_of, decision_of
from tests.domain.language import ALL_KINDS, on, reading

MINUTES = ALL_KINDS["meeting_minutes"]


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (Attendee(name="Ana"), "Ana"),
        (Attendee(name="CRESS PACA", chamber="PAC", persons=3), "CRESS PACA (3) [PAC]"),
        (Attendee(name="Ana (2)"), "Ana (2) (0) []"),
        (Attendee(name="Ana [PAC]"), "Ana [PAC] (0) []"),
        (Attendee(name="Ariane (Région)"), "Ariane (Région)"),
    ],
)
def test_somebody_of_a_list(entry: Attendee, text: str) -> None:
    assert str(entry) == text
    assert attendee_of(text) == entry


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (Decision(text="On garde le local"), "On garde le local"),
        (
            Decision(text="Les comptes sont approuvés", result="majority", votes=(36, 0, 2)),
            "Les comptes sont approuvés | majority | 36/0/2",
        ),
        (Decision(text="A", votes=(1, 2, 3)), "A |  | 1/2/3"),
    ],
)
def test_a_decision(entry: Decision, text: str) -> None:
    assert str(entry) == text
    assert decision_of(text) == entry


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (ActionItem(who="Ana", what="appelle la banque"), "Ana | appelle la banque"),
        (ActionItem(who="Bretagne", chamber="BRE", what="envoie", due=date(2026, 12, 11)), "Bretagne [BRE] | envoie | 2026-12-11"),
        (ActionItem(who="Ana", what="relit", said="avant la rentrée"), "Ana | relit | avant la rentrée"),
        (ActionItem(who="", what="relire"), " | relire"),
    ],
)
def test_an_action(entry: ActionItem, text: str) -> None:
    assert str(entry) == text
    assert action_of(text) == entry


def test_a_bar_or_a_line_break_inside_an_entry_does_not_cut_it() -> None:
    entries = (ActionItem(who="Ana", what="a | b\nc"), ActionItem(who="Luc", what="d"))
    question = MINUTES.question("action_items")
    assert [one.what for one in from_text(question, as_text(entries))] == ["a ¦ b c", "d"]


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("present", "Bretagne, Ana et Luc ; Corse (2)", ("BRE", "", "COR")),
        ("present", "- Bretagne\n- Corse", ("BRE", "COR")),
        ("present", "", ()),
    ],
)
def test_lists_of_people_as_they_are_typed_in_a_form(name: str, typed: str, value: tuple[str, ...]) -> None:
    read: Any = read_answer(MINUTES.question(name), typed, reading())
    assert tuple(one.chamber for one in read) == value


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("agenda", "1. Outils\n2. Budget", ("Outils", "Budget")),
        ("decisions", "- On garde le local | unanimous", (Decision(text="On garde le local", result="unanimous"),)),
        ("action_items", "PACA | relire | 2026-12-11", (ActionItem(who="PACA", chamber="PAC", what="relire", due=on("2026-12-11")),)),
        ("participants", "17", 17),
        ("participants", "", None),
        ("seminar", "oui", True),
        ("seminar", "non", False),
    ],
)
def test_other_answers_as_they_are_typed_in_a_form(name: str, typed: str, value: Any) -> None:
    assert read_answer(MINUTES.question(name), typed, reading()) == value


@pytest.mark.parametrize(("name", "typed"), [("participants", "beaucoup"), ("participants", "12345"), ("seminar", "peut-être")])
def test_what_cannot_be_read_is_said(name: str, typed: str) -> None:
    problem = read_answer(MINUTES.question(name), typed, reading())
    assert problem.values == {"typed": typed}
