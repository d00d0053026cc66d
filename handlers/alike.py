"""What looks filed already: suggested, never merged by itself."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from bot.domain.contribution import Contribution, Kind
from bot.domain.people import Person
from storage.drafts import Draft
from storage.namings import naming
from storage.transaction import Tx

ALIKE_FROM = 90
"""Of 100, on folded words: true duplicates were measured at 90-98, different things at 48-88."""


def looks_like(draft: Draft, kind: Kind, person: Person, tx: Tx) -> list[Contribution]:
    """Open items of the same kind whose naming answers say nearly the same, the closest first."""
    named = naming(kind, draft.answers)
    found = process.extract(named, tx.names_of_open(kind.name), scorer=fuzz.ratio, score_cutoff=ALIKE_FROM, limit=None)
    items = (tx.contributions.get(item_id) for _, _, item_id in found)
    return [item for item in items if item and item.listed(tx.today(person.zone))]
