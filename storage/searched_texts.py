"""The texts of a contribution that are searched, and which of its entries says what was looked for."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.domain.contribution import Contribution, Kind
from bot.domain.fields import Choice, Question, as_text
from bot.domain.records import ActionItem, Attendee, Decision
from storage.search_index import Word
from storage.stems import stems

_NOT_SEARCHED = ("date", "chamber", "link", "flag", "number")
_SIGNS = re.compile(r"\]\([^)\s]*\)|<[^>\s]*>|[\\*~`]")
_RESULTS: Mapping[str, str] = {
    "unanimous": "unanimité unanimous",
    "majority": "majorité majority",
    "consensus": "consensus",
    "rejected": "rejeté rejected",
    "deferred": "reporté deferred",
}
_MONTHS = (
    *("janvier january", "février february", "mars march", "avril april", "mai may", "juin june", "juillet july", "août august"),
    *("septembre september", "octobre october", "novembre november", "décembre december"),
)
_COUNTED = ("decisions", "actions")
"""Types of answers whose entries are spoken of by their place."""


@dataclass(frozen=True, kw_only=True)
class Saying:
    """An entry of a list: of which type the list is, the entry's place in it from 1, and its text as typed."""

    type: str
    place: int
    text: str


def texts_of(item: Contribution, kind: Kind) -> Iterator[str]:
    """Its answers of today, the words by which its kind is called, its topics and its year."""
    for question in kind.questions:
        yield from _answer(question, getattr(item, question.name))
    command = kind.cls.command
    said = item.said_at or item.filed_at
    yield " ".join((command.french, command.english, *kind.cls.said[:1], *item.topics, str(said.year)))


def took_place_on(item: Contribution, kind: Kind) -> date | None:
    """The day that it is about, where it says one: that of a meeting, of a piece of news."""
    days = (getattr(item, question.name) for question in kind.questions if _is_its_day(question))
    return next((day for day in days if day), None)


def saying(item: Contribution, kind: Kind, words: Sequence[Word]) -> Saying | None:
    """The entry that says most of the words, when it says more of them than the heading does."""
    most, found = _said_in(item.heading(), words), None
    for question in kind.questions:
        for place, entry in enumerate(getattr(item, question.name) if question.type in _COUNTED else (), start=1):
            said = _said_in(_entry(entry), words)
            if said > most:
                most, found = said, Saying(type=question.type, place=place, text=_sentence(entry))
    return found


def _said_in(text: str, words: Sequence[Word]) -> int:
    known = set(stems(text))
    return sum(any(known.issuperset(way) for way in word) for word in words)


def _answer(question: Question, value: Any) -> Iterator[str]:
    if not value:
        return
    if _is_its_day(question):
        yield f"{value:%d %m %Y} {value.day} {_MONTHS[value.month - 1]}"
    elif isinstance(value, Choice):
        # what a thing that is needed may be called are other things: "modèle" is no "statuts"
        yield " ".join((str(value.value), *(() if question.shape == "need" else value.words)))
    elif isinstance(value, tuple):
        yield from (_entry(entry) for entry in value)
    elif question.type not in _NOT_SEARCHED:
        yield _read(str(value)) if question.type == "rich_text" else as_text(value)


def _is_its_day(question: Question) -> bool:
    return question.type == "date" and (question.shape in ("first_day", "last_day") or question.inferred == "today")


def _entry(entry: Any) -> str:
    """All that an entry says, without the codes of its text form."""
    if isinstance(entry, Attendee):
        return entry.name
    if isinstance(entry, Decision):
        return f"{entry.text} {_RESULTS.get(entry.result, '')}"
    if isinstance(entry, ActionItem):
        return f"{entry.who} {entry.what} {entry.said}"
    return str(entry)


def _sentence(entry: Any) -> str:
    return f"{entry.who}, {entry.what}" if isinstance(entry, ActionItem) else str(entry.text)


def _read(markdown: str) -> str:
    """A member's Markdown without its signs, which would cut words, and without addresses: ten times as quick as `plain`."""
    return _SIGNS.sub("", html.unescape(markdown) if "&" in markdown else markdown)
