"""The ids Slack gives to blocks and elements that came without one."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from bot.playground.slack.entities import Json


def with_ids(blocks: Iterable[Json]) -> tuple[Json, ...]:
    """The same blocks, each with a block_id, and an action_id for whatever can be pressed or filled."""
    return tuple(_block(block) for block in blocks)


def _block(block: Json) -> Json:
    named = {**block, "block_id": block.get("block_id") or secrets.token_hex(3)}
    match block["type"]:
        case "actions":
            named["elements"] = [_element(one) for one in block["elements"]]
        case "input":
            named["element"] = _element(block["element"])
        case "section" if "accessory" in block:
            named["accessory"] = _element(block["accessory"])
    return named


def _element(element: Json) -> Json:
    if element["type"] == "image" or element.get("action_id"):
        return element
    return {**element, "action_id": secrets.token_hex(3)}
