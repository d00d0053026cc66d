"""Many things filed at once by one person: none is lost, and not each is answered with a message of its own."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

from bot.domain.contribution import Kind
from bot.domain.messages import Nothing
from bot.domain.people import Person
from bot.domain.requests import LIFE
from handlers.answer import Answer, Reply
from storage.transaction import Tx

WITHIN = timedelta(minutes=1)
MOST_ANSWERED = 5
"""So many requests within a minute get a card each; with the next one he reads that all of them are there."""


def slowed(answer: Answer, kind: Kind, person: Person, tx: Tx) -> Answer:
    """The same answer, once he is told that he has sent many, or nothing after that. What is asked is always asked."""
    if kind.cls.life != LIFE or not isinstance(answer, Reply) or answer.about.contribution is None:
        return answer
    count = tx.pursuits.filed_since(person.id, kind.name, tx.now - WITHIN)
    if count <= MOST_ANSWERED:
        return answer
    if count > MOST_ANSWERED + 1:
        return Nothing()
    words = tx.words(person.language, person.zone)
    told = words.markdown(
        "You are sending many at once. I have received them all and deal with them one by one; I answer no more for a minute."
    )
    return dataclasses.replace(answer, message=answer.message.then(told))
