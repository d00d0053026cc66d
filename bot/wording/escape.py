"""What members type, made fit to store and to stand inside our Markdown: nothing in it acts, and every letter comes back."""

from __future__ import annotations

import re
import unicodedata

from bot.wording.graphemes import shorten, units

__all__ = ["clean", "is_blank", "literal", "shorten", "title", "units"]

# Not stored (PROMISES 27, 28): PostgreSQL refuses NUL, no encoder takes a lone surrogate, and Markdown replaces noncharacters.
_PLANE_ENDS = "".join(chr((plane << 16) + end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
_NEVER = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_PLANE_ENDS}]")
_LINE_END = re.compile(r"\r\n?")

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
"""CommonMark allows a backslash before each of these, and before no other character."""
_SPACE = re.compile(r"[^\S ]|^ | $|(?<= ) | (?= )")
"""Every blank but a single inner space: Markdown strips or folds them unless they are written as entities."""

_PLAIN = re.compile(r"(?:[^\W_]+(?: [^\W_]+)*)?")
"""Letters and digits with single spaces between them, as most of what is shown: there is nothing to clean, to fold or to escape."""

_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
"""Characters of a visible category that show nothing: fillers, the empty braille cell, variation selectors."""


def clean(text: str) -> str:
    """The same text with line feeds as its only line ends, and without what a database or a platform refuses."""
    return _NEVER.sub("", _LINE_END.sub("\n", text))


def literal(text: str) -> str:
    """Markdown that reads back as `clean(text)`, letter for letter, in any inline place: paragraph, heading, list item, label, bold.

    A line end is written `&#10;`, so no place in a template is broken by it.
    """
    if _PLAIN.fullmatch(text):
        return text
    return _SPACE.sub(lambda blank: f"&#{ord(blank[0])};", _PUNCTUATION.sub(r"\\\1", clean(text)))


def title(text: str) -> str:
    """A field of one line: `clean`, blanks folded, and without the controls that turn the rest of a line around (U+202E)."""
    if _PLAIN.fullmatch(text):
        return text
    return " ".join(_BIDI.sub("", clean(text)).split())


def is_blank(text: str) -> bool:
    """Whether a reader would see nothing: only spaces, zero-width, control, tag or filler characters (PROMISES 25)."""
    return all(_is_unseen(character) for character in text)


def _is_unseen(character: str) -> bool:
    if character.isspace() or character in _UNSEEN:
        return True
    selector = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return selector or unicodedata.category(character) in {"Cc", "Cf", "Cs", "Cn"}


def literal_lines(text: str) -> str:
    """Plain lines as Markdown that shows those very lines, each a paragraph."""
    return "\n\n".join(literal(line) for line in clean(text).splitlines() if line.strip())
