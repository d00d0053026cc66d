"""What came from a file: which event became what. (DOMAIN.md 2.8, R1-R3)"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal

import sqlalchemy as sa

from bot.domain.messages import Message
from bot.domain.ports import Address
from storage.outbox import About, Outbox, Post, Purpose
from storage.people import IN_A_FILE
from storage.tables import Tables

Outcome = Literal["filed", "merged", "edited", "left"]
LEFT: Outcome = "left"
"""The same again: it changed nothing."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """One event of a file, as it was taken in. `stands`: what its contribution says is what this event said last; of several that became
    one contribution, one does."""

    event_id: str
    line: str
    kind: str
    reference: str
    outcome: Outcome
    contribution_id: int | None = None
    action_id: int | None = None
    body_id: int | None = None
    author_id: int
    platform: str
    language: str
    text: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    stands: bool = True
    at: datetime


_NOTHING = About()


class Loaded:
    """The events that the house has taken in from files."""

    def __init__(self, connection: sa.Connection, tables: Tables) -> None:
        self._connection, self._tables, self._table = connection, tables, tables.loaded

    def add(self, event: Event) -> None:
        """Keeps it. Raises IntegrityError when that event is known."""
        row = vars(event) | {"fields": dict(event.fields)}
        self._tables.inserting(self._table).run(self._connection, row)

    def knows(self, event_id: str) -> bool:
        """Whether that event was taken in before."""
        query = self._tables.prepared(_of_event)
        return query.first(self._connection, {"event": event_id}) is not None

    def line(self, name: str) -> Event | None:
        """The event that a file calls so: by its own id of the line, or by the event's."""
        return self._latest((self._table.c.line == name) | (self._table.c.event_id == name))

    def record(self, reference: str, kinds: Collection[str]) -> Event | None:
        """The latest event that tells of the record of that number as one of these kinds; None without a number."""
        return self._latest(self._table.c.reference == reference, self._table.c.kind.in_(kinds)) if reference else None

    def speaker(self, handle: str) -> int | None:
        """Who is called so in files, on whatever platform."""
        column = self._tables.accounts.c
        query = sa.select(column.person_id).where(column.workspace == IN_A_FILE, column.user_id == handle).order_by(column.person_id)
        return self._connection.execute(query.limit(1)).scalar()

    def of_day(self, kind: str, field: str, day: date) -> list[int]:
        """The contributions of a kind, by id, that have that day in that field."""
        table = self._tables.kinds[kind]
        query = sa.select(table.c.contribution_id).where(table.c[field] == day).order_by(table.c.contribution_id)
        return list(self._connection.execute(query).scalars())

    def of_author(self, author_id: int, kind: str, around: datetime, within: timedelta) -> list[int]:
        """What that person filed of a kind within so much time of that instant, by id."""
        column = self._tables.contributions.c
        near = (column.filed_at >= around - within, column.filed_at <= around + within)
        query = sa.select(column.id).where(column.author_id == author_id, column.kind == kind, *near).order_by(column.id)
        return list(self._connection.execute(query).scalars())

    def standing(self, contribution_ids: Collection[int], kinds: Collection[str]) -> dict[int, list[Event]]:
        """The events of these contributions that stand, by contribution: one for each of these kinds that it was announced as."""
        column, found = self._table.c, dict[int, list[Event]]()
        query = sa.select(self._table).where(column.contribution_id.in_(contribution_ids), column.kind.in_(kinds), column.stands)
        for row in self._connection.execute(query.order_by(column.at)):
            found.setdefault(row.contribution_id, []).append(_event(row))
        return found

    def actions_at(self, day: str, position: int) -> list[int]:
        """The actions at that place of the minutes of an ISO day, by id."""
        column = self._tables.actions.c
        there = (sa.cast(column.held_on, sa.String) == day, column.position == position)
        return list(self._connection.execute(sa.select(column.id).where(*there).order_by(column.id)).scalars())

    def asked_as(self, kind: str) -> list[Event]:
        """What was said as one thing and filed as another: the events of that kind whose contributions are of another one."""
        column, filed = self._table.c, self._tables.contributions.c
        joined = self._table.join(self._tables.contributions, column.contribution_id == filed.id)
        query = sa.select(self._table).select_from(joined).where(column.kind == kind, filed.kind != kind, column.stands)
        return [_event(row) for row in self._connection.execute(query.order_by(column.at))]

    def superseded(self, contribution_id: int, kind: str) -> None:
        """What earlier events of that kind said of it stands no more."""
        column = self._table.c
        earlier = (column.contribution_id == contribution_id, column.kind == kind)
        self._connection.execute(sa.update(self._table).where(*earlier).values(stands=False))

    def follow_ups(self, after: str, most: int, *, but: Collection[str]) -> list[Event]:
        """The next so many events that filed no contribution of these kinds, in order of their ids."""
        column = self._table.c
        query = sa.select(self._table).where(column.event_id > after, column.kind.not_in(but), column.stands)
        return [_event(row) for row in self._connection.execute(query.order_by(column.event_id).limit(most))]

    def _latest(self, *where: sa.ColumnElement[bool]) -> Event | None:
        row = self._connection.execute(sa.select(self._table).where(*where).order_by(self._table.c.at.desc()).limit(1)).one_or_none()
        return _event(row) if row else None


def _of_event(tables: Tables) -> sa.Select[Any]:
    return sa.select(tables.loaded.c.event_id).where(tables.loaded.c.event_id == sa.bindparam("event"))


def _event(row: sa.Row[Any]) -> Event:
    return Event(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it


class NothingPosted(Outbox):
    """Of what happened long ago nobody is told now: whatever a use case writes to others is dropped."""

    def post(
        self, to: Address, message: Message, *, purpose: Purpose, about: About = _NOTHING, key: str = "", under: int | None = None
    ) -> int:
        """No row."""
        del to, message, purpose, about, key, under
        return 0

    def post_all(self, posts: Iterable[Post]) -> None:
        """No rows."""
        del posts

    def edit(self, of: int, message: Message) -> int:
        """No row."""
        del of, message
        return 0

    def edit_message(self, to: Address, ref: str, message: Message) -> int:
        """No row."""
        del to, ref, message
        return 0

    def react(self, to: Address, ref: str) -> int:
        """No row."""
        del to, ref
        return 0
