"""Which contributions announce a meeting to come."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from bot.domain.contribution import PUBLISHED, Kinds
from storage.tables import Tables


def announcing(connection: sa.Connection, tables: Tables, kinds: Kinds, *, first: date, last: date) -> list[int]:
    """Ids of what is published and says that those meet again on a day from `first` to `last`."""
    shared, found = tables.contributions, list[int]()
    for kind in kinds.values():
        table = tables.kinds[kind.name]
        days = [table.c[question.name] for question in kind.questions if question.shape == "next_day"]
        if days:
            to_come = sa.or_(*(day.between(first, last) for day in days))
            both = table.join(shared, shared.c.id == table.c.contribution_id)
            query = sa.select(shared.c.id).select_from(both).where(shared.c.state == PUBLISHED, to_come).order_by(shared.c.id)
            found += connection.execute(query).scalars()
    return found
