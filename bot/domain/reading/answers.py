"""One answer, read: what a member typed for one question becomes a value, or the sentence that says what to type instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.chambers import Directory
from bot.domain.dates import Ambiguous, Day, Impossible, Sense, read_date, written
from bot.domain.fields import LISTS, ChamberCode, Choice, Link, Problem, Question, RichText
from bot.domain.folding import fold, plain, words
from bot.domain.i18n import mark as _
from bot.domain.messages import InputType
from bot.domain.reading.days import PAST_OR_NEXT_YEAR
from bot.domain.reading.lists import READ_LIST, read_flag, read_number

FURTHEST = timedelta(days=366)
"""A day that must lie ahead is accepted up to a year ahead: later is a slip of the year."""

SOON = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """For whom and when an answer is read. `now` is an aware instant, `zone` an IANA name, `language` "fr" or "en".

    `group`: the working group of the channel, where it has one. `in_form`: the answer was typed in a form or as a correction, so that a
    day must lie ahead where the question says so; a text that is filed as it stands (an old advertisement) keeps its own days.
    """

    now: datetime
    zone: str
    language: str
    directory: Directory
    in_form: bool = False
    group: str = ""

    @cached_property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(self.zone)).date()

    def written(self, day: date) -> str:
        """The day as this reader reads it."""
        return written(day, self.language)


def read_answer(question: Question, raw: str, reading: Reading) -> Any | Problem:
    """The value of one answer: a date, an option, a chamber's code or a text, None or "" for a blank that may be; else a Problem."""
    if question.type in LISTS:
        return READ_LIST[question.type](plain(raw), reading.directory, reading.today)
    typed = plain(raw).strip() if question.type != "rich_text" else raw.strip()
    if not words(typed) and not _says_something(typed):
        return _blank(question)
    if question.limit is not None and len(typed) > question.limit:
        return Problem(_("At most {limit} characters: this has {count}."), {"limit": question.limit, "count": len(typed)})
    return _READERS[question.type](question, typed, reading)


def _says_something(typed: str) -> bool:
    """Letters of any script, or signs: not only blanks that no one sees (U+2800 is a drawn blank)."""
    return any(character.isprintable() and not character.isspace() and character != "\u2800" for character in typed)


def _blank(question: Question) -> Any | Problem:
    if question.required:
        return Problem(_("This is needed."))
    return None if question.type in ("date", "choice", "number", "flag") else ""


def _read_text(_question: Question, typed: str, _reading: Reading) -> str:
    return " ".join(typed.split())


def _read_rich_text(_question: Question, typed: str, _reading: Reading) -> RichText:
    return RichText(typed)


def _read_choice(question: Question, typed: str, reading: Reading) -> Choice | Problem:
    assert question.choice is not None
    wanted = words(typed)
    for option in question.choice:
        if wanted in {words(name) for name in (option.value, option.label, *option.words)}:
            return option
    options = ", ".join(_spoken(option, reading.language) for option in question.choice)
    return Problem(_("“{typed}” is not among: {options}."), {"typed": typed, "options": options})


def _spoken(option: Choice, language: str) -> str:
    """Its word in the reader's language: English is the message id, and the first word is French."""
    return option.label if language == "en" or not option.words else option.words[0]


def _read_day(question: Question, typed: str, reading: Reading) -> date | Problem:
    meant = _day_behind(typed, reading) if question.past else _meant(typed, "future", reading)
    match meant:
        case Day(value=day):
            return _within(question, day, reading)
        case Impossible(typed=impossible):
            return does_not_exist(impossible)
        case Ambiguous():
            return doubtful(typed, meant, reading)
        case None:
            return Problem(_("I cannot read “{typed}” as a date. Type it like {example}."), _as_typed(typed, reading))


def _meant(typed: str, sense: Sense, reading: Reading) -> Day | Ambiguous | Impossible | None:
    return read_date(typed, now=reading.now, zone=reading.zone, sense=sense, day_first=reading.language != "en")


def _day_behind(typed: str, reading: Reading) -> Day | Ambiguous | Impossible | None:
    """A day that lies behind. One that would come next week is hardly one of a year ago: it is asked."""
    behind, near = _meant(typed, "past", reading), _meant(typed, "any", reading)
    if isinstance(behind, Day) and isinstance(near, Day) and near.value.year > behind.value.year:
        same_day = (near.value.month, near.value.day) == (behind.value.month, behind.value.day)
        if same_day and reading.today < near.value <= reading.today + SOON:
            return Ambiguous((behind.value, near.value), PAST_OR_NEXT_YEAR)
    return behind


def _as_typed(typed: str, reading: Reading) -> Mapping[str, str]:
    return {"typed": typed, "example": reading.written(reading.today + timedelta(days=14))}


def _within(question: Question, day: date, reading: Reading) -> date | Problem:
    first, last = reading.today, reading.today + FURTHEST
    if not (question.future and reading.in_form) or first <= day <= last:
        return day
    return Problem(
        _("{day} is not possible here: from {first} to {last}."),
        {"day": reading.written(day), "first": reading.written(first), "last": reading.written(last)},
    )


def does_not_exist(typed: str) -> Problem:
    """31/02: no calendar has it."""
    return Problem(_("{typed} does not exist."), {"typed": typed})


def doubtful(typed: str, meant: Ambiguous, reading: Reading) -> Problem:
    """What was typed may mean several days: the sentence names them."""
    days = [reading.written(day) for day in meant.candidates]
    if len(days) == 1:
        return Problem(_("“{typed}”: do you mean {day}? Type the date in full."), {"typed": typed, "day": days[0]})
    return Problem(_("“{typed}”: {first} or {second}? Type the date in full."), {"typed": typed, "first": days[0], "second": days[-1]})


def _read_chamber(_question: Question, typed: str, reading: Reading) -> ChamberCode | Problem:
    chamber = reading.directory.resolve(typed, reading.today)
    return ChamberCode(chamber.code) if chamber else unknown_chamber(typed, reading)


def unknown_chamber(typed: str, reading: Reading) -> Problem:
    """No chamber has that name: the sentence names the three closest."""
    regions = [chamber.region for chamber in reading.directory.near(typed)]
    if not regions:
        return Problem(_("I do not know “{typed}”. Type a region or a department, for example Normandie or 973."), {"typed": typed})
    names = dict(zip(("first", "second", "third"), [*regions, "", "", ""], strict=False))
    return Problem(_("I do not know “{typed}”. {first}, {second} or {third}?"), {"typed": typed, **names})


_ADDRESS = re.compile(r"https?://[^\s/?#@]+\.?[^\s]*", re.IGNORECASE)


def _read_link(_question: Question, typed: str, _reading: Reading) -> Link | Problem:
    if _ADDRESS.fullmatch(typed):
        return Link(typed)
    return Problem(_("“{typed}” is not a link: it begins with https:// or http://."), {"typed": typed})


_READERS: Mapping[InputType, Callable[[Question, str, Reading], Any]] = {
    "text": _read_text,
    "rich_text": _read_rich_text,
    "choice": _read_choice,
    "date": _read_day,
    "chamber": _read_chamber,
    "link": _read_link,
    "number": lambda _question, typed, _reading: read_number(typed),
    "flag": lambda _question, typed, _reading: read_flag(typed),
}


def same(one: str, other: str) -> bool:
    """Whether two texts say the same, but for case, accents and punctuation."""
    return fold(one) == fold(other) or words(one) == words(other)
