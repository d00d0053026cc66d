"""The steps of the chambers' life in the network, as the store holds them: one per chamber and day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.domain.chambers import Directory
from bot.domain.membership import Membership, Precision, Status, Step
from storage.tables import Tables


class Statuses:
    """Read as a whole: some hundred rows. A step is never changed; one that somebody noted by mistake can be taken back."""

    def __init__(self, connection: sa.Connection, tables: Tables, now: datetime) -> None:
        self._connection, self._table, self._now = connection, tables.statuses, now

    def all(self) -> list[Step]:
        """Every step, the oldest first."""
        rows = self._connection.execute(sa.select(self._table).order_by(self._table.c.effective, self._table.c.chamber))
        return [_step(row) for row in rows]

    def membership(self, directory: Directory) -> Membership:
        """The same, ready to be asked about any day."""
        return Membership(self.all(), directory)

    def add(self, step: Step, by: int | None) -> None:
        """One more step. Raises IntegrityError for a second one of that chamber on that day."""
        self._connection.execute(sa.insert(self._table), [self._row(step, by)])

    def last_noted(self, chamber: str) -> Step | None:
        """What somebody noted of that chamber last, whatever day it is about; None where all it has is what a new store is born with."""
        table, place = self._table, sa.literal_column("statuses.rowid", sa.Integer)
        query = sa.select(table).where(table.c.chamber == chamber, table.c.by_id.is_not(None))
        row = self._connection.execute(query.order_by(table.c.noted_at.desc(), place.desc()).limit(1)).one_or_none()
        return _step(row) if row else None

    def take_back(self, step: Step) -> None:
        """As if it had never been noted."""
        table = self._table
        self._connection.execute(sa.delete(table).where(table.c.chamber == step.chamber, table.c.effective == step.effective))

    def seed(self, steps: Iterable[Step]) -> None:
        """Fills an empty table; a table that holds anything is left as it is."""
        if not self._connection.execute(sa.select(sa.func.count()).select_from(self._table)).scalar_one():
            self._connection.execute(sa.insert(self._table), [self._row(step, None) for step in steps])

    def _row(self, step: Step, by: int | None) -> dict[str, object]:
        return {
            "chamber": step.chamber,
            "effective": step.effective,
            "status": step.status.value,
            "precision": step.precision.value,
            "decision": step.decision,
            "by_id": by,
            "noted_at": self._now,
        }


def _step(row: sa.Row[Any]) -> Step:
    return Step(
        chamber=row.chamber,
        effective=row.effective,
        status=Status(row.status),
        decision=row.decision,
        precision=Precision(row.precision),
    )
