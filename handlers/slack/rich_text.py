"""Document -> elements of Slack's rich_text blocks, in which every text is literal: nothing that a member typed can act there.

A document becomes lines, each small enough to stand in any block, and lines become blocks. Where a paragraph is cut, it is cut after a
sentence, else between words, else between visible characters, and nothing is dropped.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from bot.wording.document import Block, Code, Heading, Listing, Paragraph, Quote, Run, Style, emboldened, merged
from bot.wording.graphemes import units
from bot.wording.reading import OUR_SCHEMES, scheme_of
from handlers.slack.cutting import chunks, cost
from handlers.slack.limits import ADDRESS, ELEMENT, INDENT, Json, size

Links = Callable[[str], str | None]
"""Where one of our own links (`person:42`) leads on this platform; None shows its label alone."""

_STYLE_NAMES: dict[Style, str] = {"b": "bold", "i": "italic", "s": "strike", "c": "code"}
_BETWEEN = 50
"""What JSON adds between two elements, or for the blank line between two paragraphs."""
BLOCK = 2 * ELEMENT


@dataclass(frozen=True, kw_only=True)
class Line:
    """A paragraph, a list item or some lines of code: what Slack can show as one element.

    `group` tells lists and quotes apart that stand side by side; `number` is that of an item of an ordered list; `continues` marks the
    rest of something that was cut.
    """

    kind: Literal["section", "quote", "preformatted", "list", "divider"]
    runs: tuple[Run, ...] = ()
    group: int = 0
    indent: int = 0
    bordered: bool = False
    number: int | None = None
    continues: bool = False


RULE = "──────────"
"""A line across where there is no divider."""
_RULE = Line(kind="divider", runs=(Run(RULE),))


@dataclass(frozen=True)
class _Place:
    """Where in the document a block stands."""

    group: int = 0
    indent: int = 0
    quoted: bool = False


def rich_text_blocks(blocks: Iterable[Block], links: Links) -> list[Json]:
    """The rich_text (and divider) blocks that show the document, each at most `BLOCK` units of JSON."""
    shown: list[Json] = []
    lines: list[Line] = []
    room = BLOCK
    for line in _lines(blocks, _Place(), itertools.count(1)):
        cost = size(_elements([line], links)) + _BETWEEN
        if line.kind == "divider" or cost > room:
            shown += _rich_text(lines, links)
            lines, room = [], BLOCK
        if line.kind == "divider":
            shown.append({"type": "divider"})
        else:
            lines.append(line)
            room -= cost
    return shown + _rich_text(lines, links)


def rich_text(blocks: Iterable[Block], links: Links) -> Json:
    """The whole document as one rich_text block, whatever its size: what a form's rich_text_input begins with."""
    lines = _lines(blocks, _Place(), itertools.count(1))
    whole = [replace(_RULE, kind="section") if line.kind == "divider" else line for line in lines]
    return {"type": "rich_text", "elements": _elements(whole, links)}


def _rich_text(lines: list[Line], links: Links) -> list[Json]:
    return [{"type": "rich_text", "elements": _elements(lines, links)}] if lines else []


def _lines(blocks: Iterable[Block], place: _Place, groups: Iterator[int]) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            yield from _cut(_prose(place), _said(block))
        elif isinstance(block, Code):
            line = Line(kind="preformatted", group=next(groups), bordered=place.quoted)
            yield from _cut(line, (Run(block.text),)) if block.text.strip() else ()
        elif isinstance(block, Quote):
            yield from _lines(block.blocks, _Place(next(groups), place.indent, quoted=True), groups)
        elif isinstance(block, Listing):
            yield from _items(block, replace(place, indent=min(place.indent, INDENT)), groups)
        else:
            yield _rule(place)


def _rule(place: _Place) -> Line:
    return _RULE if place == _Place() else replace(_prose(place), runs=_RULE.runs)


def _prose(place: _Place) -> Line:
    return Line(kind="quote" if place.quoted else "section", group=place.group)


