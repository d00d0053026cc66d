"""Actions spoken of in ordinary sentences, not in the two words that we suggest. (DIALOGUES.md 6)"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.use_cases.meeting import MORNING, Room, room


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Room]:
    """The minutes of 19/11 are published; it is the morning of Tuesday 01/12, and Hina has read her two lines."""
    found = room(tmp_path)
    found.meets()
    found.morning(MORNING)
    yield found
    found.store.close()


@pytest.mark.parametrize("typed", ["tout est fait", "Tout fait.", "toutes faites", "everything is done"])
def test_all_that_she_has_read_is_done(here: Room, typed: str) -> None:
    here.says("hina", typed)
    assert (here.action(1).state, here.action(2).state) == ("done", "done")


@pytest.mark.parametrize(
    "typed",
    ["je passe la 1 à Yann", "action 1 à Yann", "je confie l'action 1 à Yann", "passer la 1 à Yann", "i hand over action 1 to Yann"],
)
def test_she_hands_one_over(here: Room, typed: str) -> None:
    assert "passée à Yann" in here.says("hina", typed)
    assert here.action(1).owner_name.startswith("Yann")


@pytest.mark.parametrize("typed", ["j'ai reporté l'action 2 au 18/12", "je repousse la 2 au 18/12"])
def test_she_moves_one(here: Room, typed: str) -> None:
    assert here.says("hina", typed) == "Noté : action 2, ven. 18/12."


@pytest.mark.parametrize("typed", ["retirer action 2", "action 2 : retirer", "supprimer l'action 2", "action 2 à supprimer"])
def test_she_drops_one(here: Room, typed: str) -> None:
    assert here.says("hina", typed) == "Action 2 abandonnée. « annuler 2 » si erreur."
    assert here.action(2).state == "dropped"


@pytest.mark.parametrize(
    "typed",
    [
        "la 7 est faite, je vous raconte",
        "retirer 2",
        "2 réunions faites cette semaine",
        "tout est fait maison",
        "passe-moi la 2 demain au plus tard",
    ],
)
def test_what_only_looks_like_it_changes_nothing(here: Room, typed: str) -> None:
    here.says("hina", typed)
    assert (here.action(1).state, here.action(2).state) == ("open", "open")
    assert here.acts_on(1) == here.acts_on(2) == []


class TestUndoneByTheWordAlone:
    @pytest.mark.parametrize("typed", ["annuler", "Annuler ça", "undo", "pas fait finalement", "je me suis trompée"])
    def test_what_she_did_last_is_taken_back(self, here: Room, typed: str) -> None:
        here.says("hina", "2 fait")
        assert here.says("hina", typed) == "Noté : action 2 comme avant, mar. 08/12."
        assert here.action(2).state == "open"

    def test_once_only(self, here: Room) -> None:
        here.says("hina", "2 fait")
        here.says("hina", "annuler")
        assert "rien à annuler" in here.says("hina", "annuler")
        assert here.action(2).state == "open"

    def test_not_what_somebody_else_did(self, here: Room) -> None:
        here.says("hina", "2 fait")
        here.says("yann", "annuler")
        assert here.action(2).state == "done"

    def test_not_once_something_else_was_said(self, here: Room) -> None:
        here.says("hina", "2 fait")
        here.clock.now += timedelta(minutes=5)
        here.says("hina", "offre : animateur ESS, Mamoudzou, CDD 12 mois, avant le 15/12")
        here.says("hina", "annuler")
        assert here.action(2).state == "done"

    def test_not_the_day_after(self, here: Room) -> None:
        here.says("hina", "2 fait")
        here.clock.now += timedelta(days=1)
        here.says("hina", "annuler")
        assert here.action(2).state == "done"


class TestWhatNobodyIsLeftFor:
    """The only member of the chamber has left: who filed the minutes is reminded of it, and can close it."""

    def test_whoever_is_reminded_of_it_closes_it(self, here: Room) -> None:
        here.store.submit(lambda tx: tx.roster.close(here.people["yann"].id)).result()
        assert "fait" in here.says("claire", "action 3 : fait")
        assert here.action(3).state == "done"

    def test_as_long_as_somebody_is_there_it_is_his(self, here: Room) -> None:
        here.says("claire", "action 3 : fait")
        assert here.action(3).state == "open"


def test_a_term_that_is_the_same_is_no_correction(here: Room) -> None:
    assert here.says("claire", "action 3 au 11/12") == "Noté : action 3, ven. 11/12."
    assert here.acts_on(3) == []
