"""Texts as they are compared: without case, accents or the variants of one character that keyboards and word processors put in."""

from __future__ import annotations

import html
import re
import unicodedata

_SAME = str.maketrans(
    dict.fromkeys("’‘ʼ′`´", "'") | dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("“”«»„", '"') | dict.fromkeys("\u00a0\u202f\u2009\t", " ")
)
_INVISIBLE = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_LINKS = re.compile(r"\[([^\]\n]{0,200})\]\((mailto:|tel:)?([^)\s]+)\)")
_AUTOLINKS = re.compile(r"<((?:https?://|mailto:)[^>|\s]+)(?:\|[^>]*)?>")
_HEADINGS = re.compile(r"^[ \t]*#{1,6}[ \t]+", re.MULTILINE)
_EMPHASIS = re.compile(r"\*+|~~+|(?<!\w)_+|_+(?!\w)|`+")


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
    """What a reader sees of a member's Markdown: no emphasis, no heading marks, addresses instead of links, no invisible characters."""
    seen = html.unescape(unicodedata.normalize("NFC", text)).replace("\r\n", "\n").replace("\r", "\n")
    seen = _INVISIBLE.sub("", seen)
    seen = _LINKS.sub(lambda link: link[1] if link[2] else link[3], seen)
    seen = _AUTOLINKS.sub(lambda link: link[1].removeprefix("mailto:"), seen)
    return _HEADINGS.sub("", _EMPHASIS.sub("", seen) if "http" not in seen else _outside_addresses(seen))


def _outside_addresses(text: str) -> str:
    """An address keeps its underscores and stars: they are part of it."""
    parts = re.split(r"(https?://\S+)", text)
    return "".join(part if place % 2 else _EMPHASIS.sub("", part) for place, part in enumerate(parts))


def words(text: str) -> str:
    """The folded text with one space between words and no hyphen: "Île-de-France" and "ile de france" are the same."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(unicodedata.normalize("NFC", text))))
