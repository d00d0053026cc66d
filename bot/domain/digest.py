"""What a letter carries: pure choices over facts. (DOMAIN.md F80: read in 90 seconds, so at most 350 words.)"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.chambers import Directory
from bot.domain.contribution import Contribution
from bot.domain.subscription import Subscription

MOST_WORDS = 350


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
