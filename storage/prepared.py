"""Statements that are run for everything that is filed: compiled once, then given to SQLite's driver as they are.

SQLAlchemy still makes them and knows the types of what goes in and comes out. What it does around each run takes three times as long as
SQLite itself; for some twenty statements, that was a third of what an offer cost.
"""

from __future__ import annotations

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

from storage.engine import check_storable

Convert = Callable[[Any], Any] | None
"""What a type does to a value on its way in or out; None where the driver takes it as it is."""


@dataclass(frozen=True, kw_only=True)
class _Compiled:
    """`expected` are the values that each run brings, `fixed` those that stand in the statement."""

    text: str
    expected: frozenset[str]
    fixed: Mapping[str, Any]
    bound: tuple[tuple[str, Convert], ...]
    row: Callable[..., Any]
    read: tuple[Convert, ...]


class Prepared:
    """One statement of one store. An INSERT fills the columns that its first run names: each later one must bring the same."""

    def __init__(self, statement: sa.Select[Any] | sa.Insert | sa.Update) -> None:
        self._statement = statement
        self._compiled: _Compiled | None = None

    def run(self, connection: sa.Connection, values: Mapping[str, Any]) -> sqlite3.Cursor:
        """Runs it: the cursor has `rowcount`, and `lastrowid` after an INSERT.

        Raises SQLAlchemy's errors, as any statement does, Unstorable, and KeyError when `values` are not those that it takes.
        """
        return self._run(connection, values)[0]

    def _run(self, connection: sa.Connection, values: Mapping[str, Any]) -> tuple[sqlite3.Cursor, list[tuple[Any, ...]]]:
        compiled = self._compiled or self._compile(connection.dialect, values)
        if values.keys() != compiled.expected:
            raise KeyError(*(values.keys() ^ compiled.expected))
        given = {**compiled.fixed, **values} if compiled.fixed else values
        bound = [given[name] if convert is None else convert(given[name]) for name, convert in compiled.bound]
        check_storable(bound)
        driver: Any = connection.connection.dbapi_connection
        try:
            cursor: sqlite3.Cursor = driver.execute(compiled.text, bound)
            return cursor, cursor.fetchall()
        except sqlite3.Error as error:
            raise sa.exc.DBAPIError.instance(compiled.text, bound, error, sqlite3.Error) from error

    def add(self, connection: sa.Connection, values: Mapping[str, Any]) -> int:
        """Runs an INSERT: the id that the database gave to its row."""
        return int(self.run(connection, values).lastrowid or 0)

    def rows(self, connection: sa.Connection, values: Mapping[str, Any]) -> list[Any]:
        """What it finds: tuples with the names of the columns. Raises what `run` raises."""
        found = self._run(connection, values)[1]
        if not found or self._compiled is None:
            return []
        row, read = self._compiled.row, self._compiled.read
        return [row(*[value if convert is None else convert(value) for convert, value in zip(read, one, strict=True)]) for one in found]

    def first(self, connection: sa.Connection, values: Mapping[str, Any]) -> Any:
        """The first row, or None."""
        return next(iter(self.rows(connection, values)), None)

    def _compile(self, dialect: Dialect, values: Mapping[str, Any]) -> _Compiled:
        """Two threads may both do it: they come to the same."""
        inserts = list(values) if isinstance(self._statement, sa.Insert) else None
        compiled = self._statement.compile(dialect=dialect, column_keys=inserts)
        if compiled.positiontup is None or compiled.post_compile_params:
            raise TypeError(f"cannot be prepared: {compiled}")
        fixed = {name: bind.value for name, bind in compiled.binds.items() if not bind.required and name not in values}
        columns = list(self._statement.selected_columns) if isinstance(self._statement, sa.Select) else []
        self._compiled = _Compiled(
            text=str(compiled),
            expected=frozenset(compiled.binds) - frozenset(fixed),
            fixed=fixed,
            bound=tuple((name, _on_its_way_in(compiled.binds[name].type, dialect)) for name in compiled.positiontup),
            row=namedtuple("Row", [str(column.key) for column in columns], rename=True),  # noqa: PYI024 - they are known when it runs
            read=tuple(_on_its_way_out(column.type, dialect) for column in columns),
        )
        return self._compiled


def _on_its_way_in(kind: sa.types.TypeEngine[Any], dialect: Dialect) -> Convert:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _on_its_way_out(kind: sa.types.TypeEngine[Any], dialect: Dialect) -> Convert:
    return kind.dialect_impl(dialect).result_processor(dialect, None)
