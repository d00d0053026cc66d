"""“Cherche …” that may be a search or a request: one question, two answers, and nothing kept for nothing."""

from __future__ import annotations

import pytest

from bot.domain.people import Person, Role
from storage.transaction import Tx
from tests.four_kinds import minutes, put
from tests.use_cases.talk import Talk

UNSURE = "Cherche charte graphique"


@pytest.fixture
def claire(talk: Talk) -> Person:
    claire = talk.add()
    talk.store.submit(lambda tx: minutes(tx, claire)).result()
    return claire


def waiting(talk: Talk, person: Person) -> int:
    return talk.store.read(lambda tx: len(tx.drafts.waiting(person.id)))


def requests(talk: Talk) -> list[str]:
    return talk.store.read(lambda tx: [item.heading() for item in tx.contributions.every("help_request")])


def test_one_question_with_two_answers(talk: Talk, claire: Person) -> None:
    said = talk.says(claire, UNSURE)
    assert said.text == "« charte graphique » : 1 chercher ce qui est déposé, ou 2 demander au réseau ?"
    assert said.words == ("1", "2")


def test_it_was_a_search(talk: Talk, claire: Person) -> None:
    found = talk.presses(claire, talk.says(claire, UNSURE).acts[0])
    assert "Compte rendu 1" in found.text
    assert "décision 1" in found.text
    assert waiting(talk, claire) == 0
    assert requests(talk) == []


def test_it_was_a_request(talk: Talk, claire: Person) -> None:
    talk.says(claire, UNSURE)
    talk.says(claire, "2")
    assert requests(talk) == ["charte graphique"]
    assert waiting(talk, claire) == 0


def test_settled_twice_and_by_somebody_else(talk: Talk, claire: Person) -> None:
    yann = talk.add("Yann Ker", chamber="BRE")
    seek, ask = talk.says(claire, UNSURE).acts
    for act in (seek, ask):
        assert talk.presses(yann, act).text == "C'est à Claire Le Goff de répondre."
    talk.presses(claire, seek)
    for act in (seek, ask):
        assert talk.presses(claire, act).text == "C'est déjà réglé. Rien n'a changé."
    assert requests(talk) == []


@pytest.mark.parametrize("act", ["seek", "seek:", "seek:0", "seek:99", "seek:x", "seek:1:2", "seek:" + "9" * 40])
def test_forged(talk: Talk, claire: Person, act: str) -> None:
    assert talk.presses(claire, act).refused


def test_with_a_need_it_is_filed_at_once(talk: Talk, claire: Person) -> None:
    talk.says(claire, "cherche modèle convention mise à dispo agent mairie svp")
    assert len(requests(talk)) == 1


@pytest.mark.parametrize("typed", ["cherche à savoir comment déclarer un salarié", "find someone who knows ERDF funds"])
def test_a_need_that_is_worded_otherwise_is_asked_about(talk: Talk, claire: Person, typed: str) -> None:
    said = talk.says(claire, typed)
    assert said.words == ("1", "2")
    talk.presses(claire, said.acts[1])
    assert len(requests(talk)) + waiting(talk, claire) == 1


@pytest.mark.parametrize("typed", [UNSURE, "cherche un modèle de charte graphique", "cherche charte graphique svp"])
def test_who_may_not_ask_searches(talk: Talk, claire: Person, typed: str) -> None:
    paul = talk.add("Paul Mercier", role=Role.PARTNER.value, chamber="NAT")

    def publish(tx: Tx) -> None:
        put(tx, "job_offer", claire, title="modèle vivant, charte graphique", employer="", place="")

    talk.store.submit(publish).result()
    assert "Offre 1" in talk.says(paul, typed).text
    assert requests(talk) == []
    assert waiting(talk, paul) == 0
