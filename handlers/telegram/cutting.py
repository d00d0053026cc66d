"""Lines in pieces of a size: cut between paragraphs, else after a sentence, else between words, else between visible characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.wording.document import Run
from bot.wording.graphemes import pieces, units
from handlers.telegram.limits import BYTES, ENTITIES, TEXT
from handlers.telegram.lines import Line, html_of

_SENTENCE_END = re.compile(r"[.!?…]\s+|\n+")
_LINE_END = re.compile(r"\n+")
_SPACE = re.compile(r"\s+")
_WORTH = 3
"""A piece filled to a third of its size is ended where the next paragraph begins; a heading is not left alone."""


@dataclass(frozen=True)
class Size:
    """What one piece holds: bytes of its HTML, UTF-16 units of its letters, and Telegram's number of formatted parts."""

    bytes: int
    units: int

    def holds(self, lines: Sequence[Line]) -> bool:
        """Whether these lines are one piece."""
        html = html_of(lines)
        if len(html.encode()) > self.bytes or html.count("</") > ENTITIES:
            return False
        return sum(units(line.before) + units(line.letters) for line in lines) <= self.units

    def is_worth(self, lines: Sequence[Line]) -> bool:
        """Whether a piece may end with them."""
        return not replace(self, bytes=self.bytes // _WORTH, units=self.units // _WORTH).holds(lines)


SMALL = Size(BYTES, TEXT)
LARGE = Size(4 * TEXT, TEXT)


def packed(lines: Iterable[Line], size: Size) -> Iterator[tuple[str, str]]:
    """The HTML of each piece, and its letters; together they are all the letters."""
    for piece in _filled(lines, size):
        yield html_of(piece), "\n".join(line.letters for line in piece)


def _filled(lines: Iterable[Line], size: Size) -> Iterator[list[Line]]:
    piece: list[Line] = []
    for line in lines:
        rest: Line | None = line
        while rest is not None:
            if size.holds([*piece, rest]):
                piece.append(rest)
                break
            head = None if size.is_worth(piece) else _head(rest, piece, size)
            if head is not None:
                piece.append(head)
                rest = _without(rest, len(head.letters))
            yield piece
            piece = []
    if piece:
        yield piece


def _head(line: Line, above: list[Line], size: Size) -> Line | None:
    """As much of the line as there is room for; None where it is not worth beginning."""
    letters = line.letters[: size.units]
    most = _most(line, above, size, len(letters))
    if above and most < min(_WORTH * 10, len(letters)):
        return None
    window = next(pieces(letters, max(1, units(letters[:most]))))
    for boundary in (_LINE_END if line.is_code else _SENTENCE_END, _SPACE):
        ends = [found.end() for found in boundary.finditer(window)]
        if ends and ends[-1] > len(window) // _WORTH:
            return _first(line, ends[-1])
    return _first(line, len(window))


def _most(line: Line, above: list[Line], size: Size, letters: int) -> int:
    """How many of its first letters fit."""
    fits, too_many = 0, letters + 1
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        if size.holds([*above, _first(line, middle)]):
            fits = middle
        else:
            too_many = middle
    return fits


def _first(line: Line, letters: int) -> Line:
    kept: list[Run] = []
    for run in line.runs:
        kept += [replace(run, text=run.text[:letters])] if letters > 0 else []
        letters -= len(run.text)
    return replace(line, runs=tuple(kept))


def _without(line: Line, letters: int) -> Line:
    """The rest of it, with no indent of its own."""
    kept: list[Run] = []
    for run in line.runs:
        kept += [replace(run, text=run.text[letters:])] if len(run.text) > letters else []
        letters = max(0, letters - len(run.text))
    return replace(line, runs=tuple(kept))
