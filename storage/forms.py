"""Forms that are asked one question at a time, as far as they have come."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.domain.messages import Form
from bot.domain.ports import Address
from storage.columns import new_id
from storage.tables import Tables

OPEN, WAITING, STOPPED, SENT, DROPPED = "open", "waiting", "stopped", "sent", "dropped"
"""What was stopped by its person can be taken up again, as what waits; but he is not reminded of it."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A form in somebody's own conversation at `place`. `answers` are those given so far, in the form's own words; `asking` names the
    input that the next message answers, "" where any may be named. `at` (UTC) is when it was last spoken of."""

    id: int = 0
    person_id: int
    place: Address
    form: Form
    answers: Mapping[str, str] = dataclasses.field(default_factory=dict)
    asking: str = ""
    state: str = OPEN
    opened_at: datetime
    at: datetime


class Forms:
    """Everybody's: a person answers one at a time on each platform, and others wait."""

    def __init__(self, connection: sa.Connection, tables: Tables) -> None:
        self._connection, self._tables, self._table = connection, tables, tables.forms

    def add(self, asked: Asked) -> Asked:
        """Keeps it, and gives it with its id."""
        return dataclasses.replace(asked, id=new_id(self._connection.execute(sa.insert(self._table), _values(asked))))

    def save(self, asked: Asked) -> None:
        """Stores its present state."""
        self._connection.execute(sa.update(self._table).where(self._table.c.id == asked.id), _values(asked))

    def get(self, form_id: int) -> Asked | None:
        """The form of that id, whatever its state."""
        row = self._connection.execute(sa.select(self._table).where(self._table.c.id == form_id)).one_or_none()
        return _asked(row) if row else None

    def latest(self, person_id: int, platform: str, state: str = OPEN) -> Asked | None:
        """The person's newest form of that state on that platform: the open one is what his next message answers."""
        values = {"person": person_id, "on_platform": platform, "in_state": state}
        row = self._tables.prepared(_latest).first(self._connection, values)
        return _asked(row) if row else None


def _latest(tables: Tables) -> sa.Select[Any]:
    column = tables.forms.c
    his = (column.person_id == sa.bindparam("person"), column.platform == sa.bindparam("on_platform"))
    return sa.select(tables.forms).where(*his, column.state == sa.bindparam("in_state")).order_by(column.id.desc()).limit(1)


def _values(asked: Asked) -> dict[str, Any]:
    names = ("person_id", "asking", "state", "opened_at", "at")
    values = {name: getattr(asked, name) for name in names} | {"form": asked.form.as_json(), "answers": dict(asked.answers)}
    return values | {"platform": asked.place.platform, "workspace": asked.place.workspace, "channel": asked.place.channel}


def _asked(row: Any) -> Asked:
    values = row._asdict()
    place = Address(**{name: values.pop(name) for name in ("platform", "workspace", "channel")})
    return Asked(place=place, form=Form.from_json(values.pop("form")), **values)
