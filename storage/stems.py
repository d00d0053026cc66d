"""Words as they are searched: without case and accents, singular for plural, and by their stem, so that "financements" finds "financer"."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable

import snowballstemmer

from bot.domain.folding import fold

STEMS = "2"
"""Changed with whatever changes what is kept of a text: every database is then indexed again when it is opened."""
LONGEST_STEM = 40
"""Letters of a word that count: what is longer is an address or a mishap."""
_KEPT = 65_536
"""Words whose stem is remembered: finding one takes some 70 µs, and people use the same few thousand."""
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss"})
_WORD = re.compile(r"[a-z0-9]+")
_SAY_NOTHING = """
au aux avec ce ces cet cette dans de des donc du elle elles en est et eux il ils ici je la le les leur leurs lui ma mais me meme mes moi
mon ne ni nos notre nous on ont or ou par pas pour qu que qui sa sans se ses si son sont sous sur ta te tes toi ton tu un une vos votre
vous svp stp merci bonjour plait
an and are at be by for from in is it its of or please some that the their this to was were with your
"""
_EMPTY = frozenset(_SAY_NOTHING.split())
"""Words that are in every text: they are neither kept nor looked for, and a single letter no more than they."""
_ENDINGS = (
    ("ees", "e"),
    ("ee", "e"),
    ("ieres", "ier"),
    ("iere", "ier"),
    ("trices", "teur"),
    ("trice", "teur"),
    ("euses", "eur"),
    ("euse", "eur"),
)
"""Feminines and plurals that the stemmer knows by their accents alone, or not at all, and what they become."""
_SHORTEST = 4
"""Letters of a word that has an ending to lose."""


def words_of(text: str) -> list[str]:
    """The words of a text, folded, in its order; those that say nothing too."""
    return _WORD.findall(fold(unicodedata.normalize("NFC", text.translate(_LIGATURES))))


def typed_words(text: str) -> list[tuple[str, str]]:
    """The same, each with how it was typed."""
    seen = unicodedata.normalize("NFC", text.translate(_LIGATURES))
    return [(word[0], seen[slice(*word.span())]) for word in _WORD.finditer(fold(seen))]


def stems(text: str) -> list[str]:
    """The stems of the words that say something, in the order of the text, as often as they stand there."""
    return stems_of(words_of(text))


def stems_of(words: Iterable[str]) -> list[str]:
    """The same for words that are folded already."""
    return [stem(word) for word in words if (len(word) > 1 or word.isdigit()) and word not in _EMPTY]


@functools.lru_cache(maxsize=_KEPT)
def stem(word: str) -> str:
    """The stem of one folded word, French or English: what matters is that each of its forms has the same."""
    if word.isdigit():
        return word[:LONGEST_STEM]
    found: str = _french().stemWord(_singular(word[:LONGEST_STEM]))
    return found


def _singular(word: str) -> str:
    if len(word) <= _SHORTEST:
        return word
    for ending, becomes in _ENDINGS:
        if word.endswith(ending):
            return word.removesuffix(ending) + becomes
    return word.removesuffix("s") if not word.endswith("ss") else word


@functools.cache
def _french() -> snowballstemmer.FrenchStemmer:
    return snowballstemmer.stemmer("french")
