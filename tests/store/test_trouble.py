"""A full disk, a lock that somebody else holds, and many at once: nothing is told that was not kept, and the store goes on."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from storage import engine
from storage.store import Store
from storage.transaction import Tx
from storage.writer import StoreFailed
from tests.shelf import new_file, store_at
from tests.store.counting import add_one, begin, counted

ROOT = Path(__file__).parents[2]
BULKY = "x" * 40_000


def hold_at_present_size(tx: Tx) -> None:
    """No page more: a full disk, as far as SQLite can tell."""
    pages = tx.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    tx.connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")


def give_space(tx: Tx) -> None:
    tx.connection.exec_driver_sql("PRAGMA max_page_count=1000000")


def write_much(tx: Tx) -> None:
    for number in range(10):
        tx.audit.note("load", by=None, after={"text": BULKY, "number": number})


class TestAFullDisk:
    def test_what_does_not_fit_fails_as_a_whole_and_is_not_there(self, store: Store) -> None:
        store.submit(hold_at_present_size).result()
        with pytest.raises(StoreFailed, match="full"):
            store.submit(write_much).result()
        assert store.read(lambda tx: tx.connection.exec_driver_sql("SELECT count(*) FROM audit").scalar_one()) == 0

    def test_nobody_is_told_of_a_success_that_is_not_there(self, store: Store) -> None:
        store.submit(begin).result()
        store.submit(hold_at_present_size).result()
        futures = [store.submit(case) for _ in range(10) for case in (add_one, write_much)]
        told = sum(1 for future in futures if future.exception() is None)
        assert all(isinstance(future.exception(), StoreFailed | None) for future in futures)
        assert store.read(counted) == told, "write_much never fits, so every success was a count"

    def test_it_goes_on_when_there_is_space_again(self, store: Store) -> None:
        store.submit(begin).result()
        store.submit(hold_at_present_size).result()
        assert isinstance(store.submit(write_much).exception(), StoreFailed)
        store.submit(give_space).result()
        store.submit(write_much).result()
        assert store.submit(add_one).result() == 1

    def test_when_sqlite_itself_rolls_everything_back_the_whole_batch_fails(self, store: Store) -> None:
        """What a really full disk does in the middle of a batch; the driver's COMMIT would be a silent no-op."""
        store.submit(begin).result()

        def lose_it_all(tx: Tx) -> None:
            tx.connection.connection.driver_connection.execute("ROLLBACK")
            raise sqlite3.OperationalError("database or disk is full")

        before, losing = store.submit(add_one), store.submit(lose_it_all)
        after = store.submit(add_one)
        outcomes = [future.exception() for future in (before, losing, after)]
        assert isinstance(outcomes[1], StoreFailed)
        told = sum(outcome is None for outcome in outcomes)
        assert store.read(counted) == told


class TestALockedDatabase:
    """The patience is shorter here than in the house, where it is 2 s."""

    def test_who_waits_too_long_is_told_so_and_others_are_served_after(self, tmp_path: Path) -> None:
        path = new_file(tmp_path)
        store, stranger = store_at(path, patience=0.3), sqlite3.connect(path, isolation_level=None)
        store.submit(begin).result()
        stranger.execute("BEGIN IMMEDIATE")
        futures = [store.submit(add_one) for _ in range(5)]
        assert all(isinstance(future.exception(), StoreFailed) for future in futures)
        assert "locked" in str(futures[0].exception())
        assert store.read(counted) == 0, "reading goes on under the lock"
        stranger.execute("ROLLBACK")
        assert store.submit(add_one).result() == 1
        stranger.close()
        store.close()

    def test_those_who_waited_for_the_same_lock_do_not_queue_for_it_one_by_one(self, tmp_path: Path) -> None:
        path = new_file(tmp_path)
        store, stranger = store_at(path, patience=0.3), sqlite3.connect(path, isolation_level=None)
        begins: list[str] = []
        engine.sa.event.listen(store._writing, "begin", lambda _connection: begins.append("begin"))
        stranger.execute("BEGIN IMMEDIATE")
        futures = [store.submit(begin) for _ in range(40)]
        for future in futures:
            assert isinstance(future.exception(), StoreFailed)
        assert len(begins) <= 10
        stranger.close()
        store.close()

    def test_a_short_lock_is_waited_for(self, tmp_path: Path) -> None:
        path = new_file(tmp_path)
        store, stranger = store_at(path, patience=0.3), sqlite3.connect(path, isolation_level=None)
        stranger.execute("BEGIN IMMEDIATE")
        waiting = store.submit(begin)
        stranger.execute("COMMIT")
        assert waiting.exception() is None
        stranger.close()
        store.close()


def test_the_patience_is_shorter_than_slacks() -> None:
    assert engine.BUSY_SECONDS < 3.0


class TestManyAtOnce:
    def test_twelve_threads_that_read_and_then_write_lose_nothing(self, store: Store) -> None:
        store.submit(begin).result()
        with ThreadPoolExecutor(12) as pool:
            numbers = list(pool.map(lambda _: store.submit(add_one).result(), range(240)))
        assert sorted(numbers) == list(range(1, 241))
        assert store.read(counted) == 240

    def test_nor_do_two_processes(self, store: Store) -> None:
        store.submit(begin).result()
        command = [sys.executable, "-m", "tests.store.counting", str(store.path), "100"]
        others = [subprocess.Popen(command, cwd=ROOT) for _ in range(2)]
        own = [store.submit(add_one).result() for _ in range(100)]
        assert [other.wait(30) for other in others] == [0, 0]
        assert store.read(counted) == 300
        assert len(set(own)) == 100

    def test_an_event_counts_once_whoever_brings_it(self, store: Store) -> None:
        def hear(number: int) -> bool:
            return store.submit(lambda tx: tx.received.first_time("slack", f"Ev{number % 20}", "message")).result()

        with ThreadPoolExecutor(16) as pool:
            assert sum(pool.map(hear, range(400))) == 20

    def test_an_event_is_only_noted_with_its_effect(self, store: Store) -> None:
        def fail(tx: Tx) -> None:
            assert tx.received.first_time("slack", "Ev1", "message")
            raise RuntimeError("our fault")

        assert isinstance(store.submit(fail).exception(), RuntimeError)
        assert store.submit(lambda tx: tx.received.first_time("slack", "Ev1", "message")).result(), "it comes again, and counts"

    def test_a_thousand_events_three_times_out_of_order(self, store: Store) -> None:
        events = [(number * 7919) % 1000 for number in range(3000)]
        futures = [store.submit(lambda tx, n=number: tx.received.first_time("slack", f"Ev{n}", "m")) for number in events]
        assert sum(future.result() for future in futures) == 1000
