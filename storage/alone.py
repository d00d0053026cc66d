"""What only one process at a time may do with a database: send what its outbox holds."""

from __future__ import annotations

import sqlite3
from pathlib import Path

SUFFIX = ".lease"


class Alone:
    """A place for one. The operating system gives it back the moment its holder dies, so a crash leaves nothing to wait for.

    It is the lock of an empty SQLite file beside the database: the same on every system that SQLite runs on.
    """

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(database.name + SUFFIX)
        self._held: sqlite3.Connection | None = None

    def take(self) -> bool:
        """Whether it is ours now, and until `leave`."""
        if self._held is not None:
            return True
        connection = sqlite3.connect(self._path, timeout=0, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            connection.close()
            return False
        self._held = connection
        return True

    def leave(self) -> None:
        """Lets another one in."""
        if self._held is not None:
            self._held.close()
            self._held = None
