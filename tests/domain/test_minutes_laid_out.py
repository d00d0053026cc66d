"""Minutes as a word processor, a mail or a hurried hand lays them out: tables with tabs, lists within a line, a mail's subject."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from bot.domain.fields import Problem
from bot.domain.text import read_answer
from tests.domain.language import ALL_KINDS, on, reading, say

MINUTES = ALL_KINDS["meeting_minutes"]
HEAD = "CR du Bureau du 18/11/2026\nPrésents : Ana, Luc\n"
BUDGET, SHOW = "Le budget est adopté", "Le salon est annulé"
SENT = ("Ana", "Envoyer le budget", on("2026-11-25"))
TOLD = ("Luc", "Prévenir les exposants", on("2026-11-30"))


def answers(text: str) -> dict[str, Any]:
    understood = say(text, kinds=ALL_KINDS)
    assert understood.kind == "meeting_minutes"
    return dict(understood.answers)


def decided(text: str) -> list[str]:
    return [one.text.rstrip(".") for one in answers(text).get("decisions", ())]


def to_do(text: str) -> list[tuple[str, str, date | None]]:
    return [(one.who, one.what, one.due) for one in answers(text).get("action_items", ())]


@pytest.mark.parametrize(
    "rows",
    [
        (
            "Décisions\n1.\tLe budget est adopté\n2.\tLe salon est annulé\nActions\n1.\tAna\tEnvoyer le budget\t25/11/2026\n"
            "2.\tLuc\tPrévenir les exposants\t30/11/2026"
        ),
        (
            "Décisions\nN°\tDécision\n1\tLe budget est adopté\n2\tLe salon est annulé\nActions\nN°\tAction\tQui\tPour quand\n"
            "1\tEnvoyer le budget\tAna\t25/11/2026\n2\tPrévenir les exposants\tLuc\t30/11/2026"
        ),
        (
            "Décisions\tLe budget est adopté\n\tLe salon est annulé\nActions\tAna\tEnvoyer le budget\t25/11/2026\n"
            "\tLuc\tPrévenir les exposants\t30/11/2026"
        ),
        (
            "Décision 1\tLe budget est adopté\nDécision 2\tLe salon est annulé\nAction 1\tAna\tEnvoyer le budget\t25/11/2026\n"
            "Action 2\tLuc\tPrévenir les exposants\t30/11/2026"
        ),
        (
            "Décisions\n- Le budget est adopté\n- Le salon est annulé\nQui\tQuoi\tQuand\nAna\tEnvoyer le budget\t25/11/2026\n"
            "Luc\tPrévenir les exposants\t30/11/2026"
        ),
    ],
    ids=["numbered", "with columns", "below their label", "labelled one by one", "columns alone"],
)
def test_tables_with_tabs(rows: str) -> None:
    assert decided(HEAD + rows) == [BUDGET, SHOW]
    assert to_do(HEAD + rows) == [SENT, TOLD]


def test_a_table_of_votes() -> None:
    found = answers(HEAD + "Décision\tVote\nLe budget est adopté\tunanimité\nLe salon est annulé\t8 pour, 2 contre")
    assert [(one.result, one.votes) for one in found["decisions"]] == [("unanimous", None), ("majority", (8, 2, 0))]


@pytest.mark.parametrize(
    "head",
    [
        "CR du Bureau\nDate\t18/11/2026\nLieu\tCaen\nPrésents\tAna\tLuc",
        "Compte rendu\nLieu\tCaen\nInstance\tBureau\nDate\t18/11/2026\nPrésents\tAna, Luc",
        "CR\tBureau du 18/11/2026\nLieu\tCaen\nPrésents\tAna, Luc",
        "CR Bureau\t18/11/2026\tCaen\nPrésents\tAna, Luc",
    ],
)
def test_a_head_with_tabs(head: str) -> None:
    found = answers(head + "\nDécisions\n1\tLe budget est adopté")
    assert (found["body"], found["place"], found["date_start"]) == ("Bureau", "Caen", on("2026-11-18"))
    assert [one.name for one in found["present"]] == ["Ana", "Luc"]


@pytest.mark.parametrize(
    "listed",
    [
        "Décisions : 1. Le budget est adopté. 2. Le salon est annulé.",
        "Décisions : 1) Le budget est adopté 2) Le salon est annulé",
        "Décisions : 1/ Le budget est adopté ; 2/ Le salon est annulé",
        "Décisions : D1. Le budget est adopté. D2. Le salon est annulé.",
        "Décisions :\n1. Le budget est adopté\n2. Le salon est annulé",
    ],
)
def test_a_list_within_a_line(listed: str) -> None:
    assert decided(HEAD + listed) == [BUDGET, SHOW]


def test_all_on_one_line() -> None:
    text = (
        "CR du Bureau du 18/11/2026. Présents : Ana, Luc. Décisions : 1. Le budget est adopté. 2. Le salon est annulé. "
        "Actions : 1. Ana : envoyer le budget (25/11/2026) 2. Luc : prévenir les exposants (30/11/2026). Prochaine réunion : 16/12/2026"
    )
    assert decided(text) == [BUDGET, SHOW]
    assert [(who, due) for who, _what, due in to_do(text)] == [("Ana", on("2026-11-25")), ("Luc", on("2026-11-30"))]
    assert answers(text)["next_meeting"] == on("2026-12-16")


def test_a_number_alone_is_no_list() -> None:
    assert decided(HEAD + "Décision : 1. Le budget est adopté.") == ["1. Le budget est adopté"]


@pytest.mark.parametrize(
    "mail",
    [
        "De : Ana <a@exemple.fr>\nObjet : CR du Bureau du 18/11/2026\n\nBonjour,\nBureau du 18/11/2026, Rennes\n",
        (
            "Bonjour,\nje vous transfère.\n\n---------- Forwarded message ---------\nDe : Ana <a@exemple.fr>\nDate: jeu. 19 nov. 2026 à 10:12\n"
            "Subject: CR du Bureau du 18/11/2026\nTo: <x@exemple.fr>\n\nBonjour,\n\nVous trouverez ci-dessous le compte rendu.\nBonne lecture,\n\n"
            "Bureau du mercredi 18/11/2026, Rennes\n"
        ),
        "Fwd: CR du Bureau du 18/11/2026\n\nVoici le compte rendu.\n18/11/2026, Rennes\n",
    ],
)
def test_the_place_is_read_below_a_subject_that_names_body_and_day(mail: str) -> None:
    found = answers(mail + "Présents : Ana, Luc\nDécision : le budget est adopté")
    assert (found["body"], found["place"], found["date_start"]) == ("Bureau", "Rennes", on("2026-11-18"))


def test_a_closing_wish_ends_a_text_that_has_nothing_below() -> None:
    text = HEAD + "Décision : le budget est adopté\nBonne lecture,\nAna\nTél : 02 31 00 00 00"
    assert decided(text) == ["le budget est adopté"]


def test_who_was_there_is_an_account_when_as_many_are_named_as_are_announced() -> None:
    found = answers("Conseil d'administration du 19/11/2026 : 2 CRES autour de la table (Bretagne, Corse).")
    assert [one.chamber for one in found["present"]] == ["BRE", "COR"]
    assert say("Conseil d'administration du 19/11/2026 : 5 CRES autour de la table (Bretagne, Corse).", kinds=ALL_KINDS).kind is None


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("19/11", "2026-11-19"),
        ("20/11", "2026-11-20"),
        ("12 mars", "2026-03-12"),
        ("lundi", "2026-11-16"),
        ("le 5", "2026-11-05"),
        ("19/11/2025", "2025-11-19"),
    ],
)
@pytest.mark.parametrize("name", ["date_start", "date_end"])
def test_the_day_of_a_meeting_lies_behind(name: str, typed: str, day: str) -> None:
    assert read_answer(MINUTES.question(name), typed, reading()) == on(day)


def test_a_day_of_next_week_is_asked_and_not_taken_for_a_year_ago() -> None:
    asked = read_answer(MINUTES.question("date_start"), "24/11", reading())
    assert isinstance(asked, Problem)
    assert asked.values == {"typed": "24/11", "first": "24/11/2025", "second": "24/11/2026"}


def test_the_next_meeting_lies_ahead() -> None:
    assert read_answer(MINUTES.question("next_meeting"), "5 janvier", reading()) == on("2027-01-05")
    january = datetime.fromisoformat("2027-01-04T09:00:00+01:00")
    assert read_answer(MINUTES.question("date_start"), "19/11", reading(now=january)) == on("2026-11-19")
