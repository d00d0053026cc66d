"""What Slack refuses in a message or a view: its limits and shapes, with its own error codes.

Sources: LIMITS section 2 and the reference pages of Block Kit. Where Slack's counting is unknown the stricter reading is taken.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from bot.playground.slack.entities import Json, SlackError
from bot.playground.slack.mentions import walk
from bot.playground.slack.shapes import problem, units
from bot.playground.slack.shapes_blocks import HOME, MESSAGE_BLOCKS, MODAL

MAX_TEXT = 40_000
MAX_BLOCKS_TEXT = 13_200  # undocumented; bolt-js #2509
MAX_MARKDOWN = 12_000  # of all markdown blocks of a message together
MAX_METADATA_BYTES = 16_000
MAX_VIEW_BYTES = 250_000
TEXT_KEYS = ("text", "fallback")


def check_message(text: str, blocks: object) -> None:
    """Raises SlackError no_text, msg_too_long, invalid_blocks_format, invalid_blocks or msg_blocks_too_long."""
    if blocks is not None and not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    if not blocks and not text.strip():
        raise SlackError("no_text")
    if units(text) > MAX_TEXT:
        raise SlackError("msg_too_long")
    found = [*MESSAGE_BLOCKS(blocks or [], "/blocks"), *_same_ids(blocks or [], "/blocks"), *_markdown(blocks or [])]
    if found:
        raise SlackError("invalid_blocks", _told(found))
    if text_length(blocks) > MAX_BLOCKS_TEXT:
        raise SlackError("msg_blocks_too_long")


def check_view(view: object, kind: str) -> Json:
    """The view itself. Raises SlackError invalid_arguments or view_too_large; `kind` is modal or home."""
    if not isinstance(view, dict) or view.get("type") != kind:
        raise SlackError("invalid_arguments", _told([problem(f"unsupported type, expected {kind}", "/view/type")]))
    shape = MODAL if kind == "modal" else HOME
    found = [*shape(view, "/view")]
    if not found:
        found = [*_same_ids(view["blocks"], "/view/blocks"), *_one_focus(view["blocks"])]
    if found:
        raise SlackError("invalid_arguments", _told(found))
    if len(json.dumps(view, ensure_ascii=False).encode("utf-8", "surrogatepass")) > MAX_VIEW_BYTES:
        raise SlackError("view_too_large")
    return view


def check_metadata(metadata: object) -> None:
    """Raises SlackError invalid_metadata_format or metadata_too_large."""
    if metadata is None:
        return
    right = isinstance(metadata, dict) and set(metadata) == {"event_type", "event_payload"}
    if not right or not isinstance(metadata, dict) or not isinstance(metadata["event_payload"], dict):
        raise SlackError("invalid_metadata_format")
    if not isinstance(metadata["event_type"], str) or not metadata["event_type"]:
        raise SlackError("invalid_metadata_format")
    if len(json.dumps(metadata).encode()) > MAX_METADATA_BYTES:
        raise SlackError("metadata_too_large")


def text_length(blocks: object) -> int:
    """All characters of all text objects and rich text of these blocks together."""
    return sum(units(node[key]) for node in walk(blocks) for key in TEXT_KEYS if isinstance(node.get(key), str))


def _told(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"[ERROR] {one}" for one in found)


def _same_ids(blocks: list[object], pointer: str) -> Iterator[str]:
    ids = Counter(one["block_id"] for one in blocks if isinstance(one, dict) and isinstance(one.get("block_id"), str))
    for block_id, times in ids.items():
        if block_id and times > 1:
            yield problem(f"block_id `{block_id}` already exists", pointer)


def _markdown(blocks: list[object]) -> Iterator[str]:
    written = (one.get("text") for one in blocks if isinstance(one, dict) and one.get("type") == "markdown")
    if sum(units(text) for text in written if isinstance(text, str)) > MAX_MARKDOWN:
        yield problem(f"must be less than {MAX_MARKDOWN + 1} characters in all markdown blocks", "/blocks")


def _one_focus(blocks: list[object]) -> Iterator[str]:
    if sum(node.get("focus_on_load") is True for node in walk(blocks)) > 1:
        yield problem("only one element can have focus_on_load", "/view/blocks")
