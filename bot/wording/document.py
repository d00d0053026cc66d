"""A text with its formatting, as a tree: what Markdown is read into, what each platform's markup is made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

Style = Literal["b", "i", "s", "c"]
"""Bold, italic, struck through, code: all that Slack, Telegram and Markdown have in common."""


@dataclass(frozen=True)
class Run:
    """Letters that look the same. A line end is one character of `text`."""

    text: str
    styles: frozenset[Style] = frozenset()
    link: str | None = None


@dataclass(frozen=True)
class Paragraph:
    """One paragraph, its line ends inside the runs."""

    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading, 1 the highest. Slack and Telegram show it as a bold line."""

    runs: tuple[Run, ...]
    level: int = 2


@dataclass(frozen=True)
class Quote:
    """What somebody else said."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Code:
    """Preformatted lines, without the last line end."""

    text: str


@dataclass(frozen=True)
class Listing:
    """A list; `start` is the first number, or None for bullets."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None


@dataclass(frozen=True)
class Rule:
    """A line across."""


_CODE: Final[frozenset[Style]] = frozenset({"c"})

Block = Paragraph | Heading | Quote | Code | Listing | Rule


def merged(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The same letters in as few runs as possible."""
    found: list[Run] = []
    for run in runs:
        if found and (found[-1].styles, found[-1].link) == (run.styles, run.link):
            found[-1] = replace(run, text=found[-1].text + run.text)
        elif run.text:
            found.append(run)
    return tuple(found)


def emboldened(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The same letters, all bold: a heading where there are no headings."""
    return tuple(replace(run, styles=run.styles | {"b"}) for run in runs)


def runs_of(blocks: Iterable[Block]) -> Iterator[Run]:
    """Every run of a text in reading order, code blocks included."""
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            yield from block.runs
        elif isinstance(block, Code):
            yield Run(block.text, _CODE)
        elif isinstance(block, Quote):
            yield from runs_of(block.blocks)
        elif isinstance(block, Listing):
            for item in block.items:
                yield from runs_of(item)
