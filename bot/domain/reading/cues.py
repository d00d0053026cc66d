"""What a day in a sentence is about: the nearest words before it say so, even with one slip of the thumb ("avan le 15/12")."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.dates import Found, Period
from bot.domain.reading.grammar import Grammar
from bot.domain.reading.slips import is_slip

_LONGEST_CUE = 16
_REACH = 60
"""So many characters before a day, a word can still say what it is about."""
_CLAUSE = re.compile(r"\n\s*\n|[.!?]\s")
_ELSEWHERE = re.compile(
    r"\b(?:entretiens?|jury|auditions?|reunions?|rencontres?|publiee?s?|parue?s?|parution|vue? (?:dans|sur|le)|mise? en ligne|"
    r"interviews?|posted|published)\b"
)
"""Words beside which a day is none of an advertisement's own."""
_PREPOSITION = re.compile(r"(?:avant|avt|jusqu'?(?:\w+| au?)?|from|before|by|until|till|des(?: le)?|a (?:partir|compter) d\w+)")
"""Words that say something of a day only where they stand right before it."""
_ADJACENT = re.compile(r"[\s:]*(?:[\w'-]+[\s:]+){0,2}")
_LITTLE = re.compile(r"(?:\s|:|\b(?:le|la|du|au|on|the|de|d')(?!\w))+$")
_LAST_WORDS = re.compile(r"([a-z']+)?\s*([a-z']+)$")


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A day and the question it is about; "" for something else. `start` is where the words begin that say so, `after` where they end.

    `strong`: a noun says so ("candidatures"), not a preposition alone. `contested`: the words may as well say how long something lasts.
    """

    found: Found
    name: str
    start: int
    after: int
    strong: bool = False
    contested: bool = False


def claims(days: Sequence[Found], folded: str, grammar: Grammar) -> Iterator[Claim]:
    """What each day is about, as far as the words around it say."""
    previous = 0
    for place, found in enumerate(days):
        following = days[place + 1].start if place + 1 < len(days) else -1
        claim = _before(found, folded, previous, grammar) or _after(found, folded, following, grammar)
        previous = found.end
        if claim:
            yield claim


@dataclass(frozen=True, kw_only=True)
class _Cue:
    """Words found near a day. `noun`: they need not stand right before it."""

    name: str
    start: int
    end: int
    noun: bool


def _before(found: Found, folded: str, previous: int, grammar: Grammar) -> Claim | None:
    first = max(previous, found.start - _REACH)
    for cut in _CLAUSE.finditer(folded, first, found.start):
        first = cut.end()
    cues = list(_cues(found, folded, first, grammar))
    near = [cue for cue in cues if cue.noun or _ADJACENT.fullmatch(folded, cue.end, found.start)]
    best = max(near, key=lambda cue: (cue.end, -cue.start), default=None)
    own = _said_by_itself(found, folded, grammar)
    if own and (best is None or not _ADJACENT.fullmatch(folded, best.end, found.start)):
        return Claim(found=found, name=own, start=found.start, after=found.start)
    if best is None:
        return None
    nouns = [cue for cue in cues if cue.noun and cue.name == best.name and cue.start <= best.start]
    strong = any(not re.search(r"[,;\n]", folded[noun.end : best.start]) for noun in nouns)
    joined = [noun.start for noun in nouns if not folded[noun.end : best.start].strip()]
    contested = not strong and _lasts(folded, first, best.start, grammar)
    return Claim(found=found, name=best.name, start=min([best.start, *joined]), after=best.end, strong=strong, contested=contested)


def _cues(found: Found, folded: str, first: int, grammar: Grammar) -> Iterator[_Cue]:
    for name, pattern in grammar.cues.items():
        if grammar.questions[name].shape == "duration" and not isinstance(found.reading, Period):
            continue
        for match in pattern.finditer(folded, first, found.start):
            yield _Cue(name=name, start=match.start(), end=match.end(), noun=not _PREPOSITION.fullmatch(match[0]))
    for match in _ELSEWHERE.finditer(folded, first, found.start):
        yield _Cue(name="", start=match.start(), end=match.end(), noun=True)
    yield from _slipped(folded, first, found.start, grammar)


def _said_by_itself(found: Found, folded: str, grammar: Grammar) -> str:
    """The text that begins with a day whose own first word is its cue: "début janvier"."""
    texts = (name for name in grammar.cues if grammar.questions[name].type == "text")
    return next((name for name in texts if grammar.cues[name].match(folded, found.start, found.end)), "")


def _lasts(folded: str, first: int, start: int, grammar: Grammar) -> bool:
    """As in "CDD jusqu'au 30 juin": what ends then may be the contract."""
    lengths = (cue for name, cue in grammar.cues.items() if grammar.questions[name].shape == "duration")
    return any(not folded[match.end() : start].strip() for cue in lengths for match in cue.finditer(folded, first, start))


def _slipped(folded: str, first: int, day: int, grammar: Grammar) -> Iterator[_Cue]:
    """The word or two right before a day, where they are one slip away from a cue, or only written in one: "avan le", "jusquau"."""
    end = first + len(_LITTLE.sub("", folded[first:day]))
    words = _LAST_WORDS.search(folded, max(first, end - _LONGEST_CUE), end)
    for place in (1, 2) if words else ():
        start = words.start(place) if words else -1
        typed = re.sub(r"[^a-z]", "", folded[start:end]) if start >= 0 else ""
        for name in _nearly(typed, grammar.cue_letters) if typed else ():
            yield _Cue(name=name, start=start, end=end, noun=False)


@functools.lru_cache(maxsize=512)
def _nearly(typed: str, cue_letters: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """The questions of the cues that these letters are, or nearly."""
    return tuple(dict.fromkeys(name for name, letters in cue_letters if is_slip(typed, letters)))


def _after(found: Found, folded: str, following: int, grammar: Grammar) -> Claim | None:
    """As in "15/12 dernier délai": the words after a day, unless another day follows them."""
    place = found.end + len(folded[found.end :]) - len(folded[found.end :].lstrip(" ,("))
    for name, cue in grammar.cues.items():
        match = cue.match(folded, place)
        leads_on = match and following >= 0 and _ADJACENT.fullmatch(folded, match.end(), following)
        if match and grammar.questions[name].type == "date" and not leads_on:
            return Claim(found=found, name=name, start=found.start, after=found.start, strong=True)
    return None
