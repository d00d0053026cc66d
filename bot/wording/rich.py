"""Document -> CommonMark (with strikethrough) that reads back as that very document, styles inside words included.

The naive `**x**` fails inside words and beside punctuation or spaces: there, the letters next to a delimiter are written as entities,
which Markdown counts as punctuation. Everywhere else the Markdown stays readable, since it is what is stored and exported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from bot.wording.document import Block, Code, Heading, Listing, Paragraph, Quote, Run, Style, emboldened, merged
from bot.wording.escape import clean, literal
from bot.wording.reading import MEMBER_SCHEMES, read, scheme_of

__all__ = ["Run", "blocks_of_member", "inline", "quoted", "safe", "write"]

_MARKERS: dict[Style, str] = {"b": "**", "i": "_", "s": "~~"}
_ASCII_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_BACKTICKS = re.compile("`+")
_ADDRESS = "".join(sorted(_ASCII_PUNCTUATION - frozenset('<>\\`"')))
_NO_STYLE: frozenset[Style] = frozenset()
_CODE: frozenset[Style] = frozenset({"c"})
_NOTHING = Run("")
_LARGEST_START = 999_999_999
"""CommonMark reads at most nine digits as a list number."""


def safe(markdown: str) -> str:
    """A member's own stored Markdown, made fit to stand in our templates as a block: no HTML, no image, no heading, no link but
    http, https and mailto."""
    return write(blocks_of_member(markdown))


def quoted(markdown: str) -> str:
    """The same, as a quotation."""
    return write([Quote(blocks_of_member(markdown))])


def blocks_of_member(markdown: str) -> tuple[Block, ...]:
    """A member's Markdown as a document, headings flattened to bold lines so that nobody shouts in a letter."""
    return _flattened(read(markdown, MEMBER_SCHEMES))


def write(blocks: Iterable[Block]) -> str:
    """The document as Markdown. Empty paragraphs vanish; the text of every run is cleaned."""
    return _written(blocks, alternate=False)


def _written(blocks: Iterable[Block], *, alternate: bool) -> str:
    """`alternate`: whether a list that comes first takes the second marker. Two lists side by side would be read as one, and `- - -` as a
    line across, unless their markers differ."""
    written: list[str] = []
    previous: Block | None = None
    for block in blocks:
        other = alternate if previous is None else _same_kind(previous, block) and not alternate
        if text := _block(block, alternate=other):
            written.append(text)
            previous, alternate = block, other
    return "\n\n".join(written)


def inline(runs: Iterable[Run]) -> str:
    """Styled runs as the Markdown of one paragraph."""
    ready = merged(_split_code(runs))
    seams = _seams(ready)
    return "".join(
        [*(seam.marks + _letters(run, seam, after) for run, seam, after in zip(ready, seams, seams[1:], strict=False)), seams[-1].marks]
    )


@dataclass(frozen=True)
class _Seam:
    """The delimiters between two runs, or at an end of the paragraph."""

    closing: str
    opening: str
    is_end: bool

    @property
    def marks(self) -> str:
        return self.closing + self.opening

    def bears(self, letter: str, *, before: bool) -> bool:
        """Whether the letter may stand as it is before (or after) these delimiters, which must all act."""
        if not self.marks:
            return not (self.is_end and letter.isspace())
        if letter in _ASCII_PUNCTUATION:
            return True
        if self.closing and self.opening:
            return False
        inside = bool(self.closing) == before
        return letter.isalnum() if inside else letter == " "


def _seams(runs: tuple[Run, ...]) -> list[_Seam]:
    """One seam before each run, and one after the last."""
    seams: list[_Seam] = []
    open_styles: list[Style] = []
    link: str | None = None
    for index, run in enumerate((*runs, _NOTHING)):
        closing = _closed(open_styles, run.styles if link == run.link else _NO_STYLE)
        closing += f"](<{_destination(link)}>)" if link and link != run.link else ""
        opening = "[" if run.link and link != run.link else ""
        link = run.link
        for style in sorted(run.styles - _CODE - set(open_styles)):
            open_styles.append(style)
            opening += _MARKERS[style]
        seams.append(_Seam(closing, opening, is_end=index in (0, len(runs))))
    return seams


