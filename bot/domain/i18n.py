"""Marks strings for the catalogues. English is the message id; the floor above translates."""

from __future__ import annotations


def mark(text: str) -> str:
    """The same text, seen by the extraction of strings (bot.wording.extract)."""
    return text


def nmark(singular: str, plural: str) -> tuple[str, str]:
    """A pair of forms, chosen by number when it is translated."""
    return singular, plural
