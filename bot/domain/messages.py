"""The only things a platform is asked to show: a message, a form, a home page.

A message is Markdown with buttons between its paragraphs. Each platform renders it in its own markup (handlers/<platform>/markup.py);
nothing here knows which.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Style = Literal["plain", "primary", "danger"]


@dataclass(frozen=True, kw_only=True)
class Button:
    """One gesture. `act` is what comes back when it is pressed, at most 64 bytes (Telegram's callback_data is the smallest).

    `word` is what can be typed instead: a typed message waits for the network, a tap does not. With `url` it only opens a page. `span` is
    the part of the text above that it is about, where that text speaks of several things.
    """

    label: str
    act: str
    word: str = ""
    style: Style = "plain"
    url: str = ""
    span: str = ""

    def __post_init__(self) -> None:
        if len(self.act.encode()) > 64:
            raise ValueError(f"a button's act is limited to 64 bytes: {self.act!r}")


@dataclass(frozen=True)
class Text:
    """One or more paragraphs of Markdown, every variable already escaped by the templates."""

    markdown: str


@dataclass(frozen=True)
class Row:
    """Buttons that belong to the text above them."""

    buttons: tuple[Button, ...]


Part = Text | Row


@dataclass(frozen=True)
class Message:
    """What is shown, in order. The first part is a text that stands alone: it is also the notification."""

    parts: tuple[Part, ...]

    @classmethod
    def of(cls, markdown: str, *buttons: Button) -> Message:
        """One text, and a row of buttons under it where there are any."""
        return cls((Text(markdown), Row(buttons))) if buttons else cls((Text(markdown),))

    def then(self, markdown: str, *buttons: Button) -> Message:
        """The same message with one more text, and its buttons."""
        return Message(self.parts + Message.of(markdown, *buttons).parts)

    def replacing(self, act: str, by: Message) -> Message:
        """The same message where the line of that button (its text and its row) has become another. Without such a button, it is added.
        Of a text that speaks of several things, only the button's own span becomes another."""
        for place, part in enumerate(self.parts):
            if isinstance(part, Row) and (pressed := next((button for button in part.buttons if button.act == act), None)):
                if pressed.span and place:
                    return self._with_span(place, pressed.span, by)
                before = self.parts[: place - 1] if place and isinstance(self.parts[place - 1], Text) else self.parts[:place]
                return Message((*before, *by.parts, *self.parts[place + 1 :]))
        return Message((*self.parts, *by.parts))

    def _with_span(self, place: int, span: str, by: Message) -> Message:
        """What stands in that row for all spans together goes when nothing is left to press about any of them."""
        text, row = self.parts[place - 1], self.parts[place]
        assert isinstance(text, Text)
        assert isinstance(row, Row)
        first = next(number for number, button in enumerate(row.buttons) if button.span == span)
        kept = [button for button in row.buttons if button.span != span]
        kept[first:first] = [dataclasses.replace(button, span=by.markdown) for button in by.buttons]
        shown = (Row(tuple(kept)),) if any(button.span for button in kept) else ()
        return Message((*self.parts[: place - 1], Text(_replaced(text.markdown, span, by.markdown)), *shown, *self.parts[place + 1 :]))

    def without_buttons(self) -> Message:
        """The same words, and nothing to press."""
        return Message(tuple(part for part in self.parts if isinstance(part, Text)))

    @property
    def markdown(self) -> str:
        """All texts, without the buttons."""
        return "\n\n".join(part.markdown for part in self.parts if isinstance(part, Text))

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All buttons in reading order."""
        return tuple(button for part in self.parts if isinstance(part, Row) for button in part.buttons)

    def as_json(self) -> list[dict[str, Any]]:
        """The form in which the outbox keeps it."""
        return [_part_as_json(part) for part in self.parts]

    @classmethod
    def from_json(cls, parts: list[dict[str, Any]]) -> Message:
        """The reverse of `as_json`."""
        return cls(tuple(_part_from_json(part) for part in parts))


def _replaced(text: str, span: str, by: str) -> str:
    """A span that is a whole line is that line, and no part of another."""
    lines = text.split("\n")
    if span in lines:
        return "\n".join([*lines[: lines.index(span)], by, *lines[lines.index(span) + 1 :]])
    return text.replace(span, by, 1)


def _part_as_json(part: Part) -> dict[str, Any]:
    if isinstance(part, Text):
        return {"text": part.markdown}
    return {"row": [{key: value for key, value in vars(button).items() if value} for button in part.buttons]}


def _part_from_json(part: Mapping[str, Any]) -> Part:
    if "text" in part:
        return Text(part["text"])
    return Row(tuple(Button(**button) for button in part["row"]))


InputType = Literal[
    "text", "rich_text", "choice", "date", "chamber", "link", "flag", "number", "lines", "attendance", "decisions", "actions"
]


@dataclass(frozen=True)
class Option:
    """One answer of a choice: the value that is stored, and what the member reads."""

    value: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Input:
    """One question of a form, in the reader's language. `value` is the text form of the answer (a date is ISO, a choice its value).

    Where a form is asked question by question, what is required is asked, and what has a sentence to ask it with: `asked`. `offered` are
    probable answers among others; one whose value is "" stands for going without.
    """

    name: str
    label: str
    type: InputType
    required: bool
    hint: str = ""
    limit: int | None = None
    options: tuple[Option, ...] = ()
    value: str = ""
    asked: str = ""
    offered: tuple[Option, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form. `token` makes it unique: a double click sends it twice, and it is filed once. `correcting`: everything in it is there
    already, so that one names what is to change; `first` is what he named."""

    title: str
    submit: str
    cancel: str
    token: str
    inputs: tuple[Input, ...]
    intro: str = ""
    correcting: bool = False
    first: str = ""

    def input(self, name: str) -> Input:
        """The question of that name. Raises StopIteration."""
        return next(question for question in self.inputs if question.name == name)

    def as_json(self) -> dict[str, Any]:
        """The form in which it is kept while it is asked question by question."""
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Form:
        """The reverse of `as_json`."""
        return cls(**{**kept, "inputs": tuple(_input_from_json(question) for question in kept["inputs"])})


def _input_from_json(kept: Mapping[str, Any]) -> Input:
    listed = {name: tuple(Option(**option) for option in kept[name]) for name in ("options", "offered")}
    return Input(**{**kept, **listed})


@dataclass(frozen=True)
class FormErrors:
    """What is wrong, by the name of the input: shown under it; all that was typed stays in the form."""

    by_input: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Home:
    """A person's own page: what a chamber has open, and the settings."""

    message: Message


@dataclass(frozen=True)
class Nothing:
    """No answer at all: small talk in a channel, or an event seen before."""
