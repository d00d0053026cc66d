"""What one day is at the moment it is said: one function for each rule of the grammar (dayrules.py)."""

from __future__ import annotations

import re
from datetime import date

from bot.domain.reading import days
from bot.domain.reading.days import Ambiguous, Day, Impossible, Moment, Reading
from bot.domain.reading.daywords import day_number, month_number, weekday_number


def _exact(year: int, month: int, day: int, match: re.Match[str]) -> Day | Impossible:
    found = days.real_day(year, month, day)
    return Day(found) if found else Impossible(match["core"])


def _in_year(match: re.Match[str], moment: Moment, month: int, day: int) -> Ambiguous | date | None:
    """The day of that number and month, in the year that was said ("2026", "prochain", "last year") or is meant."""
    if match["year"]:
        return days.real_day(moment.full_year(match["year"]), month, day)
    when = match.groupdict().get("when") or ""
    if "an" in when or "year" in when:
        step = 1 if "next" in when or "prochain" in when else -1 if "last" in when or "dernier" in when else 0
        return days.real_day(moment.today.year + step, month, day)
    if when:
        return Moment(moment.today, {"prochain": "future", "courant": "any"}.get(when, "past")).nearest_year_of(month, day)  # type: ignore[arg-type]
    return moment.year_of(month, day)


def _placed(match: re.Match[str], moment: Moment, month: int, day: int) -> Reading:
    """That day, checked against the weekday that was said with it."""
    meant = _in_year(match, moment, month, day)
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
        exists = not isinstance(month_first, Impossible)
        return Ambiguous(tuple(days.each(month_first)), days.DAY_OR_MONTH) if moment.day_first and exists else month_first
    if moment.day_first or first > 12 or first == second:
        return day_first
    both = tuple(dict.fromkeys((*days.each(day_first), *days.each(month_first))))
    return Ambiguous(both, days.DAY_OR_MONTH) if both else day_first


def named(match: re.Match[str], moment: Moment) -> Reading:
    return _placed(match, moment, month_number(match["month"]), day_number(match["day"]))


def month_first(match: re.Match[str], moment: Moment) -> Reading | None:
    """As in "December 4". In French "mar 24" is a Tuesday: nobody puts the month before the day there."""
    return None if moment.day_first and match["month"].strip(".") == "mar" and not match["year"] else named(match, moment)


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


def day_of_that_month(match: re.Match[str], moment: Moment) -> Reading:
    """As in "le 5 du mois prochain", "le 25 courant". Of this month and past: this one, or the next?"""
    number = day_number(match["day"])
    first = days.first_of_month(moment.today, 1 if match["next"] else 0)
    found = days.real_day(first.year, first.month, number)
    after = days.first_of_month(first, 1)
    later = days.real_day(after.year, after.month, number)
    if found and later and found < moment.today and moment.sense == "future":
        return Ambiguous((found, later), days.PAST_OR_NEXT_MONTH)
    return Day(found) if found else Impossible(match["core"])


STEPS = {
    **dict.fromkeys(("aujourd'hui", "aujourdhui", "aujourd hui", "auj", "ajd", "today", "ce matin", "ce soir", "cette nuit"), 0),
    **dict.fromkeys(("cet apres-midi", "cet apres midi", "cet aprem", "tonight", "this morning", "this afternoon", "this evening"), 0),
    **dict.fromkeys(("demain", "dem", "dem1", "2main", "2m1", "tomorrow", "tmrw", "tmr", "2moro"), 1),
    **dict.fromkeys(("hier", "yesterday"), -1),
}
TWO_STEPS = {
    **dict.fromkeys(("apres-demain", "apres demain", "apres-dem", "apres dem", "ap-demain", "ap demain"), 2),
    **dict.fromkeys(("the day after tomorrow", "day after tomorrow"), 2),
    **dict.fromkeys(("avant-hier", "avant hier", "the day before yesterday", "day before yesterday"), -2),
}


def step(match: re.Match[str], moment: Moment) -> Reading:
    return Day(moment.in_days((STEPS | TWO_STEPS)[match["word"]]))


def feast(match: re.Match[str], moment: Moment) -> Reading:
    """Christmas and New Year's Day: "avant Noël" may be the day before, so the day is offered and not taken."""
    month, day = (12, 25) if match["feast"] in ("noel", "christmas") else (1, 1)
    found = moment.nearest_year_of(month, day)
    return Ambiguous((found,), days.ROUGHLY) if found else Impossible(match["core"])


def month_start(match: re.Match[str], moment: Moment) -> date:
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
    return Day(days.end_of_month(month_start(match, moment)))


def about(match: re.Match[str], moment: Moment) -> Reading:
    middle = match["when"].startswith(("mi", "mid"))
    return Ambiguous((month_start(match, moment).replace(day=15 if middle else 1),), days.ROUGHLY)


def end_of_year(match: re.Match[str], moment: Moment) -> Reading:
    year = int(match["year"] or moment.today.year + (1 if match["next"] or match["after"] else 0))
    return Day(date(year, 12, 31))
