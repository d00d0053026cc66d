"""What is typed to search: "cherche financement Normandie", "find funding", "/chercher", and "cherche offre 21", which opens it."""

from __future__ import annotations

import dataclasses
import re

from bot.domain.folding import fold
from bot.domain.people import Person
from handlers.answer import Answer
from handlers.gesture import gesture
from handlers.search import search
from handlers.typed import Typed
from storage.stems import words_of
from storage.transaction import Tx

MOST_WORDS = 12
"""Of a search that is typed without its command: who writes more tells something."""
_ASKED = re.compile(r"\s*(?:/?maillage\s+)?(?:cherche|chercher|find|search(?: for)?)(?:\s+(?P<what>\S.*))?\s*", re.DOTALL)
_TELLS = re.compile(r"[:;!\n]|,.*,", re.DOTALL)
"""In a search there is none of these: "cherche comptable, CDI, Caen" announces something."""


def search_words(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """The answer to a search in words; None for what may be anything else."""
    found = _ASKED.fullmatch(fold(typed.text))
    if found is None:
        return None
    what = typed.text[slice(*found.span("what"))] if found["what"] else ""
    if _TELLS.search(what.strip()) or len(words_of(what)) > MOST_WORDS:
        return None
    return search_command(dataclasses.replace(typed, text=what), person, tx, private=typed.private)


def search_command(typed: Typed, person: Person, tx: Tx, *, private: bool = True) -> Answer:
    """The same for the text of a command, whatever it is. `private`: nobody else reads the answer."""
    opened = gesture(typed.text, person, tx, numbered=True) if _is_a_number(typed.text) and private else None
    return opened or search(typed.text, person, tx, private=private)


def _is_a_number(text: str) -> bool:
    """Two or three words, the last of them a number: "offre 21", "JO-021", "offre n° 21"."""
    words = words_of(text)
    return 2 <= len(words) <= 3 and words[-1].isdigit()
