"""One slip of the thumb: a letter too many, too few, another one, or two that changed places."""

from __future__ import annotations

SHORTEST = 5
"""A shorter word is one letter away from too many others."""


def is_slip(typed: str, word: str) -> bool:
    """Whether `typed` is that word, or one slip away from it. Both folded; a word of fewer than five letters allows none."""
    if typed == word:
        return True
    if len(word) < SHORTEST or abs(len(typed) - len(word)) > 1:
        return False
    first = next((place for place, pair in enumerate(zip(typed, word, strict=False)) if pair[0] != pair[1]), min(len(typed), len(word)))
    if len(typed) != len(word):
        longer, shorter = (typed, word) if len(typed) > len(word) else (word, typed)
        return longer[first + 1 :] == shorter[first:]
    swapped = typed[first + 1 : first + 2] + typed[first : first + 1] + typed[first + 2 :]
    return typed[first + 1 :] == word[first + 1 :] or swapped == word[first:]
