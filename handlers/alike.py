"""What looks filed already: suggested, never merged by itself."""

from __future__ import annotations

import dataclasses

from rapidfuzz import fuzz, process

from bot.domain.contribution import PUBLISHED, Contribution, Kind, Scope
from bot.domain.minutes import LIFE
from bot.domain.people import Person
from bot.domain.permissions import may_read
from handlers.lives.minutes.twins import twins
from storage.drafts import Draft
from storage.namings import naming
from storage.transaction import Tx

ALIKE_FROM = 90
"""Of 100, on folded words: true duplicates were measured at 90-98, different things at 48-88."""


def looks_like(draft: Draft, kind: Kind, person: Person, tx: Tx) -> list[Contribution]:
    """Open items of the same kind, of those he may read, whose naming answers say nearly the same, the closest first; of minutes, those of
    the same meeting, whoever may read them: it is held once. (DOMAIN.md 2.8, R3)"""
    if kind.cls.life == LIFE:
        return [item for item in twins(draft.answers, tx) if item.scope is not Scope.NATIONAL or may_read(person, item, tx.directory)]
    named = naming(kind, draft.answers)
    if not named:
        return []  # two things that nothing tells apart are not the same by that
    found = process.extract(named, tx.names_of_open(kind.name), scorer=fuzz.ratio, score_cutoff=ALIKE_FROM, limit=None)
    items = (tx.contributions.get(item_id) for _, _, item_id in found)
    shown = [item for item in items if item and _is_current(item, person, tx)]
    return [item for item in shown if may_read(person, item, tx.directory)]


def _is_current(item: Contribution, person: Person, tx: Tx) -> bool:
    """Whether lists show it, or would if the chamber had relayed it: who proposed it may send it again before that."""
    relayed = item if item.state == PUBLISHED else dataclasses.replace(item, state=PUBLISHED)
    return relayed.listed(tx.today(person.zone))
