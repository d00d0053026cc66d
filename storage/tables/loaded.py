"""What came from a file: which event became what, so that the same file loaded twice changes nothing."""

from __future__ import annotations

import sqlalchemy as sa

from storage.columns import Id, Instant


def loaded(metadata: sa.MetaData) -> sa.Table:
    """One row per event of a file. `kind` is what it was filed as, `reference` the record's own number (`HR-2008-002`), `outcome` what
    became of it (`filed`, `merged`, `edited`, `left`, `unknown`). `contribution_id` and `action_id`: what it is about."""
    return sa.Table(
        "loaded",
        metadata,
        sa.Column("event_id", sa.String(200), primary_key=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("reference", sa.String(200), nullable=False, index=True),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("contribution_id", Id, sa.ForeignKey("contributions.id")),
        sa.Column("action_id", Id, sa.ForeignKey("actions.id")),
        sa.Column("body_id", Id, sa.ForeignKey("bodies.id")),
        sa.Column("fields", sa.JSON, nullable=False),
        sa.Column("at", Instant, nullable=False),
    )
