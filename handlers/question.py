"""The one question: what stands between a draft and its filing, the most important first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain import fields
from bot.domain.contribution import Contribution, Kind
from bot.domain.dates import written
from bot.domain.fields import Choice
from bot.domain.people import Person
from bot.domain.permissions import publishes
from bot.domain.text import Doubt
from bot.domain.week import next_working_day
from bot.wording import Words
from handlers.alike import looks_like
from handlers.groups.which import which_group
from handlers.show import spoken
from storage.drafts import Draft
from storage.transaction import Tx

NOTHING = ""
"""The stored answer of "without": the field stays empty, and is not asked again."""


@dataclass(frozen=True, kw_only=True)
class Option:
    """One offered answer: the value that is stored, what is read, and the word that can be typed."""

    value: str
    label: str
    word: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked. `name` is a field's, or `same:<id>`. `closed`: one of the options, nothing else."""

    name: str
    text: str
    options: tuple[Option, ...] = ()
    closed: bool = False


def next_question(draft: Draft, person: Person, tx: Tx, doubts: Sequence[Doubt] = ()) -> Question | None:
    """What is missing, then what is in doubt, then what looks filed already, then what is asked once. None: it can be filed."""
    kind, words = tx.kinds[draft.kind], tx.words(person.language, person.zone)
    return (
        _which_group(draft, kind, person, tx)
        or _missing(draft, kind, words)
        or _past(draft, kind, person, tx)
        or _doubtful(draft, kind, doubts, person, tx)
        or _still_doubtful(draft, kind, person, tx)
        or _alike(draft, kind, words, person, tx)
        or _asked_once(draft, kind, words, person, tx)
    )


def _which_group(draft: Draft, kind: Kind, person: Person, tx: Tx) -> Question | None:
    """News of a group that is not named, or that nobody knows."""
    asked = which_group(draft, kind, person, tx)
    options = tuple(Option(value=value, label=label, word=word) for value, label, word in asked.choices) if asked else ()
    return Question(name=asked.field, text=asked.text, options=options, closed=True) if asked else None


def _missing(draft: Draft, kind: Kind, words: Words) -> Question | None:
    for question in kind.questions:
        if question.required and not draft.answers.get(question.name):
            text = words.text("{label}: what should I write?", label=words.text(question.label))
            return Question(name=question.name, text=text, options=_choices(question, words))
    return None


def _choices(question: fields.Question, words: Words) -> tuple[Option, ...]:
    return tuple(_choice(option, words) for option in question.choice) if question.choice else ()


def _word(option: Choice, words: Words) -> str:
    """Its word in the reader's language: English is the message id, and the first word is French."""
    return option.words[0] if option.words and words.language != "en" else words.text(option.label).lower()


def _choice(option: Choice, words: Words) -> Option:
    return Option(value=str(option.value), label=words.text(option.label), word=_word(option, words))


def _past(draft: Draft, kind: Kind, person: Person, tx: Tx) -> Question | None:
    """A day that is over, of what somebody would have to relay: nobody could answer it any more."""
    words, today = tx.words(person.language, person.zone), tx.today(person.zone)
    for question in kind.questions:
        day = fields.from_text(question, draft.answers.get(question.name, "")) if question.future and question.missing else None
        if question.missing and isinstance(day, date) and day < today and not publishes(person):
            text = _is_past(day, question.missing, person, words)
            return Question(name=question.name, text=text, options=alternatives(question.missing, [], person, tx), closed=True)
    return None


def _is_past(day: date, missing: fields.OneQuestion, person: Person, words: Words) -> str:
    return f"{words.text('{day} is past.', day=written(day, person.language))} {words.text(missing.text)}"


def _doubtful(draft: Draft, kind: Kind, doubts: Sequence[Doubt], person: Person, tx: Tx) -> Question | None:
    """Only a field that is worth a question is asked about: a required one, one that is asked when missing, or one that would be inferred
    against what was said. The text keeps the rest."""
    words = tx.words(person.language, person.zone)
    for doubt in doubts:
        question = kind.question(doubt.field)
        worth = question.required or question.missing or question.inferred
        if doubt.field in draft.settled or not worth or draft.answers.get(doubt.field):
            continue
        if question.type == "chamber" and not publishes(person):
            continue
        text = words.text(doubt.problem.message, **doubt.problem.values)
        over, to_come = _apart(question, doubt, tx.today(person.zone))
        if over and question.missing:
            text = _is_past(over[0], question.missing, person, words)
        options = [_offered(question, value, person, tx) for value in to_come]
        if question.missing is None:
            return Question(name=doubt.field, text=text, options=tuple(options))
        text = text if options or over else f"{text} {words.text(question.missing.text)}"
        return Question(name=doubt.field, text=text, options=alternatives(question.missing, options, person, tx), closed=True)
    return None


