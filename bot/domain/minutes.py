"""Minutes of a meeting as the rest of the house meets them: what they hold, and the points to settle before they are published."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from bot.domain.chambers import Directory
from bot.domain.ports import Calendar
from bot.domain.records import ActionItem, Attendee, Decision

LIFE = "minutes"
"""What a kind that is minutes names its life."""


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way to settle a point: what is read on its button, and the answers that it changes. `label` is a message id with `values`; of a
    `day` it is the day, of a `name` the name as it is."""

    value: str
    label: str = ""
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    day: date | None = None
    name: str = ""
    word: str = ""
    changes: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Point:
    """Something to settle before publishing: a message id with its values, and the ways out. `key` is the same as long as what is asked
    about is: a button names it, and once it is settled it is asked no more."""

    key: str
    text: str
    ways: tuple[Way, ...]
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Around:
    """What points are judged by, besides the minutes themselves. `known`: names, folded, of people of the network; `today` is the day in
    the zone of the chamber that filed them."""

    today: date
    directory: Directory
    calendar: Calendar
    known: Collection[str] = ()


class Minutes(Protocol):
    """What the house needs of minutes: read by nobody who does not know that they are minutes."""

    @property
    def id(self) -> int: ...
    @property
    def reference(self) -> str: ...
    @property
    def chamber(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def date_start(self) -> date | None: ...
    @property
    def date_end(self) -> date | None: ...
    @property
    def place(self) -> str: ...
    @property
    def participants(self) -> int | None: ...
    @property
    def present(self) -> tuple[Attendee, ...]: ...
    @property
    def represented(self) -> tuple[Attendee, ...]: ...
    @property
    def excused(self) -> tuple[Attendee, ...]: ...
    @property
    def absent(self) -> tuple[Attendee, ...]: ...
    @property
    def guests(self) -> tuple[Attendee, ...]: ...
    @property
    def decisions(self) -> tuple[Decision, ...]: ...
    @property
    def action_items(self) -> tuple[ActionItem, ...]: ...
    @property
    def next_meeting(self) -> date | None: ...
    @property
    def notes(self) -> str: ...

    def points(self, around: Around) -> tuple[Point, ...]:
        """What is worth a question, the most important first, whether it was settled or not."""
        ...


def period(start: date, end: date | None, *, joined: str, year: bool = True) -> str:
    """The days of a meeting: `19 et 20/11/2026`, `30/11 et 01/12/2026`; `joined` is the word between them."""
    last = end or start
    ending = f"{last:%d/%m/%Y}" if year else f"{last:%d/%m}"
    if last <= start:
        return ending
    same = (start.month, start.year) == (last.month, last.year)
    beginning = f"{start:%d}" if same else f"{start:%d/%m}" if start.year == last.year else f"{start:%d/%m/%Y}"
    between = joined if (last - start).days == 1 else "–"
    return f"{beginning} {between} {ending}" if between == joined else f"{beginning}{between}{ending}"


def chambers_missing(minutes: Minutes, directory: Directory, national: str) -> tuple[int, int]:
    """How many chambers of that day stand in none of the four lists, and how many there were. All are missing where no day is known."""
    on = minutes.date_start
    expected = {chamber.code for chamber in directory.on(on) if chamber.code != national} if on else set()
    rolls = (minutes.present, minutes.represented, minutes.excused, minutes.absent)
    named = {one.chamber for roll in rolls for one in roll if one.chamber}
    return len(expected - named) if expected else -1, len(expected)


def people_in(roll: tuple[Attendee, ...]) -> int:
    """How many a list names, with those who came in numbers."""
    return sum(max(one.persons, 1) for one in roll)
