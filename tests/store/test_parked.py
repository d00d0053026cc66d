"""What failed by our fault: parked once, found with its payload, forgotten in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from storage.store import Store
from storage.transaction import Tx
from tests.shelf import FRIDAY, new_file, store_at
from tests.town import MovedClock

PAYLOAD = {"update_id": 7, "message": {"text": "<b> é 🙂 \ud800\x00", "photo": [{"width": 1}]}}


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock(FRIDAY)


@pytest.fixture
def store(tmp_path: Path, clock: MovedClock) -> Iterator[Store]:
    opened = store_at(new_file(tmp_path), clock)
    yield opened
    opened.close()


def parked(tx: Tx, event_id: str = "1:7", *, reason: str = "K7F2 ValueError: x\ud800\x00") -> bool:
    return tx.parked.park("telegram", "1", event_id, place="42", payload=PAYLOAD, reason=reason)


def test_once_with_all_that_came(store: Store) -> None:
    assert store.submit(parked).result() is True
    assert store.submit(parked).result() is False
    (kept,) = store.read(lambda tx: tx.parked.all())
    assert (kept.platform, kept.workspace, kept.event_id, kept.place) == ("telegram", "1", "1:7", "42")
    assert (kept.reason, kept.at) == ("K7F2 ValueError: x", FRIDAY)
    assert kept.payload == {"update_id": 7, "message": {"text": "<b> é 🙂 ", "photo": [{"width": 1}]}}


def test_a_long_reason_keeps_its_beginning(store: Store) -> None:
    store.submit(lambda tx: parked(tx, reason="K7F2 " + "x" * 1000)).result()
    (kept,) = store.read(lambda tx: tx.parked.all())
    assert kept.reason.startswith("K7F2 x")
    assert len(kept.reason) == 300


def test_the_oldest_first_and_forgotten_first(store: Store, clock: MovedClock) -> None:
    store.submit(lambda tx: parked(tx, "1:9")).result()
    clock.now += timedelta(days=1)
    store.submit(lambda tx: parked(tx, "1:8")).result()
    assert [one.event_id for one in store.read(lambda tx: tx.parked.all())] == ["1:9", "1:8"]
    assert store.submit(lambda tx: tx.parked.forget(clock.now)).result() == 1
    assert [one.event_id for one in store.read(lambda tx: tx.parked.all())] == ["1:8"]
