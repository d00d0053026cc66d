"""What is typed for a form, read: which field is meant, and what should stand there."""

from __future__ import annotations

import re
from datetime import datetime

from bot.domain.fields import Problem
from bot.domain.folding import words as folded
from bot.domain.messages import Input
from bot.domain.people import Person
from handlers.asking import offered
from handlers.fill import kind_of, question_named, read_input
from storage.forms import Asked
from storage.transaction import Tx

_CLEAR = {"effacer", "clear", "vider", "empty"}
_NUMBERED = re.compile(r"\s*(\d{1,2})(?:\s*[.):=]\s*|\s+)(\S.*)", re.DOTALL)
_LABELLED = re.compile(r"\s*([^:\n]{2,40}?)\s*:\s*(\S.*)", re.DOTALL)


def named(asked: Asked, said: str, tx: Tx) -> Input | None:
    """The field of a number of the list, or of a label."""
    inputs = asked.form.inputs
    if said.isascii() and said.isdecimal() and len(said) < 3:
        return inputs[int(said) - 1] if 0 < int(said) <= len(inputs) and _numbered(asked, int(said)) else None
    question = question_named(kind_of(asked.form.token, tx), said, tx)
    return next((one for one in inputs if question and one.name == question.name), None)


def _numbered(asked: Asked, number: int) -> bool:
    """Whether a number is one of the list: there are others in an answer, but for the number of the very field that is asked again."""
    if not asked.asking:
        return True
    question = asked.form.inputs[number - 1]
    return asked.form.correcting and question.name == asked.asking and question.type in ("date", "choice", "chamber", "link")


def _change(asked: Asked, text: str, tx: Tx) -> tuple[Input, str] | None:
    for pattern in (_NUMBERED, _LABELLED):
        if (found := pattern.fullmatch(text)) and (question := named(asked, found[1], tx)):
            return question, found[2].strip()
    return None


def changes(asked: Asked, text: str, tx: Tx) -> list[tuple[Input, str]]:
    """Each field that is named with its value: one a line, or one with all that follows."""
    lines = [_change(asked, line, tx) for line in text.splitlines() if line.strip()]
    each = [change for change in lines if change]
    if each and len(each) == len(lines):
        return each
    whole = _change(asked, text, tx)
    return [whole] if whole else []


def chosen(question: Input, text: str) -> str | None:
    """The offered answer that is meant by its number or its words."""
    options, said = offered(question), folded(text)
    if said.isdecimal():
        return options[int(said) - 1].value if len(said) < 3 and 0 < int(said) <= len(options) else None
    return next((option.value for option in options if said and said == folded(option.label)), None)


def read(asked: Asked, question: Input, text: str, person: Person, tx: Tx, *, now: datetime) -> str | Problem:
    """One answer in the form's own words, or what is wrong with it. `now` is when it was typed."""
    if folded(text) in _CLEAR and not question.required:
        return ""
    if not any(character.isalnum() for character in text):
        return Problem("I see no word in it: type it in letters or figures.")
    field = kind_of(asked.form.token, tx).question(question.name)
    return read_input(field, text, person, tx, now=now)