def _apart(question: fields.Question, doubt: Doubt, today: date) -> tuple[list[date], list[str]]:
    """Of a day that must be to come: what is over, and what can be offered. Of a day that has just passed, the next year's is not meant."""
    days = {value: day for value in doubt.candidates if isinstance(day := fields.from_text(question, value), date)}
    over = [day for day in days.values() if question.future and day < today]
    anniversaries = {(day.month, day.day) for day in over}
    keeps = [value for value in doubt.candidates if value not in days or (days[value].month, days[value].day) not in anniversaries]
    return over, keeps


def _still_doubtful(draft: Draft, kind: Kind, person: Person, tx: Tx) -> Question | None:
    """A doubt of an earlier reading, whose sentence nobody kept: what it asked about, and what was offered."""
    question = next((one for one in kind.questions if one.name == draft.question), None)
    if question is None or not question.inferred or question.name in draft.settled or draft.answers.get(question.name):
        return None
    words = tx.words(person.language, person.zone)
    text = words.text("{label}: what should I write?", label=words.text(question.label))
    return Question(name=question.name, text=text, options=tuple(_offered(question, value, person, tx) for value in draft.options))


def _offered(question: fields.Question, value: str, person: Person, tx: Tx) -> Option:
    words, typed = tx.words(person.language, person.zone), fields.from_text(question, value)
    if isinstance(typed, date):
        shown = words.day(typed, tx.today(person.zone))
        return Option(value=value, label=shown, word=shown)
    if question.type == "chamber" and (chamber := tx.directory.get(value)):
        return Option(value=value, label=chamber.region, word=chamber.region)
    return _choice(typed, words) if isinstance(typed, Choice) else Option(value=value, label=value, word=value)


def _alike(draft: Draft, kind: Kind, words: Words, person: Person, tx: Tx) -> Question | None:
    other = next((item for item in looks_like(draft, kind, person, tx) if f"same:{item.id}" not in draft.settled), None)
    return _same(other, words, tx) if other else None


def _same(other: Contribution, words: Words, tx: Tx) -> Question:
    chamber = tx.directory.get(other.chamber)
    label = spoken(other, other.number, words).lower()
    author = tx.people.named([other.author_id]).get(other.author_id, "").partition(" ")[0]
    of = (chamber.region or chamber.name if other.alike.merges else chamber.name) if chamber else other.chamber
    text = words.text(other.alike.question, label=label, chamber=of, author=author)
    yes = Option(value="same", label=words.text(other.alike.same), word=words.text("yes"))
    no = Option(value="other", label=words.text(other.alike.other), word=words.text("no"))
    return Question(name=f"same:{other.id}", text=text, options=(yes, no), closed=True)


def _asked_once(draft: Draft, kind: Kind, words: Words, person: Person, tx: Tx) -> Question | None:
    for question in kind.questions:
        if question.missing and not draft.answers.get(question.name) and question.name not in draft.settled:
            options = alternatives(question.missing, [], person, tx)
            return Question(name=question.name, text=words.text(question.missing.text), options=options, closed=True)
    return None


def alternatives(missing: fields.OneQuestion, offered: Sequence[Option], person: Person, tx: Tx) -> tuple[Option, ...]:
    """What is offered: what was probably meant, or the days that always are; and to go without."""
    words = tx.words(person.language, person.zone)
    without = (_without(missing, words),) if missing.without else ()
    return (*(offered or [_day(days, person, tx, words) for days in missing.days]), *without)


def _day(days: int, person: Person, tx: Tx, words: Words) -> Option:
    today = tx.today(person.zone)
    day = next_working_day(today + timedelta(days=days), person.chamber, tx.calendar)
    return Option(value=day.isoformat(), label=words.day(day, today), word=words.day(day, today))


def _without(missing: fields.OneQuestion, words: Words) -> Option:
    return Option(value=NOTHING, label=words.text(missing.without), word=words.text(missing.without).lower())
