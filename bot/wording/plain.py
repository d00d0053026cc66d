"""Markdown as plain text, for a terminal, a preview, a search index or a count of words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.wording.document import Block, Code, Heading, Listing, Paragraph, Quote, Run, runs_of
from bot.wording.reading import OUR_SCHEMES, read, scheme_of

_WORD = re.compile(r"\w+(?:['’\-./:·]\w+)*")
_SCHEME = re.compile(r"^(https?://|mailto:)")
_RULE = "──────────"


def plain(markdown: str, *, links: bool = True) -> str:
    """Readable lines without any markup: list items as `• x` or `1. x`, quotations as `> x`, code indented by four.

    With `links`, an address that differs from its label follows it in brackets; our own links are always their label.
    """
    return plain_of(read(markdown), links=links)


def plain_of(blocks: Iterable[Block], *, links: bool = True) -> str:
    """The same for a document."""
    return "\n\n".join(text for block in blocks if (text := _block(block, links=links)))


def words_in(markdown: str) -> int:
    """How many words a reader reads: what a letter's budget of 350 counts. Addresses behind labels are not read."""
    return len(_WORD.findall(" ".join(_spoken(read(markdown)))))


def _spoken(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Listing):
            for item, mark in zip(block.items, _marks(block), strict=True):
                yield mark
                yield from _spoken(item)
        elif isinstance(block, Quote):
            yield from _spoken(block.blocks)
        else:
            yield "".join(run.text for run in runs_of([block]))


def _block(block: Block, *, links: bool) -> str:
    if isinstance(block, Paragraph | Heading):
        return _letters(block.runs, links=links)
    if isinstance(block, Code):
        return "\n".join(f"    {line}" for line in block.text.split("\n"))
    if isinstance(block, Quote):
        return "\n".join(f"> {line}".rstrip() for line in plain_of(block.blocks, links=links).split("\n"))
    if isinstance(block, Listing):
        return "\n".join(_item(item, mark, links=links) for item, mark in zip(block.items, _marks(block), strict=True))
    return _RULE


def _marks(listing: Listing) -> list[str]:
    return ["•" if listing.start is None else f"{listing.start + index}." for index in range(len(listing.items))]


def _item(blocks: tuple[Block, ...], mark: str, *, links: bool) -> str:
    lines = "\n".join(text for block in blocks if (text := _block(block, links=links))).split("\n")
    indent = " " * (len(mark) + 1)
    return "\n".join([f"{mark} {lines[0]}".rstrip(), *(indent + line for line in lines[1:])])


def _letters(runs: tuple[Run, ...], *, links: bool) -> str:
    out: list[str] = []
    for index, run in enumerate(runs):
        out.append(run.text)
        last = index + 1 == len(runs) or runs[index + 1].link != run.link
        if last and links and run.link and scheme_of(run.link) not in OUR_SCHEMES:
            out.append(_address(run.link, _label(runs[: index + 1])))
    return "".join(out)


def _label(runs: tuple[Run, ...]) -> str:
    """The whole label of the link that ends here, which may be several runs."""
    label = ""
    for run in reversed(runs):
        if run.link != runs[-1].link:
            break
        label = run.text + label
    return label


def _address(link: str, label: str) -> str:
    address = link.removeprefix("mailto:")
    return "" if _bare(label.strip()) == _bare(address) else f" ({address})"


def _bare(address: str) -> str:
    return _SCHEME.sub("", address).rstrip("/")
