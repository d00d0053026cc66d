"""One writer, many cases to a COMMIT: what each of them may rely on."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.domain.errors import Refused
from storage.engine import writing_engine
from storage.store import Store
from storage.transaction import Tx
from storage.writer import MOST_IN_A_BATCH, StoreFailed, Writer
from tests.store.counting import add_one, begin, counted

Note = Callable[[sa.Connection], str]


class Gate:
    """A case that holds the writer until it is opened, so that what is submitted meanwhile goes into one batch."""

    def __init__(self, store: Store) -> None:
        self._open, self._reached = threading.Event(), threading.Event()
        self.answer = store.submit(self._wait)
        self._reached.wait()

    def _wait(self, tx: Tx) -> None:
        del tx
        self._reached.set()
        self._open.wait()

    def open(self) -> None:
        self._open.set()


@pytest.fixture
def gate(store: Store) -> Iterator[Gate]:
    store.submit(begin).result()
    made = Gate(store)
    yield made
    made.open()


def refuse(tx: Tx) -> None:
    add_one(tx)
    raise Refused("no")


def commits(store: Store) -> list[str]:
    """The COMMITs from here on."""
    seen: list[str] = []
    sa.event.listen(store._writing, "commit", lambda _connection: seen.append("commit"))
    return seen


class TestABatch:
    def test_what_waits_together_is_committed_once(self, store: Store, gate: Gate) -> None:
        seen = commits(store)
        futures = [store.submit(add_one) for _ in range(20)]
        gate.open()
        assert [future.result() for future in futures] == list(range(1, 21)), "in the order of their coming"
        assert len(seen) <= 5, "one, or some more when the machine is slow: a batch has its time too"

    def test_a_batch_ends_somewhere(self, store: Store, gate: Gate) -> None:
        seen = commits(store)
        futures = [store.submit(add_one) for _ in range(MOST_IN_A_BATCH * 3)]
        gate.open()
        for future in futures:
            future.result()
        assert 3 <= len(seen) <= 60

    def test_a_refusal_undoes_only_itself(self, store: Store, gate: Gate) -> None:
        before, refused, after = store.submit(add_one), store.submit(refuse), store.submit(add_one)
        gate.open()
        assert (before.result(), after.result()) == (1, 2)
        with pytest.raises(Refused):
            refused.result()
        assert store.read(counted) == 2

    def test_a_broken_constraint_undoes_only_itself(self, store: Store, gate: Gate) -> None:
        def twice(tx: Tx) -> None:
            add_one(tx)
            row = {"platform": "p", "event_id": "e", "type": "t", "at": tx.now}
            tx.connection.execute(sa.insert(tx.tables.received), [row])
            tx.connection.execute(sa.insert(tx.tables.received), [row])

        broken, fine = store.submit(twice), store.submit(add_one)
        gate.open()
        with pytest.raises(sa.exc.IntegrityError):
            broken.result()
        assert fine.result() == 1

    def test_a_case_sees_what_its_neighbour_wrote(self, store: Store, gate: Gate) -> None:
        first, second = store.submit(add_one), store.submit(counted)
        gate.open()
        assert (first.result(), second.result()) == (1, 1)


class TestNothingIsToldBeforeCommit:
    def test_not_while_a_neighbour_is_still_at_work(self, store: Store) -> None:
        store.submit(begin).result()
        done, go_on = threading.Event(), threading.Event()
        gate = Gate(store)
        quick = store.submit(add_one)
        slow = store.submit(lambda tx: (done.set(), go_on.wait(), tx)[0])
        # The gate's batch holds both: its own time is not over yet.
        gate.open()
        assert done.wait(5)
        assert not quick.done()
        assert store.read(counted) == 0, "nobody else sees it either"
        go_on.set()
        assert quick.result() == 1
        slow.result()

    @pytest.mark.parametrize("when", ["the first", "the last"])
    def test_a_commit_that_fails_releases_nothing(self, store: Store, gate: Gate, when: str) -> None:
        refused = store.submit(refuse) if when == "the last" else None
        good = store.submit(add_one)
        refused = refused or store.submit(refuse)
        mend = _failing_commits(store)
        gate.open()
        for future in (gate.answer, good, refused):
            with pytest.raises(StoreFailed, match="the disk went away"):
                future.result()
        mend()
        assert store.read(counted) == 0
        assert store.submit(add_one).result() == 1, "the store goes on"

    def test_a_refusal_that_saw_what_was_lost_is_not_told(self, store: Store, gate: Gate) -> None:
        """It may have been refused because of what the neighbour wrote, and that is not there."""
        store.submit(add_one)
        judged = store.submit(_refuse_when_counted)
        mend = _failing_commits(store)
        gate.open()
        with pytest.raises(StoreFailed):
            judged.result()
        mend()
        store.submit(_refuse_when_counted).result()

    def test_delivery_is_woken_after_commit_and_only_for_something_to_send(self, store: Store, gate: Gate) -> None:
        seen: list[int] = []
        store.when_posted(lambda: seen.append(store.read(counted)))
        store.submit(add_one)
        with_message = store.submit(_post)
        gate.open()
        with_message.result()
        store.submit(lambda _tx: None).result()
        assert seen == [1]


def _post(tx: Tx) -> None:
    from bot.domain.messages import Message  # the only test here that speaks of messages
    from bot.domain.ports import Address

    tx.outbox.post(Address(platform="slack", workspace="T", channel="C"), Message.of("x"), purpose="notice")


def _refuse_when_counted(tx: Tx) -> None:
    if counted(tx):
        raise Refused("somebody was here before")


def _failing_commits(store: Store) -> Callable[[], None]:
    """Every COMMIT fails, as on a disk that went away, until the function that is given back is called."""

    def fail(_connection: sa.Connection) -> None:
        raise OSError("the disk went away")

    sa.event.listen(store._writing, "commit", fail)
    return lambda: sa.event.remove(store._writing, "commit", fail)


class TestTheQueue:
    def test_a_cancelled_case_is_not_run_and_harms_nobody(self, store: Store, gate: Gate) -> None:
        futures = [store.submit(add_one) for _ in range(3)]
        assert futures[1].cancel()
        gate.open()
        assert (futures[0].result(), futures[2].result()) == (1, 2)
        with pytest.raises(CancelledError):
            futures[1].result()

    def test_what_has_begun_cannot_be_cancelled(self, store: Store) -> None:
        gate = Gate(store)
        assert not gate.answer.cancel()
        gate.open()
        assert gate.answer.result() is None

    async def test_who_stops_waiting_takes_nothing_down(self, store: Store) -> None:
        await store.do(begin)
        gate = Gate(store)
        waiting = asyncio.ensure_future(store.do(add_one))
        await asyncio.sleep(0)
        waiting.cancel()
        gate.open()
        assert await store.do(add_one) in (1, 2), "the cancelled one ran or not, as its moment was"

    def test_a_full_queue_refuses_at_once(self, tmp_path: Path) -> None:
        engine = writing_engine(tmp_path / "small.db")
        writer, entered, go_on = Writer(engine, most_waiting=2), threading.Event(), threading.Event()
        first = writer.submit(lambda _: (entered.set(), go_on.wait())[0])
        entered.wait()
        waiting = [writer.submit(lambda _: "kept") for _ in range(2)]
        with pytest.raises(StoreFailed, match="too many"):
            writer.submit(lambda _: "refused")
        go_on.set()
        assert [future.result() for future in waiting] == ["kept", "kept"]
        first.result()
        writer.close()
        engine.dispose()

    def test_close_finishes_what_is_queued(self, store: Store) -> None:
        store.submit(begin).result()
        gate = Gate(store)
        futures = [store.submit(add_one) for _ in range(200)]
        closing = threading.Thread(target=store.close)
        closing.start()
        gate.open()
        closing.join(10)
        assert not closing.is_alive()
        assert [future.result() for future in futures] == list(range(1, 201))

    def test_a_closed_store_refuses_and_may_be_closed_again(self, store: Store) -> None:
        store.close()
        with pytest.raises(StoreFailed, match="closed"):
            store.submit(begin)
        store.close()

    def test_who_comes_while_it_closes_is_served_or_refused_but_never_forgotten(self, store: Store) -> None:
        store.submit(begin).result()
        started = threading.Barrier(9)

        def submit_many(_: int) -> list[Future[int]]:
            futures = []
            started.wait()
            try:
                for _ in range(200):
                    futures.append(store.submit(add_one))  # noqa: PERF401 - those before the refusal count
            except StoreFailed:
                pass
            return futures

        with ThreadPoolExecutor(8) as pool:
            answers = pool.map(submit_many, range(8))
            started.wait()
            store.close()
            futures = [future for some in answers for future in some]
        assert sorted(future.result(5) for future in futures) == list(range(1, len(futures) + 1))

    def test_a_failed_commit_at_the_very_end_still_lets_it_close(self, store: Store) -> None:
        store.submit(begin).result()
        gate = Gate(store)
        last = store.submit(add_one)
        _failing_commits(store)
        closing = threading.Thread(target=store.close)
        closing.start()
        gate.open()
        closing.join(10)
        assert not closing.is_alive()
        with pytest.raises(StoreFailed):
            last.result()
