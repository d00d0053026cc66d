"""What came from a file: which event became what, so that the same file loaded twice changes nothing."""

from __future__ import annotations

import sqlalchemy as sa

from storage.columns import Id, Instant


def loaded(metadata: sa.MetaData) -> sa.Table:
    """One row per event of a file that the house has taken in. `line` is the file's own id of it, `kind` what it was taken as, `reference`
    the number of the record that it is, or is about (`HR-2008-002`). `outcome`: `filed`, `merged`, `edited` or `left`. `contribution_id`,
    `action_id` and `body_id`: what it is about; `fields` what it says, in the words of exports; `stands`: whether that is still what is
    valid; `text` and `at` as in the file."""
    return sa.Table(
        "loaded",
        metadata,
        sa.Column("event_id", sa.String(200), primary_key=True),
        sa.Column("line", sa.String(200), nullable=False, index=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("reference", sa.String(200), nullable=False, index=True),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("contribution_id", Id, sa.ForeignKey("contributions.id"), index=True),
        sa.Column("action_id", Id, sa.ForeignKey("actions.id")),
        sa.Column("body_id", Id, sa.ForeignKey("bodies.id")),
        sa.Column("author_id", Id, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("fields", sa.JSON, nullable=False),
        sa.Column("stands", sa.Boolean, nullable=False),
        sa.Column("at", Instant, nullable=False),
    )
