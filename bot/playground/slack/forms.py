"""Filling a form as a real client lets one: what it would not accept raises GestureError before anything is sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from bot.playground.screen import GestureError
from bot.playground.slack.composer import Composer
from bot.playground.slack.entities import Json
from bot.playground.slack.escaping import unescape
from bot.playground.slack.shapes import units
from bot.playground.slack.views import ANSWER_KEYS, View
from bot.playground.slack.world import World

CHOICES = ("static_select", "radio_buttons", "multi_static_select", "checkboxes", "overflow")
MANY = ("multi_static_select", "checkboxes", "multi_external_select")
LOOKED_UP = ("external_select", "multi_external_select")
PEOPLE = ("users_select", "multi_users_select")
PLACES = ("channels_select", "multi_channels_select", "conversations_select", "multi_conversations_select")
TEXT_LIMIT = 3000
PATTERNS = {
    "email_text_input": re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"),
    "url_text_input": re.compile(r"https?://\S+"),
    "number_input": re.compile(r"[+-]?\d+(\.\d+)?"),
}


@dataclass(frozen=True)
class Field:
    """One field of an open form as its reader sees it."""

    block_id: str
    label: str
    element: Any
    optional: bool
    hint: str
    entry: Any

    @property
    def kind(self) -> str:
        """Block Kit's type of the element."""
        return str(self.element["type"])

    @property
    def options(self) -> list[Json]:
        """The choices offered, groups flattened."""
        return options_of(self.element)

    @property
    def current(self) -> str:
        """What stands in the field, as text."""
        return shown_entry(self.entry)


def options_of(element: Json) -> list[Json]:
    """All options of a select, its groups one after the other."""
    groups = element.get("option_groups", [])
    return [*element.get("options", []), *(option for group in groups for option in group["options"])]


def fields_of(view: View) -> list[Field]:
    """The fields in reading order."""
    return [
        Field(
            block["block_id"],
            unescape(block["label"]["text"]),
            block["element"],
            block.get("optional", False),
            unescape(block.get("hint", {}).get("text", "")),
            view.entered.get(block["block_id"], {}).get(block["element"]["action_id"], {}),
        )
        for block in view.blocks
        if block["type"] == "input"
    ]


def shown_entry(entry: Json) -> str:
    """An entry of `state.values` as text."""
    value = next((value for key, value in entry.items() if key != "type"), None)
    chosen = value if isinstance(value, list) else [value]
    return ", ".join(_shown(one) for one in chosen if one is not None)


def _shown(value: object) -> str:
    return unescape(value["text"]["text"]) if isinstance(value, dict) and "text" in value else str(value)


class FormFilling:
    """`found` are options the app offered while the person typed, by block id."""

    def __init__(self, world: World, composer: Composer, found: Mapping[str, list[Json]]) -> None:
        self._world = world
        self._composer = composer
        self._found = found

    def fill(self, view: View, values: Mapping[str, object]) -> View:
        """The view with these answers by label or block id. Raises GestureError."""
        fields = fields_of(view)
        entered = dict(view.entered)
        for name, value in values.items():
            field = field_named(fields, name)
            entered[field.block_id] = {field.element["action_id"]: self.entry(field, value)}
        return replace(view, entered=entered, errors={})

    def check(self, view: View) -> None:
        """Raises GestureError for a field left empty that must not be, or too short, too long, not a number…"""
        for field in fields_of(view):
            _check(field)

    def entry(self, field: Field, value: object) -> Json:
        """The entry of `state.values` for what was typed or chosen."""
        key, _, empty = ANSWER_KEYS.get(field.kind, ("value", "", None))
        if value in (None, "", [], ()):
            return {"type": field.kind, key: empty}
        return {"type": field.kind, key: self._answer(field, value)}

    def _answer(self, field: Field, value: object) -> object:
        if field.kind in CHOICES or field.kind in LOOKED_UP:
            offered = self._found.get(field.block_id, []) if field.kind in LOOKED_UP else field.options
            chosen = [_option(field, offered, str(one)) for one in _several(value)]
            return chosen if field.kind in MANY else chosen[0]
        if field.kind in PEOPLE or field.kind in PLACES:
            ids = [self._id(field, str(one)) for one in _several(value)]
            return ids if field.kind.startswith("multi_") else ids[0]
        return self._typed(field, value)

    def _typed(self, field: Field, value: object) -> object:
        match field.kind:
            case "datepicker":
                return _parsed(field, value, date.fromisoformat, "not_a_date")
            case "timepicker":
                return _parsed(field, value, time.fromisoformat, "not_a_time")[:5]
            case "datetimepicker":
                return int(value.timestamp()) if isinstance(value, datetime) else int(str(value))
            case "rich_text_input":
                return self._composer.compose(str(value))[1]
            case _:
                return str(value)

    def _id(self, field: Field, name: str) -> str:
        try:
            if field.kind in PEOPLE:
                return self._world.member_named(name).id
            return self._world.channel_named(name).id
        except KeyError:
            raise GestureError("unknown_choice", field.label) from None


def field_named(fields: list[Field], name: str) -> Field:
    """By label or block id. Raises GestureError no_such_field."""
    for field in fields:
        if name in (field.label, field.block_id):
            return field
    raise GestureError("no_such_field", name)


def _several(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, tuple, set)) else [value]


def _option(field: Field, offered: list[Json], wanted: str) -> Json:
    for option in offered:
        if wanted in (unescape(option["text"]["text"]), option["value"]):
            return option
    raise GestureError("unknown_choice", field.label)


def _parsed(field: Field, value: object, parse: Any, code: str) -> str:
    text = value.isoformat() if isinstance(value, (date, time)) else str(value)
    try:
        parse(text)
    except ValueError:
        raise GestureError(code, field.label) from None
    return text


def _check(field: Field) -> None:
    value = next((value for key, value in field.entry.items() if key != "type"), None)
    if value in (None, "", []):
        if not field.optional:
            raise GestureError("required", field.label)
        return
    if isinstance(value, str) and field.kind == "plain_text_input":
        _check_length(field, value)
    if isinstance(value, str) and field.kind in PATTERNS and not PATTERNS[field.kind].fullmatch(value):
        raise GestureError({"number_input": "not_a_number"}.get(field.kind, "not_an_address"), field.label)
    most = field.element.get("max_selected_items")
    if isinstance(value, list) and most and len(value) > most:
        raise GestureError("too_many", field.label, most)


def _check_length(field: Field, value: str) -> None:
    most, least = field.element.get("max_length", TEXT_LIMIT), field.element.get("min_length", 0)
    if units(value) > most:
        raise GestureError("too_long", field.label, most)
    if units(value) < least:
        raise GestureError("too_short", field.label, least)
