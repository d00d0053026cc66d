"""What a letter carries: pure choices over facts. (DOMAIN.md F80: read in 90 seconds, so at most 350 words.)"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.domain.chambers import Directory
from bot.domain.contribution import Contribution
from bot.domain.fields import fields_of
from bot.domain.i18n import mark as _
from bot.domain.records import Decision, Result
from bot.domain.subscription import Subscription

MOST_WORDS = 350
MOST_BYTES = 1_000
"""Of a letter that is read on a telephone: one message there. (DIALOGUES.md, rule 8)"""
AGENDA_DAYS = 14
"""So many days ahead the agenda shows what was announced before this week."""
RESULTS: Mapping[Result, str] = {
    "unanimous": _("unanimous"),
    "majority": _("by a majority"),
    "consensus": _("consensus"),
    "rejected": _("rejected"),
    "deferred": _("deferred"),
}
"""Message ids of how a decision was taken."""


def wanted(item: Contribution, subscription: Subscription, directory: Directory) -> bool:
    """Whether the topics and regions fit. No topic or no region chosen means all; an item without a
    region concerns all; a region follows its predecessors."""
    return _fits(item, subscription, followed(subscription, directory))


def followed(subscription: Subscription, directory: Directory) -> frozenset[str]:
    """The regions of a reader with their predecessors; none means all."""
    return frozenset().union(*(directory.lineage(code) for code in subscription.regions))


def _fits(item: Contribution, subscription: Subscription, regions: frozenset[str]) -> bool:
    topical = not subscription.topics or not set(subscription.topics).isdisjoint(item.topics)
    return topical and (not regions or not item.regions or not regions.isdisjoint(item.regions))


def chosen(
    items: Iterable[Contribution],
    subscription: Subscription,
    *,
    readable: Callable[[Contribution], bool],
    today: date,
    directory: Directory,
) -> list[Contribution]:
    """The items of a reader's letter, in fixed order: by rank of their kind, then by number. What is over by `today` is not there."""
    regions = followed(subscription, directory)
    kept = [item for item in items if _fits(item, subscription, regions) and item.listed(today) and readable(item)]
    return sorted(kept, key=lambda item: (item.rank, item.kind, item.number))


@dataclass(frozen=True)
class Cut:
    """What fits: how many of the lines, and how many are left for "and 7 more"."""

    kept: int
    left: int


def fit(words_per_line: Sequence[int], *, already: int, most: int = MOST_WORDS) -> Cut:
    """How many lines fit in the budget, in order, when `already` words are there. At least one line, or the letter says nothing."""
    total, kept = already, 0
    for words in words_per_line:
        if kept and total + words > most:
            break
        total, kept = total + words, kept + 1
    return Cut(kept, len(words_per_line) - kept)


def share(sections: Sequence[Sequence[int]], *, already: int, most: int, more: int) -> tuple[int, ...]:
    """How many lines of each section fit, by their sizes, when `already` is taken. Where not all do, each section gets its first line, then
    each its second, and so on: none is crowded out by another. `more` is what "and 7 more" takes, which then stands under each that is
    cut. At least one line, or the letter says nothing."""
    if already + sum(map(sum, sections)) <= most:
        return tuple(len(sizes) for sizes in sections)
    total, kept = already + more * len(sections), [0] * len(sections)
    going = list(range(len(sections)))
    while going:
        for place in list(going):
            size = sections[place][kept[place]] if kept[place] < len(sections[place]) else None
            if size is None or (total + size > most and any(kept)):
                going.remove(place)
            else:
                total, kept[place] = total + size, kept[place] + 1
    return tuple(kept)


def decisions_of(item: Contribution) -> tuple[Decision, ...]:
    """What was decided, of what tells decisions."""
    return tuple(decision for name in _decided(_kind(item)) for decision in getattr(item, name))


def next_meeting(item: Contribution) -> date | None:
    """The day on which those meet again, where it was said."""
    return next((getattr(item, name) for name in _met_again(_kind(item))), None)


def body_of(item: Contribution) -> str:
    """Who met, or whatever names it."""
    return next((str(getattr(item, name)) for name in _bodies(_kind(item))), "") or item.heading()


def _kind(item: Contribution) -> Any:
    """Its class; to mypy, the hash of a class is that of its instances."""
    return type(item)


@functools.cache
def _bodies(kind: Any) -> tuple[str, ...]:
    return tuple(question.name for question in fields_of(kind) if question.shape == "body")


@functools.cache
def _decided(kind: Any) -> tuple[str, ...]:
    return tuple(question.name for question in fields_of(kind) if question.type == "decisions")


@functools.cache
def _met_again(kind: Any) -> tuple[str, ...]:
    return tuple(question.name for question in fields_of(kind) if question.shape == "next_day")
