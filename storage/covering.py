"""Links by which an account is proved to be somebody's: they stand in a message until it is sent or put aside, and no longer."""

from __future__ import annotations

import json
from datetime import datetime

import sqlalchemy as sa

from storage.invitations import CARRIER, COVERED, Invitations
from storage.tables import Tables


def carries_a_link(tables: Tables) -> sa.ColumnElement[bool]:
    """Whether a row of the outbox holds what may be one."""
    return sa.cast(tables.outbox.c.message, sa.Text).contains(CARRIER, autoescape=True)


def was_covered(tables: Tables) -> sa.ColumnElement[bool]:
    """Whether a row of the outbox has lost its link: sent later, it would lead nowhere."""
    return sa.cast(tables.outbox.c.message, sa.Text).contains(CARRIER + COVERED, autoescape=True)


def cover_links(connection: sa.Connection, tables: Tables, now: datetime, *rows: sa.ColumnElement[bool]) -> None:
    """Puts our links in these rows of the outbox out of sight, in place."""
    column, invitations = tables.outbox.c, Invitations(connection, tables, now)
    for row in connection.execute(sa.select(column.id, column.message).where(*rows, carries_a_link(tables))).all():
        text = json.dumps(row.message)
        if (covered := invitations.covered(text)) != text:
            connection.execute(sa.update(tables.outbox).where(column.id == row.id).values(message=json.loads(covered)))
