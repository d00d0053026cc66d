"""The tables of what is filed, and of what is about to be."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from storage.columns import Id, Instant


def contributions(metadata: sa.MetaData) -> sa.Table:
    """What every kind has: editions, permissions, search and exports read only this. `said_at` is when it was written, where the platform
    brought it later: `filed_at` is when it came."""
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
        sa.Column("said_at", Instant),
        sa.UniqueConstraint("kind", "number"),
        sa.UniqueConstraint("platform", "workspace", "channel", "message"),
        sa.Index(None, "kind", "state", "chamber"),
        sa.Index(None, "author_id", "text_key"),
        sa.Index(None, "asks_on"),
    )


def typed(metadata: sa.MetaData, name: str, columns: list[sa.Column[Any]]) -> sa.Table:
    parent = sa.ForeignKey("contributions.id", ondelete="CASCADE")
    return sa.Table(name, metadata, sa.Column("contribution_id", Id, parent, primary_key=True), *columns)


def versions(metadata: sa.MetaData) -> sa.Table:
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


def drafts(metadata: sa.MetaData) -> sa.Table:
    """What was said and is not filed yet: a question is open, or a form was refused. `answers` are as in versions. `said_at` is when it
    came, `written_at` when it was written, where that was much earlier."""
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
        sa.Column("written_at", Instant),
        sa.Column("contribution_id", Id, sa.ForeignKey("contributions.id")),
        sa.UniqueConstraint("platform", "workspace", "channel", "message"),
        sa.Index(None, "kind", "number"),
    )


def forms(metadata: sa.MetaData) -> sa.Table:
    """Forms that are asked one question at a time, as far as they have come: they outlive a restart and a week of silence."""
    return sa.Table(
        "forms",
        metadata,
        sa.Column("id", Id, primary_key=True),
        sa.Column("person_id", Id, sa.ForeignKey("people.id"), nullable=False, index=True),
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("workspace", sa.String(60), nullable=False),
        sa.Column("channel", sa.String(60), nullable=False),
        sa.Column("form", sa.JSON, nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("asking", sa.String(60), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("opened_at", Instant, nullable=False),
        sa.Column("at", Instant, nullable=False),
    )
