"""The answers that are names: the lead of a page, its organisation and its town, told apart by how they look and where they stand."""

from __future__ import annotations

import re

from bot.domain.fields import Question
from bot.domain.folding import fold
from bot.domain.reading import shapes
from bot.domain.reading.answers import Reading
from bot.domain.reading.drafts import USED, Draft
from bot.domain.reading.grammar import Grammar

_ENDS_LEAD = re.compile(
    r"\s(?:(?:en|pour|as)\s(?=une?\s|son\s|sa\s|notre\s|l')|pour\s|chez\s|at\s|\()|"
    r"\s(?:en|-)\s*\x00|[,;\n\x00]|\s-\s|\s\|\s|[.!](?=\s|$)|\sdes que\b|"
    r"\s(?:a pourvoir|au sein|est|sont|is)\b|\sa (?:la |l')(?:cress?|association|asso|scop|scic|federation)\b"
)
_ARTICLE = re.compile(r"(?:(?:d'|l')|(?:une?(?:[·./(](?:une|es?)\)?)?|son/sa|le/la|des|du|de la|de|an?|in|the|son|sa|notre)\s+|de l')")
_QUOTED = re.compile(r'"([^"\n]{3,150})"')


def lead_span(draft: Draft, grammar: Grammar, start: int, end: int) -> tuple[int, int] | None:
    """Where the lead stands in a span that begins with it: a quoted name, or the words up to the next separator, without article and
    without an option before it ("un apprenti charpentier" is a charpentier)."""
    quoted = _QUOTED.search(draft.rest, start, end)
    if quoted and not _names_itself(draft, grammar, start, quoted.start()):
        return quoted.span(1)
    start += len(draft.rest[start:end]) - len(draft.rest[start:end].lstrip(" \x00:"))
    if article := _ARTICLE.match(draft.rest[start:end]):
        start += article.end()
    start = _after_option(draft, grammar, start, end)
    stop = _ENDS_LEAD.search(draft.rest, quoted.end() if quoted else start, end)
    last = stop.start() if stop else end
    for question in grammar.of_type("choice"):
        if found := grammar.option_in(question.name, draft.rest[start:last]):
            last = _before_option(draft.rest, start, last, found[0])
    text = draft.page.text[start:last]
    town = shapes.town_after_cue(text, capitals=draft.capitals) if text.upper() != text else None
    if town:
        cue = re.search(r"\s(?:base[e·.()]*\s+)?\w+\s+$", draft.rest[start : start + town[0]])
        last = start + (cue.start() if cue else town[0])
    return (start, last) if draft.rest[start:last].strip(" \x00") else None


def _names_itself(draft: Draft, grammar: Grammar, start: int, end: int) -> bool:
    """Whether the words before a quotation are part of the name: "chargé de mission « santé »" is, "un stagiaire « santé »" is not."""
    options = [grammar.option_in(question.name, draft.rest[start:end]) for question in grammar.of_type("choice")]
    return grammar.begins_like_lead(draft.page.text[start:end]) and not any(options)


def _after_option(draft: Draft, grammar: Grammar, start: int, end: int) -> int:
    for question in grammar.of_type("choice"):
        found = grammar.option_in(question.name, draft.rest[start:end])
        if found and found[0].start() == 0 and grammar.begins_like_lead(draft.page.text[start + found[0].end() : end]):
            follows = re.compile(r"\s+(?:en\s+)?").match(draft.rest, start + found[0].end())
            return follows.end() if follows else start
    return start


def _before_option(rest: str, start: int, last: int, option: re.Match[str]) -> int:
    """A lead ends before "en CDI"; a lead that *is* the option's word keeps it."""
    if option.start() == 0:
        return last
    before = re.search(r"\s*(?:\b(?:en|as|contrat|in)\s*)?$", rest[start : start + option.start()])
    return start + (before.start() if before else option.start())


def fill_names(draft: Draft, grammar: Grammar, reading: Reading, until: int) -> None:
    """Organisations and towns, among the short segments of the head of the page: brackets first, then by their order."""
    for bracket in re.finditer(r"\(([^()\n]*)\)", draft.page.text[:until]):
        for inside in re.finditer(r"[^,;]+", bracket[1]):
            start = bracket.start(1) + inside.start()
            _take_name(draft, grammar, (start, bracket.start(1) + inside.end()), reading, only_towns=True)
    for start, end in list(draft.segments(0, until)):
        _take_name(draft, grammar, (start, end), reading)


def _unused(draft: Draft, start: int, end: int) -> str:
    """The page as typed, with a line's end for every letter that has answered."""
    letters = zip(draft.rest[start:end], draft.page.text[start:end], strict=True)
    return "".join("\n" if rest == USED else letter for rest, letter in letters)


def fill_town(draft: Draft, grammar: Grammar, reading: Reading, start: int, end: int) -> None:
    """A town after its cue: "à Rennes", "based in Lille"."""
    place = _shaped(draft, grammar, "place")
    town = shapes.town_after_cue(_unused(draft, start, end), capitals=draft.capitals) if place else None
    if place and town:
        draft.take(place, start + town[0], start + town[1], reading)


def fill_organisation(draft: Draft, grammar: Grammar, reading: Reading) -> None:
    """An organisation named within a sentence: a chamber however it is typed ("a la cress hdf"), or a name after its common noun."""
    question = _shaped(draft, grammar, "organisation")
    if not question:
        return
    for chamber in re.finditer(r"\bcress?\s+(?=\w)", draft.rest):
        for words in (4, 3, 2, 1):
            name = re.compile(rf"[^\s(),;\x00]+(?:\s[^\s(),;\x00]+){{{words - 1}}}").match(draft.rest, chamber.end())
            if name and reading.directory.resolve(name[0].strip(" .,;:!)"), reading.today):
                draft.take(question, chamber.start(), name.end(), reading)
                return
    if found := shapes.organisation_inside(_unused(draft, 0, len(draft.rest))):
        draft.take(question, *found, reading)


def _shaped(draft: Draft, grammar: Grammar, shape: str) -> Question | None:
    """The question of that shape that is still open."""
    return next((one for one in grammar.questions.values() if one.shape == shape and draft.open(one.name)), None)


def _own(grammar: Grammar, text: str) -> bool:
    """Whether one of its words announces answers: "Envoyer CV et LM" is no organisation."""
    return any(word in grammar.own_words for word in re.findall(r"[a-z']{2,}", fold(text)))


def _take_name(draft: Draft, grammar: Grammar, span: tuple[int, int], reading: Reading, *, only_towns: bool = False) -> None:
    text = draft.page.text[slice(*span)].strip(" ,;:-–—.\"'")
    if not text or len(text.split()) > 8 or fold(text) in grammar.own_words or not any(letter.isalpha() for letter in text):
        return
    organisation, place = _shaped(draft, grammar, "organisation"), _shaped(draft, grammar, "place")
    known = bool(reading.directory.resolve(text, reading.today))
    chamber_name = known and bool(re.match(r"cress?\b|ess france|cncres", fold(text)))
    if place and not chamber_name and (known or shapes.is_town(text)):
        draft.take(place, *span, reading)
    elif (
        organisation
        and not only_towns
        and (chamber_name or shapes.says_organisation(text) or (shapes.is_organisation(text) and not _own(grammar, text)))
        and (name := shapes.organisation(text))
    ):
        draft.give(organisation, name, *span, reading)
