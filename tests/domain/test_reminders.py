"""Policy P1: seven days before, the day before, the day after, then weekly; the week-end is Monday. (DIALOGUES.md 6)"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice
from typing import Any

import pytest

from bot.domain.reminders import STILL_TOLD, reminder_days, reminder_on, reminders
from tests.year import EXPECTED

END = date(2008, 12, 31)

MEETING = EXPECTED["extras"]["actions"]["dircres_2008_10_16"]


@pytest.mark.parametrize("action", MEETING["list"], ids=lambda action: str(action["action_id"]))
def test_the_reminders_of_2008(action: dict[str, Any]) -> None:
    done_on = date.fromisoformat(action["done"]) if action["done"] else None
    found = reminder_days(date.fromisoformat(action["due"]), done_on, END)
    assert [day.isoformat() for day in found] == action["reminders"]


def test_the_year_knows_nine_actions_of_that_meeting() -> None:
    assert len(MEETING["list"]) == MEETING["actions"] == 9


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2026-12-11", ["2026-12-04", "2026-12-10", "2026-12-14", "2026-12-21", "2026-12-28"]),  # a Friday: the day after is a Saturday
        ("2026-12-12", ["2026-12-07", "2026-12-11", "2026-12-14", "2026-12-21", "2026-12-28"]),  # a Saturday
        (
            "2026-12-13",
            ["2026-12-07", "2026-12-14", "2026-12-21", "2026-12-28"],
        ),  # a Sunday: the day before and the day after are one Monday
        ("2026-12-14", ["2026-12-07", "2026-12-14", "2026-12-15", "2026-12-22", "2026-12-29"]),  # a Monday: the day before is that Monday
        ("2026-12-16", ["2026-12-09", "2026-12-15", "2026-12-17", "2026-12-24", "2026-12-31"]),
    ],
)
def test_every_day_of_the_week(due: str, expected: list[str]) -> None:
    assert [day.isoformat() for day in reminder_days(date.fromisoformat(due), None, date(2026, 12, 31))] == expected


def test_none_falls_on_a_week_end_and_none_comes_twice() -> None:
    for offset in range(400):
        due = date(2026, 1, 1) + timedelta(days=offset)
        found = reminder_days(due, None, due + timedelta(days=90))
        assert all(day.weekday() < 5 for day in found), due
        assert sorted(set(found)) == found, due


class TestTheEnd:
    def test_one_on_the_day_it_is_done_still_goes_out(self) -> None:
        due = date(2026, 12, 16)
        assert reminder_days(due, date(2026, 12, 15), END.replace(year=2027))[-1] == date(2026, 12, 15)
        assert reminder_days(due, date(2026, 12, 14), END.replace(year=2027)) == [date(2026, 12, 9)]

    @pytest.mark.parametrize(("cap", "days"), [(1, 3), (4, 6), (52, 54)])
    def test_a_cap_counts_those_after_the_term(self, cap: int, days: int) -> None:
        assert len(reminder_days(date(2026, 12, 16), None, date(2028, 12, 31), cap)) == days

    def test_without_a_cap_it_never_ends(self) -> None:
        assert len(reminder_days(date(2008, 12, 16), None, date(2018, 12, 18))) == 2 + 522

    def test_the_last_one_knows_it(self) -> None:
        found = list(reminders(date(2026, 12, 16), 4))
        assert [(one.late, one.last) for one in found] == [(0, False), (0, False), (1, False), (2, False), (3, False), (4, True)]
        assert not any(one.last for one in islice(reminders(date(2026, 12, 16)), 60))


class TestToday:
    DUE = date(2026, 12, 16)

    @pytest.mark.parametrize(
        ("today", "said"),
        [
            ("2026-12-08", None),
            ("2026-12-09", "2026-12-09"),
            ("2026-12-14", "2026-12-09"),
            ("2026-12-15", "2026-12-15"),
            ("2026-12-16", "2026-12-15"),
            ("2026-12-17", "2026-12-17"),
            ("2026-12-26", "2026-12-24"),
            ("2027-01-07", "2027-01-07"),
            ("2027-01-14", "2027-01-07"),
            ("2027-01-20", "2027-01-07"),
            ("2027-01-21", None),
        ],
    )
    def test_the_last_whose_day_has_come_for_a_fortnight(self, today: str, said: str | None) -> None:
        found = reminder_on(self.DUE, date.fromisoformat(today), 4)
        assert (found.day.isoformat() if found else None) == said

    def test_an_action_of_long_ago_is_silent_under_a_cap(self) -> None:
        assert reminder_on(date(2008, 12, 16), self.DUE, 4) is None

    def test_and_goes_on_without_one(self) -> None:
        found = reminder_on(date(2008, 12, 16), self.DUE)
        assert found is not None
        assert self.DUE - found.day < STILL_TOLD
        assert not found.last
