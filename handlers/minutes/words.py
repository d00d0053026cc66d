"""What is typed about minutes that wait: "publier" means the last draft of one's own, however far back its card is. (DIALOGUES.md 1)"""

from __future__ import annotations

import re

from bot.domain.contribution import DRAFTED, Contribution
from bot.domain.folding import words as folded
from bot.domain.minutes import LIFE
from bot.domain.people import Person
from handlers.answer import Answer
from handlers.minutes.publication import publish
from handlers.typed import Typed
from storage.transaction import Tx

_PUBLISH = re.compile(r"(?:publier|publie|publiez|publish)(?: (?:le|ce|mon|the|my|these))?(?: (?:compte rendu|cr|minutes))?(?: ainsi| so)?")


def minutes_words(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """Publishes the last minutes that he has as a draft. None for any other text, and for who has none. Raises Refused where a doubt is
    left."""
    if not typed.private or not _PUBLISH.fullmatch(folded(typed.text)):
        return None
    item = _last_draft(person, tx)
    return publish(item, person, tx) if item else None


def _last_draft(person: Person, tx: Tx) -> Contribution | None:
    drafts = (item for item in tx.contributions.open_in(state=DRAFTED) if item.life == LIFE and person.wrote(item.author_id))
    return max(drafts, key=lambda item: item.id, default=None)
