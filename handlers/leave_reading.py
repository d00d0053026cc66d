"""A person's words about his leave, read: "congé jusqu'au 04/01", "congé du 21/12 au 04/01", "on leave until 4 January"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.dates import Ambiguous, Day, Impossible, Period, Reading, read_day_or_period, short, written
from bot.domain.errors import Refused
from bot.domain.fields import Problem
from bot.domain.folding import fold
from bot.domain.people import Person
from bot.domain.reading import answers
from bot.domain.reading.answers import does_not_exist, doubtful
from bot.domain.week import next_working_day
from handlers.leave_lasting import Lasting, day_back, lasting, open_start
from storage.transaction import Tx

LONGEST = timedelta(days=366)
"""A longer leave is a slip of the year, or somebody who has left."""
_EXAMPLE_AFTER = timedelta(days=14)
_BEGINS = re.compile(
    r"\s*(?:(?:je (?:suis|serai|pars|prends)|i['’ ]?(?:a)?m|i will be|i['’]ll be) )?(?:en |on |in |un |des )?(?:mes |my )?"
    r"(?:conges?|vacances|absente?|leave|holidays?|vacation|away|out of office)\b[\s:,]*"
)
_UNTIL = re.compile(r"(?:jusqu['’ ]?(?:au|a|en)?|until|till|til|back on|retour le)\s+")
_FROM = re.compile(r"(?:du|des|from|de|a partir du|starting|between|entre)\s")
_ON = re.compile(r"(?:le|les|on|en|in|pour|for|pendant)\s+(?!day)")
_INCLUDED = re.compile(r"[\s,]*\(?(?:inclus|incluse|compris|included|inclusive)\)?$")
_BETWEEN = re.compile(r"\d.*(?: au | to | et | and |[-–]).*\d")
_ENDS, _AND = re.compile(r"(?:du|de|from)\s+[a-z]+\s+(?:au|a|to)\s+[a-z]+$"), re.compile(r"\s(?:et|and)\s")
_MOST_WORDS = 6


@dataclass(frozen=True, kw_only=True)
class Leave:
    """From `first` until the day before `back`, which is a working day of his chamber."""

    first: date
    back: date


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """The sentence that asks which day is meant, and the days to come on which one may be back. `first`: the first day, where it is not
    today."""

    question: Problem
    candidates: tuple[date, ...]
    first: date | None = None


def about_leave(text: str) -> str | None:
    """What follows the word for it ("jusqu'au 04/01"), "" for nothing; None when the text begins otherwise."""
    begins = _BEGINS.match(fold(text))
    return text[begins.end() :].strip(" .!") if begins else None


def is_about_days(rest: str) -> bool:
    """Whether the words after "congé" are about days, and not about a post: "congé maternité : CDD de 6 mois à Caen" announces one."""
    said = fold(rest)
    begins = lasting(rest) or _UNTIL.match(said) or _FROM.match(said) or _ON.match(said)
    return bool(begins) or (":" not in rest and len(rest.split()) <= _MOST_WORDS)


def read_leave(rest: str, person: Person, tx: Tx) -> Leave | Doubt | None:
    """The leave that these words say, or the question that they leave open: by how long it lasts, by its first day, or by both ends."""
    if (lasts := lasting(rest)) is not None:
        return _lasting(lasts, rest, person, tx)
    if (start := open_start(rest)) is not None and (first := _day(start, person, tx)) is not None:
        return _until_when(first, person, tx)
    return _between(rest, person, tx)


def _lasting(lasts: Lasting, rest: str, person: Person, tx: Tx) -> Leave | Doubt | None:
    first = _day(rest[slice(*lasts.start)], person, tx) if lasts.start else tx.today(person.zone)
    back = lasts.back(first) if first else None
    return leave(first, back, person, tx) if first and back else None


def _day(typed: str, person: Person, tx: Tx) -> date | None:
    """The one day that these words say. Raises Refused where it does not exist, or may be several."""
    match _days(typed, person, tx):
        case Day(value=day):
            return day
        case Impossible(typed=impossible):
            raise _refused(does_not_exist(impossible))
        case Ambiguous() as meant:
            raise _refused(_doubtful(typed, meant, person, tx))
        case _:
            return None


def _until_when(first: date, person: Person, tx: Tx) -> Doubt:
    """A first day alone: until when is asked."""
    words = tx.words(person.language, person.zone)
    question = Problem("From {day} on, until when? Type for example: {example}", {"day": words.day(first, tx.today(person.zone))})
    return Doubt(question=question, candidates=_weeks_after(first, person, tx), first=first)


def not_understood(rest: str, person: Person, tx: Tx) -> Doubt:
    """A leave of which no day was understood: the question."""
    question = Problem("When are you back? I did not understand the day in “{typed}”. Type for example: {example}", {"typed": rest})
    return Doubt(question=question, candidates=_weeks_after(tx.today(person.zone), person, tx))


def _weeks_after(first: date, person: Person, tx: Tx) -> tuple[date, ...]:
    return tuple(dict.fromkeys(next_working_day(first + timedelta(weeks=count), person.chamber, tx.calendar) for count in (1, 2, 3)))


def read_back(text: str, person: Person, tx: Tx) -> date | None:
    """The day on which the text says that he is back; None when it says none. It may be today, or past."""
    typed = day_back(text)
    reading = _days(typed, person, tx) if typed else None
    if isinstance(reading, Ambiguous):
        raise _refused(_doubtful(typed or "", reading, person, tx))
    return reading.value if isinstance(reading, Day) else None


def _between(rest: str, person: Person, tx: Tx) -> Leave | Doubt | None:
    """The leave that these words say, None when they say no day. The day until which one is away is the day back, as is the last
    of "from … to …", unless it is said to be included; of a week, a month or a single day, the day after. Raises Refused."""
    included = _INCLUDED.search(fold(rest))
    typed = rest[: included.start()] if included else rest
    said = fold(typed)
    if until := _UNTIL.match(said):
        return _until(typed[until.end() :], person, tx, included=bool(included))
    reading = _days(typed, person, tx)
    if reading is None and (on := _ON.match(said)):
        reading = _days(typed[on.end() :], person, tx)
    match reading:
        case Period(start=start, end=last):
            says_the_day_back = not included and (_FROM.match(said) or _BETWEEN.search(said))
            return leave(start, last if says_the_day_back else last + timedelta(days=1), person, tx, until=last)
        case Day(value=day):
            return leave(day, day + timedelta(days=1), person, tx, until=day)
        case Ambiguous(candidates=(start, last)) if _side_by_side(typed, start, last):
            return leave(start, last + timedelta(days=0 if _FROM.match(said) and not included else 1), person, tx, until=last)
        case Impossible(typed=impossible):
            raise _refused(does_not_exist(impossible))
        case Ambiguous():
            raise _refused(_doubtful(typed, reading, person, tx))
        case _:
            return None


def _side_by_side(typed: str, start: date, last: date) -> bool:
    """Whether two days are the ends of a leave: "du lundi au mercredi", "lundi et mardi"; and not one day that may be either."""
    said = fold(typed)
    return bool(_ENDS.match(said)) or (bool(_AND.search(said)) and last - start == timedelta(days=1))


def _until(typed: str, person: Person, tx: Tx, *, included: bool) -> Leave | Doubt | None:
    reading = _days(typed, person, tx)
    later = timedelta(days=1 if included else 0)
    match reading:
        case Day(value=day) | Period(end=day):
            return leave(tx.today(person.zone), day + later, person, tx)
        case Impossible(typed=impossible):
            raise _refused(does_not_exist(impossible))
        case Ambiguous(candidates=candidates):
            to_come = tuple(day + later for day in candidates if tx.today(person.zone) < day)
            return Doubt(question=_doubtful(typed, reading, person, tx), candidates=to_come)
        case _:
            return None


def _days(typed: str, person: Person, tx: Tx) -> Reading | None:
    return read_day_or_period(typed, now=tx.now, zone=person.zone, day_first=person.language != "en")


def _doubtful(typed: str, meant: Ambiguous, person: Person, tx: Tx) -> Problem:
    return doubtful(typed, meant, answers.Reading(now=tx.now, zone=person.zone, language=person.language, directory=tx.directory))


def leave(first: date, back: date, person: Person, tx: Tx, *, until: date | None = None) -> Leave:
    """That leave, with the first working day of his chamber from `back` on; of one that has begun, the rest. `until`: the last day as he
    said it. Raises Refused for one that is over or far too long."""
    today = tx.today(person.zone)
    words = tx.words(person.language, person.zone)
    if back <= max(today, first) or (until is not None and until < today):
        raise Refused(
            "{day} is past. Type a day to come, for example: leave until {example}.",
            day=words.day(until or back, today),
            example=example(person, tx),
        )
    if back > today + LONGEST:
        raise Refused(
            "{day} is more than a year away. Type a nearer day, for example: leave until {example}.",
            day=written(back, person.language),
            example=example(person, tx),
        )
    return Leave(first=max(first, today), back=next_working_day(back, person.chamber, tx.calendar))


def example(person: Person, tx: Tx, *, language: str = "") -> str:
    """A day as this person would type it. `language`: that of the text in which it stands, where it is not his own."""
    return short(tx.today(person.zone) + _EXAMPLE_AFTER, language or person.language)


def _refused(problem: Problem) -> Refused:
    return Refused(problem.message, **problem.values)
