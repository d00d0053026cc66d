"""Search"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "searched",
        sa.Column("contribution_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contribution_id"], ["contributions.id"], name=op.f("fk_searched_contribution_id_contributions")),
        sa.PrimaryKeyConstraint("contribution_id", name=op.f("pk_searched")),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search_index USING fts5(words, content='searched', content_rowid='contribution_id', detail=none, "
            "columnsize=0, tokenize=\"ascii tokenchars '_'\")"
        )
        op.execute("INSERT INTO search_index (search_index, rank) VALUES ('automerge', 8)")
        op.execute("CREATE VIRTUAL TABLE search_index_terms USING fts5vocab('search_index', 'row')")
