"""A season for each test. It begins on Monday 16/11/2026, 9 h in Paris."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scheduler.jobs import Jobs
from tests.shelf import new_file, store_at
from tests.time.season import Season, paris
from tests.town import MovedClock


@pytest.fixture
def season(tmp_path: Path) -> Iterator[Season]:
    clock = MovedClock(paris(2026, 11, 16, 9))
    store = store_at(new_file(tmp_path), clock)
    yield Season(store, clock, Jobs(store))
    store.close()
