"""One writer thread: whatever is waiting goes into one transaction, and nothing is told to anyone before COMMIT.

Tried: with a 2 ms disk and full durability, 15 times what one commit per command gives.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from storage.engine import savepoint

MOST_IN_A_BATCH = 64
LONGEST_BATCH_SECONDS = 0.05
MOST_WAITING = 5000
"""A full queue refuses at once: the platform is not acknowledged and sends again, instead of all waiting past its 3 s."""

Case = Callable[[sa.Connection], Any]


class StoreFailed(Exception):  # noqa: N818 - reads as what happened
    """Nothing of this case was kept (disk full, database locked): do not acknowledge, the platform will send again."""


@dataclass(frozen=True)
class _Job:
    case: Case
    answer: Future[Any]


@dataclass(frozen=True)
class _Done:
    answer: Future[Any]
    value: Any = None
    error: Exception | None = None

    def release(self) -> None:
        if self.error is None:
            self.answer.set_result(self.value)
        else:
            self.answer.set_exception(self.error)


class Writer:
    """Runs cases one after the other in their own thread, each in a SAVEPOINT, many to a COMMIT."""

    def __init__(self, engine: sa.Engine, *, most_waiting: int = MOST_WAITING) -> None:
        self._engine = engine
        self._waiting: queue.Queue[_Job | None] = queue.Queue(maxsize=most_waiting)
        self._entrance = threading.Lock()
        self._closed = self._ended = False
        self._thread = threading.Thread(
            target=self._run, name="store-writer", daemon=True
        )  # else a programme that fails before `close` never ends
        self._thread.start()

    def submit(self, case: Case) -> Future[Any]:
        """Queues a case. Its future has the value or the refusal once COMMIT has succeeded, and StoreFailed when it has not.

        Raises StoreFailed when it cannot be queued.
        """
        job = _Job(case, Future())
        with self._entrance:  # nothing may come behind the mark of the end: nobody would run it, and its future would wait for ever
            if self._closed:
                raise StoreFailed("the store is closed")
            try:
                self._waiting.put_nowait(job)
            except queue.Full as full:
                raise StoreFailed("too many cases are waiting") from full
        return job.answer

    def close(self) -> None:
        """Finishes what is queued, then ends the thread."""
        with self._entrance:
            first, self._closed = not self._closed, True
        if first:
            self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        while not self._ended:
            job = self._next(wait=True)
            if job is not None:
                self._batch(job)

    def _next(self, *, wait: bool) -> _Job | None:
        """The next case that somebody still wants; None when nothing waits, or at the end. Once taken it cannot be cancelled any more."""
        while not self._ended:
            try:
                job = self._waiting.get(block=wait)
            except queue.Empty:
                return None
            self._ended = job is None
            if job is not None and job.answer.set_running_or_notify_cancel():
                return job
        return None

    def _batch(self, first: _Job) -> None:
        """One transaction."""
        taken: list[_Job] = []
        try:
            with self._engine.begin() as connection:
                done = self._fill(connection, first, taken)
        except Exception as error:  # noqa: BLE001 - one of the four: BEGIN or COMMIT failed, so all of them failed, whatever it was
            for job in taken or self._locked_out(first):
                job.answer.set_exception(_failure(error))
        else:
            for one in done:
                one.release()

    def _fill(self, connection: sa.Connection, first: _Job, taken: list[_Job]) -> list[_Done]:
        until = time.monotonic() + LONGEST_BATCH_SECONDS
        done = []
        job: _Job | None = first
        while job is not None:
            taken.append(job)
            done.append(_attempt(connection, job))
            full = len(taken) >= MOST_IN_A_BATCH or time.monotonic() > until
            job = None if full else self._next(wait=False)
        return done

    def _locked_out(self, first: _Job) -> list[_Job]:
        """Who waited for the same lock: one after the other they would each wait as long again, past the platform's patience."""
        found = [first]
        while len(found) < MOST_IN_A_BATCH and (job := self._next(wait=False)) is not None:
            found.append(job)
        return found


def _failure(error: BaseException) -> StoreFailed:
    """Named after what came first: of a full disk one would otherwise read that a savepoint is missing."""
    first = error
    while first.__context__ is not None:
        first = first.__context__
    failure = StoreFailed(str(first))
    failure.__cause__ = error
    return failure


def _attempt(connection: sa.Connection, job: _Job) -> _Done:
    """One case in a SAVEPOINT of its own: a refusal or a constraint undoes only itself."""
    try:
        with savepoint(connection):
            return _Done(job.answer, job.case(connection))
    except Exception as error:
        # After a full disk SQLite may have rolled the whole batch back by itself, and the driver's commit would be a silent no-op.
        if not connection.connection.dbapi_connection.in_transaction:  # type: ignore[union-attr]
            raise
        return _Done(job.answer, error=_failure(error) if isinstance(error, sa.exc.OperationalError) else error)
