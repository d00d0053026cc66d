"""One meeting, filed by two people: the fuller account is kept, and what only the other says with it, as a version."""

from __future__ import annotations

import dataclasses
from typing import Any

from bot.domain.contribution import Contribution, Scope
from bot.domain.errors import Refused
from bot.domain.messages import Message
from bot.domain.people import Person
from bot.domain.permissions import may_change
from handlers.answer import Reply
from handlers.change import record
from handlers.contribute import build
from handlers.lives.minutes.settling import minutes_of
from handlers.lives.minutes.twins import same_meeting
from handlers.show import own, spoken
from storage.drafts import Draft
from storage.outbox import About
from storage.transaction import Tx

__all__ = ["merge", "merge_draft", "same_meeting"]

MERGED = "merge"
"""The act by which what somebody else said came in."""
_NOTES_WEIGH = 400
"""So many characters of full text count as much as one decision."""


def merge_draft(draft: Draft, item: Contribution, person: Person, tx: Tx) -> Reply:
    """What he was about to file goes into what is there already. Raises Refused for what is confidential, where more people read that."""
    told = build(draft, person, tx)
    if told.scope is Scope.NATIONAL and item.scope is not Scope.NATIONAL:
        words = tx.words(person.language, person.zone)
        raise Refused(
            "Yours is confidential, and {label} is for the whole network: they are not merged. Type “{no}” to file yours apart.",
            label=spoken(item, item.number, words).lower(),
            no=words.text("no"),
        )
    merged = merge(item, told, person, tx)
    if may_change(person, merged, tx.directory):
        return own(tx, person, merged)
    words = tx.words(person.language, person.zone)
    author = tx.people.named([merged.author_id]).get(merged.author_id, "")
    text = words.markdown("Merged with the minutes that {author} filed. The fuller text is kept, with what yours adds.", author=author)
    return Reply(message=Message.of(text), about=About(contribution=merged.id, person=person.id))


def merge(item: Contribution, fuller: Contribution, person: Person, tx: Tx) -> Contribution:
    """The item with the answers of whichever of both says more, and what only the other says. Its author, number and state stay its own."""
    rich, poor = (fuller, item) if _weight(fuller) > _weight(item) else (item, fuller)
    names = [question.name for question in tx.kinds[item.kind].questions if question.type != "chamber"]
    after = dataclasses.replace(item, **{name: _of_both(name, rich, poor) for name in names})
    return item if after == item else record(item, after, MERGED, person.id, tx)


def _of_both(name: str, rich: Contribution, poor: Contribution) -> Any:
    value = getattr(rich, name)
    return value if value not in (None, "", (), False) else getattr(poor, name)


def _weight(item: Contribution) -> float:
    minutes = minutes_of(item)
    lists = (minutes.decisions, minutes.action_items, minutes.present, minutes.represented, minutes.excused, minutes.absent)
    return sum(map(len, lists)) + len(minutes.notes) / _NOTES_WEIGH
