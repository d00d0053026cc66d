"""What Slack refuses, as numbers, and how a text is made to fit. (LIMITS.md, section 2 and A.5, A.6)"""

from __future__ import annotations

import json
from typing import Any, Final

from bot.wording.escape import clean
from bot.wording.graphemes import shorten, units

Json = dict[str, Any]
"""A piece of a payload of Block Kit."""

BLOCKS_IN_MESSAGE: Final = 50
BLOCKS_IN_VIEW: Final = 100
MESSAGE: Final = 13_000
"""Sum of all blocks of a message. Slack says nothing; 13,200 was measured (bolt-js #2509), and not what it counts: we count the JSON."""
TEXT: Final = 40_000
"""Beyond this, `text` is truncated."""
ELEMENT: Final = 3_000
PLAIN_INPUT: Final = 3_000
ADDRESS: Final = 2_000
"""A longer address is shown as its label alone. Slack takes 3,000, our own elements hold 3,000 with everything around it."""
BUTTONS: Final = 25
BUTTON: Final = 75
OPTIONS: Final = 100
OPTION: Final = 75
LABEL: Final = 2_000
VIEW_TITLE: Final = 24
"""Title, submit and cancel of a modal."""
INDENT: Final = 8


def size(payload: object) -> int:
    """UTF-16 units of the JSON, the largest of the ways in which Slack may count."""
    return units(json.dumps(payload, ensure_ascii=False, separators=(",", ":")))


def escaped(text: str) -> str:
    """Slack's three control characters as entities, in this order: then `<!channel>` is letters."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def fitting(text: str, limit: int) -> str:
    """The text escaped, and shortened with "…" where it would be longer than `limit` once escaped."""
    room = limit
    while units(escaped(shorten(text, room))) > limit:
        room -= max(1, (units(escaped(shorten(text, room))) - limit) // 5)
    return escaped(shorten(text, room))


def plain_text(text: str, limit: int) -> Json:
    """A plain_text object. `emoji` is off: a member's ":no_entry:" stays what was typed."""
    return {"type": "plain_text", "text": fitting(clean(text), limit), "emoji": False}
