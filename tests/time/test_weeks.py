"""The week of an edition, and the moment at which each reader's is due."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.week import Week, local_instant, may_disturb, next_working_day, sending_instant
from scheduler.calendar import Territories
from tests.time.season import paris

CALENDAR = Territories()
ZONES = {
    "NOR": "Europe/Paris",
    "GUF": "America/Cayenne",
    "GLP": "America/Guadeloupe",
    "MTQ": "America/Martinique",
    "REU": "Indian/Reunion",
    "MYT": "Indian/Mayotte",
}
INSTANTS = st.datetimes(datetime(2008, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))


def due(week: str, chamber: str, *, weekday: int = 0, hour: int = 8, zone: str = "") -> str:
    """In UTC."""
    at = sending_instant(Week.parse(week), weekday=weekday, hour=hour, zone=zone or ZONES[chamber], chamber=chamber, calendar=CALENDAR)
    return f"{at:%Y-%m-%d %H:%M}"


class TestWeeks:
    @pytest.mark.parametrize(
        ("moment", "week"),
        [
            (datetime(2026, 11, 22, 22, 59, 59, 999_999, tzinfo=UTC), "2026-W47"),
            (datetime(2026, 11, 22, 23, 0, tzinfo=UTC), "2026-W48"),
            (datetime(2026, 7, 5, 21, 59, 59, 999_999, tzinfo=UTC), "2026-W27"),
            (datetime(2026, 7, 5, 22, 0, tzinfo=UTC), "2026-W28"),
            (paris(2027, 1, 3, 23, 59), "2026-W53"),
            (paris(2027, 1, 4), "2027-W01"),
            (paris(2024, 12, 30), "2025-W01"),
        ],
    )
    def test_it_turns_on_monday_at_midnight_in_paris(self, moment: datetime, week: str) -> None:
        assert str(Week.of(moment)) == week

    @pytest.mark.parametrize(("week", "hours"), [("2026-W12", 168), ("2026-W13", 167), ("2026-W43", 169), ("2026-W44", 168)])
    def test_it_is_as_long_as_the_clocks_make_it(self, week: str, hours: int) -> None:
        found = Week.parse(week)
        assert found.end - found.start == timedelta(hours=hours)

    @given(INSTANTS)
    def test_every_instant_is_in_exactly_one(self, moment: datetime) -> None:
        week = Week.of(moment)
        assert week.start <= moment < week.end
        assert Week.of(week.end) == week.after(1)
        assert Week.of(week.start - timedelta(microseconds=1)) == week.after(-1)

    @given(INSTANTS, st.integers(-500, 500))
    def test_they_follow_each_other(self, moment: datetime, weeks: int) -> None:
        week = Week.of(moment)
        assert week.after(weeks).after(-weeks) == week
        assert (week.after(weeks) > week) == (weeks > 0)
        assert Week.parse(str(week)) == week

    @pytest.mark.parametrize("text", ["2026", "2026-W54", "2026-W00", "x-Wy", "2026-47"])
    def test_what_is_no_week_is_refused(self, text: str) -> None:
        with pytest.raises(ValueError):
            Week.parse(text)


class TestWhenItIsDue:
    @pytest.mark.parametrize(
        ("chamber", "utc"),
        [("NOR", "07:00"), ("GUF", "11:00"), ("GLP", "12:00"), ("MTQ", "12:00"), ("REU", "04:00"), ("MYT", "05:00")],
    )
    def test_on_monday_at_eight_on_the_readers_own_clock(self, chamber: str, utc: str) -> None:
        assert due("2026-W47", chamber) == f"2026-11-23 {utc}"

    @pytest.mark.parametrize(
        ("week", "monday"),
        [
            ("2026-W12", "2026-03-23 07:00"),
            ("2026-W13", "2026-03-30 06:00"),
            ("2026-W43", "2026-10-26 07:00"),
            ("2026-W42", "2026-10-19 06:00"),
        ],
    )
    def test_at_eight_before_and_after_the_clocks_change(self, week: str, monday: str) -> None:
        assert due(week, "NOR") == monday

    @pytest.mark.parametrize(
        ("week", "chamber", "day"),
        [
            ("2026-W14", "NOR", "2026-04-07 06:00"),  # Easter Monday
            ("2026-W21", "NOR", "2026-05-26 06:00"),  # Whit Monday
            ("2026-W20", "GLP", "2026-05-18 12:00"),
            ("2026-W23", "GUF", "2026-06-08 11:00"),
            ("2027-W16", "MYT", "2027-04-28 05:00"),  # Tuesday 27/04: abolition, and the letter is Tuesday's
            ("2026-W52", "REU", "2026-12-28 04:00"),
        ],
    )
    def test_on_a_holiday_of_the_territory_the_next_working_day(self, week: str, chamber: str, day: str) -> None:
        weekday = 1 if week == "2027-W16" else 0
        assert due(week, chamber, weekday=weekday) == day

    def test_a_holiday_of_one_territory_is_a_day_as_others_elsewhere(self) -> None:
        abolition = date(2026, 12, 20), date(2027, 4, 27), date(2027, 5, 27)
        assert [CALENDAR.is_working_day(day, "MYT") for day in abolition] == [False, False, True]
        assert [CALENDAR.is_working_day(day, "GLP") for day in abolition] == [False, True, False]
        assert [CALENDAR.is_working_day(day, "NOR") for day in abolition[1:]] == [True, True]

    @pytest.mark.parametrize(
        ("weekday", "hour", "at"), [(0, 18, "2026-11-23 17:00"), (1, 9, "2026-11-24 08:00"), (4, 12, "2026-11-27 11:00")]
    )
    def test_on_the_day_and_hour_that_one_chose(self, weekday: int, hour: int, at: str) -> None:
        assert due("2026-W47", "NOR", weekday=weekday, hour=hour) == at

    def test_a_fridays_letter_after_a_holiday_is_mondays(self) -> None:
        assert due("2026-W17", "NOR", weekday=4) == "2026-05-04 06:00", "1 May was a Friday"

    def test_never_before_the_week_is_over(self) -> None:
        week = Week.parse("2026-W47")
        assert due("2026-W47", "NOR", zone="Pacific/Noumea") == f"{week.end:%Y-%m-%d %H:%M}"

    @given(INSTANTS, st.sampled_from(sorted(ZONES)), st.integers(0, 4), st.integers(8, 18))
    def test_always_on_a_working_day_at_that_hour(self, moment: datetime, chamber: str, weekday: int, hour: int) -> None:
        week, zone = Week.of(moment), ZONES[chamber]
        at = sending_instant(week, weekday=weekday, hour=hour, zone=zone, chamber=chamber, calendar=CALENDAR)
        assert may_disturb(at, zone=zone, chamber=chamber, calendar=CALENDAR)
        assert week.end <= at < week.end + timedelta(days=12)


class TestWorkingDays:
    @pytest.mark.parametrize(
        ("day", "following"),
        [
            (date(2026, 12, 4), date(2026, 12, 4)),
            (date(2026, 12, 5), date(2026, 12, 7)),
            (date(2026, 12, 25), date(2026, 12, 28)),
            (date(2027, 1, 1), date(2027, 1, 4)),
        ],
    )
    def test_the_next_one(self, day: date, following: date) -> None:
        assert next_working_day(day, "NOR", CALENDAR) == following

    @pytest.mark.parametrize(
        ("moment", "may"),
        [
            (paris(2026, 11, 23, 7, 59), False),
            (paris(2026, 11, 23, 8), True),
            (paris(2026, 11, 23, 18, 59), True),
            (paris(2026, 11, 23, 19), False),
            (paris(2026, 11, 22, 12), False),
            (paris(2026, 12, 25, 12), False),
        ],
    )
    def test_between_eight_and_nineteen_on_working_days(self, moment: datetime, may: bool) -> None:
        assert may_disturb(moment, zone="Europe/Paris", chamber="NOR", calendar=CALENDAR) is may

    def test_an_hour_that_the_clocks_skip_is_the_one_after(self) -> None:
        assert local_instant(date(2026, 3, 29), 2, "Europe/Paris") == datetime(2026, 3, 29, 1, tzinfo=UTC)
