"""The chambers' life as it is kept: seeded once, added to, never overwritten."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.domain.kinds import discover
from bot.domain.membership import Precision, Status, Step
from bot.house import setting_for
from storage.schema import create_without_history, opened
from storage.seeds import statuses
from storage.store import Store
from storage.transaction import Tx
from storage.writer import StoreFailed
from tests.shelf import FRIDAY, new_file, somebody, store_at
from tests.town import MovedClock

LEFT = Step(chamber="MYT", effective=date(2026, 2, 1), status=Status.LEFT, decision="CA du 12/12/2025")


def test_a_new_database_knows_the_life_of_its_chambers(tmp_path: Path) -> None:
    store = store_at(new_file(tmp_path))
    assert set(_all(store)) == set(statuses())
    store.close()


def test_an_older_database_learns_it_when_it_is_opened_and_only_once(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    store = store_at(path)
    store.submit(lambda tx: tx.connection.execute(sa.delete(tx.tables.statuses))).result()
    store.close()
    for _ in range(2):
        again = opened(path, setting_for(discover(), MovedClock(FRIDAY)))
        assert len(_all(again)) == len(statuses())
        again.close()


def test_what_was_noted_outlives_a_restart_and_is_not_seeded_over(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    store = store_at(path)
    by = store.submit(lambda tx: somebody(tx).id).result()
    store.submit(lambda tx: tx.statuses.add(LEFT, by)).result()
    store.close()
    again = opened(path, setting_for(discover(), MovedClock(FRIDAY)))
    assert LEFT in _all(again)
    membership = again.read(lambda tx: tx.statuses.membership(tx.directory))
    assert membership.state_on("MYT", date(2026, 1, 31)) is Status.MEMBER
    assert membership.step_on("MYT", date(2026, 2, 1)) == LEFT
    row = again.read(lambda tx: tx.connection.execute(sa.select(tx.tables.statuses).where(tx.tables.statuses.c.by_id == by)).one())
    assert (row.noted_at, row.decision) == (FRIDAY, "CA du 12/12/2025")
    again.close()


def test_one_step_a_day(tmp_path: Path) -> None:
    store = store_at(new_file(tmp_path))
    store.submit(lambda tx: tx.statuses.add(LEFT, None)).result()
    with pytest.raises(sa.exc.IntegrityError):
        store.submit(lambda tx: tx.statuses.add(LEFT, None)).result()
    assert _all(store).count(LEFT) == 1
    store.close()


def test_only_what_somebody_noted_can_be_taken_back_the_last_first(tmp_path: Path) -> None:
    store = store_at(new_file(tmp_path))
    by = store.submit(lambda tx: somebody(tx).id).result()
    before = set(_all(store))
    again = Step(chamber="MYT", effective=date(2026, 1, 15), status=Status.APPLICANT, precision=Precision.MONTH)
    other = Step(chamber="REU", effective=date(2026, 3, 1), status=Status.LEFT)
    for step in (LEFT, again, other):  # in the same instant; the second is about an earlier day
        store.submit(partial(_add, step, by)).result()
    for step in (again, LEFT, None):
        assert store.read(lambda tx: tx.statuses.last_noted("MYT")) == step
        if step:
            store.submit(partial(_take_back, step)).result()
    assert set(_all(store)) == before | {other}
    store.close()


def test_a_merger_changes_the_directory_of_every_later_case_and_its_failure_changes_nothing(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    store = store_at(path)
    waiting = [store.submit(case) for case in (_merge_in_vain, _merge, _seen)]  # in one batch, or not
    assert isinstance(waiting[0].exception(), ZeroDivisionError)
    waiting[1].result()
    assert waiting[2].result() == store.read(_seen) == ("REU", {"REU", "MYT"})
    store.close()
    again = store_at(path)
    assert again.read(_seen) == ("REU", {"REU", "MYT"})
    again.submit(_part).result()
    assert again.read(_seen) == ("MYT", {"REU"})
    again.close()


def test_a_merger_that_cannot_be_committed_is_forgotten(tmp_path: Path) -> None:
    store = store_at(new_file(tmp_path))

    def on_a_full_disk(tx: Tx) -> None:
        _merge(tx)
        assert _seen(tx) == ("REU", {"REU", "MYT"})
        tx.connection.exec_driver_sql("ROLLBACK")  # as SQLite does by itself when the disk is full

    assert isinstance(store.submit(on_a_full_disk).exception(), StoreFailed)
    assert store.submit(_seen).result() == store.read(_seen) == ("MYT", {"REU"})
    store.close()


def _add(step: Step, by: int, tx: Tx) -> None:
    tx.statuses.add(step, by)


def _take_back(step: Step, tx: Tx) -> None:
    tx.statuses.take_back(step)


def _merge(tx: Tx) -> None:
    tx.chambers.merge("MYT", "REU", FRIDAY.date() - timedelta(days=1))
    tx.renew_directory()


def _merge_in_vain(tx: Tx) -> None:
    tx.chambers.merge("GUF", "REU", FRIDAY.date() - timedelta(days=1))
    tx.renew_directory()
    raise ZeroDivisionError


def _part(tx: Tx) -> None:
    tx.chambers.take_back_merger("MYT")
    tx.renew_directory()


def _seen(tx: Tx) -> tuple[str, frozenset[str]]:
    """Whom "Mayotte" means, and whose items a filter on La Réunion finds."""
    chamber = tx.directory.resolve("Mayotte", FRIDAY.date())
    return (chamber.code if chamber else "", tx.directory.lineage("REU"))


def test_a_database_without_history_has_them_too(tmp_path: Path) -> None:
    store = create_without_history(tmp_path / "made.db", setting_for(discover(), MovedClock(FRIDAY)))
    assert len(_all(store)) == len(statuses())
    store.close()


def _all(store: Store) -> list[Step]:
    return store.read(lambda tx: tx.statuses.all())
