"""A file of people, read without touching anything: its right lines, and of the wrong ones what is wrong. (DOMAIN.md F03)"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import available_timezones

from bot.domain.chambers import NATIONAL, Chamber, Directory
from bot.domain.fields import Problem
from bot.domain.folding import words
from bot.domain.i18n import mark as _
from bot.domain.people import Account, Role
from bot.domain.roster import LONGEST_NAME, NO_ADDRESS, UNKNOWN_ROLE, chamber_of, email_of, name_of, role_of, seen, unknown_chamber
from bot.domain.sheets import Row, table_of
from bot.domain.zones import zone_named

_HEADINGS = {
    "name": "name, full name, nom, nom complet, prenom et nom, nom et prenom, personne",
    "first": "first name, prenom",
    "email": "email, e mail, mail, email address, adresse, adresse email, adresse e mail, adresse mail, courriel",
    "role": "role, fonction, statut",
    "chamber": "chamber, chambre, cress, region",
    "language": "language, langue, lang",
    "zone": "zone, time zone, timezone, fuseau, fuseau horaire",
    "slack": "slack, slack account, compte slack",
    "telegram": "telegram, telegram account, compte telegram",
}
_COLUMN_OF = {said: column for column, names in _HEADINGS.items() for said in names.split(", ")}
_LANGUAGES = {"fr": "fr", "francais": "fr", "french": "fr", "en": "en", "anglais": "en", "english": "en"}
_SLACK = re.compile(r"([TE][A-Z0-9]+):([UW][A-Z0-9]+)")
_TELEGRAM = re.compile(r"(\d{3,20}):(\d{3,20})")
_DAMAGED = re.compile(r"Ã[\u0080-\u00bf©ªª«´®¨§ ]|�|\?\?")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One right line. What is None or empty is not said there, and stays as it is."""

    line: int
    name: str
    email: str = ""
    role: Role | None = None
    chamber: str = ""
    language: str = ""
    zone: str = ""
    accounts: tuple[Account, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Remark:
    """What is to be said of a line: why it was refused, or what of it was left aside."""

    line: int
    message: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A file that was read: its right lines, those that were refused, what was left aside of the others, and columns we do not read."""

    entries: tuple[Entry, ...]
    refused: tuple[Remark, ...]
    notes: tuple[Remark, ...]
    ignored: tuple[str, ...]


class _Wrong(Exception):  # noqa: N818 - a cell is
    """A cell that makes its line refused."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read(raw: bytes, directory: Directory, on: date) -> Sheet:
    """What the file says, line by line. Raises Unreadable when it cannot be read as a whole."""
    table = table_of(raw, lambda heading: _COLUMN_OF.get(words(heading), ""))
    entries, refused, notes = list[Entry](), list[Remark](), list[Remark]()
    for row in table.rows:
        try:
            entries.append(_entry(row, directory, on))
        except _Wrong as wrong:
            refused.append(Remark(line=row.line, message=wrong.problem.message, values=wrong.problem.values))
        else:
            notes += _notes(row)
    twice = _said_twice(entries)
    kept = tuple(entry for entry in entries if entry.line not in {remark.line for remark in twice})
    return Sheet(
        entries=kept, refused=tuple(sorted([*refused, *twice], key=lambda one: one.line)), notes=tuple(notes), ignored=table.ignored
    )


def _entry(row: Row, directory: Directory, on: date) -> Entry:
    cells = {name: text for name, text in row.cells.items() if text}
    role = _read(cells, "role", role_of, Problem(UNKNOWN_ROLE))
    chamber = _chamber(cells, role, directory, on)
    language = _read(
        cells, "language", lambda typed: _LANGUAGES.get(words(typed)), Problem(_("The language is “fr” or “en”, not “{typed}”."))
    )
    zone = _read(
        cells,
        "zone",
        lambda typed: typed if typed in _zones() else zone_named(typed, directory, on),
        Problem(_("“{typed}” is no time zone. Write it as America/Cayenne, or leave it empty.")),
    )
    return Entry(
        line=row.line,
        name=_name(cells),
        email=_read(cells, "email", email_of, Problem(NO_ADDRESS)) or "",
        role=role,
        chamber=chamber.code if chamber else "",
        language=language or "",
        zone=zone or "",
        accounts=_accounts(cells),
    )


def _read(cells: Mapping[str, str], column: str, reading: Callable[[str], Any], problem: Problem) -> Any:
    """What the cell says; None where it is empty. Raises _Wrong."""
    typed = cells.get(column)
    if typed is None:
        return None
    value = reading(typed)
    if not value:
        raise _Wrong(Problem(problem.message, {**problem.values, "typed": seen(typed)}))
    return value


def _name(cells: Mapping[str, str]) -> str:
    typed = " ".join(cells[column] for column in ("first", "name") if column in cells)
    if not typed:
        raise _Wrong(Problem(_("The name is missing.")))
    if _DAMAGED.search(typed):
        raise _Wrong(Problem(_("The letters of “{typed}” are damaged. Save the file as CSV UTF-8."), {"typed": seen(typed)}))
    name = name_of(typed)
    if not name:
        raise _Wrong(
            Problem(
                _("“{typed}” is not a name: it begins with a letter, and holds at most {most}."),
                {"typed": seen(typed), "most": LONGEST_NAME},
            )
        )
    return name


def _chamber(cells: Mapping[str, str], role: Role | None, directory: Directory, on: date) -> Chamber | None:
    typed = cells.get("chamber")
    if typed is None:
        return directory.get(NATIONAL) if role in (Role.NATIONAL, Role.PARTNER) else None
    chamber = chamber_of(typed, directory, on)
    if chamber is None:
        raise _Wrong(unknown_chamber(typed, directory))
    return chamber


@functools.cache
def _zones() -> set[str]:
    """All names, read once: a file may name ten thousand."""
    return available_timezones()


def _accounts(cells: Mapping[str, str]) -> tuple[Account, ...]:
    slack = cells.get("slack", "")
    if slack and not _SLACK.fullmatch(slack):
        raise _Wrong(
            Problem(
                _("“{typed}” is no Slack account. Write TEAM:USER, or leave it empty: an e-mail address is enough."),
                {"typed": seen(slack)},
            )
        )
    found = [("slack", _SLACK.fullmatch(slack)), ("telegram", _TELEGRAM.fullmatch(cells.get("telegram", "")))]
    return tuple(Account(platform=platform, workspace=one[1], user=one[2]) for platform, one in found if one)


def _notes(row: Row) -> list[Remark]:
    """A Telegram name is nobody's proof: it is left aside, and said so."""
    typed = row.cells.get("telegram", "")
    if not typed or _TELEGRAM.fullmatch(typed):
        return []
    return [
        Remark(
            line=row.line,
            message=_("Telegram “{typed}” is left aside: a link joins it (maillage people invite)."),
            values={"typed": seen(typed)},
        )
    ]


def _keys(entry: Entry) -> tuple[str | Account, ...]:
    return (entry.email, *entry.accounts) if entry.email else entry.accounts


def _said_twice(entries: Iterable[Entry]) -> list[Remark]:
    """Lines that claim one address or one account: whose it is, the file cannot tell, so it is nobody's until it is mended."""
    claims = [(key, entry.line) for entry in entries for key in _keys(entry)]
    counted = Counter(key for key, _line in claims)
    lines: dict[str | Account, list[int]] = {}
    for key, line in claims:
        lines.setdefault(key, []).append(line)
    found: dict[int, Remark] = {}
    for key, line in claims:
        if counted[key] > 1:
            others = ", ".join(str(other) for other in lines[key] if other != line)
            shown = key if isinstance(key, str) else f"{key.platform} {key.user}"
            found.setdefault(
                line,
                Remark(line=line, message=_("“{shown}” stands on line {others} too. Keep one."), values={"shown": shown, "others": others}),
            )
    return list(found.values())
