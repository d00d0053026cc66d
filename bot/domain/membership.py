"""The life of a chamber in the network: in constitution, constituted, applicant, member, then merged or gone. (DOMAIN.md F02, 2.4)"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.chambers import NATIONAL, Directory
from bot.domain.i18n import mark as _


class Status(StrEnum):
    """Where a chamber stands in the network."""

    IN_CONSTITUTION = "in_constitution"
    CONSTITUTED = "constituted"
    APPLICANT = "applicant"
    MEMBER = "member"
    MERGED = "merged"
    LEFT = "left"


STATUS_NAMES: Mapping[Status, str] = {
    Status.IN_CONSTITUTION: _("in constitution"),
    Status.CONSTITUTED: _("constituted"),
    Status.APPLICANT: _("applicant"),
    Status.MEMBER: _("member"),
    Status.MERGED: _("merged"),
    Status.LEFT: _("no longer a member"),
}
"""Message ids."""
_NEXT: Mapping[Status | None, tuple[Status, ...]] = {
    None: (Status.IN_CONSTITUTION, Status.CONSTITUTED),
    Status.IN_CONSTITUTION: (Status.CONSTITUTED,),
    Status.CONSTITUTED: (Status.APPLICANT,),
    Status.APPLICANT: (Status.MEMBER,),
    Status.MEMBER: (Status.MERGED, Status.LEFT),
    Status.LEFT: (Status.APPLICANT,),
    Status.MERGED: (),
}


class Precision(StrEnum):
    """How closely the first day of a step is known, and so what may be said of it."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    EARLY_YEAR = "early_year"
    LATE_YEAR = "late_year"
    NONE = "none"


SINCE: Mapping[Precision, str] = {
    Precision.DAY: _("since {day}"),
    Precision.MONTH: _("since {month}"),
    Precision.YEAR: _("since {year}"),
    Precision.EARLY_YEAR: _("since early {year}"),
    Precision.LATE_YEAR: _("since late {year}"),
}
"""Message ids. Of what nobody dates, nothing is said: an invented day would be read as a fact."""
CONSTITUTED_ALREADY = (Status.CONSTITUTED, Status.APPLICANT, Status.MEMBER)


@dataclass(frozen=True, kw_only=True)
class Step:
    """A chamber has this status from that day on, by that decision (empty where none is known).

    Where the day is not known exactly, `effective` is one that the counts of the reports agree with; it is never shown.
    """

    chamber: str
    effective: date
    status: Status
    decision: str = ""
    precision: Precision = Precision.DAY


class Membership:
    """All steps of all chambers: who stood where, on any day."""

    def __init__(self, steps: Iterable[Step], directory: Directory) -> None:
        self._directory = directory
        self._steps = sorted(steps, key=lambda step: step.effective)

    def step_on(self, chamber: str, day: date) -> Step | None:
        """The step that holds on that day; None before the first."""
        return next((step for step in reversed(self._steps) if step.chamber == chamber and step.effective <= day), None)

    def step_after(self, chamber: str, day: date) -> Step | None:
        """The next step after that day, where one is known already."""
        return next((step for step in self._steps if step.chamber == chamber and step.effective > day), None)

    def state_on(self, chamber: str, day: date) -> Status | None:
        """Where it stood on that day. One that was merged is `MERGED`: its successor has a state of its own."""
        step = self.step_on(chamber, day)
        return step.status if step else None

    def on(self, day: date) -> Mapping[Status | None, tuple[str, ...]]:
        """The codes of the chambers of that day by status, in the order of their regions. None: nothing is known of it."""
        present = sorted((chamber for chamber in self._directory.on(day) if chamber.code != NATIONAL), key=lambda one: one.region)
        found: dict[Status | None, tuple[str, ...]] = {}
        for chamber in present:
            status = self.state_on(chamber.code, day)
            found[status] = (*found.get(status, ()), chamber.code)
        return found

    def counts_on(self, day: date) -> Mapping[Status, int]:
        """How many chambers of that day stood where (report of 2008, p. 526: 23 members, 1 applicant, 2 in constitution on 31/12/2008)."""
        return Counter({status: len(codes) for status, codes in self.on(day).items() if status})

    def constituted_on(self, day: date) -> int:
        """How many were constituted, whether or not they were members yet: the 24 of 18/01/2008 that the rate of 42 % counts."""
        counts = self.counts_on(day)
        return sum(counts.get(status, 0) for status in CONSTITUTED_ALREADY)

    def may_become(self, step: Step) -> tuple[Status, ...]:
        """What the chamber may become on that day: the step itself among them or not. What is followed by other steps must lead to them."""
        following = self.step_after(step.chamber, step.effective)
        allowed = _NEXT[self.state_on(step.chamber, step.effective)]
        return tuple(status for status in allowed if following is None or following.status in _NEXT[status])
