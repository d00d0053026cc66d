"""Who did what, when, and what it changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage.tables import Tables


class Audit:
    """Lines are only ever added."""

    def __init__(self, connection: sa.Connection, tables: Tables, now: datetime) -> None:
        self._connection, self._tables, self._now = connection, tables, now

    def note(
        self,
        act: str,
        *,
        by: int | None,
        about: int | None = None,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> None:
        """One line. `by` None is the clock."""
        row = {"at": self._now, "by_id": by, "act": act, "about_id": about, "before": before, "after": after}
        self._tables.inserting(self._tables.audit).run(self._connection, row)
