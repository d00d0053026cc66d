"""What is said of actions: in a morning's list, on top of a letter, in an answer. (DIALOGUES.md 1, 5, 6)"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.actions import DONE, DROPPED, ActionRecord, may_correct
from bot.domain.dates import short
from bot.domain.i18n import nmark
from bot.domain.messages import Button, Message, Row, Text
from bot.domain.people import Person
from bot.domain.reminders import Reminding
from bot.wording import Markdown, Words
from bot.wording.escape import literal, shorten, title
from bot.wording.plain import plain
from handlers.actions.owners import named
from handlers.morning import Compact, Line
from storage.transaction import Tx

COUNTED = nmark("{n} action", "{n} actions")
LONGEST = 120
"""So much of what is to be done stands in a list: `action 3` shows all of it."""
MOST_LISTED = 12
MOST_ON_TOP = 5
LATER = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Meant:
    """An action, and the number by which it is spoken of here. `letter`: on top of a letter, where the line says less."""

    action: ActionRecord
    number: int
    letter: bool = False

    @property
    def key(self) -> str:
        """How a button names it."""
        return f"{self.action.id}:{self.number}" + (":letter" if self.letter else "")


def what(action: ActionRecord) -> str:
    """What is to be done, in one line of a list."""
    return shorten(title(action.what), LONGEST)


def when(action: ActionRecord, words: Words, today: date) -> str:
    """Until when, as one says it that day."""
    if action.state == DONE:
        return words.text("done on {day}", day=words.day(action.done_on, today)) if action.done_on else words.text("done")
    if action.state == DROPPED:
        return words.text("dropped")
    if action.due is None:
        return action.said or words.text("no date")
    if action.due < today:
        return words.text("late since {day}", day=short(action.due, words.language))
    day = words.day(action.due, today)
    near = {0: words.text("today, {day}", day=day), 1: words.text("tomorrow, {day}", day=day)}
    return near.get((action.due - today).days, day)


def entry(one: Meant, words: Words, today: date) -> Markdown:
    """Its line in a numbered list; for a letter, the number and the term."""
    until = when(one.action, words, today)
    if one.letter:
        return words.markdown("Action {number}, {when}", number=one.number, when=until)
    return words.markdown("{number}. {what} – {when}", number=one.number, what=what(one.action), when=until)


def passed_entry(one: Meant, owner: str, words: Words) -> Markdown:
    """The same once it is somebody else's."""
    if one.letter:
        return words.markdown("Action {number}, {when}", number=one.number, when=owner)
    return words.markdown("{number}. {what} – {when}", number=one.number, what=what(one.action), when=owner)


def entry_begins(one: Meant, words: Words) -> str:
    """How its line in a numbered list begins, whatever became of it; nothing for a letter, where there are no lines."""
    return "" if one.letter else words.markdown("{number}. {what} – {when}", number=one.number, what=what(one.action), when="")


def done_entry(one: Meant, words: Words) -> Markdown:
    """The same once it is done."""
    if one.letter:
        return words.markdown("Action {number}: done. “undo {number}” if that is a mistake.", number=one.number)
    return words.markdown("{number}. {what} – done. “undo {number}” if that is a mistake.", number=one.number, what=what(one.action))


def last_call(action: ActionRecord, reminding: Reminding | None, words: Words, today: date) -> str:
    """After the last reminder there is the next meeting. Plain text, empty before it."""
    if reminding is None or not reminding.last:
        return ""
    if action.next_on and action.next_on >= today:
        return words.text("I ask no more: it will be on the agenda of {day}.", day=short(action.next_on, words.language))
    return words.text("I ask no more: it stays in “my actions”.")


def done_button(one: Meant, words: Words, *, alone: bool = False, span: str = "") -> Button:
    """`alone`: nothing else in its message can be meant."""
    act = f"act:done:{one.key}"
    if one.letter:
        label = words.text("Action {number}: done", number=one.number)
        return Button(label=label, act=act, word=words.text("{number} done", number=one.number), span=span)
    if alone:
        return Button(label=words.text("Done"), act=act, word=words.text("Done").lower(), span=span)
    label = words.text("{number} Done", number=one.number)
    return Button(label=label, act=act, word=label.lower(), span=span)


def later_button(words: Words, one: Meant | None = None) -> Button:
    """Another day for it, or for one of those of the last message."""
    return Button(label=words.text("Postpone"), act="act:later" + (f":{one.key}" if one else ""), word=words.text("postpone"))


def pass_button(words: Words, one: Meant | None = None) -> Button:
    """Another owner."""
    return Button(label=words.text("Pass to…"), act="act:pass" + (f":{one.key}" if one else ""), word=words.text("pass to"))


def alone(action: ActionRecord, reminding: Reminding | None, words: Words, today: date) -> tuple[Markdown, tuple[Button, ...]]:
    """One action by itself, by its number in its minutes, with every gesture."""
    one = Meant(action=action, number=action.position)
    last = last_call(action, reminding, words, today)
    term = words.markdown("Action {number}, {when}.", number=one.number, when=when(action, words, today))
    said = Markdown(f"{literal(what(action))}\n\n{term}") + (Markdown(f" {literal(last)}") if last else Markdown(""))
    drop = Button(label=words.text("Drop"), act=f"act:drop:{one.key}", word=words.text("drop"))
    return said, (done_button(one, words, alone=True), later_button(words, one), pass_button(words, one), drop)


