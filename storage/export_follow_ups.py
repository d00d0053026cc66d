"""What followed the contributions in the house itself: answers, routings by somebody's hand, what became of actions, working groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bot.domain.bodies import Body
from bot.domain.chambers import NETWORK_ZONE
from bot.domain.expertise import NAMED
from storage.export_authors import Authors
from storage.transaction import Tx

ACTION, REPLY, ROUTING, GROUP = "action_update", "help_reply", "help_routing", "working_group"
"""What these are called in files."""
_BY_NOBODY = {"handle": "", "role": "", "chamber": ""}


def follow_ups(tx: Tx, authors: Authors) -> Iterator[dict[str, Any]]:
    """One line for each of those that no file told: `event_id` is the same at every export. `text` is what was typed, or empty where a
    button was pressed."""
    yield from _replies(tx, authors)
    yield from _routings(tx, authors)
    yield from _turns(tx, authors)
    yield from _groups(tx, authors)


def _told_by_a_file(tx: Tx, about: str, row: sa.FromClause, own: str) -> sa.ColumnElement[bool]:
    """An event of a file made that row, at that very time."""
    loaded = tx.tables.loaded.c
    return sa.exists().where(loaded[about] == row.c[own], loaded.at == row.c.at)


def _replies(tx: Tx, authors: Authors) -> Iterator[dict[str, Any]]:
    table = tx.tables.replies
    query = sa.select(table).where(~_told_by_a_file(tx, "contribution_id", table, "request_id")).order_by(table.c.id)
    for row in tx.connection.execute(query).all():
        fields = {"request_id": _reference(row.request_id, tx), "status": "answered", "date": _day(row.at), "text": row.text}
        author = authors.told(row.author_id, row.platform)
        yield _line(f"{REPLY}-{row.id}", REPLY, author, row.at, fields, platform=row.platform, text=row.text)


def _routings(tx: Tx, authors: Authors) -> Iterator[dict[str, Any]]:
    table = tx.tables.routings
    by_hand = (table.c.reason == NAMED, table.c.by_id.is_not(None), ~_told_by_a_file(tx, "contribution_id", table, "request_id"))
    for row in tx.connection.execute(sa.select(table).where(*by_hand).order_by(table.c.id)).all():
        fields = {"request_id": _reference(row.request_id, tx), "routed_to": row.chamber, "why": (row.evidence or {}).get("why", "")}
        yield _line(f"{ROUTING}-{row.id}", ROUTING, authors.told(row.by_id, ""), row.at, fields)


def _turns(tx: Tx, authors: Authors) -> Iterator[dict[str, Any]]:
    table = tx.tables.action_turns
    query = sa.select(table).where(~_told_by_a_file(tx, "action_id", table, "action_id")).order_by(table.c.id)
    for row in tx.connection.execute(query).all():
        action = tx.actions.get(row.action_id)
        if action is None:
            continue
        fields = {"action_id": action.reference, "status": row.act, "date": _day(row.at)}
        author = authors.told(row.by_id, "") if row.by_id is not None else _BY_NOBODY
        yield _line(f"{ACTION}-{row.id}", ACTION, author, row.at, fields)


def _groups(tx: Tx, authors: Authors) -> Iterator[dict[str, Any]]:
    column = tx.tables.loaded.c
    told = set(tx.connection.execute(sa.select(column.body_id).where(column.body_id.is_not(None))).scalars())
    for body in (body for body in tx.bodies.all() if body.is_group and body.id not in told):
        author = authors.told(body.filed_by, "") if body.filed_by is not None else _BY_NOBODY
        yield _line(f"{GROUP}-{body.id}", GROUP, author, body.filed_at or tx.now, _fields(body, tx))


def _fields(body: Body, tx: Tx) -> dict[str, Any]:
    fields: dict[str, Any] = {"name": body.name, "lead": body.lead, "members": list(body.chambers_on(tx.now.date()))}
    fields |= {"objectives": list(body.objectives), "created": body.created_on.isoformat() if body.created_on else None}
    fields |= {"co_lead": body.co_lead, "co_lead_scope": body.co_lead_scope} if body.co_lead else {}
    return fields | ({"delegated_to": body.delegated_to} if body.delegated_to else {})


def _reference(contribution_id: int, tx: Tx) -> str:
    """As its own line tells it."""
    events = tx.loaded.standing([contribution_id], tuple(tx.kinds)).get(contribution_id, [])
    item = tx.contributions.get(contribution_id)
    return next((event.reference for event in events if event.reference), item.reference if item else "")


def _day(at: datetime) -> str:
    return at.astimezone(ZoneInfo(NETWORK_ZONE)).date().isoformat()


def _line(
    event_id: str, kind: str, author: Mapping[str, str], at: datetime, fields: Mapping[str, Any], *, platform: str = "", text: str = ""
) -> dict[str, Any]:
    return {
        "event_id": event_id,
        "id": event_id,
        "ts": at.astimezone(ZoneInfo(NETWORK_ZONE)).isoformat(),
        "platform": platform,
        "author": dict(author),
        "kind": kind,
        "lang": "fr",
        "text": text,
        "fields": dict(fields),
    }
