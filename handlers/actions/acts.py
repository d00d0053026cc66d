"""What is done to an action, and by whom it may be: each leaves a turn, and says what it is now."""

from __future__ import annotations

import dataclasses
from datetime import date

from bot.domain.actions import DONE, DROPPED, IN_PROGRESS, ActionRecord, may_close, may_correct, may_see
from bot.domain.chambers import NATIONAL
from bot.domain.errors import Gone, NotAllowed, Refused
from bot.domain.messages import Message
from bot.domain.people import Person
from bot.wording import Words
from handlers.actions.filing import WITHDRAWN
from handlers.actions.owners import Owners, chamber_named, named
from handlers.actions.speaking import Meant, done_entry, shown, when
from handlers.answer import Reply
from storage.actions import ActionTurn, brought_back
from storage.transaction import Tx

UNDO = "undo"


def check_may_close(action: ActionRecord, person: Person, tx: Tx) -> None:
    """Whoever is reminded of it may as well: the secretary, of what nobody is left for. Raises NotAllowed, saying who may."""
    if not may_close(person, action, tx.directory) and all(one.id != person.id for one in Owners(tx).of(action)):
        raise _refusal(action, person, tx)


def check_may_correct(action: ActionRecord, person: Person, tx: Tx) -> None:
    """The same for its term and its owner, which the secretary corrects too."""
    if not may_correct(person, action, tx.directory):
        raise _refusal(action, person, tx)


def _refusal(action: ActionRecord, person: Person, tx: Tx) -> NotAllowed:
    words = tx.words(person.language, person.zone)
    region = chamber_named(action.owner_chamber, tx, words)
    if action.owner_chamber == NATIONAL:
        return NotAllowed("This action is the national team's: it alone can close it.")
    if region:
        return NotAllowed("This action is with {chamber}: only {chamber} and the national team can close it.", chamber=region)
    return NotAllowed("This action is with {name}: only this person and the national team can close it.", name=named(action, tx, words))


def _check_open(action: ActionRecord) -> None:
    if action.state == DONE:
        raise Gone("Action {number}: done already. Nothing was changed.", number=action.position)
    if action.state == DROPPED:
        raise Gone("Action {number} was dropped. Nothing was changed.", number=action.position)


def looked_at(one: Meant, person: Person, tx: Tx) -> Reply:
    """All of it, to whoever reads minutes. Raises NotAllowed."""
    if not may_see(person, one.action):
        raise _refusal(one.action, person, tx)
    return Reply(message=shown(one.action, one.number, person, tx))


def done(one: Meant, person: Person, tx: Tx) -> Reply:
    """Done today, on the clocks of its owner; pressed twice, it says the same. Raises NotAllowed, Gone."""
    check_may_close(one.action, person, tx)
    if one.action.state != DONE:
        _check_open(one.action)
        tx.actions.change(one.action, one.action.done(tx.today(_zone(one.action, person, tx))), act="done", by=person.id)
    return _said(done_entry(one, tx.words(person.language, person.zone)))


def _zone(action: ActionRecord, person: Person, tx: Tx) -> str:
    return tx.directory.zone_of(action.owner_chamber) if action.owner_chamber else person.zone


def started(one: Meant, person: Person, tx: Tx) -> Reply:
    """Under way: reminded all the same. Raises NotAllowed, Gone."""
    check_may_close(one.action, person, tx)
    _check_open(one.action)
    tx.actions.change(one.action, dataclasses.replace(one.action, state=IN_PROGRESS), act="started", by=person.id)
    return _said(tx.words(person.language, person.zone).markdown("Noted: action {number}, under way.", number=one.number))


