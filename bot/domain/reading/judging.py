"""One kind against one page: what speaks for it, and the answers it would have."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from bot.domain.chambers import NATIONAL, Chamber
from bot.domain.contribution import Kind
from bot.domain.fields import ChamberCode, Question, RichText
from bot.domain.folding import fold
from bot.domain.reading import filling, naming, shapes
from bot.domain.reading.answers import Reading
from bot.domain.reading.drafts import Draft, draft_of
from bot.domain.reading.grammar import Grammar, grammar_of
from bot.domain.reading.layout import Page
from bot.domain.towns import home_of, is_bare_name, is_known

SURE = 4
"""Points from which a text is taken for a kind without asking: announced in so many words (3), and one thing more."""
PROSE_WORDS = 12
"""So many words that no answer holds are an advertisement of its own: it is kept whole, as typed."""

SHORT_LINE, LONG_LINE = 80, 200
"""So long may the line be in which the lead follows its announcement at once: the longer where it begins as leads do."""

_SPEAKERS = re.compile(
    r"(?:on|nous|je|j'?|qui|que|qu'|ils?|elles?|vous|tu|quelqu'un|qq?un|qqn|personne|ca|c'est|merci|ok|oui|non|finalement|en fait|"
    r"someone|we|i|you|they|who|thanks|yes|no|where|what|est-ce|a-t-on|toujours|encore|y a|des nouvelles|ou en)\b"
)
_SPEAKING = re.compile(r"\b(?:on|nous|je|j'|ne|n'|vous|tu|si|quand|quelqu'un)(?!\w)")
_STARTS = re.compile(r"[\n.!:|](?:(?<=\n)|\s+)(?=\S)")
_LETTER = re.compile(r"[a-z]")
_REASON = re.compile(r"\s*(?:remplacement|renfort|surcroit|urgent|conge|mission de courte)")
_APPLIED = re.compile(r"\b(?:candidatures?|postul\w+|cv|appl(?:y|ications?))\b")
_BEHIND_COLON = re.compile(
    r"(?:(?<=\n)|(?<=^))(?:re)?cherche(?:r|ons)?\s+(?:un[·.(]?e?\)?\s+)?|\s?:\s+(?:(?:un )?poste (?:de |d'))?|"
    r"(?<=\s)poste (?:de |d')"
)
_JOINED = re.compile(r".*\b(?:de|d'|of)\s*$")


@dataclass(frozen=True)
class Verdict:
    """A kind's claim on a page: its points, whether the page begins as that kind does, and the draft of its answers."""

    kind: Kind
    points: int
    announced: bool
    begins: bool
    draft: Draft

    def sure(self, *, addressed: bool) -> bool:
        """Whether it is filed without asking. In a channel only what begins as a contribution begins is ours to read."""
        lead = grammar_of(self.kind.cls).lead if self.kind.cls.read_as == "notice" else None
        if lead and lead.name not in self.draft.answers and not (addressed and self.announced):
            return False
        if self.draft.page.discussing and not self.announced:
            return False
        return self.points >= SURE and (addressed or self.begins)


def judge(kind: Kind, page: Page, reading: Reading, *, named: bool = False) -> Verdict:
    """The claim of one kind. `named`: a command named it, so that the text begins with the lead."""
    grammar = grammar_of(kind.cls)
    draft = draft_of(page, grammar, reading)
    start, announced = _announcement(grammar, page, named=named)
    draft.use(0, start)
    draft.start = start
    tag = re.match(r"\[([^\]\n]+)\]\s*", page.folded)
    start = max(start, tag.end() if tag else 0)
    filling.fill_labelled(draft, grammar, reading, start)
    labelled = draft.labelled
    filling.fill_days(draft, grammar, reading)
    spoken = _fill_sentence(draft, grammar, reading, start)
    if announced:
        _fill_lead(draft, grammar, reading, start)
    for place in _later_sentences(draft, start):
        spoken = spoken or _fill_sentence(draft, grammar, reading, place)
    filling.fill_options(draft, grammar)
    filling.fill_shapes(draft, grammar, reading)
    filling.fill_cued_texts(draft, grammar, reading)
    _fill_lead_elsewhere(draft, grammar, reading, start)
    _fill_places(draft, grammar, reading, spoken or draft.lead)
    points = announced + (2 if spoken else 0) + _points(draft, grammar, labelled)
    tagged = bool(tag) and any(grammar.option_in(question.name, tag[1]) for question in grammar.of_type("choice")) if tag else False
    begins = bool(announced) or tagged or labelled >= 3 or (spoken is not None and spoken[0] <= start)
    return Verdict(kind, points, announced >= 3, begins, draft)


