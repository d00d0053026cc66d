"""Readers of the letter."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from bot.domain.ports import Address
from bot.domain.subscription import Subscription
from storage.columns import new_id
from storage.tables import Tables


class Subscriptions:
    """One per person, one per channel."""

    def __init__(self, connection: sa.Connection, tables: Tables) -> None:
        self._connection, self._tables, self._table = connection, tables, tables.subscriptions

    def of_person(self, person_id: int) -> Subscription | None:
        """A person's own."""
        return self._one(self._table.c.person_id == person_id)

    def of_channel(self, channel: Address) -> Subscription | None:
        """A channel's."""
        column = self._table.c
        here = (column.platform == channel.platform, column.workspace == channel.workspace, column.channel == channel.channel)
        return self._one(*here)

    def save(self, subscription: Subscription) -> Subscription:
        """Adds it, or brings it up to date."""
        values = _values(subscription)
        if subscription.id:
            self._connection.execute(sa.update(self._table).where(self._table.c.id == subscription.id), values)
            return subscription
        row_id = new_id(self._connection.execute(sa.insert(self._table), values))
        return dataclasses.replace(subscription, id=row_id)

    def running(self, rhythm: str, *, ids: Collection[int] | None = None, people: Collection[int] | None = None) -> list[Subscription]:
        """All that have not ended, paused ones too, by id; or of these, those with these ids, or of these people."""
        if ids is None and people is None:
            return [_subscription(row) for row in self._tables.prepared(_running).rows(self._connection, {"kept": rhythm})]
        query = self._tables.once(_running)
        query = query.where(self._table.c.id.in_(ids)) if ids is not None else query
        query = query.where(self._table.c.person_id.in_(people)) if people is not None else query
        return [_subscription(row) for row in self._connection.execute(query, {"kept": rhythm})]

    def _one(self, *where: sa.ColumnElement[bool]) -> Subscription | None:
        row = self._connection.execute(sa.select(self._table).where(*where)).one_or_none()
        return _subscription(row) if row else None


def _running(tables: Tables) -> sa.Select[Any]:
    column = tables.subscriptions.c
    return sa.select(tables.subscriptions).where(column.ended_at.is_(None), column.rhythm == sa.bindparam("kept")).order_by(column.id)


def _values(subscription: Subscription) -> dict[str, Any]:
    values = {
        spec.name: getattr(subscription, spec.name) for spec in dataclasses.fields(subscription) if spec.name not in ("id", "channel")
    }
    values |= {"topics": list(subscription.topics), "regions": list(subscription.regions)}
    place = subscription.channel
    return values | {name: getattr(place, name) if place else None for name in ("platform", "workspace", "channel")}


def _subscription(row: Any) -> Subscription:
    values = row._asdict()
    platform, workspace, channel = (values.pop(name) for name in ("platform", "workspace", "channel"))
    place = Address(platform=platform, workspace=workspace, channel=channel) if channel else None
    return Subscription(channel=place, **values | {"topics": tuple(values["topics"]), "regions": tuple(values["regions"])})
