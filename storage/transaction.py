"""One transaction: rows, the received event and what is to be posted, together or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bot.domain.chambers import Directory
from bot.domain.contribution import Kinds
from bot.domain.ports import Calendar, Clock
from bot.domain.week import NETWORK_ZONE
from bot.wording import Wording, Words
from storage.actions import Actions
from storage.audit import Audit
from storage.bodies import Bodies
from storage.chambers import Chambers
from storage.contributions import Contributions
from storage.drafts import Drafts
from storage.editions import Editions
from storage.engine import savepoint
from storage.forms import Forms
from storage.invitations import Invitations
from storage.loaded import Loaded, NothingPosted
from storage.namings import Namings
from storage.outbox import Outbox
from storage.own import Own
from storage.parked import Parked
from storage.people import People
from storage.periods import Periods
from storage.pursuits import Pursuits
from storage.received import Received
from storage.roster import Roster
from storage.search import Search
from storage.search_index import Fts5
from storage.statuses import Statuses
from storage.subscriptions import Subscriptions
from storage.tables import Tables


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What a store is opened with: the kinds it holds, how members are spoken to, their holidays, and the time."""

    kinds: Kinds
    wording: Wording
    calendar: Calendar
    clock: Clock
    organiser: str = ""
    """Whom a member can quote a code to; a name, shown as it is."""
    telegram_bot: str = ""
    """The name of our bot there, without @; empty where there is none, and nobody is invited to it."""
    late_reminders: int = 0
    """How often the owner of an action is reminded after its term; 0: until it is done."""


class Tx:
    """What a use case works on. `now` is the same instant for all that it does. Nothing outside `tx` is touched by a use case."""

    def __init__(
        self, connection: sa.Connection, *, tables: Tables, setting: Setting, directory: Directory, namings: Namings | None = None
    ) -> None:
        self.connection, self.tables, self.setting = connection, tables, setting
        self._namings = namings or Namings()
        self.kinds, self.calendar, self.now = setting.kinds, setting.calendar, setting.clock()
        self.directory = directory.as_of(self.now.astimezone(NETWORK_ZONE).date())
        self.renewed: Directory | None = None
        """All chambers, where this case changed one: those that come after it see them so."""

    def words(self, language: str, zone: str) -> Words:
        """How somebody of that language and zone is spoken to."""
        return self.setting.wording.words(language, zone)

    def undone_if_it_fails(self) -> AbstractContextManager[None]:
        """What happens inside is undone when it raises, and nothing else is."""
        return savepoint(self.connection)

    def names_of_open(self, kind: str) -> Mapping[int, str]:
        """What tells the published items of a kind apart, by their id (storage/namings.py)."""
        return self._namings.of_open(kind, self.connection, self.tables, self.kinds)

    def today(self, zone: str) -> date:
        """The day it is now on the clocks of that zone."""
        return self.now.astimezone(ZoneInfo(zone)).date()

    def long_ago(self, instant: datetime) -> Tx:
        """The same transaction as if it were then: nobody is told now of what happened long ago, so that nothing is posted."""
        then = replace(self.setting, clock=lambda: instant)
        found = Tx(self.connection, tables=self.tables, setting=then, directory=self.directory, namings=self._namings)
        found.outbox = NothingPosted(self.connection, self.tables, instant)
        return found

    def renew_directory(self) -> None:
        """After a change of the chambers: this case and all later ones know of it."""
        self.renewed = self.chambers.directory()
        self.directory = self.renewed.as_of(self.now.astimezone(NETWORK_ZONE).date())

    @cached_property
    def contributions(self) -> Contributions:
        return Contributions(self.connection, self.tables, self.kinds, self.now, self.search)

    @cached_property
    def search(self) -> Search:
        return Search(Fts5(self.connection), self.kinds)

    @cached_property
    def drafts(self) -> Drafts:
        return Drafts(self.connection, self.tables)

    @cached_property
    def forms(self) -> Forms:
        return Forms(self.connection, self.tables)

    @cached_property
    def actions(self) -> Actions:
        return Actions(self.connection, self.tables, self.now)

    @cached_property
    def bodies(self) -> Bodies:
        return Bodies(self.connection, self.tables, self.kinds, self.now)

    @cached_property
    def people(self) -> People:
        return People(self.connection, self.tables, self.now)

    @cached_property
    def roster(self) -> Roster:
        return Roster(self.connection, self.tables, self.now)

    @cached_property
    def invitations(self) -> Invitations:
        return Invitations(self.connection, self.tables, self.now)

    @cached_property
    def chambers(self) -> Chambers:
        return Chambers(self.connection, self.tables)

    @cached_property
    def statuses(self) -> Statuses:
        return Statuses(self.connection, self.tables, self.now)

    @cached_property
    def received(self) -> Received:
        return Received(self.connection, self.tables, self.now)

    @cached_property
    def parked(self) -> Parked:
        return Parked(self.connection, self.tables, self.now)

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(self.connection, self.tables, self.now)

    @cached_property
    def subscriptions(self) -> Subscriptions:
        return Subscriptions(self.connection, self.tables)

    @cached_property
    def editions(self) -> Editions:
        return Editions(self.connection, self.tables, self.now)

    @cached_property
    def loaded(self) -> Loaded:
        return Loaded(self.connection, self.tables)

    @cached_property
    def own(self) -> Own:
        return Own(self.connection, self.tables)

    @cached_property
    def pursuits(self) -> Pursuits:
        return Pursuits(self.connection, self.tables, self.now)

    @cached_property
    def periods(self) -> Periods:
        return Periods(self.connection, self.tables, self.now)

    @cached_property
    def audit(self) -> Audit:
        return Audit(self.connection, self.tables, self.now)
