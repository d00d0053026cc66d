"""Which actions a number means: of the last message that numbers some, or of the minutes. (a typed number means the last such message)"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from bot.domain.actions import DONE, ActionRecord, may_see
from bot.domain.messages import Message, Row, Text
from bot.domain.people import Person, Role
from bot.wording import Words
from handlers.actions.acts import is_ones_own, last_turn
from handlers.actions.owners import Owners, named
from handlers.actions.reading import Spoken
from handlers.actions.speaking import Meant, done_button, done_entry, entry, entry_begins, passed_entry
from storage.transaction import Tx

RECENT = timedelta(days=14)
"""So long the numbers of a message hold, and what is over can be spoken of."""


def open_of(person: Person, tx: Tx) -> list[ActionRecord]:
    """What he has to do, himself or for his chamber, the first term first."""
    if person.role is Role.PARTNER:
        return []
    codes = () if person.role is Role.AMBASSADOR else tx.directory.lineage(person.chamber)
    found = tx.actions.open_of(chambers=codes, people=(person.id, *person.stands_for))
    return [action for action in found if may_see(person, action) and is_ones_own(action, person, tx)]


def due_to(person: Person, tx: Tx) -> list[ActionRecord]:
    """Of these, what he is the one to be reminded of."""
    owners = Owners(tx)
    return [action for action in open_of(person, tx) if any(one.id == person.id for one in owners.of(action))]


def meant(spoken: Spoken, number: int, person: Person, tx: Tx) -> list[Meant]:
    """The actions that may be meant by that number: one, several, or nothing that is his to speak of. By none (0): those of the last
    message that numbers some, as far as they are open; elsewhere such a word is about something else."""
    if spoken.reference:
        found = tx.actions.by_reference(spoken.reference)
        return [Meant(action=found, number=found.position)] if found and may_see(person, found) else []
    lines = _of_last_message(person, tx)
    if not number:
        return [one for one in lines if one.action.is_open]
    listed = [one for one in lines if one.number == number]
    if listed and not spoken.prefixed:
        return listed
    others = _at_position(number, spoken, person, tx)
    return _once([*listed, *(Meant(action=action, number=number) for action in others)])


def numbers_of_last(person: Person, tx: Tx, *, is_open: bool = True) -> tuple[int, ...]:
    """The numbers that the last such message has; with `is_open`, of what is still to be done."""
    return tuple(one.number for one in _of_last_message(person, tx) if one.action.is_open or not is_open)


def number_of(action: ActionRecord, person: Person, tx: Tx) -> int:
    """The number by which the last such message names it, else its place in its minutes."""
    return next((one.number for one in _of_last_message(person, tx) if one.action.id == action.id), action.position)


def _of_last_message(person: Person, tx: Tx) -> list[Meant]:
    """Those that the last such message numbers, under its numbers."""
    last = tx.actions.last_numbered(person.id, tx.now - RECENT)
    named = {number: tx.actions.get(action) for number, action in last.actions.items()} if last else {}
    return [Meant(action=action, number=number) for number, action in named.items() if action]


def _at_position(position: int, spoken: Spoken, person: Person, tx: Tx) -> list[ActionRecord]:
    """At that place of minutes: what is his own, and that of the last minutes that he filed; without any, that of the last minutes there
    are, which is somebody else's."""
    there = [action for action in tx.actions.at_position(position) if may_see(person, action) and _can_be_meant(action, spoken, tx)]
    own = [action for action in there if is_ones_own(action, person, tx)]
    filed = [action for action in there if action.secretary_id is not None and person.wrote(action.secretary_id)][:1]
    return own + [action for action in filed if action not in own] or (there[:1] if spoken.prefixed or person.is_national else [])


def _can_be_meant(action: ActionRecord, spoken: Spoken, tx: Tx) -> bool:
    """What is open; to be undone, or looked at, also what was closed lately."""
    if spoken.verb == "undo":
        turn = last_turn(action, tx)
        return turn is not None and turn.at >= tx.now - RECENT
    return action.is_open or action.changed_at >= tx.now - RECENT


def _once(several: Iterable[Meant]) -> list[Meant]:
    found: dict[int, Meant] = {}
    for one in several:
        found.setdefault(one.action.id, one)
    return list(found.values())


def brought_into_line(action: ActionRecord, person: Person, tx: Tx) -> None:
    """The last message that numbers it says what it is now, wherever it was changed from."""
    last = tx.actions.last_numbered(person.id, tx.now - RECENT)
    number = next((number for number, known in last.actions.items() if known == action.id), None) if last else None
    now = tx.actions.get(action.id)
    if last is None or number is None or now is None:
        return
    shown = tx.outbox.current(last.row)
    changed = _with_line(shown, Meant(action=now, number=number, letter=last.letter), person, tx)
    if changed != shown:
        tx.outbox.edit(last.row, changed)


def _with_line(shown: Message, one: Meant, person: Person, tx: Tx) -> Message:
    pressed = next((button for button in shown.buttons if button.act.startswith(f"act:done:{one.action.id}:")), None)
    now = _line_now(one, person, tx, spanned=pressed is None or bool(pressed.span))
    return shown.replacing(pressed.act, now) if pressed else _put_back(shown, one, now, tx.words(person.language, person.zone))


def _line_now(one: Meant, person: Person, tx: Tx, *, spanned: bool) -> Message:
    """What its line says now; while it is still his to do, with its gesture."""
    words, today = tx.words(person.language, person.zone), tx.today(person.zone)
    if one.action.state == DONE:
        return Message.of(done_entry(one, words))
    passed_on = one.action.owner_id is not None and not person.wrote(one.action.owner_id)
    if one.action.is_open and (passed_on or not is_ones_own(one.action, person, tx)):
        return Message.of(passed_entry(one, named(one.action, tx, words), words))
    text = entry(one, words, today)
    button = done_button(one, words, alone=not spanned, span=text if spanned else "")
    return Message.of(text, button) if one.action.is_open else Message.of(text)


def _put_back(shown: Message, one: Meant, now: Message, words: Words) -> Message:
    """A line that had lost its gesture says what it is now, and has it again."""
    begins = entry_begins(one, words)
    for place, part in enumerate(shown.parts):
        said = (
            next((line for line in part.markdown.split("\n") if begins and line.startswith(begins)), "") if isinstance(part, Text) else ""
        )
        said = said or (done_entry(one, words) if isinstance(part, Text) and done_entry(one, words) in part.markdown else "")
        if said and isinstance(part, Text):
            after = shown.parts[place + 1 :]
            row = after[0].buttons if after and isinstance(after[0], Row) else ()
            buttons = (*now.buttons, *row)
            rest = after[1:] if row else after
            text = Text(part.markdown.replace(said, now.markdown, 1))
            return Message((*shown.parts[:place], text, *((Row(buttons),) if buttons else ()), *rest))
    return shown
