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
        self._connection, self._people, self._accounts, self._now = connection, tables.people, tables.accounts, now

    def by_account(self, account: Account) -> Person | None:
        """The active person behind an account."""
        joined = self._people.join(self._accounts, self._accounts.c.person_id == self._people.c.id)
        query = sa.select(self._people).select_from(joined).where(*self._is(account), self._people.c.active)
        row = self._connection.execute(query).one_or_none()
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
        self._connection.execute(sa.update(self._accounts).where(*self._is(account)).values(used_at=self._now))

    def greet(self, person_id: int) -> bool:
        """True once in a person's life: the first message is said once."""
        query = (
            sa.update(self._people).where(self._people.c.id == person_id, self._people.c.greeted_at.is_(None)).values(greeted_at=self._now)
        )
        return self._connection.execute(query).rowcount == 1

    def address(self, person_id: int) -> Address | None:
        """Where a person reads: the account used last."""
        return self.addresses([person_id]).get(person_id)

    def addresses(self, ids: Iterable[int]) -> dict[int, Address]:
        """The same for many, in one query."""
        accounts = self._accounts
        query = sa.select(accounts).where(accounts.c.person_id.in_(set(ids))).order_by(accounts.c.used_at.asc().nulls_first())
        rows = self._connection.execute(query)
        return {row.person_id: Address(platform=row.platform, workspace=row.workspace, channel=row.user_id) for row in rows}

    def _is(self, account: Account) -> tuple[sa.ColumnElement[bool], ...]:
        columns = self._accounts.c
        return (columns.platform == account.platform, columns.workspace == account.workspace, columns.user_id == account.user)


def _person(row: sa.Row[Any]) -> Person:
    return Person(
        id=row.id, name=row.name, role=Role(row.role), chamber=row.chamber, language=row.language, zone=row.zone, active=row.active
    )
