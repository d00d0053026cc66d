"""Answers that are lists: who was there, what was decided, who does what. Plain values with a text form, one entry per line.

The text form is what versions, drafts, exports and the boxes of a form hold: a person may read it and type it, and it is read back to the
same value. A chamber stands in square brackets behind the name as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from bot.domain.years import YEARS

Roll = Literal["", "present", "represented", "excused", "absent", "guests"]
"""In which state those whom a list names were, as minutes tell them apart."""
Result = Literal["", "unanimous", "majority", "consensus", "rejected", "deferred"]
"""How a decision was taken, where it was said. (DOMAIN.md F14)"""
RESULTS: tuple[Result, ...] = ("unanimous", "majority", "consensus", "rejected", "deferred")

_BETWEEN = " | "
_ESCAPES = ((" |", " ¦"), ("\n", " "))
_COUNTED = re.compile(r"(?P<name>.*?)(?: \((?P<persons>\d{1,4})\))?(?: \[(?P<chamber>[A-Z]{0,3})\])?")
_VOTES = re.compile(r"(\d+)/(\d+)/(\d+)")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, kw_only=True)
class Attendee:
    """Somebody of a list: the name as typed, the code of the chamber that it means (empty: a person, or somebody else), and how many came
    from there, where it was said."""

    name: str
    chamber: str = ""
    persons: int = 0

    def __str__(self) -> str:
        typed = _line(self.name)
        ends_like_one = bool(re.search(r"(?: \(\d{1,4}\)| \[[A-Z]{0,3}\])$", typed))
        persons = f" ({self.persons})" if self.persons or ends_like_one else ""
        return typed + persons + (f" [{self.chamber}]" if self.chamber or ends_like_one else "")


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What was decided, and how. `votes`: for, against, abstentions."""

    text: str
    result: Result = ""
    votes: tuple[int, int, int] | None = None

    def __str__(self) -> str:
        votes = "/".join(map(str, self.votes)) if self.votes else ""
        return _row(self.text, self.result, votes)


@dataclass(frozen=True, kw_only=True)
class ActionItem:
    """Who does what, until when. `chamber`: the code of the owner, where the owner is a chamber; `said`: a term that is no day ("before
    the holidays"), as typed."""

    who: str
    what: str
    due: date | None = None
    chamber: str = ""
    said: str = ""

    def __str__(self) -> str:
        who = str(Attendee(name=self.who, chamber=self.chamber))
        return _row(who, self.what, self.due.isoformat() if self.due else self.said)


def _line(text: str) -> str:
    return " ".join(text.split())


def _row(*cells: str) -> str:
    """The cells of a line; an empty last cell is left out, and a bar inside one becomes another bar."""
    kept = list(cells)
    while len(kept) > 1 and not kept[-1]:
        kept.pop()
    return _BETWEEN.join(_line(cell).replace("|", "¦") for cell in kept)


def _cells(line: str, count: int) -> list[str]:
    cells = [cell.strip() for cell in re.split(r"\s\|\s|\s\|$|^\|\s", line)]
    return [*cells[:count], *[""] * (count - len(cells))]


def attendee_of(line: str) -> Attendee:
    """The reverse of `str(attendee)`."""
    match = _COUNTED.fullmatch(_line(line))
    assert match is not None  # every line is a name
    return Attendee(name=match["name"], chamber=match["chamber"] or "", persons=int(match["persons"] or 0))


def decision_of(line: str) -> Decision:
    """The reverse of `str(decision)`; what is no result stays out."""
    text, result, votes = _cells(line, 3)
    counted = _VOTES.fullmatch(votes)
    known: Result = next((one for one in RESULTS if one == result), "")
    return Decision(text=text, result=known, votes=(int(counted[1]), int(counted[2]), int(counted[3])) if counted else None)


def action_of(line: str) -> ActionItem:
    """The reverse of `str(action)`: an ISO day is the day, anything else the term as said."""
    owner, what, due = _cells(line, 3)
    who = attendee_of(owner)
    day = _day(due)
    return ActionItem(who=who.name, what=what, due=day, chamber=who.chamber, said="" if day else due)


def _day(typed: str) -> date | None:
    try:
        day = date.fromisoformat(typed) if _ISO.fullmatch(typed) else None
    except ValueError:
        return None
    return day if day and day.year in YEARS else None


ENTRY: Mapping[str, Callable[[str], Any]] = {"lines": _line, "attendance": attendee_of, "decisions": decision_of, "actions": action_of}
"""How one line of a list is read, by the type of its question."""


def list_of(kind: str, text: str) -> tuple[Any, ...]:
    """A list in its text form: one entry per line that says something."""
    return tuple(ENTRY[kind](line) for line in text.splitlines() if line.strip())


def list_text(entries: tuple[Any, ...]) -> str:
    """The text form of a list."""
    return "\n".join(_line(entry) if isinstance(entry, str) else str(entry) for entry in entries)
