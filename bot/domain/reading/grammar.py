"""The words by which one kind declares that it is recognised, made ready for search once per kind."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.contribution import Contribution
from bot.domain.fields import Choice, Question, fields_of
from bot.domain.folding import fold

_INCLUSIVE = r"(?:[·.(/-]?e\)?)?"
"""What follows a word in its inclusive form: alternant·e, alternant(e). Not the plural: "8 stagiaires" offers no position."""


@dataclass(frozen=True, eq=False)
class Grammar:
    """One kind, as text shows it. All patterns read folded text."""

    name: str
    questions: Mapping[str, Question]
    lead: Question | None
    announced: re.Pattern[str]
    spoken: re.Pattern[str]
    labels: re.Pattern[str]
    by_label: Mapping[str, str]
    sentences: tuple[re.Pattern[str], ...]
    hints: re.Pattern[str] | None
    cues: Mapping[str, re.Pattern[str]]
    cue_letters: tuple[tuple[str, str], ...]
    """The cues of days by their letters alone, with the question of each: "jusquau" is one, however it is cut."""
    options: Mapping[str, tuple[tuple[re.Pattern[str], Choice], ...]]
    lead_words: frozenset[str]
    own_words: frozenset[str]
    """All the words that announce answers: none of them is a town."""

    def option_in(self, field: str, folded: str) -> tuple[re.Match[str], Choice] | None:
        """The option of a choice that a text says first."""
        found = [(match, option) for pattern, option in self.options[field] if (match := pattern.search(folded))]
        return min(found, key=lambda one: (one[0].start(), -one[0].end()), default=None)

    def of_type(self, *types: str) -> list[Question]:
        return [question for question in self.questions.values() if question.type in types]

    def begins_like_lead(self, text: str) -> bool:
        """Whether a group of words begins as the lead often does ("chargé·e de ...", "3 livreurs", "une directrice")."""
        first = _FIRST_WORD.match(fold(text).strip(" \"'"))
        return bool(first) and any(form in self.lead_words for form in _masculine(first[1])) if first else False


_APOSTROPHE = r"(?:'\s?|\s)"
_LITTLE = frozenset(("du", "des", "from"))
"""Words of cues that announce nothing by themselves."""
_FIRST_WORD = re.compile(r"(?:\d{1,2}\s+)?(?:(?:une?[·.(]?e?\)?|an?|in|des)\s+)?([a-z']+)")
_FEMININE = (("trice", "teur"), ("euse", "eur"), ("iere", "ier"), ("ere", "er"), ("enne", "en"), ("e", ""))


def _masculine(word: str) -> list[str]:
    """The forms under which a word may be listed: words are declared in the masculine singular."""
    singular = word.removesuffix("s")
    return [word, singular, *(singular.removesuffix(end) + other for end, other in _FEMININE if singular.endswith(end))]


def grammar_of(kind: type[Contribution]) -> Grammar:
    """The grammar of a kind: compiled at its first use, since a message is read in a few milliseconds only without that."""
    return _grammar_of(kind)  # type: ignore[arg-type] # as in Kind.questions


@functools.cache
def _grammar_of(kind: type[Contribution]) -> Grammar:
    questions = {question.name: question for question in fields_of(kind)}  # type: ignore[arg-type] # as in Kind.questions
    lead = next((question for question in questions.values() if question.lead), None)
    by_label = {_spaced(label): name for name, question in questions.items() for label in (*question.labels, question.label)}
    said = _either(kind.said)
    return Grammar(
        name=kind.kind,
        questions=questions,
        lead=lead,
        announced=re.compile(
            rf"\[?\s*(?:{said})\s*(?:\([^()\n]{{1,30}}\)\s*(?=:))?(?P<mark>[\]:!\n]+|\s?[-/|]\s|"
            rf"[^\w\s\"'(?]+\s*(?=\n)|[^\w\s\x00-\x7f«»“”‘’·–—…]+\s+|$)?\s*"
        ),
        spoken=re.compile(rf"\b(?:{said})\b"),
        labels=re.compile(
            rf"(?:(?m:^)|(?<=[.;,|-]\s)|(?<=\s\s))[ ]*(?P<label>{_either(by_label)})(?:\s+(?:de|d'|du|des|a)\s?[a-z' ]{{1,30}}?)?\s*:[ ]*"
        ),
        by_label=by_label,
        sentences=tuple(_sentence(template) for template in kind.sentences),
        hints=re.compile(rf"\b(?:{_either(kind.hints)})\b") if kind.hints else None,
        cues={name: re.compile(rf"\b(?:{_either(question.cues)})(?!\w)") for name, question in questions.items() if question.cues},
        cue_letters=_letters(questions),
        options={name: _options(question.choice) for name, question in questions.items() if question.choice},
        lead_words=frozenset(fold(word) for word in lead.words) if lead else frozenset(),
        own_words=_own_words(kind, questions),
    )


def _letters(questions: Mapping[str, Question]) -> tuple[tuple[str, str], ...]:
    cues = [(name, re.sub(r"[^a-z]", "", fold(cue))) for name, question in questions.items() if not question.shape for cue in question.cues]
    return tuple(dict.fromkeys(cues))


def _own_words(kind: type[Contribution], questions: Mapping[str, Question]) -> frozenset[str]:
    phrases = [*kind.said, *kind.hints, *(word for question in questions.values() for word in (*question.labels, *question.cues))]
    phrases += [word for question in questions.values() for option in question.choice or () for word in (option.label, *option.words)]
    return frozenset(form for phrase in phrases for word in _spaced(phrase).split() if word not in _LITTLE for form in (word, word + "s"))


def _spaced(phrase: str) -> str:
    return " ".join(fold(phrase).split())


def _either(phrases: Iterable[str]) -> str:
    """The longest first; any blank between words, and for an apostrophe: phones leave it out."""
    folded = sorted({_spaced(phrase) for phrase in phrases}, key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+").replace("'", _APOSTROPHE) for phrase in folded) or r"(?!)"


def _options(choice: type[Choice]) -> tuple[tuple[re.Pattern[str], Choice], ...]:
    return tuple((re.compile(rf"(?<!\w)(?:{_either((option.label, *option.words))}){_INCLUSIVE}(?![\w-])"), option) for option in choice)


def _sentence(template: str) -> re.Pattern[str]:
    """As in "{employer} recrute {title}": the first place is short, the last runs to the end of the sentence."""
    parts = re.split(r"\{(\w+)\}", template)
    pieces = [_fixed(part) if place % 2 == 0 else _place(part, last=place == len(parts) - 2) for place, part in enumerate(parts)]
    return re.compile(r"\s*" + "".join(pieces))


def _fixed(part: str) -> str:
    words = re.escape(_spaced(part)).replace(r"\ ", r"\s+")
    return rf"\s*(?::\s*)?\b{words}\b\s*:?\s*" if words else ""


def _place(name: str, *, last: bool) -> str:
    return rf"(?P<{name}>[^\n?!;]*)" if last else rf"(?P<{name}>[^\n.?!:;]{{2,90}}?)"
