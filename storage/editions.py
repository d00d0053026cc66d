"""What each letter carried."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage.tables import Tables


@dataclass(frozen=True, kw_only=True)
class Edition:
    """What one reader's letter of a week carried: ids of items in order, and how many words it has. Its message is in the outbox under the
    key `letter:<week>:<subscription>`, where it said anything."""

    subscription: int
    week: str
    items: tuple[int, ...]
    words: int


class Editions:
    """One per reader and ISO week (`2026-W47`)."""

    def __init__(self, connection: sa.Connection, tables: Tables, now: datetime) -> None:
        self._connection, self._table, self._now = connection, tables.editions, now

    def add_all(self, editions: Iterable[Edition]) -> None:
        """Notes them. Raises IntegrityError when one of the readers has had that week's."""
        rows = [
            {
                "subscription_id": one.subscription,
                "week": one.week,
                "carried": list(one.items),
                "words": one.words,
                "built_at": self._now,
            }
            for one in editions
        ]
        if rows:
            self._connection.execute(sa.insert(self._table), rows)

    def had(self, weeks: Collection[str], subscriptions: Collection[int] | None = None) -> set[tuple[int, str]]:
        """Who has had which of these weeks': pairs of reader and week; of these readers, or of all."""
        column = self._table.c
        where = [column.week.in_(weeks)] + ([column.subscription_id.in_(subscriptions)] if subscriptions is not None else [])
        rows = self._connection.execute(sa.select(column.subscription_id, column.week).where(*where))
        return {(row.subscription_id, row.week) for row in rows}
