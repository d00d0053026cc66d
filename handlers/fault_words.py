"""Our own faults, in words: a code that a member can quote and an organiser can find in the log, and what was typed, given back."""

from __future__ import annotations

import secrets
from typing import Final

from bot.domain.messages import Message
from bot.wording import Words
from bot.wording.escape import literal, literal_lines

_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without those that are taken for another: I, O, 0, 1."""


def new_code() -> str:
    """Four signs that can be read out on the telephone (`K7F2`)."""
    return "".join(secrets.choice(_LETTERS) for _ in range(4))


def sorry(code: str, words: Words, organiser: str) -> str:
    """The sentence, as plain text. `organiser`: whom the code is given to; nobody's name where none is known."""
    who = organiser or words.text("the national team")
    return words.text(
        "I could not save this. Nothing is lost: your text is still here. Try again, or give the code {code} to {who}.", code=code, who=who
    )


def lost(code: str, typed: str, words: Words, organiser: str) -> Message:
    """The sentence, and what was typed, letter for letter."""
    message = Message.of(literal(sorry(code, words, organiser)))
    return message.then(literal_lines(typed)) if typed else message
