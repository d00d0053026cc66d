"""Which field of an item is meant, and its new value, however they are typed: "lieu : Rouen", "lieu Rouen", "3 Rouen", "date 18/12"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from bot.domain.contribution import Kind
from bot.domain.fields import Question
from bot.domain.folding import fold
from bot.domain.folding import words as folded
from bot.wording import Words

_THE_DAY = ("date", "la date", "day", "the date")
_LITTLE = ("le", "la", "l", "les", "the", "en", "to", "au")
_WORD = re.compile(r"[a-z0-9]+")


def names_of(kind: Kind, words: Words) -> Mapping[str, Question]:
    """The questions by all that can be said for them, folded: a label, a number of the list, "date" where there is but one."""
    named = {str(number): question for number, question in enumerate(kind.questions, start=1)}
    days = [question for question in kind.questions if question.type == "date"]
    named |= {name: days[0] for name in _THE_DAY if len(days) == 1}
    for question in kind.questions:
        said = (*question.labels, words.text(question.label), question.label, question.name)
        named |= {folded(name): question for name in said}
    return named


def field_and_value(what: str, head: str, value: str, kind: Kind, words: Words) -> tuple[Question | None, str]:
    """The question, None when none is named, and the value as typed. `what`: what follows the verb, folded; `head`: the text before a
    colon as typed, `value` what follows it."""
    said, named = what.split(), names_of(kind, words)
    while said[:1] and said[0] in _LITTLE and len(said) > 1:
        del said[0]
    if value or " ".join(said) in named:
        return named.get(" ".join(said)), value
    for count in range(len(said) - 1, 0, -1):
        if question := named.get(" ".join(said[:count])):
            return question, typed_as(" ".join(said[count:]), head)
    return None, value


def typed_as(folded_words: str, head: str) -> str:
    """These words where they stand in the text, with their accents and signs; to its end, when they are its last."""
    said = folded_words.split()
    text = unicodedata.normalize("NFC", head)
    found = list(_WORD.finditer(fold(text)))
    for place in range(len(found) - len(said), -1, -1):
        run = found[place : place + len(said)]
        if [word[0] for word in run] == said:
            last = run[-1] is found[-1]
            return text[run[0].start() : None if last else run[-1].end()].strip()
    return " ".join(said)
