"""Reminders of actions on both doors: one grouped message, closed in one gesture, by a button or a word. (DIALOGUES.md 1, 5, 6)"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date, datetime

import pytest

from bot.domain.actions import ActionRecord, Meeting
from bot.domain.records import ActionItem
from handlers.actions.filing import sync_actions
from storage.transaction import Tx
from tests.shelf import offer
from tests.town import Town, private

STRUCTURES = ActionItem(who="Mayotte", chamber="MYT", what="Envoyer la liste des structures de Mayotte", due=date(2026, 12, 2))
GUIDE = ActionItem(who="Mayotte", chamber="MYT", what="Relire le guide d'évaluation", due=date(2026, 12, 8))
BRETAGNE = ActionItem(who="Bretagne", chamber="BRE", what="Envoyer le guide d'évaluation", due=date(2026, 12, 11))
TUESDAY = datetime(2026, 12, 1, 6, 0)
"""8 h in Mayotte."""


async def meets(town: Town, *items: ActionItem) -> None:
    """Claire's minutes of 19/11 are published."""

    def case(tx: Tx) -> None:
        claire = next(person for person in tx.people.active() if person.first_name == "Claire")
        minutes = offer(tx, claire, deadline="2027-06-01")
        hidden = tx.contributions.change(dataclasses.replace(minutes, state="withdrawn"), act="test", by=None)
        meeting = Meeting(minutes_id=hidden.id, body="Comité des Directions", held_on=date(2026, 11, 19), next_on=date(2027, 1, 21))
        sync_actions(meeting, items, claire.id, tx)

    await town.store.do(case)


def actions(town: Town) -> Sequence[ActionRecord]:
    return town.read(lambda tx: tx.actions.every())


async def without_letters(town: Town) -> None:
    """So that mornings stand alone."""
    await town.store.do(lambda tx: tx.connection.execute(tx.tables.subscriptions.delete()))


class TestOnTelegram:
    async def test_the_morning_of_hina(self, town: Town) -> None:
        """She is on both; she wrote on Telegram last."""
        hina = town.phone("hina")
        await without_letters(town)
        await meets(town, STRUCTURES, GUIDE)
        await hina.says("merci")
        await town.at(TUESDAY)
        message = hina.last()
        assert [line for line in hina.text(message).split("\n") if line] == [
            "Bonjour Hina, 2 actions à votre nom :",
            "1. Envoyer la liste des structures de Mayotte – demain, mer. 02/12",
            "2. Relire le guide d'évaluation – mar. 08/12",
            "Écrivez par exemple « 1 fait » ou « 2 au 15/12 ».",
        ]
        assert hina.buttons(message) == ["1 Fait", "2 Fait", "Reporter", "Passer à…"]
        assert private(town.hina) == [], "one message, on one platform"
        await hina.presses("1 Fait")
        assert "1. Envoyer la liste des structures de Mayotte – fait. « annuler 1 » si erreur." in hina.text(hina.last())
        assert hina.buttons(hina.last()) == ["2 Fait", "Reporter", "Passer à…"]
        before = len(hina.received())
        await hina.says("2 au 15/12")
        assert hina.text(hina.last()) == "Noté : action 2, mar. 15/12."
        assert len(hina.received()) == before + 1
        assert actions(town)[1].due == date(2026, 12, 15)

    @pytest.mark.parametrize(
        ("typed", "state", "answer"),
        [
            ("1 fait", "done", "1. Envoyer la liste des structures de Mayotte – fait. « annuler 1 » si erreur."),
            ("fait 1", "done", "1. Envoyer la liste des structures de Mayotte – fait. « annuler 1 » si erreur."),
            ("abandonner 1", "dropped", "Action 1 abandonnée. « annuler 1 » si erreur."),
            ("1 passer à Bretagne", "open", "Noté : action 1, passée à Bretagne. Bretagne le saura dans son prochain message."),
        ],
    )
    async def test_every_gesture_by_its_word(self, town: Town, typed: str, state: str, answer: str) -> None:
        hina = town.phone("hina")
        await without_letters(town)
        await meets(town, STRUCTURES, GUIDE)
        await hina.says("merci")
        await town.at(TUESDAY)
        await hina.says(typed)
        assert hina.text(hina.last()) == answer
        assert actions(town)[0].state == state

    async def test_postponing_by_its_button_is_ended_by_a_word(self, town: Town) -> None:
        hina = town.phone("hina")
        await without_letters(town)
        await meets(town, GUIDE)
        await hina.says("merci")
        await town.at(TUESDAY)
        await hina.presses("Reporter")
        assert hina.text(hina.last()) == "Action 1 : reportée à quand ? Ou écrivez « 1 au 15/12 »."
        assert hina.buttons(hina.last()) == ["mar. 15/12", "mar. 22/12"]
        await hina.says("18/12")
        assert hina.text(hina.last()) == "Noté : action 1, ven. 18/12."
        await hina.presses("Passer à…")
        await hina.says("Bretagne")
        assert actions(town)[0].owner_chamber == "BRE"

    async def test_it_fits_a_poor_network(self, town: Town) -> None:
        hina = town.phone("hina")
        await without_letters(town)
        long = "Relire le chapitre du guide d'évaluation des structures de l'économie sociale et solidaire, partie"
        await meets(town, *(ActionItem(who="Mayotte", chamber="MYT", what=f"{long} {n}", due=date(2026, 12, 8)) for n in range(30)))
        await hina.says("merci")
        before = len(hina.received())
        await town.at(TUESDAY)
        assert len(hina.received()) == before + 1
        text = hina.text(hina.last())
        assert len(text.encode()) <= 1000
        assert "autres : écrivez « mes actions »." in text
        await hina.says("mes actions")
        assert hina.text(hina.last()).startswith("30 actions en cours :")
        assert len(hina.text(hina.last()).encode()) <= 1000

    async def test_two_taps_are_one(self, town: Town) -> None:
        hina = town.phone("hina")
        await without_letters(town)
        await meets(town, STRUCTURES)
        await hina.says("merci")
        await town.at(TUESDAY)
        message = hina.last()
        await hina.presses("Fait", on=message)
        assert hina.buttons(hina.last()) == []
        assert [turn.act for turn in town.read(lambda tx: tx.actions.turns(actions(town)[0].id))] == ["done"]


