"""What is searched: one row of stems per contribution, and the index over it, which each database has in its own way."""

from __future__ import annotations

import sqlalchemy as sa

from storage.columns import Id

INDEX = "search_index"
"""SQLite's index, and the beginning of the names of all that belongs to it: no migration is written about those."""
FTS5 = (
    (
        f"CREATE VIRTUAL TABLE {INDEX} USING fts5(words, content='searched', content_rowid='contribution_id', detail=none, "
        "columnsize=0, tokenize=\"ascii tokenchars '_'\")"
    ),
    f"INSERT INTO {INDEX} ({INDEX}, rank) VALUES ('automerge', 8)",  # noqa: S608 - our own constant
    f"CREATE VIRTUAL TABLE {INDEX}_terms USING fts5vocab('{INDEX}', 'row')",
)
"""Words alone, neither places nor sizes: hits are ranked by what `searched` says, so that another database ranks them alike. Each SAVEPOINT
writes a piece of the index: eight are merged at a time, since by four, as FTS5 would, each filing costs a fifth more."""


def searched(metadata: sa.MetaData) -> sa.Table:
    """`heading` and `words` are stems with a space between them; `words` has all of them, then marks (storage/search.py). Deleting a
    contribution that is still here is refused: the index could not be told any more what to forget."""
    table = sa.Table(
        "searched",
        metadata,
        sa.Column("contribution_id", Id, sa.ForeignKey("contributions.id"), primary_key=True),
        sa.Column("heading", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
    )
    sa.event.listen(table, "after_create", _create_index)
    return table


def _create_index(_table: sa.Table, connection: sa.Connection, **_: object) -> None:
    if connection.dialect.name == "sqlite":
        for statement in FTS5:
            connection.exec_driver_sql(statement)


def is_declared(name: str | None, sort: str, _parents: object) -> bool:
    """Whether the tables of the kinds speak of it: Alembic's `include_name`. The index is made by hand, and tested by hand."""
    return sort != "table" or name is None or not name.startswith(INDEX)
