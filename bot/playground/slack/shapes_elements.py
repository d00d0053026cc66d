"""The interactive elements of Block Kit and their limits (LIMITS section 2; https://docs.slack.dev/reference/block-kit)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.playground.slack.entities import Json
from bot.playground.slack.shapes import (
    Check,
    Shape,
    boolean,
    integer,
    many,
    one_of,
    plain,
    problem,
    shape,
    string,
    written,
)

IDENTIFIER = string(255)
DATE = string(pattern=r"\d{4}-\d{2}-\d{2}")
TIME = string(pattern=r"([01]\d|2[0-3]):[0-5]\d")
CONFIRM = shape(
    {"title": plain(100), "text": written(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
OPTION = shape({"text": plain(75), "value": string(150, 1)}, {"description": plain(75), "url": string(3000)})
RICH_OPTION = shape({"text": written(75), "value": string(150, 1)}, {"description": written(75)})
OPTION_GROUP = shape({"label": plain(75), "options": many(OPTION, 100)})
ANYWHERE: Mapping[str, Check] = {"action_id": IDENTIFIER}
FOCUS: Mapping[str, Check] = {"focus_on_load": boolean}
PLACEHOLDER: Mapping[str, Check] = {"placeholder": plain(150)}
CONFIRMED: Mapping[str, Check] = {"confirm": CONFIRM}
CHOSEN: Mapping[str, Check] = {**ANYWHERE, **CONFIRMED, **FOCUS, **PLACEHOLDER}
AT_MOST: Mapping[str, Check] = {"max_selected_items": integer(1)}
DISPATCH: Mapping[str, Check] = {
    "dispatch_action_config": shape(
        {"trigger_actions_on": many(one_of("on_enter_pressed", "on_character_entered"), 2)},
    )
}


def _options_of(element: Json) -> list[Json]:
    groups = element.get("option_groups") or []
    return [*(element.get("options") or []), *(one for group in groups for one in group.get("options", []))]


def _one_list(element: Json, pointer: str) -> Iterator[str]:
    """A select has options or groups, and starts with one of them."""
    if ("options" in element) == ("option_groups" in element):
        yield problem("must have exactly one of options and option_groups", pointer)
        return
    yield from _known_initial(element, pointer)


def _known_initial(element: Json, pointer: str) -> Iterator[str]:
    first = element.get("initial_option")
    for chosen in [*([first] if first else []), *(element.get("initial_options") or [])]:
        if chosen not in _options_of(element):
            yield problem("initial option must be one of the options", pointer)


def _lengths_agree(element: Json, pointer: str) -> Iterator[str]:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if isinstance(least, int) and isinstance(most, int) and least > most:
        yield problem("min_length must be at most max_length", pointer)
    initial = element.get("initial_value")
    if isinstance(initial, str) and isinstance(most, int) and len(initial) > most:
        yield problem(f"must be less than {most + 1} characters", f"{pointer}/initial_value")


def _select(own: Mapping[str, Check]) -> Shape:
    return Shape({}, {**CHOSEN, **own})


def _static(own: Mapping[str, Check]) -> Shape:
    lists = {"options": many(OPTION, 100), "option_groups": many(OPTION_GROUP, 100)}
    return Shape({}, {**CHOSEN, **lists, **own}, _one_list)


def _ticked(most: int, initial: Mapping[str, Check]) -> Shape:
    return Shape({"options": many(RICH_OPTION, most)}, {**ANYWHERE, **CONFIRMED, **FOCUS, **initial}, _known_initial)


TYPED: Mapping[str, Check] = {**ANYWHERE, **FOCUS, **PLACEHOLDER, **DISPATCH}
MANY_IDS = many(string(), 100, 0)
FILTER = shape({}, {"include": MANY_IDS, "exclude_external_shared_channels": boolean, "exclude_bot_users": boolean})
BUTTON = shape(
    {"text": plain(75)},
    {
        **ANYWHERE,
        **CONFIRMED,
        "value": string(2000),
        "url": string(3000, 1),
        "style": one_of("primary", "danger"),
        "accessibility_label": string(75),
    },
)
IMAGE = shape({"alt_text": string(2000, 1), "image_url": string(3000, 1)})
TEXT_INPUT = Shape(
    {},
    {
        **TYPED,
        "initial_value": string(3000),
        "multiline": boolean,
        "min_length": integer(0, 3000),
        "max_length": integer(1, 3000),
    },
    _lengths_agree,
)
NUMBER_INPUT = shape(
    {"is_decimal_allowed": boolean},
    {**TYPED, "initial_value": string(), "min_value": string(), "max_value": string()},
)
SELECTS: Mapping[str, Check] = {
    "static_select": _static({"initial_option": OPTION}),
    "external_select": _select({"initial_option": OPTION, "min_query_length": integer()}),
    "users_select": _select({"initial_user": string()}),
    "conversations_select": _select({"initial_conversation": string(), "default_to_current_conversation": boolean, "filter": FILTER}),
    "channels_select": _select({"initial_channel": string()}),
}
MULTI_SELECTS: Mapping[str, Check] = {
    "multi_static_select": _static({**AT_MOST, "initial_options": many(OPTION, 100)}),
    "multi_external_select": _select({**AT_MOST, "initial_options": many(OPTION, 100), "min_query_length": integer()}),
    "multi_users_select": _select({**AT_MOST, "initial_users": MANY_IDS}),
    "multi_conversations_select": _select({**AT_MOST, "initial_conversations": MANY_IDS, "filter": FILTER}),
    "multi_channels_select": _select({**AT_MOST, "initial_channels": MANY_IDS}),
}
PICKERS: Mapping[str, Check] = {
    "datepicker": _select({"initial_date": DATE}),
    "timepicker": _select({"initial_time": TIME, "timezone": string()}),
    "datetimepicker": shape(optional={**ANYWHERE, **CONFIRMED, **FOCUS, "initial_date_time": integer(0, 9_999_999_999)}),
    "checkboxes": _ticked(10, {"initial_options": many(RICH_OPTION, 10)}),
    "radio_buttons": _ticked(10, {"initial_option": RICH_OPTION}),
}
OVERFLOW = shape({"options": many(OPTION, 5)}, {**ANYWHERE, **CONFIRMED})
IN_ACTIONS: Mapping[str, Check] = {"button": BUTTON, "overflow": OVERFLOW, **SELECTS, **PICKERS}
IN_SECTION: Mapping[str, Check] = {**IN_ACTIONS, **MULTI_SELECTS, "image": IMAGE}
IN_INPUT: Mapping[str, Check] = {
    "plain_text_input": TEXT_INPUT,
    "email_text_input": shape(optional={**TYPED, "initial_value": string()}),
    "url_text_input": shape(optional={**TYPED, "initial_value": string()}),
    "number_input": NUMBER_INPUT,
    **SELECTS,
    **MULTI_SELECTS,
    **PICKERS,
}
