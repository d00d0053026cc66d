"""What is to be done on platforms: written with the effect it tells of, reserved before each try, and never tried blindly twice."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from bot.domain.messages import Message
from bot.domain.ports import Address, Delivery
from storage.channels import Channels, Dead, Lane, lane_of
from storage.covering import carries_a_link, cover_links, was_covered
from storage.tables import Tables

__all__ = ["About", "Dead", "GivenUp", "Lane", "Outbox", "Post", "Purpose", "Reserved", "Shown"]

Purpose = Literal["card", "relay", "body", "whole", "letter", "morning", "notice", "answer", "mark"]
"""What a message is, so that it is found again: an item's card at its author's, its relay in a channel, what the channel of the body
that it concerns reads, all of its text in the thread there, a letter, a morning message."""


@dataclass(frozen=True, kw_only=True)
class About:
    """What a message speaks of."""

    contribution: int | None = None
    draft: int | None = None
    person: int | None = None


@dataclass(frozen=True, kw_only=True)
class Post:
    """A new message, to be written with others."""

    to: Address
    message: Message
    purpose: Purpose
    about: About
    key: str


@dataclass(frozen=True, kw_only=True)
class Reserved:
    """A row taken for sending. `again`: an earlier try of it may have arrived. `reason`: what went wrong at the last try."""

    id: int
    lane: Lane
    delivery: Delivery
    purpose: Purpose
    again: bool
    reason: str = ""


@dataclass(frozen=True)
class Shown:
    """A message that shows an item: its row, whose it is, and where."""

    row: int
    person: int | None
    place: Address


@dataclass(frozen=True, kw_only=True)
class GivenUp:
    """Messages that were refused for good, each for itself. `latest` is the row of the newest."""

    reason: str
    count: int
    latest: int


def _insert(tables: Tables) -> sa.Insert:
    return insert(tables.outbox).on_conflict_do_nothing(index_elements=["key"])


def _channel_names(tables: Tables) -> sa.Select[Any]:
    """Of the channels where an item is shown, in order of posting."""
    outbox, channels = tables.outbox.c, tables.channels.c
    same = sa.and_(*(outbox[name] == channels[name] for name in ("platform", "workspace", "channel")))
    shown = (outbox.about_id == sa.bindparam("about"), outbox.purpose == "relay", outbox.operation == "post", outbox.state != "parked")
    return sa.select(channels.name).join_from(tables.channels, tables.outbox, same).where(*shown, channels.name != "").order_by(outbox.id)


class Outbox(Channels):
    """Rows are due, then sending, then sent or parked."""

    def __init__(self, connection: sa.Connection, tables: Tables, now: datetime) -> None:
        super().__init__(connection, tables, now)
        self.written = 0

    def post(
        self, to: Address, message: Message, *, purpose: Purpose, about: About = About(), key: str = "", under: int | None = None
    ) -> int:
        """A new message. The same `key` a second time is the same message: its row is given back. `under`: in the thread of the message
        of that row, which is in the same conversation, once it is sent."""
        return self._add("post", to, message, purpose=purpose, about=about, key=key, target_id=under)

    def post_all(self, posts: Iterable[Post]) -> None:
        """Many new messages at once; a key that is there already stays as it is."""
        rows = [self._row("post", one.to, one.message, purpose=one.purpose, about=one.about, key=one.key) for one in posts]
        self.written += len(rows)
        if rows:
            self._connection.execute(insert(self._table).on_conflict_do_nothing(index_elements=["key"]), rows)

    def edit(self, of: int, message: Message) -> int:
        """The message of another row becomes this one, wherever it was sent."""
        column = self._table.c
        not_tried = (column.target_id == of, column.state == "due", column.operation == "edit", column.ref == "")
        waiting = self._connection.execute(sa.select(column.id).where(*not_tried)).scalar()
        if waiting is not None:  # nobody has seen that one: it becomes this one
            self._set(int(waiting), message=message.as_json())
            return int(waiting)
        row = self._connection.execute(sa.select(self._table).where(column.id == of)).one()
        to = Address(platform=row.platform, workspace=row.workspace, channel=row.channel, thread=row.thread)
        about = About(contribution=row.about_id, draft=row.draft_id, person=row.person_id)
        return self._add("edit", to, message, purpose=row.purpose, about=about, target_id=of)

    def edit_message(self, to: Address, ref: str, message: Message) -> int:
        """A message known by the platform's own id becomes this one."""
        return self._add("edit", to, message, purpose="answer", about=About(), target=ref)

    def react(self, to: Address, ref: str) -> int:
        """A check mark on somebody's message."""
        return self._add("react", to, Message(()), purpose="mark", about=About(), target=ref)

    def _add(
        self,
        operation: str,
        to: Address,
        message: Message,
        *,
        purpose: Purpose,
        about: About,
        key: str = "",
        target: str = "",
        target_id: int | None = None,
    ) -> int:
        row = self._row(operation, to, message, purpose=purpose, about=about, key=key, target=target, target_id=target_id)
        self.written += 1
        added = self._tables.prepared(_insert).run(self._connection, row)
        if added.rowcount == 1:
            return int(added.lastrowid or 0)
        return int(self._connection.execute(sa.select(self._table.c.id).where(self._table.c.key == row["key"])).scalar_one())

    def _row(
        self,
        operation: str,
        to: Address,
        message: Message,
        *,
        purpose: Purpose,
        about: About,
        key: str = "",
        target: str = "",
        target_id: int | None = None,
    ) -> dict[str, Any]:
        row: dict[str, Any] = {"key": key or uuid.uuid4().hex, "operation": operation, "message": message.as_json(), "purpose": purpose}
        row |= {"platform": to.platform, "workspace": to.workspace, "channel": to.channel, "thread": to.thread}
        row |= {"target": target, "target_id": target_id, "state": "due", "attempts": 0, "reason": "", "ref": ""}
        row |= {
            "about_id": about.contribution,
            "draft_id": about.draft,
            "person_id": about.person,
            "ref_channel": "",
            "created_at": self._now,
        }
        return row

    def reserve(
        self, *, platforms: Collection[str], most: int, busy: Collection[Lane] = (), held: Collection[tuple[str, str]] = ()
    ) -> list[Reserved]:
        """Takes the first waiting row of each lane that is not busy, marks it `sending`, and gives it. `held`: workspaces that wait.

        A row found in `sending` by this call belonged to a run that died, or may have arrived: it is given again, marked `again`.
        """
        self._park_dead()
        rows = self._firsts(platforms, most, busy, held)
        taken = [reserved for row in rows if (reserved := self._reserved(row))]
        if rows and not taken:  # all of them were edits of what was never sent: what stands behind them must not wait for the next look
            return self.reserve(platforms=platforms, most=most, busy=busy, held=held)
        column = self._table.c
        values = {"state": "sending", "attempts": column.attempts + 1}
        if taken:
            self._connection.execute(sa.update(self._table).where(column.id.in_([one.id for one in taken])).values(values))
        return taken

    def _firsts(
        self, platforms: Collection[str], most: int, busy: Collection[Lane], held: Collection[tuple[str, str]]
    ) -> list[sa.Row[Any]]:
        column = self._table.c
        place = (column.platform, column.workspace, column.channel)
        query = sa.select(sa.func.min(column.id), *place).where(self._is_waiting(), column.platform.in_(platforms)).group_by(*place)
        free = [row[0] for row in self._connection.execute(query) if lane_of(row) not in busy and lane_of(row)[:2] not in held]
        rows = self._connection.execute(sa.select(self._table).where(column.id.in_(sorted(free)[:most])).order_by(column.id))
        return list(rows)

    def _park_dead(self) -> None:
        """All that waits for a dead channel, at once."""
        column = self._table.c
        for dead in self.dead():
            here = (column.platform == dead.lane[0], column.workspace == dead.lane[1], column.channel == dead.lane[2])
            parked = sa.update(self._table).where(*here, self._is_waiting()).values(state="parked", reason=dead.reason)
            if self._connection.execute(parked).rowcount:
                self._cover(*here, column.state == "parked")

    def _is_waiting(self) -> sa.ColumnElement[bool]:
        return self._table.c.state.in_(("due", "sending"))

    def _reserved(self, row: sa.Row[Any]) -> Reserved | None:
        """None when it can never be done, the message that it edits, or under which it stands, not being there: it is then parked, for the
        reason of that message."""
        targets, channel, under = row.target.split(), row.channel, ""
        if row.target_id is not None:
            of = self._connection.execute(sa.select(self._table).where(self._table.c.id == row.target_id)).one()
            if of.state != "sent":
                self.park(row.id, of.reason)
                return None
            if row.operation == "post":
                under = of.ref.split()[0]
            else:
                targets, channel = of.ref.split(), of.ref_channel
        to = Address(platform=row.platform, workspace=row.workspace, channel=channel, thread=row.thread)
        delivery = Delivery(
            key=row.key,
            operation=row.operation,
            to=to,
            message=Message.from_json(row.message),
            targets=tuple(targets),
            done=tuple(row.ref.split()),
            attempts=row.attempts,
            written_at=row.created_at,
            under=under,
        )
        again = row.state == "sending"
        return Reserved(id=row.id, lane=lane_of(row), delivery=delivery, purpose=row.purpose, again=again, reason=row.reason)

    def sent(self, row_id: int, ref: str, channel: str) -> None:
        """The platform has it, under that id, or under several with a space between them. A link that it told stands here no longer."""
        values = {"state": "sent", "ref": ref, "ref_channel": channel, "sent_at": self._now, "reason": ""}
        column = self._table.c
        told = sa.update(self._table).where(column.id == row_id).values(values)
        shown = told.returning(column.target_id, column.operation, carries_a_link(self._tables).label("carries"))
        row = self._connection.execute(shown).one_or_none()
        if row is not None and row.target_id is not None and row.operation == "edit":  # which may have made it more pieces, or fewer
            self._set(row.target_id, ref=ref, ref_channel=channel)
        if row is not None and row.carries:
            self._cover(column.id == row_id)

    def partly(self, row_id: int, ref: str, channel: str) -> None:
        """The platform has these pieces of it: the row waits for its turn to send the next, and nothing of it is in doubt."""
        self._set(row_id, state="due", ref=ref, ref_channel=channel, attempts=0, reason="")

    def later(self, row_id: int, reason: str, *, again: bool = False) -> None:
        """To be tried again, and this was no try: the platform asked to wait. `again`: an earlier try may still have arrived."""
        self._set(row_id, state="sending" if again else "due", attempts=self._table.c.attempts - 1, reason=reason[:300])

    def unclear(self, row_id: int, reason: str) -> None:
        """It may have arrived: it stays `sending`, and the next try asks first."""
        self._set(row_id, reason=reason[:300])

    def park(self, row_id: int, reason: str) -> None:
        """Final: an organiser sees it with its reason, and it holds up nothing."""
        self._set(row_id, state="parked", reason=reason[:300])
        self._cover(self._table.c.id == row_id)

    def _cover(self, *rows: sa.ColumnElement[bool]) -> None:
        cover_links(self._connection, self._tables, self._now, *rows)

    def release(self, platform: str, workspace: str, reasons: Iterable[str]) -> int:
        """Parked rows of these reasons are due again (a new token was put in place), but for those that have lost the link they were to
        tell: whoever asked for it asks again. Gives how many."""
        column = self._table.c
        here = (column.platform == platform, column.workspace == workspace, column.state == "parked", column.reason.in_(set(reasons)))
        again = sa.update(self._table).where(*here, ~was_covered(self._tables)).values(state="due", attempts=0)
        return self._connection.execute(again).rowcount

    def given_up(self, since: datetime) -> list[GivenUp]:
        """What was written since then and parked though its channel lives, by reason."""
        column, channel = self._table.c, self._channels.c
        same = sa.and_(*(column[name] == channel[name] for name in ("platform", "workspace", "channel")), channel.dead_since.is_not(None))
        query = (
            sa.select(column.reason, sa.func.count().label("count"), sa.func.max(column.id).label("latest"))
            .select_from(self._table.outerjoin(self._channels, same))
            .where(column.state == "parked", column.created_at >= since, channel.channel.is_(None))
            .group_by(column.reason)
            .order_by(column.reason)
        )
        return [GivenUp(reason=row.reason, count=row._mapping["count"], latest=row.latest) for row in self._connection.execute(query)]  # noqa: SLF001 - `row.count` is a method

    def waiting(self, platforms: Collection[str] | None = None) -> bool:
        """Whether anything is still to be sent, anywhere or on these platforms."""
        here = [] if platforms is None else [self._table.c.platform.in_(platforms)]
        return self._connection.execute(sa.select(sa.literal(1)).where(self._is_waiting(), *here).limit(1)).first() is not None

    def showing(self, contribution: int, purpose: Purpose) -> list[Shown]:
        """The messages of that purpose that show this contribution, oldest first."""
        column = self._table.c
        shown = (column.about_id == contribution, column.purpose == purpose, column.operation == "post", column.state != "parked")
        rows = self._connection.execute(sa.select(self._table).where(*shown).order_by(column.id))
        return [Shown(row.id, row.person_id, Address(platform=row.platform, workspace=row.workspace, channel=row.channel)) for row in rows]

    def asking(self, draft: int) -> list[Shown]:
        """The messages that ask about this draft, oldest first. Each place has its thread."""
        column = self._table.c
        asked = (column.draft_id == draft, column.operation == "post", column.state != "parked")
        rows = self._connection.execute(sa.select(self._table).where(*asked).order_by(column.id))
        return [
            Shown(row.id, row.person_id, Address(platform=row.platform, workspace=row.workspace, channel=row.channel, thread=row.thread))
            for row in rows
        ]

    def current(self, row_id: int) -> Message:
        """What the message of a row shows now: its own, or that of its latest edit."""
        column = self._table.c
        shows = sa.or_(column.id == row_id, sa.and_(column.target_id == row_id, column.operation == "edit"))
        query = sa.select(column.message).where(shows).order_by(column.id.desc()).limit(1)
        return Message.from_json(self._connection.execute(query).scalar_one())

    def channel_names(self, *, contribution: int) -> list[str]:
        """The names of the channels where the item is shown, in order of posting."""
        return [row.name for row in self._tables.prepared(_channel_names).rows(self._connection, {"about": contribution})]

    def by_ref(self, to: Address, ref: str) -> sa.Row[Any] | None:
        """Our row behind a message of the platform, when it is ours, recorded, and can still be edited."""
        column = self._table.c
        place = (column.platform == to.platform, column.workspace == to.workspace, column.ref_channel == to.channel)
        ours = sa.select(self._table).where(*place, column.operation == "post", column.state != "parked")
        whole = self._connection.execute(ours.where(column.ref == ref)).one_or_none()
        if whole is not None or not ref:
            return whole
        piece = (sa.literal(" ") + column.ref + " ").contains(f" {ref} ", autoescape=True)
        return self._connection.execute(ours.where(column.ref.contains(" "), piece)).one_or_none()

    def attach(self, row_id: int, contribution: int) -> None:
        """The message that showed a draft now shows what it became."""
        self._set(row_id, about_id=contribution)

    def _set(self, row_id: int, **values: Any) -> None:
        self._connection.execute(sa.update(self._table).where(self._table.c.id == row_id).values(values))
