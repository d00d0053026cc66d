"""Leave: nothing unasked for reaches a person before his first day back. (DIALOGUES.md 6)"""

from __future__ import annotations

import dataclasses
from datetime import date

from bot.domain.dates import written
from bot.domain.errors import Gone
from bot.domain.folding import words as folded
from bot.domain.messages import Button, Message
from bot.domain.people import Person
from bot.domain.week import EARLIEST_HOUR
from bot.wording import Words
from handlers.actions.leaving import due_on_leave, leave_buttons
from handlers.actions.speaking import COUNTED
from handlers.answer import Answer, Reply, for_him_alone
from handlers.back import opened, returning, welcome
from handlers.leave_reading import Doubt, Leave, about_leave, example, is_about_days, leave, not_understood, read_back, read_leave
from handlers.reminders import lines_for
from handlers.typed import Typed
from storage.transaction import Tx

_BACK = (
    "de retour",
    "je suis de retour",
    "retour de conge",
    "fin de conge",
    "annuler le conge",
    "annuler mon conge",
    "i am back",
    "i m back",
    "back from leave",
    "cancel leave",
    "cancel my leave",
)
_SEE = ("voir", "see")


def leave_words(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """What these words say about his leave, to himself alone; None when they are about something else. Raises Refused for days that cannot
    be."""
    answer = _words_of_leave(typed, person, tx)
    return for_him_alone(answer) if answer else None


def _words_of_leave(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    said = folded(typed.text)
    if said in _BACK:
        return end(person, tx)
    if said in _SEE and _was_away_lately(person, tx):
        return opened(person, tx)
    if (back := read_back(typed.text, person, tx)) is not None:
        return end(person, tx) if back == tx.today(person.zone) else _set(leave(tx.today(person.zone), back, person, tx), person, tx)
    rest = about_leave(typed.text)
    if rest is None or not is_about_days(rest):
        return None
    return begin(rest, person, tx)


def _was_away_lately(person: Person, tx: Tx) -> bool:
    return person.away_until is not None and person.away_until <= tx.today(person.zone) and not returning([person], tx)


def begin(rest: str, person: Person, tx: Tx) -> Answer:
    """The leave that is typed, or the one question about it."""
    if not rest:
        return _state(person, tx)
    read = read_leave(rest, person, tx)
    match read:
        case Leave():
            return _set(read, person, tx)
        case Doubt():
            return _ask(read, person, tx)
        case _:
            return _ask(not_understood(rest, person, tx), person, tx)


def _ask(doubt: Doubt, person: Person, tx: Tx) -> Reply:
    words = tx.words(person.language, person.zone)
    buttons = [_candidate(day, doubt.first, words, person, tx) for day in doubt.candidates]
    asked = words.markdown(doubt.question.message, **doubt.question.values, example=buttons[-1].word if buttons else "")
    return Reply(message=Message.of(asked, *buttons))


def _candidate(day: date, first: date | None, words: Words, person: Person, tx: Tx) -> Button:
    """A day on which he may be back, as a button with the words that say the same."""
    label, until = words.day(day, tx.today(person.zone)), written(day, person.language)
    if first is None:
        return Button(label=label, act=f"leave:until:{day.isoformat()}", word=words.text("leave until {day}", day=until))
    word = words.text("leave from {first} to {day}", first=written(first, person.language), day=until)
    return Button(label=label, act=f"leave:from:{first.isoformat()}:{day.isoformat()}", word=word)


def _set(chosen: Leave, person: Person, tx: Tx) -> Reply:
    away = dataclasses.replace(person, away_from=chosen.first, away_until=chosen.back)
    tx.people.set_settings(away)
    tx.audit.note("leave", by=person.id, after={"from": chosen.first.isoformat(), "until": chosen.back.isoformat()})
    words = tx.words(person.language, person.zone)
    due = tx.own.coming_due(person.id, chosen.first, chosen.back)
    things = [words.ntext(*tx.kinds[kind].cls.counted, count) for kind, count in due.items()]
    actions = due_on_leave(away, tx)
    things = [words.ntext(*COUNTED, len(actions)), *things] if actions else things
    answers = leave_buttons(words) if actions else (_back_button(words),)
    return Reply(message=Message.of(_told(away, things, sum(due.values()) + len(actions), tx), *answers))


def _told(away: Person, due: list[str], count: int, tx: Tx) -> str:
    """From when to when nothing reaches him. `due`: what comes to its end meanwhile, as counts, `count` in all."""
    words, today = tx.words(away.language, away.zone), tx.today(away.zone)
    later = away.away_from if away.away_from and away.away_from > today else None
    hour = f"{EARLIEST_HOUR} h" if words.language == "fr" else f"{EARLIEST_HOUR}:00"
    return words.render("shared/leave", first=later, back=away.away_until, hour=hour, today=today, due=due, count=count)


def _back_button(words: Words) -> Button:
    return Button(label=words.text("I am back"), act="leave:end", word=words.text("I am back").lower())


def _state(person: Person, tx: Tx) -> Reply:
    """Until when he is away, or how to say it."""
    words, today = tx.words(person.language, person.zone), tx.today(person.zone)
    if person.away_until is None or person.away_until <= today:
        return Reply(
            message=Message.of(
                words.markdown("You are not on leave. Type for example: leave until {example}.", example=example(person, tx))
            )
        )
    return Reply(message=Message.of(_told(person, [], 0, tx), _back_button(words)))


def end(person: Person, tx: Tx) -> Reply:
    """He is back earlier than he said, or does not leave after all. Raises Gone when he was not away."""
    words, today = tx.words(person.language, person.zone), tx.today(person.zone)
    if person.away_until is None or (person.away_until <= today and not returning([person], tx)):
        raise Gone("You are not on leave: everything reaches you as usual.")
    tx.audit.note("leave_ended", by=person.id, before={"until": person.away_until.isoformat()})
    if person.away_from is not None and person.away_from > today:
        tx.people.set_settings(dataclasses.replace(person, away_from=None, away_until=None))
        return Reply(message=Message.of(words.markdown("Noted: no leave. Everything reaches you as usual.")))
    back = dataclasses.replace(person, away_until=min(today, person.away_until))
    tx.people.set_settings(back)
    tx.periods.claim("unasked", f"{person.id}:{today}")
    return Reply(message=welcome(back, lines_for([back], tx).get(back.id, []), tx))


def press_leave(rest: list[str], person: Person, tx: Tx) -> Answer:
    """The buttons about a leave. Raises Gone for what is none of ours."""
    if rest == ["end"]:
        return end(person, tx)
    if rest == ["see"] and person.away_until is not None:
        return opened(person, tx)
    if len(rest) == 2 and rest[0] == "until" and (day := _iso(rest[1])):
        return _set(leave(tx.today(person.zone), day, person, tx), person, tx)
    if len(rest) == 3 and rest[0] == "from" and (first := _iso(rest[1])) and (day := _iso(rest[2])):
        return _set(leave(first, day, person, tx), person, tx)
    raise Gone("This button has expired. Type “help” to see what I can do.")


def _iso(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
