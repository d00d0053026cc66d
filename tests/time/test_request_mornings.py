"""Requests in somebody's morning: on top of the letter in a few words, to who is there, and not for ever. (DIALOGUES.md 4, 5)"""

from __future__ import annotations

import dataclasses
import itertools
from datetime import datetime, timedelta

import pytest

from bot.domain.contribution import Contribution
from bot.domain.people import Person, Role
from handlers.change import record
from handlers.requests.claims import claim, route
from storage.transaction import Tx
from tests.four_kinds import request
from tests.time.season import Season, paris

FRIDAY = paris(2026, 11, 20, 16)
MONDAY = paris(2026, 11, 23, 8)
TUESDAY = paris(2026, 11, 24, 8)


@pytest.fixture
def soraya(season: Season) -> Person:
    return season.add("Soraya", letter=False, chamber="IDF")


def knows(season: Season, person: Person) -> None:
    season.store.submit(lambda tx: tx.pursuits.declare(person.chamber, "bénévolat", person.id)).result()


def ask(season: Season, author: Person, topic: str = "charte du bénévolat", at: datetime = FRIDAY) -> Contribution:
    season.clock.now = at
    return season.store.submit(lambda tx: request(tx, author, topic)).result()


def away(season: Season, person: Person) -> None:
    gone = dataclasses.replace(person, away_from=FRIDAY.date(), away_until=FRIDAY.date() + timedelta(days=40))
    season.store.submit(lambda tx: tx.people.set_settings(gone)).result()


def does(season: Season, gesture: object, item: Contribution, *values: object) -> None:
    season.store.submit(lambda tx: gesture(tx.contributions.get(item.id), *values, tx)).result()  # type: ignore[operator]


async def test_on_top_of_the_letter_in_a_few_words(season: Season, soraya: Person) -> None:
    claire = season.add("Claire")
    knows(season, claire)
    ask(season, soraya)
    await season.at(MONDAY)
    (letter,) = season.written(claire)
    assert letter.purpose == "letter"
    assert "Pour vous Demande 1 (Île-de-France) vous attend" in letter.text
    assert "Demande 1 : je m'en charge" in letter.buttons
    await season.until(TUESDAY)
    assert len(season.written(claire)) == 1, "one message a day, and this one said once"


async def test_several_in_one_message(season: Season, soraya: Person) -> None:
    claire = season.add("Claire", letter=False)
    knows(season, claire)
    for n in range(3):
        ask(season, soraya, f"charte du bénévolat {n}")
    await season.at(MONDAY)
    (morning,) = season.written(claire)
    assert [f"Demande {n} – Île-de-France cherche" in morning.text for n in (1, 2, 3)] == [True] * 3
    assert morning.buttons.count("Je m'en charge") == 3


@pytest.mark.parametrize(
    ("there", "reads"),
    [
        (("director", "employee", "administrator"), "director"),
        (("employee", "administrator"), "employee"),
        (("administrator", "ambassador"), "administrator"),
    ],
)
async def test_who_reads_for_a_chamber(season: Season, soraya: Person, there: tuple[str, ...], reads: str) -> None:
    known = {
        role: season.add(role.title(), letter=False, role=Role(role)) for role in ("director", "employee", "administrator", "ambassador")
    }
    knows(season, known["director"])
    for role, person in known.items():
        if role not in there:
            away(season, person)
    ask(season, soraya)
    await season.until(TUESDAY)
    assert [role for role, person in known.items() if season.written(person)] == [reads]


async def test_the_directors_of_a_chamber_all_read_it(season: Season, soraya: Person) -> None:
    both = [season.add(name, letter=False) for name in ("Claire", "Anne")]
    knows(season, both[0])
    ask(season, soraya)
    await season.at(MONDAY)
    assert [len(season.written(person)) for person in both] == [1, 1]


async def test_what_was_withdrawn_before_the_morning_is_not_asked(season: Season, soraya: Person) -> None:
    claire = season.add("Claire", letter=False)
    knows(season, claire)
    item = ask(season, soraya)

    def withdraw(tx: Tx) -> None:
        record(item, dataclasses.replace(item, state="withdrawn"), "withdraw", soraya.id, tx)

    season.store.submit(withdraw).result()
    await season.until(TUESDAY)
    assert season.written(claire) == []


async def test_what_was_taken_before_the_morning_is_not_asked(season: Season, soraya: Person) -> None:
    claire, yann = season.add("Claire", letter=False), season.add("Yann", letter=False, chamber="BRE")
    knows(season, claire)
    item = ask(season, soraya)
    does(season, claim, item, yann)
    await season.until(TUESDAY)
    assert season.written(claire) == []


async def test_who_took_it_is_reminded_four_times_at_most(season: Season, soraya: Person) -> None:
    claire = season.add("Claire", letter=False)
    item = ask(season, soraya)
    does(season, claim, item, claire)
    await season.until(paris(2027, 2, 1), step=timedelta(hours=6))
    said = [one.local[:10] for one in season.written(claire, "morning")]
    assert len(said) == 4
    assert said == sorted(said)
    gaps = [datetime.fromisoformat(after) - datetime.fromisoformat(before) for before, after in itertools.pairwise(said)]
    assert all(gap >= timedelta(days=5) for gap in gaps), said
    assert "attend votre réponse" in season.written(claire, "morning")[-1].text


async def test_it_was_withdrawn_while_she_had_it(season: Season, soraya: Person) -> None:
    claire = season.add("Claire", letter=False)
    item = ask(season, soraya)
    does(season, claim, item, claire)

    def withdraw(tx: Tx) -> None:
        record(item, dataclasses.replace(item, state="withdrawn"), "withdraw", soraya.id, tx)

    season.store.submit(withdraw).result()
    await season.until(paris(2026, 12, 20), step=timedelta(hours=6))
    assert [one.text for one in season.written(claire, "morning")] == ["Bonjour Claire. Demande 1 : retirée. Il n'y a plus rien à faire."]


async def test_whoever_is_named_reads_by_whom(season: Season, soraya: Person) -> None:
    malik = season.add("Malik", letter=False, role=Role.NATIONAL, chamber="NAT")
    yann = season.add("Yann", letter=False, chamber="BRE")
    item = ask(season, soraya)
    does(season, route, item, "BRE", "le bénévolat", malik)
    await season.until(TUESDAY)
    assert season.written(yann)[0].text.endswith("Pourquoi vous : Malik (l'équipe nationale) a pensé à vous (le bénévolat).")
    assert season.written(malik) == [], "it is asked of somebody now"


async def test_what_was_asked_long_ago_is_not_told_after_an_outage(season: Season, soraya: Person) -> None:
    claire = season.add("Claire", letter=False)
    knows(season, claire)
    ask(season, soraya)
    await season.at(paris(2026, 12, 21, 8))
    assert season.written(claire) == []
