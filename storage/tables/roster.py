"""The tables of who is there: chambers, people and the accounts behind which they are."""

from __future__ import annotations

import sqlalchemy as sa

from storage.columns import Id, Instant


def chambers(metadata: sa.MetaData) -> sa.Table:
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


def people(metadata: sa.MetaData) -> sa.Table:
    """`platform` is the one a person chose; without it, the last used is preferred. `away_from` is the first day of a leave, `away_until`
    the first day back.
    `email` is as the roster has it, in small letters. Who left is not `active`; `successor_id` inherited what he had open."""
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
        sa.Column("email", sa.String(254), unique=True),
        sa.Column("consent_at", Instant),
        sa.Column("platform", sa.String(20)),
        sa.Column("away_from", sa.Date),
        sa.Column("away_until", sa.Date),
        sa.Column("left_at", Instant),
        sa.Column("successor_id", Id, sa.ForeignKey("people.id"), index=True),
    )


def accounts(metadata: sa.MetaData) -> sa.Table:
    """`used_at` decides the preferred platform: the last one used. `linked_at`: when it was proved to be that person's."""
    return sa.Table(
        "accounts",
        metadata,
        sa.Column("platform", sa.String(20), primary_key=True),
        sa.Column("workspace", sa.String(60), primary_key=True),
        sa.Column("user_id", sa.String(60), primary_key=True),
        sa.Column("person_id", Id, sa.ForeignKey("people.id"), nullable=False, index=True),
        sa.Column("used_at", Instant),
        sa.Column("linked_at", Instant),
    )


def statuses(metadata: sa.MetaData) -> sa.Table:
    """The life of a chamber in the network: each state from the day on which it holds, and by which decision. `precision` says how closely
    that day is known; without `by_id` the store was born with it."""
    return sa.Table(
        "statuses",
        metadata,
        sa.Column("chamber", sa.String(8), primary_key=True),
        sa.Column("effective", sa.Date, primary_key=True),
        sa.Column("precision", sa.String(10), nullable=False, default="day"),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("decision", sa.String(200), nullable=False),
        sa.Column("by_id", Id, sa.ForeignKey("people.id")),
        sa.Column("noted_at", Instant, nullable=False),
    )


def invitations(metadata: sa.MetaData) -> sa.Table:
    """Links by which a person's further account is proved to be his. Only the digest of a link is kept, and it works once."""
    return sa.Table(
        "invitations",
        metadata,
        sa.Column("id", Id, primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
        sa.Column("person_id", Id, sa.ForeignKey("people.id"), nullable=False, index=True),
        sa.Column("by_id", Id, sa.ForeignKey("people.id")),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("expires_at", Instant, nullable=False),
        sa.Column("used_at", Instant),
        sa.Column("user_id", sa.String(60), nullable=False),
    )


def keys(metadata: sa.MetaData) -> sa.Table:
    """Secrets of this store's own, made at their first use: what signs its links."""
    return sa.Table(
        "keys",
        metadata,
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.String(100), nullable=False),
    )
