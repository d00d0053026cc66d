"""The points of minutes that are still to settle: what they say, what answers them, and what was answered already."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Sequence
from typing import cast

from bot.domain.contribution import DRAFTED, Contribution
from bot.domain.folding import words as folded
from bot.domain.messages import Button, Message
from bot.domain.minutes import Around, Minutes, Point, Way
from bot.wording import Words
from storage.transaction import Tx

KEPT = "keep:"
"""The acts by which something was left as it stands begin so; the key of the point follows."""
SHELVED = "shelve"
"""The act by which its author keeps it as a draft: he is not reminded of it."""
MOST_ASKED = 5
"""More questions at once than that nobody answers: the others come when these are settled."""


def minutes_of(item: Contribution) -> Minutes:
    """The same, seen as what it is: its life says so."""
    return cast("Minutes", item)


def around(item: Contribution, tx: Tx) -> Around:
    """What its points are judged by."""
    names = {folded(name) for person in tx.people.active() for name in (person.name, person.first_name, person.name.split()[-1])}
    today = tx.today(tx.directory.zone_of(item.chamber))
    return Around(today=today, directory=tx.directory, calendar=tx.calendar, known=frozenset(names))


def open_points(item: Contribution, tx: Tx) -> tuple[Point, ...]:
    """What is to settle before it may be published, the most important first; nothing for what is published."""
    if item.state != DRAFTED:
        return ()
    found = minutes_of(item).points(around(item, tx))
    left = acts(item, tx) if found else ()
    return tuple(point for point in found if KEPT + point.key not in left)


def acts(item: Contribution, tx: Tx) -> tuple[str, ...]:
    """Everything that was ever done to it, oldest first."""
    return tuple(str(row.act) for row in tx.contributions.versions(item.id))


def settled(item: Contribution, way: Way) -> Contribution:
    """The same with the answer in it."""
    return dataclasses.replace(item, **way.changes)


def way_act(item: Contribution, point: Point, way: Way) -> str:
    """The act of the button of one way out. It names point and answer: a button that is still on somebody's screen settles nothing else."""
    return f"minutes:settle:{item.reference}:{hashlib.sha256(f'{point.key}={way.value}'.encode()).hexdigest()[:12]}"


def asked(item: Contribution, points: Sequence[Point], words: Words, tx: Tx, *, plainly: bool) -> tuple[Message, ...]:
    """Each point with its answers under it; `plainly`, the first alone."""
    shown = points[:1] if plainly else points[:MOST_ASKED]
    return tuple(Message.of(_text(point, words), *_ways(item, point, words, tx)) for point in shown)


def _text(point: Point, words: Words) -> str:
    return words.markdown(point.text, **point.values)


def _ways(item: Contribution, point: Point, words: Words, tx: Tx) -> list[Button]:
    today = tx.today(tx.directory.zone_of(item.chamber))
    found = []
    for way in point.ways:
        label = words.day(way.day, today) if way.day else way.name or words.text(way.label, **way.values)
        found.append(Button(label=label, act=way_act(item, point, way), word=_word(way, label, words)))
    return found


def _word(way: Way, label: str, words: Words) -> str:
    return way.word if way.word.isdecimal() else words.text(way.word) if way.word else label
