"""Advertisements typed on phones: no wrong day and no wrong title without a question."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.domain.fields import fields_of
from bot.domain.folding import plain
from bot.domain.kinds.job_offer import JobOffer
from bot.domain.reading.slips import is_slip
from bot.domain.text import read_answer
from tests.domain.language import on, reading, say, spoken

_PAGE = Path(__file__).parent / "data" / "phone_advertisements.jsonl"
ON_PHONES: list[tuple[str, str, dict[str, str]]] = [
    (line["by"], line["text"], line["expected"]) for line in map(json.loads, _PAGE.read_text(encoding="utf-8").splitlines())
]
"""Without accents and signs, in lines, forwarded, with more than one day. All names are invented."""


@pytest.mark.parametrize(("by", "text", "expected"), ON_PHONES, ids=lambda value: value[:50] if isinstance(value, str) else "")
def test_what_it_says(by: str, text: str, expected: dict[str, str]) -> None:
    understood = say(text, by=by)
    asked = {doubt.field: "? " + " ".join(doubt.candidates) for doubt in understood.doubts}
    assert understood.kind == "job_offer"
    assert {name: spoken(understood.answers.get(name, asked.get(name, ""))) for name in expected} == expected


@pytest.mark.parametrize(("by", "text", "expected"), ON_PHONES, ids=lambda value: value[:50] if isinstance(value, str) else "")
def test_the_day_is_the_same_without_accents_and_in_capitals(by: str, text: str, expected: dict[str, str]) -> None:
    if not expected["deadline"].startswith("?"):
        for typed in (text.translate(str.maketrans("éèêàôûçÉ", "eeeaoucE")), text.replace("’", "'"), text + " 🙏"):
            assert spoken(say(typed, by=by).answers.get("deadline", "")) == expected["deadline"]


@pytest.mark.parametrize(
    "day", ["début 1er janvier", "prise de poste le 1er janvier", "à partir du 01/01", "dès le 1er janvier", "démarrage 1er janvier"]
)
@pytest.mark.parametrize(
    "last", ["avant le 20/12", "avan le 20/12", "jusquau 20/12", "jusqu'au 20 décembre", "candidatures : 20/12", "20/12 dernier délai"]
)
def test_the_day_on_which_it_starts_is_never_the_last_to_apply(day: str, last: str) -> None:
    for text in (
        f"offre : comptable, Caen, CDI, {day}, {last}",
        f"offre : comptable, Caen, CDI, {last}, {day}",
        f"offre\ncomptable\nCaen\n{day}\n{last}",
    ):
        answers = say(text).answers
        assert (answers["title"], answers["deadline"]) == ("comptable", on("2026-12-20"))
        assert answers["start"]


@pytest.mark.parametrize(
    "text", ["entretiens le 17/12", "paru le 18/11", "vu dans Ouest-France du 18/11", "début 04/01", "CDD du 15/12 au 15/03"]
)
def test_a_day_about_something_else_leaves_the_deadline_to_be_asked(text: str) -> None:
    understood = say(f"offre : comptable, Caen, {text}", kind="job_offer")
    assert ("deadline" in understood.answers, understood.doubts) == (False, ())


@pytest.mark.parametrize(
    ("typed", "word", "slipped"),
    [
        ("avant", "avant", True), ("avan", "avant", True), ("avnat", "avant", True), ("avanr", "avant", True), ("aavant", "avant", True),
        ("aavvant", "avant", False), ("vent", "avant", False), ("moi", "mois", False), ("mois", "mois", True), ("", "avant", False),
    ],
)  # fmt: skip
def test_one_slip(typed: str, word: str, slipped: bool) -> None:
    assert is_slip(typed, word) is slipped


@pytest.mark.parametrize("typed", ["comptable &lt;x&gt;", "&amp;", "R&D &nbsp;", "<b>&eacute;</b>"])
def test_what_was_typed_stays_letter_for_letter(typed: str) -> None:
    question = next(one for one in fields_of(JobOffer) if one.name == "title")
    assert (plain(typed), read_answer(question, typed, reading())) == (typed, typed)
    assert say(f"Poste : {typed}\nContrat : CDI\nLieu : Caen", kind="job_offer").answers["title"] == typed
