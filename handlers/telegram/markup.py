"""Message -> Telegram messages: HTML of few bytes, and one keyboard under the text whose buttons it holds.

Whoever sends a piece himself adds `LITERAL`: the parse mode, and no preview of what a member links to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode

from bot.domain.folding import words
from bot.domain.messages import Button, Message, Text
from bot.wording.document import Run
from bot.wording.escape import clean, is_blank
from bot.wording.graphemes import shorten, units
from bot.wording.plain import plain
from bot.wording.reading import read
from handlers.telegram import limits
from handlers.telegram.cutting import LARGE, SMALL, Size, packed
from handlers.telegram.lines import Line, Links, lines_of

LITERAL: Final[MappingProxyType[str, Any]] = MappingProxyType(
    {"parse_mode": ParseMode.HTML, "link_preview_options": LinkPreviewOptions(is_disabled=True)}
)

no_links: Links = MappingProxyType[str, str]({}).get
"""Our own links as their labels alone."""

Key = InlineKeyboardButton


@dataclass(frozen=True)
class Piece:
    """One message to Telegram."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None


@dataclass(frozen=True)
class _Bundle:
    """A text, and the buttons that stand under it."""

    lines: tuple[Line, ...]
    rows: tuple[tuple[Key, ...], ...] = ()


def pieces(message: Message, *, links: Links = no_links) -> list[Piece]:
    """The messages that show it, in order: of at most 1,000 bytes each, or, where those would be more than four, of 4,096 units. Nothing
    that can be seen is cut off. Nothing to show gives none.

    Telegram has one keyboard a message: all rows of a piece are under its end. Where no text and no label says a button's word, its label
    does: who has no network types it.
    """
    bundles = list(_bundles(message, links))
    small = _pieces(bundles, SMALL)
    return small if len(small) <= limits.SMALL_PIECES else _pieces(bundles, LARGE)


def _bundles(message: Message, links: Links) -> Iterator[_Bundle]:
    said = f" {words(plain(message.markdown))} "
    lines: tuple[Line, ...] = ()
    keys: list[list[Key]] = []
    for part in message.parts:
        if not isinstance(part, Text):
            keys.append([_key(button, said) for button in part.buttons if button.act or button.url])
            continue
        if lines or keys:
            yield _bundle(lines, keys)
        lines, keys = tuple(lines_of(read(part.markdown), links)), []
    if lines or keys:
        yield _bundle(lines, keys)


def _bundle(lines: tuple[Line, ...], keys: list[list[Key]]) -> _Bundle:
    """Rows that follow each other stand under the same text."""
    return _Bundle(lines or _labels([key for row in keys for key in row]), tuple(row for some in keys for row in _rows(some)))


def _pieces(bundles: Iterable[_Bundle], size: Size) -> list[Piece]:
    """As many bundles in one piece as it holds. One that is longer is several, and its buttons are under the last of them."""
    found: list[Piece] = []
    lines: tuple[Line, ...] = ()
    rows: tuple[tuple[Key, ...], ...] = ()
    for bundle in bundles:
        if not (size.holds((*lines, *bundle.lines)) and _count((*rows, *bundle.rows)) <= limits.BUTTONS):
            found += _shown(lines, rows, size)
            lines, rows = (), ()
        lines, rows = (*lines, *bundle.lines), (*rows, *bundle.rows)
    return [*found, *_shown(lines, rows, size)]


def _shown(lines: tuple[Line, ...], rows: tuple[tuple[Key, ...], ...], size: Size) -> Iterator[Piece]:
    """Blank pieces are left out, which Telegram refuses; more buttons than a message bears get messages of their own."""
    texts = [html for html, letters in packed(lines, size) if not is_blank(letters)]
    keyboards = list(_keyboards(rows))
    if keyboards and not texts:
        texts = ["…"]
    yield from (Piece(html) for html in texts[:-1])
    if texts:
        yield Piece(texts[-1], keyboards[0] if keyboards else None)
        yield from (Piece("…", keyboard) for keyboard in keyboards[1:])


def _keyboards(rows: tuple[tuple[Key, ...], ...]) -> Iterator[InlineKeyboardMarkup]:
    kept: list[tuple[Key, ...]] = []
    for row in rows:
        if _count((*kept, row)) > limits.BUTTONS:
            yield InlineKeyboardMarkup(kept)
            kept = []
        kept.append(row)
    if kept:
        yield InlineKeyboardMarkup(kept)


def _count(rows: Iterable[tuple[Key, ...]]) -> int:
    return sum(len(row) for row in rows)


def _rows(keys: Iterable[Key]) -> Iterator[tuple[Key, ...]]:
    """Rows that a telephone shows without shortening the labels."""
    row: list[Key] = []
    for key in keys:
        together = sum(units(other.text) for other in row) + units(key.text)
        if row and (len(row) == limits.ROW or together > limits.ROW_UNITS):
            yield tuple(row)
            row = []
        row.append(key)
    if row:
        yield tuple(row)


def _key(button: Button, said: str) -> Key:
    label = clean(button.label)
    word = words(button.word)
    if word and not button.url and f" {word} " not in said and f" {word} " not in f" {words(label)} ":
        label = f"{label} ({button.word})"
    shown = shorten(label, limits.BUTTON)
    shown = "…" if is_blank(shown) else shown
    return Key(shown, url=button.url) if button.url else Key(shown, callback_data=button.act)


def _labels(keys: list[Key]) -> tuple[Line, ...]:
    """What buttons without a text are about: their labels."""
    return (Line(runs=(Run(" · ".join(key.text for key in keys)),)),) if keys else ()
