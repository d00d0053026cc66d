"""Policy P1: seven days before, the day before, the day after, then weekly; the week-end is Monday. (DIALOGUES.md 6)"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice

import pytest

from bot.domain.reminders import STILL_TOLD, reminder_days, reminder_on, reminders

END = date(2008, 12, 31)

YEAR_2008 = [
    # due, done, its reminders up to the end of the year
    ("A1", "2008-11-28", "2008-11-27", ["2008-11-21", "2008-11-27"]),
    ("A2", "2008-10-31", "2008-10-30", ["2008-10-24", "2008-10-30"]),
    ("A3", "2008-11-14", "2008-11-14", ["2008-11-07", "2008-11-13"]),
    ("A4", "2008-12-12", None, ["2008-12-05", "2008-12-11", "2008-12-15", "2008-12-22", "2008-12-29"]),
    ("A5", "2008-12-19", None, ["2008-12-12", "2008-12-18", "2008-12-22", "2008-12-29"]),
    ("A6", "2008-12-19", "2008-12-18", ["2008-12-12", "2008-12-18"]),
    ("A7", "2009-01-09", None, []),
    ("A8", "2008-11-07", "2008-11-06", ["2008-10-31", "2008-11-06"]),
    ("A9", "2008-12-05", "2008-12-05", ["2008-11-28", "2008-12-04"]),
]
"""The nine actions of the meeting of 16 and 17/10/2008."""


@pytest.mark.parametrize(("name", "due", "done", "expected"), YEAR_2008, ids=[row[0] for row in YEAR_2008])
def test_the_reminders_of_2008(name: str, due: str, done: str | None, expected: list[str]) -> None:
    done_on = date.fromisoformat(done) if done else None
    found = reminder_days(date.fromisoformat(due), done_on, END)
    assert [day.isoformat() for day in found] == expected, name


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2026-12-11", ["2026-12-04", "2026-12-10", "2026-12-14", "2026-12-21", "2026-12-28"]),  # a Friday: the day after is a Saturday
        ("2026-12-12", ["2026-12-07", "2026-12-11", "2026-12-14", "2026-12-21", "2026-12-28"]),  # a Saturday
        ("2026-12-13", ["2026-12-07", "2026-12-14", "2026-12-21", "2026-12-28"]),  # a Sunday: the day before and the day after are one Monday
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
        assert len(reminder_days(date(2008, 12, 16), None, date(2018, 12, 18))) == 2 + 523

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
