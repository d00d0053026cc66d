"""The schema: made from nothing, the same as the tables of the kinds, and refused when it is of a newer version."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from bot.domain.kinds import discover
from bot.house import setting_for
from storage import schema
from storage.engine import migrating_engine
from storage.schema import BrokenReferences, NewerDatabase, create_without_history, opened, upgrade
from storage.seeds import chambers
from storage.tables import tables_for
from storage.tables.search import is_declared
from tests.shelf import FRIDAY
from tests.town import MovedClock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "house" / "town.db"


@pytest.fixture
def connection(path: Path) -> Iterator[sa.Connection]:
    path.parent.mkdir()
    upgrade(path)
    engine = migrating_engine(path)
    with engine.connect() as opened_connection:
        yield opened_connection
    engine.dispose()


def run(path: Path, *statements: str) -> None:
    engine = migrating_engine(path)
    with engine.begin() as writing:
        for statement in statements:
            writing.exec_driver_sql(statement)
    engine.dispose()


def shape(connection: sa.Connection) -> dict[str, str]:
    """What SQLite itself says that it holds, but for names of constraints and spaces."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'")
    return {row.name: " ".join(row.sql.replace('"', "").split()) for row in rows}


def columns(connection: sa.Connection) -> dict[str, dict[str, tuple[str, bool, bool]]]:
    found = sa.inspect(connection)
    return {
        table: {
            column["name"]: (str(column["type"]), column["nullable"], bool(column.get("primary_key")))
            for column in found.get_columns(table)
        }
        for table in found.get_table_names()
        if table != "alembic_version"
    }


class TestMigrations:
    def test_they_give_the_tables_of_the_kinds(self, connection: sa.Connection) -> None:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_declared})
        assert compare_metadata(context, tables_for(discover()).metadata) == []

    def test_the_comparison_sees_a_difference(self, connection: sa.Connection) -> None:
        metadata = tables_for(discover()).metadata
        sa.Table("planted", metadata, sa.Column("id", sa.Integer, primary_key=True))
        metadata.tables["people"].append_column(sa.Column("planted", sa.String(5)))
        metadata.tables["outbox"].indexes.pop()
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_declared})
        assert len(compare_metadata(context, metadata)) >= 3

    def test_column_for_column_and_index_for_index(self, connection: sa.Connection, tmp_path: Path) -> None:
        engine = migrating_engine(tmp_path / "direct.db")
        with engine.begin() as direct:
            tables_for(discover()).metadata.create_all(direct)
            assert columns(connection) == columns(direct)
            indexes = {name for name, sql in shape(direct).items() if "INDEX" in sql}
            assert {name for name, sql in shape(connection).items() if "INDEX" in sql} == indexes
            for table in sa.inspect(direct).get_table_names():
                wanted = {(tuple(one["constrained_columns"]), one["referred_table"]) for one in sa.inspect(direct).get_foreign_keys(table)}
                found = {
                    (tuple(one["constrained_columns"]), one["referred_table"]) for one in sa.inspect(connection).get_foreign_keys(table)
                }
                assert found == wanted, table
                unique = {tuple(one["column_names"]) for one in sa.inspect(direct).get_unique_constraints(table)}
                assert {tuple(one["column_names"]) for one in sa.inspect(connection).get_unique_constraints(table)} == unique
        engine.dispose()

    def test_twice_is_once(self, path: Path) -> None:
        path.parent.mkdir()
        upgrade(path)
        before = path.read_bytes()
        upgrade(path)
        assert path.read_bytes() == before

    def test_a_newer_database_is_refused_and_left_alone(self, path: Path) -> None:
        path.parent.mkdir()
        upgrade(path)
        run(path, "UPDATE alembic_version SET version_num = '9999'")
        before = path.read_bytes()
        with pytest.raises(NewerDatabase, match="9999"):
            opened(path, setting_for(discover(), MovedClock(FRIDAY)))
        assert path.read_bytes() == before

    def test_rows_that_refer_to_nothing_are_refused(self, path: Path) -> None:
        path.parent.mkdir()
        upgrade(path)
        run(path, "INSERT INTO audit (at, by_id, act) VALUES ('2026-11-20', 4711, 'x')")
        with pytest.raises(BrokenReferences, match="audit"):
            upgrade(path)

    def test_one_that_fails_leaves_everything_as_it_was(self, path: Path) -> None:
        path.parent.mkdir()
        run(path, "CREATE TABLE people (id INTEGER)")
        with pytest.raises(sa.exc.OperationalError, match="already exists"):
            upgrade(path)
        engine = migrating_engine(path)
        with engine.connect() as found:
            assert sa.inspect(found).get_table_names() == ["people"]
        engine.dispose()


class TestOpening:
    def test_from_nothing_with_the_chambers(self, path: Path) -> None:
        store = opened(path, setting_for(discover(), MovedClock(FRIDAY)))
        assert {chamber.code for chamber in store.directory} == {chamber.code for chamber in chambers()}
        assert store.directory.resolve("Normandie", date(2026, 11, 20)) is not None
        store.close()

    def test_again_changes_nothing(self, path: Path) -> None:
        setting = setting_for(discover(), MovedClock(FRIDAY))
        opened(path, setting).close()
        store = opened(path, setting)
        assert len(list(store.directory)) == len(chambers())
        assert store.submit(lambda tx: tx.chambers.seed(chambers())).result() is None
        store.close()

    def test_the_chambers_come_back_as_they_are_seeded(self, path: Path) -> None:
        store = opened(path, setting_for(discover(), MovedClock(FRIDAY)))
        wanted = {(chamber.code, chamber.valid_from): chamber for chamber in chambers()}
        assert {(chamber.code, chamber.valid_from): chamber for chamber in store.directory} == wanted
        store.close()

    def test_without_history_it_holds_the_same(self, tmp_path: Path) -> None:
        store = create_without_history(tmp_path / "direct.db", setting_for(discover(), MovedClock(FRIDAY)))
        assert len(list(store.directory)) == len(chambers())
        store.close()

    def test_migrations_are_inside_the_package(self) -> None:
        assert (schema.MIGRATIONS / "versions" / "0001_first_tables.py").exists()
