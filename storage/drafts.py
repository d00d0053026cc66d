"""Drafts: what was said and is not filed yet. Nothing that somebody typed is lost while a question is open."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage.columns import new_id
from storage.contributions import Origin
from storage.tables import Tables

WAITING, FILED, DROPPED = "waiting", "filed", "dropped"


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A contribution in the making. `question` names what was asked, `options` are the answers that were offered, `settled` the questions
    that have been answered. `said_at` is when it came, `written_at` when it was written, where that was much earlier."""

    id: int = 0
    kind: str
    number: int | None
    person_id: int
    state: str = WAITING
    question: str
    options: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    answers: Mapping[str, str]
    raw_text: str
    text_key: str
    language: str
    origin: Origin
    said_at: datetime
    written_at: datetime | None = None
    contribution_id: int | None = None


class Drafts:
    """The open questions of everybody."""

    def __init__(self, connection: sa.Connection, tables: Tables) -> None:
        self._connection, self._tables, self._table = connection, tables, tables.drafts

    def add(self, draft: Draft) -> Draft:
        """Keeps it. Raises IntegrityError when this very message is kept already."""
        row_id = new_id(self._connection.execute(sa.insert(self._table), _values(draft)))
        return dataclasses.replace(draft, id=row_id)

    def save(self, draft: Draft) -> None:
        """Stores its present state."""
        self._connection.execute(sa.update(self._table).where(self._table.c.id == draft.id), _values(draft))

    def get(self, draft_id: int) -> Draft | None:
        """The draft of that id, whatever its state."""
        return self._one(self._table.c.id == draft_id)

    def said_in(self, origin: Origin) -> Draft | None:
        """The draft made from that message."""
        row = self._tables.prepared(_said_in).first(self._connection, vars(origin))
        return _draft(row) if row else None

    def waiting_for(self, person_id: int) -> Draft | None:
        """The newest open question of a person: what a bare answer answers."""
        return next(reversed(self.waiting(person_id)), None)

    def latest_of(self, person_id: int) -> Draft | None:
        """The newest draft of a person, whatever its state: what "undo" may bring back."""
        return self._one(self._table.c.person_id == person_id)

    def waiting(self, person_id: int | None = None) -> list[Draft]:
        """All open questions, of one person or of everybody, oldest first."""
        query, of = (_waiting, {}) if person_id is None else (_waiting_for, {"person": person_id})
        return [_draft(row) for row in self._tables.prepared(query).rows(self._connection, of)]

    def _one(self, *where: sa.ColumnElement[bool]) -> Draft | None:
        row = self._connection.execute(sa.select(self._table).where(*where).order_by(self._table.c.id.desc()).limit(1)).one_or_none()
        return _draft(row) if row else None


def _waiting(tables: Tables) -> sa.Select[Any]:
    return sa.select(tables.drafts).where(tables.drafts.c.state == WAITING).order_by(tables.drafts.c.id)


def _waiting_for(tables: Tables) -> sa.Select[Any]:
    return _waiting(tables).where(tables.drafts.c.person_id == sa.bindparam("person"))


def _said_in(tables: Tables) -> sa.Select[Any]:
    """No two drafts are of one message."""
    column = tables.drafts.c
    here = (column[name] == sa.bindparam(name) for name in ("platform", "workspace", "channel", "message"))
    return sa.select(tables.drafts).where(*here)


def _values(draft: Draft) -> dict[str, Any]:
    names = ("kind", "number", "person_id", "state", "question", "raw_text", "text_key", "language", "contribution_id")
    values = {name: getattr(draft, name) for name in (*names, "said_at", "written_at")}
    return values | {"options": list(draft.options), "settled": list(draft.settled), "answers": dict(draft.answers)} | vars(draft.origin)


def _draft(row: Any) -> Draft:
    values = row._asdict()
    origin = Origin(**{name: values.pop(name) for name in ("platform", "workspace", "channel", "message")})
    return Draft(origin=origin, **values | {"options": tuple(values["options"]), "settled": tuple(values["settled"])})
