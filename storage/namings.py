"""What is open, by how it is named: kept in memory from one transaction to the next, since every filing asks what looks like it.

Otherwise each filing would read every open item of its kind, and cost the more the more there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from bot.domain.contribution import PUBLISHED, Kind, Kinds
from bot.domain.folding import words as folded
from storage.tables import Tables


def naming(kind: Kind, answers: Mapping[str, str]) -> str:
    """The short answers by which two of them differ, folded, the words in order of the alphabet. Not the long text, not what is asked
    only to reach somebody."""
    said = [answers.get(question.name, "") for question in kind.questions if question.type == "text" and question.names]
    return " ".join(sorted(folded(" ".join(said)).split()))


OPEN = (PUBLISHED, "proposed")
"""What an ambassador has proposed counts: he may send it again before his chamber has read it."""


class Namings:
    """Follows the versions of one database, since nothing changes without one. For one thread.

    Versions are written one after the other, and a rollback takes back the latest: while the last one that was seen still stands as it
    was, so does all that came before it. Where it does not, everything is read again.
    """

    def __init__(self) -> None:
        self._open: dict[str, dict[int, str]] = {}
        self._last: tuple[Any, ...] = ()

    def of_open(self, kind: str, connection: sa.Connection, tables: Tables, kinds: Kinds) -> Mapping[int, str]:
        """The naming of every published or proposed item of a kind, by its id. An item that was erased may still be in it."""
        rows = self._written_since(self._last[0] if self._last else 0, connection, tables)
        if self._last and (not rows or tuple(rows[0]) != self._last):
            self._open, rows = {}, self._written_since(0, connection, tables)
        for row in rows:
            names = self._open.setdefault(row.kind, {})
            names.pop(row.contribution_id, None)
            if row.state in OPEN:
                names[row.contribution_id] = naming(kinds[row.kind], row.answers)
        self._last = tuple(rows[-1]) if rows else ()
        return self._open.get(kind, {})

    @staticmethod
    def _written_since(place: int, connection: sa.Connection, tables: Tables) -> list[Any]:
        return tables.prepared(_written).rows(connection, {"place": place})


def _written(tables: Tables) -> sa.Select[Any]:
    """Versions in the order of writing, that place included. SQLite numbers them by itself: `rowid` is the place."""
    versions, place = tables.versions, sa.literal_column("versions.rowid", sa.Integer)
    columns = (versions.c.contribution_id, versions.c.version, versions.c.at, versions.c.state, versions.c.answers)
    query = sa.select(place, *columns, tables.contributions.c.kind).join_from(versions, tables.contributions)
    return query.where(place >= sa.bindparam("place")).order_by(place)
