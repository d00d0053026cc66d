"""Somebody asks, somebody knows. Dylan is on Telegram with little network; the chambers are on Slack. (DIALOGUES.md 4)"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

from bot.domain.people import Person
from storage.transaction import Tx
from tests.town import Town, private

SAID = "cherche modèle convention mise à dispo agent mairie svp"
MONDAY = datetime(2026, 11, 23, 8, 0)
EIGHT_IN_CAYENNE = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def flat(text: str) -> str:
    return " ".join(text.replace("\xa0", " ").replace("\u202f", " ").split())


def said_to_dylan(town: Town) -> list[str]:
    return [flat(town.dylan.text(message)) for message in town.dylan.received()]


async def know(town: Town, name: str, *topics: str) -> None:
    """That person's chamber has declared what it knows."""

    def case(tx: Tx) -> None:
        [known] = tx.roster.called(name)
        for topic in topics:
            tx.pursuits.declare(known.person.chamber, topic, known.person.id)

    await town.store.do(case)


async def test_one_line_in_and_an_answer_by_the_hand_of_who_knows(town: Town) -> None:
    """Dylan U 1 · T 0, then a message for each true step; Claire U 1 · T 2."""
    await know(town, "Claire", "mise à disposition")
    town.dylan.goes_offline()
    await town.dylan.says(SAID)
    town.clock.now += timedelta(hours=3)
    await town.dylan.comes_online(twice=True)
    assert said_to_dylan(town) == ["Demande 1 reçue (écrite à 6 h). Demandé au réseau. Prochaine nouvelle au plus tard mer. 25/11."]
    assert not town.claire.sees("Demande 1", None), "not before Monday"

    await town.at(MONDAY)
    assert town.claire.sees("Demande 1 – Guyane cherche : modèle convention mise à dispo agent mairie", None) or town.claire.sees("Demande 1 (Guyane) vous attend", None)
    button = next(label for label in town.claire.buttons() if "m'en charge" in label)
    await town.claire.presses(button)
    assert said_to_dylan(town)[-1] == "Demande 1 : Claire (Normandie) s'en charge."
