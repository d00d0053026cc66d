"""Every table. Those of the kinds are derived from their declaration: `tables_for(kinds)` is a value, not a global."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import sqlalchemy as sa

from bot.domain.contribution import Kinds
from storage.columns import columns_for
from storage.prepared import Prepared
from storage.tables import actions, bodies, exchange, filed, loaded, requests, roster, search

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

S = TypeVar("S")


@dataclass(frozen=True, kw_only=True)
class Tables:
    """The tables of one store. `kinds` holds the typed table of each kind by its name."""

    metadata: sa.MetaData
    chambers: sa.Table
    people: sa.Table
    accounts: sa.Table
    statuses: sa.Table
    invitations: sa.Table
    keys: sa.Table
    channels: sa.Table
    contributions: sa.Table
    versions: sa.Table
    drafts: sa.Table
    forms: sa.Table
    received: sa.Table
    parked: sa.Table
    outbox: sa.Table
    subscriptions: sa.Table
    editions: sa.Table
    periods: sa.Table
    audit: sa.Table
    searched: sa.Table
    actions: sa.Table
    action_turns: sa.Table
    bodies: sa.Table
    memberships: sa.Table
    body_turns: sa.Table
    pursuits: sa.Table
    routings: sa.Table
    replies: sa.Table
    expertise: sa.Table
    loaded: sa.Table
    kinds: Mapping[str, sa.Table]
    _made: dict[Callable[[Tables], Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    _prepared: dict[Any, Prepared] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, make: Callable[[Tables], S]) -> S:
        """The statement that `make` makes of these tables, made at its first use: making one takes several times as long as running it."""
        if make not in self._made:
            self._made[make] = make(self)
        statement: S = self._made[make]
        return statement

    def prepared(self, make: Callable[[Tables], sa.Select[Any] | sa.Insert | sa.Update]) -> Prepared:
        """The same for a statement that is run for everything that is filed, ready to be run without SQLAlchemy."""
        if make not in self._prepared:
            self._prepared[make] = Prepared(make(self))
        return self._prepared[make]

    def inserting(self, table: sa.Table) -> Prepared:
        """A new row of a table that is filled with every filing."""
        if table not in self._prepared:
            self._prepared[table] = Prepared(sa.insert(table))
        return self._prepared[table]


def tables_for(kinds: Kinds) -> Tables:
    """The whole schema for these kinds."""
    metadata = sa.MetaData(naming_convention=NAMING)
    people = roster.people(metadata)
    contributions = filed.contributions(metadata)
    typed = {kind.name: filed.typed(metadata, kind.name, columns_for(kind.questions, contributions.c.keys())) for kind in kinds.values()}
    return Tables(
        metadata=metadata,
        chambers=roster.chambers(metadata),
        people=people,
        accounts=roster.accounts(metadata),
        statuses=roster.statuses(metadata),
        invitations=roster.invitations(metadata),
        keys=roster.keys(metadata),
        channels=exchange.channels(metadata),
        contributions=contributions,
        versions=filed.versions(metadata),
        drafts=filed.drafts(metadata),
        forms=filed.forms(metadata),
        received=exchange.received(metadata),
        parked=exchange.parked(metadata),
        outbox=exchange.outbox(metadata),
        subscriptions=exchange.subscriptions(metadata),
        editions=exchange.editions(metadata),
        periods=exchange.periods(metadata),
        audit=exchange.audit(metadata),
        searched=search.searched(metadata),
        actions=actions.actions(metadata),
        action_turns=actions.action_turns(metadata),
        bodies=bodies.bodies(metadata),
        memberships=bodies.memberships(metadata),
        body_turns=bodies.body_turns(metadata),
        pursuits=requests.pursuits(metadata),
        routings=requests.routings(metadata),
        replies=requests.replies(metadata),
        expertise=requests.expertise(metadata),
        loaded=loaded.loaded(metadata),
        kinds=typed,
    )
