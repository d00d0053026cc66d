"""All that is held about one person, in whatever table it stands. (DOMAIN.md F86; PROMISES.md 14)

Tables are walked as the schema declares them, so that a table added later is found without a word here: by what refers to the person, by
what belongs to such a row, by the ids of his accounts, and by his name or address in any text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from storage.columns import Instant
from storage.tables import Tables

_ACCOUNT = ("platform", "workspace")
_PLACES = ("user_id", "channel", "ref_channel", "place")
"""Columns that hold a user's id, beside those of his platform and workspace."""
_SAID_BY = {"drafts": "person_id", "loaded": "author_id", "replies": "author_id"}
"""Tables that keep what somebody said: whose words they are decides, not what they are about."""
_OF_CHAMBERS = ("memberships",)
"""Tables whose rows are about chambers alone, whoever leads what they are in."""
_AT_ONCE = 500
"""Values in one question: SQLite takes a limited number."""


@dataclass(frozen=True, kw_only=True)
class OwnRow:
    """A row that concerns a person. `key` is its primary key. `mention`: it is another's or nobody's, and only names him: `columns`
    then holds nothing but its key, when it was, and the lines in which it does."""

    table: str
    key: tuple[Any, ...]
    columns: Mapping[str, Any]
    mention: bool


@dataclass(frozen=True)
class _Marks:
    """By what a person is known in texts, and the pattern that finds one of them as a whole word."""

    needles: tuple[str, ...]

    @property
    def pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(rf"(?<!\w){re.escape(needle)}(?!\w)" for needle in self.needles), re.IGNORECASE)


