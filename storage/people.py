"""People, their accounts, and how to reach them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from bot.domain.people import Account, Person, Role
from bot.domain.ports import Address
from storage.columns import new_id
from storage.tables import Tables

_NEVER = datetime.min.replace(tzinfo=UTC)
IN_A_FILE = "file"
"""The workspace of accounts of which only a file tells: nobody reads there."""


class People:
    """The roster: who a platform's user is, and where a person reads."""

    def __init__(self, connection: sa.Connection, tables: Tables, now: datetime) -> None:
        self._connection, self._tables, self._now = connection, tables, now
        self._people, self._accounts = tables.people, tables.accounts
        self._greeted: set[int] = set()
        self._agreed: set[int] = set()
        self.languages_chosen: dict[int, str] = {}
        """Who has chosen another language in this transaction: a platform that shows menus has to know."""

    def by_account(self, account: Account) -> Person | None:
        """The active person behind an account."""
        rows = self._tables.prepared(_by_account).rows(self._connection, _key(account))
        self._greeted = {row.id for row in rows if row.greeted_at}
        self._agreed = {row.id for row in rows if row.consent_at}
        return person_of(rows[0], stands_for=frozenset(row.before for row in rows if row.before is not None)) if rows else None

    def get(self, person_id: int) -> Person | None:
        """The person of that id."""
        row = self._connection.execute(sa.select(self._people).where(self._people.c.id == person_id)).one_or_none()
        return person_of(row, stands_for=self._succeeded([person_id]).get(person_id, frozenset())) if row else None

    def active(self, ids: Collection[int] | None = None) -> list[Person]:
        """Everyone who has access, or those of them, in order of id. Of whom only a file tells, he has none."""
        where = [self._people.c.active, ~self._tables.once(_only_in_a_file)] + ([self._people.c.id.in_(ids)] if ids is not None else [])
        rows = list(self._connection.execute(sa.select(self._people).where(*where).order_by(self._people.c.id)))
        succeeded = self._succeeded(ids)
        return [person_of(row, stands_for=succeeded.get(row.id, frozenset())) for row in rows]

    def _succeeded(self, successors: Collection[int] | None) -> dict[int, frozenset[int]]:
        """Whom each of these people has succeeded, or of all."""
        column, found = self._people.c, dict[int, set[int]]()
        among = [column.successor_id.in_(successors)] if successors is not None else []
        for row in self._connection.execute(sa.select(column.id, column.successor_id).where(column.successor_id.is_not(None), *among)):
            found.setdefault(row.successor_id, set()).add(row.id)
        return {successor: frozenset(before) for successor, before in found.items()}

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
        self._tables.prepared(_used).run(self._connection, _key(account) | {"used_at": self._now})

    def is_greeted(self, person_id: int) -> bool:
        """Whether the first message was said to a person whom `by_account` has just found."""
        return person_id in self._greeted

    def greet(self, person_id: int) -> bool:
        """True once in a person's life: the first message is said once."""
        if self.is_greeted(person_id):
            return False
        return self._connection.execute(self._tables.once(_greet), {"person": person_id, "greeted_at": self._now}).rowcount == 1

    def agree(self, person_id: int) -> None:
        """Keeps the first time at which somebody whom `by_account` has just found went on after the first message had told him what is
        read."""
        if self.is_greeted(person_id) and person_id not in self._agreed:
            self._connection.execute(self._tables.once(_agree), {"person": person_id, "consent_at": self._now})

    def address(self, person_id: int) -> Address | None:
        """Where a person reads now."""
        return self.addresses([person_id]).get(person_id)

    def addresses(self, ids: Iterable[int]) -> dict[int, Address]:
        """Where these people read, in one query: on the platform they chose, else the one used last. Who left reads nowhere; of a place
        that refuses everything (a chat whose owner blocked us) the next best is taken."""
        query = self._tables.once(_alive).where(self._accounts.c.person_id.in_(set(ids)))
        rows = sorted(self._connection.execute(query), key=_preference)
        return {row.person_id: Address(platform=row.platform, workspace=row.workspace, channel=row.user_id) for row in rows}

    def chambers_on(self, platform: str, workspace: str) -> set[str]:
        """The codes of the chambers of which somebody is there."""
        people, accounts = self._tables.people.c, self._tables.accounts.c
        there = (accounts.platform == platform, accounts.workspace == workspace, people.active)
        query = sa.select(people.chamber).join_from(self._tables.people, self._tables.accounts, accounts.person_id == people.id)
        return set(self._connection.execute(query.where(*there).distinct()).scalars())

    def platforms(self, person_id: int | None = None) -> list[str]:
        """The platforms on which this person, or anybody, has an account: by name."""
        column = self._accounts.c
        where = [column.workspace != IN_A_FILE] + ([] if person_id is None else [column.person_id == person_id])
        return list(self._connection.execute(sa.select(column.platform).where(*where).distinct().order_by(column.platform)).scalars())

    def set_settings(self, person: Person) -> None:
        """Keeps his language, zone, chosen platform and leave as they are in this value."""
        names = ("language", "zone", "away_from", "away_until")
        values: dict[str, Any] = {name: getattr(person, name) for name in names} | {"platform": person.platform or None}
        self._connection.execute(sa.update(self._people).where(self._people.c.id == person.id).values(values))


