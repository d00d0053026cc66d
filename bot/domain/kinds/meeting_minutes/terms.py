"""Terms that nobody can keep: before the meeting, or on a day on which nobody works. Of what is past, nobody is asked anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.domain.chambers import NATIONAL
from bot.domain.i18n import mark as _
from bot.domain.kinds.meeting_minutes.asking import a_year_after, held_until, key_of, numbers, with_actions
from bot.domain.minutes import Around, Minutes, Point, Way
from bot.domain.records import ActionItem

MOST_APART = 2
"""So many actions with the same trouble are asked about one by one; more of them are one question."""
_SATURDAY, _SUNDAY = 5, 6


def early_terms(minutes: Minutes, _around: Around) -> Iterator[Point]:
    """Terms before the meeting: of the year before, most of the time."""
    held = minutes.date_start
    early = [place for place, one in enumerate(minutes.action_items) if held and one.due and one.due < held]
    if not early:
        return
    keep = Way(value="keep", label=_("Keep"), word=_("keep"))
    without = with_actions(minutes, early, lambda one: replace(one, due=None))
    undated = Way(value="none", label=_("Without a term"), word=_("without"), changes=without)
    key = key_of("early", *(minutes.action_items[place].due for place in early))
    if len(early) > 1:
        yield Point(key=key, text=_("Actions {number}: due before the meeting."), values={"number": numbers(early)}, ways=(keep, undated))
        return
    due = minutes.action_items[early[0]].due
    assert due is not None
    assert held is not None
    later = a_year_after(due)
    ways = [Way(value=later.isoformat(), day=later, changes=_due(minutes, early, later))] if later and later >= held else []
    text = _("Action {number}, by {day}: that is before the meeting.")
    yield Point(key=key, text=text, values={"number": numbers(early), "day": f"{due:%d/%m/%Y}"}, ways=(*ways, keep, undated))


def _due(minutes: Minutes, places: Iterable[int], day: date) -> dict[str, Any]:
    return with_actions(minutes, places, lambda one: replace(one, due=day, said=""))


def days_off(minutes: Minutes, around: Around) -> Iterator[Point]:
    """Terms to come on a day on which nobody works. Of what is past already, nobody is asked anything."""
    first = max(around.today, held_until(minutes) or around.today)
    off = [place for place, one in enumerate(minutes.action_items) if one.due and one.due >= first and _is_off(one, around)]
    if len(off) > MOST_APART:
        yield _many_off(minutes, off, around)
        return
    for place in off:
        day = minutes.action_items[place].due
        assert day is not None
        where = minutes.action_items[place].chamber
        ways = [Way(value=one.isoformat(), day=one, changes=_due(minutes, [place], one)) for one in _working(day, where, around)]
        keep = Way(value="keep", label=_("Keep {day}"), values={"day": f"{day:%d/%m}"}, word=_("keep"))
        text = _("Action {number}, by {day}: that is a public holiday.")
        text = _("Action {number}, by {day}: that is a Saturday.") if day.weekday() == _SATURDAY else text
        text = _("Action {number}, by {day}: that is a Sunday.") if day.weekday() == _SUNDAY else text
        key = key_of("off", minutes.action_items[place].what, day)
        yield Point(key=key, text=text, values={"number": place + 1, "day": f"{day:%d/%m}"}, ways=(*ways, keep))


def _is_off(action: ActionItem, around: Around) -> bool:
    return action.due is not None and not around.calendar.is_working_day(action.due, action.chamber or NATIONAL)


def _working(day: date, chamber: str, around: Around) -> list[date]:
    """The working day before it, unless that is past, and the one after."""
    found = [_next(day, step, chamber, around) for step in (-1, 1)]
    return [one for one in found if one >= around.today]


def _next(day: date, step: int, chamber: str, around: Around) -> date:
    while not around.calendar.is_working_day(day, chamber or NATIONAL):
        day += timedelta(days=step)
    return day


def _many_off(minutes: Minutes, off: Sequence[int], around: Around) -> Point:
    def moved(step: int) -> Callable[[ActionItem], ActionItem]:
        return lambda one: replace(one, due=_next(one.due, step, one.chamber, around) if one.due else None, said="")

    ways = (
        Way(value="before", label=_("The working day before"), word=_("before"), changes=with_actions(minutes, off, moved(-1))),
        Way(value="after", label=_("The working day after"), word=_("after"), changes=with_actions(minutes, off, moved(1))),
        Way(value="keep", label=_("Keep"), word=_("keep")),
    )
    key = key_of("offs", *(minutes.action_items[place].due for place in off))
    return Point(key=key, text=_("Actions {number}: due on a day off."), values={"number": numbers(off)}, ways=ways)
