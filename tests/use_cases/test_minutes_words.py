"""Minutes by word alone: on a telephone without a network, a tap is lost and a word waits. (DIALOGUES.md, rule 8)"""

from __future__ import annotations

from typing import Any

import pytest

from tests.use_cases.talk import Talk

CR = "CR Bureau, 19/11/2026, Caen\nPrésents (2) : Bretagne, Normandie\nDécisions :\nD1. Le budget est voté (unanimité)"
DOUBT = f"{CR}\nActions :\nA1. Gaston – Imprimer les affiches – pour le 14/12/2026"


def only(talk: Talk) -> Any:
    [item] = talk.store.read(lambda tx: list(tx.contributions.every("meeting_minutes")))
    return item


@pytest.mark.parametrize("typed", ["publier", "Publier.", "publie le CR", "publier le compte rendu", "publish", "publier ainsi"])
def test_the_word_publishes_however_far_back_the_card_is(talk: Talk, typed: str) -> None:
    claire = talk.add()
    talk.says(claire, CR)
    for other in ("corriger lieu : Rouen", "aide", "mes réglages", "chambres"):
        talk.says(claire, other)
    assert "Publié à " in talk.says(claire, typed).text
    assert only(talk).state == "published"


def test_with_a_doubt_left_it_says_so(talk: Talk) -> None:
    claire = talk.add()
    talk.says(claire, DOUBT)
    said = talk.says(claire, "publier")
    assert said.refused
    assert "trancher" in said.text
    assert only(talk).state == "draft"


def test_of_somebody_else_nothing_is_published(talk: Talk) -> None:
    talk.says(talk.add(), CR)
    talk.says(talk.add("Yann Le Bras", chamber="BRE"), "publier")
    assert only(talk).state == "draft"


def test_a_sentence_that_begins_so_is_none(talk: Talk) -> None:
    claire = talk.add()
    talk.says(claire, CR)
    talk.says(claire, "publier le panorama avant Noël")
    assert only(talk).state == "draft"


@pytest.mark.parametrize(("typed", "day"), [("19/11", "2026-11-19"), ("le 5 novembre", "2026-11-05"), ("hier", "2026-11-19")])
def test_a_meeting_is_not_next_year(talk: Talk, typed: str, day: str) -> None:
    claire = talk.add()
    talk.says(claire, CR.replace(", 19/11/2026, Caen", ""))
    talk.says(claire, typed)
    assert only(talk).date_start.isoformat() == day


@pytest.mark.parametrize("typed", ["relire", "relire le CR", "read over"])
def test_and_how_it_will_read_is_shown_as_well(talk: Talk, typed: str) -> None:
    claire = talk.add()
    talk.says(claire, CR)
    for other in ("corriger lieu : Rouen", "aide", "mes réglages", "chambres"):
        talk.says(claire, other)
    assert talk.says(claire, typed).text.startswith("Compte rendu – Bureau, 19/11, Rouen")
    assert only(talk).state == "draft"
