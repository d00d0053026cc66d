"""What a letter carries, chosen and shared out without a store."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.domain.contribution import Contribution
from bot.domain.digest import RESULTS, body_of, decisions_of, next_meeting, share
from bot.domain.kinds import discover
from bot.domain.records import RESULTS as RESULTS_OF_DECISIONS
from bot.domain.records import Decision, decision_of
from storage.contributions import read_answers

KINDS = discover()


def item(kind: str, **answers: str) -> Contribution:
    values: dict[str, Any] = read_answers(KINDS[kind], answers)
    return KINDS[kind].cls(filed_at=datetime(2026, 11, 20, tzinfo=UTC), **values)


class TestShare:
    @pytest.mark.parametrize(
        ("sections", "already", "shares"),
        [
            ([[5, 5], [5]], 0, (2, 1)),
            ([[5, 5], [5]], 85, (2, 1)),
            ([[50, 50], [5]], 0, (1, 1)),
            ([[10] * 9, [10] * 2, [10] * 9], 0, (4, 2, 3)),
            ([[10] * 20, [10]], 0, (8, 1)),
            ([[90], [20], [5]], 0, (1, 0, 0)),
            ([[90, 1], [5]], 0, (2, 1)),
            ([[300]], 0, (1,)),
            ([[300], [5]], 0, (1, 0)),
            ([[5], [5]], 100, (1, 0)),
            ([], 0, ()),
        ],
    )
    def test_a_line_each_in_turn_within_a_hundred(self, sections: list[list[int]], already: int, shares: tuple[int, ...]) -> None:
        assert share(sections, already=already, most=100, more=3) == shares

    @pytest.mark.parametrize("most", range(20, 400, 7))
    def test_never_more_than_the_budget_once_a_first_line_fits(self, most: int) -> None:
        sections = [[7, 12, 3] * 5, [11] * 9, [2] * 20]
        shares = share(sections, already=10, most=most, more=3)
        taken = 10 + sum(sum(sizes[:count]) for sizes, count in zip(sections, shares, strict=True))
        cut = sum(count < len(sizes) for sizes, count in zip(sections, shares, strict=True))
        assert taken + 3 * cut <= max(most, 10 + 7 + 9)


class TestFacts:
    def test_decisions_of_what_tells_any(self) -> None:
        minutes = item("meeting_minutes", body="Bureau", decisions="Oui | unanimous\nNon | rejected | 3/4/1")
        assert decisions_of(minutes) == (Decision(text="Oui", result="unanimous"), decision_of("Non | rejected | 3/4/1"))
        assert decisions_of(item("job_offer", title="comptable")) == ()

    def test_every_result_has_a_name(self) -> None:
        assert set(RESULTS) == set(RESULTS_OF_DECISIONS)

    def test_when_those_meet_again(self) -> None:
        assert next_meeting(item("meeting_minutes", body="Bureau", next_meeting="2026-12-03")) == date(2026, 12, 3)
        assert next_meeting(item("meeting_minutes", body="Bureau")) is None
        assert next_meeting(item("working_group_update", working_group="GT Europe", outcome="rien", date="2026-11-20")) is None

    def test_who_met(self) -> None:
        assert body_of(item("meeting_minutes", body="Bureau", date_start="2026-11-19")) == "Bureau"
        assert body_of(item("job_offer", title="comptable")) == "comptable"
