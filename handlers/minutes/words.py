"""What is typed about minutes that wait: "publier" means the last draft of one's own, however far back its card is. (DIALOGUES.md 1)"""

from __future__ import annotations

import re

from bot.domain.contribution import DRAFTED, Contribution
from bot.domain.folding import words as folded
from bot.domain.minutes import LIFE
from bot.domain.people import Person
from handlers.answer import Answer
from handlers.minutes.pressed import press_minutes
from handlers.minutes.publication import publish
from handlers.typed import Typed
from storage.transaction import Tx

_WHAT = r"(?: (?:le|ce|mon|the|my|these))?(?: (?:compte rendu|cr|minutes))?"
_WORDS = (
    ("publish", re.compile(rf"(?:publier|publie|publiez|publish){_WHAT}(?: ainsi| so)?")),
    ("read", re.compile(rf"(?:relire|relis|read over|read){_WHAT}")),
)


def minutes_words(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """Publishes the last minutes that he has as a draft, or shows how they will read. None for any other text, and for who has none.
    Raises Refused where a doubt is left."""
    said = folded(typed.text) if typed.private else ""
    act = next((act for act, words in _WORDS if words.fullmatch(said)), "")
    item = _last_draft(person, tx) if act else None
    if item is None:
        return None
    return publish(item, person, tx) if act == "publish" else press_minutes([act, item.reference], person, tx)


def _last_draft(person: Person, tx: Tx) -> Contribution | None:
    drafts = (item for item in tx.contributions.open_in(state=DRAFTED) if item.life == LIFE and person.wrote(item.author_id))
    return max(drafts, key=lambda item: item.id, default=None)
