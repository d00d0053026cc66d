"""Bodies that meet and working groups, their members, and what became of each."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from bot.domain.bodies import LIFE, STATUTORY, STATUTORY_BODIES, Body, Membership, Told, body_key, named
from bot.domain.contribution import PUBLISHED, Kinds
from bot.domain.minutes import LIFE as MINUTES
from bot.domain.ports import Address
from storage.columns import new_id
from storage.tables import Tables

_PLAIN = (
    "sort", "name", "key", "lead", "lead_id", "co_lead", "co_lead_scope", "delegated_to", "created_on", "closed_on", "quiet_until",
    "filed_by", "filed_at",
)  # fmt: skip
_KEPT = ("name", "lead", "lead_id", "co_lead", "co_lead_scope", "delegated_to", "created_on", "closed_on", "quiet_until")
"""What a turn remembers of how it was, besides its objectives and members."""


@dataclass(frozen=True, kw_only=True)
class BodyTurn:
    """One act: by whose (None: nobody's), when (UTC), and what the body was before; `chamber` is the one that it is about."""

    id: int
    body_id: int
    act: str
    by: int | None
    at: datetime
    before: Mapping[str, Any]

    @property
    def chamber(self) -> str:
        return str(self.before.get("about", ""))


class Bodies:
    """Reading gives frozen records; each change leaves a turn. There are few: all are read at once, once for each transaction."""

    def __init__(self, connection: sa.Connection, tables: Tables, kinds: Kinds, now: datetime) -> None:
        self._connection, self._tables, self._kinds, self._now = connection, tables, kinds, now
        self._table, self._members, self._turns = tables.bodies, tables.memberships, tables.body_turns
        self._read: tuple[Body, ...] | None = None

    def all(self) -> tuple[Body, ...]:
        """Every body and group, closed ones too, in the order in which they were entered."""
        if self._read is None:
            self._read = self._load()
        return self._read

    def _load(self) -> tuple[Body, ...]:
        rows = list(self._connection.execute(sa.select(self._table).order_by(self._table.c.id)))
        members: dict[int, list[Membership]] = {}
        for one in self._connection.execute(sa.select(self._members).order_by(self._members.c.id)) if rows else ():
            members.setdefault(one.body_id, []).append(Membership(chamber=one.chamber, since=one.since, until=one.until))
        return tuple(_body(row, members.get(row.id, ())) for row in rows)

    def groups(self, *, closed: bool = False) -> list[Body]:
        """The working groups; with those that are closed where asked for."""
        return [body for body in self.all() if body.is_group and (closed or body.is_open)]

    def get(self, body_id: int) -> Body | None:
        """The body of that id."""
        return next((body for body in self.all() if body.id == body_id), None)

    def named(self, name: str) -> Body | None:
        """The body that is meant by that name (bot/domain/bodies.py). A statutory one is entered when it is first named."""
        found = named(name, self.all())
        key = body_key(name)
        if found is None and key in STATUTORY_BODIES:
            return self.add(Body(name=STATUTORY_BODIES[key][0], sort=STATUTORY), by=None)
        return found

    def known(self, name: str) -> Body | None:
        """The same, and nothing is entered: for who only reads."""
        return named(name, self.all())

    def of_channel(self, platform: str, workspace: str, channel: str) -> Body | None:
        """The body whose channel that is, if it is open."""
        here = {"on_platform": platform, "in_workspace": workspace, "in_channel": channel}
        row = self._connection.execute(self._tables.once(_of_channel), here).first()
        return self.get(row.id) if row else None

    def add(self, body: Body, *, by: int | None) -> Body:
        """Enters it, with its members. Raises IntegrityError for a key that is taken."""
        entered = dataclasses.replace(body, key=body.key or body_key(body.name), filed_at=body.filed_at or self._now)
        body_id = new_id(self._connection.execute(sa.insert(self._table).values(_row(entered))))
        self._set_members(body_id, body.members)
        self._note(body_id, "created", by, {})
        return dataclasses.replace(entered, id=body_id)

    def change(self, before: Body, after: Body, *, act: str, by: int | None, about: str = "") -> Body:
        """Keeps `after`, and what it was before. The same as before: nothing is written. `about`: the chamber that joins, leaves, leads."""
        if after == before:
            return before
        self._connection.execute(sa.update(self._table).where(self._table.c.id == before.id).values(_row(after)))
        if after.members != before.members:
            self._set_members(before.id, after.members)
        self._note(before.id, act, by, _plainly(before) | ({"about": about} if about else {}))
        return after

    def join(self, body: Body, chamber: str, since: date, *, by: int | None) -> Body:
        """That chamber is a member from that day on. One that is already changes nothing."""
        if chamber in body.chambers_on(since):
            return body
        members = (*body.members, Membership(chamber=chamber, since=since))
        return self.change(body, dataclasses.replace(body, members=members), act="joined", by=by, about=chamber)

    def leave(self, body: Body, chamber: str, until: date, *, by: int | None) -> Body:
        """That chamber is no member any more from that day on. One that is none changes nothing."""
        members = tuple(
            dataclasses.replace(one, until=until) if one.chamber == chamber and one.until is None else one for one in body.members
        )
        return self.change(body, dataclasses.replace(body, members=members), act="left", by=by, about=chamber)

    def turns(self, body_id: int) -> list[BodyTurn]:
        """What became of it, oldest first."""
        return self._load_turns(self._turns.c.body_id == body_id)

    def turns_since(self, moment: datetime) -> list[BodyTurn]:
        """What became of any of them since then, oldest first."""
        return self._load_turns(self._turns.c.at >= moment)

    def last_news(self) -> dict[str, date]:
        """The day of the last published news of each group, by the group's name as it was said there; one query."""
        read = self._news_of()
        if read is None:
            return {}
        group, _text, day, typed = read
        item = self._tables.contributions.c
        filed = sa.func.max(item.filed_at, type_=item.filed_at.type)
        query = (
            sa.select(group.label("group"), sa.func.max(day).label("day"), filed.label("filed"))
            .join_from(typed, self._tables.contributions, typed.c.contribution_id == item.id)
            .where(item.state == PUBLISHED)
            .group_by(group)
        )
        return {row.group: max(row.day or row.filed.date(), row.filed.date()) for row in self._connection.execute(query)}

    def news(self) -> list[Told]:
        """All published news of groups, oldest first: on the day that they say, or on which they were filed (UTC)."""
        read = self._news_of()
        if read is None:
            return []
        group, text, day, typed = read
        item = self._tables.contributions.c
        query = (
            sa.select(group.label("group"), text.label("text"), day.label("day"), item.filed_at)
            .join_from(typed, self._tables.contributions, typed.c.contribution_id == item.id)
            .where(item.state == PUBLISHED)
            .order_by(item.id)
        )
        return [Told(group=row.group, day=row.day or row.filed_at.date(), text=row.text) for row in self._connection.execute(query)]

    def _news_of(self) -> tuple[sa.ColumnElement[str], sa.ColumnElement[str], sa.ColumnElement[date], sa.Table] | None:
        """Where news says its group, what is new, and the day; None for a house that has no such kind."""
        kind = next((kind for kind in self._kinds.values() if kind.cls.life == LIFE), None)
        if kind is None:
            return None
        shaped = {question.shape: question.name for question in kind.questions if question.shape}
        day = next(question.name for question in kind.questions if question.inferred == "today")
        typed = self._tables.kinds[kind.name]
        return typed.c[shaped["group"]], typed.c[shaped["news"]], typed.c[day], typed

    def meetings(self) -> list[Told]:
        """Every meeting that was held, of published minutes, by the name of the body as it is written there; one query."""
        kind = next((kind for kind in self._kinds.values() if kind.cls.life == MINUTES), None)
        if kind is None:
            return []
        shaped = {question.shape: question.name for question in kind.questions if question.shape}
        typed, item = self._tables.kinds[kind.name], self._tables.contributions.c
        query = (
            sa.select(typed.c[shaped["body"]].label("body"), typed.c[shaped["first_day"]].label("day"), typed.c.status)
            .join_from(typed, self._tables.contributions, typed.c.contribution_id == item.id)
            .where(item.state == PUBLISHED)
            .order_by(item.id)
        )
        rows = self._connection.execute(query)
        return [Told(group=row.body, day=row.day) for row in rows if row.day and row.status != "cancelled"]

    def _set_members(self, body_id: int, members: Sequence[Membership]) -> None:
        self._connection.execute(sa.delete(self._members).where(self._members.c.body_id == body_id))
        if members:
            rows = [{"body_id": body_id, "chamber": one.chamber, "since": one.since, "until": one.until} for one in members]
            self._connection.execute(sa.insert(self._members), rows)

    def _note(self, body_id: int, act: str, by: int | None, before: Mapping[str, Any]) -> None:
        self._read = None
        row = {"body_id": body_id, "act": act, "by_id": by, "at": self._now, "before": dict(before)}
        self._connection.execute(sa.insert(self._turns).values(row))

    def _load_turns(self, where: sa.ColumnElement[bool]) -> list[BodyTurn]:
        rows = self._connection.execute(sa.select(self._turns).where(where).order_by(self._turns.c.id))
        return [BodyTurn(id=row.id, body_id=row.body_id, act=row.act, by=row.by_id, at=row.at, before=row.before) for row in rows]


def _of_channel(tables: Tables) -> sa.Select[Any]:
    column = tables.bodies.c
    here = (column.platform == sa.bindparam("on_platform"), column.workspace == sa.bindparam("in_workspace"))
    return sa.select(column.id).where(*here, column.channel == sa.bindparam("in_channel"), column.closed_on.is_(None)).order_by(column.id)


def _body(row: Any, members: Sequence[Membership]) -> Body:
    channel = Address(platform=row.platform, workspace=row.workspace, channel=row.channel) if row.channel else None
    objectives = tuple(line for line in row.objectives.split("\n") if line)
    values = {name: getattr(row, name) for name in _PLAIN}
    return Body(**values, id=row.id, objectives=objectives, channel=channel, members=tuple(members))


def _row(body: Body) -> dict[str, Any]:
    channel = body.channel
    return {name: getattr(body, name) for name in _PLAIN} | {
        "objectives": "\n".join(" ".join(one.split()) for one in body.objectives),
        "platform": channel.platform if channel else "",
        "workspace": channel.workspace if channel else "",
        "channel": channel.channel if channel else "",
    }


def _plainly(body: Body) -> dict[str, Any]:
    """What it was, as JSON takes it."""
    values = {name: getattr(body, name) for name in _KEPT}
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    where = {"channel": body.channel.channel} if body.channel else {}
    return plain | where | {"objectives": list(body.objectives), "members": [one.chamber for one in body.members if one.until is None]}
