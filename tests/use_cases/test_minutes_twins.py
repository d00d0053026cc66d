"""One meeting is filed once: the same body on the same day, whoever writes it down. (DOMAIN.md 2.8, R3)"""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.contribution import Contribution
from tests.use_cases.talk import Talk

SHORT = "CR CA, 19/11/2026, Paris\nPrésents (2) : Bretagne, Normandie\nDécisions :\nD1. Le budget est voté (unanimité)"
LONG = (
    "CR Conseil d'administration, 19/11/2026\nPrésents (3) : Bretagne, Normandie, Corse\nExcusés (1) : Mayotte\n"
    "Décisions :\nD1. Le budget est voté (unanimité)\nD2. La cotisation ne change pas\n"
    "Actions :\nA1. Bretagne – Écrire au ministère – pour le 14/12/2026\nProchaine réunion : 21/01/2027"
)
ASKED = "On dirait le compte rendu déjà déposé par Claire (Normandie). Fusionner ?"


def filed(talk: Talk) -> list[Contribution]:
    return list(talk.store.read(lambda tx: list(tx.contributions.every("meeting_minutes"))))


def acts(talk: Talk, item: Contribution) -> list[str]:
    return [row.act for row in talk.store.read(lambda tx: tx.contributions.versions(item.id))]


def test_filed_by_two_people_one_question_then_the_fuller_wins(talk: Talk) -> None:
    claire, yann = talk.add(), talk.add("Yann Le Bras", chamber="BRE")
    talk.says(claire, SHORT)
    asked = talk.says(yann, LONG)
    assert asked.text.endswith(ASKED)
    assert asked.buttons == ("Oui", "Non, une autre réunion")
    done = talk.says(yann, "oui")
    assert done.text == "Fusionné avec le compte rendu de Claire Le Goff. Le texte le plus complet est gardé, avec ce que le vôtre ajoute."
    [item] = filed(talk)
    assert (item.author_id, len(item.decisions), len(item.action_items), item.place) == (claire.id, 2, 1, "Paris")  # type: ignore[attr-defined]
    assert (item.state, acts(talk, item)) == ("draft", ["file", "merge"])


def test_the_fuller_is_kept_whoever_was_first(talk: Talk) -> None:
    claire, yann = talk.add(), talk.add("Yann Le Bras", chamber="BRE")
    talk.says(claire, LONG)
    talk.says(yann, SHORT)
    talk.says(yann, "oui")
    [item] = filed(talk)
    assert len(item.decisions) == 2  # type: ignore[attr-defined]
    assert item.place == "Paris", "what only the other says is added"  # type: ignore[attr-defined]
    assert "Conseil" in item.body  # type: ignore[attr-defined]


def test_an_edited_message_keeps_what_the_other_one_added(talk: Talk) -> None:
    claire, yann = talk.add(), talk.add("Yann Le Bras", chamber="BRE")
    talk.says(claire, SHORT)
    talk.says(yann, LONG)
    talk.says(yann, "oui")
    talk.edits(claire, 0, SHORT.replace("Le budget est voté", "Le budget 2027 est voté").replace("Paris", "Lyon"))
    [item] = filed(talk)
    assert [one.text for one in item.decisions] == ["Le budget 2027 est voté (unanimité)", "La cotisation ne change pas"]  # type: ignore[attr-defined]
    assert [one.what for one in item.action_items] == ["Écrire au ministère"]  # type: ignore[attr-defined]
    assert [one.name for one in item.present] == ["Bretagne", "Normandie", "Corse"]  # type: ignore[attr-defined]
    assert item.place == "Lyon"  # type: ignore[attr-defined]
    assert "cotisation" in item.notes, "the fuller text is not hers"  # type: ignore[attr-defined]
    talk.edits(claire, 0, f"{SHORT.replace('Le budget est voté', 'Le budget 2027 est voté')}\nD2. Le salon est annulé")
    assert [one.text for one in filed(talk)[0].decisions] == [  # type: ignore[attr-defined]
        "Le budget 2027 est voté (unanimité)", "La cotisation ne change pas", "Le salon est annulé"
    ]  # fmt: skip


