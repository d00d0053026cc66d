"""Actions as the store holds them: found by what people call them, and each change with its trace."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.domain.actions import DONE, ActionRecord
from storage.actions import brought_back
from storage.transaction import Tx
from tests.use_cases.meeting import MORNING, Room, item, room


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Room]:
    found = room(tmp_path)
    found.meets()
    yield found
    found.store.close()


class TestFound:
    def test_by_their_minutes_in_order_of_position(self, here: Room) -> None:
        found = here.store.read(lambda tx: tx.actions.of_minutes(1))
        assert [(one.position, one.owner_chamber) for one in found] == [(1, "MYT"), (2, "MYT"), (3, "BRE"), (4, "NAT")]
        assert {one.secretary_id for one in found} == {here.people["claire"].id}

    @pytest.mark.parametrize("written", ["COMITE-DES-DIRECTIONS-2026-11-19-A3", "comite-des-directions-2026-11-19-a3"])
    def test_by_reference_whatever_the_case(self, here: Room, written: str) -> None:
        found = here.store.read(lambda tx: tx.actions.by_reference(written))
        assert found is not None
        assert found.position == 3

    def test_what_is_not_there(self, here: Room) -> None:
        assert here.store.read(lambda tx: (tx.actions.get(99), tx.actions.by_reference("X-A1"), tx.actions.of_minutes(99))) == (
            None,
            None,
            [],
        )

    def test_minutes_filed_anew_hide_the_old_ones(self, here: Room) -> None:
        here.meets(items=[item("Bretagne", "BRE", "Autre chose")])
        found = here.store.read(lambda tx: tx.actions.by_reference("COMITE-DES-DIRECTIONS-2026-11-19-A1"))
        assert found is not None
        assert found.what == "Autre chose"

    def test_open_ones_by_owner_the_first_term_first(self, here: Room) -> None:
        here.meets(items=[item("Mayotte", "MYT", "Sans date"), item("Mayotte", "MYT", "Plus tôt", date(2026, 11, 25))], body="CA")
        found = here.store.read(lambda tx: tx.actions.open_of(chambers=["MYT"]))
        assert [one.what for one in found] == [
            "Plus tôt",
            "Envoyer la liste des structures de Mayotte",
            "Relire le guide d'évaluation",
            "Sans date",
        ]
        assert here.store.read(lambda tx: tx.actions.open_of()) == []
        assert len(here.store.read(lambda tx: tx.actions.open())) == len(here.store.read(lambda tx: tx.actions.every())) == 6

    def test_a_position_is_taken_once(self, here: Room) -> None:
        first = here.action(1)
        with pytest.raises(sa.exc.IntegrityError):
            here.store.submit(lambda tx: tx.actions.add_all([first], ["x"])).result()


class TestChanged:
    def test_it_leaves_what_it_was_before(self, here: Room) -> None:
        before = here.action(1)
        here.clock.now += timedelta(hours=1)
        changed = self.become(here, before, before.done(date(2026, 11, 20)))
        assert changed == here.action(1)
        assert (changed.state, changed.done_on, changed.changed_at) == (DONE, date(2026, 11, 20), here.clock.now)
        assert changed.assigned_at == before.assigned_at
        [turn] = here.store.read(lambda tx: tx.actions.turns(before.id))
        assert (turn.act, turn.by, turn.at) == ("done", here.people["hina"].id, here.clock.now)
        assert (turn.before["state"], turn.before["due"], turn.before["done_on"]) == ("open", "2026-12-02", None)

    def test_the_same_again_writes_nothing(self, here: Room) -> None:
        before = here.action(1)
        here.clock.now += timedelta(hours=1)
        assert self.become(here, before, before) == before
        assert here.action(1) == before
        assert here.acts_on(1) == []

    def test_what_its_owner_is_to_be_told_is_assigned_anew(self, here: Room) -> None:
        before = here.action(1)
        here.clock.now += timedelta(hours=1)
        after = dataclasses.replace(before, due=date(2026, 12, 20))
        here.store.submit(lambda tx: tx.actions.change(before, after, act="corrected", by=None, tell=True)).result()
        assert here.action(1).assigned_at == here.clock.now

    def test_each_turn_brings_back_what_was_before_it(self, here: Room) -> None:
        first = here.action(1)
        second = self.become(here, first, dataclasses.replace(first, due=date(2026, 12, 20), owner_chamber="BRE", owner_id=1))
        self.become(here, second, second.done(date(2026, 11, 20)))
        turns = here.store.read(lambda tx: tx.actions.turns(first.id))
        last = brought_back(here.action(1), turns[1])
        assert (last.state, last.done_on, last.due, last.owner_chamber) == ("open", None, date(2026, 12, 20), "BRE")
        earliest = brought_back(here.action(1), turns[0])
        assert (earliest.due, earliest.owner_chamber, earliest.owner_id) == (first.due, "MYT", None)

    @staticmethod
    def become(here: Room, before: ActionRecord, after: ActionRecord) -> ActionRecord:
        def case(tx: Tx) -> ActionRecord:
            return tx.actions.change(before, after, act="done", by=here.people["hina"].id)

        changed: ActionRecord = here.store.submit(case).result()
        return changed


class TestTheLastNumbers:
    def test_none_before_any_message(self, here: Room) -> None:
        assert here.store.read(lambda tx: tx.actions.last_numbered(here.people["hina"].id, MORNING - timedelta(days=30))) is None

    def test_those_of_the_last_message_that_has_some(self, here: Room) -> None:
        here.morning(MORNING)
        here.says("hina", "2 au 15/12")
        here.says("hina", "aide")
        found = here.store.read(lambda tx: tx.actions.last_numbered(here.people["hina"].id, MORNING - timedelta(days=1)))
        assert found is not None
        assert (dict(found.actions), found.letter) == ({1: here.action(1).id, 2: here.action(2).id}, False)

    def test_they_hold_for_a_while_and_for_him_alone(self, here: Room) -> None:
        here.morning(MORNING)
        assert here.store.read(lambda tx: tx.actions.last_numbered(here.people["hina"].id, MORNING + timedelta(seconds=1))) is None
        assert here.store.read(lambda tx: tx.actions.last_numbered(here.people["claire"].id, MORNING - timedelta(days=1))) is None
