"""A store of its own for each test. It is Friday 20/11/2026, 10 h in Paris."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shelf import FRIDAY, new_file, store_at
from tests.town import MovedClock
from tests.use_cases.network import Network
from tests.use_cases.talk import Talk


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    clock = MovedClock(FRIDAY)
    store = store_at(new_file(tmp_path), clock)
    yield Talk(store, clock)
    store.close()


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    clock = MovedClock()
    store = store_at(new_file(tmp_path), clock)
    yield Network(store, clock)
    store.close()
