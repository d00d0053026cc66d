"""Who is likely to know: a pure choice over what chambers lead, have answered and say of themselves. (DOMAIN.md F41, F42)

Words are compared by their stems, which the store makes (storage/stems.py); "autofinancement" is of the topic of "financement".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

LEADS, CO_LEADS, ANSWERED, DECLARED = "leads", "co_leads", "answered", "declared"
"""Why somebody is asked; with NAMED, NATIONAL and CONFIDENTIAL these are the codes that a routing keeps."""
NAMED, NATIONAL_TEAM, CONFIDENTIAL, NOBODY = "named", "national", "confidential", "nobody"
_LONG_ENOUGH = 5
"""Letters of a stem that is another one's end without being so by chance: "autofinancement"."""
_SAME = {"observatoir": "observ"}
"""Stems of one thing: a group for observation is about observatories. A common beginning says less: "communal", "communication"."""
_SHARE = 0.5
"""Of the words of a past request, so many are in one that is like it."""
_SAY_NOTHING = """
aid anyon aur autr avez avoir benchmark besoin bon canev chambr charg cherch comment compar comparaison con convent cre cress demand docu
econom entre ess exempl experient expert fair fait fich gabar group gt hav help info inform interven looking mission model need outil
partenair pratiqu projet quelqu question quoi recherch recherchon region renseign reseau retour sait sampl savoir shar social solidair
someon templat tram travail traval typ
"""
_EMPTY = frozenset(_SAY_NOTHING.split())
"""Stems that are in requests and names of groups of every topic."""


@dataclass(frozen=True, kw_only=True)
class Led:
    """A working group and who leads it; `second`: for the part that `stems` tell. `named` are the stems of the group's name."""

    chamber: str
    group: str
    named: frozenset[str]
    stems: frozenset[str]
    second: bool = False


@dataclass(frozen=True, kw_only=True)
class Answered:
    """A request that a chamber has answered, and when it last did."""

    chamber: str
    request_id: int
    topic: str
    on: date
    stems: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Declared:
    """Something that a chamber says it knows about."""

    chamber: str
    topic: str
    stems: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """All that is known of who knows what."""

    led: Sequence[Led] = ()
    answered: Sequence[Answered] = ()
    declared: Sequence[Declared] = ()


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A chamber that may know. `reason` and its `evidence` are what it reads; `more` are its other reasons."""

    chamber: str
    reason: str
    evidence: Mapping[str, Any]
    weight: float
    more: tuple[tuple[str, Mapping[str, Any]], ...] = field(default=())


@dataclass(frozen=True)
class _Reason:
    chamber: str
    weight: float
    code: str
    evidence: Mapping[str, Any]


def candidates(asked: Collection[str], knowledge: Knowledge, *, never: Collection[str] = ()) -> list[Candidate]:
    """The chambers that may know about these stems, the likeliest first. `never`: codes that are not asked, the asker's own first."""
    topic = telling(asked)
    reasons: dict[str, list[_Reason]] = defaultdict(list)
    for one in (*_leading(topic, knowledge.led), *_having(topic, knowledge.declared), *_past(topic, knowledge.answered)):
        if one.chamber not in never:
            reasons[one.chamber].append(one)
    found = [_candidate(sorted(some, key=lambda one: -one.weight)) for some in reasons.values()]
    return sorted(found, key=lambda one: (-one.weight, one.chamber))


def telling(stems: Collection[str]) -> frozenset[str]:
    """Those of the stems that tell a topic from another."""
    return frozenset(stem for stem in stems if stem not in _EMPTY and not stem.isdigit())


def shared(topic: Collection[str], other: Collection[str]) -> int:
    """How many stems of the topic are among the others, be it as a part of a longer word."""
    return sum(any(_akin(one, two) for two in other) for one in topic)


def _akin(one: str, two: str) -> bool:
    short, long = sorted((_SAME.get(one, one), _SAME.get(two, two)), key=len)
    return short == long or (len(short) >= _LONG_ENOUGH and long.endswith(short))


def _leading(topic: frozenset[str], led: Sequence[Led]) -> Iterator[_Reason]:
    """A group whose name is in the topic; or whose objectives speak of most of it."""
    for one in led:
        by_name, in_all = shared(telling(one.named), topic), shared(topic, telling(one.stems))
        if by_name or in_all >= max(2, len(topic) * _SHARE):
            code, weight = (CO_LEADS, 2.5) if one.second else (LEADS, 4.0 if by_name else 3.0)
            yield _Reason(one.chamber, weight, code, {"group": one.group})


def _having(topic: frozenset[str], declared: Sequence[Declared]) -> Iterator[_Reason]:
    topics: dict[str, list[str]] = defaultdict(list)
    for one in declared:
        if _most(telling(one.stems), topic):
            topics[one.chamber].append(one.topic)
    for chamber, said in topics.items():
        yield _Reason(chamber, 2.0 + 0.1 * len(said), DECLARED, {"topics": said})


def _past(topic: frozenset[str], answered: Sequence[Answered]) -> Iterator[_Reason]:
    """What a chamber has answered that is like it: most of the words of the shorter one are in the other."""
    close: dict[str, list[Answered]] = defaultdict(list)
    for one in answered:
        said = telling(one.stems)
        if _most(said, topic) if len(said) <= len(topic) else _most(topic, said):
            close[one.chamber].append(one)
    for chamber, some in close.items():
        last = max(some, key=lambda one: one.on)
        evidence = {"n": len(some), "topic": last.topic, "on": last.on.isoformat()}
        yield _Reason(chamber, 1.5 + 0.5 * min(len(some), 4), ANSWERED, evidence)


def _most(few: frozenset[str], among: frozenset[str]) -> bool:
    return bool(few) and shared(few, among) >= max(1, len(few) * _SHARE)


def _candidate(reasons: Sequence[_Reason]) -> Candidate:
    best, *others = reasons
    weight, more = sum(one.weight for one in reasons), tuple((one.code, one.evidence) for one in others)
    return Candidate(chamber=best.chamber, reason=best.code, evidence=best.evidence, weight=weight, more=more)
