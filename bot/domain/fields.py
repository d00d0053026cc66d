"""The vocabulary in which a kind is declared once.

A kind is a frozen dataclass whose fields are questions: `title: str = ask(_("Job title"), limit=150)`. From that one declaration come the
form on each platform, recognition from text, the table, validation, the card, the export column and the documentation row. When a
platform seems to need a special case for a kind, a word is missing here: add the word.
"""

from __future__ import annotations

import builtins
import dataclasses
import functools
import inspect
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import (
    Any,
    Literal,
    NewType,
    TypeVar,
    Union,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
    overload,
)

from bot.domain.messages import InputType
from bot.domain.records import ActionItem, Attendee, Decision, Roll, list_of, list_text

T = TypeVar("T")
C = TypeVar("C", bound=type[Any])

RichText = NewType("RichText", str)
"""Markdown written by a member: kept as Markdown, shown through the `rich` filter only."""
Link = NewType("Link", str)
"""An http(s) address. Never fetched."""
ChamberCode = NewType("ChamberCode", str)
"""The three letters of a chamber (`NOR`); a member types its name, an old name or a department."""

Inferred = Literal["", "chamber", "chamber_name", "group", "today"]
"""What is taken when nothing was said: the author's chamber, or its name; the working group of the channel; the day on which it
was said."""

Shape = Literal[
    "",
    "contact",
    "amount",
    "duration",
    "hours",
    "place",
    "organisation",
    "body",
    "group",
    "news",
    "request",
    "first_day",
    "last_day",
    "next_day",
    "mode",
    "need",
    "urgency",
]
"""How an answer that has no label is known in a text: an address or number to write to, a sum of money, a length of time, a working
time, a town, the name of an organisation, the body that met, the working group that is spoken of and what is new there, what is asked for;
the first and the last day of what took place ("16-17/10/2008"), the day of the next, and how they met; of which
sort the thing is that is needed (a tool, somebody, information, a comparison, an offer: options in that order), and how soon. Empty: only
by its label or its place in a sentence."""

_NO_DEFAULT: Any = dataclasses.MISSING


class Choice(Enum):
    """Base of a choice: each member is `(value, label, words by which text says it)`. The value is stored and exported."""

    label: str
    words: tuple[str, ...]

    def __new__(cls, value: str, label: str, *words: str) -> Choice:
        option = object.__new__(cls)
        option._value_ = value
        option.label = label
        option.words = words
        return option

    @property
    def belongs_elsewhere(self) -> bool:
        """Whether what is said so is announced by words of another kind ("diffuser une offre"), as which it is then filed."""
        return False


