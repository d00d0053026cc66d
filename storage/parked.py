"""What came in and failed by our fault as often as we try: kept with its payload for a week, where an organiser finds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from bot.wording.escape import clean
from storage.tables import Tables


@dataclass(frozen=True, kw_only=True)
class ParkedEvent:
    """One of them. `place` is the channel it came from; `reason` begins with the code that the member was told; `at` is UTC."""

    platform: str
    workspace: str
    event_id: str
    place: str
    payload: Mapping[str, Any]
    reason: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class SetAside:
    """What is told of one of them."""

    platform: str
    reason: str
    at: datetime


class Parked:
    """Events that are confirmed to their platform although nothing became of them: they hold up nobody."""

    def __init__(self, connection: sa.Connection, tables: Tables, now: datetime) -> None:
        self._connection, self._table, self._now = connection, tables.parked, now

    def park(self, platform: str, workspace: str, event_id: str, *, place: str, payload: Mapping[str, Any], reason: str) -> bool:
        """Keeps the event; False when it was parked before."""
        row = {"platform": platform, "workspace": workspace, "event_id": event_id[:255], "at": self._now}
        row |= {"place": place[:60], "payload": _storable(payload), "reason": clean(reason)[:300]}
        return self._connection.execute(insert(self._table).values(row).on_conflict_do_nothing()).rowcount == 1

    def all(self) -> list[ParkedEvent]:
        """Every one, oldest first."""
        column = self._table.c
        rows = self._connection.execute(sa.select(self._table).order_by(column.at, column.event_id))
        return [ParkedEvent(**row._mapping) for row in rows]  # noqa: SLF001 - the only way to a row's columns by name

    def reasons(self) -> list[SetAside]:
        """Why, when and from where, oldest first, and nothing of what came."""
        column = self._table.c
        rows = self._connection.execute(sa.select(column.platform, column.reason, column.at).order_by(column.at, column.event_id))
        return [SetAside(platform=row.platform, reason=row.reason, at=row.at) for row in rows]

    def forget(self, before: datetime) -> int:
        """Drops what was parked before that instant. Gives how many."""
        return self._connection.execute(sa.delete(self._table).where(self._table.c.at < before)).rowcount


def _storable(value: Any) -> Any:
    """The same without what JSON can carry and no database takes: NUL, and halves of characters."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {clean(str(name)): _storable(one) for name, one in value.items()}
    return [_storable(one) for one in value] if isinstance(value, list) else value
