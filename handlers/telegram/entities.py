"""What a member wrote on Telegram -> Markdown to store, and plain text to recognise. Mentions, hashtags and commands are letters.

Underline and spoiler have no Markdown and are dropped, by name. Lines that begin as our own lists are shown there (`• x`, `1. x`) are
lists again, so that a list comes back from Telegram as one.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from telegram import MessageEntity

from bot.wording.document import Block, Code, Paragraph, Quote, Run, Style, merged
from bot.wording.escape import clean
from bot.wording.listing import Item, nested
from bot.wording.plain import plain_of as plain_of_blocks
from bot.wording.reading import MEMBER_SCHEMES, scheme_of
from bot.wording.rich import write
from handlers.telegram.limits import guards

_STYLES: Final[Mapping[str, Style]] = {"bold": "b", "italic": "i", "strikethrough": "s", "code": "c"}
_DROPPED: Final = frozenset({"underline", "spoiler"})
_QUOTES: Final = frozenset({"blockquote", "expandable_blockquote"})
_ITEM = re.compile(r"( *)(?:•|(0|[1-9]\d{0,8})\.) +(?=\S)")
_CONTINUED = re.compile(r" {2,}(?=\S)")

Line = tuple[Run, ...]


@dataclass(frozen=True)
class _Mark:
    """What holds for a part of the text: its style, its link, or that it is a quotation, code, or no part of what is said."""

    start: int
    end: int
    type: str
    link: str | None = None


@dataclass(frozen=True)
class _Piece:
    """Letters for which the same marks hold. `quote` and `code`: the place where the one around them begins, or -1."""

    run: Run
    quote: int = -1
    code: int = -1


def markdown_of(text: str, entities: Iterable[MessageEntity] = (), *, bot: str = "") -> str:
    """The Markdown of a message. `bot` is our own username, whose mention is no part of what is said."""
    return write(document_of(text, entities, bot=bot))


def plain_of(text: str, entities: Iterable[MessageEntity] = (), *, bot: str = "") -> str:
    """The same as plain lines, for recognition: items as `• x` or `1. x`, quotations as `> x`, an address after its label. Code is ordinary
    lines: somebody who pastes minutes as code pastes minutes."""
    return plain_of_blocks(document_of(text, (entity for entity in entities if entity.type != "pre"), bot=bot))


def document_of(text: str, entities: Iterable[MessageEntity] = (), *, bot: str = "") -> tuple[Block, ...]:
    """What a message says, as a document."""
    pieces = _pieces(text, _marks(text, entities, bot))
    return tuple(_blocks(pieces))


def _marks(text: str, entities: Iterable[MessageEntity], bot: str) -> list[_Mark]:
    units = [0, *itertools.accumulate(1 + (letter > "\uffff") for letter in text)]
    marks = [_Mark(place, place + 1, "gone") for place in guards(text)]
    for entity in entities:
        start, end = (min(bisect.bisect_left(units, offset), len(text)) for offset in (entity.offset, entity.offset + entity.length))
        letters = text[start:end]
        if entity.type == "mention" and bot and letters.lower() == f"@{bot.lower()}":
            marks.append(_Mark(start, end + len(text[end:]) - len(text[end:].lstrip(" ")), "gone"))
        elif letters and entity.type not in _DROPPED:
            marks.append(_Mark(start, end, entity.type, _address(entity, letters)))
    return marks


def _address(entity: MessageEntity, letters: str) -> str | None:
    if entity.type == "email":
        return f"mailto:{letters}"
    if entity.type == "url" and "://" not in letters:
        return f"http://{letters}"
    address = entity.url or "" if entity.type == "text_link" else letters if entity.type == "url" else ""
    return address if scheme_of(address) in MEMBER_SCHEMES else None


def _pieces(text: str, marks: list[_Mark]) -> Iterator[_Piece]:
    """The text, cut wherever a mark begins or ends."""
    cuts = sorted({0, len(text), *(mark.start for mark in marks), *(mark.end for mark in marks)})
    for start, end in itertools.pairwise(cuts):
        here = [mark for mark in marks if mark.start <= start and end <= mark.end]
        types = {mark.type for mark in here}
        if "gone" in types:
            continue
        styles = frozenset(_STYLES[type_] for type_ in types & _STYLES.keys())
        link = next((mark.link for mark in here if mark.link), None)
        quote = min((mark.start for mark in here if mark.type in _QUOTES), default=-1)
        code = min((mark.start for mark in here if mark.type == "pre"), default=-1)
        yield _Piece(Run(clean(text[start:end]), styles, link), quote, code)


def _blocks(pieces: Iterable[_Piece]) -> Iterator[Block]:
    for quote, quoted in itertools.groupby(pieces, key=lambda piece: piece.quote):
        blocks = [block for code, same in itertools.groupby(quoted, key=lambda piece: piece.code) for block in _alike(list(same), code)]
        if quote >= 0 and blocks:
            yield Quote(tuple(blocks))
        else:
            yield from blocks


def _alike(pieces: list[_Piece], code: int) -> Iterator[Block]:
    if code < 0:
        yield from _prose(_lines(piece.run for piece in pieces))
    elif letters := "".join(piece.run.text for piece in pieces).strip("\n"):
        yield Code(letters)


def _lines(runs: Iterable[Run]) -> list[Line]:
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *rest = run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=text)] for text in rest]
    return [merged(line) for line in lines]


def _prose(lines: Iterable[Line]) -> Iterator[Block]:
    """Paragraphs between blank lines, and lists."""
    paragraph: list[Line] = []
    items: list[Item] = []
    for line in lines:
        letters = _letters(line)
        mark = _ITEM.match(letters)
        if items and not mark and _CONTINUED.match(letters):
            items[-1] = _continued(items[-1], line)
            continue
        if (paragraph and mark) or not letters.strip():
            yield from _closed(paragraph, items)
        if mark:
            items.append(_item(line, mark))
        elif letters.strip():
            if items:
                yield from _closed(paragraph, items)
            paragraph.append(line)
    yield from _closed(paragraph, items)


def _closed(paragraph: list[Line], items: list[Item]) -> list[Block]:
    """What was collected, which begins anew."""
    blocks = [*_paragraph(paragraph), *nested(items)]
    paragraph.clear()
    items.clear()
    return blocks


def _item(line: Line, mark: re.Match[str]) -> Item:
    number = int(mark[2]) if mark[2] else None
    return Item(tuple(_paragraph([_without(line, mark.end())])), indent=len(mark[1]), number=number)


def _continued(item: Item, line: Line) -> Item:
    """An item of several lines, which stand under its first letters."""
    runs = [run for block in item.blocks if isinstance(block, Paragraph) for run in block.runs]
    return replace(item, blocks=(Paragraph(merged([*runs, Run("\n"), *_stripped(line)])),))


def _paragraph(lines: Iterable[Line]) -> Iterator[Paragraph]:
    runs: list[Run] = []
    for line in lines:
        runs += [Run("\n"), *line] if runs else line
    if shown := _stripped(tuple(runs)):
        yield Paragraph(shown)


def _stripped(line: Line) -> Line:
    """Without blanks at its ends."""
    letters = _letters(line)
    kept = _without(line, len(letters) - len(letters.lstrip()))
    surplus = len(letters) - len(letters.rstrip())
    while kept and surplus:
        last = kept[-1]
        taken = min(surplus, len(last.text))
        kept = (*kept[:-1], *([replace(last, text=last.text[:-taken])] if len(last.text) > taken else []))
        surplus -= taken
    return merged(kept)


def _without(line: Line, letters: int) -> Line:
    """The line without its first letters."""
    kept: list[Run] = []
    for run in line:
        kept += [replace(run, text=run.text[letters:])] if len(run.text) > letters else []
        letters = max(0, letters - len(run.text))
    return tuple(kept)


def _letters(line: Iterable[Run]) -> str:
    return "".join(run.text for run in line)
