"""What every kind shares: who said it, for which chamber, who may read it, and where it is in its life."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar, Literal, Self

from bot.domain.fields import ChamberCode, Problem, Question, contribution, fields_of
from bot.domain.i18n import mark as _
from bot.domain.i18n import nmark


class Scope(StrEnum):
    """Who may read: the widest first. `national` is what `confidentiel` means: the national team alone."""

    PUBLIC = "public"
    NETWORK = "network"
    CHAMBER = "chamber"
    NATIONAL = "national"


Genre = Literal["notice", "minutes", "news", "request"]
"""How a text is put together: one thing announced with its terms (an offer); an account of a meeting, with lists and sections; a sentence
about what somebody is at; a question to whoever knows."""
ASKED_WITHIN = timedelta(days=31)
DRAFTED = "draft"
PUBLISHED = "published"
WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class Action:
    """Something that can be done to a contribution by a button or its word: it ends in a state, or changes answers.

    `done` is what the member reads afterwards, with {number} and the card's own values; it is a message id of the kind's catalogue.
    """

    name: str
    label: str
    words: tuple[str, ...]
    done: str
    to_state: str = ""


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """One line of a person's morning message: what is asked, and the actions that answer it."""

    name: str
    text: str
    values: Mapping[str, Any]
    actions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Alike:
    """How somebody is asked whether what he files is there already: message ids of the question, with {label}, {author} and {chamber}, and
    of its two answers. `merges`: the two become one, whoever filed them."""

    question: str = _("This looks like what is there already: {label} ({chamber}). Is it the same?")
    same: str = _("Yes, the same")
    other: str = _("No, another one")
    merges: bool = False


@dataclass(frozen=True, kw_only=True)
class Command:
    """The short verb of a kind on each platform (`/offre`), its English twin, and the example that help shows."""

    french: str
    english: str
    example: str


