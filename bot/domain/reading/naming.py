"""The answers that are names: the lead of a page, its organisation and its town, told apart by how they look and where they stand."""

from __future__ import annotations

import re

from bot.domain.fields import Question, Shape
from bot.domain.folding import fold
from bot.domain.reading import shapes
from bot.domain.reading.answers import Reading
from bot.domain.reading.drafts import USED, Draft
from bot.domain.reading.grammar import Grammar
from bot.domain.towns import is_known, town_at_end

_ENDS_LEAD = re.compile(
    r"\s(?:(?:en|pour|as)\s(?=une?\s|son\s|sa\s|notre\s|l')|pour\s|chez\s|at\s|\()|"
    r"\s(?:en|-)\s*\x00|[,;\n\x00]|\s-\s|\s\|\s|[.!](?=\s|$)|\sdes que\b|"
    r"\s(?:a pourvoir|au sein|est|sont|is)\b|\sa (?:la |l')(?:cress?|association|asso|scop|scic|federation)\b"
)
_LENGTHS: tuple[Shape, ...] = ("duration", "hours")
_OF = re.compile(r"(?:\b(?:de|du|des|la|le|les|et|en|pour)\s+|')$")
_PLACE_CUE = re.compile(r"\s*(?:\b(?:base[e·.()]* )?(?:a|au|aux|sur|vers|in|at)\s*)?$")
_CUE_FIRST = re.compile(r"[\s,;:-]*(?:a|au|aux|en|sur|in|at|lieu|ville|secteur)\s+")
_JOINS_NEXT = re.compile(r"\s(?:en|pour|-)\s*$")
_ARTICLE = re.compile(r"(?:(?:d'|l')|(?:une?(?:[·./(](?:une|es?)\)?)?|son/sa|le/la|des|du|de la|de|an?|in|the|son|sa|notre)\s+|de l')")
_SEEKS = re.compile(
    r"(?:(?:je|j'|on|nous|i|we|i am|i'm|we are|we're)\s*)?(?:(?:re)?cherch(?:e|ons|er)|recrut(?:e|ons|er)|embauch(?:e|ons|er)|"
    r"(?:ai |a |avons )?besoin|looking for|seek(?:ing)?|hiring|recruiting)\s+(?:d'|de\s+)?"
)
_RUNS = re.compile(rf"{USED}+|[^{USED}]+")
_QUOTED = re.compile(r'"([^"\n]{3,150})"')


def lead_span(draft: Draft, grammar: Grammar, start: int, end: int) -> tuple[int, int] | None:
    """Where the lead stands in a span that begins with it: a quoted name, or the words up to the next separator, without article and
    without an option before it ("un apprenti charpentier" is a charpentier)."""
    quoted = _QUOTED.search(draft.rest, start, end)
    if quoted and not _names_itself(draft, grammar, start, quoted.start()):
        return quoted.span(1)
    start += len(draft.rest[start:end]) - len(draft.rest[start:end].lstrip(" \x00:"))
    start = _after_verb(draft, grammar, start, end)
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
    start, last = _without_lengths(draft, start, last)
    start = _after_town(draft, grammar, start, last)
    last = _before_town(draft, start, last)
    return (start, last) if draft.rest[start:last].strip(" \x00") else None


def _after_verb(draft: Draft, grammar: Grammar, start: int, end: int) -> int:
    """As in "recherche comptable": what one does is no part of what is sought. In "recherche et développement" nobody seeks."""
    verb = _SEEKS.match(draft.rest[start:end])
    if not verb:
        return start
    after = start + verb.end()
    article = _ARTICLE.match(draft.rest[after:end])
    if not grammar.begins_like_lead(draft.rest[after + (article.end() if article else 0) : end]):
        return start
    draft.use(start, after)  # left there, a "Recherche" with its capital would be taken for a town
    return after


