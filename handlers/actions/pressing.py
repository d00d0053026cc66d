"""The buttons about actions. What a button says comes from outside: everything in it is checked again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from bot.domain.actions import may_see
from bot.domain.errors import Gone
from bot.domain.people import Person
from bot.domain.years import YEARS
from handlers.actions.acts import done, dropped, handed_over, looked_at, postponed, started, undone
from handlers.actions.leaving import entrust, entrust_all, keep_all
from handlers.actions.listing import mine
from handlers.actions.meaning import brought_into_line, meant
from handlers.actions.offering import offer_days, offer_owners
from handlers.actions.reading import Spoken
from handlers.actions.receiving import by_key
from handlers.actions.speaking import Meant
from handlers.answer import Answer, Reply
from storage.transaction import Tx

Act = Callable[[Meant, Person, Tx], Reply]
_SIMPLE: Mapping[str, Act] = {"done": done, "drop": dropped, "undo": undone, "start": started, "show": looked_at}
_ASKING = {"later": offer_days, "pass": offer_owners}
_OF_ALL: Mapping[str, Callable[[Person, Tx], Reply]] = {"mine": mine, "keep": keep_all, "entrust": entrust}
_MOST_DIGITS = 9


def press_action(rest: list[str], person: Person, tx: Tx) -> Answer:
    """What such a button does. Raises Gone for what is none of ours, NotAllowed for what is somebody else's to close."""
    verb, which = (rest[0], rest[1:]) if rest else ("", [])
    if verb in _ASKING:
        return _ASKING[verb](_which(which, person, tx), person, tx)
    if verb in _OF_ALL and not which:
        return _OF_ALL[verb](person, tx)
    if verb == "all" and len(which) == 1:
        return entrust_all(by_key(which[0], tx), person, tx)
    if verb in _SIMPLE:
        return _SIMPLE[verb](_one(which, person, tx), person, tx)
    return _elsewhere(which[0], which[1:], person, tx) if verb == "pick" and which else _elsewhere(verb, which, person, tx)


def _elsewhere(verb: str, which: list[str], person: Person, tx: Tx) -> Reply:
    """A gesture of another message than the one that lists the action: that one follows."""
    one = _one(which, person, tx)
    answer = _act(verb, which, tx)(one, person, tx)
    brought_into_line(one.action, person, tx)
    return answer


def _act(verb: str, which: list[str], tx: Tx) -> Act:
    if verb in _SIMPLE:
        return _SIMPLE[verb]
    if verb == "due" and len(which) == 3:
        day = _day(which[2])
        return lambda one, person, tx: postponed(one, day, person, tx)
    if verb == "to" and len(which) == 3:
        found = by_key(which[2], tx)
        return partial(_handed, found.chamber, found.person)
    raise _expired()


def _handed(chamber: str, receiver: int | None, one: Meant, person: Person, tx: Tx) -> Reply:
    return handed_over(one, chamber, receiver, person, tx)


def _which(which: list[str], person: Person, tx: Tx) -> list[Meant]:
    """The one that the button names, or those of the last message that are still open."""
    return [_one(which, person, tx)] if which else [one for one in meant(Spoken(verb="due"), 0, person, tx) if one.action.is_open]


def _one(which: list[str], person: Person, tx: Tx) -> Meant:
    if len(which) < 2 or not all(part.isascii() and part.isdecimal() and len(part) <= _MOST_DIGITS for part in which[:2]):
        raise _expired()
    action = tx.actions.get(int(which[0]))
    if action is None or (action.confidential and not may_see(person, action)):
        raise _expired()
    return Meant(action=action, number=int(which[1]), letter=which[2:] == ["letter"])


def _day(typed: str) -> date:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise _expired() from None
    if day.year not in YEARS:
        raise _expired()
    return day


def _expired() -> Gone:
    return Gone("This button has expired. Type “help” to see what I can do.")
