"""Every table. Those of the kinds are derived from their declaration: `tables_for(kinds)` is a value, not a global."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import sqlalchemy as sa

from bot.domain.contribution import Kinds
from storage.columns import Id, Instant, columns_for

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

S = TypeVar("S")


@dataclass(frozen=True, kw_only=True)
class Tables:
    """The tables of one store. `kinds` holds the typed table of each kind by its name."""

    metadata: sa.MetaData
    chambers: sa.Table
    people: sa.Table
    accounts: sa.Table
    channels: sa.Table
    contributions: sa.Table
    versions: sa.Table
    drafts: sa.Table
    received: sa.Table
    outbox: sa.Table
    subscriptions: sa.Table
    editions: sa.Table
    periods: sa.Table
    audit: sa.Table
    kinds: Mapping[str, sa.Table]
    _made: dict[Callable[[Tables], Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, make: Callable[[Tables], S]) -> S:
        """The statement that `make` makes of these tables, made at its first use: making one takes several times as long as running it."""
        if make not in self._made:
            self._made[make] = make(self)
        statement: S = self._made[make]
        return statement


def tables_for(kinds: Kinds) -> Tables:
    """The whole schema for these kinds."""
    metadata = sa.MetaData(naming_convention=NAMING)
    people = _people(metadata)
    contributions = _contributions(metadata)
    typed = {kind.name: _typed(metadata, kind.name, columns_for(kind.questions, contributions.c.keys())) for kind in kinds.values()}
    return Tables(
        metadata=metadata,
        chambers=_chambers(metadata),
        people=people,
        accounts=_accounts(metadata),
        channels=_channels(metadata),
        contributions=contributions,
        versions=_versions(metadata),
        drafts=_drafts(metadata),
        received=_received(metadata),
        outbox=_outbox(metadata),
        subscriptions=_subscriptions(metadata),
        editions=_editions(metadata),
        periods=_periods(metadata),
        audit=_audit(metadata),
        kinds=typed,
    )


def _chambers(metadata: sa.MetaData) -> sa.Table:
    """A chamber's entry with the dates between which it holds; the regions of before 2016 are entries of their own."""
    return sa.Table(
        "chambers",
        metadata,
        sa.Column("code", sa.String(8), primary_key=True),
        sa.Column("valid_from", sa.Date, primary_key=True),
        sa.Column("valid_until", sa.Date),
        sa.Column("name", sa.String(150), nullable=False),
        sa.Column("region", sa.String(150), nullable=False),
        sa.Column("insee", sa.String(4), nullable=False),
        sa.Column("zone", sa.String(60), nullable=False),
        sa.Column("aliases", sa.JSON, nullable=False),
        sa.Column("departments", sa.JSON, nullable=False),
        sa.Column("successor", sa.String(8), nullable=False),
    )


