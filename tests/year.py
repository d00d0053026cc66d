"""The year 2008 of the network as its members typed it, loaded once for all tests that read it.

tests/data/year2008.jsonl is the year that the activity report of 2008 tells of, with the noise that chats have; year2008_expected.json
holds the tables, reminders and letters that must come out of it.
"""

from __future__ import annotations

import functools
import json
import tempfile
from pathlib import Path
from typing import Any

from bot.loading import load
from storage.store import Store
from tests.shelf import new_file, store_at
from tests.town import MovedClock

DATA = Path(__file__).parent / "data"
FILE = DATA / "year2008.jsonl"
EXPECTED: dict[str, Any] = json.loads((DATA / "year2008_expected.json").read_text(encoding="utf-8"))


@functools.cache
def _loaded() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = new_file(Path(folder))
        store = store_at(path)
        report = load(FILE, store)
        store.close()
        assert report.mistakes == []
        return path.read_bytes()


def loaded_year(folder: Path, clock: MovedClock | None = None) -> Store:
    """A store of its own that holds the year. It must be closed."""
    path = new_file(folder)
    path.write_bytes(_loaded())
    return store_at(path, clock)


def lines() -> list[dict[str, Any]]:
    """The lines of the file."""
    return [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


def rows(title: str) -> list[dict[str, Any]]:
    """The rows of an expected table: `T06`."""
    found: list[dict[str, Any]] = EXPECTED["tables"][title]["rows"]
    return found