def _announcement(grammar: Grammar, page: Page, *, named: bool) -> tuple[int, int]:
    """Where the text goes on after the words that announce the kind, and how much they say: 3 with a colon or alone on their line, 2
    when the lead follows at once ("poste de coordinateur"), 0 without or when a question or someone's remark follows."""
    match = grammar.announced.match(page.folded)
    if not match:
        return (0, 3) if named else (0, 0)
    sentence = re.compile(r"[^\n.!?]*\??").match(page.folded, match.end())
    if not named and (sentence is None or sentence[0].endswith("?") or _SPEAKERS.match(sentence[0])):
        return 0, 0
    if named or match["mark"]:
        return match.end(), 3
    length, follows = len(page.text.split("\n", 1)[0]), page.text[match.end() :].strip()
    named_at_once = (length <= LONG_LINE and grammar.begins_like_lead(follows)) or (length <= SHORT_LINE and follows[:1].isupper())
    joined = bool(_JOINED.match(match[0])) or named_at_once or _is_contract(grammar, match[0], page.folded)
    return (match.end(), 2) if joined else (0, 0)


def _is_contract(grammar: Grammar, announced: str, folded: str) -> bool:
    """As in "Stage communication 4 mois, ..., candidatures jusqu'au 5 décembre": what announces it is its contract."""
    contract = any(grammar.option_in(question.name, announced) for question in grammar.of_type("choice"))
    return contract and bool(_APPLIED.search(folded))


def _fill_sentence(draft: Draft, grammar: Grammar, reading: Reading, start: int) -> tuple[int, int] | None:
    """The span of a whole sentence that the kind declares ("{employer} recrute {title}"), where one begins there."""
    for sentence in grammar.sentences:
        match = sentence.match(draft.rest, start)
        if match and not _is_talk(match, draft.rest) and _answers(draft, grammar, match, reading):
            return match.span()
    return None


def _later_sentences(draft: Draft, start: int) -> list[int]:
    return [match.end() for match in _STARTS.finditer(draft.rest, start) if match.end() > start]


def _is_talk(match: re.Match[str], rest: str) -> bool:
    """A question, or someone speaking of himself: "on cherche une intervenante", "et puis on ne prend pas de stagiaire"."""
    first = next(iter(match.groupdict().values()), "")
    speaks = bool(_SPEAKERS.match(first.strip())) or (match[0].startswith(first) and bool(_SPEAKING.search(first)))
    return speaks or rest[match.end() : match.end() + 1] == "?"


def _answers(draft: Draft, grammar: Grammar, match: re.Match[str], reading: Reading) -> bool:
    before = len(draft.answers) + len(draft.doubts)
    for name in match.re.groupindex:
        _fill_from_sentence(draft, grammar, grammar.questions[name], match.span(name), reading)
    return len(draft.answers) + len(draft.doubts) > before


def _fill_from_sentence(draft: Draft, grammar: Grammar, question: Question, span: tuple[int, int], reading: Reading) -> None:
    if not draft.open(question.name):
        return
    if question.lead:
        if found := naming.lead_span(draft, grammar, *span):
            draft.take(question, *found, reading)
        return
    typed = _headed(draft.page.text[slice(*span)])
    name = shapes.organisation(typed) if question.shape == "organisation" else typed.strip()
    if name:
        start = span[0] + max(draft.page.text[slice(*span)].find(name), 0)
        draft.give(question, name, start, start + len(name), reading)


def _headed(typed: str) -> str:
    """Without the heading of a newspaper: "Ouest-France emploi - La SCOP Les Copains"."""
    first, *others = re.split(r"\s[-–—|]\s", typed)
    return others[-1] if others and shapes.says_organisation(others[-1]) and not shapes.says_organisation(first) else typed


def _fill_lead(draft: Draft, grammar: Grammar, reading: Reading, start: int) -> None:
    """What follows the announcement is the lead, where no label names it."""
    if not grammar.lead or not draft.open(grammar.lead.name):
        return
    worded = list(itertools.islice((span for span in draft.segments(start) if _may_be_lead(draft, grammar, span)), 2))
    if len(worded) == 2 and _comes_second(draft.page.text[slice(*worded[0])], draft.page.text[slice(*worded[1])], grammar):
        worded.reverse()
    found = naming.lead_span(draft, grammar, *worded[0]) if worded else None
    if found:
        draft.take(grammar.lead, *found, reading)


def _may_be_lead(draft: Draft, grammar: Grammar, span: tuple[int, int]) -> bool:
    """Whether a segment may name what is offered: words that are no town and no answer to a choice."""
    folded = draft.rest[slice(*span)]
    if not _has_words(folded):
        return False
    if grammar.begins_like_lead(folded):
        return True
    left = folded
    for question in grammar.of_type("choice"):
        if found := grammar.option_in(question.name, folded):
            left = left.replace(found[0][0], " ")
    return _has_words(left.strip(" \x00")) and not is_known(draft.page.text[slice(*span)])


def _has_words(folded: str) -> bool:
    """Whether a segment may name something: not only signs, a length or a working time."""
    if not _LETTER.search(folded):
        return False
    lengths = (shapes.find("duration", folded), shapes.find("hours", folded))
    return not any(found and found[0].strip() == folded.strip() for found in lengths)


def _comes_second(first: str, second: str, grammar: Grammar) -> bool:
    """As in "CRESS Bretagne, chargé de mission", "remplacement congé maternité, secrétaire": something else stands before the lead."""
    if grammar.begins_like_lead(first) or first.isupper():
        return False
    if _REASON.match(fold(first)) and grammar.begins_like_lead(second):
        return True
    return shapes.says_organisation(first) or (shapes.is_organisation(first) and grammar.begins_like_lead(second))