def _people(metadata: sa.MetaData) -> sa.Table:
    return sa.Table(
        "people",
        metadata,
        sa.Column("id", Id, primary_key=True),
        sa.Column("name", sa.String(150), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("chamber", sa.String(8), nullable=False, index=True),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("zone", sa.String(60), nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("greeted_at", Instant),
    )


def _accounts(metadata: sa.MetaData) -> sa.Table:
    """`used_at` decides the preferred platform: the last one used."""
    return sa.Table(
        "accounts",
        metadata,
        sa.Column("platform", sa.String(20), primary_key=True),
        sa.Column("workspace", sa.String(60), primary_key=True),
        sa.Column("user_id", sa.String(60), primary_key=True),
        sa.Column("person_id", Id, sa.ForeignKey("people.id"), nullable=False, index=True),
        sa.Column("used_at", Instant),
    )


def _channels(metadata: sa.MetaData) -> sa.Table:
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


def _contributions(metadata: sa.MetaData) -> sa.Table:
    """What every kind has: editions, permissions, search and exports read only this."""
    return sa.Table(
        "contributions",
        metadata,
        sa.Column("id", Id, primary_key=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("author_id", Id, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("chamber", sa.String(8), nullable=False),
        sa.Column("filed_at", Instant, nullable=False),
        sa.Column("published_at", Instant, index=True),
        sa.Column("scope", sa.String(20), nullable=False),
        sa.Column("topics", sa.JSON, nullable=False),
        sa.Column("regions", sa.JSON, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("asks_on", sa.Date),
        sa.Column("heading", sa.String(200), nullable=False),
        sa.Column("raw_text", sa.Text, nullable=False),
        sa.Column("text_key", sa.String(64), nullable=False),
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("workspace", sa.String(60), nullable=False),
        sa.Column("channel", sa.String(60), nullable=False),
        sa.Column("message", sa.String(60)),
        sa.UniqueConstraint("kind", "number"),
        sa.UniqueConstraint("platform", "workspace", "channel", "message"),
        sa.Index(None, "kind", "state", "chamber"),
        sa.Index(None, "author_id", "text_key"),
        sa.Index(None, "asks_on"),
    )


def _typed(metadata: sa.MetaData, name: str, columns: list[sa.Column[Any]]) -> sa.Table:
    parent = sa.ForeignKey("contributions.id", ondelete="CASCADE")
    return sa.Table(name, metadata, sa.Column("contribution_id", Id, parent, primary_key=True), *columns)


def _versions(metadata: sa.MetaData) -> sa.Table:
    """Nothing is deleted by an edit: each version with its answers, who made it and by which act."""
    return sa.Table(
        "versions",
        metadata,
        sa.Column("contribution_id", Id, sa.ForeignKey("contributions.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("scope", sa.String(20), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("act", sa.String(40), nullable=False),
        sa.Column("by_id", Id, sa.ForeignKey("people.id")),
        sa.Column("at", Instant, nullable=False),
    )


def _drafts(metadata: sa.MetaData) -> sa.Table:
    """What was said and is not filed yet: a question is open, or a form was refused. `answers` are as in versions."""
    return sa.Table(
        "drafts",
        metadata,
        sa.Column("id", Id, primary_key=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("number", sa.Integer),
        sa.Column("person_id", Id, sa.ForeignKey("people.id"), nullable=False, index=True),
        sa.Column("state", sa.String(20), nullable=False, index=True),
        sa.Column("question", sa.String(60), nullable=False),
        sa.Column("options", sa.JSON, nullable=False),
        sa.Column("settled", sa.JSON, nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("raw_text", sa.Text, nullable=False),
        sa.Column("text_key", sa.String(64), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("workspace", sa.String(60), nullable=False),
        sa.Column("channel", sa.String(60), nullable=False),
        sa.Column("message", sa.String(60)),
        sa.Column("said_at", Instant, nullable=False),
        sa.Column("contribution_id", Id, sa.ForeignKey("contributions.id")),
        sa.UniqueConstraint("platform", "workspace", "channel", "message"),
        sa.Index(None, "kind", "number"),
    )


def _received(metadata: sa.MetaData) -> sa.Table:
    """An event counts once: its key is written in the same transaction as its effect."""
    return sa.Table(
        "received",
        metadata,
        sa.Column("platform", sa.String(20), primary_key=True),
        sa.Column("event_id", sa.String(255), primary_key=True),
        sa.Column("type", sa.String(60), nullable=False),
        sa.Column("at", Instant, nullable=False, index=True),
    )


def _outbox(metadata: sa.MetaData) -> sa.Table:
    """What is to be done on a platform. `due`, then `sending` before the call, then `sent` or `parked` with a reason."""
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
        sa.Column("target", sa.String(60), nullable=False),
        sa.Column("target_id", Id, sa.ForeignKey("outbox.id")),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("about_id", Id, sa.ForeignKey("contributions.id")),
        sa.Column("draft_id", Id, sa.ForeignKey("drafts.id")),
        sa.Column("person_id", Id, sa.ForeignKey("people.id")),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("ref", sa.String(60), nullable=False),
        sa.Column("ref_channel", sa.String(60), nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("sent_at", Instant),
        sa.Index("ix_outbox_waiting", "state", "platform", "workspace", "channel", "id"),
        sa.Index("ix_outbox_about", "about_id", "purpose"),
        sa.Index("ix_outbox_draft", "draft_id"),
        sa.Index("ix_outbox_target", "target_id"),
        sa.Index("ix_outbox_ref", "platform", "workspace", "ref_channel", "ref"),
    )


def _subscriptions(metadata: sa.MetaData) -> sa.Table:
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


def _editions(metadata: sa.MetaData) -> sa.Table:
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


def _periods(metadata: sa.MetaData) -> sa.Table:
    """A scheduled job runs once per period, whoever runs it and however often it restarts."""
    return sa.Table(
        "periods",
        metadata,
        sa.Column("job", sa.String(60), primary_key=True),
        sa.Column("period", sa.String(80), primary_key=True),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("at", Instant, nullable=False),
    )


def _audit(metadata: sa.MetaData) -> sa.Table:
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