class Own:
    """Reads alone; nothing of it is kept."""

    def __init__(self, connection: sa.Connection, tables: Tables) -> None:
        self._connection, self._tables = connection, tables

    def rows(self, person_id: int) -> list[OwnRow]:
        """Every row that concerns the person, table by table in the order of the schema."""
        marks, found = self._marks(person_id), dict[str, dict[tuple[Any, ...], OwnRow]]()
        for table in self._tables.metadata.sorted_tables:
            rows = {
                key: OwnRow(table=table.name, key=key, columns=columns, mention=False) for key, columns in self._owned(table, person_id)
            }
            for key, columns in self._naming(table, marks):
                rows.setdefault(key, OwnRow(table=table.name, key=key, columns=columns, mention=True))
            found[table.name] = rows
        return [row for rows in found.values() for row in rows.values()]

    def coming_due(self, person_id: int, first: date, last: date) -> dict[str, int]:
        """How many of his open items, by kind, are to be asked about from the first day to before the last."""
        column = self._tables.contributions.c
        due = (column.author_id == person_id, column.state == "published", column.asks_on >= first, column.asks_on < last)
        query = sa.select(column.kind, sa.func.count()).where(*due).group_by(column.kind).order_by(column.kind)
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def numbers(self, ids: Iterable[int]) -> dict[int, tuple[str, int]]:
        """The kind and the number of each of these contributions."""
        column = self._tables.contributions.c
        query = sa.select(column.id, column.kind, column.number)
        return {row.id: (row.kind, row.number) for row in self._named(query, column.id, ids)}

    def actions(self, ids: Iterable[int]) -> dict[int, tuple[int, int, str]]:
        """Of each of these actions, the id of its minutes, its place there and what is to be done."""
        column = self._tables.actions.c
        query = sa.select(column.id, column.minutes_id, column.position, column.what)
        return {row.id: (row.minutes_id, row.position, row.what) for row in self._named(query, column.id, ids)}

    def bodies(self, ids: Iterable[int]) -> dict[int, str]:
        """The names of these bodies and groups."""
        column = self._tables.bodies.c
        return {row.id: row.name for row in self._named(sa.select(column.id, column.name), column.id, ids)}

    def _named(self, query: sa.Select[Any], column: sa.Column[Any], ids: Iterable[int]) -> Iterator[sa.Row[Any]]:
        asked = sorted(set(ids))
        for start in range(0, len(asked), _AT_ONCE):
            yield from self._connection.execute(query.where(column.in_(asked[start : start + _AT_ONCE])))

    def _marks(self, person_id: int) -> _Marks:
        people, accounts = self._tables.people.c, self._tables.accounts.c
        person = self._connection.execute(sa.select(people.name, people.email).where(people.id == person_id)).one()
        users = self._connection.execute(sa.select(accounts.user_id).where(accounts.person_id == person_id)).scalars()
        return _Marks(tuple(text for text in (person.name, person.email, *users) if text))

    def _owned(self, table: sa.Table, person_id: int) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
        conditions = [*self._referring(table, person_id), *self._placed(table, person_id)]
        if table is self._tables.people:
            conditions.append(table.c.id == person_id)
        if table is self._tables.periods:
            conditions.append(table.c.period.startswith(f"{person_id}:", autoescape=True))
        if conditions:
            for row in self._connection.execute(sa.select(table).where(sa.or_(*conditions)).order_by(*table.primary_key)):
                yield _key(table, row), dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it

    def _referring(self, table: sa.Table, person_id: int) -> list[sa.ColumnElement[bool]]:
        """Rows that name the person by id, or that belong to a row which does: the version of an offer, the letter of a subscription."""
        people, found = self._tables.people, list[sa.ColumnElement[bool]]()
        if table.name in _SAID_BY:
            return [table.c[_SAID_BY[table.name]] == person_id]
        if table.name in _OF_CHAMBERS:
            return []
        for foreign in table.foreign_keys:
            owner = foreign.column.table
            if owner is people:
                found.append(foreign.parent == person_id)
            elif owner is not table and (of_owner := [one.parent == person_id for one in owner.foreign_keys if one.column.table is people]):
                found.append(foreign.parent.in_(sa.select(foreign.column).where(sa.or_(*of_owner))))
        return found

    def _placed(self, table: sa.Table, person_id: int) -> list[sa.ColumnElement[bool]]:
        """Rows of a conversation that is his own."""
        if not set(_ACCOUNT) <= set(table.c.keys()) or table is self._tables.accounts:
            return []
        accounts = self._tables.accounts.c
        his = sa.select(sa.literal(1)).where(accounts.person_id == person_id, *(accounts[name] == table.c[name] for name in _ACCOUNT))
        columns = [table.c[name] for name in _PLACES if name in table.c]
        return [sa.exists(his.where(accounts.user_id == column)) for column in columns]

    def _naming(self, table: sa.Table, marks: _Marks) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
        texts = [column for column in table.c if isinstance(column.type, sa.String | sa.JSON)]
        if not texts:
            return
        holding = [sa.cast(column, sa.Text).contains(form, autoescape=True) for column in texts for form in _forms(marks)]
        for row in self._connection.execute(sa.select(table).where(sa.or_(*holding)).order_by(*table.primary_key)):
            values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
            said = {column.name: where for column in texts if (where := _around(values[column.name], marks))}
            if said:
                keys = {one.name: values[one.name] for one in table.c if one.primary_key or isinstance(one.type, Instant)}
                yield _key(table, row), keys | said


def _forms(marks: _Marks) -> set[str]:
    """Each mark as a text has it, and as JSON writes it."""
    return {form for needle in marks.needles for form in (needle, json.dumps(needle)[1:-1])}


def _around(value: Any, marks: _Marks) -> list[str]:
    """The lines of a value in which he is named: of another's message no more than that is his to read."""
    texts = [value] if isinstance(value, str) else list(_texts(value))
    return [line.strip() for text in texts for line in text.splitlines() if marks.pattern.search(line)]


def _texts(value: Any) -> Iterator[str]:
    """Every text in a JSON value, its keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from (str(name), *_texts(inner))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield str(value)


def _key(table: sa.Table, row: sa.Row[Any]) -> tuple[Any, ...]:
    return tuple(row._mapping[column.name] for column in table.primary_key)  # noqa: SLF001 - as above


def plainly(value: Any) -> Any:
    """A value as JSON takes it: instants and days in ISO 8601."""
    return value.isoformat() if isinstance(value, date | datetime) else value
