"""Where a text may be cut: between two characters as a reader sees them, counted in UTF-16 units as the platforms may count them.

Slack does not say whether it counts code points or UTF-16 units, and Telegram counts units: the larger count is safe on both
(LIMITS.md, "Unknown, treat conservatively"). The rules are those of Unicode's annex 29 that occur in real texts: marks, joined
emoji, flags, Hangul.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

JOINER = "\u200d"
ELLIPSIS = "…"


def units(text: str) -> int:
    """Length in UTF-16 units: an emoji counts 2."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shorten(text: str, limit: int) -> str:
    """At most `limit` UTF-16 units; what was cut is announced by "…", and no visible character is cut in two.

    When the very first character is longer than the limit, "…" alone remains.
    """
    if units(text) <= limit:
        return text
    return text[: _boundary_before(text, _index_at(text, limit - 1))].rstrip() + ELLIPSIS


def pieces(text: str, limit: int) -> Iterator[str]:
    """The whole text in parts of at most `limit` UTF-16 units, at least one letter each, cut between visible characters.

    One visible character longer than the limit (1,000 combining marks) is cut between its code points: nothing is ever dropped.
    """
    start = 0
    while start < len(text):
        end = start + max(1, _index_at(text[start : start + limit], limit))
        cut = end if end >= len(text) else _boundary_before(text, end, start)
        yield text[start : cut if cut > start else end]
        start = cut if cut > start else end


def _index_at(text: str, limit: int) -> int:
    """How many code points fit into so many units."""
    window = text[: max(limit, 0)]
    while units(window) > limit:
        window = window[: len(window) - max(1, (units(window) - limit) // 2)]
    return len(window)


def _boundary_before(text: str, index: int, start: int = 0) -> int:
    """The last place at or before `index` where a cut splits no visible character."""
    while index > start and not _is_boundary(text, index, start):
        index -= 1
    return index


def _is_boundary(text: str, index: int, start: int = 0) -> bool:
    if index <= 0 or index >= len(text):
        return True
    before, after = text[index - 1], text[index]
    if before == "\r" and after == "\n":
        return False
    if _extends(after) or before == JOINER or _continues_hangul(before, after):
        return False
    return not (_is_flag_letter(before) and _is_flag_letter(after) and _flag_letters_before(text, index, start) % 2)


def _extends(character: str) -> bool:
    """Marks, joiners, variation selectors, skin tones and tag characters belong to what stands before them."""
    if character < "\u0300":
        return False
    skin_tone, tag = "\U0001f3fb" <= character <= "\U0001f3ff", "\U000e0020" <= character <= "\U000e007f"
    return character in "\u200c\u200d" or skin_tone or tag or unicodedata.category(character).startswith("M")


def _continues_hangul(before: str, after: str) -> bool:
    leading = "\u1100" <= before <= "\u115f"
    syllable = "\uac00" <= before <= "\ud7a3" or "\u1160" <= before <= "\u11ff"
    return (leading and ("\u1100" <= after <= "\u11ff" or "\uac00" <= after <= "\ud7a3")) or (syllable and "\u1160" <= after <= "\u11ff")


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flag_letters_before(text: str, index: int, start: int) -> int:
    count = 0
    while index - count > start and _is_flag_letter(text[index - count - 1]):
        count += 1
    return count
