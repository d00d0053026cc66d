"""What Telegram refuses, as numbers, and what it would make of a text by itself. (LIMITS.md, section 2 and B)"""

from __future__ import annotations

import re
from typing import Final

from bot.domain.ports import Rate

BYTES: Final = 1_000
"""Of one message as it is sent: what a bar of 2G carries without being tried again (DIALOGUES.md, rule 8)."""
SMALL_PIECES: Final = 4
"""A text that would be more messages of that size is fewer, larger ones."""
TEXT: Final = 4_096
"""UTF-16 units once the markup is read."""
ENTITIES: Final = 100
"""Formatting beyond them is dropped in silence."""
ADDRESS: Final = 700
"""Bytes. A longer address is shown as its label alone: it would be most of a message."""
BUTTONS: Final = 100
BUTTON: Final = 60
"""Units of a label. Telegram names no limit; a telephone shows some thirty."""
ROW: Final = 4
ROW_UNITS: Final = 32
"""Buttons side by side: not more, and their labels not longer in all, or a telephone shows three dots."""

EACH_PERSON: Final = (Rate(1, 1.0),)
EACH_GROUP: Final = (Rate(1, 1.0), Rate(20, 60.0))
IN_ALL: Final = (Rate(5, 0.2),)
"""25 a second where Telegram says about 30, and never many at once: what is on its way when the house falls is in doubt."""

GUARD: Final = "\u200c"
"""Telegram has no escape for what it reads into a plain text: `@name` rings at that member of a group, `/stop` is sent by whoever touches
it, `tg://` opens a profile. This sign in between shows nothing and parts them. It is the non-joiner: old telephones draw a box for the word
joiner, and the joiner would melt emoji and Arabic letters. Our inbound reading takes it out again."""

_WEB = r"https?://[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]\S*)?"
_ACTS = re.compile(rf"{_WEB}|(?<!\w)@(?=[A-Za-z0-9_])|(?<![\w/])/(?=[A-Za-z0-9_])|\b(?:tg|ton|tonsite):(?=//)", re.IGNORECASE)
_GUARDED = re.compile(rf"(?<!\w)[@/]({GUARD})(?=[A-Za-z0-9_])|\b(?:tg|ton|tonsite):({GUARD})(?=//)", re.IGNORECASE)


def acting(text: str) -> list[int]:
    """Where a guard has to stand in the text; addresses of the web stay what they are."""
    return [found.end() for found in _ACTS.finditer(text) if not found[0].lower().startswith("http")]


def guards(text: str) -> list[int]:
    """Where guards stand in it."""
    return [found.end() - 1 for found in _GUARDED.finditer(text)]
