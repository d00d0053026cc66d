"""The first message after a leave: what waits for a person as counts, and the rest; opened by one gesture. (DIALOGUES.md 6, journey J12)"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import partial

from bot.domain.contribution import Contribution
from bot.domain.digest import chosen, fit
from bot.domain.messages import Button, Message
from bot.domain.people import Person
from bot.domain.permissions import may_read
from bot.domain.subscription import Subscription
from bot.domain.week import Week, local_instant, sending_instant
from bot.wording import Words
from bot.wording.plain import words_in
from handlers.answer import Reply
from handlers.letter import of_person
from handlers.morning import Line
from handlers.reminders import lines_for, told
from handlers.show import line
from storage.editions import Edition
from storage.transaction import Tx

MOST_WORDS = 200
"""Of what is opened behind the counts."""
TOLD_WITHIN = timedelta(days=7)
"""An outage can hold the message back for so long; later it would be no news."""
_JOB = "back"
_WEEKS_PASSED_OVER = 5
"""A letter is owed for at most so many weeks (handlers/unasked.py)."""


def returning(people: Iterable[Person], tx: Tx) -> set[int]:
    """Whose leave is over, and who has not been told yet what waits for him; by id."""
    over = {_period(person): person.id for person in people if _is_over(person, tx.today(person.zone))}
    return {over[period] for period in over.keys() - tx.periods.taken(_JOB, over)} if over else set()


def _is_over(person: Person, today: date) -> bool:
    return person.away_until is not None and person.away_until <= today < person.away_until + TOLD_WITHIN


def _period(person: Person) -> str:
    return f"{person.id}:{person.away_until}"


def welcome(person: Person, lines: Sequence[Line], tx: Tx) -> Message:
    """What he finds when he is back, said once: its lines need no other message, and the letters of the leave are not sent after it."""
    tx.periods.claim(_JOB, _period(person))
    told((one for one in lines if one.settles is None), tx)
    _pass_over_letters(person, tx)
    words = tx.words(person.language, person.zone)
    mine, rest = _counted((one.counted for one in lines), words), _counted((item.counted for item in _missed(person, tx)), words)
    text = words.render("shared/welcome", mine=mine, rest=rest)
    return Message.of(text, *([Button(label=words.text("See"), act="leave:see", word=words.text("see"))] if mine or rest else []))


def _counted(forms: Iterable[tuple[str, str]], words: Words) -> list[str]:
    return [words.ntext(*pair, count) for pair, count in Counter(forms).items()]


def opened(person: Person, tx: Tx) -> Reply:
    """What the counts stand for: each line with its gestures, then what was published meanwhile, as far as it fits."""
    words, today = tx.words(person.language, person.zone), tx.today(person.zone)
    lines = lines_for([person], tx, again=True).get(person.id, [])
    message = Message.of(words.markdown("**For you**") if lines else words.markdown("Nothing waits for you."))
    for one in lines:
        message = message.then(one.markdown, *one.buttons)
    shown = [line(tx, item, words, today) for item in _missed(person, tx)]
    more = partial(words.nmarkdown, "and {n} more", "and {n} more")
    cut = fit([words_in(text) for text in shown], already=words_in(message.markdown) + words_in(more(len(shown))), most=MOST_WORDS)
    for text in shown[: cut.kept]:
        message = message.then(text)
    message = message.then(more(cut.left)) if cut.left else message
    return Reply(message=message, fresh=True)


def _missed(person: Person, tx: Tx) -> list[Contribution]:
    """What others published since he left, of what his letter would carry."""
    own = of_person(person, tx)
    if own.ended_at is not None or person.away_from is None:
        return []
    since = tx.contributions.published_between(local_instant(person.away_from, 0, person.zone), tx.now)
    items = [item for item in since if not person.wrote(item.author_id)]
    readable = partial(may_read, person, directory=tx.directory)
    return chosen(items, own, readable=readable, today=tx.today(person.zone), directory=tx.directory)


def _pass_over_letters(person: Person, tx: Tx) -> None:
    """The letters that fell into the leave, the day back included, count as had: none of them comes when he is back."""
    own = tx.subscriptions.of_person(person.id)
    if own is None:
        return
    weeks = [Week.of(tx.now).after(-back) for back in range(1, _WEEKS_PASSED_OVER + 1)]
    due = [week for week in weeks if _falls_into_leave(week, own, person, tx)]
    had = tx.editions.had([str(week) for week in due], [own.id])
    tx.editions.add_all(Edition(subscription=own.id, week=str(week), items=(), words=0) for week in due if (own.id, str(week)) not in had)


def _falls_into_leave(week: Week, own: Subscription, person: Person, tx: Tx) -> bool:
    at = sending_instant(week, weekday=own.weekday, hour=own.hour, zone=own.zone, chamber=person.chamber, calendar=tx.calendar)
    return person.comes_back(tx.words(person.language, own.zone).local(at).date())
