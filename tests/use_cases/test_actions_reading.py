"""What a text says about an action, as people write it; and what only looks like it. (DIALOGUES.md 1, 6)"""

from __future__ import annotations

import pytest

from handlers.actions.reading import LONGEST, asks_for_mine, read_gesture

GESTURES = [
    ("1 fait", "done", (1,), ""),
    ("1 faite.", "done", (1,), ""),
    ("fait 1", "done", (1,), ""),
    ("1 : fait", "done", (1,), ""),
    ("1 – fait", "done", (1,), ""),
    ("1 c’est fait", "done", (1,), ""),
    ("1 est faite", "done", (1,), ""),
    ("L'action 3 est faite", "done", (3,), ""),
    ("action 3 terminée", "done", (3,), ""),
    ("ACTION 3 FAITE", "done", (3,), ""),
    ("action n°3 faite", "done", (3,), ""),
    ("1 et 3 faits", "done", (1, 3), ""),
    ("1, 2 et 3 faits", "done", (1, 2, 3), ""),
    ("actions 1 & 3 : fait", "done", (1, 3), ""),
    ("1 fait (envoyé à Malik)", "done", (1,), ""),
    ("1 done", "done", (1,), ""),
    ("done 1", "done", (1,), ""),
    ("action 3 is done", "done", (3,), ""),
    ("fait", "done", (), ""),
    ("C'est fait.", "done", (), ""),
    ("done", "done", (), ""),
    ("3 en cours", "start", (3,), ""),
    ("action 3 : commencée", "start", (3,), ""),
    ("action 3 in progress", "start", (3,), ""),
    ("2 au 15/12", "due", (2,), "15/12"),
    ("2 au vendredi 18 décembre", "due", (2,), "vendredi 18 décembre"),
    ("2 : pour le 15/12", "due", (2,), "15/12"),
    ("action 3 : pour le 18/12", "due", (3,), "18/12"),
    ("action 3 pour vendredi", "due", (3,), "vendredi"),
    ("2 jusqu'au 15/12", "due", (2,), "15/12"),
    ("2 reportée au 15/12", "due", (2,), "15/12"),
    ("reporter 2 au 15/12", "due", (2,), "15/12"),
    ("reporter l'action 2 à demain", "due", (2,), "demain"),
    ("reporter au 15/12", "due", (), "15/12"),
    ("2 to 15/12", "due", (2,), "15/12"),
    ("action 3: by 18/12", "due", (3,), "18/12"),
    ("2 until Friday", "due", (2,), "Friday"),
    ("postpone 2 to 15 December", "due", (2,), "15 December"),
    ("2 passer à Bretagne", "to", (2,), "Bretagne"),
    ("action 2 : passer à Bretagne", "to", (2,), "Bretagne"),
    ("action 2 : passée à l'équipe nationale", "to", (2,), "équipe nationale"),
    ("passer 2 à Hina", "to", (2,), "Hina"),
    ("passer l'action 2 à la Bretagne", "to", (2,), "Bretagne"),
    ("passer à Hina", "to", (), "Hina"),
    ("confier 2 à Yann Le Bras", "to", (2,), "Yann Le Bras"),
    ("2 pass to Yann", "to", (2,), "Yann"),
    ("hand over 2 to Normandy", "to", (2,), "Normandy"),
    ("give action 2 to Yann", "to", (2,), "Yann"),
    ("abandonner 2", "drop", (2,), ""),
    ("abandonner l'action 2", "drop", (2,), ""),
    ("2 abandonnée", "drop", (2,), ""),
    ("action 2 : sans objet", "drop", (2,), ""),
    ("drop 2", "drop", (2,), ""),
    ("annuler 1", "undo", (1,), ""),
    ("annuler l'action 1", "undo", (1,), ""),
    ("action 1 : annuler", "undo", (1,), ""),
    ("1 finalement pas fait", "undo", (1,), ""),
    ("undo 1", "undo", (1,), ""),
    ("1 not done", "undo", (1,), ""),
    ("action 2", "show", (2,), ""),
]


@pytest.mark.parametrize(("text", "verb", "numbers", "rest"), GESTURES, ids=[row[0] for row in GESTURES])
def test_a_gesture(text: str, verb: str, numbers: tuple[int, ...], rest: str) -> None:
    found = read_gesture(text)
    assert found is not None
    assert (found.verb, found.numbers, found.rest) == (verb, numbers, rest)
    assert found.prefixed is ("action" in text.lower())


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "12",
        "2 postes de comptable",
        "faites passer",
        "fait divers à Caen",
        "nous avons fait 3 réunions",
        "action sociale : un poste",
        "actions à mener pour le Mois",
        "annuler",
        "undo",
        "abandonner",
        "drop",
        "1234 fait",
        "-1 fait",
        "1.5 fait",
        "offre 21 pourvue",
        "demande 12 : passer à Bretagne",
        "corriger 2 au 15/12",
        "CR : action 2 faite, action 3 reportée",
        "1 fait\n2 fait",
        "1 fait " + "très bien " * 30,
    ],
)
def test_what_is_none(text: str) -> None:
    assert read_gesture(text) is None


@pytest.mark.parametrize("text", ["DIRCRES-2008-02-07-A2 : fait (Diffuser le gabarit de fiche synthétique).", "dircres-2008-02-07-a2 done"])
def test_the_written_reference(text: str) -> None:
    found = read_gesture(text)
    assert found is not None
    assert (found.verb, found.reference, found.prefixed, found.numbers) == ("done", "DIRCRES-2008-02-07-A2", True, ())


@pytest.mark.parametrize("text", ["mes actions", "Mes actions ?", "my actions", "mes actions en cours", "MES ACTIONS"])
def test_the_list_of_ones_own(text: str) -> None:
    assert asks_for_mine(text)


@pytest.mark.parametrize("text", ["nos actions", "les actions du Mois", "actions", "mes actions de novembre sont publiées"])
def test_and_what_does_not_ask_for_it(text: str) -> None:
    assert not asks_for_mine(text)


def test_hostile_lengths_are_refused_at_once() -> None:
    assert read_gesture("1 " * 5000 + "fait") is None
    assert read_gesture("passer à " + "a" * LONGEST) is None
    assert read_gesture("1" + ", 1" * 45 + " fait") is not None, "the same number said often is one"
