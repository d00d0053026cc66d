"""Which actions a number means: of the last message that numbers some, or of the minutes. (a typed number means the last such message)"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from bot.domain.actions import ActionRecord, may_see
from bot.domain.messages import Message, Row, Text
from bot.domain.people import Person, Role
from handlers.actions.acts import is_ones_own, last_turn
from handlers.actions.owners import Owners
from handlers.actions.reading import Spoken
from handlers.actions.speaking import Meant, done_button, done_entry, entry
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
    words, today = tx.words(person.language, person.zone), tx.today(person.zone)
    pressed = next((button for button in shown.buttons if button.act.startswith(f"act:done:{one.action.id}:")), None)
    done = done_entry(one, words)
    if one.action.is_open:
        text = entry(one, words, today)
        by = Message.of(text, done_button(one, words, span=text))
        return shown.replacing(pressed.act, by) if pressed and pressed.span else _put_back(shown, done, by)
    by = Message.of(done if one.action.state == "done" else entry(one, words, today))
    return shown.replacing(pressed.act, by) if pressed else shown


def _put_back(shown: Message, done: str, by: Message) -> Message:
    """A line that was done stands as it was before, with its gesture."""
    place = next((place for place, part in enumerate(shown.parts) if isinstance(part, Text) and done in part.markdown), None)
    if place is None:
        return shown
    text = shown.parts[place]
    assert isinstance(text, Text)
    row = shown.parts[place + 1] if place + 1 < len(shown.parts) else None
    buttons = (*by.buttons, *row.buttons) if isinstance(row, Row) else by.buttons
    rest = shown.parts[place + 2 :] if isinstance(row, Row) else shown.parts[place + 1 :]
    return Message((*shown.parts[:place], Text(text.markdown.replace(done, by.markdown, 1)), Row(buttons), *rest))
