"""Events seen: the second delivery of an event changes nothing."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from storage.tables import Tables


def _insert(tables: Tables) -> sa.Insert:
    return insert(tables.received).on_conflict_do_nothing()


class Received:
    """The platform's own event ids, written in the transaction of their effect."""

    def __init__(self, connection: sa.Connection, tables: Tables, now: datetime) -> None:
        self._connection, self._tables, self._table, self._now = connection, tables, tables.received, now

    def first_time(self, platform: str, event_id: str, event_type: str) -> bool:
        """Notes the event; False when it was noted before."""
        row = {"platform": platform, "event_id": event_id[:255], "type": event_type[:60], "at": self._now}
        return self._tables.prepared(_insert).run(self._connection, row).rowcount == 1

    def unnote(self, platform: str, event_id: str) -> None:
        """As if it had not come: it will come again with other content (a form sent back with errors)."""
        column = self._table.c
        self._connection.execute(sa.delete(self._table).where(column.platform == platform, column.event_id == event_id[:255]))

    def forget(self, before: datetime) -> int:
        """Drops what no platform sends again. Gives how many."""
        return self._connection.execute(sa.delete(self._table).where(self._table.c.at < before)).rowcount
