"""Statements given to the driver as they are: the same values, the same refusals, as through SQLAlchemy."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from storage.engine import Unstorable
from storage.prepared import Prepared
from storage.store import Store
from storage.transaction import Tx
from tests.shelf import FRIDAY, offer, somebody

EVENT = {"platform": "slack", "event_id": "Ev1", "type": "message", "at": FRIDAY}


def audit(**values: Any) -> dict[str, Any]:
    return {"at": FRIDAY, "by_id": None, "act": "x", "about_id": None, "before": None, "after": {"é": ["“", 1, None]}} | values


def through_sqlalchemy(tx: Tx, table: sa.Table) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in tx.connection.execute(sa.select(table).order_by(sa.literal_column("rowid")))]


def _insert(inserting: Prepared, values: dict[str, Any], tx: Tx) -> None:
    inserting.run(tx.connection, values)


class TestRows:
    def test_the_same_row_is_written(self, store: Store) -> None:
        def both(tx: Tx) -> list[tuple[Any, ...]]:
            tx.connection.execute(sa.insert(tx.tables.audit), audit())
            tx.tables.inserting(tx.tables.audit).run(tx.connection, audit())
            raw = tx.connection.exec_driver_sql("SELECT at, by_id, act, about_id, before, after FROM audit")
            return [tuple(row) for row in raw]

        first, second = store.submit(both).result()
        assert first == second

    def test_the_same_row_is_read(self, store: Store) -> None:
        def both(tx: Tx) -> tuple[list[Any], list[Any]]:
            item = offer(tx, somebody(tx), deadline="2026-12-12")
            shared, typed = tx.tables.contributions, tx.tables.kinds[item.kind]
            query = sa.select(shared, typed.c.deadline).join_from(shared, typed).where(shared.c.id == sa.bindparam("of"))
            (found,) = Prepared(query).rows(tx.connection, {"of": item.id})
            return list(found), list(tx.connection.execute(query, {"of": item.id}).one())

        found, expected = store.submit(both).result()
        assert found == expected
        assert {type(value) for value in found} >= {datetime, date, list, str, int}

    def test_by_name_and_as_a_mapping(self, store: Store) -> None:
        people = store.tables.people
        named = Prepared(sa.select(people.c.name, sa.func.length(people.c.name).label("letters")))
        store.submit(lambda tx: somebody(tx, "Hina")).result()
        row = store.read(lambda tx: named.first(tx.connection, {}))
        assert (row.name, row.letters, row._asdict()) == ("Hina", 4, {"name": "Hina", "letters": 4})

    def test_nothing_found(self, store: Store) -> None:
        nobody = Prepared(sa.select(store.tables.people.c.id))
        assert store.read(lambda tx: (nobody.rows(tx.connection, {}), nobody.first(tx.connection, {}))) == ([], None)

    def test_what_stands_in_the_statement_is_kept_beside_what_is_brought(self, store: Store) -> None:
        people = store.tables.people
        some = Prepared(sa.select(people.c.name).where(people.c.chamber == "NOR", people.c.role == sa.bindparam("wanted")).limit(1))
        store.submit(lambda tx: [somebody(tx, "Abel"), somebody(tx, "Blanche"), somebody(tx, "Hina", chamber="MYT")]).result()
        assert [row.name for row in store.read(lambda tx: some.rows(tx.connection, {"wanted": "director"}))] == ["Abel"]
        assert store.read(lambda tx: some.rows(tx.connection, {"wanted": "employee"})) == []

    def test_the_id_of_a_new_row(self, store: Store) -> None:
        inserting = store.tables.inserting(store.tables.audit)
        ids = store.submit(lambda tx: [inserting.add(tx.connection, audit()) for _ in range(3)]).result()
        assert ids == store.read(lambda tx: [row[0] for row in through_sqlalchemy(tx, tx.tables.audit)])


class TestRefusals:
    def test_a_constraint(self, store: Store) -> None:
        twice = store.submit(lambda tx: [tx.tables.inserting(tx.tables.received).run(tx.connection, EVENT) for _ in range(2)])
        assert isinstance(twice.exception(), sa.exc.IntegrityError)
        assert store.read(lambda tx: through_sqlalchemy(tx, tx.tables.received)) == []

    def test_who_only_reads_cannot_write(self, store: Store) -> None:
        with pytest.raises(sa.exc.OperationalError, match="readonly"):
            store.read(lambda tx: tx.tables.inserting(tx.tables.received).run(tx.connection, EVENT))

    @pytest.mark.parametrize("text", ["a\x00b", "\ud800"])
    def test_what_no_database_holds(self, store: Store, text: str) -> None:
        inserting = store.tables.inserting(store.tables.audit)
        for values in (audit(act=text), audit(after={"a": text})):
            with pytest.raises(Unstorable):
                store.submit(partial(_insert, inserting, values)).result()

    def test_an_instant_without_a_zone(self, store: Store) -> None:
        inserting = store.tables.inserting(store.tables.audit)
        naive = (FRIDAY + timedelta(days=1)).replace(tzinfo=None)
        with pytest.raises(ValueError, match="naive datetime"):
            store.submit(lambda tx: inserting.run(tx.connection, audit(at=naive))).result()

    @pytest.mark.parametrize("change", [{"act": None}, {"another": 1}])
    def test_other_values_than_the_first_run_brought(self, store: Store, change: dict[str, Any]) -> None:
        """A column forgotten or added later would be lost without a word."""
        inserting = store.tables.inserting(store.tables.audit)
        store.submit(lambda tx: inserting.run(tx.connection, audit())).result()
        values = {name: value for name, value in (audit() | change).items() if value is not None or name not in change}
        with pytest.raises(KeyError):
            store.submit(lambda tx: inserting.run(tx.connection, values)).result()

    def test_a_list_of_unknown_length(self, store: Store) -> None:
        people = store.tables.people
        some = Prepared(sa.select(people.c.id).where(people.c.id.in_(sa.bindparam("ids", expanding=True))))
        with pytest.raises(TypeError, match="cannot be prepared"):
            store.read(lambda tx: some.rows(tx.connection, {"ids": [1, 2]}))
