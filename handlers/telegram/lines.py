"""Document -> lines of a Telegram message, and lines -> HTML in which nothing that a member typed can act.

Telegram has neither lists nor headings: items are lines with their marks, a heading is bold. Code bears no other style and no link, and a
quotation none inside it (https://core.telegram.org/bots/api#formatting-options).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Final

from bot.wording.document import Block, Code, Heading, Listing, Paragraph, Quote, Run, Style, emboldened, merged
from bot.wording.escape import clean
from bot.wording.reading import OUR_SCHEMES, scheme_of
from handlers.telegram.limits import ADDRESS, GUARD, acting

Links = Callable[[str], str | None]
"""Where one of our own links (`person:42`) leads on this platform; None shows its label alone."""

RULE: Final = "──────────"
_TAGS: Final[tuple[Style, ...]] = ("b", "i", "s")
_CODE: Final[frozenset[Style]] = frozenset({"c"})


@dataclass(frozen=True, kw_only=True)
class Line:
    """A paragraph, an item of a list or some lines of code. `before` parts it from the line above, `quote` tells quotations apart (0 is
    none). Links of its runs are those that live."""

    runs: tuple[Run, ...]
    before: str = "\n\n"
    quote: int = 0
    is_code: bool = False

    @property
    def letters(self) -> str:
        """What a reader reads."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class _Place:
    """Where in the document a block stands. `first` parts its first line from what is above it, `indent` begins its further ones."""

    quote: int = 0
    first: str = "\n\n"
    indent: str = ""


def lines_of(blocks: Iterable[Block], links: Links) -> Iterator[Line]:
    """The lines that show the document."""
    return _lines(blocks, _Place(), links, itertools.count(1))


def html_of(lines: Iterable[Line]) -> str:
    """The lines as one text for `parse_mode="HTML"`."""
    html, quote = "", 0
    for line in lines:
        html += "</blockquote>" if quote and line.quote != quote else ""
        html += line.before if html else ""
        html += "<blockquote>" if line.quote and line.quote != quote else ""
        html += f"<pre>{_escaped(line.letters)}</pre>" if line.is_code else "".join(_run(run) for run in line.runs)
        quote = line.quote
    return html + ("</blockquote>" if quote else "")


def _lines(blocks: Iterable[Block], place: _Place, links: Links, quotes: Iterator[int]) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            yield _prose(block, place, links)
        elif isinstance(block, Code):
            yield from _code(block, place)
        elif isinstance(block, Quote):
            inner = replace(place, quote=place.quote or next(quotes))
            yield from _parted(_lines(block.blocks, replace(inner, first="\n\n"), links, quotes), place.first)
        elif isinstance(block, Listing):
            yield from _parted(_items(block, place, links, quotes), place.first)
        else:
            yield Line(runs=(Run(RULE),), before=place.first, quote=place.quote)


def _parted(lines: Iterator[Line], before: str) -> Iterator[Line]:
    """The lines, the first of which is parted so from what is above it."""
    for number, line in enumerate(lines):
        yield line if number else replace(line, before=before)


def _code(block: Code, place: _Place) -> Iterator[Line]:
    if block.text.strip():
        yield Line(runs=(Run(clean(block.text)),), before=place.first, quote=place.quote, is_code=True)


def _items(listing: Listing, place: _Place, links: Links, quotes: Iterator[int]) -> Iterator[Line]:
    for index, item in enumerate(listing.items):
        mark = "• " if listing.start is None else f"{listing.start + index}. "
        inside = _Place(place.quote, "\n", place.indent + " " * len(mark))
        lines = list(_lines(item, inside, links, quotes))
        if lines and isinstance(item[0], Paragraph | Heading):
            lines[0] = replace(lines[0], runs=(Run(place.indent + mark), *_outdented(lines[0].runs, len(inside.indent))))
        yield from lines


def _outdented(runs: Sequence[Run], letters: int) -> tuple[Run, ...]:
    """Without the blanks that stand at the beginning, where the mark comes instead."""
    return (replace(runs[0], text=runs[0].text[letters:]), *runs[1:])


def _prose(block: Paragraph | Heading, place: _Place, links: Links) -> Line:
    shown = emboldened(block.runs) if isinstance(block, Heading) else block.runs
    runs = [replace(run, text=clean(run.text).replace("\n", f"\n{place.indent}")) for run in _linked(shown, links)]
    indent = [Run(place.indent)] if place.indent else []
    return Line(runs=(*indent, *_guarded(merged(runs))), before=place.first, quote=place.quote)


def _linked(runs: Iterable[Run], links: Links) -> Iterator[Run]:
    """The runs with addresses that Telegram makes live; a mail address, which it does not, stands behind its label."""
    for link, same in itertools.groupby(runs, key=lambda run: run.link):
        labelled = list(same)
        address = links(link) if link and scheme_of(link) in OUR_SCHEMES else link
        mail = (address or "").removeprefix("mailto:").partition("?")[0] if scheme_of(address or "") == "mailto" else ""
        lives = bool(address) and not mail and len((address or "").encode()) <= ADDRESS
        yield from (_styled(replace(run, link=address if lives else None)) for run in labelled)
        if mail and "".join(run.text for run in labelled).strip() != mail:
            yield Run(f" ({mail})")


def _styled(run: Run) -> Run:
    """The styles that may stand together: a link is worth more than its looking like code, code more than its being bold."""
    if "c" not in run.styles:
        return run
    return replace(run, styles=run.styles - _CODE if run.link else _CODE)


def _guarded(runs: Iterable[Run]) -> Iterator[Run]:
    """What Telegram would read into the letters is parted; inside of code and of links it reads nothing."""
    ready = list(runs)
    places = acting("".join(run.text for run in ready))
    end = 0
    for run in ready:
        start, end = end, end + len(run.text)
        safe = bool(run.link) or "c" in run.styles
        here = [place - start for place in places if start < place <= end and not (safe and place < end)]
        text = run.text
        for place in reversed(here):
            text = text[:place] + GUARD + text[place:]
        yield replace(run, text=text)


def _run(run: Run) -> str:
    text = _escaped(run.text)
    if "c" in run.styles:
        text = f"<code>{text}</code>"
    for tag in _TAGS:
        text = f"<{tag}>{text}</{tag}>" if tag in run.styles else text
    return f'<a href="{escape(run.link)}">{text}</a>' if run.link else text


def _escaped(text: str) -> str:
    return escape(text, quote=False)
