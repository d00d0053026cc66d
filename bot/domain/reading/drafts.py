"""A page on which answers are being found: each uses up its span, so that no word answers two questions and what is left is prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from unicodedata import category

from bot.domain.dates import Found, find_dates
from bot.domain.fields import Problem, Question
from bot.domain.folding import fold
from bot.domain.reading.answers import Reading, read_answer
from bot.domain.reading.grammar import Grammar
from bot.domain.reading.layout import Page

USED = "\x00"
_ENTITY = re.compile(r"(&#?[a-z0-9]{2,8});")
"""Somebody who types "&lt;" means four letters: its last is no separator."""
_PICTURES = ("So", "Sk", "Cf", "Mn", "Cn", "Zs")
_LINE_OF_ITS_OWN = re.compile(r"\n(?=[ ]*(?:jusqu|avant|until|before)\w*)", re.IGNORECASE)
_LENGTH_BEFORE = re.compile(r"(\b\w{1,20}\s?(?:mois?|ans?|semaines?|months?|years?|weeks?))(\s+)(?=(?:avant|before)\b)")
_BETWEEN = re.compile(r"\s*(?:\x00+|,(?!\d)|;|\n|\t|\s-\s|\s\|\s|\s/\s|\s·\s|[.!?](?=\s|$)|\s\+\s)\s*")


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """One thing to ask. `candidates` are the answers to offer, as stored text: ISO days, values of options, codes of chambers."""

    field: str
    problem: Problem
    candidates: tuple[str, ...] = ()


@dataclass
class Draft:
    """The answers while they are being found. `rest` is the folded page in which every used span is blotted out."""

    page: Page
    rest: str
    answers: dict[str, Any] = field(default_factory=dict)
    doubts: dict[str, Doubt] = field(default_factory=dict)
    labelled: int = 0
    cued: int = 0
    quoted: bool = False
    days: tuple[Found, ...] = ()
    start: int = 0
    lead: tuple[int, int] = (0, 0)

    @property
    def capitals(self) -> bool:
        """Whether the page is typed with capitals where they belong: then a town has one."""
        return self.page.text != self.page.text.lower()

    def use(self, start: int, end: int) -> None:
        """Blots out a span: it has answered."""
        self.rest = self.rest[:start] + USED * (end - start) + self.rest[end:]

    def open(self, name: str) -> bool:
        """Whether the question has neither an answer nor a doubt."""
        return name not in self.answers and name not in self.doubts

    def segments(self, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """The spans between separators that are not used up, brackets kept whole."""
        stop = len(self.rest) if end is None else end
        masked = re.sub(r"\([^()\n]*\)", lambda inside: "(" + "_" * (len(inside[0]) - 2) + ")", self.rest[:stop])
        for separator in [*_BETWEEN.finditer(masked, start, stop), None]:
            until = separator.start() if separator else stop
            if masked[start:until].strip(" \x00.,:-"):
                yield start, until
            start = separator.end() if separator else stop

    def take(self, question: Question, start: int, end: int, reading: Reading) -> bool:
        """Answers a question with a span of the page; a span that cannot be read becomes a doubt."""
        typed = _unadorned(self.page.text[start:end]).strip(" ,:-–—/|")
        typed = _unquoted(typed if _ENTITY.search(typed[-10:].lower()) else typed.strip(" ,;:-–—/|"))
        return bool(typed) and self.give(question, typed, start, end, reading)

    def give(self, question: Question, typed: str, start: int, end: int, reading: Reading) -> bool:
        """The same with the words as they are to be understood."""
        value = read_answer(question, typed, reading)
        if value is None or value == "":
            return False
        if isinstance(value, Problem):
            self.doubts[question.name] = Doubt(field=question.name, problem=value, candidates=_proposed(question, typed, reading))
        else:
            self.answers[question.name] = value
        self.use(start, end)
        if question.lead:
            self.lead = (start, end)
        return True


def _without_lengths(page: Page, grammar: Grammar) -> str:
    """The page as its days are looked for: in "CDD 12 mois avant le 15/12" nothing is counted back from that day, and a line that begins
    with "jusqu'au" does not go on with the day before it."""
    text = _LINE_OF_ITS_OWN.sub(";", page.text)
    for length in _LENGTH_BEFORE.finditer(page.folded):
        line = page.folded[page.folded.rfind("\n", 0, length.start()) + 1 : length.start()]
        if "\n" in length[2] or any(grammar.option_in(question.name, line) for question in grammar.of_type("choice")):
            text = text[: length.start()] + ";" * len(length[1]) + text[length.end(1) :]
    return text


def _unadorned(text: str) -> str:
    """Without the pictures at its ends: "Flers 📍" is Flers."""
    ends = [place for place, letter in enumerate(text) if category(letter) not in _PICTURES]
    return text[ends[0] : ends[-1] + 1] if ends else ""


def _unquoted(text: str) -> str:
    return text[1:-1].strip() if len(text) > 2 and fold(text[0]) == fold(text[-1]) == '"' else text


def _proposed(question: Question, typed: str, reading: Reading) -> tuple[str, ...]:
    if question.type == "chamber":
        return tuple(chamber.code for chamber in reading.directory.suggest(typed))
    return tuple(str(option.value) for option in question.choice or ()) if question.type == "choice" else ()


def draft_of(page: Page, grammar: Grammar, reading: Reading) -> Draft:
    """A page of which nothing has been understood yet, but where its days are."""
    found = find_dates(_without_lengths(page, grammar), now=reading.now, zone=reading.zone, day_first=reading.language != "en")
    return Draft(page=page, rest=_ENTITY.sub(r"\1_", page.folded), days=found)
