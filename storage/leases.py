"""What only one process may do on a database: deliver, and follow the clock."""

from __future__ import annotations

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path


class AlreadyRunning(Exception):  # noqa: N818 - reads as what it is
    """Another process serves this database: end that one first. Two would send the same message."""


@contextlib.contextmanager
def alone(database: Path) -> Iterator[None]:
    """Holds the database's lease. The system lets go of it when the process ends, however it ends. Raises AlreadyRunning."""
    with database.with_name(f"{database.name}.lease").open("a") as lease:
        try:
            fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise AlreadyRunning(str(database)) from held
        yield
