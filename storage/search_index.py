"""The index as each database has it: here SQLite's. Another one (PostgreSQL: a stored tsvector of the configuration `simple` under GIN)
gives the same answers when it keeps the promises of `Index`, since words are cut and hits are ranked above it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import sqlalchemy as sa

from storage.tables.search import INDEX

Word = frozenset[tuple[str, ...]]
"""One word that is looked for, as the ways in which a text may say it: each is a set of stems or marks that are all there."""


@dataclass(frozen=True, kw_only=True)
class Readable:
    """By which marks a row is readable: it has one of `marked`, or none of `closed`. Where `closed` is None, only the former counts."""

    marked: frozenset[str]
    closed: frozenset[str] | None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is searched of one contribution: stems and marks, each followed by a space but the last."""

    id: int
    heading: str
    words: str


class Index(Protocol):
    """What a database must do. It sees tokens of a-z, 0-9 and "_", which it must neither cut nor fold, and keeps every one of them."""

    def add(self, entries: Sequence[Entry]) -> None:
        """Takes in what is not there yet, in the transaction in which it is filed."""

    def drop(self, ids: Collection[int]) -> None:
        """Takes out what is there of these, without a trace of its words."""

    def newest(self, words: Collection[Word], readable: Readable, most: int) -> list[Entry]:
        """Those that say every word and are readable, by falling id, so many at most: what is not readable is left out before the cut."""

    def beginning(self, letters: str) -> list[str]:
        """Every stem in use that begins so."""


class Fts5:
    """Index of SQLite. Written by hand: a trigger takes six times as long, and would index what a use case has not finished."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, entries: Sequence[Entry]) -> None:
        """See `Index`. Raises IntegrityError for an id that is there."""
        if entries:
            self._run("INSERT INTO searched (contribution_id, heading, words) VALUES (?, ?, ?)", _rows(entries))
            self._run(_TAKE_IN, [(entry.id, entry.words) for entry in entries])

    def drop(self, ids: Collection[int]) -> None:
        """See `Index`. FTS5 forgets a row by being told its words once more."""
        for one in ids:
            row = self._run("SELECT words FROM searched WHERE contribution_id = ?", (one,)).one_or_none()
            if row is not None:
                self._run(_TAKE_OUT, (one, row.words))
                self._run("DELETE FROM searched WHERE contribution_id = ?", (one,))

    def newest(self, words: Collection[Word], readable: Readable, most: int) -> list[Entry]:
        """See `Index`."""
        expression = _readable(" AND ".join(_any(word) for word in words), readable)
        if not expression:
            return []
        return [Entry(id=row[0], heading=row[1], words=row[2]) for row in self._run(_NEWEST, (expression, most))]

    def beginning(self, letters: str) -> list[str]:
        """See `Index`. It reads as much of the index as begins so: some 30 ms of a million rows for two letters."""
        return [row[0] for row in self._run(_BEGINNING, (letters, letters + "\x7f"))]

    def _run(self, statement: str, parameters: Any) -> sa.CursorResult[*tuple[Any, ...]]:
        return self._connection.exec_driver_sql(statement, parameters)


_TAKE_IN = f"INSERT INTO {INDEX} (rowid, words) VALUES (?, ?)"  # noqa: S608 - our own constant, here and below
_TAKE_OUT = f"INSERT INTO {INDEX} ({INDEX}, rowid, words) VALUES ('delete', ?, ?)"  # noqa: S608
_BEGINNING = f"SELECT term FROM {INDEX}_terms WHERE term >= ? AND term < ?"  # noqa: S608
_NEWEST = f"""
SELECT searched.contribution_id, searched.heading, searched.words
FROM (SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH ? ORDER BY rowid DESC LIMIT ?) AS found
JOIN searched ON searched.contribution_id = found.rowid ORDER BY searched.contribution_id DESC
"""  # noqa: S608


def _rows(entries: Iterable[Entry]) -> list[tuple[int, str, str]]:
    return [(entry.id, entry.heading, entry.words) for entry in entries]


def _any(word: Word) -> str:
    """FTS5's own language; each token in quotes, so that none of them is a sign of it."""
    return "(" + " OR ".join("(" + " AND ".join(f'"{token}"' for token in way) + ")" for way in sorted(word)) + ")"


def _readable(said: str, readable: Readable) -> str:
    """With what is closed left out, rather than what is open put in: most is open to most readers, and the smaller list costs less.
    Nothing for whom nothing is readable."""
    if readable.closed is not None and not readable.closed:
        return said
    marked = f"(({said}) AND {_any(_ways(readable.marked))})" if readable.marked else ""
    if readable.closed is None:
        return marked
    open_to_all = f"(({said}) NOT {_any(_ways(readable.closed))})"
    return f"{open_to_all} OR {marked}" if marked else open_to_all


def _ways(marks: Iterable[str]) -> Word:
    return frozenset((mark,) for mark in marks)
