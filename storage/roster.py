"""The roster as those see it who keep it: addresses, every account, who has left and who came after. (DOMAIN.md F03)"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.domain.folding import words
from bot.domain.people import Account, Person, Role
from storage.columns import new_id
from storage.covering import cover_links
from storage.drafts import WAITING
from storage.people import person_of
from storage.tables import Tables


@dataclass(frozen=True, kw_only=True)
class Known:
    """A person with what only the keepers of the roster need. `email` is in small letters, or empty. `left_at` is when access ended."""

    person: Person
    email: str = ""
    consent_at: datetime | None = None
    left_at: datetime | None = None
    successor_id: int | None = None
    accounts: tuple[Account, ...] = ()

    def on(self, platform: str) -> tuple[Account, ...]:
        """His accounts on that platform."""
        return tuple(account for account in self.accounts if account.platform == platform)


class Roster:
    """Everybody, those who have left too."""

    def __init__(self, connection: sa.Connection, tables: Tables, now: datetime) -> None:
        self._connection, self._tables, self._now = connection, tables, now
        self._people, self._accounts = tables.people, tables.accounts

    def everyone(self) -> list[Known]:
        """In order of id."""
        return self._known()

    def get(self, person_id: int) -> Known | None:
        """The person of that id."""
        return next(iter(self._known(self._people.c.id == person_id)), None)

    def by_email(self, email: str) -> Known | None:
        """Whose address that is; `email` as bot.domain.roster.email_of gives it."""
        return next(iter(self._known(self._people.c.email == email)), None) if email else None

    def holder(self, account: Account) -> Known | None:
        """Whose account it is, even of somebody who has left."""
        row = self._connection.execute(sa.select(self._accounts.c.person_id).where(*self._is(account))).one_or_none()
        return self.get(row.person_id) if row else None

    def called(self, name: str) -> list[Known]:
        """Who has that name, whatever its accents and case; else whose first name it is. Those who have access come first."""
        said, everyone = words(name), sorted(self._known(), key=lambda known: not known.person.active)
        whole = [known for known in everyone if words(known.person.name) == said]
        return whole or [known for known in everyone if said and words(known.person.name).split()[:1] == [said]]

    def add(self, *, name: str, role: Role, chamber: str, language: str, zone: str, email: str = "") -> Person:
        """A new person without any account. Raises IntegrityError for an address that is another's."""
        values = {"name": name, "role": role.value, "chamber": chamber, "language": language, "zone": zone}
        person_id = new_id(self._connection.execute(sa.insert(self._people).values(**values, active=True, email=email or None)))
        return Person(id=person_id, name=name, role=role, chamber=chamber, language=language, zone=zone)

    def change(self, person_id: int, **values: Any) -> None:
        """Some of name, role, chamber, language, zone, email."""
        self._connection.execute(sa.update(self._people).where(self._people.c.id == person_id).values(values))

    def link(self, account: Account, person_id: int) -> None:
        """The account is this person's from now on, whoever had it; it is the one he used last."""
        row = {"platform": account.platform, "workspace": account.workspace, "user_id": account.user}
        self._connection.execute(sa.delete(self._accounts).where(*self._is(account)))
        self._connection.execute(sa.insert(self._accounts).values(**row, person_id=person_id, linked_at=self._now, used_at=self._now))

    def unlink(self, accounts: Collection[Account]) -> None:
        """They are nobody's from now on, and what waits for them is not sent."""
        self.silence(accounts)
        for account in accounts:
            self._connection.execute(sa.delete(self._accounts).where(*self._is(account)))

    def agreed(self, person_id: int) -> None:
        """Keeps the first day on which he agreed to be here."""
        first_time = (self._people.c.id == person_id, self._people.c.consent_at.is_(None))
        self._connection.execute(sa.update(self._people).where(*first_time).values(consent_at=self._now))

    def close(self, person_id: int) -> None:
        """Access ends now, and nothing that waits for him is sent. What he filed stays."""
        ended = {"active": False, "left_at": self._now}
        self._connection.execute(sa.update(self._people).where(self._people.c.id == person_id).values(ended))
        known = self.get(person_id)
        self.silence(known.accounts if known else ())

    def reopen(self, person_id: int) -> None:
        """He has access again, and what he had open is his own again."""
        back = {"active": True, "left_at": None, "successor_id": None}
        self._connection.execute(sa.update(self._people).where(self._people.c.id == person_id).values(back))

    def succeed(self, left: int, successor: int, *, but: Collection[int] = ()) -> list[int]:
        """What one had open is the other's: his items and those he had inherited, and his drafts `but` these. Gives the ids of the drafts.

        Who filed what stays written. A chain is kept short: whoever had been succeeded by the one who leaves is succeeded by the new one.
        """
        column = self._people.c
        before = sa.update(self._people).where((column.id == left) | (column.successor_id == left), column.id != successor)
        self._connection.execute(before.values(successor_id=successor))
        self._connection.execute(sa.update(self._people).where(column.id == successor).values(successor_id=None))
        drafts = self._tables.drafts
        open_ones = (drafts.c.person_id == left, drafts.c.state == WAITING, drafts.c.id.not_in(but))
        moved = list(self._connection.execute(sa.select(drafts.c.id).where(*open_ones)).scalars())
        self._connection.execute(sa.update(drafts).where(*open_ones).values(person_id=successor))
        return moved

    def silence(self, accounts: Collection[Account]) -> None:
        """What waits to be sent to these accounts is put aside; without a reason, which an organiser would be told of."""
        outbox = self._tables.outbox.c
        for account in accounts:
            to = (outbox.platform == account.platform, outbox.workspace == account.workspace, outbox.channel == account.user)
            waiting = sa.update(self._tables.outbox).where(*to, outbox.state.in_(("due", "sending")))
            if self._connection.execute(waiting.values(state="parked", reason="")).rowcount:
                cover_links(self._connection, self._tables, self._now, *to, outbox.state == "parked")

    def _is(self, account: Account) -> tuple[sa.ColumnElement[bool], ...]:
        column = self._accounts.c
        return (column.platform == account.platform, column.workspace == account.workspace, column.user_id == account.user)

    def _known(self, *where: sa.ColumnElement[bool]) -> list[Known]:
        rows = list(self._connection.execute(sa.select(self._people).where(*where).order_by(self._people.c.id)))
        ids = [row.id for row in rows] if where else None
        accounts = self._accounts_of(ids)
        return [
            Known(
                person=person_of(row),
                email=row.email or "",
                consent_at=row.consent_at,
                left_at=row.left_at,
                successor_id=row.successor_id,
                accounts=tuple(accounts.get(row.id, ())),
            )
            for row in rows
        ]

    def _accounts_of(self, ids: Collection[int] | None) -> dict[int, list[Account]]:
        query = sa.select(self._accounts).order_by(self._accounts.c.platform, self._accounts.c.workspace, self._accounts.c.user_id)
        query = query.where(self._accounts.c.person_id.in_(ids)) if ids is not None else query
        found: dict[int, list[Account]] = {}
        for row in self._connection.execute(query):
            found.setdefault(row.person_id, []).append(Account(platform=row.platform, workspace=row.workspace, user=row.user_id))
        return found
