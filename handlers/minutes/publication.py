"""Publishing minutes: one gesture, once nothing is left to settle."""

from __future__ import annotations

import dataclasses

from bot.domain.contribution import DRAFTED, PUBLISHED, Contribution
from bot.domain.errors import Gone, Refused
from bot.domain.people import Person
from handlers.answer import Reply
from handlers.change import revise
from handlers.forms import check_may_change
from handlers.lives.minutes.settling import open_points
from handlers.show import label, own
from storage.transaction import Tx


def publish(item: Contribution, person: Person, tx: Tx, *, checked: bool = True) -> Reply:
    """The whole network may read them, their actions begin, the channel of the body has them. Without `checked`, points that are open are
    taken as they stand. Raises NotAllowed, Gone, and Refused where something is left to settle."""
    if item.state == PUBLISHED:
        return own(tx, person, item)
    check_may_change(item, person, tx)
    words = tx.words(person.language, person.zone)
    if item.state != DRAFTED:
        raise Gone("{label}: this was settled already. Nothing was changed.", label=label(item, words))
    left = len(open_points(item, tx)) if checked else 0
    if left:
        raise Refused("Left to settle before it is published: {n}.", n=left)
    return revise(item, dataclasses.replace(item, state=PUBLISHED, published_at=tx.now), "publish", person, tx)
