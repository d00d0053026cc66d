"""What looks filed already: suggested, never merged by itself."""

from __future__ import annotations

from rapidfuzz.fuzz import token_sort_ratio

from bot.domain.contribution import Contribution, Kind
from bot.domain.folding import words as folded
from bot.domain.people import Person
from storage.contributions import read_answers
from storage.drafts import Draft
from storage.transaction import Tx

ALIKE_FROM = 90
"""Of 100, on folded words: true duplicates were measured at 90-98, different things at 48-88."""


def looks_like(draft: Draft, kind: Kind, person: Person, tx: Tx) -> list[Contribution]:
    """Open items of the same kind whose naming answers say nearly the same, the closest first."""
    named = _naming(kind, read_answers(kind, draft.answers))
    found = []
    for item in tx.contributions.open_in(kind=kind.name):
        if item.listed(tx.today(person.zone)):
            score = token_sort_ratio(named, _naming(kind, vars(item)))
            found.append((score, item))
    return [item for score, item in sorted(found, key=lambda pair: -pair[0]) if score >= ALIKE_FROM]


def _naming(kind: Kind, answers: object) -> str:
    """The short answers by which two of them differ: not the long text, not what is asked only to reach somebody."""
    assert isinstance(answers, dict)
    said = [str(answers.get(question.name) or "") for question in kind.questions if question.type == "text" and question.names]
    return folded(" ".join(said))
