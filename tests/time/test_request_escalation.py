"""What the clock does about a request that nobody takes: 48 h a chamber, five working days in all, then the national team. (DOMAIN.md F41)"""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta

import pytest

from bot.domain.contribution import Contribution, Scope
from bot.domain.people import Person, Role
from bot.domain.requests import Standing
from handlers.lives.requests.facts import standing_of
from handlers.requests.answers import answer, reopen
from handlers.requests.claims import claim, decline, release
from scheduler.jobs import Jobs
from storage.transaction import Tx
from tests.four_kinds import request
from tests.time.season import Season, paris

TOPIC = "convention de mise à disposition d'un agent communal"
FRIDAY = paris(2026, 11, 20, 16)


@pytest.fixture
def dylan(season: Season) -> Person:
    return season.add("Dylan", letter=False, role=Role.AMBASSADOR, chamber="GUF", zone="America/Cayenne")


@pytest.fixture
def malik(season: Season) -> Person:
    return season.add("Malik", letter=False, role=Role.NATIONAL, chamber="NAT")


def knows(season: Season, *people: Person, topic: str = "mise à disposition") -> None:
    """Their chambers have declared it, so that they are asked in this order."""

    def case(tx: Tx) -> None:
        for place, person in enumerate(people):
            for more in range(len(people) - place):
                tx.pursuits.declare(person.chamber, topic if not more else f"{topic} {more}", person.id)

    season.store.submit(case).result()


def ask(season: Season, author: Person, at: datetime = FRIDAY, **values: object) -> Contribution:
    season.clock.now = at
    return season.store.submit(lambda tx: request(tx, author, **({"topic": TOPIC} | values))).result()  # type: ignore[arg-type]


def now(season: Season, item: Contribution) -> Standing:
    return season.store.read(lambda tx: standing_of(fresh(tx, item), tx))


def fresh(tx: Tx, item: Contribution) -> Contribution:
    found = tx.contributions.get(item.id)
    assert found is not None
    return found


def does(season: Season, gesture: object, item: Contribution, *values: object) -> None:
    season.store.submit(lambda tx: gesture(fresh(tx, item), *values, tx)).result()  # type: ignore[operator]


def told(season: Season, person: Person) -> list[tuple[str, str]]:
    return [(one.local, one.text) for one in season.written(person, "notice")]


def asked(season: Season, item: Contribution) -> list[tuple[str, str]]:
    return season.store.read(lambda tx: [(one.chamber, one.result) for one in tx.pursuits.routings(item.id)])


async def test_the_next_one_after_48_hours_and_then_the_national_team(season: Season, dylan: Person, malik: Person) -> None:
    claire, yann, bruno, luc = (season.add(name, letter=False, chamber=code) for name, code in
                                (("Claire", "NOR"), ("Yann", "BRE"), ("Bruno", "OCC"), ("Luc", "ARA")))  # fmt: skip
    knows(season, claire, yann, bruno, luc)
    item = ask(season, dylan)
    await season.until(paris(2026, 11, 23, 7))
    assert season.written(claire) == [], "not on Friday afternoon, nor on Sunday"
    await season.at(paris(2026, 11, 23, 8))
    (morning,) = season.written(claire)
    assert (morning.purpose, morning.buttons) == ("morning", ("Je m'en charge", "Pas nous", "Voir avec…"))
    assert "Demande 1 – Guyane cherche : convention de mise à disposition d'un agent communal" in morning.text
    assert "Pourquoi vous : Normandie connaît" in morning.text

    await season.until(paris(2026, 11, 25, 18))
    assert told(season, dylan) == [
        ("2026-11-25 12:00", "Demande 1 : je demande à une autre chambre. Prochaine nouvelle au plus tard lun. 30/11.")
    ], "at 8 in Cayenne, and of nobody that he was silent"
    await season.until(paris(2026, 11, 26, 9))
    assert [one.local for one in season.written(yann)] == ["2026-11-26 08:00"]
    await season.until(paris(2026, 12, 1, 9))
    assert told(season, dylan)[1:] == [
        ("2026-11-30 12:00", "Demande 1 : personne n'a su, après 2 chambres consultées. Malik la garde et vous écrira mardi 01/12.")
    ]
    assert now(season, item) is Standing.ESCALATED
    assert "Demande 1 – Guyane cherche" in season.written(malik)[-1].text
    assert asked(season, item) == [("NOR", "silent"), ("BRE", "silent"), ("NAT", "asked")]
    assert [len(season.written(one)) for one in (claire, yann, bruno, luc)] == [1, 1, 0, 0], "once each"
    before = len(season.written())
    await season.until(paris(2026, 12, 9))
    assert len(season.written()) == before, "and then it is quiet"


