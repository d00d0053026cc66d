"""What each way of saying a day means at the moment it is said: one function for each rule of the grammar (dayrules.py)."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.domain.reading import days
from bot.domain.reading.days import Ambiguous, Day, Impossible, Moment, Period, Reading
from bot.domain.reading.daywords import COUNTED, day_number, month_number, weekday_number


def _exact(year: int, month: int, day: int, match: re.Match[str]) -> Day | Impossible:
    found = days.real_day(year, month, day)
    return Day(found) if found else Impossible(match["core"])


def _placed(match: re.Match[str], moment: Moment, month: int, day: int) -> Reading:
    """The day of that number and month, in the year that was said or is meant, checked against the weekday that was said with it."""
    typed = match["year"]
    meant = days.real_day(moment.full_year(typed), month, day) if typed else moment.year_of(month, day)
    if meant is None:
        return Impossible(match["core"])
    if isinstance(meant, Ambiguous):
        return meant
    said = match["weekday"]
    if said and meant.weekday() != weekday_number(said):
        return Ambiguous(tuple(sorted((meant, days.nearest_weekday(meant, weekday_number(said))))), days.WEEKDAY_DIFFERS)
    return Day(meant)


def iso(match: re.Match[str], _moment: Moment) -> Reading:
    return _exact(int(match["y"]), int(match["m"]), int(match["d"]), match)


def numeric(match: re.Match[str], moment: Moment) -> Reading | None:
    first, second = int(match["first"]), int(match["second"])
    day_first, month_first = (_placed(match, moment, second, first), _placed(match, moment, first, second))
    if second > 12 >= first >= 1:
        return month_first if not moment.day_first else Ambiguous(tuple(days.each(month_first)), days.DAY_OR_MONTH)
    if moment.day_first or first > 12 or first == second:
        return day_first
    return Ambiguous((*days.each(day_first), *days.each(month_first)), days.DAY_OR_MONTH)


def named(match: re.Match[str], moment: Moment) -> Reading:
    return _placed(match, moment, month_number(match["month"]), day_number(match["day"]))


def day_of_month(match: re.Match[str], moment: Moment) -> Reading | None:
    """As in "le 5": of this month or the next; in the past, of this one or the one before."""
    number = day_number(match["day"])
    step = -1 if moment.sense == "past" else 1
    for months in range(0, 3 * step, step):
        first = days.first_of_month(moment.today, months)
        found = days.real_day(first.year, first.month, number)
        if found and (found - moment.today).days * step >= 0:
            return _agreeing(found, match, moment)
    return Impossible(match["core"])


def _agreeing(found: date, match: re.Match[str], moment: Moment) -> Reading:
    """As in "vendredi 27" is the next 27th that is a Friday, where one of the next two is."""
    said = match["weekday"]
    if not said or found.weekday() == weekday_number(said):
        return Day(found)
    first = days.first_of_month(found, -1 if moment.sense == "past" else 1)
    other = days.real_day(first.year, first.month, found.day)
    if other and other.weekday() == weekday_number(said):
        return Day(other)
    return Ambiguous(tuple(sorted((found, days.nearest_weekday(found, weekday_number(said))))), days.WEEKDAY_DIFFERS)


def weekday(match: re.Match[str], moment: Moment) -> Reading:
    weekday = weekday_number(match["weekday"])
    before, after = match["before"] or "", match["after"] or ""
    ahead = (weekday - moment.today.weekday()) % 7
    if "dernier" in after or "passe" in after or "last" in before:
        return Day(moment.in_days(-((-ahead) % 7 or 7)))
    if "huit" in after or "quinz" in after:
        return Day(moment.in_days(ahead + (7 if "huit" in after else 14)))
    if moment.sense == "past":
        return Day(moment.in_days(-((-ahead) % 7 or 7))) if ahead else _both(moment.in_days(-7), moment.today, days.TODAY_OR_NEXT)
    coming = moment.in_days(ahead)
    if "prochain" not in after and "next" not in before:
        return Day(coming) if ahead else _both(coming, moment.in_days(7), days.TODAY_OR_NEXT)
    same_week = coming <= days.week_of(moment.today).end
    return Day(moment.in_days(ahead or 7)) if not ahead or not same_week else _both(coming, coming + timedelta(days=7), days.THIS_OR_NEXT)


def _both(first: date, second: date, reason: str) -> Ambiguous:
    return Ambiguous((first, second), reason)


def week_from_weekday(match: re.Match[str], moment: Moment) -> Reading:
    return Day(moment.in_days((weekday_number(match["weekday"]) - moment.today.weekday()) % 7 + 7))


def after_a_while(match: re.Match[str], moment: Moment) -> Reading | None:
    typed, unit, ago = match["count"], match["unit"], bool(match["ago"] or match["since"])
    count = (int(typed) if typed.isdigit() else COUNTED[typed]) * (-1 if ago else 1)
    if not count:
        return None
    if unit.startswith(("mois", "month")):
        return Day(moment.in_months(count))
    if unit.startswith(("an", "year")):
        return Day(moment.in_months(12 * count))
    if unit.startswith(("s", "w")):
        return Day(moment.in_days(7 * count))
    if count in (8, 15) and unit.startswith("j"):
        return _both(moment.in_days(count - 1), moment.in_days(count), days.ROUGHLY)
    return Day(moment.in_days(count))


def fortnight(match: re.Match[str], moment: Moment) -> Reading:
    count = 8 if match["word"].startswith("huit") else 15
    return _both(moment.in_days(count - 1), moment.in_days(count), days.ROUGHLY)


def hours(match: re.Match[str], moment: Moment) -> Reading:
    return Day(moment.in_days(int(match["count"]) // 24))


STEPS = {
    "aujourd'hui": 0,
    "auj": 0,
    "today": 0,
    "ce soir": 0,
    "tonight": 0,
    "demain": 1,
    "dem": 1,
    "tomorrow": 1,
    "tmrw": 1,
    "hier": -1,
    "yesterday": -1,
}
TWO_STEPS = {
    "apres-demain": 2,
    "apres demain": 2,
    "the day after tomorrow": 2,
    "day after tomorrow": 2,
    "avant-hier": -2,
    "avant hier": -2,
}


def step(match: re.Match[str], moment: Moment) -> Reading:
    return Day(moment.in_days((STEPS | TWO_STEPS)[match["word"]]))


def _month_start(match: re.Match[str], moment: Moment) -> date:
    """The first of the month that is meant: named, with or without its year, or counted from this one."""
    if not match["month"]:
        return days.first_of_month(moment.today, 1 if match["next"] else 0)
    month = month_number(match["month"])
    if match["year"]:
        return date(moment.full_year(match["year"]), month, 1)
    this = moment.today.replace(month=month, day=1)
    over = days.end_of_month(this) < moment.today
    if moment.sense == "past":
        return this if this <= moment.today else this.replace(year=this.year - 1)
    return this.replace(year=this.year + 1) if over else this


def end_of(match: re.Match[str], moment: Moment) -> Reading:
    return Day(days.end_of_month(_month_start(match, moment)))


def about(match: re.Match[str], moment: Moment) -> Reading:
    middle = match["when"].startswith(("mi", "mid"))
    return Ambiguous((_month_start(match, moment).replace(day=15 if middle else 1),), days.ROUGHLY)


def end_of_year(match: re.Match[str], moment: Moment) -> Reading:
    return Day(date(int(match["year"] or moment.today.year), 12, 31))


def end_of_week(match: re.Match[str], moment: Moment) -> Reading:
    week = days.week_of(moment.in_days(7 if match["next"] else 0))
    return _both(week.start + timedelta(days=4), week.end, days.ROUGHLY)


def week(match: re.Match[str], moment: Moment) -> Reading:
    return days.week_of(moment.in_days(7 if match["next"] else 0))


def weekend(match: re.Match[str], moment: Moment) -> Reading:
    sunday = days.week_of(moment.in_days(7 if match["next"] or match["core"].startswith("next") else 0)).end
    return Period(sunday - timedelta(days=1), sunday)


def numbered_week(match: re.Match[str], moment: Moment) -> Reading:
    number, year = int(match["number"]), moment.today.isocalendar().year
    last = date(year, 12, 28).isocalendar().week
    if not 1 <= number <= last:
        return Impossible(match["core"])
    found = days.week_of(date.fromisocalendar(year, number, 1))
    passed = moment.sense == "future" and found.end < moment.today
    return days.week_of(date.fromisocalendar(year + 1, number, 1)) if passed and number <= 52 else found


def whole_month(match: re.Match[str], moment: Moment) -> Reading:
    first = _month_start(match, moment)
    return Period(first, days.end_of_month(first))


def several_named(match: re.Match[str], moment: Moment) -> Reading | None:
    end_month = month_number(match["month"])
    start_month = month_number(match["month1"]) if match["month1"] else end_month
    return _between(match, moment, (start_month, day_number(match["day1"])), (end_month, day_number(match["day2"])))


def several_numeric(match: re.Match[str], moment: Moment) -> Reading | None:
    end_month = int(match["month2"])
    return _between(match, moment, (int(match["month1"] or end_month), int(match["day1"])), (end_month, int(match["day2"])))


def _between(match: re.Match[str], moment: Moment, first: tuple[int, int], last: tuple[int, int]) -> Reading | None:
    meant = days.real_day(moment.full_year(match["year"]), *last) if match["year"] else moment.year_of(*last)
    end = meant.candidates[-1] if isinstance(meant, Ambiguous) else meant
    if end is None:
        return Impossible(match["core"])
    year = moment.full_year(match["year1"]) if match["year1"] else end.year - (first[0] > last[0])
    start = days.real_day(year, *first)
    if start is None:
        return Impossible(match["core"])
    if start > end:
        return None
    if isinstance(meant, Ambiguous):
        return Ambiguous(meant.candidates, meant.reason)
    return Period(start, end)
