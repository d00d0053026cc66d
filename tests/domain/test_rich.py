from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from bot.wording.document import Code, Heading, Listing, Paragraph, Quote, Rule, Run, runs_of
from bot.wording.reading import MEMBER_SCHEMES, read, scheme_of
from bot.wording.rich import inline, quoted, safe, write
from tests.domain.hostile import CATALOGUE, as_written, documents, runs, texts

SLOW = settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(runs)
def test_styled_runs_read_back_as_they_were(spoken: tuple[Run, ...]) -> None:
    assert read(inline(spoken)) == as_written((Paragraph(spoken),))


@SLOW
@given(documents)
def test_whole_documents_read_back_as_they_were(blocks: tuple[Paragraph, ...]) -> None:
    assert read(write(blocks)) == as_written(blocks)


@pytest.mark.parametrize(
    ("spoken", "markdown"),
    [
        ([Run("un "), Run("mot", frozenset("b")), Run(" gras")], "un **mot** gras"),
        ([Run("dé", frozenset("i")), Run("but")], "_dé_&#98;ut"),
        ([Run("a"), Run("b", frozenset("b")), Run("c")], "&#97;**b**&#99;"),
        ([Run("«"), Run(" x ", frozenset("s")), Run("»")], "&#171;~~&#32;x&#32;~~&#187;"),
        ([Run("a`b", frozenset("c"))], "``a`b``"),
        ([Run("`", frozenset("c"))], "`` ` ``"),
        ([Run("lire", link="https://e.example/?a&copy;")], r"[lire](<https://e.example/?a\&copy;>)"),
        ([Run("lire", link="no scheme")], "lire"),
        ([], ""),
    ],
)
def test_the_markdown_stays_readable_where_it_can(spoken: list[Run], markdown: str) -> None:
    # In the second case the naive `_dé_but` is what Markdown does not read as italic.
    assert inline(spoken) == markdown


@pytest.mark.parametrize(
    ("markdown", "blocks"),
    [
        ("# Titre\n\ntexte\nligne", (Heading((Run("Titre"),), 1), Paragraph((Run("texte\nligne"),)))),
        ("- a\n- b\n\n\n3) c", (Listing(((Paragraph((Run("a"),)),), (Paragraph((Run("b"),)),))), Listing(((Paragraph((Run("c"),)),),), 3))),
        ("> a\n\n---\n\n    code", (Quote((Paragraph((Run("a"),)),)), Rule(), Code("code"))),
        ("<b>x</b>", (Paragraph((Run("<b>x</b>"),)),)),
        ("<div>\n*x*\n</div>", (Paragraph((Run("<div>\n"), Run("x", frozenset("i")), Run("\n</div>"))),)),
        ("[a](person:42)", (Paragraph((Run("a", link="person:42"),)),)),
        ("[a](ftp://e)", (Paragraph((Run("a"),)),)),
        ("![carte](https://e.example/c.png)", (Paragraph((Run("carte", link="https://e.example/c.png"),)),)),
        ("![](https://e.example/c.png)", (Paragraph((Run("https://e.example/c.png", link="https://e.example/c.png"),)),)),
        (
            "***x*** ~~y~~ `z`",
            (Paragraph((Run("x", frozenset("bi")), Run(" "), Run("y", frozenset("s")), Run(" "), Run("z", frozenset("c")))),),
        ),
        ("-\n- x", (Listing(((), (Paragraph((Run("x"),)),))),)),
    ],
)
def test_what_markdown_says(markdown: str, blocks: tuple[Paragraph, ...]) -> None:
    assert read(markdown) == blocks


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("# GRAND titre", "**GRAND titre**"),
        ("> # x\n\n- # y", "> **x**\n\n- **y**"),
        ("<script>alert(1)</script>", r"\<script\>alert\(1\)\<\/script\>"),
        ("[a](person:42) [b](item:JO-1) [c](date:2026-01-01)", "a b c"),
        ("[a](https://e.example)", "[a](<https://e.example>)"),
        ("![x](javascript:1)", r"\!\[x\]\(javascript\:1\)"),
        ("{{ 7*7 }}", r"\{\{ 7\*7 \}\}"),
    ],
)
def test_a_members_markdown_is_made_safe(typed: str, kept: str) -> None:
    assert safe(typed) == kept


def test_a_quotation_of_a_member() -> None:
    assert quoted("a\n\n- b") == "> a\n>\n> - b"


@SLOW
@given(texts)
def test_any_text_taken_for_markdown_is_safe_and_stays_so(text: str) -> None:
    once = safe(text)
    assert safe(once) == once
    assert all(link is None or scheme_of(link) in MEMBER_SCHEMES for link in _links(once))


@pytest.mark.parametrize("text", CATALOGUE)
def test_nothing_around_a_members_block_changes(text: str) -> None:
    before, after = Heading((Run("Avant"),)), Paragraph((Run("Après"),))
    blocks = read(f"## Avant\n\n{safe(text)}\n\nAprès")
    assert (blocks[0], blocks[-1]) == (before, after)


def test_deep_lists_keep_their_innermost_words() -> None:
    deep = "".join(f"{'  ' * level}- niveau {level}\n" for level in range(40))
    assert "niveau 39" in safe(deep)


def _links(markdown: str) -> list[str | None]:
    return [run.link for run in runs_of(read(markdown))]
