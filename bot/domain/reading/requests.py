"""Requests: somebody asks whoever knows. What is asked for, of which type, how soon, and whether others may see it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.contribution import Kind
from bot.domain.fields import Choice, Problem, Question, as_text
from bot.domain.folding import fold
from bot.domain.i18n import mark as _
from bot.domain.reading import asking
from bot.domain.reading.answers import Reading
from bot.domain.reading.asking import Asked
from bot.domain.reading.drafts import Doubt, Draft
from bot.domain.reading.grammar import Grammar, grammar_of
from bot.domain.reading.judging import SURE, Verdict
from bot.domain.reading.layout import Page

_LEND = re.compile(r"\b(?:preter|prete[rz]?|emprunter|pret d|lend|borrow)\b")
_LEGAL = re.compile(
    r"\b(?:question (?:juridique|sociale|fiscale|comptable|de droit)|legal question|a-t-on le droit|ai-je le droit|est-il possible|"
    r"est-ce possible|"
    r"(?:peut|doit|faut|peuvent|doivent)-(?:on|il|elle|ils|elles)|obligatoire|ou trouver|d'ou vient|savoir si)\b"
)
_WHETHER = re.compile(
    r"\b(?:(?:me|nous|se|lui) demande(?:nt)? si|savoir si (?!d'autres|vous|quelqu)|m'expliquer|nous expliquer|"
    r"comprendre|la difference entre)\b"
)
_NEAR = 4
_PERSON = re.compile(
    r"\b(?:qui|ki) (?:peut|peux|pourrait|saurait|sait|accepterait|viendrait) (?:venir|intervenir|animer|temoigner|parler)|"
    r"\b(?:quelqu'un|qqun|qqn|kelkun|une personne|someone|somebody) (?:qui|ki|pour|who|to)\b"
)
_ANNOUNCED_TYPES = ("comparer", "benchmark", "diffuser une offre")


@dataclass(frozen=True)
class _Found:
    draft: Draft
    points: int
    announced: bool


def judge_request(kind: Kind, page: Page, reading: Reading, *, named: bool = False) -> Verdict:
    """The claim of a kind that is read as a request."""
    grammar = grammar_of(kind.cls)
    draft = Draft(page=page, rest=page.folded)
    text = page.seen
    asked = asking.asked_in(text, page.quoted, grammar, reading) or (asking.whole(text) if named else None)
    if asked is None or (page.discussing and not asked.meant) or (asking.is_talk(text) and not named):
        return Verdict(kind, 0, announced=False, begins=False, draft=draft)
    _fill_topic(draft, grammar, asked, text)
    _fill_type(draft, grammar, asked, fold(text))
    _fill_terms(draft, grammar, fold(page.typed or text))
    if not named and not _is_known(draft, asked):
        return Verdict(kind, 2, announced=False, begins=False, draft=draft)
    return Verdict(kind, SURE + asked.announced, announced=True, begins=asked.announced or asked.first, draft=draft)


def _is_known(draft: Draft, asked: Asked) -> bool:
    """Asked for in so many words; or less clearly ("vous avez ..."), for something of which there is a type."""
    return asked.clear or any(isinstance(answer, Choice) for answer in draft.answers.values())


def _fill_topic(draft: Draft, grammar: Grammar, asked: Asked, text: str) -> None:
    question = next(one for one in grammar.questions.values() if one.shape == "request")
    if asked.topic:
        draft.answers[question.name] = asked.topic[: question.limit]
        return
    said = asked.about or text
    problem = Problem(_("“{typed}”: what exactly is needed?"), {"typed": " ".join(said.split())[:80]})
    draft.doubts[question.name] = Doubt(field=question.name, problem=problem)


def _fill_type(draft: Draft, grammar: Grammar, asked: Asked, folded: str) -> None:
    """The type whose word names what is asked for; a doubt where the words say several, or where a thing is to be lent."""
    question = next((one for one in grammar.of_type("choice") if one.shape == "need"), None)
    if question is None or question.choice is None:
        return
    found = _type_of(question, grammar, asked, folded)
    if _LEND.search(folded) or (found is None and not asked.topic):
        options = (found,) if found else tuple(question.choice)
        problem = Problem(_("“{typed}”: what kind of help is it?"), {"typed": " ".join(asked.text.split())[:80]})
        draft.doubts[question.name] = Doubt(field=question.name, problem=problem, candidates=tuple(as_text(option) for option in options))
    elif found:
        draft.answers[question.name] = found


def _type_of(question: Question, grammar: Grammar, asked: Asked, folded: str) -> Choice | None:
    assert question.choice is not None
    tool, person, information, comparison, offer = question.choice
    announced = fold(asked.announcement)
    thing = _named(question, grammar, fold(asked.object))
    spoken = grammar.option_in(question.name, announced)
    if asking.COMPARING.search(folded) or (spoken and spoken[1] is comparison):
        return comparison
    if spoken:
        return offer if "offre" in announced else spoken[1]
    if _PERSON.search(folded) and not (thing and thing[1] is tool and thing[0].start() < 5):
        return person
    if not _WHETHER.search(folded) and thing and not (thing[1] is person and len(fold(asked.object)[: thing[0].start()].split()) > _NEAR):
        return _closest(thing, information, fold(asked.object))
    return information if _WHETHER.search(folded) or _LEGAL.search(folded) or asking.LAW.match(folded) else None


def _named(question: Question, grammar: Grammar, folded: str) -> tuple[re.Match[str], Choice] | None:
    """The option that a thing is named by, in the singular or the plural."""
    return grammar.option_in(question.name, folded) or grammar.option_in(question.name, re.sub(r"(?<=[a-z]{3})s\b", "", folded))


def _closest(thing: tuple[re.Match[str], Choice], information: Choice, folded: str) -> Choice | None:
    """The word that names the thing stands at its head: "une note sur les conventions" is information, not a model of convention."""
    match, option = thing
    about = re.search(r"\b(?:sur|about|on|concernant|relati\w+)\b", folded)
    return None if about and about.start() < match.start() and option is not information else option


def _fill_terms(draft: Draft, grammar: Grammar, folded: str) -> None:
    for question in grammar.questions.values():
        if question.type == "flag" and any(re.search(rf"\b{re.escape(fold(word))}", folded) for word in question.words):
            draft.answers[question.name] = True
        elif question.type == "choice" and question.shape == "urgency" and (found := grammar.option_in(question.name, folded)):
            draft.answers[question.name] = found[1]
