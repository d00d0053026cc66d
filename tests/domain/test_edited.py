"""What becomes of a list when the text that said it is edited, and others have added to it or settled it meanwhile."""

from __future__ import annotations

import pytest

from bot.domain.edited import carried_over


@pytest.mark.parametrize(
    ("kept", "said", "now", "becomes"),
    [
        ("a b c", "a b c", "a b c", "a b c"),
        ("a b c", "a b c", "a c", "a c"),
        ("a b", "a b", "a x b", "a x b"),
        ("", "", "a b", "a b"),
        ("a b", "a b", "", ""),
        ("a b", "a", "x", "x b"),
        ("a b", "a", "a", "a b"),
        ("a b", "a", "a b", "a b"),
        ("b a", "a", "x", "b x"),
        ("a b", "a", "", "b"),
        ("a m b", "a b", "a y", "a m y"),
        ("b", "a b", "a b c", "b c"),
        ("A b", "a b", "a y", "A y"),
        ("A b c", "a b", "a b z", "A b c z"),
    ],
)
def test_what_was_edited_changes_and_nothing_else(kept: str, said: str, now: str, becomes: str) -> None:
    """Each letter a line: `m` and `c` came from somebody else, `A` is what was settled of `a`."""
    assert carried_over(kept.split(), said.split(), now.split()) == becomes.split()


def test_a_line_settled_among_others_is_known_by_its_words() -> None:
    said = ["Loire | écrire la note", "Corse | relire le guide"]
    kept = ["Pays de la Loire [PDL] | écrire la note", "Mayotte [MYT] | publier la liste", "Corse | relire le guide"]
    now = ["Loire | écrire la note", "Corse | relire tout le guide"]
    assert carried_over(kept, said, now) == [*kept[:2], now[1]]


def test_what_the_text_says_by_now_is_not_there_twice() -> None:
    assert carried_over(["Un.", "La cotisation ne change pas"], ["Un."], ["Un.", "la cotisation ne change pas."]) == [
        "Un.",
        "la cotisation ne change pas.",
    ]
