"""A table from a file that a spreadsheet saved: which encoding, which separator, where its columns are. Nothing is guessed silently."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bot.domain.errors import Refused
from bot.domain.i18n import mark as _

_SEPARATORS = (";", ",", "\t")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_LARGEST = 20_000_000
"""Bytes: some hundred thousand people."""
_MISREAD = re.compile(r"[ŽžƒŠšˆ˜™‰†‡‹›¤¥¦§©®±µ¶]")
"""What the accents of a Macintosh file look like when it is read as Windows-1252: no name of ours has them, and "HŽlŽne" would be kept."""


class Unreadable(Refused):
    """The file as a whole cannot be read; the sentence says how to save it."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table: the number of its first line in the file, and its cells, trimmed, by the name of their column."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Table:
    """All of it. `ignored` are headings that name no column we read."""

    rows: tuple[Row, ...]
    columns: frozenset[str]
    ignored: tuple[str, ...]


def table_of(raw: bytes, column_of: Callable[[str], str]) -> Table:
    """The table in these bytes. `column_of` gives the column that a heading names, or nothing. Raises Unreadable."""
    text = _decoded(raw)
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    first = next((line for line in lines.split("\n") if line.strip()), "")
    if not first:
        raise Unreadable(_("The file is empty. Its first line names the columns: name; email; role; chamber."))
    separator = max(_SEPARATORS, key=lambda sign: (sum(bool(column_of(cell)) for cell in _cells(first, sign)), first.count(sign)))
    return _table(lines, separator, column_of)


def _table(lines: str, separator: str, column_of: Callable[[str], str]) -> Table:
    rows = (row for row in _rows(lines, separator) if any(cell for cell in row[1]))
    heading = next(rows)[1]
    columns = [column_of(cell) for cell in heading]
    if not any(columns):
        raise Unreadable(_("The first line does not name the columns. It should read for example: name; email; role; chamber."))
    twice = next((name for name in columns if name and columns.count(name) > 1), "")
    if twice:
        raise Unreadable(_("Two columns are called “{column}”. Remove one of them."), column=heading[columns.index(twice)])
    read = tuple(Row(line=line, cells={name: cell for name, cell in zip(columns, cells, strict=False) if name}) for line, cells in rows)
    ignored = tuple(cell for cell, name in zip(heading, columns, strict=True) if cell and not name)
    return Table(rows=read, columns=frozenset(name for name in columns if name), ignored=ignored)


def _rows(lines: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the number of the line they begin on."""
    reader = csv.reader(io.StringIO(lines), delimiter=separator, strict=True)
    begun = 1
    try:
        for cells in reader:
            yield begun, [cell.strip() for cell in cells]
            begun = reader.line_num + 1
    except csv.Error:
        # Read on, everything up to the next quotation mark would be one cell: half of the people would be missing.
        raise Unreadable(
            _("Line {line}: a quotation mark is not closed, or stands in the middle of a cell. Mend it."), line=begun
        ) from None


def _cells(line: str, separator: str) -> list[str]:
    return [cell.strip().strip('"') for cell in line.split(separator)]


def _decoded(raw: bytes) -> str:
    if raw.startswith(_WORKBOOKS):
        raise Unreadable(_("This is a workbook. In the spreadsheet, choose “Save as”, then “CSV UTF-8”."))
    if len(raw) > _LARGEST:
        raise Unreadable(_("The file is too large to be a roster."))
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = _tried(raw, "utf-16") if wide else _tried(raw, "utf-8-sig") or _windows(raw)
    if text is None or text.count("\0") > len(text) // 10:
        raise Unreadable(_("I cannot read the letters of this file. In the spreadsheet, choose “Save as”, then “CSV UTF-8”."))
    return text


def _tried(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _windows(raw: bytes) -> str | None:
    text = _tried(raw, "cp1252")
    return None if text is None or _MISREAD.search(text) else text
