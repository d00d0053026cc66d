"""What becomes of requests for help: who was asked, who took it, what was answered; and who is known to know what."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from bot.domain.contribution import PUBLISHED, Scope
from bot.domain.expertise import Answered, Declared, Led
from bot.domain.requests import Pursuit, Routing
from storage.columns import new_id
from storage.contributions import Origin
from storage.stems import stems
from storage.tables import Tables

MOST_REMEMBERED = 3_000
"""Answers that count as what somebody knows, the newest first."""
_OPEN = "asked"


@dataclass(frozen=True, kw_only=True)
class Said:
    """One thing that was said about a request, by its author or to him, as Markdown, and when (UTC)."""

    request_id: int
    author_id: int
    text: str
    at: datetime


class Pursuits:
    """Every request has one pursuit, whether a row stands for it or not; nothing of it is forgotten."""

    def __init__(self, connection: sa.Connection, tables: Tables, now: datetime) -> None:
        self._connection, self._tables, self._now = connection, tables, now
        self._pursuits, self._routings, self._replies = tables.pursuits, tables.routings, tables.replies

    def get(self, request_id: int) -> Pursuit:
        """How far it has come."""
        return self.of([request_id])[request_id]

    def of(self, ids: Collection[int]) -> dict[int, Pursuit]:
        """The same for several, in one query."""
        rows = self._connection.execute(sa.select(self._pursuits).where(self._pursuits.c.request_id.in_(ids))) if ids else ()
        return {one: Pursuit(request_id=one) for one in ids} | {row.request_id: Pursuit(**row._mapping) for row in rows}  # noqa: SLF001 - its public name

    def save(self, pursuit: Pursuit) -> Pursuit:
        """Keeps it as it is in this value."""
        values = dataclasses.asdict(pursuit)
        kept = insert(self._pursuits).values(values).on_conflict_do_update(index_elements=["request_id"], set_=values)
        self._connection.execute(kept)
        return pursuit

    def claim(self, request_id: int, person_id: int) -> bool:
        """Takes it for that person; False when somebody has it already, be it himself."""
        column = self._pursuits.c
        values = {"claimed_by": person_id, "claimed_at": self._now, "next_at": None}
        free = sa.update(self._pursuits).where(column.request_id == request_id, column.claimed_by.is_(None)).values(values)
        return self._connection.execute(free).rowcount == 1

    def due(self, most: int) -> list[int]:
        """Those about which the clock is to act by now, the longest due first."""
        column = self._pursuits.c
        query = sa.select(column.request_id).where(column.next_at <= self._now).order_by(column.next_at, column.request_id).limit(most)
        return list(self._connection.execute(query).scalars())

    def claimed(self, people: Collection[int]) -> list[Pursuit]:
        """Those that these people have taken and not answered, or that were withdrawn since."""
        column = self._pursuits.c
        where = (column.claimed_by.in_(people), column.answered_at.is_(None), column.resolved_at.is_(None))
        return [Pursuit(**row._mapping) for row in self._connection.execute(sa.select(self._pursuits).where(*where))]  # noqa: SLF001 - as above

    def answered_between(self, start: datetime, end: datetime) -> list[Pursuit]:
        """Those that were answered then and about which nobody has said yet whether it helped."""
        column = self._pursuits.c
        where = (column.answered_at >= start, column.answered_at <= end, column.resolved_at.is_(None), column.satisfaction == "")
        return [Pursuit(**row._mapping) for row in self._connection.execute(sa.select(self._pursuits).where(*where))]  # noqa: SLF001 - as above

    def add_routing(self, routing: Routing) -> Routing:
        """A chamber is asked."""
        row = dataclasses.asdict(routing) | {"evidence": dict(routing.evidence), "by_id": routing.by, "settled_at": None}
        row = {name: value for name, value in row.items() if name not in ("id", "by")}
        return dataclasses.replace(routing, id=new_id(self._connection.execute(sa.insert(self._routings).values(row))))

    def routings(self, request_id: int) -> list[Routing]:
        """All who were asked about it, in order."""
        return self.routings_of([request_id])[request_id]

    def routings_of(self, ids: Collection[int]) -> dict[int, list[Routing]]:
        """The same for several, in one query."""
        found: dict[int, list[Routing]] = {one: [] for one in ids}
        query = sa.select(self._routings).where(self._routings.c.request_id.in_(ids)).order_by(self._routings.c.id)
        for row in self._connection.execute(query) if ids else ():
            found[row.request_id].append(_routing(row))
        return found

    def open_routings(self) -> list[Routing]:
        """All that wait for somebody to say yes or no, in order."""
        query = sa.select(self._routings).where(self._routings.c.result == _OPEN).order_by(self._routings.c.id)
        return [_routing(row) for row in self._connection.execute(query)]

    def settle(self, request_id: int, result: str, chamber: str = "", *, by: int | None = None) -> int:
        """What waits for this chamber, or for any, has that result from now on. Gives how many."""
        column = self._routings.c
        where = [column.request_id == request_id, column.result == _OPEN] + ([column.chamber == chamber] if chamber else [])
        values = {"result": result, "settled_at": self._now} | ({"by_id": by} if by is not None else {})
        return self._connection.execute(sa.update(self._routings).where(*where).values(values)).rowcount

    def say(self, request_id: int, author_id: int, text: str, origin: Origin) -> bool:
        """Keeps what was said. False when this very message was kept already."""
        row = {"request_id": request_id, "author_id": author_id, "text": text, "at": self._now} | vars(origin)
        return self._connection.execute(insert(self._replies).values(row).on_conflict_do_nothing()).rowcount == 1

    def said(self, request_id: int) -> list[Said]:
        """All that was said about it, in order."""
        query = sa.select(self._replies).where(self._replies.c.request_id == request_id).order_by(self._replies.c.id)
        return [
            Said(request_id=row.request_id, author_id=row.author_id, text=row.text, at=row.at) for row in self._connection.execute(query)
        ]

    def shown_in(self, origin: Origin, ref: str = "") -> tuple[int | None, str] | None:
        """Of our messages in that conversation, the one with that id, or the latest: the contribution that it is about, and its purpose."""
        column = self._tables.outbox.c
        here = (column.platform == origin.platform, column.workspace == origin.workspace, column.ref_channel == origin.channel)
        named = [(sa.literal(" ") + column.ref + " ").contains(f" {ref} ", autoescape=True)] if ref else []
        query = sa.select(column.about_id, column.purpose).where(*here, *named, column.operation == "post")
        row = self._connection.execute(query.order_by(column.id.desc()).limit(1)).one_or_none()
        return (row.about_id, row.purpose) if row is not None else None

    def typed(self, request_id: int) -> str:
        """The text by which it was asked, as typed; empty for a form."""
        column = self._tables.contributions.c
        return str(self._connection.execute(sa.select(column.raw_text).where(column.id == request_id)).scalar() or "")

    def filed_since(self, author_id: int, kind: str, since: datetime) -> int:
        """How many of that kind he has filed since then."""
        column = self._tables.contributions.c
        where = (column.author_id == author_id, column.kind == kind, column.filed_at >= since)
        return int(self._connection.execute(sa.select(sa.func.count()).where(*where)).scalar_one())

    def declare(self, chamber: str, topic: str, by: int) -> bool:
        """A chamber says that it knows about something. False when it has said so."""
        column = self._tables.expertise.c
        known = sa.select(column.id).where(column.chamber == chamber, sa.func.lower(column.topic) == topic.lower())
        if self._connection.execute(known).first():
            return False
        row = {"chamber": chamber, "topic": topic[:200], "declared_by": by, "at": self._now}
        self._connection.execute(sa.insert(self._tables.expertise).values(row))
        return True

    def undeclare(self, chamber: str, topic: str) -> int:
        """Takes it back. Gives how many."""
        column = self._tables.expertise.c
        gone = sa.delete(self._tables.expertise).where(column.chamber == chamber, sa.func.lower(column.topic) == topic.lower())
        return self._connection.execute(gone).rowcount

    def declared(self) -> list[Declared]:
        """What chambers say that they know, the latest first."""
        query = sa.select(self._tables.expertise).order_by(self._tables.expertise.c.id.desc())
        return [Declared(chamber=row.chamber, topic=row.topic, stems=_stems(row.topic)) for row in self._connection.execute(query)]

    def led(self) -> list[Led]:
        """The working groups that are not closed, by who leads them, and for which part."""
        column = self._tables.bodies.c
        query = (
            sa.select(self._tables.bodies).where(column.sort.in_(("standing", "project")), column.closed_on.is_(None)).order_by(column.id)
        )
        found = []
        for row in self._connection.execute(query):
            about = _stems(f"{row.name}\n{row.objectives}")
            found += [Led(chamber=row.lead, group=row.name, named=_stems(row.name), stems=about)] if row.lead else []
            part = _stems(f"{row.name}\n{row.co_lead_scope}")
            found += [Led(chamber=row.co_lead, group=row.name, named=part, stems=part, second=True)] if row.co_lead else []
        return found

    def answered(self) -> list[Answered]:
        """Which chamber answered which request, the newest first; what is confidential, and what the national team answered, is nobody's
        expertise."""
        reply, item, person = self._replies.c, self._tables.contributions.c, self._tables.people.c
        query = (
            sa.select(person.chamber, item.id, item.heading, sa.func.max(reply.at).label("at"))
            .join_from(self._replies, self._tables.contributions, item.id == reply.request_id)
            .join(self._tables.people, person.id == reply.author_id)
            .where(reply.author_id != item.author_id, item.scope != Scope.NATIONAL.value, item.state.in_((PUBLISHED, "resolved", "closed")))
            .group_by(person.chamber, item.id, item.heading)
            .order_by(sa.desc("at"))
            .limit(MOST_REMEMBERED)
        )
        return [
            Answered(chamber=row.chamber, request_id=row.id, topic=row.heading, on=row.at.date(), stems=_stems(row.heading))
            for row in self._connection.execute(query)
        ]


def _stems(text: str) -> frozenset[str]:
    return frozenset(stems(text))


def _routing(row: Any) -> Routing:
    evidence: Mapping[str, Any] = row.evidence or {}
    return Routing(
        id=row.id,
        request_id=row.request_id,
        chamber=row.chamber,
        reason=row.reason,
        evidence=evidence,
        result=row.result,
        person_id=row.person_id,
        by=row.by_id,
        at=row.at,
    )
