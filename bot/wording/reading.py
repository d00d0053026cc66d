"""Markdown -> document, by CommonMark with strikethrough. HTML is text, and a link lives only when its scheme is allowed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from bot.wording.document import Block, Code, Heading, Listing, Paragraph, Quote, Rule, Run, Style, merged

MEMBER_SCHEMES: Final = frozenset({"http", "https", "mailto"})
"""What a member may link to. Our own schemes are refused from members: such a link would speak in our name."""
OUR_SCHEMES: Final = frozenset({"person", "date", "item"})
"""`person:42`, `date:2026-03-12T14:00Z`, `item:JO-021`: written by our templates alone, resolved by each platform."""

# The preset's 20 levels silently drop what lies deeper: ten nested lists of a member are twenty levels.
_PARSER = MarkdownIt("commonmark", {"html": False, "maxNesting": 200}).enable("strikethrough")

_STYLES: dict[str, Style] = {"strong": "b", "em": "i", "s": "s"}
_BREAKS = {"softbreak", "hardbreak"}


def read(markdown: str, schemes: Iterable[str] = MEMBER_SCHEMES | OUR_SCHEMES) -> tuple[Block, ...]:
    """The document that the Markdown describes. A line end inside a paragraph is a line end.

    A link of another scheme becomes its label, an image its description (with a link where the address is allowed).
    """
    return _blocks(SyntaxTreeNode(_PARSER.parse(markdown)).children, frozenset(schemes))


def scheme_of(address: str) -> str:
    """`https` of an address; "" for one without a scheme."""
    scheme, colon, _ = address.partition(":")
    return scheme.lower() if colon else ""


def _blocks(nodes: Sequence[SyntaxTreeNode], schemes: frozenset[str]) -> tuple[Block, ...]:
    return tuple(block for node in nodes if (block := _block(node, schemes)) is not None)


def _block(node: SyntaxTreeNode, schemes: frozenset[str]) -> Block | None:
    if node.type in {"paragraph", "heading"}:
        runs = merged(_runs(node.children[0].children, schemes)) if node.children else ()
        block = Heading(runs, int(node.tag[1])) if node.type == "heading" else Paragraph(runs)
        return block if runs else None
    if node.type in {"fence", "code_block"}:
        return Code(node.content.removesuffix("\n"))
    if node.type == "blockquote":
        return Quote(_blocks(node.children, schemes))
    if node.type in {"bullet_list", "ordered_list"}:
        start = None if node.type == "bullet_list" else int(node.attrs.get("start", 1))
        return Listing(tuple(_blocks(item.children, schemes) for item in node.children), start)
    return Rule()


def _runs(
    nodes: Iterable[SyntaxTreeNode], schemes: frozenset[str], styles: frozenset[Style] = frozenset(), link: str | None = None
) -> Iterator[Run]:
    for node in nodes:
        if node.type in _BREAKS:
            yield Run("\n", styles, link)
        elif node.type in _STYLES:
            yield from _runs(node.children, schemes, styles | {_STYLES[node.type]}, link)
        elif node.type == "code_inline":
            yield Run(node.content, styles | {"c"}, link)
        elif node.type == "link":
            yield from _runs(node.children, schemes, styles, _allowed(str(node.attrs["href"]), schemes))
        elif node.type == "image":
            source = str(node.attrs["src"])
            yield Run(node.content or source, styles, link or _allowed(source, schemes))
        else:
            yield Run(node.content, styles, link)


def _allowed(address: str, schemes: frozenset[str]) -> str | None:
    return address if scheme_of(address) in schemes else None