async def test_with_nobody_who_knows_the_national_team_is_asked_at_once(season: Season, dylan: Person, malik: Person) -> None:
    item = ask(season, dylan, topic="élevage de lamas")
    assert now(season, item) is Standing.ESCALATED
    await season.at(paris(2026, 11, 23, 8))
    assert "Aucune chambre n'est connue sur ce thème." in season.written(malik)[-1].text
    await season.until(paris(2026, 11, 27))
    assert told(season, dylan) == [
        ("2026-11-25 12:00", "Demande 1 : personne n'a encore répondu. Malik la garde et vous écrira jeudi 26/11.")
    ]


async def test_whoever_declines_is_followed_by_the_next(season: Season, dylan: Person, malik: Person) -> None:
    claire, yann = season.add("Claire", letter=False), season.add("Yann", letter=False, chamber="BRE")
    knows(season, claire, yann)
    item = ask(season, dylan)
    await season.at(paris(2026, 11, 23, 8))
    does(season, decline, item, claire)
    assert asked(season, item) == [("NOR", "declined"), ("BRE", "asked")]
    assert told(season, dylan) == [
        ("2026-11-23 08:00", "Demande 1 : je demande à une autre chambre. Prochaine nouvelle au plus tard jeu. 26/11.")
    ]
    await season.until(paris(2026, 11, 24, 9))
    assert len(season.written(yann)) == 1
    assert len(season.written(claire)) == 1, "not asked again"


async def test_what_is_taken_waits_and_what_is_given_back_goes_on(season: Season, dylan: Person, malik: Person) -> None:
    claire, yann = season.add("Claire", letter=False), season.add("Yann", letter=False, chamber="BRE")
    knows(season, claire, yann)
    item = ask(season, dylan)
    await season.at(paris(2026, 11, 23, 9))
    does(season, claim, item, claire)
    await season.until(paris(2026, 11, 27, 18))
    assert now(season, item) is Standing.CLAIMED
    assert [text for _, text in told(season, dylan)] == ["Demande 1 : Claire (Normandie) s'en charge."], "no ladder while somebody has it"
    await season.until(paris(2026, 11, 30, 9))
    assert "Demande 1 (Guyane), prise par vous lun. 23/11, attend votre réponse" in season.written(claire)[-1].text
    does(season, release, item, claire)
    assert told(season, dylan)[-1][1] == "Demande 1 : je demande à une autre chambre. Prochaine nouvelle au plus tard jeu. 03/12."
    await season.until(paris(2026, 12, 1, 9))
    assert len(season.written(yann)) == 1


async def test_a_chamber_on_leave_is_passed_over(season: Season, dylan: Person, malik: Person) -> None:
    claire, yann = season.add("Claire", letter=False), season.add("Yann", letter=False, chamber="BRE")
    knows(season, claire, yann)

    def leaves(tx: Tx) -> None:
        day = FRIDAY.date()
        tx.people.set_settings(dataclasses.replace(claire, away_from=day, away_until=day + timedelta(days=30)))

    season.store.submit(leaves).result()
    item = ask(season, dylan)
    assert asked(season, item) == [("BRE", "asked")]


async def test_three_days_after_an_answer_he_is_asked_once(season: Season, dylan: Person, malik: Person) -> None:
    claire = season.add("Claire", letter=False)
    knows(season, claire)
    item = ask(season, dylan)
    await season.at(paris(2026, 11, 24, 9))
    does(season, answer, item, "Voici la nôtre.", claire)
    await season.until(paris(2026, 11, 27, 11))
    assert season.written(dylan, "morning") == []
    await season.until(paris(2026, 12, 2))
    (question,) = season.written(dylan, "morning")
    assert "Demande 1 : avez-vous eu ce qu'il fallait ? 1 oui, 2 en partie, 3 non" in question.text
    assert question.buttons == ("1 Oui", "2 En partie", "3 Non")
    await season.until(paris(2026, 12, 5))
    assert now(season, item) is Standing.RESOLVED, "nobody complained"
    does(season, reopen, item, dylan)
    assert now(season, item) is Standing.CLAIMED
    assert "il manque encore quelque chose" in season.written(claire)[-1].text