def _said(block: Paragraph | Heading) -> tuple[Run, ...]:
    return emboldened(block.runs) if isinstance(block, Heading) else block.runs


def _leading_prose(blocks: Iterable[Block]) -> Iterator[Paragraph | Heading]:
    for block in blocks:
        if not isinstance(block, Paragraph | Heading):
            return
        yield block


def _items(listing: Listing, place: _Place, groups: Iterator[int]) -> Iterator[Line]:
    group = next(groups)
    for index, item in enumerate(listing.items):
        head = list(_leading_prose(item))
        number = None if listing.start is None else listing.start + index
        line = Line(kind="list", group=group, indent=place.indent, bordered=place.quoted, number=number)
        runs = _joined(_said(block) for block in head)
        if any(run.text.strip() for run in runs):
            first, *more = _cut(line, runs)
            yield first
            yield from (replace(_prose(place), runs=rest.runs, continues=True) for rest in more)
        yield from _lines(item[len(head) :], replace(place, indent=place.indent + 1), groups)


def _joined(paragraphs: Iterable[tuple[Run, ...]]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for paragraph in paragraphs:
        runs += [Run("\n\n"), *paragraph] if runs else paragraph
    return merged(runs)


def _cut(line: Line, runs: tuple[Run, ...]) -> Iterator[Line]:
    """The line with its runs, or several of which each fits an element."""
    for index, chunk in enumerate(chunks(runs, ELEMENT)):
        yield replace(line, runs=chunk, continues=index > 0)


def _elements(lines: list[Line], links: Links) -> list[Json]:
    return [_element(list(same), links) for _, same in itertools.groupby(lines, key=_likeness)]


def _likeness(line: Line) -> tuple[object, ...]:
    return line.kind, line.group, line.indent, line.bordered


def _element(lines: list[Line], links: Links) -> Json:
    first = lines[0]
    if first.kind == "list":
        return _list(lines, links)
    element: Json = {"type": f"rich_text_{first.kind}", "elements": _parts(_flowing(lines), links)}
    return element | ({"border": 1} if first.bordered else {})


def _flowing(lines: list[Line]) -> tuple[Run, ...]:
    """Paragraphs with a blank line between them; what was cut follows itself."""
    runs: list[Run] = []
    for line in lines:
        for run in [Run("\n\n"), *line.runs] if runs and not line.continues else line.runs:
            _append(runs, run)
    return tuple(runs)


def _append(runs: list[Run], run: Run) -> None:
    """Adds letters, to the last run where they look the same and still fit an element."""
    alike = bool(runs) and (runs[-1].styles, runs[-1].link) == (run.styles, run.link)
    if alike and cost(runs[-1].text) + cost(run.text) <= ELEMENT:
        runs[-1] = replace(run, text=runs[-1].text + run.text)
    else:
        runs.append(run)


def _list(lines: list[Line], links: Links) -> Json:
    first = lines[0]
    element: Json = {"type": "rich_text_list", "style": "bullet" if first.number is None else "ordered", "indent": first.indent}
    element |= {"border": 1} if first.bordered else {}
    element |= {"offset": first.number - 1} if first.number and first.number > 1 else {}
    return element | {"elements": [{"type": "rich_text_section", "elements": _parts(line.runs, links)} for line in lines]}


def _parts(runs: Iterable[Run], links: Links) -> list[Json]:
    return [_part(run, _address(run.link, links)) for run in runs]


def _part(run: Run, address: str | None) -> Json:
    part: Json = {"type": "link", "url": address, "text": run.text} if address else {"type": "text", "text": run.text}
    style = {_STYLE_NAMES[style]: True for style in sorted(run.styles)}
    return part | ({"style": style} if style else {})


def _address(link: str | None, links: Links) -> str | None:
    address = links(link) if link and scheme_of(link) in OUR_SCHEMES else link
    return address if address and units(address) <= ADDRESS else None
