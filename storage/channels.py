"""Channels as the outbox knows them: how people call them, which refuse everything, and which have become another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from storage.tables import Tables

Lane = tuple[str, str, str]
"""Platform, workspace, channel: messages of one lane keep their order."""

MOVED = "the group has become another"


@dataclass(frozen=True, kw_only=True)
class Dead:
    """A channel that refuses everything, why and since when. `name` is what people call it, where that is known."""

    lane: Lane
    name: str
    reason: str
    since: datetime


class Channels:
    """What the outbox needs to know of the places it writes to."""

    def __init__(self, connection: sa.Connection, tables: Tables, now: datetime) -> None:
        self._connection, self._tables, self._now = connection, tables, now
        self._table, self._channels = tables.outbox, tables.channels

    def bury(self, lane: Lane, reason: str) -> None:
        """The channel refuses everything: what waits for it is parked, and what is written for it later."""
        self._keep(lane, {"dead_since": self._now, "reason": reason[:200]})

    def revive(self, lane: Lane) -> None:
        """Somebody wrote there: the channel lives."""
        self._connection.execute(sa.update(self._channels).where(*_is(self._channels, lane)).values(dead_since=None, reason=""))

    def channel_name(self, lane: Lane) -> str:
        """How people call a channel; "" where nobody has said."""
        return str(self._connection.execute(sa.select(self._channels.c.name).where(*_is(self._channels, lane))).scalar() or "")

    def dead(self) -> list[Dead]:
        """Every dead channel."""
        query = sa.select(self._channels).where(self._channels.c.dead_since.is_not(None))
        return [Dead(lane=lane_of(row), name=row.name, reason=row.reason, since=row.dead_since) for row in self._connection.execute(query)]

    def name_channel(self, lane: Lane, name: str) -> None:
        """Keeps how people call a channel."""
        self._keep(lane, {"name": name})

    def move(self, platform: str, workspace: str, old: str, new: str) -> None:
        """The channel has another id from now on (a Telegram group that became a supergroup): what waits for it, its name, its letter
        and the body that talks there go along. Messages of the old one have no id in the new: nothing can be said in answer to them,
        changes of them are parked, and what was sent in part is sent there whole.

        A second time it changes nothing."""
        here, there = (platform, workspace, old), (platform, workspace, new)
        column, waits = self._table.c, self._table.c.state.in_(("due", "sending"))
        shown = self._table.alias("shown")
        gone = sa.exists().where(shown.c.id == column.target_id, shown.c.state == "sent", shown.c.ref_channel == old)
        of_old = sa.and_(column.operation != "post", sa.or_(column.target != "", gone))
        waiting = sa.update(self._table).where(*_is(self._table, here), waits)
        self._connection.execute(waiting.where(of_old).values(state="parked", reason=MOVED))
        self._connection.execute(waiting.where(column.operation == "post", gone).values(target_id=None))
        self._connection.execute(waiting.values(channel=new, thread="", ref=""))
        name = self._connection.execute(sa.select(self._channels.c.name).where(*_is(self._channels, here))).scalar()
        self._keep(there, {"dead_since": None, "reason": ""} | ({"name": name} if name else {}))
        self._connection.execute(sa.delete(self._channels).where(*_is(self._channels, here)))
        self._move_letter(here, there)
        bodies = self._tables.bodies
        self._connection.execute(sa.update(bodies).where(*_is(bodies, here)).values(channel=there[2]))

    def _move_letter(self, here: Lane, there: Lane) -> None:
        """Where the new one has a letter of its own already, that of the old one ends."""
        letters = self._tables.subscriptions
        taken = self._connection.execute(sa.select(letters.c.id).where(*_is(letters, there))).scalar() is not None
        values = {"ended_at": self._now} if taken else {"channel": there[2]}
        self._connection.execute(sa.update(letters).where(*_is(letters, here), letters.c.ended_at.is_(None)).values(values))

    def _keep(self, lane: Lane, values: dict[str, Any]) -> None:
        row = dict(zip(("platform", "workspace", "channel"), lane, strict=True)) | {"name": "", "dead_since": None, "reason": ""} | values
        statement = insert(self._channels).values(row)
        self._connection.execute(statement.on_conflict_do_update(index_elements=["platform", "workspace", "channel"], set_=values))


def lane_of(row: Any) -> Lane:
    """Where the thing of a row goes."""
    return (row.platform, row.workspace, row.channel)


def _is(table: sa.Table, lane: Lane) -> tuple[sa.ColumnElement[bool], ...]:
    column = table.c
    return (column.platform == lane[0], column.workspace == lane[1], column.channel == lane[2])
