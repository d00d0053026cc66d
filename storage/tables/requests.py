"""What becomes of requests for help: who was asked, who took it, what was answered. (DOMAIN.md F40-F42)"""

from __future__ import annotations

import sqlalchemy as sa

from storage.columns import Id, Instant


def pursuits(metadata: sa.MetaData) -> sa.Table:
    """How far the search for an answer has come, one row per request. `step` counts those who were asked in turn; at `next_at` the next one
    is, if nobody has taken it by then."""
    return sa.Table(
        "pursuits",
        metadata,
        sa.Column("request_id", Id, sa.ForeignKey("contributions.id"), primary_key=True),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("next_at", Instant, index=True),
        sa.Column("claimed_by", Id, sa.ForeignKey("people.id")),
        sa.Column("claimed_at", Instant),
        sa.Column("answered_at", Instant),
        sa.Column("resolved_at", Instant),
        sa.Column("satisfaction", sa.String(20), nullable=False),
    )


def routings(metadata: sa.MetaData) -> sa.Table:
    """Who was asked, why and with what result (`asked`, `claimed`, `declined`, `passed`, `released`). `reason` is a code of
    bot/domain/expertise.py, `evidence` its values."""
    return sa.Table(
        "routings",
        metadata,
        sa.Column("id", Id, primary_key=True),
        sa.Column("request_id", Id, sa.ForeignKey("contributions.id"), nullable=False, index=True),
        sa.Column("chamber", sa.String(8), nullable=False),
        sa.Column("person_id", Id, sa.ForeignKey("people.id")),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("evidence", sa.JSON, nullable=False),
        sa.Column("result", sa.String(20), nullable=False),
        sa.Column("by_id", Id, sa.ForeignKey("people.id")),
        sa.Column("at", Instant, nullable=False),
        sa.Column("settled_at", Instant),
        sa.Index(None, "chamber", "result"),
    )


def replies(metadata: sa.MetaData) -> sa.Table:
    """What was answered, as Markdown, and the message it was said in."""
    return sa.Table(
        "replies",
        metadata,
        sa.Column("id", Id, primary_key=True),
        sa.Column("request_id", Id, sa.ForeignKey("contributions.id"), nullable=False, index=True),
        sa.Column("author_id", Id, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("workspace", sa.String(60), nullable=False),
        sa.Column("channel", sa.String(60), nullable=False),
        sa.Column("message", sa.String(60)),
        sa.Column("at", Instant, nullable=False),
        sa.UniqueConstraint("platform", "workspace", "channel", "message"),
    )


def expertise(metadata: sa.MetaData) -> sa.Table:
    """What a chamber says of itself that it knows; what it leads and has answered is read where it is kept."""
    return sa.Table(
        "expertise",
        metadata,
        sa.Column("id", Id, primary_key=True),
        sa.Column("chamber", sa.String(8), nullable=False, index=True),
        sa.Column("topic", sa.String(200), nullable=False),
        sa.Column("declared_by", Id, sa.ForeignKey("people.id")),
        sa.Column("at", Instant, nullable=False),
    )
