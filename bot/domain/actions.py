"""Actions of meetings: who does what until when, each with a life of its own. (DOMAIN.md F15)"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bot.domain.chambers import NATIONAL, Directory
from bot.domain.folding import words
from bot.domain.people import Person
from bot.domain.permissions import Act, Grant, grant

State = Literal["open", "in_progress", "done", "dropped"]
OPEN: State = "open"
IN_PROGRESS: State = "in_progress"
DONE: State = "done"
DROPPED: State = "dropped"


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """Where actions were taken: which minutes, of which body, on which day, and when it meets next."""

    minutes_id: int
    body: str
    held_on: date | None = None
    next_on: date | None = None


def reference_of(body: str, held_on: date | None, position: int) -> str:
    """The written reference of an action, "DIRCRES-2008-10-16-A2": exported and understood, never shown."""
    name = words(body).upper().replace(" ", "-")[:40]
    return "-".join(part for part in (name, held_on.isoformat() if held_on else "", f"A{position}") if part)


@dataclass(frozen=True, kw_only=True)
class ActionRecord:
    """One action of published minutes. `position`: its place there, from 1, by which it is spoken of. `owner_chamber` is a code, that of
    the person too, where one has it; `owner_name` is the owner as written. `said`: a term that is no day. `secretary_id`: who filed the
    minutes. `confidential`: they are the national team's alone. `assigned_at` (UTC): since when its owner has it as it is now;
    `changed_at` (UTC): its last change."""

    id: int = 0
    minutes_id: int
    position: int
    what: str
    owner_chamber: str = ""
    owner_name: str = ""
    owner_id: int | None = None
    due: date | None = None
    said: str = ""
    state: State = OPEN
    done_on: date | None = None
    body: str = ""
    held_on: date | None = None
    next_on: date | None = None
    secretary_id: int | None = None
    confidential: bool = False
    assigned_at: datetime
    changed_at: datetime

    @property
    def reference(self) -> str:
        """As exports write it."""
        return reference_of(self.body, self.held_on, self.position)

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.state in (OPEN, IN_PROGRESS)

    def is_late(self, today: date) -> bool:
        """Whether its term is past: computed, never a state."""
        return self.is_open and self.due is not None and self.due < today

    def done(self, on: date) -> ActionRecord:
        """The same, done on that day."""
        return dataclasses.replace(self, state=DONE, done_on=on)


def may_see(person: Person, action: ActionRecord) -> bool:
    """Whether it is there for him at all: readers of the letter see none, and what is confidential the national team and its author do."""
    if grant(person, Act.CLOSE_ACTION) is Grant.NO:
        return False
    return not action.confidential or person.is_national or person.id == action.secretary_id


def may_close(person: Person, action: ActionRecord, directory: Directory) -> bool:
    """Closing is its owner's, his chamber's and the national team's. (DOMAIN.md 2.5)"""
    how_far = grant(person, Act.CLOSE_ACTION)
    if how_far is Grant.YES:
        return True
    own = action.owner_id is not None and person.wrote(action.owner_id)
    return how_far is not Grant.NO and (own or (how_far is Grant.CHAMBER and _is_of_his_chamber(person, action, directory)))


def may_correct(person: Person, action: ActionRecord, directory: Directory) -> bool:
    """Its term and its owner are corrected by whoever may close it, and by the secretary who filed the minutes."""
    filed = action.secretary_id is not None and person.wrote(action.secretary_id)
    return may_close(person, action, directory) or (filed and grant(person, Act.CLOSE_ACTION) is not Grant.NO)


def _is_of_his_chamber(person: Person, action: ActionRecord, directory: Directory) -> bool:
    return action.owner_chamber not in ("", NATIONAL) and action.owner_chamber in directory.lineage(person.chamber)
