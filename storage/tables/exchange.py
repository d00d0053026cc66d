"""The tables of what comes in and goes out, and of time: events, channels, the outbox, letters, periods, and who did what."""

from __future__ import annotations

import sqlalchemy as sa

from storage.columns import Id, Instant


def channels(metadata: sa.MetaData) -> sa.Table:
    """A channel that refuses everything is `dead`, with the platform's own reason."""
    return sa.Table(
        "channels",
        metadata,
        sa.Column("platform", sa.String(20), primary_key=True),
        sa.Column("workspace", sa.String(60), primary_key=True),
        sa.Column("channel", sa.String(60), primary_key=True),
        sa.Column("name", sa.String(150), nullable=False),
        sa.Column("dead_since", Instant),
        sa.Column("reason", sa.String(200), nullable=False),
    )


def received(metadata: sa.MetaData) -> sa.Table:
    """An event counts once: its key is written in the same transaction as its effect."""
    return sa.Table(
        "received",
        metadata,
        sa.Column("platform", sa.String(20), primary_key=True),
        sa.Column("event_id", sa.String(255), primary_key=True),
        sa.Column("type", sa.String(60), nullable=False),
        sa.Column("at", Instant, nullable=False, index=True),
    )


def parked(metadata: sa.MetaData) -> sa.Table:
    """What came in and failed by our fault as often as we try, with its payload: an organiser sees it, and it holds up nothing."""
    return sa.Table(
        "parked",
        metadata,
        sa.Column("platform", sa.String(20), primary_key=True),
        sa.Column("workspace", sa.String(60), primary_key=True),
        sa.Column("event_id", sa.String(255), primary_key=True),
        sa.Column("place", sa.String(60), nullable=False),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("at", Instant, nullable=False, index=True),
    )


def outbox(metadata: sa.MetaData) -> sa.Table:
    """What is to be done on a platform. `due`, then `sending` before the call, then `sent` or `parked` with a reason. `target` and
    `ref` hold the ids of all pieces of a message that is several there, with a space between them."""
    return sa.Table(
        "outbox",
        metadata,
        sa.Column("id", Id, primary_key=True),
        sa.Column("key", sa.String(80), nullable=False, unique=True),
        sa.Column("operation", sa.String(10), nullable=False),
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("workspace", sa.String(60), nullable=False),
        sa.Column("channel", sa.String(60), nullable=False),
        sa.Column("thread", sa.String(60), nullable=False),
        sa.Column("message", sa.JSON, nullable=False),
        sa.Column("target", sa.String(2000), nullable=False),
        sa.Column("target_id", Id, sa.ForeignKey("outbox.id")),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("about_id", Id, sa.ForeignKey("contributions.id")),
        sa.Column("draft_id", Id, sa.ForeignKey("drafts.id")),
        sa.Column("person_id", Id, sa.ForeignKey("people.id")),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("ref", sa.String(2000), nullable=False),
        sa.Column("ref_channel", sa.String(60), nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("sent_at", Instant),
        sa.Index("ix_outbox_waiting", "state", "platform", "workspace", "channel", "id"),
        sa.Index("ix_outbox_about", "about_id", "purpose"),
        sa.Index("ix_outbox_draft", "draft_id"),
        sa.Index("ix_outbox_target", "target_id"),
        sa.Index("ix_outbox_ref", "platform", "workspace", "ref_channel", "ref"),
    )


def subscriptions(metadata: sa.MetaData) -> sa.Table:
    """Who reads what: a person, or a channel (weekly, or at once)."""
    return sa.Table(
        "subscriptions",
        metadata,
        sa.Column("id", Id, primary_key=True),
        sa.Column("person_id", Id, sa.ForeignKey("people.id"), unique=True),
        sa.Column("platform", sa.String(20)),
        sa.Column("workspace", sa.String(60)),
        sa.Column("channel", sa.String(60)),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("zone", sa.String(60), nullable=False),
        sa.Column("topics", sa.JSON, nullable=False),
        sa.Column("regions", sa.JSON, nullable=False),
        sa.Column("rhythm", sa.String(10), nullable=False),
        sa.Column("weekday", sa.Integer, nullable=False),
        sa.Column("hour", sa.Integer, nullable=False),
        sa.Column("when_empty", sa.String(10), nullable=False),
        sa.Column("paused_until", sa.Date),
        sa.Column("ended_at", Instant),
        sa.Column("since", Instant, nullable=False),
        sa.UniqueConstraint("platform", "workspace", "channel"),
    )


def editions(metadata: sa.MetaData) -> sa.Table:
    """What each reader's letter carried, for one ISO week: the second of the same week is refused by the database."""
    return sa.Table(
        "editions",
        metadata,
        sa.Column("id", Id, primary_key=True),
        sa.Column("subscription_id", Id, sa.ForeignKey("subscriptions.id"), nullable=False),
        sa.Column("week", sa.String(8), nullable=False),
        sa.Column("carried", sa.JSON, nullable=False),
        sa.Column("words", sa.Integer, nullable=False),
        sa.Column("built_at", Instant, nullable=False),
        sa.UniqueConstraint("subscription_id", "week"),
    )


def periods(metadata: sa.MetaData) -> sa.Table:
    """A scheduled job runs once per period, whoever runs it and however often it restarts."""
    return sa.Table(
        "periods",
        metadata,
        sa.Column("job", sa.String(60), primary_key=True),
        sa.Column("period", sa.String(80), primary_key=True),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("at", Instant, nullable=False),
    )


def audit(metadata: sa.MetaData) -> sa.Table:
    """Who did what, when, and what it changed."""
    return sa.Table(
        "audit",
        metadata,
        sa.Column("id", Id, primary_key=True),
        sa.Column("at", Instant, nullable=False),
        sa.Column("by_id", Id, sa.ForeignKey("people.id")),
        sa.Column("act", sa.String(40), nullable=False),
        sa.Column("about_id", Id, sa.ForeignKey("contributions.id"), index=True),
        sa.Column("before", sa.JSON),
        sa.Column("after", sa.JSON),
    )
