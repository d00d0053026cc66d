"""What is open, by how it is named: kept in memory from one transaction to the next, since every filing asks what looks like it.

Tried with 800 open offers: 80 ms a filing to load them all, 0.1 ms so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from bot.domain.contribution import PUBLISHED, Kind, Kinds
from bot.domain.folding import words as folded
from storage.tables import Tables


def naming(kind: Kind, answers: Mapping[str, Any]) -> str:
    """The short answers by which two of them differ, folded, their words in order: not the long text, not what is asked only to reach
    somebody."""
    said = [str(answers.get(question.name) or "") for question in kind.questions if question.type == "text" and question.names]
    return " ".join(sorted(folded(" ".join(said)).split()))


class Namings:
    """Belongs to one connection at a time. It follows the versions, since nothing changes without one.

    Versions are numbered in the order of their writing, and a rollback takes back the last of them: while the last one seen still stands
    as it was, so does everything before it. Where it does not, all is read again.
    """

    def __init__(self) -> None:
        self._open: dict[str, dict[int, str]] = {}
        self._last: tuple[Any, ...] = ()

    def open(self, kind: str, connection: sa.Connection, tables: Tables, kinds: Kinds) -> Mapping[int, str]:
        """The naming of every published item of a kind, by its id. What an erasure removed may still be in it: look before you speak."""
        versions = tables.versions
        rowid: sa.ColumnElement[int] = sa.literal_column("versions.rowid")
        columns = (
            rowid.label("place"),
            versions.c.contribution_id,
            versions.c.version,
            versions.c.at,
            versions.c.state,
            versions.c.answers,
        )
        everything = sa.select(*columns, tables.contributions.c.kind).join_from(versions, tables.contributions).order_by(rowid)
        rows = list(connection.execute(everything.where(rowid >= sa.bindparam("last")), {"last": self._last[0] if self._last else 0}))
        if self._last and (not rows or tuple(rows[0][:4]) != self._last):
            self._open, rows = {}, list(connection.execute(everything))
        for row in rows:
            names = self._open.setdefault(row.kind, {})
            names.pop(row.contribution_id, None)
            if row.state == PUBLISHED:
                names[row.contribution_id] = naming(kinds[row.kind], row.answers)
        if rows:
            self._last = tuple(rows[-1][:4])
        return self._open.get(kind, {})
