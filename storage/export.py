"""Tables to take away: one row per item, one column per question of its kind, as its declaration names them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from bot.domain.contribution import Contribution, Kind
from bot.wording import Words
from storage.contributions import answers_of

SHARED = ("reference", "chamber", "state", "scope", "filed_at", "published_at", "version", "language")
"""What every kind has, before its own columns. Instants are UTC, ISO 8601."""

_ACTS = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
"""How a cell begins that a spreadsheet would take for a formula (https://owasp.org/www-community/attacks/CSV_Injection)."""


def csv_of(kind: Kind, items: Iterable[Contribution], words: Words | None = None) -> str:
    """The items as CSV (RFC 4180), with a heading. Columns are named as in the declaration, or by their labels in the language of `words`.

    A cell that would act in a spreadsheet has an apostrophe before it; every other letter is as it was typed.
    """
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow([*SHARED, *(words.text(question.label) if words else question.name for question in kind.questions)])
    for item in items:
        rows.writerow([harmless(cell) for cell in (*_shared(item), *answers_of(item, kind).values())])
    return written.getvalue()


def harmless(cell: str) -> str:
    """The same text, in a form that no spreadsheet reads as a formula."""
    return f"'{cell}" if _ACTS.match(cell) else cell


def _shared(item: Contribution) -> tuple[str, ...]:
    published = item.published_at.isoformat() if item.published_at else ""
    return (
        item.reference,
        item.chamber,
        item.state,
        item.scope.value,
        item.filed_at.isoformat(),
        published,
        str(item.version),
        item.language,
    )
