"""Secrets of this store's own: made at their first use, and never shown."""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from storage.tables import Tables


class Keys:
    """Each key by what it is for."""

    def __init__(self, connection: sa.Connection, tables: Tables) -> None:
        self._connection, self._table = connection, tables.keys

    def secret(self, name: str) -> bytes:
        """The 32 bytes of that name; the first to ask for it has it made, which only a writing transaction can."""
        query = sa.select(self._table.c.value).where(self._table.c.name == name)
        known = self._connection.execute(query).scalar_one_or_none()
        if known is None:
            made = {"name": name, "value": secrets.token_hex(32)}
            self._connection.execute(insert(self._table).values(made).on_conflict_do_nothing())
            known = self._connection.execute(query).scalar_one()
        return bytes.fromhex(known)
