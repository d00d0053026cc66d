"""Actions of meetings: who does what until when, each with a life of its own."""

from __future__ import annotations

import sqlalchemy as sa

from storage.columns import Id, Instant


def actions(metadata: sa.MetaData) -> sa.Table:
    """One row per action of published minutes. `position` is its place in the minutes, from 1: the number by which it is spoken of;
    `reference` is the written one. `owner_chamber` is a code, that of the person too, where a person has it; `owner_name` is the owner as
    written; `said` is a term that is no day. `item` is what the minutes say of it, so that a correction of the minutes changes only what
    it corrects. `assigned_at`: since when its owner has it as it is; `changed_at`: its last change."""
    return sa.Table(
        "actions",
        metadata,
        sa.Column("id", Id, primary_key=True),
        sa.Column("minutes_id", Id, sa.ForeignKey("contributions.id"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("owner_chamber", sa.String(8), nullable=False),
        sa.Column("owner_name", sa.String(200), nullable=False),
        sa.Column("owner_id", Id, sa.ForeignKey("people.id")),
        sa.Column("due", sa.Date),
        sa.Column("said", sa.String(200), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("done_on", sa.Date),
        sa.Column("body", sa.String(150), nullable=False),
        sa.Column("held_on", sa.Date),
        sa.Column("next_on", sa.Date),
        sa.Column("reference", sa.String(80), nullable=False, index=True),
        sa.Column("item", sa.Text, nullable=False),
        sa.Column("assigned_at", Instant, nullable=False),
        sa.Column("changed_at", Instant, nullable=False),
        sa.UniqueConstraint("minutes_id", "position"),
        sa.Index(None, "state", "due"),
        sa.Index(None, "owner_chamber", "state"),
        sa.Index(None, "owner_id", "state"),
    )


def action_turns(metadata: sa.MetaData) -> sa.Table:
    """What became of each, oldest first: by which act, by whose, and what it was before."""
    return sa.Table(
        "action_turns",
        metadata,
        sa.Column("id", Id, primary_key=True),
        sa.Column("action_id", Id, sa.ForeignKey("actions.id"), nullable=False, index=True),
        sa.Column("act", sa.String(40), nullable=False),
        sa.Column("by_id", Id, sa.ForeignKey("people.id")),
        sa.Column("at", Instant, nullable=False),
        sa.Column("before", sa.JSON, nullable=False),
    )
