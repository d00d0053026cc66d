"""What a request does in its life, for handlers/lives/: what follows its filing and its changes, its facts, its gestures."""

from __future__ import annotations

from bot.domain.contribution import PUBLISHED, WITHDRAWN, Contribution, Scope
from bot.domain.messages import Button
from bot.domain.people import Person
from bot.domain.requests import Standing
from bot.wording import Words
from handlers.lives.requests.facts import life_facts as facts
from handlers.lives.requests.facts import standing_of
from handlers.lives.requests.seeking import changed, filed
from handlers.lives.requests.telling import good_button, reopen_button
from storage.transaction import Tx

__all__ = ["buttons", "changed", "facts", "filed"]


def buttons(item: Contribution, person: Person, words: Words, tx: Tx) -> tuple[Button, ...]:
    """The gestures under one's own request: as long as it is open, and once it is answered, settled or withdrawn."""
    now = standing_of(item, tx)
    if item.state == WITHDRAWN:
        return (_do("restore", words.text("Undo"), words.text("undo"), item),)
    if now is Standing.RESOLVED and person.wrote(item.author_id):
        return (reopen_button(item, words),)
    if item.state != PUBLISHED:
        return ()
    good = (good_button(item, words),) if now is Standing.ANSWERED and person.wrote(item.author_id) else ()
    correct = _do("correct", words.text("Correct"), words.text("correct"), item)
    opens = item.scope is Scope.NATIONAL and person.wrote(item.author_id)
    last = (_do("network", words.text("Network only"), words.text("network only"), item),) if opens else ()
    return (*good, correct, _do("withdraw", words.text("Withdraw"), words.text("withdraw"), item), *last)


def _do(verb: str, label: str, word: str, item: Contribution) -> Button:
    return Button(label=label, act=f"do:{verb}:{item.reference}", word=word)
