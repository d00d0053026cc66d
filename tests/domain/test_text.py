"""Which ordinary texts are a contribution: what people really typed, and what must never be filed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from bot.domain.text import Understood
from tests.domain.language import DIRECTORY, lines, say, spoken

PHRASES = lines("phrases.jsonl")
OFFERS = [line for line in PHRASES if line["expected"]["kind"] == "job_offer"]
OTHERS = [line for line in PHRASES if line["expected"]["kind"] != "job_offer"]
YEAR = lines("year2008.jsonl")


def heard(line: dict[str, Any], *, addressed: bool = True) -> Understood:
    now = datetime.fromisoformat(line["ts"])
    author = DIRECTORY.resolve(line["author"]["chamber"], now.date())
    assert author is not None
    return say(line["text"], by=author.code, now=now, addressed=addressed)


@pytest.mark.parametrize("line", OFFERS, ids=lambda line: line["id"])
def test_offers_that_people_typed_are_offers(line: dict[str, Any]) -> None:
    assert heard(line).kind == "job_offer"


NOT_READ = {("job-40", "title"), ("job-40", "place")}
"""A town that follows the title without anything between them ("technicien agroforesterie Régina"): no rule tells it from a title."""


@pytest.mark.parametrize("line", OFFERS, ids=lambda line: line["id"])
def test_what_is_certain_in_them_is_read(line: dict[str, Any]) -> None:
    answers = heard(line).answers
    for name, expected in line["expected"]["fields"].items():
        if (line["id"], name) not in NOT_READ:
            assert _alike(name, spoken(answers.get(name)), expected), name


def _alike(name: str, answer: str, expected: str) -> bool:
    """An article may be part of a name or not: both are right."""
    if name == "chamber":
        chamber = DIRECTORY.get(answer)
        return (
            chamber is not None
            and chamber.names.count(expected) + (DIRECTORY.resolve(expected, datetime(2026, 6, 1).date()) is chamber) > 0
        )
    articles = ("La ", "Le ", "Les ")
    return _bare(answer, articles) == _bare(expected, articles)


def _bare(name: str, articles: tuple[str, ...]) -> str:
    return next((name.removeprefix(article) for article in articles if name.startswith(article)), name)


@pytest.mark.parametrize("line", [line for line in OFFERS if line["place"] in ("channel", "group")], ids=lambda line: line["id"])
def test_in_a_channel_what_begins_as_an_offer_is_one(line: dict[str, Any]) -> None:
    """job-02 begins as talk ("hello y a un service civique"): nobody asked us to read it."""
    assert heard(line, addressed=False).kind == (None if line["id"] == "job-02" else "job_offer")


@pytest.mark.parametrize("line", OTHERS, ids=lambda line: line["id"])
def test_other_texts_are_not_offers(line: dict[str, Any]) -> None:
    assert heard(line).kind is None
    silent = heard(line, addressed=False)
    assert (silent.kind, silent.likely, silent.answers) == (None, (), {})


@pytest.mark.parametrize("line", [line for line in YEAR if line["kind"] == "job_offer"], ids=lambda line: line["id"])
def test_the_offers_of_2008(line: dict[str, Any]) -> None:
    understood = say(line["text"], by=line["author"]["chamber"], now=datetime.fromisoformat(line["ts"]))
    assert understood.kind == "job_offer"
    assert understood.doubts == ()
    assert {name: spoken(understood.answers[name]) for name in ("title", "contract", "deadline", "chamber")} == {
        name: line["fields"][name] for name in ("title", "contract", "deadline", "chamber")
    }


@pytest.mark.parametrize("line", [line for line in YEAR if line["kind"] != "job_offer"], ids=lambda line: line["id"])
def test_the_talk_and_the_requests_of_2008(line: dict[str, Any]) -> None:
    assert say(line["text"], by=line["author"]["chamber"], now=datetime.fromisoformat(line["ts"])).kind is None


@pytest.mark.parametrize(
    "text",
    [
        "quelqu'un a des nouvelles de l'offre ?",
        "merci pour l'offre",
        "l'offre d'emploi de Bretagne est pourvue",
        "CR demain, désolée",
        "> Offre d'emploi : comptable, CDI, Caen, avant le 12/12\nC'est toujours d'actualité ?",
        "> Offre d'emploi : comptable, CDI, Caen, avant le 12/12\n\npourvue !",
        "Offre d'emploi pourvue, merci à tous",
        "offre 21 : pourvue",
        "Recrutement : où en est-on ?",
        "Recrutement : on a trouvé, merci",
        "Recrutement du comptable : entretien jeudi",
        "offre d'emploi ?",
        "Offre d'emploi : quelqu'un l'a vue ?",
        "Offre d'emploi : la suite demain",
        "Offre du jour : café gratuit",
        "offre retirée",
        "Le poste de Bastia est pourvu",
        "Poste de Bastia supprimé, c'est moche",
        "Poste de secrétaire : on vote jeudi",
        "On recrute ?",
        "Qui recrute en ce moment ?",
        "Super, la CRESS Bretagne recrute !",
        "La CRESS Bretagne recrute un animateur ?",
        "La CRESS Bretagne cherche un animateur pour notre table ronde du 12 mars",
        "La CRESS Bretagne cherche un modèle de convention avant le 15 mars",
        "Nous cherchons un intervenant, CDI ou pas, avant le 12/12",
        "J'ai posté l'offre hier",
        "Contrat : à signer avant le 12/12",
        "Diffuser une offre : animateur·rice observatoire. – Martinique",
        "Cherche modèle de fiche de poste de directeur",
        "",
        "   ",
        "👍",
        "@Maillage",
    ],
)
def test_near_misses_are_never_filed(text: str) -> None:
    assert say(text).kind is None
    silent = say(text, addressed=False)
    assert (silent.kind, silent.likely) == (None, ())


def test_addressed_and_unsure_names_what_it_may_be() -> None:
    assert say("La CRESS Bretagne cherche un animateur").likely == ("job_offer",)
    assert say("Offre d'emploi : la suite demain").likely == ("job_offer",)
    assert say("bonjour, quelle heure est-il").likely == ()


def test_a_command_names_the_kind() -> None:
    understood = say("animateur nature, CDD 6 mois, Vire", kind="job_offer")
    assert understood.kind == "job_offer"
    assert understood.answers["title"] == "animateur nature"
    assert understood.answers["place"] == "Vire"
    assert say("la suite demain", kind="job_offer").kind == "job_offer"
    assert "title" not in say("", kind="job_offer").answers
