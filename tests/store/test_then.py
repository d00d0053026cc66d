"""A letter of a week that is over holds what was there then, as it was then."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.week import Week
from storage.store import Store
from storage.then import published_then
from tests.shelf import FRIDAY, new_file, offer, somebody, store_at
from tests.town import MovedClock

WEEK = Week.of(FRIDAY)


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock(FRIDAY)


@pytest.fixture
def store(tmp_path: Path, clock: MovedClock) -> Iterator[Store]:
    opened = store_at(new_file(tmp_path), clock)
    opened.submit(lambda tx: offer(tx, somebody(tx), deadline="2026-12-04")).result()
    yield opened
    opened.close()


def becomes(store: Store, **values: Any) -> None:
    def change(tx):  # type: ignore[no-untyped-def]
        item = tx.contributions.numbered("job_offer", 1)
        tx.contributions.change(dataclasses.replace(item, **values), act="test", by=None)

    store.submit(change).result()


def then(store: Store, week: Week = WEEK) -> list[Any]:
    return store.read(lambda tx: published_then(week.start, week.end, tx))


def test_what_was_published_in_that_week(store: Store) -> None:
    assert [item.number for item in then(store)] == [1]
    assert then(store, WEEK.after(-1)) == then(store, WEEK.after(1)) == []


@pytest.mark.parametrize(("later", "there"), [(timedelta(hours=3), []), (timedelta(days=10), [1])])
def test_what_was_closed_afterwards_was_there(store: Store, clock: MovedClock, later: timedelta, there: list[int]) -> None:
    clock.now += later
    becomes(store, state="filled")
    assert [item.number for item in then(store)] == there


@pytest.mark.parametrize(("later", "deadline"), [(timedelta(hours=3), date(2026, 12, 24)), (timedelta(days=10), date(2026, 12, 4))])
def test_what_was_corrected_afterwards_is_as_it_was(store: Store, clock: MovedClock, later: timedelta, deadline: date) -> None:
    clock.now += later
    becomes(store, deadline=date(2026, 12, 24))
    assert [(item.deadline, item.version) for item in then(store)] == [(deadline, 2 if deadline.day == 24 else 1)]


def test_the_last_instant_of_a_week_is_of_the_next(store: Store, clock: MovedClock) -> None:
    end: datetime = WEEK.end
    clock.now = end
    store.submit(lambda tx: offer(tx, somebody(tx), title="juriste")).result()
    assert [item.number for item in then(store)] == [1]
    assert [item.number for item in then(store, WEEK.after(1))] == [2]
