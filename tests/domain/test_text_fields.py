"""The fields of advertisements, in the layouts in which they come: labelled, one line, bulleted, in capitals, forwarded, English."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.kinds.job_offer import Contract
from bot.domain.kinds.job_offer.sample import SAMPLE
from tests.domain.advertisements import LABELLED, LAYOUTS, ONE_LINE, SEEN_LATER, SENTENCES
from tests.domain.language import on, say, spoken


@pytest.mark.parametrize(
    ("text", "expected"),
    [*ONE_LINE, *SEEN_LATER, *SENTENCES, *LABELLED, *LAYOUTS],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_fields(text: str, expected: dict[str, str]) -> None:
    understood = say(text)
    assert understood.kind == "job_offer"
    assert {name: spoken(understood.answers.get(name)).removeprefix("La ").removeprefix("la ") for name in expected} == expected
    assert understood.doubts == ()


@pytest.mark.parametrize(
    ("text", "title", "place"),
    [
        ("Recherche comptable CDI Cayenne", "comptable", "Cayenne"),
        ("Recherche d'un comptable, CDI, Cayenne", "comptable", "Cayenne"),
        ("On recherche une cuisinière à Kourou", "cuisinière", "Kourou"),
        ("je cherche un animateur, Kourou, CDD", "animateur", "Kourou"),
        ("Besoin d'un cuisinier à Kourou, CDI", "cuisinier", "Kourou"),
        ("Looking for an accountant, Caen", "accountant", "Caen"),
        ("Recherche et développement : ingénieur, Caen, CDI", "Recherche et développement : ingénieur", "Caen"),
        ("Chercheur en économie, Caen, CDI", "Chercheur en économie", "Caen"),
    ],
)
def test_the_verb_is_no_part_of_what_is_sought(text: str, title: str, place: str) -> None:
    answers = say(text, kind="job_offer").answers
    assert (answers["title"], answers["place"]) == (title, place)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("**CDI** à Cayenne", "Cayenne"),
        ("*CDI*, à Cayenne", "Cayenne"),
        ("À Cayenne", "Cayenne"),
        ("**CDI** en Guyane", "Guyane"),
        ("En Guyane", "Guyane"),
        ("CDI, basé à St-Laurent", "St-Laurent"),
    ],
)
def test_a_place_is_taken_without_its_preposition(line: str, place: str) -> None:
    assert say(f"Offre d'emploi\nAnimateur\n{line}", by="GUF").answers["place"] == place


def test_the_sample_is_read_as_it_declares() -> None:
    answers = say(SAMPLE["said"]).answers
    assert {name: spoken(answers[name]) for name in SAMPLE["answers"]} == SAMPLE["answers"]


@pytest.mark.parametrize(
    ("text", "field", "candidates"),
    [
        ("Offre d'emploi : comptable, CDI, Caen, avant le 31/02/2027", "deadline", ()),
        ("Offre d'emploi : comptable, CDI, Caen, avant le 05/11", "deadline", ("2026-11-05", "2027-11-05")),
        ("Offre d'emploi : comptable, CDI, Caen, avant jeudi 15 janvier", "deadline", ("2027-01-14", "2027-01-15")),
        ("Offre d'emploi : comptable, CDI, Caen, avant mi-janvier", "deadline", ("2027-01-15",)),
        ("Offre d'emploi : comptable, CDI, Caen, candidatures du 1er au 15 décembre", "deadline", ("2026-12-01", "2026-12-15")),
        ("Offre d'emploi : comptable, CDD ou CDI, Caen", "contract", ("CDD", "CDI")),
        ("Offre d'emploi : comptable, Caen, CDD je crois", "contract", ("CDD",)),
        ("Offre d'emploi\nPoste : comptable\nContrat : bail\nLieu : Caen", "contract", tuple(option.value for option in Contract)),
        ("Offre d'emploi\nPoste : comptable\nRégion : Normndie\nContrat : CDI", "chamber", ("NOR", "NAQ", "PDL")),
        (f"Offre d'emploi\nPoste : comptable\nContrat : CDI\nEmployeur : {'x' * 151}", "employer", ()),
    ],
)
def test_a_doubt_is_asked_and_answered_by_a_tap(text: str, field: str, candidates: tuple[str, ...]) -> None:
    understood = say(text)
    assert understood.kind == "job_offer"
    assert [(doubt.field, doubt.candidates) for doubt in understood.doubts] == [(field, candidates)]
    assert field not in understood.answers


def test_in_english_a_numeric_day_is_asked() -> None:
    understood = say("Job offer: accountant, Caen, permanent, before 03/04/2027", language="en")
    assert [doubt.candidates for doubt in understood.doubts] == [("2027-04-03", "2027-03-04")]


def test_an_old_advertisement_keeps_its_own_day() -> None:
    assert say("Offre d'emploi : comptable, CDI, Caen. Candidatures avant le 04/03/2008.").answers["deadline"] == on("2008-03-04")


def test_what_is_not_said_is_the_authors() -> None:
    answers = say("offre : comptable, CDI, Mamoudzou", by="MYT").answers
    assert (answers["chamber"], answers["employer"]) == ("MYT", "CRESS Mayotte")
    assert say("offre : comptable, CDI, CRESS Bretagne", by="MYT").answers["chamber"] == "BRE"
    assert "employer" not in say("offre : comptable, CDI, Mamoudzou", by="").answers


PROSE = (
    "La SCOP Les Lilas recrute une comptable en CDI à Caen.\n\nVos missions\n• tenir la comptabilité générale de trois structures voisines ;\n"
    "• préparer les bilans avec le cabinet.\n\nCandidatures jusqu'au 12/12."
)


def test_an_advertisement_that_says_more_is_kept_whole() -> None:
    answers = say(PROSE).answers
    assert answers["description"] == PROSE
    assert answers["title"] == "comptable"
    assert "description" not in say("Offre d'emploi : comptable\nLieu : Caen\nContrat : CDI").answers


@pytest.mark.parametrize("text", [ONE_LINE[0][0], SENTENCES[0][0], LABELLED[0][0]])
def test_greetings_mentions_and_relays_change_nothing(text: str) -> None:
    plain: dict[str, Any] = dict(say(text).answers)
    plain.pop("description", None)
    for before in (
        "Bonjour,\n",
        "@Maillage ",
        "<@U07BOT> ",
        "Bonjour à toutes et tous,\n\nMerci de relayer l'annonce suivante :\n\n",
        "URGENT ",
        "🚨 ",
    ):
        answers = dict(say(before + text + "\n\nCordialement,\nClaire").answers)
        answers.pop("description", None)
        assert answers == plain, before
