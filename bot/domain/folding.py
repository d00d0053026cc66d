"""Texts as they are compared: without case, accents or the variants of one character that keyboards and word processors put in."""

from __future__ import annotations

import functools
import re
import unicodedata

_SAME = str.maketrans(
    dict.fromkeys("’‘ʼ′`´", "'") | dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("“”«»„", '"') | dict.fromkeys("\u00a0\u202f\u2009\t", " ")
)
_INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]|"
    r"(?<![\u0590-\u1fff\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]|[\u200c\u200d](?![\u0590-\u1fff\u2190-\u2bff\U0001f000-\U0001faff])"
)
"""A joiner stays between emoji (a family is several) and between the letters of the scripts that are spelt with it; no Latin word is."""
_LINKS = re.compile(r"\[([^\]\n]{0,200})\]\((mailto:|tel:)?([^)\s]+)\)")
_AUTOLINKS = re.compile(r"<((?:https?://|mailto:)[^>|\s]+)(?:\|[^>]*)?>")
_HEADINGS = re.compile(r"^[ \t]*#{1,6}[ \t]+", re.MULTILINE)
_EMPHASIS = re.compile(
    r"(?<!\\)(?P<mark>\*\*|~~)(?P<strong>(?!\s*(?P=mark))[^*~\n]{1,1000})(?<!\\)(?P=mark)|"
    r"(?<![\\*])\*(?P<star>(?![\s*])[^*\n]{1,1000})(?<![\s\\])\*|"
    r"(?<![\\\w])(?P<under>_{1,3})(?P<low>(?![\s_])[^\n]{1,200}?)(?<![\s\\])(?P=under)(?!\w)|"
    r"(?<![\\`])(?P<ticks>`+)(?P<code>[^`\n]{1,1000})(?P=ticks)"
)
"""Signs in pairs around something: one alone is a product, a bullet or a part of a formula, and stays."""
_SIGN = re.compile(r"[*~_`]")
"""Each pair begins with one. Most texts have none, and this finds out ten times as fast."""
_MARKED = re.compile(r"[\\\[<#*_~`\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""One of the characters that any of this is about. Most lines have none."""
_NESTED = 3
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


class _Folded(dict[int, str]):
    """What each character becomes, found out when it is first met: `str.translate` reads it in one pass."""

    MOST = 4096

    def __missing__(self, code: int) -> str:
        folded = _fold_character(_SAME.get(code, chr(code)))
        if len(self) < self.MOST:
            self[code] = folded
        return folded


def _fold_character(character: str) -> str:
    base = unicodedata.normalize("NFKD", character)[:1]
    return (base.lower() or character)[:1] if not unicodedata.combining(base or " ") else character


_FOLDED = _Folded()


def fold(text: str) -> str:
    """The text without case and accents, character for character: a span in it is the same span in the text (which is in form NFC)."""
    return text.translate(_FOLDED)


def plain(text: str) -> str:
    """What a reader sees of a member's Markdown: no emphasis, no heading marks, addresses instead of links, no invisible characters.

    "&lt;" is four letters: what a platform escapes, its own edge reads.
    """
    composed = unicodedata.normalize("NFC", text)
    if not _MARKED.search(composed):
        return composed
    seen = composed.replace("\r\n", "\n").replace("\r", "\n")
    seen = _INVISIBLE.sub("", seen)
    seen = _LINKS.sub(lambda link: link[1] if link[2] else link[3], seen)
    seen = _AUTOLINKS.sub(lambda link: link[1].removeprefix("mailto:"), seen)
    return _HEADINGS.sub("", _ESCAPED.sub(r"\1", _outside_addresses(seen)))


def _outside_addresses(text: str) -> str:
    """An address keeps its underscores and stars: they are part of it."""
    parts = re.split(r"(https?://\S+)", text)
    return "".join(part if place % 2 else _without_emphasis(part) for place, part in enumerate(parts))


def _without_emphasis(text: str) -> str:
    for _ in range(_NESTED):
        if not _SIGN.search(text):
            break
        text = _EMPHASIS.sub(lambda pair: pair["strong"] or pair["star"] or pair["low"] or pair["code"], text)
    return text


@functools.lru_cache(maxsize=256)
def words(text: str) -> str:
    """The folded text with one space between words and no hyphen: "Île-de-France" and "ile de france" are the same.

    Kept: one message is asked some thirty times whether it is this word or that one.
    """
    return " ".join(re.findall(r"[a-z0-9]+", fold(unicodedata.normalize("NFC", text))))
