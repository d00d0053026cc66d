"""A store for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.store import Store
from tests.shelf import FRIDAY, new_file, store_at
from tests.town import MovedClock


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock(FRIDAY)


@pytest.fixture
def store(tmp_path: Path, clock: MovedClock) -> Iterator[Store]:
    opened = store_at(new_file(tmp_path), clock)
    yield opened
    opened.close()
