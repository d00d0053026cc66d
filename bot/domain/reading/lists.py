"""Lists as they are typed in a form or a correction: one entry per line, or several on one with commas between names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.domain.chambers import Directory
from bot.domain.departments import DEPARTMENTS
from bot.domain.fields import Problem
from bot.domain.folding import fold, words
from bot.domain.i18n import mark as _
from bot.domain.records import Attendee, action_of, attendee_of, decision_of

_YES = frozenset(("oui", "yes", "o", "y", "vrai", "true", "x", "1"))
_NO = frozenset(("non", "no", "n", "faux", "false", "0"))
_DEPARTMENTS = frozenset(words(name) for name in DEPARTMENTS.values())
_BULLET = re.compile(r"^\s*(?:[-*•·–—]|\d{1,3}[.)]|[A-Z]\d{1,3}[.)])\s+")


def chamber_code(name: str, directory: Directory, on: date) -> str:
    """The code of the chamber that a name in a list means on that day; empty for a person or anybody else. A department is no chamber
    here: "Aude" is a first name too."""
    chamber = directory.resolve(name, on)
    typed = words(name)
    if chamber is None or len(typed) < 2:
        return ""
    if typed in {words(part) for part in chamber.names}:
        return chamber.code
    if re.match(r"(?:region|conseil|departement|ville|prefecture)\b", typed):
        return ""
    named = re.match(r"(?:cress?|ess france|cncress?)\b", typed) or any(
        words(part) in typed or typed in words(part) for part in chamber.names
    )
    said_otherwise = not re.search(r"\d", typed) and re.sub(r"^(?:l|la|le|les|en) ", "", typed) not in _DEPARTMENTS
    return chamber.code if named or said_otherwise or any(words(one.region) == typed for one in directory) else ""


def with_chamber(attendee: Attendee, directory: Directory, on: date) -> Attendee:
    """The same, with the chamber that the name means where none is said."""
    return attendee if attendee.chamber else replace(attendee, chamber=chamber_code(attendee.name, directory, on))


def _lines(typed: str) -> list[str]:
    return [line for line in (_BULLET.sub("", one).strip() for one in typed.splitlines()) if line]


def _read_lines(typed: str, _directory: Directory, _on: date) -> tuple[str, ...]:
    return tuple(" ".join(line.split()) for line in _lines(typed))


def _read_attendance(typed: str, directory: Directory, on: date) -> tuple[Attendee, ...]:
    names = [name.strip() for line in _lines(typed) for name in re.split(r"[,;](?![^()]*\))", line)]
    return tuple(with_chamber(attendee_of(name), directory, on) for name in names if name)


def _read_decisions(typed: str, _directory: Directory, _on: date) -> tuple[Any, ...]:
    return tuple(decision_of(line) for line in _lines(typed))


def _read_actions(typed: str, directory: Directory, on: date) -> tuple[Any, ...]:
    found = [action_of(line) for line in _lines(typed)]
    return tuple(action if action.chamber else replace(action, chamber=chamber_code(action.who, directory, on)) for action in found)


READ_LIST: Mapping[str, Callable[[str, Directory, date], tuple[Any, ...]]] = {
    "lines": _read_lines,
    "attendance": _read_attendance,
    "decisions": _read_decisions,
    "actions": _read_actions,
}


def read_number(typed: str) -> int | Problem:
    """A whole number from 0 to 9,999."""
    digits = re.fullmatch(r"\d{1,4}", typed.strip())
    return int(digits[0]) if digits else Problem(_("“{typed}” is not a number."), {"typed": typed})


def read_flag(typed: str) -> bool | Problem:
    """Yes or no."""
    folded = fold(typed).strip(" .!")
    return folded in _YES if folded in _YES | _NO else Problem(_("“{typed}” is neither yes nor no."), {"typed": typed})
