"""Form -> modal. Whatever a form asks, Slack accepts the view: what does not fit is shown another way, never refused."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.domain.messages import Form, Input, Option
from bot.wording.graphemes import shorten, units
from bot.wording.reading import MEMBER_SCHEMES, read, scheme_of
from handlers.slack import limits
from handlers.slack.limits import Json, plain_text
from handlers.slack.rich_text import rich_text

CALLBACK: Final = "form"
ANSWER: Final = "answer"
"""The action_id of every input; its block_id is the name of the question, which is what errors are shown under."""
_ONE_LINE: Final = 200
"""A question that takes more gets several lines to answer in."""


def modal(form: Form) -> Json:
    """The view of a form. `private_metadata` carries the form's token: a double click sends it twice.

    All texts of a form are plain text. Raises ValueError for a plain question that would take more than Slack's 3,000 characters: its
    kind must declare it as rich text.
    """
    shown = [*_opening(form), *(_input(question) for question in form.inputs)]
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": plain_text(form.title, limits.VIEW_TITLE),
        "submit": plain_text(form.submit, limits.VIEW_TITLE),
        "close": plain_text(form.cancel, limits.VIEW_TITLE),
        "private_metadata": json.dumps({"token": form.token}),
        "blocks": shown,
    }


def token_of(view: Json) -> str:
    """The token of the form that was sent back; "" where the view is not one of our forms."""
    try:
        metadata = json.loads(view.get("private_metadata") or "{}")
    except ValueError:
        return ""
    token = metadata.get("token", "") if isinstance(metadata, dict) else ""
    return token if isinstance(token, str) else ""


def _opening(form: Form) -> list[Json]:
    shown: list[Json] = []
    if plain_text(form.title, limits.VIEW_TITLE) != plain_text(form.title, limits.ELEMENT):
        shown.append({"type": "section", "text": plain_text(form.title, limits.ELEMENT)})
    if form.intro:
        shown.append({"type": "context", "elements": [plain_text(form.intro, limits.LABEL)]})
    return shown


def _input(question: Input) -> Json:
    shown: Json = {
        "type": "input",
        "block_id": question.name,
        "label": plain_text(question.label, limits.LABEL),
        "element": _element(question) | {"action_id": ANSWER},
        "optional": not question.required,
    }
    return shown | ({"hint": plain_text(question.hint, limits.LABEL)} if question.hint else {})


def _element(question: Input) -> Json:
    if question.type == "rich_text":
        return _rich_text_input(question)
    if question.options:
        return _select(question)
    if question.type == "date" and _is_date(question.value):
        return {"type": "datepicker"} | ({"initial_date": question.value} if question.value else {})
    if question.type == "link" and (not question.value or scheme_of(question.value) in {"http", "https"}):
        return {"type": "url_text_input"} | ({"initial_value": question.value} if question.value else {})
    return _text_input(question)


def _is_date(value: str) -> bool:
    try:
        return not value or bool(date.fromisoformat(value))
    except ValueError:
        return False


def _text_input(question: Input) -> Json:
    limit = question.limit or limits.PLAIN_INPUT
    if limit > limits.PLAIN_INPUT:
        raise ValueError(
            f"{question.name}: Slack takes {limits.PLAIN_INPUT} characters of plain text, not {limit}: declare it as rich text"
        )
    # The house counts characters, Slack perhaps UTF-16 units: what was stored must fit the box, or correcting it would cut it.
    longest = min(max(limit, units(question.value)), limits.PLAIN_INPUT)
    element: Json = {"type": "plain_text_input", "multiline": limit > _ONE_LINE, "max_length": longest}
    return element | ({"initial_value": shorten(question.value, longest)} if question.value else {})


def _rich_text_input(question: Input) -> Json:
    shown = rich_text(read(question.value, MEMBER_SCHEMES), lambda _: None)
    return {"type": "rich_text_input"} | ({"initial_value": shown} if shown["elements"] else {})


def _select(question: Input) -> Json:
    """Up to 100 options as they are, more in groups named after their first and last; Slack takes 100 groups of 100."""
    options = [_option(option) for option in question.options]
    chosen = [shown for option, shown in zip(question.options, options, strict=True) if option.value == question.value]
    element: Json = {"type": "static_select"} | ({"initial_option": chosen[0]} if chosen else {})
    if len(options) <= limits.OPTIONS:
        return element | {"options": options}
    return element | {"option_groups": [_group(part) for part in _batches(question.options)]}


def _batches(options: Sequence[Option]) -> list[Sequence[Option]]:
    starts = range(0, len(options), limits.OPTIONS)
    return [options[start : start + limits.OPTIONS] for start in itertools.islice(starts, limits.OPTIONS)]


def _group(options: Sequence[Option]) -> Json:
    first, last = (shorten(option.label, limits.OPTION // 2 - 2) for option in (options[0], options[-1]))
    return {"label": plain_text(f"{first} – {last}", limits.OPTION), "options": [_option(option) for option in options]}


def _option(option: Option) -> Json:
    if units(option.value) > 150:
        raise ValueError(f"an option's value is limited to 150 characters: {option.value!r}")
    return {"text": plain_text(option.label, limits.OPTION), "value": option.value}
