"""The buttons under the card of minutes: settling a point, reading over, keeping as a draft, publishing."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping

from bot.domain.contribution import DRAFTED, Contribution, Scope
from bot.domain.errors import Gone
from bot.domain.minutes import LIFE
from bot.domain.people import Person
from handlers.answer import Answer, Reply, for_him_alone
from handlers.change import record
from handlers.forms import check_may_change, find
from handlers.lives.minutes.life import short_text, whole_text
from handlers.lives.minutes.settling import KEPT, SHELVED, open_points, settled, way_act
from handlers.minutes.publication import publish
from handlers.show import own
from storage.transaction import Tx


def press_minutes(rest: list[str], person: Person, tx: Tx) -> Answer:
    """What one of these buttons does. Its act comes from outside: all of it is checked again. Raises Gone, NotAllowed, Refused."""
    verb, reference = (*rest[:2], "", "")[:2]
    item = find(reference, person, tx)
    if item.life != LIFE or verb not in _PRESSED:
        raise Gone("This button has expired. Type “help” to see what I can do.")
    check_may_change(item, person, tx)
    answer = _PRESSED[verb](item, rest, person, tx)
    return for_him_alone(answer) if item.scope is Scope.NATIONAL else answer


def _settle(item: Contribution, rest: list[str], person: Person, tx: Tx) -> Reply:
    pressed = ":".join(["minutes", *rest])
    for point in open_points(item, tx):
        for way in point.ways:
            if way_act(item, point, way) == pressed:
                act = "settle" if way.changes else KEPT + point.key
                return own(tx, person, record(item, settled(item, way), act, person.id, tx))
    raise Gone("This has been settled already. Nothing was changed.")


def _read(item: Contribution, _rest: list[str], person: Person, tx: Tx) -> Reply:
    """What the others will read, and below it the whole text; on a small screen the former alone."""
    words = tx.words(person.language, person.zone)
    shown = short_text(item, words, tx)
    if not person.plainly:
        shown = shown.then(whole_text(item, words, tx).markdown)
    return Reply(message=shown, fresh=True)


def _shelve(item: Contribution, _rest: list[str], person: Person, tx: Tx) -> Reply:
    return own(tx, person, record(item, item, SHELVED, person.id, tx) if item.state == DRAFTED else item)


def _show(item: Contribution, _rest: list[str], person: Person, tx: Tx) -> Reply:
    """Its card again, as a message of its own."""
    return dataclasses.replace(own(tx, person, item), fresh=True)


_PRESSED: Mapping[str, Callable[[Contribution, list[str], Person, Tx], Answer]] = {
    "settle": _settle,
    "read": _read,
    "shelve": _shelve,
    "show": _show,
    "publish": lambda item, _rest, person, tx: publish(item, person, tx),
}
