"""Alembic's entry: it is handed an open connection (storage.schema), and compares with the tables of the kinds."""

from __future__ import annotations

from alembic import context

from bot.domain.kinds import discover
from storage.tables import tables_for
from storage.tables.search import is_declared

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=tables_for(discover()).metadata,
    render_as_batch=True,
    compare_type=True,
    include_name=is_declared,
    transactional_ddl=True,
    user_module_prefix="",
)
context.run_migrations()
