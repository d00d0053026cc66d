"""Actions of meetings and what became of each."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from bot.domain.actions import IN_PROGRESS, OPEN, ActionRecord
from bot.domain.contribution import Scope
from storage.tables import Tables

_OPEN = (OPEN, IN_PROGRESS)
_OWN = (
    "minutes_id", "position", "what", "owner_chamber", "owner_name", "owner_id", "due", "said", "state", "done_on", "body", "held_on",
    "next_on", "assigned_at", "changed_at",
)  # fmt: skip
_KEPT = ("what", "owner_chamber", "owner_name", "owner_id", "due", "said", "state", "done_on")
"""What an act may change, and what undoing it brings back."""
_DAYS = ("due", "done_on")
_BUTTON = re.compile(r"act:done:(\d{1,18}):(\d{1,6})(?::.*)?")
_MOST_LOOKED_AT = 10


@dataclass(frozen=True, kw_only=True)
class ActionTurn:
    """One act: by whose (None: nobody's), when (UTC), and what the action was before."""

    act: str
    by: int | None
    at: datetime
    before: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Numbered:
    """A message that numbers actions: its row in the outbox, and the id of each by its number, in the order of the message. `letter`: they
    stand on top of a letter."""

    row: int
    actions: Mapping[int, int]
    letter: bool = False


class Actions:
    """Reading gives frozen records; each change leaves a turn."""

    def __init__(self, connection: sa.Connection, tables: Tables, now: datetime) -> None:
        self._connection, self._tables, self._now = connection, tables, now
        self._table, self._turns = tables.actions, tables.action_turns

    def add_all(self, records: Sequence[ActionRecord], items: Sequence[str]) -> None:
        """New ones, each with what its minutes say of it. Raises IntegrityError for a position that is taken."""
        rows = [_row(record) | {"item": item} for record, item in zip(records, items, strict=True)]
        if rows:
            self._connection.execute(sa.insert(self._table), rows)

    def get(self, action_id: int) -> ActionRecord | None:
        """The action of that id."""
        return next(iter(self._load(self._table.c.id == action_id)), None)

    def by_reference(self, reference: str) -> ActionRecord | None:
        """The action that is written so, whatever the case; of several (minutes withdrawn, then filed anew) the last."""
        found = self._load(self._table.c.reference == reference.upper())
        return found[-1] if found else None

    def of_minutes(self, minutes_id: int) -> list[ActionRecord]:
        """Those of one meeting, in order of position."""
        return self._load(self._table.c.minutes_id == minutes_id)

    def items_of(self, minutes_id: int) -> dict[int, str]:
        """What the minutes said of each when that was last looked at, by position."""
        column = self._table.c
        query = sa.select(column.position, column.item).where(column.minutes_id == minutes_id)
        return {row.position: row.item for row in self._connection.execute(query)}

    def open(self) -> list[ActionRecord]:
        """All that is still to be done: the facts of the morning messages, in two queries whatever the number of people."""
        return self._load(self._table.c.state.in_(_OPEN))

    def open_of(self, *, chambers: Collection[str] = (), people: Collection[int] = ()) -> list[ActionRecord]:
        """What these chambers, by code, and these people have to do, the first term first; what has no term comes last."""
        column = self._table.c
        his = column.owner_chamber.in_(chambers) | column.owner_id.in_(people)
        found = self._load(column.state.in_(_OPEN), his)
        return sorted(found, key=lambda one: (one.due is None, one.due or date.max, one.id))

    def at_position(self, position: int) -> list[ActionRecord]:
        """The open ones at that place of their minutes, and those that were closed; the newest minutes first."""
        return self._load(self._table.c.position == position)[::-1]

    def every(self) -> list[ActionRecord]:
        """All of them, in order of filing: for exports."""
        return self._load()

    def change(
        self, before: ActionRecord, after: ActionRecord, *, act: str, by: int | None, tell: bool = False, item: str | None = None
    ) -> ActionRecord:
        """Keeps `after`, and what it was before. The same as before: nothing is written. `tell`: its owner is to be told of it. `item`:
        what the minutes say of it now."""
        same = {name: getattr(before, name) for name in _OWN} == {name: getattr(after, name) for name in _OWN}
        if same and item is None:
            return before
        changed = dataclasses.replace(after, changed_at=self._now, assigned_at=self._now if tell else after.assigned_at)
        values = _row(changed) | ({"item": item} if item is not None else {})
        self._connection.execute(sa.update(self._table).where(self._table.c.id == before.id).values(values))
        if not same:
            turn = {"action_id": before.id, "act": act, "by_id": by, "at": self._now, "before": _plainly(before)}
            self._connection.execute(sa.insert(self._turns), [turn])
        return changed

    def turns(self, action_id: int) -> list[ActionTurn]:
        """What became of it, oldest first."""
        column = self._turns.c
        rows = self._connection.execute(sa.select(self._turns).where(column.action_id == action_id).order_by(column.id))
        return [ActionTurn(act=row.act, by=row.by_id, at=row.at, before=row.before) for row in rows]

    def last_changed_by(self, person_id: int, since: datetime) -> tuple[ActionRecord, ActionTurn] | None:
        """What that person did to an action last, since then, with the action as it is now. None where he did nothing."""
        column = self._turns.c
        his = sa.select(self._turns).where(column.by_id == person_id, column.at >= since).order_by(column.id.desc()).limit(1)
        row = self._connection.execute(his).one_or_none()
        action = self.get(row.action_id) if row else None
        return (action, ActionTurn(act=row.act, by=row.by_id, at=row.at, before=row.before)) if row and action else None

    def last_numbered(self, person_id: int, since: datetime) -> Numbered | None:
        """The last message to that person, written since then, that numbers actions. None where there is none."""
        column = self._tables.outbox.c
        his = (
            column.person_id == person_id,
            column.operation == "post",
            column.purpose.in_(("morning", "letter")),
            column.created_at >= since,
        )
        query = sa.select(column.id, column.message, column.purpose).where(*his).order_by(column.id.desc()).limit(_MOST_LOOKED_AT)
        for row in self._connection.execute(query):
            if numbers := dict(_numbers(row.message)):
                return Numbered(row=row.id, actions=numbers, letter=row.purpose == "letter")
        return None

    def _load(self, *where: sa.ColumnElement[bool]) -> list[ActionRecord]:
        """In order of the minutes, then of position. With who filed the minutes."""
        filed = self._tables.contributions
        joined = self._table.join(filed, self._table.c.minutes_id == filed.c.id)
        confidential = (filed.c.scope == Scope.NATIONAL.value).label("confidential")
        query = sa.select(self._table, filed.c.author_id.label("secretary_id"), confidential).select_from(joined).where(*where)
        rows = self._connection.execute(query.order_by(self._table.c.minutes_id, self._table.c.position))
        names = [field.name for field in dataclasses.fields(ActionRecord)]
        return [ActionRecord(**{name: getattr(row, name) for name in names}) for row in rows]


def _numbers(message: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, int]]:
    """Of a message as the outbox keeps it: the number and the id that each button names by which an action is done."""
    for part in message:
        for button in part.get("row", ()):
            if found := _BUTTON.fullmatch(button.get("act", "")):
                yield int(found[2]), int(found[1])


def brought_back(action: ActionRecord, turn: ActionTurn) -> ActionRecord:
    """The action as it was before that turn."""
    values: dict[str, Any] = {name: turn.before.get(name) for name in _KEPT}
    values |= {name: date.fromisoformat(values[name]) if values[name] else None for name in _DAYS}
    return dataclasses.replace(action, **values)


def _row(record: ActionRecord) -> dict[str, Any]:
    return {name: getattr(record, name) for name in _OWN} | {"reference": record.reference.upper()}


def _plainly(record: ActionRecord) -> dict[str, Any]:
    """What an act may change, as JSON takes it."""
    values = {name: getattr(record, name) for name in _KEPT}
    return values | {name: values[name].isoformat() if values[name] else None for name in _DAYS}
