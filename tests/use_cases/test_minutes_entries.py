"""One decision or one action of minutes, corrected by its number before they are published, and after."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.domain.people import Person, Role
from handlers.minutes.entries import Entry, read_entry
from tests.use_cases.speaking import Speaker, speaker
from tests.use_cases.talk import Talk

CR = (
    "CR Bureau, 19/11/2026, Caen\nPrésents (2) : Bretagne, Normandie\n"
    "Décisions :\nD1. Le budget est voté (unanimité)\nD2. Le salon est annulé\n"
    "Actions :\nA1. Bretagne – Envoyer le guide – pour le 14/12/2026\nA2. Normandie – Relire le guide – pour le 15/12/2026"
)


@pytest.fixture
def claire(talk: Talk) -> Person:
    person = talk.add()
    talk.says(person, CR)
    return person


def filed(talk: Talk) -> Any:
    [item] = talk.store.read(lambda tx: list(tx.contributions.every("meeting_minutes")))
    return item


@pytest.mark.parametrize(
    ("typed", "decisions"),
    [
        ("corriger décision 1 : Le budget 2027 est voté", "Le budget 2027 est voté\nLe salon est annulé"),
        ("Corriger la décision 2 : Le salon est reporté", "Le budget est voté (unanimité) | unanimous\nLe salon est reporté"),
        ("décision 2 : le salon est annulé à l'unanimité",
         "Le budget est voté (unanimité) | unanimous\nle salon est annulé à l'unanimité | unanimous"),
        ("decision 1: retirer", "Le salon est annulé"),
        ("correct decision 2: The fair is off", "Le budget est voté (unanimité) | unanimous\nThe fair is off"),
    ],
)  # fmt: skip
def test_a_decision(talk: Talk, claire: Person, typed: str, decisions: str) -> None:
    talk.says(claire, typed)
    assert "\n".join(map(str, filed(talk).decisions)) == decisions


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("corriger action 1 : pour le 25/11", "Bretagne [BRE] | Envoyer le guide | 2026-11-25"),
        ("corriger l'action 1 : 25/11", "Bretagne [BRE] | Envoyer le guide | 2026-11-25"),
        ("action 1 : pour le 02/12", "Bretagne [BRE] | Envoyer le guide | 2026-12-02"),
        ("action 1 au 2 décembre", "Bretagne [BRE] | Envoyer le guide | 2026-12-02"),
        ("action 1 : passer à Corse", "Corse [COR] | Envoyer le guide | 2026-12-14"),
        ("corriger action 1 : Corse", "Corse [COR] | Envoyer le guide | 2026-12-14"),
        ("corriger action 1 : envoyer le guide relu", "Bretagne [BRE] | envoyer le guide relu | 2026-12-14"),
        ("corriger action 1 : Corse – Écrire la note – pour le 18/12", "Corse [COR] | Écrire la note | 2026-12-18"),
        ("corriger action 1 : supprimer", "Normandie [NOR] | Relire le guide | 2026-12-15"),
    ],
)
def test_an_action_of_ones_draft(talk: Talk, claire: Person, typed: str, first: str) -> None:
    talk.says(claire, typed)
    assert str(filed(talk).action_items[0]) == first
    assert filed(talk).state == "draft"


def test_a_number_that_is_not_there(talk: Talk, claire: Person) -> None:
    assert talk.says(claire, "corriger décision 7 : non").text == "Il n'y a pas de décision 7 : il y en a 2."
    assert talk.says(claire, "corriger action 3 : pour le 25/11").text == "Il n'y a pas d'action 3 : il y en a 2."


def test_a_day_that_no_calendar_has(talk: Talk, claire: Person) -> None:
    said = talk.says(claire, "action 1 : pour le 31/02")
    assert (said.refused, said.text) == (True, "Le 31/02 n'existe pas.")
    assert filed(talk).version == 1


def test_once_published_its_actions_are_those_that_people_have(talk: Talk, claire: Person) -> None:
    talk.says(claire, "publier")
    talk.says(claire, "corriger action 2 : pour le 18/12")
    talk.says(claire, "corriger action 1 : envoyer le guide relu")
    assert "Cette action est à Bretagne" not in talk.says(claire, "action 2 : fait").text
    first, second = talk.store.read(lambda tx: tx.actions.of_minutes(filed_id(talk)))
    assert (first.what, second.state, f"{second.due:%d/%m}") == ("envoyer le guide relu", "done", "18/12")
    talk.says(claire, "corriger décision 2 : Le salon est maintenu")
    assert filed(talk).decisions[1].text == "Le salon est maintenu"


def filed_id(talk: Talk) -> int:
    return int(filed(talk).id)


def test_what_is_done_is_no_word_about_a_draft(talk: Talk, claire: Person) -> None:
    said = talk.says(claire, "action 1 : fait")
    assert said.text == "Je ne connais pas d'action 1. Écrivez « mes actions » pour voir les vôtres."
    assert filed(talk).version == 1


def test_a_draft_of_another_one_is_not_meant(talk: Talk, claire: Person) -> None:
    yann = talk.add("Yann Le Bras", chamber="BRE")
    talk.says(yann, "corriger décision 1 : Rien")
    assert filed(talk).version == 1


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("corriger décision 1 : Oui", Entry(ordered=True, decision=True, number=1, said="Oui")),
        ("Action n° 12 : pour le 25/11", Entry(ordered=False, decision=False, number=12, said="pour le 25/11")),
        ("décision 1 : Été", Entry(ordered=False, decision=True, number=1, said="Été")),
        ("décision 1 prise hier par le bureau", None),
        ("corriger lieu : Rouen", None),
        ("action 1", None),
        ("corriger décision 1 :\nOui\nNon", None),
        ("corriger décision", None),
        ("", None),
    ],
)
def test_what_names_an_entry(typed: str, read: Entry | None) -> None:
    assert read_entry(typed) == read


class TestOneByOne:
    """Where there are no windows."""

    @pytest.fixture
    def hina(self, tmp_path: Path) -> Iterator[Speaker]:
        made = speaker(tmp_path, role=Role.DIRECTOR)
        made.says(CR)
        yield made
        made.store.close()

    def test_a_list_reads_as_people_write_it(self, hina: Speaker) -> None:
        listed = hina.says("corriger")
        assert "décisions : 1. Le budget est voté (unanimité) · 2. Le salon est annulé" in listed
        assert "présents : Bretagne, Normandie" in listed
        for technical in ("unanimous", " | ", "[BRE]", "2026-12"):
            assert technical not in listed

    def test_each_entry_and_how_to_change_one(self, hina: Speaker) -> None:
        number = next(line.split()[0] for line in hina.says("corriger").splitlines() if " actions : " in line)
        asked = hina.says(number)
        assert "Maintenant : 1. Bretagne – Envoyer le guide – lun. 14/12 · 2. Normandie – Relire le guide – mar. 15/12" in asked
        assert "Pour n'en changer qu'un, écrivez par exemple : action 1 : …" in asked
        said = hina.says("action 2 : pour le 18/12")
        assert said == "Corrigé : action 2, ven. 18/12 (avant : mar. 15/12)."

    def test_the_whole_list_typed_as_it_reads(self, hina: Speaker) -> None:
        number = next(line.split()[0] for line in hina.says("corriger").splitlines() if " actions : " in line)
        hina.says(number)
        said = hina.says("1. Corse – Écrire la note – ven. 18/12\n2. Normandie – Relire le guide – pour le 15/12")
        assert said == (
            "Corrigé : actions, 1. Corse – Écrire la note – ven. 18/12 · 2. Normandie – Relire le guide – mar. 15/12 "
            "(avant : 1. Bretagne – Envoyer le guide – lun. 14/12 · 2. Normandie – Relire le guide – mar. 15/12)."
        )

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("corriger décision 1 : Le budget est rejeté", "Corrigé : décision 1, Le budget est rejeté (avant : Le budget est voté (unanimité))."),
            ("décision 2 : retirer", "Décision 2 : retirée."),
            ("corriger action 1 : supprimer", "Action 1 : retirée."),
            ("action 1 : pour le 02/12", "Corrigé : action 1, mer. 02/12 (avant : lun. 14/12)."),
        ],
    )  # fmt: skip
    def test_what_has_changed_is_said(self, hina: Speaker, typed: str, said: str) -> None:
        assert hina.says(typed) == said

    def test_the_field_by_its_name_says_so_too(self, hina: Speaker) -> None:
        said = hina.says("corriger décisions : Le salon est annulé (unanimité)")
        assert said.startswith("Corrigé : décisions, Le salon est annulé – unanimité (avant : 1. Le budget est voté (unanimité)")


class TestFields:
    def test_what_is_no_field_is_quoted_as_it_was_typed(self, talk: Talk, claire: Person) -> None:
        said = talk.says(claire, "corriger décidément : x").text
        assert said.startswith("Je ne connais pas « décidément ». Vous pouvez corriger : ")
        assert "?" not in said
        assert said.count(",") < 12