def test_an_edited_message_that_nobody_added_to_is_all_there_is(talk: Talk) -> None:
    claire = talk.add()
    talk.says(claire, LONG)
    talk.edits(claire, 0, LONG.replace("D1. Le budget est voté (unanimité)\n", ""))
    [item] = filed(talk)
    assert [one.text for one in item.decisions] == ["La cotisation ne change pas"]  # type: ignore[attr-defined]
    assert "budget" not in item.notes  # type: ignore[attr-defined]


def test_another_meeting_is_filed_beside_it(talk: Talk) -> None:
    claire, yann = talk.add(), talk.add("Yann Le Bras", chamber="BRE")
    talk.says(claire, SHORT)
    talk.says(yann, LONG)
    assert talk.says(yann, "non").text.startswith("Compte rendu – Conseil d'administration")
    assert len(filed(talk)) == 2


@pytest.mark.parametrize(
    "other",
    [
        LONG.replace("19/11/2026", "18/11/2026"),
        LONG.replace("Conseil d'administration", "Bureau"),
        LONG.replace("CR Conseil d'administration", "CR GT Financement"),
    ],
)
def test_another_day_or_another_body_is_never_asked_about(talk: Talk, other: str) -> None:
    claire, yann = talk.add(), talk.add("Yann Le Bras", chamber="BRE")
    talk.says(claire, SHORT)
    assert talk.says(yann, other).text.startswith("Compte rendu – ")
    assert len(filed(talk)) == 2


def test_what_is_withdrawn_is_no_twin(talk: Talk) -> None:
    claire, yann = talk.add(), talk.add("Yann Le Bras", chamber="BRE")
    talk.says(claire, SHORT)
    talk.says(claire, "retirer")
    assert talk.says(yann, LONG).text.startswith("Compte rendu – ")


def test_what_is_confidential_is_not_told_of(talk: Talk) -> None:
    claire, yann = talk.add(), talk.add("Yann Le Bras", chamber="BRE")
    talk.says(claire, SHORT.replace("CR CA", "CR confidentiel du CA"))
    assert [item.scope.value for item in filed(talk)] == ["national"]
    assert talk.says(yann, LONG).text.startswith("Compte rendu – ")


def test_a_word_deep_in_the_text_makes_nothing_confidential(talk: Talk) -> None:
    talk.says(talk.add(), f"{SHORT}\nD2. Le dossier de la CRESS Corse reste confidentiel")
    assert [item.scope.value for item in filed(talk)] == ["network"]


def test_the_same_text_again_is_offered_as_the_same(talk: Talk) -> None:
    claire = talk.add()
    talk.says(claire, SHORT)
    talk.clock.now += timedelta(minutes=5)
    assert talk.says(claire, SHORT).text.startswith("Vous avez déjà envoyé ce texte")
    assert len(filed(talk)) == 1


def test_a_correction_replaces_what_it_corrects(talk: Talk) -> None:
    claire, jeanne = talk.add(), talk.add("Jeanne Aubry", chamber="NOR")
    talk.says(claire, LONG)
    corrected = "Correction du CR Conseil d'administration – 19/11/2026\nPrésents (2) : Bretagne, Normandie\nExcusés (2) : Mayotte, Corse"
    assert talk.says(jeanne, corrected).text.startswith("Compte rendu – Conseil d'administration, 19/11/2026 2 présents · 2 excusés")
    assert talk.says(claire, "compte rendu 1").buttons[0] == "Publier", "the counts that were announced last are those that count"
    [item] = filed(talk)
    assert (len(item.present), len(item.decisions), acts(talk, item)) == (2, 2, ["file", "correct"])  # type: ignore[attr-defined]
    assert "cotisation" in item.notes, "its text stays above a short correction"  # type: ignore[attr-defined]
    assert "Correction" in item.notes  # type: ignore[attr-defined]


def test_a_correction_of_what_is_not_ones_own_is_asked_about(talk: Talk) -> None:
    claire, yann = talk.add(), talk.add("Yann Le Bras", chamber="BRE")
    talk.says(claire, SHORT)
    assert talk.says(yann, LONG.replace("CR", "Correction du CR", 1)).text.endswith(ASKED)
    assert acts(talk, filed(talk)[0]) == ["file"]


def test_a_correction_of_nothing_is_filed(talk: Talk) -> None:
    assert talk.says(talk.add(), LONG.replace("CR", "Correction du CR", 1)).text.startswith("Compte rendu – ")
