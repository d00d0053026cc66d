"""Answers out of a page, for one kind: labelled first, then the days, options and numbers that stand in its sentences."""

from __future__ import annotations

import re
from typing import Any

from bot.domain.dates import Ambiguous, Day, Found, Impossible, Period
from bot.domain.fields import Problem, Question, as_text
from bot.domain.i18n import mark as _
from bot.domain.reading import shapes
from bot.domain.reading.answers import Reading, does_not_exist, doubtful
from bot.domain.reading.days import SEVERAL_DAYS
from bot.domain.reading.drafts import USED, Doubt, Draft
from bot.domain.reading.grammar import Grammar

_HEDGE = re.compile(
    r"[^.\n]{0,20}\b(?:je crois|a confirmer|peut-etre|il me semble|sauf erreur|a verifier|to be confirmed|tbc|i think|maybe)\b"
)
_OR = re.compile(r"\s*(?:ou|or|/)\s*")


def fill_labelled(draft: Draft, grammar: Grammar, reading: Reading, start: int = 0) -> None:
    """As in "Employeur : X", wherever a line or a part of one begins so; a label alone on its line names the next line."""
    labels = [match for match in grammar.labels.finditer(draft.page.folded) if match.start() >= start]
    stops = [match.start() for match in labels[1:]] + [len(draft.rest)]
    for label, stop in zip(labels, stops, strict=False):
        question = grammar.questions[grammar.by_label[" ".join(label["label"].split())]]
        line = re.compile(r"\s*[^\n]*").match(draft.page.folded, label.end(), stop)
        if line is None or not line[0].strip() or not draft.open(question.name):
            continue
        if _labelled(draft, grammar, question, (label.end(), line.end()), reading):
            draft.use(label.start(), label.end())
            draft.labelled += 1


def _labelled(draft: Draft, grammar: Grammar, question: Question, span: tuple[int, int], reading: Reading) -> bool:
    start, end = span
    if question.type == "choice":
        return _take_option(draft, grammar, question, start, end) or draft.take(question, start, end, reading)
    if question.type == "date":
        inside = [found for found in draft.days if start <= found.start < end]
        return _take_day(draft, question, inside[0], reading) if inside else draft.take(question, start, end, reading)
    if question.lead:
        return draft.take(question, *next(draft.segments(start, end), span), reading)
    if question.type == "link" and (link := shapes.LINK.search(draft.page.text, start, end)):
        return draft.take(question, *link.span(), reading)
    return draft.take(question, start, end, reading)


def _take_option(draft: Draft, grammar: Grammar, question: Question, start: int, end: int) -> bool:
    """The option a span says first. Two joined by "ou" are a doubt, and so is one that the author is not sure of."""
    found = grammar.option_in(question.name, draft.rest[start:end])
    if not found:
        return False
    match, option = found
    first, last = start + match.start(), start + match.end()
    joined = _OR.match(draft.rest, last)
    other = grammar.option_in(question.name, draft.rest[joined.end() : end]) if joined else None
    if other and other[0].start() == 0 and joined and other[1] is not option:
        _doubt(draft, question, draft.page.text[first : joined.end() + other[0].end()], (option, other[1]))
        last = joined.end() + other[0].end()
    elif hedge := _HEDGE.match(draft.rest, last):
        _doubt(draft, question, draft.page.text[first : hedge.end()], (option,))
    else:
        draft.answers[question.name] = option
    draft.use(first, last)
    return True


def _doubt(draft: Draft, question: Question, typed: str, values: tuple[Any, ...]) -> None:
    problem = Problem(_("“{typed}” is not sure: which one is it?"), {"typed": " ".join(typed.split())})
    draft.doubts[question.name] = Doubt(field=question.name, problem=problem, candidates=tuple(as_text(value) for value in values))


