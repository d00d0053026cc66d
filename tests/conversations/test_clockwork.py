"""The playground's clock: what people type to move it, always forward."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot import demo
from bot.clockwork import NotAMove, PlaygroundClock

MOVES = {
    "+1h": datetime(2026, 11, 20, 10, 0, tzinfo=UTC),
    "+2 j": datetime(2026, 11, 22, 9, 0, tzinfo=UTC),
    "lundi 08:00": datetime(2026, 11, 23, 7, 0, tzinfo=UTC),
    "04/12": datetime(2026, 12, 4, 7, 0, tzinfo=UTC),
    "monday 8:00": datetime(2026, 11, 23, 7, 0, tzinfo=UTC),
}


@pytest.mark.parametrize(("typed", "goal"), MOVES.items(), ids=MOVES)
def test_what_is_typed_moves_it(typed: str, goal: datetime) -> None:
    assert PlaygroundClock(demo.OPENING).target(typed) == goal


def test_the_same_words_walk_from_monday_to_monday() -> None:
    clock = PlaygroundClock(demo.OPENING)
    mondays = []
    for _ in range(3):
        list(clock.steps(clock.target("lundi 08:00")))
        mondays.append(clock().date().isoformat())
    assert mondays == ["2026-11-23", "2026-11-30", "2026-12-07"]


@pytest.mark.parametrize("typed", ["hier", "19/11/2026", "+400j", "n'importe quoi", ""])
def test_the_past_the_far_and_the_unknown_are_no_moves(typed: str) -> None:
    with pytest.raises(NotAMove):
        PlaygroundClock(demo.OPENING).target(typed)


def test_it_moves_hour_by_hour() -> None:
    clock = PlaygroundClock(demo.OPENING)
    steps = list(clock.steps(clock.target("lundi 08:00")))
    assert len(steps) == 70
    assert steps[-1] == clock() == datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
