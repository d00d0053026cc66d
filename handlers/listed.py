"""Answers that are lists, as one reads them: who does what until when, what was decided and how. Their stored form is for files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.domain.digest import RESULTS
from bot.domain.folding import words as folded
from bot.domain.messages import InputType
from bot.domain.records import ActionItem, Attendee, Decision, list_of
from bot.wording import Words


def in_words(kind: InputType, stored: str, words: Words, today: date) -> str:
    """A list in one line; what is more than a name has its number, by which it is spoken of."""
    entries = list_of(kind, stored)
    if kind == "attendance":
        return ", ".join(_named(one) for one in entries)
    said = [_entry(one, words, today) for one in entries]
    return " · ".join(f"{number}. {one}" for number, one in enumerate(said, start=1)) if len(said) > 1 else "".join(said)


def result_of(decision: Decision, words: Words) -> str:
    """How it was taken, as read behind its words; empty where nobody said so, or they say it themselves."""
    result = words.text(RESULTS[decision.result]) if decision.result else ""
    return "" if folded(result) in folded(decision.text) else result


def _named(one: Attendee) -> str:
    return f"{one.name} ({one.persons})" if one.persons else one.name


def _entry(one: Decision | ActionItem | str, words: Words, today: date) -> str:
    return one if isinstance(one, str) else " – ".join(part for part in _parts(one, words, today) if part)


def _parts(one: Decision | ActionItem, words: Words, today: date) -> Iterator[str]:
    if isinstance(one, Decision):
        yield from (one.text, result_of(one, words))
    else:
        yield from (one.who, one.what, words.day(one.due, today) if one.due else one.said)
