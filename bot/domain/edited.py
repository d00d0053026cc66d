"""A list that was corrected or merged since it was said, when what said it is edited: what changed in the text changes, and no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from bot.domain.folding import words

ALIKE = 0.5
"""From this likeness on (0 to 1), a line is taken for another one reworded."""


def carried_over(kept: Sequence[str], said: Sequence[str], now: Sequence[str]) -> list[str]:
    """What stands there now (`kept`), with what was edited between the text as it was `said` and as it reads `now`. A line that was not
    edited stays as it was settled, or gone; one that came from elsewhere stays behind the line that it follows."""
    partners = _partners(kept, said)
    added = _added(kept, partners, {words(line) for line in now})
    found = list(added[-1])
    for change, first, last, begin, end in SequenceMatcher(a=said, b=now, autojunk=False).get_opcodes():
        if change != "equal":
            found += now[begin:end]
        for place in range(first, last):
            found += [kept[partners[place]]] if change == "equal" and place in partners else []
            found += added[place]
    return found


def _partners(kept: Sequence[str], said: Sequence[str]) -> dict[int, int]:
    """The place in `kept` of each line of the text that still stands there, be it reworded."""
    found: dict[int, int] = {}
    for change, first, last, begin, end in SequenceMatcher(a=said, b=kept, autojunk=False).get_opcodes():
        if change == "equal" or (change == "replace" and last - first == end - begin):
            found |= dict(zip(range(first, last), range(begin, end), strict=True))
        elif change == "replace":
            found |= _reworded(kept, said, range(first, last), range(begin, end))
    return found


def _reworded(kept: Sequence[str], said: Sequence[str], old: range, new: range) -> dict[int, int]:
    """In order, each with the one that is most like it."""
    found: dict[int, int] = {}
    free = new.start
    for place in old:
        likeness = {one: SequenceMatcher(a=words(said[place]), b=words(kept[one])).ratio() for one in range(free, new.stop)}
        best = max(likeness, key=lambda one: likeness[one], default=None)
        if best is not None and likeness[best] >= ALIKE:
            found[place], free = best, best + 1
    return found


def _added(kept: Sequence[str], partners: Mapping[int, int], now: set[str]) -> defaultdict[int, list[str]]:
    """What the text never said, by the place of the line that it stands behind; -1: before all. What it says by now is not there twice."""
    places = {mine: place for place, mine in partners.items()}
    found: defaultdict[int, list[str]] = defaultdict(list)
    behind = -1
    for mine, line in enumerate(kept):
        behind = places.get(mine, behind)
        if mine not in places and words(line) not in now:
            found[behind].append(line)
    return found