@dataclass(frozen=True, kw_only=True)
class OneQuestion:
    """Asked once when the answer is missing and the kind can live without it. `days` are offered as dates, counted from today and moved
    to the next working day; `without` is the button that answers "nothing"."""

    text: str
    days: tuple[int, ...] = ()
    without: str = ""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One field of a kind, as every platform, the store and the reader of texts see it."""

    name: str
    label: str
    type: InputType
    required: bool
    hint: str
    limit: int | None
    labels: tuple[str, ...]
    cues: tuple[str, ...]
    words: tuple[str, ...]
    shape: Shape
    lead: bool
    inferred: Inferred
    missing: OneQuestion | None
    future: bool
    past: bool
    names: bool
    roll: Roll
    counts: str
    exported: str
    choice: builtins.type[Choice] | None


@dataclass(frozen=True)
class Problem:
    """Why an answer cannot be taken: a message id and its values. The sentence says what to type instead."""

    message: str
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@overload
def ask(
    label: str,
    *,
    hint: str = ...,
    limit: int | None = ...,
    labels: tuple[str, ...] = ...,
    cues: tuple[str, ...] = ...,
    words: tuple[str, ...] = ...,
    shape: Shape = ...,
    lead: bool = ...,
    inferred: Inferred = ...,
    names: bool = ...,
    roll: Roll = ...,
    counts: str = ...,
    exported: str = ...,
) -> Any: ...
@overload
def ask(
    label: str,
    *,
    default: T,
    hint: str = ...,
    limit: int | None = ...,
    labels: tuple[str, ...] = ...,
    cues: tuple[str, ...] = ...,
    words: tuple[str, ...] = ...,
    shape: Shape = ...,
    lead: bool = ...,
    inferred: Inferred = ...,
    missing: OneQuestion | None = ...,
    future: bool = ...,
    past: bool = ...,
    names: bool = ...,
    roll: Roll = ...,
    counts: str = ...,
    exported: str = ...,
) -> T: ...
def ask(
    label: str,
    *,
    default: Any = _NO_DEFAULT,
    hint: str = "",
    limit: int | None = None,
    labels: tuple[str, ...] = (),
    cues: tuple[str, ...] = (),
    words: tuple[str, ...] = (),
    shape: Shape = "",
    lead: bool = False,
    inferred: Inferred = "",
    missing: OneQuestion | None = None,
    future: bool = False,
    past: bool = False,
    names: bool = False,
    roll: Roll = "",
    counts: str = "",
    exported: str = "",
) -> Any:
    """Declares one question of a kind.

    `label` and `hint` are message ids. `limit` counts characters. `labels` are the words by which a text names the field ("poste :",
    "lieu :"), French and English, as typed; `cues` the words that stand just before it within a sentence ("candidatures jusqu'au"), and
    `words` those with which it often begins ("chargé": a job, not an employer). `shape` is how it is known without any. `lead` marks the
    field that may stand first without a label. `inferred` names what is taken from the author. `missing` is the one question asked when
    nothing was said. `future`: a date typed in a form must not be past. `past`: one without its year lies behind, as meetings do.
    `names`: two items that say nearly the same here may be one. `roll` is the state of those whom a list names, and `counts` the list whose
    announced number this is ("Présents (17)"): a number that differs from its list is a doubt.
    `exported`: the field's name in files, where it is another than its own.
    """
    word: dict[str, Any] = {"label": label, "hint": hint, "limit": limit, "labels": labels, "lead": lead}
    word |= {"cues": cues, "words": words, "shape": shape, "inferred": inferred, "missing": missing, "future": future, "past": past}
    word |= {"names": names, "roll": roll, "counts": counts, "exported": exported}
    return dataclasses.field(default=default, kw_only=True, metadata={"ask": word})


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(ask, dataclasses.field))
def contribution(cls: C) -> C:
    """Makes a kind of its class: a frozen dataclass, keyword only."""
    return dataclass(frozen=True, kw_only=True)(cls)  # type: ignore[return-value]


@functools.cache
def fields_of(kind: type[Any]) -> tuple[Question, ...]:
    """The questions of a kind, in the order of their declaration. Raises TypeError for a type the vocabulary has no word for."""
    hints = get_type_hints(kind)
    specs = {spec.name: spec for spec in dataclasses.fields(kind) if "ask" in spec.metadata}
    return tuple(_question(specs[name], hints[name]) for name in _as_declared(kind) if name in specs)


def _as_declared(kind: type[Any]) -> list[str]:
    """Names in the order a reader sees them; a field that a kind declares again (its chamber) stands where the kind put it."""
    names: dict[str, None] = {}
    for base in reversed(kind.__mro__):
        for name in inspect.get_annotations(base):
            names.pop(name, None)
            names[name] = None
    return list(names)


def _question(spec: dataclasses.Field[Any], hint: Any) -> Question:
    optional, bare = _without_none(hint)
    choice = bare if isinstance(bare, type) and issubclass(bare, Choice) else None
    required = not optional and spec.default is dataclasses.MISSING and not spec.metadata["ask"]["inferred"]
    return Question(name=spec.name, type=_input_type(spec.name, bare), required=required, choice=choice, **spec.metadata["ask"])


def _without_none(hint: Any) -> tuple[bool, Any]:
    if get_origin(hint) not in (types.UnionType, Union):
        return False, hint
    rest = [part for part in get_args(hint) if part is not type(None)]
    return True, rest[0]


_INPUT_TYPES: Mapping[Any, InputType] = {
    str: "text",
    RichText: "rich_text",
    date: "date",
    ChamberCode: "chamber",
    Link: "link",
    bool: "flag",
    int: "number",
    tuple[str, ...]: "lines",
    tuple[Attendee, ...]: "attendance",
    tuple[Decision, ...]: "decisions",
    tuple[ActionItem, ...]: "actions",
}
LISTS = ("lines", "attendance", "decisions", "actions")
"""Types whose answers are tuples, with one entry per line in their text form."""


def _input_type(name: str, bare: Any) -> InputType:
    if isinstance(bare, type) and issubclass(bare, Choice):
        return "choice"
    if bare not in _INPUT_TYPES:
        raise TypeError(f"{name}: the vocabulary has no word for {bare!r} (bot/domain/fields.py)")
    return _INPUT_TYPES[bare]


Parser = Callable[[Question, str], Any]


def as_text(value: Any) -> str:
    """An answer in the form that is stored in versions, drafts and exports, and that a form shows: `from_text` reads it back."""
    match value:
        case None | False:
            return ""
        case True:
            return YES
        case Choice():
            return str(value.value)
        case date():
            return value.isoformat()
        case tuple():
            return list_text(value)
        case _:
            return str(value)


def from_text(question: Question, text: str) -> Any:
    """The reverse of `as_text`. Raises ValueError or StopIteration for a text that `as_text` never wrote."""
    if question.type in LISTS:
        return list_of(question.type, text)
    if question.choice is not None:
        return next(option for option in question.choice if option.value == text) if text else None
    return _FROM_TEXT.get(question.type, str)(text)


YES, NO = "yes", "no"
"""What the boxes of a form hold for a flag; in its text form, no is empty."""
_FROM_TEXT: Mapping[str, Callable[[str], Any]] = {
    "date": lambda text: date.fromisoformat(text) if text else None,
    "number": lambda text: int(text) if text else None,
    "flag": lambda text: text == YES,
}
