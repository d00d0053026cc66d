"""What each connection is, whatever SQLite's defaults are."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from storage.engine import Unstorable
from storage.store import Store
from storage.transaction import Tx
from tests.shelf import FRIDAY, offer, somebody

ROOT = Path(__file__).parents[2]
WANTED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def pragmas(tx: Tx) -> dict[str, Any]:
    return {name: tx.connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in (*WANTED, "busy_timeout", "query_only")}


class TestConnections:
    def test_the_writer_is_durable_and_checks_references(self, store: Store) -> None:
        found = store.submit(pragmas).result()
        assert found == WANTED | {"busy_timeout": 2000, "query_only": 0}

    def test_readers_are_the_same_but_cannot_write(self, store: Store) -> None:
        assert store.read(pragmas) == WANTED | {"busy_timeout": 2000, "query_only": 1}
        with pytest.raises(sa.exc.OperationalError, match="readonly"):
            store.read(lambda tx: tx.received.first_time("slack", "Ev1", "message"))

    async def test_nor_in_a_thread_and_every_reader_of_many(self, store: Store) -> None:
        with ThreadPoolExecutor(12) as pool:
            assert {found["query_only"] for found in pool.map(lambda _: store.read(pragmas), range(24))} == {1}
        with pytest.raises(sa.exc.OperationalError, match="readonly"):
            await store.ask(lambda tx: tx.audit.note("x", by=None))

    def test_a_reader_sees_one_state_from_its_beginning_to_its_end(self, store: Store) -> None:
        def twice(tx: Tx) -> tuple[int, int]:
            count = sa.select(sa.func.count()).select_from(tx.tables.people)
            before = tx.connection.execute(count).scalar_one()
            store.submit(somebody).result()
            return before, tx.connection.execute(count).scalar_one()

        assert store.read(twice) == (0, 0)
        assert len(store.read(lambda tx: tx.people.active())) == 1

    def test_what_refers_to_nothing_is_refused(self, store: Store) -> None:
        def orphan(tx: Tx) -> None:
            tx.audit.note("x", by=4711)

        assert isinstance(store.submit(orphan).exception(), sa.exc.IntegrityError)

    def test_a_naive_instant_is_refused_and_an_aware_one_comes_back_in_utc(self, store: Store) -> None:
        def note(tx: Tx, at: Any) -> None:
            row = {"job": "j", "period": str(at), "outcome": "done", "at": at}
            tx.connection.execute(sa.insert(tx.tables.periods), [row])

        refused = store.submit(lambda tx: note(tx, FRIDAY.replace(tzinfo=None))).exception()
        assert "naive datetime" in str(refused)
        store.submit(lambda tx: note(tx, FRIDAY.astimezone())).result()
        assert store.read(lambda tx: tx.periods.latest("j")) == FRIDAY


class TestUnstorable:
    @pytest.mark.parametrize("text", ["a\x00b", "\ud800", "x" * 100 + "\udfff"])
    def test_what_no_database_holds_is_refused_everywhere_alike(self, store: Store, text: str) -> None:
        def plain(tx: Tx) -> None:
            somebody(tx, name=text)

        def inside_json(tx: Tx) -> None:
            tx.audit.note("x", by=None, after={"a": [{"b": text}]})

        def as_key(tx: Tx) -> None:
            tx.audit.note("x", by=None, after={text: 1})

        for case in (plain, inside_json, as_key):
            refused = store.submit(case).exception()
            assert isinstance(getattr(refused, "orig", refused), Unstorable), refused
        assert store.read(lambda tx: tx.people.active()) == []

    @pytest.mark.parametrize("text", ["\\u0000", "\\ud800", "\U0001f600", "\u202e", "\x07", "‘’"])
    def test_all_else_comes_back_letter_for_letter(self, store: Store, text: str) -> None:
        store.submit(lambda tx: tx.audit.note("x", by=None, after={"a": text})).result()
        store.submit(lambda tx: somebody(tx, name=text)).result()
        assert store.read(lambda tx: tx.people.active()[0].name) == text
        assert store.read(lambda tx: tx.connection.execute(sa.select(tx.tables.audit.c.after)).scalar_one()) == {"a": text}

    def test_an_offer_with_it_leaves_nothing_behind(self, store: Store) -> None:
        refused = store.submit(lambda tx: offer(tx, somebody(tx), title="a\x00b")).exception()
        assert refused is not None
        assert store.read(lambda tx: tx.contributions.open_in()) == []
