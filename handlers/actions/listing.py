"""What one has to do, asked for: "mes actions"."""

from __future__ import annotations

from bot.domain.messages import Message
from bot.domain.people import Person
from handlers.actions.meaning import open_of
from handlers.actions.speaking import listed, renumbered
from handlers.answer import Reply
from storage.outbox import About
from storage.transaction import Tx

SMALL, LARGE = 900, 2600
"""Bytes of text of a message: what a telephone on a poor network loads at once, less its marks; what a screen shows."""


def room(person: Person) -> int:
    """How long a message of lines is for him, in bytes."""
    return SMALL if person.plainly else LARGE


def mine(person: Person, tx: Tx) -> Reply:
    """His own and his chamber's, numbered: what he types next means these numbers."""
    words, found = tx.words(person.language, person.zone), open_of(person, tx)
    if not found:
        return Reply(message=Message.of(words.markdown("You have no action open.")), alone=True)
    head = words.nmarkdown("{n} action open:", "{n} actions open:", len(found))
    message = listed(renumbered(found), head, person, tx, most_bytes=room(person))
    return Reply(message=message, purpose="morning", about=About(person=person.id), fresh=True, alone=True)
