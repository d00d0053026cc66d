"""What a line of a file tells, at its time and by its author: whoever takes it in works on this."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bot.domain.contribution import Contribution, Kind
from bot.domain.people import Account, Person
from bot.domain.reading.answers import Reading
from bot.loading.lines import Line
from storage.contributions import Origin
from storage.loaded import Event, Outcome
from storage.people import IN_A_FILE
from storage.transaction import Tx

_LAST_DIGITS = re.compile(r"(\d{1,6})$")


@dataclass(frozen=True)
class Telling:
    """A line, who says it, and the transaction in which it is taken in, at the line's own time."""

    line: Line
    person: Person
    tx: Tx

    @cached_property
    def reading(self) -> Reading:
        """For whom and when it is read."""
        return Reading(now=self.line.at, zone=self.person.zone, language=self.line.language, directory=self.tx.directory)

    @property
    def origin(self) -> Origin:
        """Where it was said: no message of any platform."""
        return Origin(platform=self.line.platform, workspace=IN_A_FILE, channel=self.line.handle[:60])

    def keep(self, kind: str, outcome: Outcome, *, reference: str = "", fields: Mapping[str, Any] | None = None, **about: Any) -> Outcome:
        """Notes that this event was taken in, and as what. `about`: ids of what it is about, and whether it stands."""
        line = self.line
        event = Event(
            event_id=line.event_id,
            line=line.id,
            kind=kind,
            reference=reference,
            outcome=outcome,
            author_id=self.person.id,
            platform=line.platform,
            language=line.language,
            text=line.text,
            fields=fields or {},
            at=line.at,
            **about,
        )
        self.tx.loaded.add(event)
        return outcome


def told(line: Line, tx: Tx) -> Telling:
    """The line with its author, who is brought into the roster where nobody knows him. His role and chamber are those of that time."""
    known = _known(line, tx)
    person = known or _newcomer(line, tx)
    then = dataclasses.replace(person, role=line.role, chamber=line.chamber, language=line.language)
    return Telling(line, then, tx)


def _account(line: Line) -> Account:
    return Account(platform=line.platform, workspace=IN_A_FILE, user=line.handle)


def _known(line: Line, tx: Tx) -> Person | None:
    """By his name on that platform, or on another one: one person, two platforms."""
    if holder := tx.roster.holder(_account(line)):
        return holder.person
    same = tx.loaded.speaker(line.handle)
    if same is None:
        return None
    tx.roster.link(_account(line), same)
    return tx.people.get(same)


def _newcomer(line: Line, tx: Tx) -> Person:
    zone = tx.directory.zone_of(line.chamber)
    person = tx.people.add(
        name=line.name, role=line.role, chamber=line.chamber, language=line.language, zone=zone, accounts=[_account(line)]
    )
    tx.audit.note("person", by=None, after={"person": person.id, "role": person.role.value, "chamber": person.chamber})
    return person


def number_of(reference: str, kind: Kind, tx: Tx) -> int:
    """The number by which the record is spoken of: that of its reference ("JO-021") where it is free, else the next."""
    digits = _LAST_DIGITS.search(reference)
    wanted = int(digits[1]) if digits else 0
    return wanted if wanted and is_free(wanted, kind, tx) else tx.contributions.next_number(kind.name)


def is_free(number: int, kind: Kind, tx: Tx) -> bool:
    """Whether nothing of that kind is spoken of by that number."""
    return tx.contributions.numbered(kind.name, number) is None


def renumbered(item: Contribution, reference: str, kind: Kind, tx: Tx) -> Contribution:
    """The same, spoken of by the number of that reference where it is free."""
    digits = _LAST_DIGITS.search(reference)
    if digits and int(digits[1]) and is_free(int(digits[1]), kind, tx):
        return dataclasses.replace(item, number=int(digits[1]))
    return item