def _take_day(draft: Draft, question: Question, found: Found, reading: Reading) -> bool:
    typed = draft.page.text[found.start : found.end].strip()
    match found.reading:
        case Day(value=day):
            draft.answers[question.name] = day
        case Impossible(typed=impossible):
            draft.doubts[question.name] = Doubt(field=question.name, problem=does_not_exist(impossible))
        case Period(start=first, end=last):
            _ask_day(draft, question, typed, Ambiguous((first, last), SEVERAL_DAYS), reading)
        case Ambiguous():
            _ask_day(draft, question, typed, found.reading, reading)
    draft.use(found.start, found.end)
    return True


def _ask_day(draft: Draft, question: Question, typed: str, meant: Ambiguous, reading: Reading) -> None:
    candidates = tuple(day.isoformat() for day in meant.candidates)
    draft.doubts[question.name] = Doubt(field=question.name, problem=doubtful(typed, meant, reading), candidates=candidates)


def fill_days(draft: Draft, grammar: Grammar, reading: Reading) -> None:
    """The days that stand after (or just before) the words by which the question is cued: "candidatures jusqu'au 31 mars"."""
    for question in grammar.of_type("date"):
        cue = grammar.cues.get(question.name)
        previous = 0
        for found in draft.days if cue and draft.open(question.name) else ():
            around = (draft.page.folded[max(previous, found.start - 60) : found.start], draft.page.folded[found.end : found.end + 20])
            previous = found.end
            if cue and USED not in draft.rest[found.start : found.end] and _cued(cue, *around):
                _take_day(draft, question, found, reading)
                draft.cued += 1
                break


def _cued(cue: re.Pattern[str], before: str, after: str) -> bool:
    sentence = re.split(r"\n\s*\n|[.!?]\s", before)[-1]
    return bool(cue.search(sentence)) or bool(cue.match(after.lstrip(" ,(")))


def fill_cued_texts(draft: Draft, grammar: Grammar, reading: Reading) -> None:
    """Texts that follow their cue up to the end of the phrase: "prise de poste le 1er avril"."""
    for name, cue in grammar.cues.items():
        question = grammar.questions[name]
        match = cue.search(draft.rest) if question.type == "text" and not question.shape and draft.open(name) else None
        if match and (value := re.compile(r"\s*:?\s*([^\n.,;\x00]+)").match(draft.rest, match.end())):
            draft.take(question, value.start(1), value.end(1), reading)
            draft.use(match.start(), match.end())


def fill_options(draft: Draft, grammar: Grammar) -> None:
    """Choices by their words: outside the lead first, since a "stagiaire cartographie" may have a CDI."""
    for question in grammar.of_type("choice"):
        if draft.open(question.name) and not _take_option(draft, grammar, question, draft.lead[1], len(draft.rest)):
            used = (draft.page.folded[slice(*draft.lead)], draft.page.folded[: draft.start])
            inside = [found for text in used if (found := grammar.option_in(question.name, text))]
            if not _take_option(draft, grammar, question, 0, draft.lead[0]) and inside:
                draft.answers[question.name] = inside[0][1]


def fill_shapes(draft: Draft, grammar: Grammar, reading: Reading) -> None:
    """Addresses, sums, lengths and working times, wherever they stand; a length only beside the choice that it qualifies."""
    for question in grammar.questions.values():
        match = _shape_of(draft, question) if draft.open(question.name) else None
        if match:
            draft.take(question, match.start(), match.end(), reading)


def _shape_of(draft: Draft, question: Question) -> re.Match[str] | None:
    if question.type == "link":
        return shapes.LINK.search(draft.page.text)
    match = shapes.find(question.shape, draft.rest)
    return None if match and question.shape == "duration" and not _qualifies(draft, match) else match


def _qualifies(draft: Draft, length: re.Match[str]) -> bool:
    """Right after a used word ("CDD 12 mois", "CDD de 6 mois"), or a segment of its own."""
    before, after = draft.rest[: length.start()], draft.rest[length.end() :]
    return bool(re.search(r"\x00\s*(?:\(|de |d'|for |of |, )?\s*$", before)) or bool(
        re.search(r"(?:^|[,;\n]|\s-)\s*$", before) and re.match(r"\s*(?:$|[,;.\n\x00]|-\s)", after)
    )
