"""The buttons of groups. What they carry comes from outside, and is checked again."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date

from bot.domain.bodies import SILENT_FOR, Body, in_a_month
from bot.domain.chambers import NATIONAL
from bot.domain.errors import Gone, NotAllowed
from bot.domain.i18n import mark as _
from bot.domain.messages import Message
from bot.domain.people import Person
from bot.domain.permissions import Act, Grant, grant
from bot.domain.reading.groups import GroupChange
from handlers.answer import Answer, Reply
from handlers.groups.registry import change_group, close_group, keep_quiet, reopen_group
from handlers.groups.showing import shown
from handlers.groups.telling import changed, closed, reopened
from storage.transaction import Tx

_EXPIRED = _("This button has expired. Type “help” to see what I can do.")
_MOST_DIGITS = 9


def press_group(rest: list[str], person: Person, tx: Tx) -> Answer:
    """`grp:<verb>:<id>`. Raises Gone, NotAllowed."""
    verb, number = (*rest, "", "")[:2]
    gesture = _PRESSED.get(verb)
    known = number.isascii() and number.isdecimal() and len(number) <= _MOST_DIGITS
    body = tx.bodies.get(int(number)) if gesture and known and len(rest) == len((verb, number)) else None
    if gesture is None or body is None:
        raise Gone(_EXPIRED)
    if grant(person, Act.READ_NETWORK) is not Grant.YES:
        raise NotAllowed("Working groups are for the chambers and the national team.")
    return gesture(body, person, tx)


def _change(body: Body, kind: str, person: Person, tx: Tx) -> Reply:
    if person.chamber == NATIONAL:
        raise Gone(_EXPIRED)
    change = GroupChange(name=body.name, chamber=person.chamber, change=kind, since=tx.today(person.zone))  # type: ignore[arg-type] # one of ours
    return changed(body, change_group(change, person, tx), change, person, tx)


def _close(body: Body, person: Person, tx: Tx) -> Reply:
    return closed(close_group(body, person, tx), person, tx)


def _reopen(body: Body, person: Person, tx: Tx) -> Reply:
    return reopened(reopen_group(body, person, tx), person, tx)


def _quiet(body: Body, person: Person, tx: Tx) -> Reply:
    """Nothing new is a full answer: 30 days without a question."""
    return _until(body, tx.today(person.zone) + SILENT_FOR, person, tx, _("{group}: nothing new, noted. I do not ask before {day}."))


def _month(body: Body, person: Person, tx: Tx) -> Reply:
    return _until(body, in_a_month(tx.today(person.zone)), person, tx, _("{group}: I ask again on {day}."))


def _until(body: Body, day: date, person: Person, tx: Tx, said: str) -> Reply:
    words, today = tx.words(person.language, person.zone), tx.today(person.zone)
    quiet = keep_quiet(body, max(day, body.quiet_until or day), person, tx)
    return Reply(message=Message.of(words.markdown(said, group=body.name, day=words.day(quiet.quiet_until or day, today))))


_PRESSED: Mapping[str, Callable[[Body, Person, Tx], Reply]] = {
    "show": lambda body, person, tx: dataclasses.replace(shown(body, person, tx), fresh=True),
    "join": lambda body, person, tx: _change(body, "joined", person, tx),
    "leave": lambda body, person, tx: _change(body, "left", person, tx),
    "close": _close,
    "reopen": _reopen,
    "quiet": _quiet,
    "month": _month,
}