def _fill_places(draft: Draft, grammar: Grammar, reading: Reading, near: tuple[int, int]) -> None:
    line_end = draft.rest.find("\n", near[1])
    naming.fill_town(draft, grammar, reading, near[0], line_end if line_end >= 0 else len(draft.rest))
    naming.fill_names(draft, grammar, reading, len(draft.rest) if len(draft.rest) <= 600 else 300)
    naming.fill_organisation(draft, grammar, reading)
    naming.fill_town(draft, grammar, reading, 0, len(draft.rest))
    naming.fill_town_of_organisation(draft, grammar)


def _fill_lead_elsewhere(draft: Draft, grammar: Grammar, reading: Reading, start: int) -> None:
    """A lead in quotation marks, or the first segment that begins as one ("chargé·e de mission"), be it behind a colon ("Stage 6 mois :
    chargé·e d'études")."""
    if not grammar.lead or not draft.open(grammar.lead.name):
        return
    for first, last in list(draft.segments(start)):
        for begin in (first, *(colon.end() for colon in _BEHIND_COLON.finditer(draft.rest, first, last))):
            text = draft.page.text[begin:last]
            quoted = bool(re.search(r'"[^"\n]{3,150}"', fold(text)))
            if quoted or grammar.begins_like_lead(text):
                if found := naming.lead_span(draft, grammar, begin, last):
                    if re.match(r"(?:re)?cherche", draft.rest[first:begin]):
                        draft.use(first, begin)  # left there, it would be taken for a town
                    draft.take(grammar.lead, *found, reading)
                    draft.quoted = quoted
                return


def _points(draft: Draft, grammar: Grammar, labelled: int) -> int:
    chosen = any(not draft.open(question.name) for question in grammar.of_type("choice"))
    hints = len({match[0] for match in grammar.hints.finditer(draft.page.folded, draft.start)}) if grammar.hints else 0
    lead = draft.answers.get(grammar.lead.name, "") if grammar.lead else ""
    counted = labelled if labelled >= 2 else 0
    shaped = bool(draft.start) and any(question.shape and question.name in draft.answers for question in grammar.questions.values())
    begun = bool(lead and grammar.begins_like_lead(lead))
    dated = bool(draft.cued) or any(question.name in draft.answers for question in grammar.of_type("date"))
    return min(counted, 4) + shaped + chosen + dated + draft.quoted + min(hints, 2) + begun + (chosen and begun and dated)


def infer(draft: Draft, grammar: Grammar, author: Chamber | None, reading: Reading) -> None:
    """What was not said is the author's: his chamber, unless the text names another one by its name, a region or a department."""
    for question in (one for one in grammar.questions.values() if one.inferred == "chamber" and draft.open(one.name)):
        everywhere = author is not None and author.code == NATIONAL  # the national team has no region: a town does not give its item one
        chamber = (author if everywhere else _named_chamber(draft, grammar, reading)) or author
        if chamber:
            draft.answers[question.name] = ChamberCode(chamber.code)
    for question in (one for one in grammar.questions.values() if one.inferred == "chamber_name" and draft.open(one.name)):
        named = next((draft.answers[one.name] for one in grammar.of_type("chamber") if one.name in draft.answers), "")
        chamber = reading.directory.get(named) or author
        if chamber and (chamber.code == NATIONAL or _placed_chamber(draft, grammar, reading) in (None, author)):
            draft.answers[question.name] = chamber.name


def _named_chamber(draft: Draft, grammar: Grammar, reading: Reading) -> Chamber | None:
    organisation = _said(draft, grammar, "organisation")
    chamber = reading.directory.resolve(organisation, reading.today) if re.match(r"cress?\b|ess france", fold(organisation)) else None
    return chamber or _placed_chamber(draft, grammar, reading)


def _placed_chamber(draft: Draft, grammar: Grammar, reading: Reading) -> Chamber | None:
    """The chamber of the place, where the place says it surely; None for a town that is not known."""
    place = _said(draft, grammar, "place")
    named = home_of(place) or (place if is_bare_name(place) else "")
    return reading.directory.resolve(named, reading.today) if named else None


def _said(draft: Draft, grammar: Grammar, shape: str) -> str:
    return next(
        (str(draft.answers[one.name]) for one in grammar.questions.values() if one.shape == shape and one.name in draft.answers), ""
    )


def keep_whole(draft: Draft, grammar: Grammar) -> None:
    """The whole text as typed, but for what the page left out, in the rich text of the kind, when it says more than its answers hold."""
    left = [word for word in re.findall(r"[^\W\d_]{2,}", draft.rest) if word not in grammar.own_words]
    for question in grammar.of_type("rich_text"):
        if draft.open(question.name) and len(left) >= (PROSE_WORDS if "\n" in draft.page.typed else 2 * PROSE_WORDS):
            draft.answers[question.name] = RichText(draft.page.typed)
