"""Actions and their owners over weeks: who is reminded, what a leave does, and how a correction of the minutes reaches them. (DIALOGUES.md 6)"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from bot.domain.contribution import Scope
from bot.domain.errors import Gone
from bot.domain.people import Person, Role
from handlers.back import opened
from handlers.unasked import plan
from storage.transaction import Tx
from tests.time.acting import act, leaves, meets, mornings, now, now_of, presses, resync, states, texts
from tests.time.season import Season, paris


@pytest.fixture
def claire(season: Season) -> Person:
    """The secretary, who has nothing to do herself."""
    return season.add("Claire", letter=False)


@pytest.fixture
def hina(season: Season) -> Person:
    return season.add("Hina", letter=False, chamber="MYT", zone="Indian/Mayotte")


class TestWhoIsReminded:
    @pytest.mark.parametrize(
        ("roles", "reminded"),
        [
            ((Role.DIRECTOR, Role.EMPLOYEE, Role.ADMINISTRATOR), (0,)),
            ((Role.EMPLOYEE, Role.ADMINISTRATOR, Role.AMBASSADOR), (0,)),
            ((Role.AMBASSADOR, Role.ADMINISTRATOR), (1,)),
            ((Role.AMBASSADOR,), ()),
        ],
    )
    async def test_of_a_chamber(self, season: Season, claire: Person, roles: Sequence[Role], reminded: tuple[int, ...]) -> None:
        people = [season.add(f"Person {n}", letter=False, chamber="BRE", role=role) for n, role in enumerate(roles)]
        meets(season, claire, act("BRE"))
        await mornings(season, paris(2026, 11, 18))
        assert [n for n, person in enumerate(people) if season.written(person)] == list(reminded)
        assert bool(season.written(claire)) is not bool(reminded), "nobody there: who filed the minutes hears of it"

    async def test_of_a_chamber_that_was_merged(self, season: Season, claire: Person) -> None:
        meets(season, claire, act("HNO"))
        await mornings(season, paris(2026, 11, 18))
        assert len(season.written(claire)) == 1, "Haute-Normandie is Normandie now"

    async def test_a_person_by_name(self, season: Season, claire: Person) -> None:
        jeanne = season.add("Jeanne Aubry", letter=False, chamber="BRE", role=Role.EMPLOYEE)
        season.add("Yann", letter=False, chamber="BRE")
        [action] = meets(season, claire, act("", who="Jeanne"))
        assert (action.owner_id, action.owner_chamber) == (jeanne.id, "BRE")
        await mornings(season, paris(2026, 11, 18))
        assert [one.purpose for one in season.written()] == ["morning"]
        assert season.last(jeanne)

    async def test_who_left_is_followed_by_his_successor_else_by_the_director(self, season: Season, claire: Person) -> None:
        yann = season.add("Yann", letter=False, chamber="BRE")
        jeanne = season.add("Jeanne Aubry", letter=False, chamber="BRE", role=Role.EMPLOYEE)
        rose = season.add("Rose Ajoda", letter=False, chamber="BRE", role=Role.EMPLOYEE)
        meets(season, claire, act("", who="Jeanne", due="2026-11-25"))
        season.store.submit(lambda tx: tx.roster.close(jeanne.id)).result()
        await mornings(season, paris(2026, 11, 18))
        assert (len(season.written(yann)), len(season.written(rose))) == (1, 0)
        season.store.submit(lambda tx: tx.roster.succeed(jeanne.id, rose.id)).result()
        await mornings(season, paris(2026, 11, 24, 12))
        assert (len(season.written(yann)), len(season.written(rose)), len(season.written(jeanne))) == (1, 2, 0)

    async def test_an_owner_whom_nobody_knows(self, season: Season, claire: Person) -> None:
        meets(season, claire, act("", who="le prestataire"))
        await mornings(season, paris(2026, 11, 18))
        assert "1. Relire le guide" in season.last(claire)

    async def test_of_confidential_minutes_the_national_team_alone(self, season: Season, claire: Person, hina: Person) -> None:
        malik = season.add("Malik", letter=False, chamber="NAT", role=Role.NATIONAL)
        [action] = meets(season, claire, act("MYT"))
        item = season.store.read(lambda tx: tx.contributions.get(action.minutes_id))
        assert item is not None
        season.become(item, scope=Scope.NATIONAL)
        await mornings(season, paris(2026, 11, 18))
        assert (len(season.written(malik)), season.written(hina)) == (1, [])
        with pytest.raises(Gone):
            presses(season, hina, f"act:done:{action.id}:1")

    async def test_each_who_speaks_for_the_national_team_once(self, season: Season, claire: Person) -> None:
        team = [season.add(name, letter=False, chamber="NAT", role=Role.NATIONAL) for name in ("Malik", "Nora")]
        season.add("Paul", letter=False, chamber="NAT", role=Role.PARTNER)
        meets(season, claire, act("NAT"))
        await mornings(season, paris(2026, 11, 20))
        assert [len(season.written(person)) for person in team] == [1, 1]
        assert len(season.written()) == 2


class TestLeave:
    async def test_what_comes_due_is_said_kept_or_entrusted(self, season: Season, claire: Person, hina: Person) -> None:
        meets(season, claire, act("MYT", due="2026-12-08"), act("MYT", "Envoyer la liste", "2026-12-22"), act("MYT", due="2027-01-20"))
        message = leaves(season, hina, "jusqu'au 04/01")
        assert texts(message) == (
            "Noté. Rien avant lun. 04/01, 8 h : ni rappel, ni lettre, ni demande. 2 actions arrivent à échéance d'ici là."
        )
        assert [button.label for button in message.buttons] == ["Les garder", "Les confier à…"]

    async def test_kept_they_wait_and_are_counted_on_the_day_back(self, season: Season, claire: Person, hina: Person) -> None:
        meets(season, claire, act("MYT", due="2026-12-08"), act("MYT", "Envoyer la liste", "2026-12-22"))
        leaves(season, hina, "jusqu'au 04/01")
        presses(season, hina, "act:keep")
        await mornings(season, paris(2027, 1, 5))
        (back,) = season.written(hina)
        assert back.text == "Bon retour. Pour vous : 2 actions."
        shown = season.store.submit(lambda tx: opened(now(hina, tx), tx).message).result()
        assert [button.label for button in shown.buttons].count("Fait") == 2

    async def test_entrusted_in_one_more_gesture(self, season: Season, claire: Person, hina: Person) -> None:
        yann = season.add("Yann", letter=False, chamber="BRE")
        meets(season, claire, act("MYT", due="2026-12-08"), act("MYT", "Envoyer la liste", "2027-01-22"))
        leaves(season, hina, "jusqu'au 04/01")
        presses(season, now_of(season, hina), "act:all:BRE")
        await mornings(season, paris(2026, 11, 18))
        assert "1. Relire le guide" in season.last(yann)
        assert [action.owner_chamber for action in season.store.read(lambda tx: tx.actions.open())] == ["BRE", "MYT"]
        await mornings(season, paris(2027, 1, 5))
        assert [one.text for one in season.written(hina)] == ["Bon retour. Rien ne vous attend."]


class TestInStep:
    """With their minutes."""

    async def test_a_correction_changes_what_it_corrects(self, season: Season, claire: Person, hina: Person) -> None:
        first, second = meets(season, claire, act("MYT", due="2026-12-08"), act("MYT", "Envoyer la liste", "2026-12-22"))
        presses(season, hina, f"act:due:{first.id}:1:2026-12-10")
        presses(season, hina, f"act:done:{second.id}:2")
        changed = resync(season, first, [act("MYT", "Relire tout le guide", "2026-12-08"), act("MYT", "Envoyer la liste", "2026-12-22")])
        assert [(one.what, one.due, one.state) for one in changed] == [
            ("Relire tout le guide", date(2026, 12, 10), "open"),
            ("Envoyer la liste", date(2026, 12, 22), "done"),
        ]

    async def test_one_more_and_one_less(self, season: Season, claire: Person) -> None:
        first, second = meets(season, claire, act("MYT"), act("BRE"))
        more = resync(season, first, [act("MYT"), act("BRE"), act("PDL", "Convoquer le GT")])
        assert [(one.position, one.owner_chamber) for one in more] == [(1, "MYT"), (2, "BRE"), (3, "PDL")]
        assert [one.position for one in resync(season, first, [act("MYT")])] == [1]
        assert states(season, first) == ["open", "dropped", "dropped"]
        assert second.is_open

    async def test_withdrawn_and_restored_with_their_lives(self, season: Season, claire: Person, hina: Person) -> None:
        first, second = meets(season, claire, act("MYT"), act("MYT", "Envoyer la liste"))
        presses(season, hina, f"act:done:{first.id}:1")
        resync(season, first, [])
        assert states(season, first) == ["done", "dropped"]
        await mornings(season, paris(2026, 11, 18))
        assert season.written(hina) == []
        resync(season, first, [act("MYT"), act("MYT", "Envoyer la liste")])
        assert states(season, first) == ["done", "open"]
        await mornings(season, paris(2026, 11, 20))
        assert "1. Envoyer la liste" in season.last(hina)
        assert second.position == 2

    async def test_another_owner_is_told_and_the_first_no_more(self, season: Season, claire: Person, hina: Person) -> None:
        yann = season.add("Yann", letter=False, chamber="BRE")
        [action] = meets(season, claire, act("MYT"))
        await mornings(season, paris(2026, 11, 18))
        resync(season, action, [act("BRE")])
        await mornings(season, paris(2026, 12, 20))
        assert len(season.written(hina)) == 1
        assert len(season.written(yann)) > 3

    async def test_the_same_again_changes_nothing(self, season: Season, claire: Person) -> None:
        [action] = meets(season, claire, act("MYT"))
        assert resync(season, action, [act("MYT")]) == (action,)
        assert season.store.read(lambda tx: tx.actions.turns(action.id)) == []


async def test_the_queries_do_not_grow_with_the_people(season: Season, claire: Person) -> None:
    counted = []
    for size in (2, 40):
        for n in range(size):
            season.add(f"P{size} {n}", letter=False, chamber="BRE")
        meets(season, claire, *(act("BRE", f"Action {n}", "2026-11-18") for n in range(size)))
        season.clock.now += timedelta(days=1)
        counted.append(queries(season))
    assert counted[0] == counted[1]


def queries(season: Season) -> int:
    """How many it takes to find out what is due."""
    seen: list[str] = []

    def case(tx: Tx) -> None:
        def note(*args: object) -> None:
            seen.append(str(args[2]))

        sa.event.listen(tx.connection, "before_cursor_execute", note)
        plan(tx)
        sa.event.remove(tx.connection, "before_cursor_execute", note)

    season.store.submit(case).result()
    return len(seen)
