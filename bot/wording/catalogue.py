"""The strings members read. English is the message id; French stands in .po files, one shared and one in each kind's folder."""

from __future__ import annotations

import functools
import gettext
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("fr", "en")
SHARED = Path(__file__).parent
"""The folder of the shared catalogue and templates."""


@functools.cache
def translations(language: str, folders: tuple[Path, ...]) -> gettext.NullTranslations:
    """The shared strings and those of the kinds' folders, merged. Raises ValueError for a language that nobody wrote.

    A string without a translation is shown in English: a test fails before a member ever sees it.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no catalogue for {language!r}: {', '.join(LANGUAGES)}")
    if language == "en":
        return gettext.NullTranslations()
    return gettext.GNUTranslations(_compiled(language, [SHARED, *folders]))


def read_catalogue(path: Path, language: str) -> Catalog:
    """One .po file; an empty catalogue where there is none."""
    if not path.is_file():
        return Catalog(locale=language)
    with path.open("rb") as lines:
        return read_po(lines, locale=language)


def entries(catalogue: Catalog) -> Iterator[Message]:
    """Its messages without the header."""
    return (message for message in catalogue if message.id)


def forms(text: str | Iterable[str]) -> tuple[str, ...]:
    """A message id or translation as its forms: one, or singular and plural."""
    return (text,) if isinstance(text, str) else tuple(text)


def is_translated(message: Message) -> bool:
    """Whether every form is filled. Babel would write an unfilled plural, and the member would read nothing at all."""
    return not message.fuzzy and message.string is not None and all(forms(message.string))


def _compiled(language: str, folders: list[Path]) -> io.BytesIO:
    merged = Catalog(locale=language)
    for folder in folders:
        for message in entries(read_catalogue(folder / f"{language}.po", language)):
            if is_translated(message):
                merged.add(message.id, message.string)
    compiled = io.BytesIO()
    write_mo(compiled, merged)
    compiled.seek(0)
    return compiled
