"""Answers out of a page, for one kind: labelled first, then the days, options and numbers that stand in its sentences."""

from __future__ import annotations

import re
from typing import Any

from bot.domain.dates import Ambiguous, Day, Found, Impossible, Period
from bot.domain.fields import Problem, Question, as_text
from bot.domain.folding import fold
from bot.domain.i18n import mark as _
from bot.domain.reading import shapes
from bot.domain.reading.answers import Reading, does_not_exist, doubtful
from bot.domain.reading.cues import Claim, claims
from bot.domain.reading.days import SEVERAL_DAYS
from bot.domain.reading.daywords import MONTH
from bot.domain.reading.drafts import USED, Doubt, Draft
from bot.domain.reading.grammar import Grammar

_HEDGE = re.compile(
    r"[^.\n]{0,20}\b(?:je crois|a confirmer|peut-etre|il me semble|sauf erreur|a verifier|to be confirmed|tbc|i think|maybe)\b"
)
_UNSETTLED = (
    r"(?:est |reste |encore )*(?:a (?:definir|preciser|confirmer|determiner|negocier|convenir)|selon (?:le )?profil|non (?:precise|"
    r"defini)e?|"
    r"to be (?:defined|confirmed|agreed)|tbd|tbc)\b"
)
_FOLLOWS = re.compile(r"\s*:?\s*([^\n.,;()\x00]+)")
_OF = re.compile(r"(?:de |du |des |d')")
_MONTHS = re.compile(
    rf"(?:(?:le |la |l'|fin |mi-|debut )?(?:mois de |mois d')?(?:{MONTH})|(?:la )?rentree|(?:l')?(?:ete|automne|hiver)|printemps)\b"
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
    """The days whose question the words around them say: "candidatures jusqu'au 31 mars", "début 4 janvier"."""
    unused = [found for found in draft.days if USED not in draft.rest[found.start : found.end]]
    claimed = list(claims(unused, draft.page.folded, grammar)) if unused else []
    for question in grammar.of_type("date"):
        own = [claim for claim in claimed if claim.name == question.name]
        if own and draft.open(question.name):
            _choose_day(draft, grammar, question, own, reading)
            draft.cued += 1
    for name in grammar.cues:
        question = grammar.questions[name]
        own = [claim for claim in claimed if claim.name == name and USED not in draft.rest[claim.start : claim.found.end]]
        if own and question.type == "text" and draft.open(name):
            _take_text(draft, question, own[0], reading)


def _choose_day(draft: Draft, grammar: Grammar, question: Question, own: list[Claim], reading: Reading) -> None:
    """The day that a noun names ("candidatures avant le 15/12") before one after a preposition alone; several that say the same of
    different days are a doubt, and so is one that may say how long a contract lasts."""
    lasting = [claim for claim in own if claim.contested]
    own = [claim for claim in own if claim.strong] or [claim for claim in own if not claim.contested] or own
    days = dict.fromkeys(claim.found.reading.value for claim in own if isinstance(claim.found.reading, Day))
    first = own[0]
    if len(days) > 1 or first.contested:
        _doubt(draft, question, draft.page.text[first.start : first.found.end], tuple(days))
    else:
        _take_day(draft, question, first.found, reading)
    for claim in own:
        draft.use(claim.start, claim.found.end)
    for length in (one for one in grammar.questions.values() if one.shape == "duration" and draft.open(one.name)):
        for claim in lasting:
            if claim not in own and draft.open(length.name):
                draft.take(length, claim.start, claim.found.end, reading)


def _take_text(draft: Draft, question: Question, claim: Claim, reading: Reading) -> None:
    """The words about a day, for a question that takes words: after "début", but with "dès"."""
    text = draft.page.folded[claim.after : claim.found.end]
    after = claim.after + max(text.rfind(":") + 1, 0)
    after += len(draft.page.folded[after : claim.found.end]) - len(draft.page.folded[after : claim.found.end].lstrip())
    draft.take(question, after, claim.found.end, reading)
    draft.use(after if question.shape else claim.start, claim.found.end)  # "CDD du 4 au 15" says what contract it is as well


def fill_cued_texts(draft: Draft, grammar: Grammar, reading: Reading) -> None:
    """Texts that follow their cue up to the end of the phrase: "prise de poste dès que possible". A cue that is no label ("à partir de")
    takes a month and nothing else: "à partir de 1 900 €" is none."""
    for name, cue in grammar.cues.items():
        question = grammar.questions[name]
        for match in cue.finditer(draft.rest) if question.type == "text" and not question.shape and draft.open(name) else ():
            value = _FOLLOWS.match(draft.rest, match.end())
            named = " ".join(match[0].split()) in grammar.by_label and not _OF.match(value[1] if value else "")
            if value and (named or _MONTHS.match(value[1])):
                end = min(
                    [
                        value.end(1),
                        *(found.start() for other in grammar.cues.values() for found in other.finditer(draft.rest, *value.span(1))),
                    ]
                )
                draft.take(question, value.start(1), end, reading)
                draft.use(match.start(), match.end())
                break


def fill_options(draft: Draft, grammar: Grammar) -> None:
    """Choices by their words: outside the lead first, since a "stagiaire cartographie" may have a CDI."""
    for question in grammar.of_type("choice"):
        if draft.open(question.name) and not _take_option(draft, grammar, question, draft.lead[1], len(draft.rest)):
            used = (draft.page.folded[slice(*draft.lead)], draft.page.folded[: draft.start])
            inside = [found for text in used if (found := grammar.option_in(question.name, text))]
            if not _take_option(draft, grammar, question, 0, draft.lead[0]) and inside:
                draft.answers[question.name] = inside[0][1]
        if draft.open(question.name) and (unsettled := _unsettled(draft, question)):
            _doubt(draft, question, unsettled, tuple(question.choice or ()))


def _unsettled(draft: Draft, question: Question) -> str:
    """As in "contrat à définir": what is said of it is that nobody knows yet."""
    labels = "|".join(re.escape(fold(label)) for label in question.labels)
    said = re.search(rf"\b(?:{labels})\s*:?\s*{_UNSETTLED}", draft.page.folded) if labels else None
    return draft.page.text[said.start() : said.end()] if said else ""


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
