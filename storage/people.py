"""People, their accounts, and how to reach them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from bot.domain.people import Account, Person, Role
from bot.domain.ports import Address
from storage.columns import new_id
from storage.tables import Tables


class People:
    """The roster: who a platform's user is, and where a person reads."""

    def __init__(self, connection: sa.Connection, tables: Tables, now: datetime) -> None:
        self._connection, self._tables, self._now = connection, tables, now
        self._people, self._accounts = tables.people, tables.accounts
        self._greeted: set[int] = set()

    def by_account(self, account: Account) -> Person | None:
        """The active person behind an account."""
        row = self._connection.execute(self._tables.once(_by_account), _key(account)).one_or_none()
        self._greeted = {row.id} if row and row.greeted_at else set()
        return _person(row) if row else None

    def get(self, person_id: int) -> Person | None:
        """The person of that id."""
        row = self._connection.execute(sa.select(self._people).where(self._people.c.id == person_id)).one_or_none()
        return _person(row) if row else None

    def active(self, ids: Collection[int] | None = None) -> list[Person]:
        """Everyone who has access, or those of them, in order of id."""
        where = [self._people.c.active] + ([self._people.c.id.in_(ids)] if ids is not None else [])
        return [_person(row) for row in self._connection.execute(sa.select(self._people).where(*where).order_by(self._people.c.id))]

    def named(self, ids: Iterable[int]) -> dict[int, str]:
        """Display names by id."""
        query = sa.select(self._people.c.id, self._people.c.name).where(self._people.c.id.in_(set(ids)))
        return {row.id: row.name for row in self._connection.execute(query)}

    def add(self, *, name: str, role: Role, chamber: str, language: str, zone: str, accounts: Iterable[Account]) -> Person:
        """A new person, or the same with these accounts brought up to date: the first known account decides who it is."""
        values: dict[str, Any] = {"name": name, "role": role.value, "chamber": chamber, "language": language, "zone": zone, "active": True}
        accounts = list(accounts)
        known = next((person for account in accounts if (person := self.by_account(account))), None)
        if known is None:
            person_id = new_id(self._connection.execute(sa.insert(self._people).values(values)))
        else:
            person_id = known.id
            self._connection.execute(sa.update(self._people).where(self._people.c.id == person_id).values(values))
        for account in accounts:
            row = {"platform": account.platform, "workspace": account.workspace, "user_id": account.user, "person_id": person_id}
            self._connection.execute(insert(self._accounts).values(row).on_conflict_do_nothing())
        return Person(id=person_id, name=name, role=role, chamber=chamber, language=language, zone=zone)

    def used(self, account: Account) -> None:
        """The last platform used is the preferred one."""
        self._connection.execute(self._tables.once(_used), _key(account) | {"used_at": self._now})

    def is_greeted(self, person_id: int) -> bool:
        """Whether the first message was said to a person whom `by_account` has just found."""
        return person_id in self._greeted

    def greet(self, person_id: int) -> bool:
        """True once in a person's life: the first message is said once."""
        if self.is_greeted(person_id):
            return False
        return self._connection.execute(self._tables.once(_greet), {"person": person_id, "greeted_at": self._now}).rowcount == 1

    def address(self, person_id: int) -> Address | None:
        """Where a person reads: the account used last."""
        return self.addresses([person_id]).get(person_id)

    def addresses(self, ids: Iterable[int]) -> dict[int, Address]:
        """The same for many, in one query."""
        accounts = self._accounts
        query = sa.select(accounts).where(accounts.c.person_id.in_(set(ids))).order_by(accounts.c.used_at.asc().nulls_first())
        rows = self._connection.execute(query)
        return {row.person_id: Address(platform=row.platform, workspace=row.workspace, channel=row.user_id) for row in rows}


def _key(account: Account) -> dict[str, Any]:
    return {"on_platform": account.platform, "in_workspace": account.workspace, "as_user": account.user}


def _is(accounts: sa.Table) -> tuple[sa.ColumnElement[bool], ...]:
    column = accounts.c
    user = (column.workspace == sa.bindparam("in_workspace"), column.user_id == sa.bindparam("as_user"))
    return (column.platform == sa.bindparam("on_platform"), *user)


def _by_account(tables: Tables) -> sa.Select[Any]:
    people, accounts = tables.people, tables.accounts
    joined = people.join(accounts, accounts.c.person_id == people.c.id)
    return sa.select(people).select_from(joined).where(*_is(accounts), people.c.active)


def _used(tables: Tables) -> sa.Update:
    return sa.update(tables.accounts).where(*_is(tables.accounts)).values(used_at=sa.bindparam("used_at"))


def _greet(tables: Tables) -> sa.Update:
    column = tables.people.c
    not_yet = (column.id == sa.bindparam("person"), column.greeted_at.is_(None))
    return sa.update(tables.people).where(*not_yet).values(greeted_at=sa.bindparam("greeted_at"))


def _person(row: sa.Row[Any]) -> Person:
    return Person(
        id=row.id, name=row.name, role=Role(row.role), chamber=row.chamber, language=row.language, zone=row.zone, active=row.active
    )
