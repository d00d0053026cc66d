"""What was filed as it stood in the past: for a letter of a week that is over."""

from __future__ import annotations

import dataclasses
from datetime import datetime

import sqlalchemy as sa

from bot.domain.contribution import PUBLISHED, Contribution, Scope
from storage.contributions import read_answers
from storage.transaction import Tx


def published_then(start: datetime, end: datetime, tx: Tx) -> list[Contribution]:
    """What was published from `start` to before `end`, as it was at the end, if it was published still. In order of filing."""
    column = tx.tables.contributions.c
    query = sa.select(column.id).where(column.published_at >= start, column.published_at < end).order_by(column.id)
    then = (_as_of(end, tx.contributions.get(item_id), tx) for item_id in tx.connection.execute(query).scalars())
    return [item for item in then if item is not None and item.state == PUBLISHED]


def _as_of(instant: datetime, item: Contribution | None, tx: Tx) -> Contribution | None:
    versions = [row for row in tx.contributions.versions(item.id) if row.at <= instant] if item else []
    if item is None or not versions:
        return None
    row = versions[-1]
    answers = read_answers(tx.kinds[item.kind], row.answers)
    return dataclasses.replace(item, **answers, state=row.state, scope=Scope(row.scope), version=row.version)
