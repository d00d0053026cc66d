"""Actions dropped, numbers that may mean several, and buttons that are forged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.use_cases.meeting import MORNING, Room, item, room


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Room]:
    """The minutes of 19/11 are published; it is the morning of Tuesday 01/12."""
    found = room(tmp_path)
    found.meets()
    found.morning(MORNING)
    yield found
    found.store.close()


class TestDropped:
    @pytest.mark.parametrize("typed", ["abandonner 2", "2 abandonnée", "drop 2", "action 2 : abandonner", "abandonner l'action 2"])
    def test_without_a_reason(self, here: Room, typed: str) -> None:
        assert here.says("hina", typed) == "Action 2 abandonnée. « annuler 2 » si erreur."
        assert here.action(2).state == "dropped"
        assert here.labels("hina", back=2) == ["1 Fait", "Reporter", "Passer à…"]

    def test_and_brought_back(self, here: Room) -> None:
        here.says("hina", "abandonner 2")
        here.says("hina", "annuler 2")
        assert here.action(2).state == "open"

    def test_what_is_dropped_is_not_done(self, here: Room) -> None:
        act = here.buttons("hina")[1].act
        here.says("hina", "abandonner 2")
        assert here.acts("hina", act) == "L'action 2 a été abandonnée. Rien n'a été changé."

    def test_under_way_is_still_open(self, here: Room) -> None:
        assert here.says("hina", "2 en cours") == "Noté : action 2, en cours."
        assert here.action(2).is_open


class TestNumbers:
    def test_a_number_of_the_message_and_of_the_minutes_is_one_question(self, here: Room) -> None:
        here.meets("claire", [item("Bretagne", "BRE", "Réserver la salle", date(2026, 12, 9))], body="Bureau")
        here.morning(MORNING + timedelta(days=1))
        assert here.sees("yann").splitlines()[2] == "1. Réserver la salle – mer. 09/12"
        here.meets("claire", [item("Bretagne", "BRE", "Relire les statuts", date(2027, 2, 9))], body="CA")
        assert here.says("yann", "action 1 faite") == (
            "Laquelle ?\n\n1. Réserver la salle (Bureau, jeu. 19/11)\n2. Relire les statuts (CA, jeu. 19/11)"
        )
        assert here.says("yann", "1 fait").startswith("1. Réserver la salle – fait."), "a bare number is the message's"

    def test_my_actions_number_anew(self, here: Room) -> None:
        assert here.says("yann", "mes actions") == (
            "1 action en cours :\n\n1. Envoyer le guide d'évaluation – ven. 11/12\n\nÉcrivez par exemple « fait » ou « 1 au 18/12 »."
        )
        assert here.says("yann", "1 fait").startswith("1. Envoyer le guide d'évaluation – fait.")
        assert here.action(3).state == "done"

    def test_an_unknown_number(self, here: Room) -> None:
        assert here.says("hina", "action 12 faite") == "Je ne connais pas d'action 12. Écrivez « mes actions » pour voir les vôtres."

    def test_an_action_is_shown_with_its_source(self, here: Room) -> None:
        shown = here.says("hina", "action 2")
        assert shown == "Relire le guide d'évaluation\n\nAction 2, mar. 08/12 · Mayotte\n\nComité des Directions, jeu. 19/11"
        assert here.labels("hina") == ["Fait", "Reporter", "Passer à…"]
        here.says("yann", "action 2")
        assert here.labels("yann") == [], "who may not close it is offered nothing"

    @pytest.mark.parametrize("typed", ["2 postes de comptable à Caen, CDI", "1 personne peut venir", "fait divers", "drop", "12 au total"])
    def test_what_only_looks_like_one(self, here: Room, typed: str) -> None:
        here.says("hina", typed)
        assert [here.action(position).state for position in (1, 2)] == ["open", "open"]


class TestForged:
    @pytest.mark.parametrize(
        "act",
        [
            "act", "act:", "act:done", "act:done:", "act:done:1", "act:done:x:1", "act:done:999:1", "act:done:1:²", "act:done:1:-1",
            "act:due:1:1", "act:due:1:1:x", "act:due:1:1:2026-02-30", "act:to:1:1", "act:to:1:1:ZZZ", "act:to:1:1:p999", "act:to:1:1:px",
            "act:pick", "act:pick:done", "act:pick:x:1:1", "act:all", "act:all:ZZZ", "act:all:BRE", "act:later:x", "act:later:999:1",
            "act:pass:1", "act:entrust", "act:keep:1", "act:done:" + "9" * 40 + ":1", "act:to:1:1:BNO",
        ],
    )  # fmt: skip
    def test_refused_and_nothing_changes(self, here: Room, act: str) -> None:
        before = [here.action(position) for position in (1, 2, 3, 4)]
        assert here.acts("hina", act)
        assert [here.action(position) for position in (1, 2, 3, 4)] == before
