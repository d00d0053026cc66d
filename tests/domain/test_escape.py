from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.wording.document import Run, runs_of
from bot.wording.escape import clean, is_blank, literal, shorten, title, units
from bot.wording.graphemes import pieces
from bot.wording.reading import read
from tests.domain.hostile import CATALOGUE, stored, texts

PLACES = {
    "paragraph": ("", ""),
    "between words": ("x ", " y"),
    "inside a word": ("é", "é"),
    "list item": ("- ", ""),
    "numbered item, more text": ("1. a\n   - ", " z"),
    "quotation": ("> ", ""),
    "heading": ("## ", ""),
    "bold": ("**", "**"),
    "link label": ("[", "](item:JO-021)"),
    "bold label in an item": ("- **[", "](person:42)** fin"),
}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\x00b\x07\x1b[31m\x7f\x85\x9f", "ab[31m"),
        ("tab\tet ligne\n", "tab\tet ligne\n"),
        ("\ud800x\udfff", "x"),
        ("\ufdd0\ufffe\uffff\U0001fffe\U0010ffff", ""),
        ("😀 \ufffd \u200b", "😀 \ufffd \u200b"),
    ],
)
def test_what_is_stored(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(texts)
def test_cleaning_twice_changes_nothing_and_every_encoder_takes_it(text: str) -> None:
    kept = clean(text)
    assert clean(kept) == kept
    assert kept.encode("utf-8").decode("utf-8") == kept
    assert "\x00" not in kept
    assert "\r" not in kept


def _letters(markdown: str) -> str:
    return "".join(run.text for run in runs_of(read(markdown)))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", CATALOGUE)
def test_the_catalogue_reads_back_in_every_place(text: str, place: str) -> None:
    _check(text, *PLACES[place])


@settings(max_examples=400, deadline=None)
@given(texts, st.sampled_from(sorted(PLACES)))
def test_any_text_reads_back_in_every_place(text: str, place: str) -> None:
    if not is_blank(text):
        _check(text, *PLACES[place])


def _check(text: str, before: str, after: str) -> None:
    assert _letters(before + literal(text) + after) == _letters(f"{before}§{after}").replace("§", clean(text))


@settings(max_examples=300, deadline=None)
@given(texts)
def test_another_reader_of_markdown_agrees(text: str) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False, "html": True}).parse(f"x {literal(text)} y")
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert [(child.type, child.content) for child in tokens[1].children or ()] == [("text", f"x {clean(text)} y")]


def test_nothing_in_a_literal_acts() -> None:
    for text in CATALOGUE:
        (paragraph,) = read(literal(text))
        assert paragraph.runs == (Run(clean(text)),)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Chargé\n de   mission ", "Chargé de mission"),
        ("\u202eenversé\u2066 a\u2069\u202c", "enversé a"),
        ("a\u00a0b\u2028c\td", "a b c d"),
        ("Réunion\r\nATTENDEE:mailto:e@x", "Réunion ATTENDEE:mailto:e@x"),
    ],
)
def test_a_title_is_one_line(typed: str, kept: str) -> None:
    assert title(typed) == kept


@pytest.mark.parametrize(
    "text", ["", " \n\t", "\u200b\u200d\ufeff", "\u2800", "\u3164\uffa0", "\U000e0041\U000e007f", "\u00ad\u2060\u00a0", "\ufe0f\u034f"]
)
def test_what_nobody_sees_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", ".", "\u2800.", "👍", "\u0301", "0", "\u202ea"])
def test_what_somebody_sees_is_not(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("Offre", 5, "Offre"),
        ("Offre d'emploi", 8, "Offre d…"),
        ("Offre d'emploi", 7, "Offre…"),
        ("😀😀😀", 6, "😀😀😀"),
        ("😀😀😀", 5, "😀😀…"),
        ("😀😀😀", 4, "😀…"),
        ("ae\u0301\u0301b", 4, "a…"),
        ("👩‍👩‍👧x", 8, "…"),
        ("a👍🏽b", 4, "a…"),
        ("🇫🇷🇬🇫", 5, "🇫🇷…"),
        ("🇫🇷🇬🇫", 7, "🇫🇷…"),
        ("\u1112\u1161\u11abx", 3, "…"),
    ],
)
def test_shortening_cuts_between_visible_characters(text: str, limit: int, short: str) -> None:
    assert shorten(text, limit) == short
    assert units(short) <= limit


@settings(max_examples=400, deadline=None)
@given(stored, st.integers(1, 30))
def test_shortening_keeps_a_beginning_within_the_limit(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert units(short) <= limit
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


@settings(max_examples=400, deadline=None)
@given(stored, st.integers(2, 30))
def test_pieces_are_the_whole_text(text: str, limit: int) -> None:
    parts = list(pieces(text, limit))
    assert "".join(parts) == text
    assert all(0 < units(part) <= limit for part in parts)


@pytest.mark.parametrize("text", ["😀" * 4096, "e" + "\u0301" * 1000, "👩‍👩‍👧" * 500, "x" * 100_000])
def test_long_texts_in_pieces(text: str) -> None:
    parts = list(pieces(text, 3000))
    assert "".join(parts) == text
    assert all(units(part) <= 3000 for part in parts)
    assert not any(part.startswith("\u200d") for part in parts)
