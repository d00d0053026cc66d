"""What fails by our fault: tried five times, told to its author with a code, parked, and in nobody's way."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from pathlib import Path

from scheduler.jobs import Jobs
from tests.platforms.telegram_door import FAST, OFFER, opened_door


class TestParked:
    async def test_a_poisoned_update_holds_up_nobody(self, tmp_path: Path) -> None:
        async with opened_door(tmp_path) as door:
            poisoned = {"message_id": "x", "chat": {"id": door.dylan.id, "type": "private"}, "date": "never"}
            door.platform.delivery.updates.add("message", poisoned, door.dylan.id)
            await door.dylan.says(OFFER)
            await door.hina.says("help")
            (parked,) = door.read(lambda tx: tx.parked.all())
            assert parked.payload["message"] == poisoned
            assert parked.event_id.startswith(f"{door.platform.bot_id}:")
            assert door.platform.pending == []
            assert door.dylan.sees("comptable", None)
            assert len(door.hina.received()) == 1

    async def test_it_is_forgotten_after_a_week(self, tmp_path: Path) -> None:
        async with opened_door(tmp_path) as door:
            door.platform.delivery.updates.add("message", {"message_id": "x"}, door.dylan.id)
            await door.quiet()
            jobs = Jobs(door.store)
            door.clock.now += timedelta(days=6)
            await jobs.tidy()
            assert door.count("parked") == 1
            door.clock.now += timedelta(days=2)
            await jobs.tidy()
            assert door.count("parked") == 0

    async def test_a_button_that_fails_is_told_and_its_bar_ends(self, tmp_path: Path) -> None:
        async with opened_door(tmp_path) as door:
            await door.dylan.says(OFFER)
            await door.store.do(lambda tx: tx.connection.exec_driver_sql("ALTER TABLE versions RENAME TO gone"))
            answer = await door.dylan.presses("Retirer")
            assert answer.answered
            assert door.dylan.sees("donnez le code", None)

    async def test_where_nobody_can_be_told_it_is_parked_all_the_same(self, tmp_path: Path) -> None:
        async with opened_door(tmp_path) as door:
            door.platform.settle_with(_at_once)
            await door.store.do(lambda tx: tx.connection.exec_driver_sql("ALTER TABLE outbox RENAME TO gone"))
            await door.dylan.says(OFFER)
            (parked,) = door.read(lambda tx: tx.parked.all())
            assert set(parked.payload) == {"update_id"}
            assert door.platform.pending == []
            await door.store.do(lambda tx: tx.connection.exec_driver_sql("ALTER TABLE gone RENAME TO outbox"))

    async def test_small_talk_of_a_group_that_fails_is_told_to_nobody(self, tmp_path: Path) -> None:
        async with opened_door(tmp_path, rules=dataclasses.replace(FAST, privacy=False)) as door:
            await door.store.do(lambda tx: tx.connection.exec_driver_sql("ALTER TABLE accounts RENAME TO gone"))
            await door.dylan.says("bonjour à tous", "emploi")
            await door.quiet()
            assert door.count("parked") == 1
            assert door.dylan.received() == []

    async def test_while_the_store_is_away_nothing_is_parked(self, tmp_path: Path) -> None:
        """A full disk is no update's fault: Telegram keeps what came for a day."""
        async with opened_door(tmp_path) as door:
            await door.store.do(lambda tx: tx.connection.exec_driver_sql("ALTER TABLE received RENAME TO gone"))
            door.platform.stage.patience = 0.2
            door.platform.settle_with(_at_once)
            await door.dylan.says(OFFER)
            assert door.count("parked") == 0
            assert len(door.platform.pending) == 1
            await door.store.do(lambda tx: tx.connection.exec_driver_sql("ALTER TABLE gone RENAME TO received"))
            await door.quiet()
            assert door.dylan.sees("comptable", None)


async def _at_once() -> None:
    """Waits for nothing."""
