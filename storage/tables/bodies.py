"""Bodies that meet, and working groups, which are bodies with a lead, members and objectives. (DOMAIN.md F10, F20)"""

from __future__ import annotations

import sqlalchemy as sa

from storage.columns import Id, Instant


def bodies(metadata: sa.MetaData) -> sa.Table:
    """`sort`: `statutory` (a committee, a board), `standing` or `project` (working groups). `key` is the name without case, accents and
    punctuation; `objectives` one per line. `quiet_until`: its lead asked not to be asked for news before that day."""
    return sa.Table(
        "bodies",
        metadata,
        sa.Column("id", Id, primary_key=True),
        sa.Column("sort", sa.String(20), nullable=False),
        sa.Column("name", sa.String(150), nullable=False),
        sa.Column("key", sa.String(150), nullable=False, unique=True),
        sa.Column("lead", sa.String(8), nullable=False),
        sa.Column("lead_id", Id, sa.ForeignKey("people.id")),
        sa.Column("co_lead", sa.String(8), nullable=False),
        sa.Column("co_lead_scope", sa.String(200), nullable=False),
        sa.Column("delegated_to", sa.String(8), nullable=False),
        sa.Column("objectives", sa.Text, nullable=False),
        sa.Column("created_on", sa.Date),
        sa.Column("closed_on", sa.Date),
        sa.Column("quiet_until", sa.Date),
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("workspace", sa.String(60), nullable=False),
        sa.Column("channel", sa.String(60), nullable=False),
        sa.Column("filed_by", Id, sa.ForeignKey("people.id")),
        sa.Column("filed_at", Instant, nullable=False),
        sa.Index(None, "platform", "workspace", "channel"),
    )


def memberships(metadata: sa.MetaData) -> sa.Table:
    """Chambers in a body, each since and until a day (None: from its beginning; still)."""
    return sa.Table(
        "memberships",
        metadata,
        sa.Column("id", Id, primary_key=True),
        sa.Column("body_id", Id, sa.ForeignKey("bodies.id"), nullable=False, index=True),
        sa.Column("chamber", sa.String(8), nullable=False),
        sa.Column("since", sa.Date),
        sa.Column("until", sa.Date),
    )


def body_turns(metadata: sa.MetaData) -> sa.Table:
    """What became of each body, oldest first: by which act, by whose, and what it was before."""
    return sa.Table(
        "body_turns",
        metadata,
        sa.Column("id", Id, primary_key=True),
        sa.Column("body_id", Id, sa.ForeignKey("bodies.id"), nullable=False, index=True),
        sa.Column("act", sa.String(40), nullable=False),
        sa.Column("by_id", Id, sa.ForeignKey("people.id")),
        sa.Column("at", Instant, nullable=False),
        sa.Column("before", sa.JSON, nullable=False),
    )
