"""The chambers of today and of before 2016, as the store holds them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from bot.domain.chambers import Chamber, Directory
from storage.tables import Tables

_ALWAYS = date.min
"""`valid_from` is part of the key: an entry without a beginning begins at the first day there is."""


class Chambers:
    """Read as a whole: 45 entries."""

    def __init__(self, connection: sa.Connection, tables: Tables) -> None:
        self._connection, self._table = connection, tables.chambers

    def directory(self) -> Directory:
        """All entries, ready to resolve names."""
        rows = self._connection.execute(sa.select(self._table).order_by(self._table.c.code))
        return Directory(
            Chamber(
                code=row.code,
                name=row.name,
                region=row.region,
                insee=row.insee,
                zone=row.zone,
                aliases=tuple(row.aliases),
                departments=tuple(row.departments),
                valid_from=None if row.valid_from == _ALWAYS else row.valid_from,
                valid_until=row.valid_until,
                successor=row.successor,
            )
            for row in rows
        )

    def merge(self, code: str, into: str, last_day: date) -> None:
        """That chamber ends with that day, and its successor stands for it from then on."""
        self._change(code, valid_until=last_day, successor=into)

    def take_back_merger(self, code: str) -> None:
        """As if it had never been noted."""
        self._change(code, valid_until=None, successor="")

    def _change(self, code: str, **values: object) -> None:
        self._connection.execute(sa.update(self._table).where(self._table.c.code == code).values(**values))

    def seed(self, chambers: Iterable[Chamber]) -> None:
        """Fills an empty table; a table that holds anything is left as it is."""
        if self._connection.execute(sa.select(sa.func.count()).select_from(self._table)).scalar_one():
            return
        rows = [
            {
                "code": chamber.code,
                "valid_from": chamber.valid_from or _ALWAYS,
                "valid_until": chamber.valid_until,
                "name": chamber.name,
                "region": chamber.region,
                "insee": chamber.insee,
                "zone": chamber.zone,
                "aliases": list(chamber.aliases),
                "departments": list(chamber.departments),
                "successor": chamber.successor,
            }
            for chamber in chambers
        ]
        self._connection.execute(sa.insert(self._table), rows)
