"""Search of all that was ever filed: by words, by old names of regions, within what the asker may read. (DOMAIN.md F55)

Hits are the newest 1,000 first, then the best of those: ranking all that a common word finds would take a second.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.domain.chambers import Directory
from bot.domain.contribution import WITHDRAWN, Contribution, Kind, Kinds, Scope
from bot.domain.permissions import Reach, readers
from storage.search_index import Entry, Index, Readable, Word
from storage.searched_texts import texts_of
from storage.stems import stems, stems_of, typed_words

WINDOW = 1_000
MOST_WORDS = 12
"""Of a question; what follows is left out."""
LONGEST_NAME = 6
"""Words of the longest name of a region."""
ALIKE_FROM = 70
"""Of 100: two of three letters in their places."""
_HEADING = 3
"""A word of the heading counts as so many more in the text."""
_SATURATION, _LENGTH = 1.2, 0.75
"""Of BM25, as everywhere. How rare a word is says nothing here: every hit has every word."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question as it is looked for: `said` has the words of each `word` as they were typed, to be shown."""

    words: tuple[Word, ...]
    said: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Found:
    """Ids of hits, the best first, and how many there are; `more`: beyond the newest thousand, older ones."""

    best: tuple[int, ...]
    count: int
    more: bool


def asked(text: str, directory: Directory) -> Asked:
    """What somebody looks for. The name of a region means whatever is of it, or says it; other words are all to be there."""
    typed = typed_words(text)
    words, found = [word for word, _ in typed], dict[Word, str]()
    while words and len(found) < MOST_WORDS:
        size, codes = _region(words, directory)
        if ways := _ways(words[:size], codes):
            found.setdefault(ways, " ".join(shown for _, shown in typed[:size]))
        words, typed = words[size:], typed[size:]
    return Asked(words=tuple(found), said=tuple(found.values()))


def _region(words: Sequence[str], directory: Directory) -> tuple[int, frozenset[str]]:
    """How many of the first words are the name of a region, and its codes; one word and no codes when they are none."""
    for size in range(min(LONGEST_NAME, len(words)), 0, -1):
        if stems_of(words[size - 1 : size]) and (codes := directory.named(" ".join(words[:size]))):
            return size, codes
    return 1, frozenset()


def _ways(words: Sequence[str], codes: Iterable[str]) -> Word:
    said = tuple(sorted(set(stems_of(words))))
    return frozenset({(_place(code),) for code in codes} | ({said} if said else set()))


def entry_of(item: Contribution, kind: Kind) -> Entry:
    """What is searched of it: its answers of today, the words of its kind, its topics and its year; and its marks."""
    said, heading = stems("\n".join(texts_of(item, kind))), stems(item.heading())
    if not set(heading) <= set(said):
        said += heading
    return Entry(id=item.id, heading=" ".join(heading), words=" ".join([*said, *_marks(item)]))


def spelt(stem: str, item: Contribution, kind: Kind) -> str:
    """How a contribution spells the word of that stem; the stem itself when it does not say it."""
    said = (word for word in re.findall(r"[^\W_]+", "\n".join(texts_of(item, kind))) if stem in stems(word))
    return next(said, stem).lower()


def _marks(item: Contribution) -> Iterator[str]:
    """Tokens that nobody can type: an underscore is no part of a word."""
    yield from sorted(_place(code) for code in {item.chamber, *item.regions} if code)
    scope = readers(item)
    yield from (_scope(scope), _scope(scope, item.chamber), _author(item.author_id, scope))


def _place(code: str) -> str:
    return f"p_{code.lower()}"


def _scope(scope: Scope, chamber: str = "") -> str:
    return f"s_{scope.value}_{chamber.lower()}" if chamber else f"s_{scope.value}"


def _author(person: int, scope: Scope | None = None) -> str:
    return f"n_{person}" if scope is Scope.NATIONAL else f"a_{person}"


