"""The blocks of Block Kit, by surface, and the elements of rich text (LIMITS section 2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.playground.slack.entities import Json
from bot.playground.slack.shapes import (
    Check,
    Shape,
    boolean,
    by_type,
    integer,
    many,
    one_of,
    plain,
    problem,
    shape,
    string,
    written,
)
from bot.playground.slack.shapes_elements import IDENTIFIER, IMAGE, IN_ACTIONS, IN_INPUT, IN_SECTION, TYPED

NAMED: Mapping[str, Check] = {"block_id": IDENTIFIER}
STYLE: Mapping[str, Check] = {
    "style": shape(optional=dict.fromkeys(("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight"), boolean))
}
RICH_INLINE = by_type(
    {
        "text": shape({"text": string(None, 1)}, STYLE),
        "link": shape({"url": string(3000, 1)}, {**STYLE, "text": string(), "unsafe": boolean}),
        "emoji": shape({"name": string(None, 1)}, {**STYLE, "unicode": string(), "skin_tone": integer()}),
        "user": shape({"user_id": string(None, 1)}, STYLE),
        "usergroup": shape({"usergroup_id": string(None, 1)}, STYLE),
        "channel": shape({"channel_id": string(None, 1)}, STYLE),
        "broadcast": shape({"range": one_of("here", "channel", "everyone")}, STYLE),
        "date": shape({"timestamp": integer(), "format": string(None, 1)}, {**STYLE, "url": string(), "fallback": string()}),
        "color": shape({"value": string(7, 1)}),
    }
)
RICH_SECTION = shape({"elements": many(RICH_INLINE, 1000, 0)})
BORDER: Mapping[str, Check] = {"border": integer(0, 1)}
RICH_PARTS = by_type(
    {
        "rich_text_section": RICH_SECTION,
        "rich_text_list": shape(
            {"elements": many(by_type({"rich_text_section": RICH_SECTION}), 1000), "style": one_of("bullet", "ordered")},
            {**BORDER, "indent": integer(0, 8), "offset": integer()},
        ),
        "rich_text_quote": shape({"elements": many(RICH_INLINE, 1000, 0)}, BORDER),
        "rich_text_preformatted": shape({"elements": many(RICH_INLINE, 1000, 0)}, {**BORDER, "language": string()}),
    }
)
RICH_TEXT = shape({"elements": many(RICH_PARTS, 1000, 0)}, NAMED)
RICH_INPUT = shape(optional={**TYPED, "initial_value": by_type({"rich_text": RICH_TEXT})})


def _says_something(block: Json, pointer: str) -> Iterator[str]:
    if "text" not in block and "fields" not in block:
        yield problem("must have text or fields", pointer)


def _distinct_actions(block: Json, pointer: str) -> Iterator[str]:
    seen: set[str] = set()
    elements = block.get("elements")
    for element in elements if isinstance(elements, list) else []:
        action_id = element.get("action_id") if isinstance(element, dict) else None
        if action_id in seen:
            yield problem(f"action_id `{action_id}` already exists", pointer)
        seen |= {action_id} if isinstance(action_id, str) else set()


SECTION = Shape(
    {},
    {
        **NAMED,
        "text": written(3000),
        "fields": many(written(2000), 10),
        "accessory": by_type(IN_SECTION),
        "expand": boolean,
    },
    _says_something,
)
CONTEXT_ELEMENT = by_type(
    {
        "image": IMAGE,
        "plain_text": shape({"text": string(3000, 1)}, {"emoji": boolean}),
        "mrkdwn": shape({"text": string(3000, 1)}, {"verbatim": boolean}),
    }
)
EVERYWHERE: Mapping[str, Check] = {
    "section": SECTION,
    "divider": shape(optional=NAMED),
    "header": shape({"text": plain(150)}, NAMED),
    "context": shape({"elements": many(CONTEXT_ELEMENT, 10)}, NAMED),
    "actions": Shape({"elements": many(by_type(IN_ACTIONS), 25)}, NAMED, _distinct_actions),
    "image": shape({"alt_text": string(2000, 1), "image_url": string(3000, 1)}, {**NAMED, "title": plain(2000)}),
    "rich_text": RICH_TEXT,
    "input": shape(
        {"label": plain(2000), "element": by_type({**IN_INPUT, "rich_text_input": RICH_INPUT})},
        {**NAMED, "hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    ),
}
TABLE_CELL = by_type({"raw_text": shape({"text": string(None, 1)}), "rich_text": EVERYWHERE["rich_text"]})
COLUMN = shape(optional={"align": one_of("left", "center", "right"), "is_wrapped": boolean})
IN_MESSAGES: Mapping[str, Check] = {
    **EVERYWHERE,
    "markdown": shape({"text": string(12_000, 1)}, NAMED),
    "table": shape({"rows": many(many(TABLE_CELL, 20), 100)}, {**NAMED, "column_settings": many(COLUMN, 20)}),
}
MESSAGE_BLOCKS = many(by_type(IN_MESSAGES), 50, 0)
VIEW_BLOCKS = many(by_type(EVERYWHERE), 100, 0)
VIEW_COMMON: Mapping[str, Check] = {
    "private_metadata": string(3000),
    "callback_id": string(255),
    "external_id": string(255),
}


def _submit_where_asked(view: Json, pointer: str) -> Iterator[str]:
    blocks = view.get("blocks")
    asks = isinstance(blocks, list) and any(isinstance(one, dict) and one.get("type") == "input" for one in blocks)
    if asks and "submit" not in view:
        yield problem("must define `submit` to use an `input` block", pointer)


MODAL = Shape(
    {"title": plain(24), "blocks": VIEW_BLOCKS},
    {
        **VIEW_COMMON,
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    },
    _submit_where_asked,
)
HOME = shape({"blocks": VIEW_BLOCKS}, VIEW_COMMON)