def _without_lengths(draft: Draft, start: int, last: int) -> tuple[int, int]:
    """Without a length or a working time before or after it: "2 mois communication", "serveuse 35 h"."""
    for shape in _LENGTHS:
        found = shapes.find(shape, draft.rest[start:last])
        if found and not draft.rest[start : start + found.start()].strip():
            start += found.end()
            start += len(draft.rest[start:last]) - len(draft.rest[start:last].lstrip(" -:"))
        elif found:
            before = re.search(r"\s*(?:\b(?:de|a|pour|en)\s*)?$", draft.rest[start : start + found.start()])
            last = start + (before.start() if before else found.start())
    return start, last


def _after_town(draft: Draft, grammar: Grammar, start: int, last: int) -> int:
    """As in "Kourou cuisinier": what follows a town, where it begins as a lead."""
    for word in re.finditer(r"\s+", draft.rest[start:last]):
        if is_known(draft.page.text[start : start + word.start()]) and grammar.begins_like_lead(draft.rest[start + word.end() : last]):
            return start + word.end()
    return start


def _before_town(draft: Draft, start: int, last: int) -> int:
    """A lead ends before the town that follows it without a sign: "animateur ESS St Laurent du Maroni". In a text with capitals, the town
    has one."""
    text = draft.page.text[start:last].rstrip()
    town = town_at_end(text)
    if not town or _OF.search(draft.rest[start : start + town]) or (draft.capitals and not text[town].isupper()):
        return last
    cue = _PLACE_CUE.search(draft.rest[start : start + town])
    return start + (cue.start() if cue else town)


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
    text = draft.page.text
    runs = _RUNS.finditer(draft.rest, start, end)
    return "".join("\n" * len(run[0]) if run[0][0] == USED else text[run.start() : run.end()] for run in runs)


def fill_town(draft: Draft, grammar: Grammar, reading: Reading, start: int, end: int) -> None:
    """A town after its cue: "à Rennes", "based in Lille"."""
    place = _shaped(draft, grammar, "place")
    town = shapes.town_after_cue(_unused(draft, start, end), capitals=draft.capitals) if place else None
    if place and town:
        draft.take(place, start + town[0], start + town[1], reading)


def fill_town_of_organisation(draft: Draft, grammar: Grammar) -> None:
    """The town of a town's own offer, where no other is said."""
    place = _shaped(draft, grammar, "place")
    named = (str(draft.answers.get(one.name, "")) for one in grammar.questions.values() if one.shape == "organisation")
    if place and (town := next((home for name in named if (home := shapes.home_in(name))), "")):
        draft.answers[place.name] = town


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
    if cue := _CUE_FIRST.match(draft.rest, *span):
        joins = _JOINS_NEXT.search(draft.rest, cue.end(), span[1])
        end = joins.start() if joins else span[1]
        named = draft.page.text[cue.end() : end].strip(" .")
        span = (cue.end(), end) if is_known(named) or reading.directory.resolve(named, reading.today) else span
    text = draft.page.text[slice(*span)].strip(" ,;:-–—.\"'")
    heading = draft.page.text[slice(*span)].rstrip().endswith(":")
    if not text or len(text.split()) > 8 or fold(text) in grammar.own_words or not any(letter.isalpha() for letter in text):
        return
    organisation, place = _shaped(draft, grammar, "organisation"), _shaped(draft, grammar, "place")
    known = bool(reading.directory.resolve(text, reading.today))
    chamber_name = known and bool(re.match(r"cress?\b|ess france|cncres", fold(text)))
    if place and not chamber_name and (known or is_known(text) or (shapes.is_town(text) and not heading)):
        draft.take(place, *span, reading)
    elif (
        organisation
        and not only_towns
        and (chamber_name or shapes.says_organisation(text) or (shapes.is_organisation(text) and not _own(grammar, text)))
        and (name := shapes.organisation(text))
    ):
        draft.give(organisation, name, *span, reading)