async def test_a_settled_request_closes_after_14_days(season: Season, dylan: Person, malik: Person) -> None:
    claire = season.add("Claire", letter=False)
    item = ask(season, dylan)
    does(season, lambda one, text, author, tx: answer(one, text, author, tx, close=True), item, "Voici.", claire)
    season.clock.now += timedelta(days=14)
    assert now(season, item) is Standing.RESOLVED
    season.clock.now += timedelta(hours=1)
    assert now(season, item) is Standing.CLOSED


async def test_after_a_restart_nothing_happens_twice(season: Season, dylan: Person, malik: Person) -> None:
    claire, yann = season.add("Claire", letter=False), season.add("Yann", letter=False, chamber="BRE")
    knows(season, claire, yann)
    item = ask(season, dylan)
    await season.until(paris(2026, 11, 25, 12))
    for _ in range(3):
        await Jobs(season.store).due()
    assert asked(season, item) == [("NOR", "silent"), ("BRE", "asked")]
    assert len(told(season, dylan)) == 1


@pytest.mark.parametrize(("weeks", "waits"), [(1, True), (6, False)])
async def test_an_outage_wakes_nobody_with_old_things(season: Season, dylan: Person, malik: Person, weeks: int, waits: bool) -> None:
    claire = season.add("Claire", letter=False)
    knows(season, claire)
    ask(season, dylan)
    await season.at(FRIDAY + timedelta(weeks=weeks, days=3))
    assert bool(told(season, dylan)) is waits


async def test_an_urgent_one_is_read_at_once(season: Season, dylan: Person, malik: Person) -> None:
    claire = season.add("Claire", letter=False)
    knows(season, claire)
    ask(season, dylan, urgency="today")
    assert [(one.purpose, one.buttons) for one in season.written(claire)] == [("notice", ("Je m'en charge", "Pas nous", "Voir avec…"))]
    await season.until(paris(2026, 11, 23, 12))
    assert len(season.written(claire)) == 1, "and not again in the morning"


async def test_a_confidential_one_is_the_national_teams_alone(season: Season, dylan: Person, malik: Person) -> None:
    claire, marie = season.add("Claire", letter=False), season.add("Marie", letter=False, chamber="GUF", zone="America/Cayenne")
    knows(season, claire)
    item = ask(season, dylan, scope=Scope.NATIONAL)
    await season.until(paris(2026, 12, 4))
    assert season.written(claire) == season.written(marie) == []
    assert "Confidentielle : seule l'équipe nationale la voit." in season.written(malik, "morning")[0].text
    assert {chamber for chamber, _ in asked(season, item)} == {"NAT"}


async def test_the_chamber_of_an_ambassador_is_told_in_its_next_message(season: Season, dylan: Person, malik: Person) -> None:
    marie = season.add("Marie", letter=False, chamber="GUF", zone="America/Cayenne")
    knows(season, marie)
    item = ask(season, dylan)
    assert asked(season, item) == [("NAT", "asked")], "never its own chamber, whatever it knows"
    await season.until(paris(2026, 12, 4))
    (morning,) = season.written(marie)
    assert morning.local == "2026-11-23 12:00"
    assert (
        morning.text == "Bonjour Marie. Demande 1 – Dylan (Guyane) demande au réseau : convention de mise à disposition d'un agent communal"
    )
    assert morning.buttons == ()


async def test_what_the_keeper_asked_himself_he_is_told_to_put_to_a_chamber(season: Season, malik: Person) -> None:
    ask(season, malik)
    await season.until(paris(2026, 12, 2, 9))
    assert [text for _, text in told(season, malik)] == [
        "Demande 1 : personne n'a encore répondu. Pour nommer une autre chambre, écrivez « demande 1 : voir avec Bretagne »."
    ]
    assert not [one for one in season.written(malik, "morning") if "Je m'en charge" in one.buttons], "it is not put to himself"
