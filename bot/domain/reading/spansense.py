"""Spans at the moment they are said: several days, months, and what is counted from today (dayrules.py)."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.domain.reading import days
from bot.domain.reading.days import Ambiguous, Day, Impossible, Moment, Period, Reading
from bot.domain.reading.daysense import month_start
from bot.domain.reading.daywords import COUNTED, DAY, day_number, month_number, weekday_number


def named(match: re.Match[str], moment: Moment) -> Reading | None:
    """As in "du 28 mai au 3 juin", "16 et 17 octobre"."""
    if moment.day_first and match["month"].strip(".") == "mar" and match["core"].startswith("mar"):
        return None
    end_month = month_number(match["month"])
    start_month = month_number(match["month1"]) if match["month1"] else end_month
    return _between(match, moment, (start_month, day_number(match["day1"])), (end_month, day_number(match["day2"])))


def numeric(match: re.Match[str], moment: Moment) -> Reading | None:
    """As in "16-17/10/2008", "28/12 - 03/01"."""
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
    return _checked(match, start, end)


def _checked(match: re.Match[str], start: date, end: date) -> Reading:
    """The weekdays that were said agree, and "10 et 12" is no period: the 11th was not said."""
    for said, day in ((match["weekday1"], start), (match["weekday2"], end)):
        if said and day.weekday() != weekday_number(said):
            return Ambiguous((start, end), days.WEEKDAY_DIFFERS)
    listed = re.match(r"\s*(?:et|and|&)", match["and"]) and not (match["both"] or "").startswith(("entre", "between", "du"))
    return Ambiguous((start, end), days.SEVERAL_DAYS) if listed and (end - start).days > 1 else Period(start, end)


def of_the_month(match: re.Match[str], moment: Moment) -> Reading | None:
    """As in "du 3 au 5": the next such days, or in the past the last; those that have begun count."""
    first, last = day_number(match["day1"]), day_number(match["day2"])
    step = -1 if moment.sense == "past" else 1
    end = _nearest(last, moment.today, step)
    start = _nearest(first, end, -1) if end else None
    return _checked(match, start, end) if start and end else Impossible(match["core"])


def _nearest(number: int, day: date, step: int) -> date | None:
    """The day of that number on or after that day, or on or before it."""
    for months in range(0, 3 * step, step):
        first = days.first_of_month(day, months)
        found = days.real_day(first.year, first.month, number)
        if found and (found - day).days * step >= 0:
            return found
    return None


def listed(match: re.Match[str], moment: Moment) -> Reading:
    """As in "les 10, 11 et 12 décembre": a period when none is left out."""
    numbers = [day_number(typed) for typed in (*re.findall(DAY, match["days"]), match["last"])]
    month = month_number(match["month"])
    meant = days.real_day(moment.full_year(match["year"]), month, numbers[-1]) if match["year"] else moment.year_of(month, numbers[-1])
    end = meant.candidates[-1] if isinstance(meant, Ambiguous) else meant
    start = days.real_day(end.year, month, numbers[0]) if end else None
    if end is None or start is None:
        return Impossible(match["core"])
    if isinstance(meant, Ambiguous) or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return Ambiguous((start, end), days.SEVERAL_DAYS)
    return Period(start, end)


def one_or_other(match: re.Match[str], moment: Moment) -> Reading:
    """As in "4 ou 5 décembre"."""
    month, found = month_number(match["month"]), []
    for typed in (match["day1"], match["day2"]):
        number = day_number(typed)
        meant = days.real_day(moment.full_year(match["year"]), month, number) if match["year"] else moment.year_of(month, number)
        if meant is None:
            return Impossible(match["core"])
        found += [meant.candidates[-1] if isinstance(meant, Ambiguous) else meant]
    return Ambiguous(tuple(sorted(found)), days.ONE_OR_OTHER)


def after_a_while(match: re.Match[str], moment: Moment) -> Reading | None:
    """As in "dans 3 jours", "in 2 or 3 weeks", "il y a un mois"."""
    ago, counts = bool(match["ago"] or match["since"]), [_counted(typed) for typed in (match["count"], match["most"]) if typed]
    if not all(counts):
        return None
    if match["working"]:
        return Ambiguous((_working(moment.today, counts[-1]),), days.ROUGHLY)
    found = [day for count in counts for day in _counted_days(count * (-1 if ago else 1), match["unit"], moment)]
    return Day(found[0]) if len(found) == 1 else Ambiguous((min(found), max(found)), days.ROUGHLY)


def _counted(typed: str) -> int:
    return int(typed) if typed.isdigit() else COUNTED[typed]


def _counted_days(count: int, unit: str, moment: Moment) -> tuple[date, ...]:
    """The day so far away; both, where "huit jours" is a week or eight days."""
    if unit.startswith(("mois", "month")):
        return (moment.in_months(count),)
    if unit.startswith(("an", "year")):
        return (moment.in_months(12 * count),)
    if unit.startswith(("s", "w")):
        return (moment.in_days(7 * count),)
    roughly = abs(count) in (8, 15) and unit.startswith("j")
    return (moment.in_days(count - (1 if count > 0 else -1)), moment.in_days(count)) if roughly else (moment.in_days(count),)


def _working(day: date, count: int) -> date:
    """So many days from Monday to Friday later. Holidays differ from one territory to the next: the day is only offered."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def fortnight(match: re.Match[str], moment: Moment) -> Reading:
    """An English fortnight is 14 days; "quinzaine" and "huitaine" are counted in two ways."""
    if match["word"] == "fortnight":
        return Day(moment.in_days(14))
    count = 8 if match["word"].startswith("huit") else 15
    return Ambiguous((moment.in_days(count - 1), moment.in_days(count)), days.ROUGHLY)


def hours(match: re.Match[str], moment: Moment) -> Reading:
    return Day(moment.in_days(int(match["count"]) // 24))


def whole_month(match: re.Match[str], moment: Moment) -> Reading:
    return _month(month_start(match, moment))


def this_month(match: re.Match[str], moment: Moment) -> Reading:
    return _month(days.first_of_month(moment.today, 1 if match["next"] else -1 if match["last"] else 0))


def numbered_month(match: re.Match[str], _moment: Moment) -> Reading:
    return _month(date(int(match["year"]), int(match["number"]), 1))


def _month(first: date) -> Period:
    return Period(first, days.end_of_month(first))
