"""The buttons of requests. What they carry comes from outside, and is checked again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.domain.contribution import Contribution
from bot.domain.errors import Gone
from bot.domain.i18n import mark as _
from bot.domain.people import Person
from bot.domain.requests import LIFE
from handlers.answer import Answer, Reply
from handlers.forms import find
from handlers.requests.answers import done, helped, reopen
from handlers.requests.claims import claim, decline, release, route, see
from storage.transaction import Tx

_EXPIRED = _("This button has expired. Type “help” to see what I can do.")


def press_request(rest: list[str], person: Person, tx: Tx) -> Answer:
    """`req:<verb>:<reference>`, with a chamber after it where one is named. Raises Gone, NotAllowed, Refused."""
    verb, reference, chamber = (*rest, "", "", "")[:3]
    gesture = _GESTURES.get(verb)
    if gesture is None or not reference or len(rest) > 3 or (chamber and verb != "see"):
        raise Gone(_EXPIRED)
    item = find(reference, person, tx)
    if item.life != LIFE:
        raise Gone(_EXPIRED)
    return _named(item, chamber, person, tx) if chamber else gesture(item, person, tx)


def _named(item: Contribution, code: str, person: Person, tx: Tx) -> Reply:
    chamber = tx.directory.get(code)
    if chamber is None or not chamber.valid(tx.now.date()):
        raise Gone(_EXPIRED)
    return route(item, code, "", person, tx)


_GESTURES: Mapping[str, Callable[[Contribution, Person, Tx], Reply]] = {
    "claim": claim,
    "not": decline,
    "see": see,
    "release": release,
    "done": done,
    "good": lambda item, person, tx: helped(item, "yes", person, tx),
    "partly": lambda item, person, tx: helped(item, "partly", person, tx),
    "none": lambda item, person, tx: helped(item, "no", person, tx),
    "reopen": reopen,
}
