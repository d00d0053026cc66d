"""What Slack refuses, written from the table of LIMITS.md by other hands than the code that obeys it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

LIVE_ELEMENTS = {"user", "usergroup", "broadcast", "channel", "team", "date", "emoji", "color"}
LIVE_TOKEN = re.compile(r"<[@!#]?[^<]*>|<[@!#]")
KNOWN_BLOCKS = {"rich_text", "divider", "actions", "section", "context", "input"}


def length(text: str) -> int:
    return max(len(text), len(text.encode("utf-16-le")) // 2)


def parts(node: Any) -> Iterator[Json]:
    """Every object of a payload."""
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from parts(value)
    elif isinstance(node, list):
        for value in node:
            yield from parts(value)


def faults_of_message(text: str, blocks: list[Json]) -> list[str]:
    found = list(_faults_of_blocks(blocks))
    found += ["text"] if not 0 < length(text) <= 40_000 else []
    found += ["live token in text"] if "<" in text or ">" in text or re.search(r"&(?!lt;|gt;|amp;)", text) else []
    found += ["blocks"] if not 0 < len(blocks) <= 50 else []
    found += ["sum of blocks"] if length(json.dumps(blocks, ensure_ascii=False)) > 13_200 * 1.1 or _letters(blocks) > 13_200 else []
    return found


def faults_of_view(view: Json) -> list[str]:
    found = list(_faults_of_blocks(view["blocks"]))
    found += ["blocks"] if len(view["blocks"]) > 100 else []
    if view["type"] == "modal":
        found += [key for key in ("title", "submit", "close") if not 0 < length(view[key]["text"]) <= 24]
        found += ["private_metadata"] if length(view["private_metadata"]) > 3000 else []
        names = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
        found += ["block_id"] if len(names) != len(set(names)) else []
    return found


def _letters(blocks: list[Json]) -> int:
    return sum(length(value) for part in parts(blocks) for value in part.values() if isinstance(value, str))


def _faults_of_blocks(blocks: list[Json]) -> Iterator[str]:
    yield from (f"unknown block {block['type']}" for block in blocks if block["type"] not in KNOWN_BLOCKS)
    ids = [part["action_id"] for block in blocks if block["type"] == "actions" for part in block["elements"]]
    if len(ids) != len(set(ids)):
        yield "action_id"
    for part in parts(blocks):
        yield from _faults_of_part(part)


def _faults_of_part(part: Json) -> Iterator[str]:
    kind = part.get("type")
    if kind in LIVE_ELEMENTS:
        yield f"live element {kind}"
    if kind in {"plain_text", "mrkdwn"} and (LIVE_TOKEN.search(part["text"]) or not 0 < length(part["text"]) <= 3000):
        yield f"{kind}: {part['text'][:40]!r}"
    if kind == "text" and not 0 < length(part["text"]) <= 3000:
        yield "text element"
    if kind == "link" and not (0 < length(part["url"]) <= 3000 and part["text"] and re.match(r"(https?:|mailto:)", part["url"])):
        yield f"link {part['url'][:40]}"
    if kind == "rich_text_list" and not (part["elements"] and 0 <= part["indent"] <= 8):
        yield "list"
    if kind == "actions" and not 0 < len(part["elements"]) <= 25:
        yield "actions"
    if kind == "button" and (
        length(part["text"]["text"]) > 75
        or length(part.get("value", "")) > 2000
        or part.get("style", "primary") not in {"primary", "danger"}
    ):
        yield "button"
    if kind == "input":
        yield from _faults_of_input(part)


def _faults_of_input(part: Json) -> Iterator[str]:
    element = part["element"]
    if length(part["label"]["text"]) > 2000 or length(part.get("hint", {}).get("text", "")) > 2000 or length(part["block_id"]) > 255:
        yield "label"
    if element["type"] == "plain_text_input" and not (
        1 <= element["max_length"] <= 3000 and length(element.get("initial_value", "")) <= element["max_length"]
    ):
        yield "plain_text_input"
    if element["type"] == "static_select":
        groups = [group["options"] for group in element.get("option_groups", ())] or [element["options"]]
        options = [option for group in groups for option in group]
        if not (len(groups) <= 100 and all(0 < len(group) <= 100 for group in groups)) or any(
            length(option["text"]["text"]) > 75 or length(option["value"]) > 150 for option in options
        ):
            yield "options"
        if "initial_option" in element and element["initial_option"] not in options:
            yield "initial_option"
        yield from ("group label" for group in element.get("option_groups", ()) if length(group["label"]["text"]) > 75)
