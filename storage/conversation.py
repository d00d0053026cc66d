"""What we said last in a conversation: what a typed word may be about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage.tables import Tables


@dataclass(frozen=True, kw_only=True)
class Said:
    """A message of ours that arrived: its row in the outbox, and what it is."""

    row: int
    purpose: str


def last_said(connection: sa.Connection, tables: Tables, *, lane: tuple[str, str, str], since: datetime, most: int) -> list[Said]:
    """Our latest messages in that conversation, the newest first. The lane's channel is the one that the platform itself names."""
    values = {"on_platform": lane[0], "in_workspace": lane[1], "in_channel": lane[2], "since": since, "most": most}
    return [Said(row=row.id, purpose=row.purpose) for row in connection.execute(tables.once(_last), values)]


def _last(tables: Tables) -> sa.Select[Any]:
    column = tables.outbox.c
    here = (column.platform == sa.bindparam("on_platform"), column.workspace == sa.bindparam("in_workspace"))
    posted = (column.ref_channel == sa.bindparam("in_channel"), column.operation == "post", column.created_at >= sa.bindparam("since"))
    return sa.select(column.id, column.purpose).where(*here, *posted).order_by(column.id.desc()).limit(sa.bindparam("most"))


def last_asked(connection: sa.Connection, tables: Tables, draft: int) -> int | None:
    """The row by which the question about that draft was said last, be it as an edit of the first. None when it was never said."""
    row: int | None = connection.execute(tables.once(_asked), {"draft": draft}).scalar_one()
    return row


def _asked(tables: Tables) -> sa.Select[Any]:
    """An edit is about the draft of the message that it edits."""
    return sa.select(sa.func.max(tables.outbox.c.id)).where(tables.outbox.c.draft_id == sa.bindparam("draft"))