class TestOnSlack:
    async def test_the_morning_of_yann(self, town: Town) -> None:
        await without_letters(town)
        await meets(town, STRUCTURES, BRETAGNE)
        await town.at(datetime(2026, 12, 10, 8, 0))
        assert town.yann.sees("Bonjour Yann, 1 action à votre nom :", None)
        assert town.yann.sees("1. Envoyer le guide d'évaluation – demain, ven. 11/12", None)
        assert town.yann.buttons() == ["Fait", "Reporter", "Passer à…"]
        await town.yann.presses("Fait")
        assert town.yann.sees("1. Envoyer le guide d'évaluation – fait. « annuler 1 » si erreur.", None)
        assert len(private(town.yann)) == 1
        await town.yann.says("annuler 1")
        assert actions(town)[1].is_open

    async def test_on_the_letters_day_on_top_of_it(self, town: Town) -> None:
        await meets(town, BRETAGNE)
        await town.at(datetime(2026, 11, 23, 8, 0))
        assert town.yann.sees("Pour vous Action 1 : Envoyer le guide d'évaluation, ven. 11/12", None)
        assert len(private(town.yann)) == 1
        await town.yann.presses("Action 1 : fait")
        assert town.yann.sees("Pour vous Action 1 : fait. « annuler 1 » si erreur.", None)
        await town.yann.says("annuler 1")
        assert town.yann.sees("Pour vous Action 1, ven. 11/12", None)
        await town.yann.says("1 au 18/12")
        assert town.yann.sees("Pour vous Action 1, ven. 18/12", None)
        await town.yann.says("1 fait")
        assert town.yann.sees("Pour vous Action 1 : fait.", None)

    async def test_the_secretary_corrects_and_its_owner_learns_it(self, town: Town) -> None:
        await without_letters(town)
        await meets(town, STRUCTURES, GUIDE, BRETAGNE)
        await town.at(datetime(2026, 11, 23, 8, 0))
        await town.claire.says("action 3 : pour le 18/12")
        assert town.claire.sees("Corrigé : action 3, ven. 18/12 (avant : ven. 11/12). Bretagne le saura dans son prochain message.", None)
        await town.claire.says("action 3 faite")
        assert town.claire.sees("Cette action est à Bretagne : seules Bretagne et l'équipe nationale peuvent la clore.", None)
        await town.at(datetime(2026, 11, 24, 8, 0))
        assert town.yann.sees("1. Envoyer le guide d'évaluation – ven. 18/12", None)

    async def test_in_a_channel_it_is_answered_to_him_alone(self, town: Town) -> None:
        await meets(town, BRETAGNE)
        await town.yann.says("@Maillage action 1 faite", "#reseau")
        assert actions(town)[0].state == "done"
        assert not town.claire.sees("fait. « annuler 1 »", "#reseau")

    async def test_in_english(self, town: Town) -> None:
        await without_letters(town)
        await meets(town, ActionItem(who="Nouvelle-Aquitaine", chamber="NAQ", what="Send the list", due=date(2026, 12, 11)))
        await town.at(datetime(2026, 12, 10, 8, 0))
        assert town.emma.sees("Good morning Emma, 1 action in your name:", None)
        assert town.emma.buttons() == ["Done", "Postpone", "Pass to…"]
        await town.emma.says("1 to 18/12")
        assert town.emma.sees("Noted: action 1, Fri 18 Dec.", None)
        await town.emma.says("1 done")
        await town.emma.says("undo 1")
        assert town.emma.sees("Noted: action 1 as before: Fri 18 Dec.", None)
        await town.emma.says("drop 1")
        assert town.emma.sees("Action 1 dropped. “undo 1” if that is a mistake.", None)

    async def test_leave_with_actions(self, town: Town) -> None:
        await without_letters(town)
        await meets(town, BRETAGNE)
        await town.yann.says("congé jusqu'au 04/01")
        assert town.yann.sees("1 action arrive à échéance d'ici là.", None)
        assert town.yann.buttons() == ["Les garder", "Les confier à…"]
        await town.yann.presses("Les confier à…")
        assert town.yann.sees("À qui passer 1 action ?", None)
        assert "Annick Kerdoncuff" in town.yann.buttons()
        await town.yann.presses("Annick Kerdoncuff")
        assert town.yann.sees("Noté : 1 action, passée à Annick Kerdoncuff, qui le saura dans son prochain message.", None)
        await town.at(datetime(2026, 11, 23, 8, 0))
        assert town.annick.sees("1. Envoyer le guide d'évaluation – ven. 11/12", None)
        assert not town.yann.sees("Bonjour Yann", None)
