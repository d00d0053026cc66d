"""Connections to SQLite: one that writes, others that read."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa

BUSY_SECONDS = 2.0
"""How long a connection waits for another process's lock. Longer would outlive the 3 s in which Slack wants its acknowledgement."""
TERMINAL_SECONDS = 30.0
"""The same at a terminal, and before the house is open, where nobody waits for an acknowledgement."""

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # under group commit it costs 3-5 points, and keeps what was acknowledged through a power cut
    "foreign_keys=ON",
    "temp_store=MEMORY",
    "cache_size=-65536",
    "mmap_size=268435456",
)


_ENCODER = json.JSONEncoder(ensure_ascii=False)


class Unstorable(ValueError):  # noqa: N818 - reads as what it is
    """A text with NUL or a lone surrogate: PostgreSQL refuses the one, no encoder takes the other. The edges clean what people type."""


def writing_engine(path: Path, patience: float = BUSY_SECONDS) -> sa.Engine:
    """One long-lived connection whose every transaction begins with BEGIN IMMEDIATE: a read followed by a write cannot lose an update.

    `patience`: seconds to wait for somebody else's lock.
    """
    return _engine(path, begin="BEGIN IMMEDIATE", pool=sa.StaticPool, extra=(f"busy_timeout={int(patience * 1000)}",))


def reading_engine(path: Path) -> sa.Engine:
    """Connections that cannot write, and see the last committed state."""
    return _engine(path, begin="BEGIN", pool=sa.QueuePool, extra=("query_only=ON",))


def migrating_engine(path: Path) -> sa.Engine:
    """For migrations: foreign keys are off, since rebuilding a parent table with them on deletes every child without a word."""
    return _engine(
        path, begin="BEGIN IMMEDIATE", pool=sa.NullPool, extra=("foreign_keys=OFF", f"busy_timeout={int(TERMINAL_SECONDS * 1000)}")
    )


@contextlib.contextmanager
def savepoint(connection: sa.Connection) -> Iterator[None]:
    """What happens inside is undone when it raises. By hand, since SQLAlchemy's own costs as much as three statements, twice a command."""
    raw: Any = connection.connection.dbapi_connection
    raw.execute("SAVEPOINT one")
    done = False
    try:
        yield
        done = True
    finally:
        if not done and raw.in_transaction:  # a full disk may have rolled everything back already
            raw.execute("ROLLBACK TO one")
        if done or raw.in_transaction:
            raw.execute("RELEASE one")


def _engine(path: Path, *, begin: str, pool: type[sa.Pool], extra: tuple[str, ...]) -> sa.Engine:
    engine = sa.create_engine(
        f"sqlite+pysqlite:///{path}",
        poolclass=pool,
        connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS},
        json_serializer=_as_json,
    )

    @sa.event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver would begin transactions by itself, and too late
        for pragma in (*_PRAGMAS, *extra):
            connection.execute(f"PRAGMA {pragma}").close()

    @sa.event.listens_for(engine, "begin")
    def _on_begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    @sa.event.listens_for(engine, "before_cursor_execute")
    def _on_execute(_connection: Any, _cursor: Any, _statement: str, parameters: Any, _context: Any, many: bool) -> None:  # noqa: FBT001 - SQLAlchemy's
        for row in parameters if many else (parameters,):
            check_storable(row.values() if isinstance(row, Mapping) else row)

    return engine


def check_storable(values: Iterable[Any]) -> None:
    """Raises Unstorable: SQLite would take NUL in a text column, and half of its functions would end the text there."""
    for value in values:
        if type(value) is str and not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError as error:
                raise Unstorable(repr(value[:80])) from error
        if type(value) is str and "\x00" in value:
            raise Unstorable(repr(value[:80]))


def _as_json(value: Any) -> str:
    """Letters as they are: escaped, a lone surrogate would be stored here and break whoever reads it."""
    text = _ENCODER.encode(value)
    if "\\u0000" in text:  # an escaped NUL, or somebody's backslash before the letters u0000
        check_storable(_texts(value))
    return text


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from (key, *_texts(inner))
    elif isinstance(value, Iterable):
        for inner in value:
            yield from _texts(inner)
