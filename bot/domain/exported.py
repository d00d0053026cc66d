"""What a contribution says, as files of contributions say it: plain values under the names that exports use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bot.domain.chambers import Directory
from bot.domain.contribution import Contribution, Kind
from bot.domain.fields import Choice, as_text
from bot.domain.records import ActionItem, Attendee, Decision


def exported(kind: Kind, answers: Mapping[str, Any], *, said_on: date, directory: Directory) -> dict[str, Any]:
    """The answers of one item, by the names of exports: options by their values, days as ISO, chambers as codes, lists as lists.

    Beside them stand the day on which it was said, the region of its chamber, and what its kind counts (`Contribution.counted_in`). A rich
    text is left out: it is the text itself.
    """
    chamber = directory.get(str(answers.get("chamber", "")))
    fields: dict[str, Any] = {"date": said_on.isoformat()} | ({"region": chamber.region} if chamber else {})
    for question in kind.questions:
        if question.type != "rich_text":
            fields[question.exported or question.name] = plain(answers.get(question.name))
    return {**fields, **kind.cls.counted_in(answers)}


def answers_in(item: Contribution, kind: Kind) -> dict[str, Any]:
    """An item's answers by the names of its questions."""
    return {question.name: getattr(item, question.name) for question in kind.questions}


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if value is None or isinstance(value, bool | int):
        return value
    told = _PLAIN.get(type(value))
    return told(value) if told else as_text(value) if isinstance(value, Choice | date) else str(value)


def _plain_action(action: ActionItem) -> dict[str, str]:
    due = action.due.isoformat() if action.due else action.said
    return {"owner": action.chamber or action.who, "what": action.what, "due": due}


_PLAIN: Mapping[type, Callable[[Any], Any]] = {
    Attendee: lambda one: one.chamber or one.name,
    Decision: lambda one: one.text,
    ActionItem: _plain_action,
}
