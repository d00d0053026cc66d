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

MOST_IN_A_BATCH = 64
LONGEST_BATCH_SECONDS = 0.05
MOST_WAITING = 5000
"""A full queue refuses at once: the platform is not acknowledged and sends again, instead of all waiting past its 3 s."""

Case = Callable[[sa.Connection], Any]


class StoreFailed(Exception):  # noqa: N818 - reads as what happened
    """Nothing of this batch was kept (disk full, database locked): do not acknowledge, the platform will send again."""


@dataclass(frozen=True)
class _Job:
    case: Case
    answer: Future[Any]


@dataclass(frozen=True)
class _Done:
    answer: Future[Any]
    value: Any = None
    error: BaseException | None = None

    def release(self) -> None:
        if self.error is None:
            self.answer.set_result(self.value)
        else:
            self.answer.set_exception(self.error)


class Writer:
    """Runs cases one after the other in their own thread, each in a SAVEPOINT, many to a COMMIT."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._waiting: queue.Queue[_Job | None] = queue.Queue(maxsize=MOST_WAITING)
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="store-writer")
        self._thread.start()

    def submit(self, case: Case) -> Future[Any]:
        """Queues a case. Its future has the value or the refusal once COMMIT has succeeded, and StoreFailed when it has not."""
        answer: Future[Any] = Future()
        if self._closed.is_set():
            raise StoreFailed("the store is closed")
        try:
            self._waiting.put_nowait(_Job(case, answer))
        except queue.Full as full:
            raise StoreFailed("too many cases are waiting") from full
        return answer

    def close(self) -> None:
        """Finishes what is queued, then ends the thread."""
        self._closed.set()
        self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (job := self._waiting.get()) is not None:
            if not self._batch(job):
                return

    def _batch(self, first: _Job) -> bool:
        """One transaction. False when the writer was asked to end."""
        taken: list[_Job] = [first]
        try:
            with self._engine.begin() as connection:
                done, more = self._fill(connection, taken)
        except Exception as error:  # noqa: BLE001 - one of the four: BEGIN or COMMIT failed, so all of them failed, whatever it was
            for job in taken:
                _fail(job, error)
            return True
        for one in done:
            one.release()
        return more

    def _fill(self, connection: sa.Connection, taken: list[_Job]) -> tuple[list[_Done], bool]:
        until = time.monotonic() + LONGEST_BATCH_SECONDS
        done = []
        while True:
            job = taken[-1]
            if job.answer.set_running_or_notify_cancel():
                done.append(_attempt(connection, job))
            if len(taken) >= MOST_IN_A_BATCH or time.monotonic() > until:
                return done, True
            try:
                following = self._waiting.get_nowait()
            except queue.Empty:
                return done, True
            if following is None:
                return done, False
            taken.append(following)


def _fail(job: _Job, error: BaseException) -> None:
    if job.answer.cancelled():
        return
    failure = StoreFailed(str(error))
    failure.__cause__ = error
    job.answer.set_exception(failure)


def _attempt(connection: sa.Connection, job: _Job) -> _Done:
    """One case in a SAVEPOINT of its own: a refusal or a constraint undoes only itself."""
    try:
        with connection.begin_nested():
            return _Done(job.answer, job.case(connection))
    except Exception as error:
        # After a full disk SQLite has rolled the whole batch back by itself, and the driver's commit would be a silent no-op.
        if not connection.connection.dbapi_connection.in_transaction:  # type: ignore[union-attr]
            raise
        return _Done(job.answer, error=error)
