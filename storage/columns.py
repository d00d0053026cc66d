"""Column types, and the columns that a kind's questions become."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

from bot.domain.fields import LISTS, Question

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""SQLite numbers rows by itself only for INTEGER."""


class Instant(sa.types.TypeDecorator[datetime]):
    """An instant: aware in, aware UTC out; a naive datetime is refused rather than guessed."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime: {value!r}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


def columns_for(questions: Iterable[Question], shared: Iterable[str]) -> list[sa.Column[Any]]:
    """One column per question that the shared table does not already hold."""
    return [_column(question) for question in questions if question.name not in set(shared)]


def _column(question: Question) -> sa.Column[Any]:
    if question.type == "date":
        return sa.Column(question.name, sa.Date, nullable=not question.required)
    if question.type == "choice":
        return sa.Column(question.name, sa.String(40), nullable=not question.required)
    if question.type == "flag":
        return sa.Column(question.name, sa.Boolean, nullable=False)
    if question.type == "number":
        return sa.Column(question.name, sa.Integer, nullable=not question.required)
    if question.type in LISTS:
        return sa.Column(question.name, sa.Text, nullable=False)
    kind = sa.Text() if question.type == "rich_text" else sa.String(question.limit or 200)
    return sa.Column(question.name, kind, nullable=False)


def new_id(result: sa.CursorResult[Any]) -> int:
    """The id that the database gave to the row just inserted."""
    key = result.inserted_primary_key
    if key is None:
        raise ValueError("no row was inserted")
    return int(key[0])
