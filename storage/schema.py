"""The schema on disk: made, brought up to date, or refused when it comes from a newer version."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage.chambers import Chambers
from storage.engine import BUSY_SECONDS, migrating_engine
from storage.seeds import chambers, statuses
from storage.statuses import Statuses
from storage.stems import STEMS
from storage.store import Store
from storage.tables import tables_for
from storage.transaction import Setting, Tx

MIGRATIONS = Path(__file__).parent / "migrations"
INDEXED = "search index"
"""The job that is noted when all is in the index, with the stems it was made with."""
INDEXED_AT_ONCE = 500


class NewerDatabase(Exception):  # noqa: N818 - reads as what it is
    """The database was written by a newer version of Maillage: install that version, or restore a backup made before it."""


class BrokenReferences(Exception):  # noqa: N818 - reads as what it is
    """A migration left rows that refer to nothing; it was rolled back."""


class UnusableDatabase(Exception):  # noqa: N818 - reads as what it is
    """The file is no database of ours, or cannot be written: name another one, or restore a backup."""


def opened(path: Path, setting: Setting, *, indexed_at_once: int = INDEXED_AT_ONCE, patience: float = BUSY_SECONDS) -> Store:
    """The store at that path, its schema up to date, the chambers in it and all in the index. Raises NewerDatabase, UnusableDatabase,
    and OSError for its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    upgrade(path)
    store = Store(path, setting, patience=patience)
    if not list(store.directory):
        store.submit(lambda tx: tx.chambers.seed(chambers())).result()
        store.reload()
    if not store.read(lambda tx: tx.statuses.all()):
        store.submit(lambda tx: tx.statuses.seed(statuses())).result()
    _index_all(store, indexed_at_once)
    return store


def _index_all(store: Store, at_once: int) -> None:
    """What was filed before there was a search, or with other stems than today's, is taken into it: once, some hundreds a transaction."""
    if store.read(lambda tx: tx.periods.outcome(INDEXED, STEMS)):
        return
    last: int | None = 0
    while last is not None:
        last = store.submit(partial(_index_after, last, at_once)).result()


def _index_after(last: int, at_once: int, tx: Tx) -> int | None:
    """The id of the last one that was taken in; None at the end."""
    items = tx.contributions.after(last, at_once)
    tx.search.forget([item.id for item in items])
    tx.search.add(items)
    if items:
        return items[-1].id
    tx.periods.claim(INDEXED, STEMS)
    return None


def upgrade(path: Path) -> None:
    """Brings the schema to this version's, in one transaction: it succeeds whole or leaves everything as it was. Raises
    NewerDatabase, UnusableDatabase."""
    engine = migrating_engine(path)
    try:
        with _usable(path), engine.begin() as connection:
            _refuse_newer(connection)
        with engine.begin() as connection:
            config = configuration()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise BrokenReferences(str(broken[:5]))
    finally:
        engine.dispose()


@contextlib.contextmanager
def _usable(path: Path) -> Iterator[None]:
    try:
        yield
    except sa.exc.DatabaseError as error:
        raise UnusableDatabase(f"{path}: {error.orig}") from error


def configuration() -> Config:
    """Where the migrations are: inside the package, so that a wheel carries them."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def _refuse_newer(connection: sa.Connection) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(configuration()).walk_revisions()}
    found = set(MigrationContext.configure(connection).get_current_heads())
    if found - known:
        raise NewerDatabase(", ".join(sorted(found - known)))


def create_without_history(path: Path, setting: Setting) -> Store:
    """A store whose tables come from the kinds alone: for kinds that exist only while a test runs."""
    engine = migrating_engine(path)
    with engine.begin() as connection:
        tables = tables_for(setting.kinds)
        tables.metadata.create_all(connection)
        Chambers(connection, tables).seed(chambers())
        Statuses(connection, tables, setting.clock()).seed(statuses())
    engine.dispose()
    return Store(path, setting)