def compact(action: ActionRecord, reminding: Reminding | None, words: Words, today: date, *, new: bool) -> Compact:
    """On top of a letter; what is `new` to its owner is said, of the rest he knows what it is."""
    one, until = Meant(action=action, number=action.position, letter=True), when(action, words, today)
    text, last = entry(one, words, today), last_call(action, reminding, words, today)
    if new:
        text = words.markdown("Action {number}: {what}, {when}", number=one.number, what=what(action), when=until)
    text = Markdown(f"{text}. {literal(last)}") if last else text
    return Compact(markdown=text, buttons=(done_button(one, words, span=text),))


def listed(actions: Sequence[Meant], head: str, person: Person, tx: Tx, *, most_bytes: int, remarks: Sequence[str] = ()) -> Message:
    """Numbered lines with their gestures, as many as there is room for; how many there are besides. `remarks`: behind each line."""
    words, today = tx.words(person.language, person.zone), tx.today(person.zone)
    lines = [_with_remark(entry(one, words, today), remark) for one, remark in _zipped(actions, remarks)]
    kept = min(len(lines), MOST_LISTED)
    while kept > 1 and len(plain("\n\n".join([head, *_body(actions, lines, kept, words, today)])).encode()) > most_bytes:
        kept -= 1
    single = len(actions) == 1
    done = [done_button(one, words, alone=single, span=text) for one, text in zip(actions[:kept], lines, strict=False)]
    which = actions[0] if single else None
    row = Row((*done, later_button(words, which), pass_button(words, which)))
    return Message((Text(head), Text("\n\n".join(_body(actions, lines, kept, words, today))), row))


def _zipped(actions: Sequence[Meant], remarks: Sequence[str]) -> list[tuple[Meant, str]]:
    return list(zip(actions, remarks or [""] * len(actions), strict=True))


def _with_remark(text: Markdown, remark: str) -> Markdown:
    return Markdown(f"{text}. {literal(remark)}") if remark else text


def _body(actions: Sequence[Meant], lines: Sequence[Markdown], kept: int, words: Words, today: date) -> list[str]:
    """The list as one text, then what is left out, then how to answer by words."""
    body = ["\n".join(lines[:kept])]
    if left := len(lines) - kept:
        body.append(words.nmarkdown("and {n} more: type “my actions”.", "and {n} more: type “my actions”.", left))
    day = short(suggested(actions[min(kept, 2) - 1].action, today), words.language)
    several = words.markdown("Type for example “1 done” or “2 to {day}”.", day=day)
    return [*body, several if kept > 1 else words.markdown("Type for example “done” or “1 to {day}”.", day=day)]


def suggested(action: ActionRecord, today: date) -> date:
    """A week after its term, or after today where that is past."""
    return max(action.due or today, today) + LATER


def grouped(lines: Sequence[Line], person: Person, tx: Tx, *, most_bytes: int) -> Message:
    """The morning's actions as one list, the most urgent first; a single one that is late as DIALOGUES.md 6 has it."""
    words, today = tx.words(person.language, person.zone), tx.today(person.zone)
    ordered = sorted(lines, key=lambda line: _urgency(line.action))
    first = ordered[0].action
    if len(ordered) == 1 and first is not None and first.is_late(today):
        return Message.of(words.markdown("Good morning {name}.", name=person.first_name)).then(ordered[0].markdown, *ordered[0].buttons)
    head = words.nmarkdown(
        "Good morning {name}, {n} action in your name:",
        "Good morning {name}, {n} actions in your name:",
        len(ordered),
        name=person.first_name,
    )
    meant = [Meant(action=line.action, number=number) for number, line in enumerate(ordered, start=1) if line.action]
    remarks = [last_call(line.action, line.reminding, words, today) for line in ordered if line.action]
    return listed(meant, head, person, tx, most_bytes=most_bytes, remarks=remarks)


def _urgency(action: ActionRecord | None) -> tuple[bool, date, int]:
    due = action.due if action else None
    return due is None, due or date.max, action.id if action else 0


def shown(action: ActionRecord, number: int, person: Person, tx: Tx) -> Message:
    """All of it, with the gestures that are left."""
    words, today = tx.words(person.language, person.zone), tx.today(person.zone)
    one = Meant(action=action, number=number)
    until, owner = when(action, words, today), named(action, tx, words) or words.text("nobody")
    facts = words.markdown("Action {number}, {when} · {owner}", number=number, when=until, owner=owner)
    open_to_him = action.is_open and may_correct(person, action, tx.directory)
    source = words.markdown("{body}, {day}", body=action.body, day=words.day(action.held_on, today)) if action.held_on else Markdown("")
    buttons = (done_button(one, words, alone=True), later_button(words, one), pass_button(words, one)) if open_to_him else ()
    text = "\n\n".join(part for part in (literal(title(action.what)), facts, source) if part)
    return Message.of(text, *buttons)


def renumbered(actions: Sequence[ActionRecord]) -> list[Meant]:
    """Numbers from 1, in that order."""
    return [Meant(action=action, number=number) for number, action in enumerate(actions, start=1)]
