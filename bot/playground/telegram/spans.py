"""Text and its entities as Telegram counts them: in UTF-16 units, so that an emoji counts two."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.playground.telegram.entities import Json

# What tdlib takes for nothing when it asks whether a text is empty: white space and signs of no width.
INVISIBLE = re.compile("[\\s\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufeff\ufffc]*")


def units(text: str) -> int:
    """How long Telegram finds it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, offset: int, length: int) -> str:
    """The part of a text that an entity means."""
    return text.encode("utf-16-le", "surrogatepass")[offset * 2 : (offset + length) * 2].decode("utf-16-le", "replace")


def is_empty(text: str) -> bool:
    """True for a text nobody would see."""
    return INVISIBLE.fullmatch(text) is not None


def trimmed(text: str, entities: Iterable[Json]) -> tuple[str, tuple[Json, ...]]:
    """Without white space around it, as the server keeps it; entities follow, and empty ones are gone."""
    bare = text.strip()
    start = units(text[: len(text) - len(text.lstrip())])
    end = units(bare)
    kept = []
    for one in entities:
        first, last = max(0, one["offset"] - start), min(end, one["offset"] - start + one["length"])
        if first < last:
            kept.append({**one, "offset": first, "length": last - first})
    return bare, tuple(sorted(kept, key=lambda one: (one["offset"], -one["length"])))


DOMAIN = r"(?:[\w-]+\.)+(?:fr|org|com|net|eu|coop|re|nc|yt|gp|mq|gf|info|io|me)\b"
FOUND = re.compile(
    r"(?P<email>[\w.+-]+@" + DOMAIN + r")"
    r"|(?P<url>https?://[^\s<>]*[^\s<>.,;:!?)\]»\"']|(?<![\w@/.])" + DOMAIN + r"(?:/[^\s<>]*[^\s<>.,;:!?)\]»\"'])?)"
    r"|(?<![\w/@])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?!\w)"
    r"|(?<![\w@])(?P<mention>@[A-Za-z]\w{3,31})"
    r"|(?<!\w)(?P<hashtag>#\w*[^\W\d_]\w*)"
)


def detected(text: str, entities: Iterable[Json]) -> tuple[Json, ...]:
    """The entities given, and those the server finds by itself where nothing else stands: commands, mentions, links."""
    kept = list(entities)
    taken = [(one["offset"], one["offset"] + one["length"]) for one in kept if one["type"] in ("code", "pre", "text_link")]
    for match in FOUND.finditer(text):
        offset, length = units(text[: match.start()]), units(match.group())
        if not any(offset < last and first < offset + length for first, last in taken):
            kept.append({"type": str(match.lastgroup), "offset": offset, "length": length})
    return tuple(sorted(kept, key=lambda one: (one["offset"], -one["length"])))
