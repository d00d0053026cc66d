"""What is offered where a gesture wants one more: days, chambers and colleagues, or which of several is meant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.chambers import AROUND, NATIONAL
from bot.domain.dates import short
from bot.domain.errors import Gone
from bot.domain.messages import Button, Message
from bot.domain.people import Person, Role
from bot.domain.week import next_working_day
from bot.wording import Words
from handlers.actions.acts import check_may_correct
from handlers.actions.owners import chamber_named
from handlers.actions.speaking import Meant, suggested, what
from handlers.answer import Reply
from storage.transaction import Tx

MOST_AT_ONCE = 3
"""For so many actions, days or owners are offered for each."""
_STAFF = (Role.DIRECTOR, Role.EMPLOYEE, Role.ADMINISTRATOR, Role.AMBASSADOR, Role.NATIONAL)


def offer_days(several: Sequence[Meant], person: Person, tx: Tx) -> Reply:
    """Until when? Raises Gone when nothing is open, NotAllowed."""
    _check(several, person, tx)
    words, today = tx.words(person.language, person.zone), tx.today(person.zone)
    single = len(several) == 1
    buttons = [
        _day_button(one, day, words, today, single=single) for one in several[:MOST_AT_ONCE] for day in _days(one, person, today, tx)
    ]
    first, example = several[0], short(suggested(several[-1].action, today), words.language)
    if single:
        text = words.markdown("Action {number}: until when? Or type “{number} to {day}”.", number=first.number, day=example)
    else:
        text = words.markdown("Which one, and until when? Or type “{number} to {day}”.", number=several[-1].number, day=example)
    return Reply(message=Message.of(text, *buttons), fresh=True)


def _day_button(one: Meant, day: date, words: Words, today: date, *, single: bool) -> Button:
    """Asked about one, the day alone says it; else the number stands before it."""
    label = words.day(day, today) if single else words.text("{number}: {day}", number=one.number, day=words.day(day, today))
    act = f"act:due:{one.action.id}:{one.number}:{day.isoformat()}"
    return Button(label=label, act=act, word=short(day, words.language) if single else label)


def _owner_button(one: Meant, key: str, name: str, words: Words, *, single: bool) -> Button:
    label = name if single else words.text("{number}: {name}", number=one.number, name=name)
    return Button(label=label, act=f"act:to:{one.action.id}:{one.number}:{key}", word=label)


def _days(one: Meant, person: Person, today: date, tx: Tx) -> list[date]:
    """A week and two weeks later, on working days."""
    first = suggested(one.action, today)
    return list(dict.fromkeys(next_working_day(day, person.chamber, tx.calendar) for day in (first, first + timedelta(days=7))))


def _check(several: Sequence[Meant], person: Person, tx: Tx) -> None:
    if not several:
        raise Gone("You have no action open.")
    for one in several:
        check_may_correct(one.action, person, tx)


def offer_owners(several: Sequence[Meant], person: Person, tx: Tx, *, said: str = "") -> Reply:
    """To whom? `said`: why it is asked, as Markdown. Raises Gone, NotAllowed."""
    _check(several, person, tx)
    words, first = tx.words(person.language, person.zone), several[0]
    single, people = len(several) == 1, receivers(person, tx)
    offered = people[: 5 if single else 2]
    buttons = [_owner_button(one, key, name, words, single=single) for one in several[:MOST_AT_ONCE] for key, name in offered]
    example = people[0][1] if people else chamber_named(NATIONAL, tx, words)
    if single:
        asked = words.markdown("Action {number}: to whom? Or type “{number} pass to {name}”.", number=first.number, name=example)
    else:
        asked = words.markdown("Which one, and to whom? Or type “{number} pass to {name}”.", number=several[-1].number, name=example)
    return Reply(message=Message.of(f"{said} {asked}" if said else asked, *buttons), fresh=True)


def receivers(person: Person, tx: Tx) -> list[tuple[str, str]]:
    """To whom he may pass something on, as buttons name them: colleagues of his chamber first, then the chambers around."""
    words = tx.words(person.language, person.zone)
    there = [one for one in tx.people.active() if one.chamber == person.chamber and one.id != person.id and one.role in _STAFF]
    there.sort(key=lambda one: (_STAFF.index(one.role), one.name))
    colleagues = [(f"p{one.id}", one.name) for one in there[:2]]
    around = [code for code in AROUND.get(person.chamber, ()) if code != person.chamber][:2]
    chambers = [(code, chamber_named(code, tx, words)) for code in (*around, NATIONAL) if code != person.chamber]
    return [*colleagues, *chambers]


def ask_which(several: Sequence[Meant], gesture: str, rest: str, person: Person, tx: Tx) -> Reply:
    """Which of these is meant? Each button carries the whole gesture: its verb, and its day or its owner."""
    words, today = tx.words(person.language, person.zone), tx.today(person.zone)
    lines = [_told_apart(one, number, words, today) for number, one in enumerate(several, start=1)]
    buttons = [
        Button(
            label=str(number),
            act=":".join(part for part in ("act", "pick", gesture, str(one.action.id), str(one.number), rest) if part),
            word=str(number),
        )
        for number, one in enumerate(several, start=1)
    ]
    return Reply(message=Message.of(words.markdown("Which one?")).then("\n".join(lines), *buttons))


def _told_apart(one: Meant, number: int, words: Words, today: date) -> str:
    action = one.action
    if action.held_on:
        held = words.day(action.held_on, today)
        return words.markdown("{number}. {what} ({body}, {day})", number=number, what=what(action), body=action.body, day=held)
    return words.markdown("{number}. {what} ({body})", number=number, what=what(action), body=action.body)
