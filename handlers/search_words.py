"""What is typed to search: "cherche financement Normandie", "find funding", "/chercher", and "cherche offre 21", which opens it."""

from __future__ import annotations

import dataclasses

from bot.domain.people import Person
from bot.domain.seeking import sought_in
from handlers.answer import Answer
from handlers.gesture import gesture
from handlers.said import heard_in, understood_kind
from handlers.search import search
from handlers.seeking import ask_which, asks_for
from handlers.typed import Typed
from storage.stems import words_of
from storage.transaction import Tx


def search_words(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """The answer to a search in words, or the question whether it is one; None for what may be anything else. Who may not ask for help
    looks for something."""
    sought = sought_in(typed.text, tx.directory)
    if sought is None:
        return None
    kind = asks_for(person, tx)
    if kind and sought.meant == "request" and understood_kind(heard_in(typed), person, tx):
        return None
    if kind and sought.meant != "search":
        return ask_which(typed, kind, person, tx)
    return search_command(dataclasses.replace(typed, text=sought.what), person, tx, private=typed.private)


def search_command(typed: Typed, person: Person, tx: Tx, *, private: bool = True) -> Answer:
    """The same for the text of a command, whatever it is. `private`: nobody else reads the answer."""
    opened = gesture(typed.text, person, tx, numbered=True) if _is_a_number(typed.text) and private else None
    return opened or search(typed.text, person, tx, private=private)


def _is_a_number(text: str) -> bool:
    """Two or three words, the last of them a number: "offre 21", "JO-021", "offre n° 21"."""
    words = words_of(text)
    return 2 <= len(words) <= 3 and words[-1].isdigit()
