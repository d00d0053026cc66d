"""Periods of scheduled jobs: each runs once, whoever runs it, however often it restarts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from storage.tables import Tables

_MOST_ASKED = 10_000
"""Periods in one question: SQLite takes 32,766 variables."""


class Periods:
    """`UNIQUE(job, period)`, written in the transaction of the job's effect."""

    def __init__(self, connection: sa.Connection, tables: Tables, now: datetime) -> None:
        self._connection, self._table, self._now = connection, tables.periods, now

    def claim(self, job: str, period: str, outcome: str = "done") -> bool:
        """Takes the period; False when somebody has it already."""
        row = {"job": job, "period": period, "outcome": outcome, "at": self._now}
        return self._connection.execute(insert(self._table).values(row).on_conflict_do_nothing()).rowcount == 1

    def claim_all(self, job: str, periods: Iterable[str]) -> None:
        """Takes those of them that nobody has."""
        rows = [{"job": job, "period": period, "outcome": "done", "at": self._now} for period in periods]
        if rows:
            self._connection.execute(insert(self._table).on_conflict_do_nothing(), rows)

    def outcome(self, job: str, period: str) -> str | None:
        """How the period ended, or None when nobody has taken it."""
        query = sa.select(self._table.c.outcome).where(self._table.c.job == job, self._table.c.period == period)
        return self._connection.execute(query).scalar_one_or_none()

    def taken(self, job: str, periods: Iterable[str]) -> set[str]:
        """Those of the periods that are taken."""
        column, asked, found = self._table.c, list(periods), set()
        for start in range(0, len(asked), _MOST_ASKED):
            some = asked[start : start + _MOST_ASKED]
            found |= set(self._connection.execute(sa.select(column.period).where(column.job == job, column.period.in_(some))).scalars())
        return found

    def forget(self, jobs: Collection[str], before: datetime) -> int:
        """Drops the periods of jobs that never come back to them. Gives how many."""
        column = self._table.c
        return self._connection.execute(sa.delete(self._table).where(column.job.in_(jobs), column.at < before)).rowcount

    def with_outcome(self, job: str, outcome: str) -> list[str]:
        """The periods that ended so, in order."""
        query = sa.select(self._table.c.period).where(self._table.c.job == job, self._table.c.outcome == outcome)
        return list(self._connection.execute(query.order_by(self._table.c.period)).scalars())

    def latest(self, job: str) -> datetime | None:
        """When the job last took a period."""
        return self._connection.execute(sa.select(sa.func.max(self._table.c.at)).where(self._table.c.job == job)).scalar_one_or_none()