@contribution
class Contribution:
    """The base of all kinds. Answers are the subclass's own fields; these are given by the use case that files it."""

    kind: ClassVar[str]
    """The name in code, in the table and in exports."""
    prefix: ClassVar[str]
    """Of the written number: `JO` gives `JO-021`. Understood and exported, never shown."""
    noun: ClassVar[str]
    """Message id of the word that is spoken with the number: "Offer" gives "offre 21"."""
    named: ClassVar[str] = ""
    """Message id of the same with its article, "an offer": what one can write to us is told by it."""
    counted: ClassVar[tuple[str, str]] = nmark("{n} thing", "{n} things")
    """Message ids of so many of them: "1 offer", "2 offers"."""
    proposal: ClassVar[str]
    """Message id of what one does with it: "Post a job offer"."""
    section: ClassVar[str]
    """Message id of the heading under which editions and pages list it."""
    command: ClassVar[Command]
    rank: ClassVar[int] = 50
    """Where its section stands in letters and pages: lower is earlier."""
    said: ClassVar[tuple[str, ...]] = ()
    """Phrases by which a text announces this kind, French and English."""
    sentences: ClassVar[tuple[str, ...]] = ()
    """Whole sentences with {field} places: "{employer} recrute {title}"."""
    hints: ClassVar[tuple[str, ...]] = ()
    """Words that make this kind likely anywhere in a text ("candidature"): never enough alone, they add to what else speaks for it."""
    read_as: ClassVar[Genre] = "notice"
    """What sort of text it is, which decides how it is read."""
    alike: ClassVar[Alike] = Alike()
    filed_as: ClassVar[str] = "file"
    """The row of bot/domain/permissions.py that says who may file it."""
    confirmed: ClassVar[bool] = False
    """Whether it is filed as a draft, DRAFTED, and published by one more gesture: what goes out to all chambers as theirs."""
    life: ClassVar[str] = ""
    """The name of what follows when it is filed or changed, beyond what follows for every kind: in handlers/lives/."""
    default_scope: ClassVar[Scope] = Scope.NETWORK
    default_topics: ClassVar[tuple[str, ...]] = ()
    actions: ClassVar[tuple[Action, ...]] = ()

    id: int = 0
    number: int = 0
    author_id: int = 0
    chamber: ChamberCode = ChamberCode("")
    filed_at: datetime
    said_at: datetime | None = None
    """When it was written, where the platform brought it much later."""
    published_at: datetime | None = None
    scope: Scope = Scope.NETWORK
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    language: str = "fr"
    state: str = PUBLISHED
    version: int = 1

    @property
    def reference(self) -> str:
        """The written number, `JO-021`: what links and buttons carry."""
        return f"{self.prefix}-{self.number:03d}"

    def heading(self) -> str:
        """One line that names it in a list, as typed: the answer that may lead a text. A kind without one says its own."""
        lead = next((question.name for question in fields_of(type(self)) if question.lead), "")  # type: ignore[arg-type] # as in Kind
        return str(getattr(self, lead, ""))

    @classmethod
    def counted_in(cls, answers: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG003 - kinds that count something do
        """What follows from its answers and stands beside them in exports: how many days, how many from where."""
        return {}

    def problems(self, today: date) -> dict[str, Problem]:  # noqa: ARG002 - kinds that look at the date do
        """What contradicts itself, by field, beyond what each field says alone."""
        return {}

    def listed(self, today: date) -> bool:  # noqa: ARG002
        """Whether lists and editions still show it on that day, in the chamber's zone."""
        return self.state == PUBLISHED

    def asks_on(self) -> date | None:
        """The first day on which `reminder` may ask, within ASKED_WITHIN of which it stops; None for what is never asked about. The store
        finds by it the few items whose authors are to be asked."""
        return None

    def reminder(self, today: date) -> Reminder | None:  # noqa: ARG002
        """What its author is asked in the morning message of that day, in his zone."""
        return None

    def after(self, action: Action, today: date) -> Self:
        """The contribution once the action is done. Kinds whose actions change answers extend this."""
        del today
        return dataclasses.replace(self, state=action.to_state or self.state)

    def offers(self, today: date) -> tuple[Action, ...]:  # noqa: ARG002
        """The actions that make sense now, besides correcting and withdrawing."""
        return ()


@dataclass(frozen=True)
class Kind:
    """A kind as the rest of the house meets it: its class, its questions, and the folder that holds its templates and catalogue."""

    cls: type[Contribution]
    folder: Path
    sample: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.cls.kind

    @property
    def questions(self) -> tuple[Question, ...]:
        return fields_of(self.cls)  # type: ignore[arg-type] # mypy takes __hash__ of the class for that of its instances

    @property
    def asked_once(self) -> frozenset[str]:
        """The fields it can be filed without, and that are asked about once."""
        return frozenset(question.name for question in self.questions if question.missing)

    def question(self, name: str) -> Question:
        """The question of that name. Raises KeyError."""
        return self._by_name[name]

    @functools.cached_property
    def _by_name(self) -> Mapping[str, Question]:
        return {question.name: question for question in self.questions}

    def action(self, name: str) -> Action | None:
        """The action of that name, or None."""
        return next((action for action in self.cls.actions if action.name == name), None)


class Kinds(Mapping[str, Kind]):
    """The kinds that this house knows: a value, not a global, so that a test adds one at run time."""

    def __init__(self, kinds: Iterable[Kind]) -> None:
        self._kinds = {kind.name: kind for kind in kinds}

    def __getitem__(self, name: str) -> Kind:
        return self._kinds[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)

    def by_prefix(self, prefix: str) -> Kind | None:
        """`JO` -> the job offer."""
        return next((kind for kind in self.values() if kind.cls.prefix == prefix.upper()), None)

    def folders(self) -> dict[str, Path]:
        """Where each kind keeps its templates and its catalogue."""
        return {kind.name: kind.folder for kind in self.values()}
