"""What in a message would act on its readers: mentions that ring, and links whose label may hide where they lead.

In mrkdwn only an unescaped `<…>` acts (LIMITS A.6); in rich_text only the elements user, usergroup and broadcast do; plain_text never.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from bot.playground.slack.entities import Json

CONTROL = re.compile(r"<([@!][^<>]+)>")
LINK = re.compile(r"<((?:https?|mailto|tel)[^<>|]*)(?:\|([^<>]*))?>")
BARE_NAME = re.compile(r"(?<![\w<!])@(channel|here|everyone)\b")
RINGING = re.compile(r"^(@[UW]|!channel|!here|!everyone|!group|!subteam\^)")
RICH_MENTIONS = {"broadcast": "range", "user": "user_id", "usergroup": "usergroup_id"}


def walk(node: object) -> Iterator[Json]:
    """Every JSON object inside `node`, outermost first."""
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from walk(value)
    elif isinstance(node, (list, tuple)):
        for value in node:
            yield from walk(value)


def live_mentions(text: str, blocks: tuple[Json, ...], *, link_names: bool = False) -> tuple[str, ...]:
    """The control sequences that would notify someone, as `!channel`, `@U…`, in reading order.

    The fallback text of a message with blocks is what phones show in a notification, so it counts.
    """
    found = [*_in_mrkdwn(text, link_names=link_names)]
    for node in walk(blocks):
        if node.get("type") in ("mrkdwn", "markdown") and isinstance(node.get("text"), str):
            found += _in_mrkdwn(node["text"], link_names=link_names)
        elif key := RICH_MENTIONS.get(str(node.get("type"))):
            found.append(str(node.get(key, "")) if key == "range" else f"@{node.get(key, '')}")
    return tuple(found)


def links(text: str, blocks: tuple[Json, ...]) -> tuple[tuple[str, str], ...]:
    """Every link as (address, label); the label is the address where none was given."""
    texts = [text, *(node["text"] for node in walk(blocks) if node.get("type") == "mrkdwn")]
    typed = chain.from_iterable(LINK.findall(one) for one in texts)
    rich = ((str(node["url"]), str(node.get("text", ""))) for node in walk(blocks) if node.get("type") == "link")
    return tuple((address, label or address) for address, label in chain(typed, rich))


def _in_mrkdwn(text: str, *, link_names: bool) -> Iterator[str]:
    yield from (one for one in CONTROL.findall(text) if RINGING.match(one))
    if link_names:
        yield from (f"!{name}" for name in BARE_NAME.findall(text))
