"""What is typed about groups: "groupes", "créer le GT …", "rejoindre gt-financement", "ce canal est celui du GT …". (DOMAIN.md F20)"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping

from bot.domain.bodies import LIFE, Body, bare_name, near
from bot.domain.errors import Refused
from bot.domain.folding import words as folded
from bot.domain.messages import Button, Message
from bot.domain.people import Person
from bot.domain.permissions import Act, Grant, grant
from bot.domain.reading.answers import Reading
from bot.domain.reading.groups import GroupChange, GroupSheet
from handlers.answer import Answer, Reply
from handlers.groups.form import group_form
from handlers.groups.naming import handed_to, led_by_person
from handlers.groups.reading import CREATING, Spoken, read_change, read_creation, read_gesture, read_handing
from handlers.groups.registry import change_group, close_group, file_sheet, is_known, reopen_group, settle_in
from handlers.groups.showing import listed, shown, year
from handlers.groups.telling import changed, closed, filed, reopened, settled
from handlers.groups.which import asks_group
from handlers.typed import Typed, said_at
from storage.transaction import Tx

ALSO = ("groupe", "groupes", "groups")


def group_words(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """The answer to words about groups; None where they are about something else. Raises Refused."""
    if grant(person, Act.READ_NETWORK) is not Grant.YES or not typed.text.strip():
        return None
    if _is_command(folded(typed.text), tx):
        return listed(person, tx)
    spoken = read_gesture(typed.text)
    if spoken and (answer := _GESTURES[spoken.verb](spoken, typed, person, tx)):
        return answer
    reading = _reading(typed, person, tx)
    if sheet := read_creation(typed.text, reading):
        return create(sheet, person, tx)
    return _handed_or_changed(typed, reading, person, tx) or _shown(typed, person, tx)


def _handed_or_changed(typed: Typed, reading: Reading, person: Person, tx: Tx) -> Answer | None:
    if handed := handed_to(read_handing(typed.text), person, tx):
        return _change(handed[0], person, tx, led_by=handed[1])
    change = read_change(typed.text, reading)
    return _change(change, person, tx) if change and (tx.bodies.known(change.name) or tx.bodies.groups()) else None


def _shown(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    body = tx.bodies.known(typed.text) if typed.private and _is_a_name(typed.text) and not _answers(person, tx) else None
    return shown(body, person, tx) if body else None


def _answers(person: Person, tx: Tx) -> bool:
    """Whether a name answers the question that is open, of which group something is."""
    draft = tx.drafts.waiting_for(person.id)
    return draft is not None and asks_group(draft, tx)


def group_command(verb: str, typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """The same after the command: bare, it lists the groups; its own words may leave out the noun. None: it is news, or somebody else's."""
    if not _is_command(verb, tx) or grant(person, Act.READ_NETWORK) is not Grant.YES:
        return None
    if not folded(typed.text):
        return listed(person, tx)
    return group_words(_after(typed), person, tx)


def _is_command(verb: str, tx: Tx) -> bool:
    """Whether it is the command of the kind that is news of a group, or one of its like."""
    kinds = (kind.cls.command for kind in tx.kinds.values() if kind.cls.life == LIFE)
    return any(verb in (command.french, command.english, *ALSO) for command in kinds)


def _after(typed: Typed) -> Typed:
    """What stands behind the command, with the command where the words alone would say less ("synthèse 2008")."""
    spoken = read_gesture(f"gt {typed.text}")
    named = (spoken and spoken.verb != "list") or folded(typed.text).split()[0] in CREATING
    return dataclasses.replace(typed, text=f"gt {typed.text}", markdown="") if named else typed


def _reading(typed: Typed, person: Person, tx: Tx) -> Reading:
    now = said_at(typed.written_at, tx.now)
    return Reading(now=now, zone=person.zone, language=person.language, directory=tx.directory)


def _is_a_name(text: str) -> bool:
    said = folded(text)
    return len(text) <= 120 and "\n" not in text.strip() and said.startswith(("gt ", "groupe ", "working group ")) and ":" not in text


def create(sheet: GroupSheet, person: Person, tx: Tx) -> Reply:
    """Files the sheet of a group, and says what was understood, what was not, and how to undo it."""
    before = is_known(sheet, tx)
    sheet, led_by = led_by_person(sheet, tx)
    return filed(file_sheet(sheet, person, tx, led_by=led_by), sheet, person, tx, new=not before)


def _change(change: GroupChange, person: Person, tx: Tx, *, led_by: Person | None = None) -> Reply:
    before = _meant(change.name, tx)
    if before is None:
        return unknown(change.name, person, tx)
    after = change_group(dataclasses.replace(change, name=before.name), person, tx, led_by=led_by)
    told = dataclasses.replace(change, chamber=change.chamber or person.chamber)
    return changed(before, after, told, person, tx, led_by=led_by)


def _meant(name: str, tx: Tx) -> Body | None:
    body = tx.bodies.known(name)
    return body if body and body.is_group else None


def unknown(name: str, person: Person, tx: Tx) -> Reply:
    """No group has that name: those whose names are most like it."""
    words = tx.words(person.language, person.zone)
    close = near(name, tx.bodies.all())
    text = words.markdown("I know no “{name}”. Type “groups” to see them.", name=bare_name(name))
    return Reply(message=Message.of(text, *(Button(label=body.name[:75], act=f"grp:show:{body.id}", word=body.name) for body in close)))


def _list(_spoken: Spoken, _typed: Typed, person: Person, tx: Tx) -> Answer:
    return listed(person, tx)


def _new(_spoken: Spoken, typed: Typed, person: Person, tx: Tx) -> Answer:
    return group_form(typed, person, tx)


def _year(spoken: Spoken, _typed: Typed, person: Person, tx: Tx) -> Answer:
    return year(spoken.year, person, tx)


def _membership(spoken: Spoken, typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """One's own chamber comes or goes. Without the noun, only where a group has that name: "quitter le réseau" is about something else."""
    if _meant(spoken.name, tx) is None and not (spoken.sure and tx.bodies.groups()):
        return None
    kind = "joined" if spoken.verb == "join" else "left"
    today = _reading(typed, person, tx).today
    return _change(GroupChange(name=spoken.name, chamber="", change=kind, since=today), person, tx)  # type: ignore[arg-type] # one of the two


def _end(spoken: Spoken, _typed: Typed, person: Person, tx: Tx) -> Answer | None:
    body = _meant(spoken.name, tx)
    if body is None:
        return unknown(spoken.name, person, tx) if spoken.sure and tx.bodies.groups() else None
    if spoken.verb == "close":
        return closed(close_group(body, person, tx), person, tx)
    return reopened(reopen_group(body, person, tx), person, tx)


def _here(spoken: Spoken, typed: Typed, person: Person, tx: Tx) -> Answer | None:
    body = tx.bodies.named(spoken.name)
    if body is None:
        return unknown(spoken.name, person, tx) if spoken.sure or near(spoken.name, tx.bodies.all()) else None
    if typed.channel is None:
        raise Refused(
            "Type this in the group that is to be that of {group}." if person.plainly else "Type this in the channel of {group}.",
            group=body.name,
        )
    before = settle_in(body, typed.channel, typed.channel_name, person, tx)
    return settled(body, before, person, tx)


_GESTURES: Mapping[str, Callable[[Spoken, Typed, Person, Tx], Answer | None]] = {
    "list": _list,
    "create": _new,
    "year": _year,
    "join": _membership,
    "leave": _membership,
    "close": _end,
    "reopen": _end,
    "here": _here,
}
