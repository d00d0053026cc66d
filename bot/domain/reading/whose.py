"""A chamber where a sentence names it: "la CRESS Bretagne, qui ...", "Nord Pas-de-Calais (et Paca pour le Mois)"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.reading.answers import Reading
from bot.domain.reading.lists import chamber_code

_WORD = re.compile(r"[^\s,;:()]+")
_LONGEST = 8


@dataclass(frozen=True)
class Named:
    """A chamber's code, and the span of the text that names it."""

    code: str
    start: int
    end: int


def chamber_in(text: str, reading: Reading, *, within: int = 4) -> Named | None:
    """The first chamber that begins among the first `within` words: the longest name wins. None where none is named."""
    stop = re.search(r"[\n;()]|\.(?:\s|$)", text)
    words = list(_WORD.finditer(text, 0, stop.start() if stop else len(text)))[: within + _LONGEST]
    for first in range(min(within, len(words))):
        for last in range(min(len(words), first + _LONGEST), first, -1):
            start, end = words[first].start(), words[last - 1].end()
            typed = text[start:end].rstrip(" .,:–—-!?")
            code = "" if "," in typed or ":" in typed else chamber_code(typed, reading.directory, reading.today)
            if code:
                return Named(code, start, start + len(typed))
    return None
