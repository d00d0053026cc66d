"""Who reads what is filed, and whether anybody still does: withdrawing, undoing, opening to more or to fewer, relaying."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.domain.contribution import DRAFTED, PUBLISHED, Contribution, Scope
from bot.domain.errors import Gone, NotAllowed, Refused
from bot.domain.people import Person
from bot.domain.permissions import Grant, files, may_publish, may_relay, may_restore
from bot.wording import Words
from handlers.answer import Answer
from handlers.change import revise, withdrawn
from handlers.proposals import PROPOSED, TO_THE_NETWORK, proposed, readers_of
from handlers.show import closed_by, label, local_today, own
from storage.transaction import Tx

LONG_OVER = timedelta(days=7)
"""So long after its date, an item is not opened again: what was true of it may not be any more."""
_TO_EVERYBODY = "everyone"


def check_not_long_over(item: Contribution, words: Words, tx: Tx) -> None:
    """Raises Refused, saying what to do instead."""
    due = item.asks_on()
    if due and local_today(tx, item) > due + LONG_OVER:
        raise Refused(
            "{label}: its date is more than a week past. Paste the advertisement again, with its new date.", label=label(item, words)
        )


def _withdraw(item: Contribution, person: Person, tx: Tx) -> Answer:
    if item.state == withdrawn(item).state:
        return own(tx, person, item)
    if item.state not in (PUBLISHED, PROPOSED, DRAFTED):
        said = label(item, tx.words(person.language, person.zone))
        raise Gone("{label}: this was settled already. Nothing was changed.", label=said)
    return revise(item, withdrawn(item), "withdraw", person, tx)


def _restore(item: Contribution, person: Person, tx: Tx) -> Answer:
    """What is no longer open is so again. Published again by an ambassador, it is read over again: he may have corrected it meanwhile."""
    if item.state in (PUBLISHED, PROPOSED, DRAFTED):
        return own(tx, person, item)
    words = tx.words(person.language, person.zone)
    by = closed_by(item, tx)
    if not may_restore(person, item, by.id if by else None, tx.directory):
        who = by.name if by else words.text("the national team")
        raise NotAllowed("{label}: closed by {name}, who can open it again.", label=label(item, words), name=who)
    check_not_long_over(item, words, tx)
    confidential = item.scope is Scope.NATIONAL and item.published_at is not None
    again = item.published_at is not None and _chooses(person, item, tx)
    after = dataclasses.replace(item, state=PUBLISHED) if again or confidential else _unpublished(item)
    return revise(item, after, "restore", person, tx)


def _chooses(person: Person, item: Contribution, tx: Tx) -> bool:
    """Whether he needs nobody's confirmation for it: for nothing he files, or not for what is of that kind."""
    of_its_kind = files(person, type(item)) is Grant.YES and person.wrote(item.author_id)
    return may_publish(person, item, tx.directory) or of_its_kind


def _unpublished(item: Contribution) -> Contribution:
    """As it was before anybody but its own chamber read it."""
    return dataclasses.replace(item, state=DRAFTED) if item.confirmed else proposed(item)


def _scope(scope: Scope, act: str) -> Callable[[Contribution, Person, Tx], Answer]:
    def change(item: Contribution, person: Person, tx: Tx) -> Answer:
        if item.state != PUBLISHED or scope is item.scope:
            return own(tx, person, item)
        if scope is Scope.PUBLIC and item.default_scope is not Scope.PUBLIC:
            said = label(item, tx.words(person.language, person.zone))
            raise Refused("{label} stays within the network: partners do not read it.", label=said)
        if _chooses(person, item, tx):
            return revise(item, dataclasses.replace(item, scope=scope), "scope", person, tx)
        if item.scope is Scope.NATIONAL:
            return revise(item, proposed(item), act, person, tx)
        raise NotAllowed("Your chamber published it: it and the national team choose who reads it.")

    return change


def _relay(item: Contribution, person: Person, tx: Tx) -> Answer:
    """The chamber's one tap: the whole network may read it now."""
    if item.state != PROPOSED:
        return own(tx, person, item)
    if not may_relay(person, item, tx.directory):
        raise NotAllowed("Your chamber relays it; the national team does after one working day.")
    after = dataclasses.replace(item, state=PUBLISHED, scope=readers_of(item, tx), published_at=tx.now)
    return revise(item, after, "relay", person, tx)


PUBLISHING: Mapping[str, Callable[[Contribution, Person, Tx], Answer]] = {
    "withdraw": _withdraw,
    "restore": _restore,
    "network": _scope(Scope.NETWORK, TO_THE_NETWORK),
    "everyone": _scope(Scope.PUBLIC, _TO_EVERYBODY),
    "relay": _relay,
}
"""What each of these words and buttons does."""