def postponed(one: Meant, day: date, person: Person, tx: Tx) -> Reply:
    """Another term, without a reason. Where it is not one's own, its owner is told. Raises NotAllowed, Gone, Refused for a day past."""
    check_may_correct(one.action, person, tx)
    _check_open(one.action)
    words, today = tx.words(person.language, person.zone), tx.today(person.zone)
    if day < today:
        raise Refused("{day} is past. Type a day to come.", day=words.day(day, today))
    corrects = not is_ones_own(one.action, person, tx)
    after = dataclasses.replace(one.action, due=day, said="")
    tx.actions.change(
        one.action, after, act="corrected" if corrects else "postponed", by=person.id, tell=corrects and day != one.action.due
    )
    number, until = one.number, words.day(day, today)
    if not corrects or day == one.action.due:
        return _said(words.markdown("Noted: action {number}, {day}.", number=number, day=until))
    before = words.day(one.action.due, today) if one.action.due else one.action.said or words.text("no date")
    text = words.markdown("Corrected: action {number}, {day} (before: {before}).", number=number, day=until, before=before)
    return _said(text, _will_read(named(one.action, tx, words) or words.text("Its owner"), words))


def _will_read(owner: str, words: Words) -> str:
    return words.markdown("{owner} will read it in the next message.", owner=owner[:1].upper() + owner[1:])


def is_ones_own(action: ActionRecord, person: Person, tx: Tx) -> bool:
    """Whether it is his, or his chamber's: of the national team, what is the national team's."""
    if action.owner_id is not None and person.wrote(action.owner_id):
        return True
    if person.is_national:
        return action.owner_chamber == NATIONAL
    return may_close(person, action, tx.directory)


def handed_over(one: Meant, chamber: str, receiver: int | None, person: Person, tx: Tx) -> Reply:
    """To a chamber, by its code, or to one of its people. Who gets it is told in the next message. Raises NotAllowed, Gone."""
    check_may_correct(one.action, person, tx)
    _check_open(one.action)
    words = tx.words(person.language, person.zone)
    after = dataclasses.replace(one.action, owner_chamber=chamber, owner_id=receiver)
    after = dataclasses.replace(after, owner_name=named(after, tx, words)[:200])
    own = receiver == person.id
    tx.actions.change(one.action, after, act="handed_over", by=person.id, tell=not own)
    if own:
        return _said(words.markdown("Noted: action {number} is yours.", number=one.number))
    return _said(
        words.markdown("Noted: action {number} goes to {owner}.", number=one.number, owner=after.owner_name),
        _will_read(after.owner_name, words),
    )


def dropped(one: Meant, person: Person, tx: Tx) -> Reply:
    """Not to be done after all; no reason is asked for. Raises NotAllowed, Gone."""
    check_may_close(one.action, person, tx)
    if one.action.state != DROPPED:
        _check_open(one.action)
        tx.actions.change(one.action, dataclasses.replace(one.action, state=DROPPED), act="dropped", by=person.id)
    words = tx.words(person.language, person.zone)
    return _said(words.markdown("Action {number} dropped. “undo {number}” if that is a mistake.", number=one.number))


def undone(one: Meant, person: Person, tx: Tx) -> Reply:
    """As it was before the last act, by who did it, or who may close it. Raises Gone when there is nothing to undo, NotAllowed."""
    turn = last_turn(one.action, tx)
    if turn is None:
        raise Gone("Action {number}: there is nothing to undo.", number=one.number)
    if not (turn.by is not None and person.wrote(turn.by)):
        check_may_close(one.action, person, tx)
    before = brought_back(one.action, turn)
    own = is_ones_own(before, person, tx)
    changed = tx.actions.change(one.action, before, act=UNDO, by=person.id, tell=before.is_open and not own)
    words, today = tx.words(person.language, person.zone), tx.today(person.zone)
    return _said(words.markdown("Noted: action {number} as before: {when}.", number=one.number, when=when(changed, words, today)))


def last_turn(action: ActionRecord, tx: Tx) -> ActionTurn | None:
    """What can be undone of it; what went with its minutes comes back with them."""
    turns = tx.actions.turns(action.id)
    return turns[-1] if turns and turns[-1].act not in (UNDO, WITHDRAWN) else None


def _said(*texts: str) -> Reply:
    return Reply(message=Message.of(" ".join(texts)))
