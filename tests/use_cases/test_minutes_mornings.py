"""What is said of minutes without being asked for: a draft, once; what was published, to a chamber that has nobody in that place."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.people import Account, Person, Role
from bot.domain.ports import Address
from bot.wording.plain import plain
from handlers.reminders import lines_for, told
from storage.transaction import Tx
from tests.shelf import TEAM
from tests.use_cases.talk import Talk

CR = "CR Comité des Directions, 19/11/2026, Caen\nPrésents (2) : Bretagne, Normandie\nDécisions :\nD1. Le budget est voté (unanimité)"
DOUBT = f"{CR}\nActions :\nA1. Normandie – Écrire – pour le 13/12/2026"
MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def lines(talk: Talk, person: Person) -> list[str]:
    """What he would be told now."""
    return [plain(line.markdown) for line in talk.store.read(lambda tx: lines_for([person], tx)).get(person.id, [])]


def tell(talk: Talk, person: Person) -> None:
    talk.store.submit(lambda tx: [told(some, tx) for some in lines_for([person], tx).values()]).result()


def far_away(talk: Talk, name: str = "Luc Payet", chamber: str = "REU", role: Role = Role.DIRECTOR) -> Person:
    """Somebody whose one door is Telegram."""

    def case(tx: Tx) -> Person:
        account = Account(platform="telegram", workspace="7000001", user=f"5{len(name)}")
        return tx.people.add(name=name, role=role, chamber=chamber, language="fr", zone="Indian/Reunion", accounts=[account])

    return talk.store.submit(case).result()


def settle_body(talk: Talk) -> None:
    here = Address(platform="slack", workspace=TEAM, channel="C1")

    def case(tx: Tx) -> None:
        body = tx.bodies.named("Comité des Directions")
        assert body is not None
        tx.bodies.change(body, dataclasses.replace(body, channel=here), act="channel", by=None)

    talk.store.submit(case).result()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (DOUBT, "Compte rendu – Comité des Directions, 19/11/2026, Caen : 1 point à trancher avant de publier."),
        (CR, "Compte rendu – Comité des Directions, 19/11/2026, Caen : plus de doute, pas encore publié."),
    ],
)
def test_a_draft_is_recalled_once_from_the_next_morning_on(talk: Talk, text: str, line: str) -> None:
    claire = talk.add()
    talk.says(claire, text)
    assert lines(talk, claire) == [], "not on the same day"
    talk.clock.now = MONDAY
    assert lines(talk, claire) == [line]
    tell(talk, claire)
    talk.clock.now += timedelta(days=1)
    assert lines(talk, claire) == []


def test_of_a_draft_only_its_author_is_told(talk: Talk) -> None:
    claire, jeanne, malik = talk.add(), talk.add("Jeanne Aubry"), talk.add("Malik Benali", role="national_team", chamber="NAT")
    talk.says(claire, DOUBT)
    talk.clock.now = MONDAY
    assert (lines(talk, jeanne), lines(talk, malik)) == ([], [])


@pytest.mark.parametrize("gesture", ["minutes:shelve:CR-001", "minutes:publish:CR-001", "do:withdraw:CR-001"])
def test_what_was_decided_about_it_stops_the_recall(talk: Talk, gesture: str) -> None:
    claire = talk.add()
    talk.says(claire, CR)
    talk.presses(claire, gesture)
    talk.clock.now = MONDAY
    assert lines(talk, claire) == []


def test_the_buttons_of_the_recall(talk: Talk) -> None:
    claire = talk.add()
    talk.says(claire, CR)
    talk.clock.now = MONDAY
    [line] = talk.store.read(lambda tx: lines_for([claire], tx))[claire.id]
    assert [button.label for button in line.buttons] == ["Publier", "Voir", "Garder en brouillon"]
    assert talk.presses(claire, line.buttons[1].act).buttons[0] == "Publier"
    assert "Publié à 8 h." in talk.presses(claire, line.buttons[0].act).text


def test_who_has_nobody_there_is_told_on_the_next_working_day(talk: Talk) -> None:
    claire, yann, luc = talk.add(), talk.add("Yann Le Bras", chamber="BRE"), far_away(talk)
    settle_body(talk)
    talk.says(claire, CR)
    talk.presses(claire, "minutes:publish:CR-001")
    assert lines(talk, luc) == []
    talk.clock.now = MONDAY
    said = "Compte rendu – Comité des Directions, 19/11/2026, Caen : publié. Écrivez « compte rendu 1 » pour le lire."
    assert lines(talk, luc) == [said]
    assert lines(talk, yann) == [], "the channel told him"
    tell(talk, luc)
    assert lines(talk, luc) == []
    read = talk.says(Account(platform="telegram", workspace="7000001", user="59"), "compte rendu 1")
    assert read.text == "Compte rendu – Comité des Directions, 19/11, Caen (Claire, Normandie) Décisions 1. Le budget est voté (unanimité)"


def test_neither_an_ambassador_nor_a_chamber_with_somebody_there_is_told(talk: Talk) -> None:
    claire, marie = talk.add(), talk.add("Marie Sinamary", chamber="GUF")
    dylan = far_away(talk, "Dylan Clet", "GUF", Role.AMBASSADOR)
    other = far_away(talk, "Rose Sinnamary", "GUF")
    settle_body(talk)
    talk.says(claire, CR)
    talk.presses(claire, "minutes:publish:CR-001")
    talk.clock.now = MONDAY
    assert [lines(talk, person) for person in (marie, dylan, other)] == [[], [], []]