def _alive(tables: Tables) -> sa.Select[Any]:
    """Accounts of active people whose own conversation is not dead, with the platform that their owner chose."""
    people, accounts, channels = tables.people, tables.accounts, tables.channels
    here = (channels.c.platform == accounts.c.platform, channels.c.workspace == accounts.c.workspace)
    dead = sa.exists().where(*here, channels.c.channel == accounts.c.user_id, channels.c.dead_since.is_not(None))
    joined = accounts.join(people, accounts.c.person_id == people.c.id)
    reads = (people.c.active, accounts.c.workspace != IN_A_FILE, ~dead)
    return sa.select(accounts, people.c.platform.label("chosen")).select_from(joined).where(*reads)


def _only_in_a_file(tables: Tables) -> sa.ColumnElement[bool]:
    """All the accounts that he has are those of a file; who has none yet is waited for."""
    account = tables.accounts.c
    his = account.person_id == tables.people.c.id
    told, real = (sa.exists().where(his, where) for where in (account.workspace == IN_A_FILE, account.workspace != IN_A_FILE))
    return sa.and_(told, ~real)


def _preference(row: sa.Row[Any]) -> tuple[bool, bool, datetime, str]:
    """The last in this order is taken."""
    return row.platform == row.chosen, row.used_at is not None, row.used_at or _NEVER, row.platform


def _key(account: Account) -> dict[str, Any]:
    return {"on_platform": account.platform, "in_workspace": account.workspace, "as_user": account.user}


def _is(accounts: sa.Table) -> tuple[sa.ColumnElement[bool], ...]:
    column = accounts.c
    user = (column.workspace == sa.bindparam("in_workspace"), column.user_id == sa.bindparam("as_user"))
    return (column.platform == sa.bindparam("on_platform"), *user)


def _by_account(tables: Tables) -> sa.Select[Any]:
    people, accounts = tables.people, tables.accounts
    left = people.alias("succeeded")
    joined = people.join(accounts, accounts.c.person_id == people.c.id).outerjoin(left, left.c.successor_id == people.c.id)
    return sa.select(people, left.c.id.label("before")).select_from(joined).where(*_is(accounts), people.c.active)


def _used(tables: Tables) -> sa.Update:
    return sa.update(tables.accounts).where(*_is(tables.accounts)).values(used_at=sa.bindparam("used_at"))


def _greet(tables: Tables) -> sa.Update:
    column = tables.people.c
    not_yet = (column.id == sa.bindparam("person"), column.greeted_at.is_(None))
    return sa.update(tables.people).where(*not_yet).values(greeted_at=sa.bindparam("greeted_at"))


def _agree(tables: Tables) -> sa.Update:
    column = tables.people.c
    not_yet = (column.id == sa.bindparam("person"), column.consent_at.is_(None))
    return sa.update(tables.people).where(*not_yet).values(consent_at=sa.bindparam("consent_at"))


def person_of(row: Any, *, stands_for: frozenset[int] = frozenset()) -> Person:
    """The person that a row of the table is."""
    return Person(
        id=row.id,
        name=row.name,
        role=Role(row.role),
        chamber=row.chamber,
        language=row.language,
        zone=row.zone,
        active=row.active,
        platform=row.platform or "",
        away_from=row.away_from,
        away_until=row.away_until,
        stands_for=stands_for,
    )
