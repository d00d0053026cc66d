"""Connections to SQLite: one that writes, others that read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa

BUSY_SECONDS = 2.0
"""How long a connection waits for another process's lock. Longer would outlive the 3 s in which Slack wants its acknowledgement."""

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # under group commit it costs 3-5 points, and keeps what was acknowledged through a power cut
    "foreign_keys=ON",
    "temp_store=MEMORY",
    "cache_size=-65536",
    "mmap_size=268435456",
)


def writing_engine(path: Path) -> sa.Engine:
    """One long-lived connection whose every transaction begins with BEGIN IMMEDIATE: a read followed by a write cannot lose an update."""
    return _engine(path, begin="BEGIN IMMEDIATE", pool=sa.StaticPool, extra=())


def reading_engine(path: Path) -> sa.Engine:
    """Connections that cannot write, and see the last committed state."""
    return _engine(path, begin="BEGIN", pool=sa.QueuePool, extra=("query_only=ON",))


def migrating_engine(path: Path) -> sa.Engine:
    """For migrations: foreign keys are off, since rebuilding a parent table with them on deletes every child without a word."""
    return _engine(path, begin="BEGIN IMMEDIATE", pool=sa.NullPool, extra=("foreign_keys=OFF",))


def _engine(path: Path, *, begin: str, pool: type[sa.Pool], extra: tuple[str, ...]) -> sa.Engine:
    engine = sa.create_engine(
        f"sqlite+pysqlite:///{path}", poolclass=pool, connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS}
    )

    @sa.event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver would begin transactions by itself, and too late
        for pragma in (*_PRAGMAS, *extra):
            connection.execute(f"PRAGMA {pragma}").close()

    @sa.event.listens_for(engine, "begin")
    def _on_begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