def _readable(reach: Reach) -> Readable:
    marked = {_scope(scope, chamber) for scope, chamber in reach.chambers} | {_author(author) for author in reach.authors}
    marked |= {_author(author, Scope.NATIONAL) for author in reach.confidential}
    if Scope.NETWORK in reach.scopes:  # most of what is filed is readable: the rest is named
        closed = frozenset(_scope(scope) for scope in Scope if scope not in reach.scopes)
        return Readable(marked=frozenset(marked), closed=closed)
    return Readable(marked=frozenset(marked | {_scope(scope) for scope in reach.scopes}), closed=None)


class Search:
    """Follows what is filed: `put` is called in the transaction that files or changes it."""

    def __init__(self, index: Index, kinds: Kinds) -> None:
        self._index, self._kinds = index, kinds

    def add(self, items: Iterable[Contribution]) -> None:
        """Takes in what is new. What is withdrawn is not found."""
        self._index.add([entry_of(item, self._kinds[item.kind]) for item in items if item.state != WITHDRAWN])

    def put(self, item: Contribution) -> None:
        """Takes in what has changed: its earlier version is not found any more."""
        self.forget([item.id])
        self.add([item])

    def forget(self, ids: Collection[int]) -> None:
        """Takes these out: nothing of their words is left. To be called before a contribution is erased."""
        self._index.drop(ids)

    def find(self, wanted: Asked, reach: Reach, most: int, *, window: int = WINDOW) -> Found:
        """The hits within what may be read, so many at most, of the newest in the window."""
        if not wanted.words:
            return Found(best=(), count=0, more=False)
        entries = self._index.newest(wanted.words, _readable(reach), window + 1)
        newest = entries[:window]
        return Found(best=tuple(_ranked(newest, wanted.words)[:most]), count=len(newest), more=len(entries) > window)

    def unknown(self, wanted: Asked, reach: Reach) -> list[str]:
        """Those of the words asked for, as said, that nothing readable has."""
        return [said for word, said in zip(wanted.words, wanted.said, strict=True) if not self._index.newest([word], _readable(reach), 1)]

    def near(self, word: str, reach: Reach, most: int) -> list[tuple[str, int]]:
        """Stems in use that are spelt nearly as that word, the closest first, and for each the id of something readable that has it.
        What may not be read suggests nothing. A word is thought to begin as it should, by two letters."""
        [stem, *_] = stems(word) or [""]
        letters = stem[:2]
        if len(letters) < 2 or letters.isdigit():
            return []
        close = process.extract(stem, self._index.beginning(letters), scorer=fuzz.ratio, score_cutoff=ALIKE_FROM, limit=4 * most)
        found: list[tuple[str, int]] = []
        for other, _, _ in close:
            entries = self._index.newest([frozenset({(other,)})], _readable(reach), 1) if other != stem and len(found) < most else []
            found += [(other, entry.id) for entry in entries]
        return found


def _ranked(entries: Sequence[Entry], words: Sequence[Word]) -> list[int]:
    """Ids, those first that say the words most in few others; of two alike, the newest."""
    usual = sum(entry.words.count(" ") + 1 for entry in entries) / max(len(entries), 1)
    scored = [(_score(entry, words, usual), entry.id) for entry in entries]
    return [one for _, one in sorted(scored, reverse=True)]


def _score(entry: Entry, words: Sequence[Word], usual: float) -> float:
    heading, text = f" {entry.heading} ", f" {entry.words} "
    length = _SATURATION * (1 - _LENGTH + _LENGTH * (text.count(" ") - 1) / usual)
    times = (max(_times(way, text) + _HEADING * bool(_times(way, heading)) for way in word) for word in words)
    return round(sum(often * (_SATURATION + 1) / (often + length) for often in times), 6)


def _times(way: tuple[str, ...], text: str) -> int:
    return min(text.count(f" {token} ") for token in way)