def _flattened(blocks: Iterable[Block]) -> tuple[Block, ...]:
    return tuple(_flat(block) for block in blocks)


def _flat(block: Block) -> Block:
    if isinstance(block, Heading):
        return Paragraph(emboldened(block.runs))
    if isinstance(block, Quote):
        return Quote(_flattened(block.blocks))
    if isinstance(block, Listing):
        return Listing(tuple(_flattened(item) for item in block.items), block.start)
    return block


def _same_kind(previous: Block | None, block: Block) -> bool:
    both = isinstance(previous, Listing) and isinstance(block, Listing)
    return both and (previous.start is None) == (block.start is None)  # type: ignore[union-attr]


def _block(block: Block, *, alternate: bool) -> str:
    if isinstance(block, Paragraph):
        return inline(block.runs)
    if isinstance(block, Heading):
        text = inline(block.runs)
        return f"{'#' * block.level} {text}" if text else ""
    if isinstance(block, Code):
        return _fence(clean(block.text))
    if isinstance(block, Quote):
        return "\n".join(f"> {line}" if line else ">" for line in write(block.blocks).split("\n"))
    if isinstance(block, Listing):
        markers = _markers(block, alternate=alternate)
        return "\n".join(_item(_written(item, alternate=not alternate), next(markers)) for item in block.items)
    return "___"


def _fence(text: str) -> str:
    fence = "`" * max(3, 1 + max((len(run) for run in _BACKTICKS.findall(text)), default=0))
    return f"{fence}\n{text}\n{fence}"


def _markers(listing: Listing, *, alternate: bool) -> Iterator[str]:
    for index, _ in enumerate(listing.items):
        if listing.start is None:
            yield "*" if alternate else "-"
        else:
            yield f"{min(max(listing.start, 0) + index, _LARGEST_START)}{')' if alternate else '.'}"


def _item(text: str, marker: str) -> str:
    indent = " " * (len(marker) + 1)
    first, *rest = text.split("\n")
    return "\n".join([f"{marker} {first}" if first else marker, *(line and indent + line for line in rest)])


def _split_code(runs: Iterable[Run]) -> Iterator[Run]:
    """A code span has no line ends: they stand between spans."""
    for run in runs:
        text = clean(run.text)
        link = run.link if run.link and scheme_of(run.link) else None
        if "c" not in run.styles or "\n" not in text:
            yield Run(text, run.styles, link)
            continue
        for index, line in enumerate(text.split("\n")):
            if index:
                yield Run("\n", run.styles - _CODE, link)
            yield Run(line, run.styles, link)


def _closed(open_styles: list[Style], wanted: frozenset[Style]) -> str:
    """Closes styles, innermost first, until only wanted ones are open."""
    marks = ""
    while not set(open_styles) <= wanted:
        marks += _MARKERS[open_styles.pop()]
    return marks


def _letters(run: Run, before: _Seam, after: _Seam) -> str:
    if "c" in run.styles:
        return _span(run.text)
    head, tail = before.bears(run.text[0], before=False), after.bears(run.text[-1], before=True)
    if len(run.text) == 1:
        return _inner(run.text) if head and tail else _entity(run.text)
    text = run.text[0 if head else 1 : None if tail else -1]
    return ("" if head else _entity(run.text[0])) + _inner(text) + ("" if tail else _entity(run.text[-1]))


def _inner(text: str) -> str:
    return literal(f"x{text}x")[1:-1]


def _entity(letter: str) -> str:
    return f"&#{ord(letter)};"


def _span(text: str) -> str:
    ticks = "`" * (1 + max((len(run) for run in _BACKTICKS.findall(text)), default=0))
    edges = text[0] + text[-1]
    pad = " " if "`" in edges or (edges == "  " and text.strip(" ")) else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def _destination(address: str) -> str:
    """The address inside <...>: what Markdown would read otherwise is percent-encoded, `&` escaped lest `&copy;` be an entity."""
    return quote(clean(address), safe=_ADDRESS).replace("&", r"\&")
