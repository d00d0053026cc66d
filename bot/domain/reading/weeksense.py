"""Weekdays and weeks at the moment they are said: one function for each of their rules (dayrules.py)."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from bot.domain.reading import days
from bot.domain.reading.days import Ambiguous, Day, Impossible, Moment, Period, Reading
from bot.domain.reading.daysense import month_start
from bot.domain.reading.daywords import COUNTED, NTH, weekday_number

_WEEK = timedelta(days=7)


def _ahead(typed: str, moment: Moment) -> int:
    """Days until the coming one of that name: 0 is today."""
    return (weekday_number(typed) - moment.today.weekday()) % 7


def weekday(match: re.Match[str], moment: Moment) -> Reading:
    before, after = match["before"] or "", match["after"] or ""
    ahead = _ahead(match["weekday"], moment)
    if "dernier" in after + before or "passe" in after or "last" in before:
        return Day(moment.in_days(-((-ahead) % 7 or 7)))
    if moment.sense == "past":
        return Day(moment.in_days(-((-ahead) % 7 or 7))) if ahead else _both(moment.in_days(-7), moment.today, days.TODAY_OR_NEXT)
    coming = moment.in_days(ahead)
    if not after.strip().startswith("pro") and "prochain" not in before and "next" not in before:
        return Day(coming) if ahead else _both(coming, moment.in_days(7), days.TODAY_OR_NEXT)
    same_week = coming <= days.week_of(moment.today).end
    return Day(moment.in_days(ahead or 7)) if not ahead or not same_week else _both(coming, coming + _WEEK, days.THIS_OR_NEXT)


def _both(first: date, second: date, reason: str) -> Ambiguous:
    return Ambiguous((first, second), reason)


def short_weekday(match: re.Match[str], moment: Moment) -> Reading | None:
    """As in "ven", alone. "mar" may be a Tuesday or March: in French the Tuesday is offered, in English the month is meant."""
    if match["weekday"].strip(".") == "mar" and not match["before"] and not match["after"]:
        return Ambiguous((moment.in_days(_ahead("mar", moment)),), days.ROUGHLY) if moment.day_first else None
    return weekday(match, moment)


def every(match: re.Match[str], moment: Moment) -> Reading:
    """As in "tous les mardis": the next one is offered, and which is meant is asked."""
    return Ambiguous((moment.in_days(_ahead(match["weekday"], moment)),), days.EVERY_TIME)


def nth(match: re.Match[str], moment: Moment) -> Reading:
    """As in "le premier lundi de décembre", "last Friday of the month"."""
    first, place, number = month_start(match, moment), NTH[match["nth"]], weekday_number(match["weekday"])
    found = _nth_of(first, place, number)
    if found is None:
        return Impossible(match["core"])
    if match["year"] or moment.sense != "future" or found >= moment.today:
        return Day(found)
    later = _nth_of(days.first_of_month(first, 12 if match["month"] else 1), place, number)
    reason = days.PAST_OR_NEXT_YEAR if match["month"] else days.PAST_OR_NEXT_MONTH
    return Ambiguous((found, *([later] if later else [])), reason)


def _nth_of(first: date, place: int, number: int) -> date | None:
    weeks = [week[number] for week in calendar.monthcalendar(first.year, first.month) if week[number]]
    wanted = place - 1 if place > 0 else -1
    return first.replace(day=weeks[wanted]) if wanted < len(weeks) else None


def weeks_from(match: re.Match[str], moment: Moment) -> Reading:
    """As in "two weeks from Tuesday", "Tuesday week", "a week tomorrow"."""
    count = 1 if not match["count"] else int(match["count"]) if match["count"].isdigit() else COUNTED[match["count"]]
    return _later(match["from"], count, moment)


def in_eight_days(match: re.Match[str], moment: Moment) -> Reading:
    """As in "lundi en huit", "demain en quinze"."""
    return _later(match["from"], 1 if match["later"] in ("huit", "8") else 2, moment)


def _later(start: str, weeks: int, moment: Moment) -> Reading:
    near = {"today": 0, "aujourd'hui": 0, "aujourdhui": 0, "tomorrow": 1, "demain": 1}
    if start in near:
        return Day(moment.in_days(near[start] + 7 * weeks))
    ahead = _ahead(start, moment)
    if not ahead:
        return _both(moment.in_days(7 * weeks), moment.in_days(7 * weeks + 7), days.TODAY_OR_NEXT)
    return Day(moment.in_days(ahead + 7 * weeks))


def weekday_of_week(match: re.Match[str], moment: Moment) -> Reading:
    """As in "vendredi de la semaine prochaine": no doubt about which."""
    return Day(_week(match, moment).start + timedelta(days=weekday_number(match["weekday"])))


def weekday_range(match: re.Match[str], moment: Moment) -> Reading:
    """As in "du lundi au vendredi": opening hours as often as days to come, so it is asked."""
    first = moment.in_days(_ahead(match["first"], moment))
    last = first + timedelta(days=(weekday_number(match["last"]) - first.weekday()) % 7)
    return _both(first, last, days.SEVERAL_DAYS)


def _week(match: re.Match[str], moment: Moment) -> Period:
    return days.week_of(moment.in_days(7 if match["next"] else -7 if match["last"] else 0))


def week(match: re.Match[str], moment: Moment) -> Reading:
    return _week(match, moment)


def end_of_week(match: re.Match[str], moment: Moment) -> Reading:
    week = days.week_of(moment.in_days(7 if match["next"] or match["after"] else 0))
    return _both(week.start + timedelta(days=4), week.end, days.ROUGHLY)


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
