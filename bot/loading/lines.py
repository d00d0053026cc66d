"""The lines of a file of contributions: what each says of who said it, where and when."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.domain.chambers import Directory
from bot.domain.people import Role
from bot.domain.week import NETWORK_ZONE
from bot.domain.years import YEARS
from bot.wording.escape import clean

OWN_NUMBERS = ("request_id", "offer_id", "action_id", "edit_of")
"""Of what a line says that its text means, only what the text cannot tell is taken: the record's own number."""

LONGEST = 100_000
"""Letters of a text: no platform brings half as many in one message."""


class Broken(ValueError):  # noqa: N818 - reads as what it is
    """What stands there is no contribution: the text says what is missing."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """Something that somebody said. `at` is aware; `chamber` is a code. `kind` is what the file calls it, for the report alone."""

    event_id: str
    id: str
    at: datetime
    platform: str
    handle: str
    name: str
    role: Role
    chamber: str
    language: str
    text: str
    kind: str
    own: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Mistake:
    """A line that could not be read: its number, from 1, and why."""

    number: int
    why: str


class Lines:
    """The lines of a file in the order of their time, whatever the order in which they stand; `mistakes` are those that were left out.

    The file is read twice, and of each line only its time and its place are kept meanwhile.
    """

    def __init__(self, path: Path, directory: Directory) -> None:
        self._path, self._directory = path, directory
        self.mistakes: list[Mistake] = []
        self._times, self._places = array("d"), array("q")
        with path.open("rb") as rows:
            place = 0
            for number, row in enumerate(rows, start=1):
                self._note(number, row, place)
                place += len(row)

    def _note(self, number: int, row: bytes, place: int) -> None:
        if not row.strip():
            return
        try:
            self._times.append(line_of(row, self._directory).at.timestamp())
        except Broken as why:
            self.mistakes.append(Mistake(number, str(why)))
        else:
            self._places.append(place)

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Line]:
        with self._path.open("rb") as rows:
            for index in sorted(range(len(self)), key=self._times.__getitem__):
                rows.seek(self._places[index])
                yield line_of(rows.readline(), self._directory)


def line_of(row: bytes, directory: Directory) -> Line:
    """What one line says. Raises Broken."""
    try:
        said = json.loads(row)
    except (ValueError, RecursionError) as error:
        raise Broken("JSON") from error
    if not isinstance(said, dict):
        raise Broken("JSON")
    author = said.get("author")
    if not isinstance(author, dict):
        raise Broken("author")
    handle, at, fields = _text(author, "handle"), _instant(_text(said, "ts")), said.get("fields")
    return Line(
        event_id=_text(said, "event_id" if said.get("event_id") else "id")[:200],
        id=clean(str(said.get("id") or said.get("event_id")))[:200],
        at=at,
        platform=_text(said, "platform")[:20],
        handle=handle,
        name=clean(str(author.get("name") or handle.lstrip("@"))),
        role=_role(author.get("role")),
        chamber=_chamber(_text(author, "chamber"), at, directory),
        language="en" if said.get("lang") == "en" else "fr",
        text=_text(said, "text"),
        kind=clean(str(said.get("kind") or "")),
        own=_own(fields) if isinstance(fields, dict) else {},
    )


def _text(said: Mapping[str, Any], name: str) -> str:
    """Raises Broken. What no database holds (NUL, half a character) is left out, as it is of what people type."""
    value = said.get(name)
    if not isinstance(value, str) or not clean(value).strip():
        raise Broken(name)
    if len(value) > LONGEST:
        raise Broken(f"{name} ({len(value)} > {LONGEST})")
    return clean(value)


def _instant(typed: str) -> datetime:
    try:
        instant = datetime.fromisoformat(typed)
    except ValueError as error:
        raise Broken(f"ts: {typed}") from error
    if instant.year not in YEARS:
        raise Broken(f"ts: {typed}")
    return instant if instant.tzinfo else instant.replace(tzinfo=NETWORK_ZONE)


def _role(typed: Any) -> Role:
    try:
        return Role(str(typed))
    except ValueError as error:
        raise Broken(f"role: {typed}") from error


def _chamber(typed: str, at: datetime, directory: Directory) -> str:
    known = directory.get(typed.upper()) or directory.resolve(typed, at.date())
    if known is None:
        raise Broken(f"chamber: {typed}")
    return known.code


def _own(fields: Mapping[str, Any]) -> dict[str, str]:
    return {name: clean(str(fields[name]))[:200] for name in OWN_NUMBERS if fields.get(name)}
