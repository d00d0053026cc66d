"""What the rows about a person are told with: days and hours as he counts them, spoken numbers, fields by their names, acts as words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bot.domain.contribution import Kind
from bot.domain.fields import Question, from_text
from bot.domain.i18n import mark as _
from bot.domain.people import Person
from bot.wording.escape import shorten
from bot.wording.plain import plain
from handlers.linking import PLATFORM_NAMES
from handlers.show import spoken
from storage.own import OwnRow
from storage.transaction import Tx

ACTS: Mapping[str, str] = {
    "answer": _("a request answered"),
    "claim": _("a request taken"),
    "correct": _("corrected"),
    "decline": _("a request declined"),
    "expertise": _("what a chamber knows about changed"),
    "exported": _("all of it printed by an organiser"),
    "file": _("filed"),
    "handed_over": _("work handed over"),
    "invited": _("a link made"),
    "leave": _("leave noted"),
    "leave_ended": _("leave ended"),
    "left": _("access ended"),
    "letter": _("letter changed"),
    "letter_channel": _("a channel's letter changed"),
    "letter_channel_ended": _("a channel's letter ended"),
    "letter_ended": _("letter ended"),
    "link_astray": _("a link opened by somebody else"),
    "linked": _("an account linked"),
    "not_recognised": _("an account not recognised"),
    "own_data": _("these pages read"),
    "person": _("the roster changed"),
    "recognised": _("an account recognised by its address"),
    "relay": _("relayed"),
    "release": _("a request given back"),
    "restore": _("put back"),
    "route": _("a request passed on"),
    "scope": _("readers changed"),
    "settings": _("settings changed"),
    "status": _("a chamber's status noted"),
    "status_taken_back": _("a chamber's status taken back"),
    "unlinked": _("an account cut"),
    "withdraw": _("withdrawn"),
}


_ABOUT = ("id", "about_id", "contribution_id", "minutes_id", "request_id")
"""Columns that hold the id of a contribution."""


class Facts:
    """What rows are told with, for one person. `most` letters of each value; `cut` becomes true when one was longer."""

    def __init__(self, person: Person, rows: Sequence[OwnRow], tx: Tx) -> None:
        self.words, self.today, self.cut = tx.words(person.language, person.zone), tx.today(person.zone), False
        self.person, self.tx, self.most = person, tx, 0
        self.actions = tx.own.actions(_ids(rows, "action_id"))
        of_actions = {minutes for minutes, _, _ in self.actions.values()}
        about = _ids((row for row in rows if row.table != "people"), *_ABOUT)
        self.numbers = tx.own.numbers(about | of_actions)
        self.bodies = tx.own.bodies(_ids(rows, "body_id"))
        self.names = tx.people.named(_ids(rows, "person_id", "successor_id", "claimed_by"))
        self.versions = {row.key: row.columns["answers"] for row in rows if row.table == "versions" and not row.mention}

    def value(self, value: Any) -> str:
        """A member's text in one line."""
        text = " ".join(str(value or "").split())
        short = shorten(text, self.most)
        self.cut = self.cut or short != text
        return short

    def day(self, day: date | datetime | None) -> str:
        """A day, or the day of an instant, as he counts days; nothing for none."""
        local = self.words.local(day).date() if isinstance(day, datetime) else day
        return self.words.day(local, self.today) if local else ""

    def when(self, at: datetime) -> str:
        """Day and hour, on his clocks."""
        return self.words.text("{day}, {hour}", day=self.day(at), hour=self.words.time(at))

    def label(self, contribution: Any) -> str:
        """The spoken number of a contribution, by its id."""
        kind, number = self.numbers.get(contribution, ("", 0))
        known = self.tx.kinds.get(kind)
        return spoken(known.cls, number, self.words) if known else self.words.text("A text")

    def fields(self, kind: Kind | None, answers: Mapping[str, Any]) -> str:
        """The answers that are there, each after the name of its field."""
        told = [(question, answers.get(question.name)) for question in (kind.questions if kind else ())]
        return self.value(" · ".join(self.pair(self.words.text(one.label), self._answer(one, value)) for one, value in told if value))

    def pair(self, label: str, value: str) -> str:
        """A value after its name."""
        return self.words.text("{label}: {value}", label=label, value=value)

    def _answer(self, question: Question, value: Any) -> str:
        typed = from_text(question, value) if isinstance(value, str) else value
        if question.type == "chamber" and (chamber := self.tx.directory.get(str(value))):
            return chamber.region
        if isinstance(typed, date):
            return self.day(typed)
        label = getattr(typed, "label", "")
        return self.words.text(label) if label else plain(str(typed)) if question.type == "rich_text" else str(typed)

    def listed(self, facts: Iterable[str]) -> str:
        """Facts in one line."""
        return self.value(" · ".join(fact for fact in facts if fact))

    def act(self, act: str, kind: Kind | None) -> str:
        """What was done, as a noun."""
        if act in ACTS:
            return self.words.text(ACTS[act])
        action = kind.action(act) if kind else None
        return self.words.text(action.label).lower() if action else self.words.text("changed")


def _ids(rows: Iterable[OwnRow], *names: str) -> set[int]:
    """What stands in these columns of the rows."""
    return {value for row in rows for name in names if isinstance(value := row.columns.get(name), int)}


def platform_name(name: str) -> str:
    """How people call it."""
    return PLATFORM_NAMES.get(name, name.capitalize())


def texts_in(value: Any) -> list[str]:
    """The texts and days in a kept value; ids and names of columns say nothing to anybody."""
    if isinstance(value, Mapping):
        return [text for one in value.values() for text in texts_in(one)]
    if isinstance(value, date | datetime):
        return [value.isoformat()]
    return [value] if isinstance(value, str) and value else []
