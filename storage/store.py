"""The store: use cases are run here, and only here does anything become lasting."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa

from bot.domain.chambers import Directory
from storage.chambers import Chambers
from storage.engine import BUSY_SECONDS, reading_engine, writing_engine
from storage.namings import Namings
from storage.tables import Tables, tables_for
from storage.transaction import Setting, Tx
from storage.writer import Writer

T = TypeVar("T")
READERS = 4


class Store:
    """An open database whose schema is up to date (storage.schema sees to that). It must be closed."""

    def __init__(self, path: Path, setting: Setting, *, patience: float = BUSY_SECONDS) -> None:
        self.path, self.setting = path, setting
        self.tables: Tables = tables_for(setting.kinds)
        self._writing, self._reading = writing_engine(path, patience), reading_engine(path)
        self._readers = ThreadPoolExecutor(max_workers=READERS, thread_name_prefix="store-reader")
        self._writer = Writer(self._writing)
        self._namings = Namings()
        self._wake: Callable[[], None] = lambda: None
        self.directory = self._load_directory()

    def reload(self) -> None:
        """Reads the chambers again."""
        self.directory = self._load_directory()

    def _load_directory(self) -> Directory:
        with self._reading.begin() as connection:
            return Chambers(connection, self.tables).directory()

    def when_posted(self, wake: Callable[[], None]) -> None:
        """`wake` is called after each COMMIT that left something to deliver, from the writer's thread."""
        self._wake = wake

    def submit(self, case: Callable[[Tx], T]) -> Future[T]:
        """Runs a use case in the next transaction. The future has its answer, or its refusal, once COMMIT has succeeded.

        Raises StoreFailed, here or in the future, when nothing was kept.
        """
        ran: list[Tx] = []

        def run(connection: sa.Connection) -> T:
            tx = self._tx(connection, self._namings)
            answer = case(tx)
            ran.append(tx)
            if tx.renewed:
                self.directory = tx.renewed  # before COMMIT: the next case of the batch may be about the same chamber
            return answer

        future: Future[T] = self._writer.submit(run)
        future.add_done_callback(lambda done: self._settle(done, ran))
        return future

    def _settle(self, done: Future[T], ran: list[Tx]) -> None:
        """After COMMIT, or its failure."""
        if any(tx.renewed for tx in ran) and done.exception():
            self.reload()
        if any(tx.outbox.written for tx in ran):
            self._wake()

    async def do(self, case: Callable[[Tx], T]) -> T:
        """`submit`, awaited."""
        return await asyncio.wrap_future(self.submit(case))

    def read(self, case: Callable[[Tx], T]) -> T:
        """Runs a question on a connection that cannot write, at the last committed state."""
        with self._reading.begin() as connection:
            return case(self._tx(connection))

    def read_at(self, setting: Setting, case: Callable[[Tx], T]) -> T:
        """The same under another setting: as if it were another time."""
        with self._reading.begin() as connection:
            return case(Tx(connection, tables=self.tables, setting=setting, directory=self.directory))

    async def ask(self, case: Callable[[Tx], T]) -> T:
        """`read`, in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self.read, case)

    def _tx(self, connection: sa.Connection, namings: Namings | None = None) -> Tx:
        return Tx(connection, tables=self.tables, setting=self.setting, directory=self.directory, namings=namings)

    def close(self) -> None:
        """Finishes what is queued and lets go of the file."""
        self._writer.close()
        self._readers.shutdown()
        self._writing.dispose()
        self._reading.dispose()
