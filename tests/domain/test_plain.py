from __future__ import annotations

import pytest
from hypothesis import given

from bot.wording.escape import clean, literal
from bot.wording.plain import plain, words_in
from tests.domain.hostile import texts


@pytest.mark.parametrize(
    ("markdown", "read_as"),
    [
        ("## Titre\n\n**Gras**, _italique_ et `code`\nligne", "Titre\n\nGras, italique et code\nligne"),
        ("- un\n- deux\n  1. x\n  2. y\n\n5. z", "• un\n• deux\n  1. x\n  2. y\n\n5. z"),
        ("> a\n>\n> - b", "> a\n>\n> • b"),
        ("```\nx\n  y\n```\n\n---", "    x\n      y\n\n──────────"),
        ("[**Offre** 21](https://e.example/21)", "Offre 21 (https://e.example/21)"),
        (
            "<https://e.example/> [e.example](https://e.example/) [a@b.example](mailto:a@b.example)",
            "https://e.example/ e.example a@b.example",
        ),
        ("[Claire](person:42), [offre 21](item:JO-021)", "Claire, offre 21"),
        ("", ""),
    ],
)
def test_readable_lines(markdown: str, read_as: str) -> None:
    assert plain(markdown) == read_as


def test_addresses_can_be_left_out() -> None:
    assert plain("[Lire](https://e.example/21) ici", links=False) == "Lire ici"


@given(texts)
def test_a_typed_text_reads_as_typed(text: str) -> None:
    assert plain(f"x{literal(text)}x") == f"x{clean(text)}x"


@pytest.mark.parametrize(
    ("markdown", "count"),
    [
        ("", 0),
        ("**Offre 21** Chargé·e de mission", 5),
        ("- l’été\n- aujourd'hui, 16:42\n\n> deux mots", 5),
        ("[Lire](https://e.example/une/longue/adresse) · Changer · Pause", 3),
        ("a**b**c — …", 1),
        ("```\ndeux mots\n```", 2),
    ],
)
def test_words_that_are_read(markdown: str, count: int) -> None:
    assert words_in(markdown) == count
