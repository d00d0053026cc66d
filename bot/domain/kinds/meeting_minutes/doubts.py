"""What is worth a question before minutes are published: owners that nobody can be, terms that nobody can keep, lists that contradict each
other. The rest is published as it stands. (DOMAIN.md 6.3; DIALOGUES.md 1)"""

from __future__ import annotations

import hashlib
import html
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.domain.chambers import NATIONAL, Chamber
from bot.domain.folding import fold, words
from bot.domain.i18n import mark as _
from bot.domain.minutes import Around, Minutes, Point, Way, people_in
from bot.domain.records import ActionItem, Attendee

MOST_POINTS = 5
"""More questions than that nobody answers: the first are asked, and the others come once these are settled."""
MOST_APART = 2
"""So many actions with the same trouble are asked about one by one; more of them are one question."""
_ROLLS = ("present", "represented", "excused", "absent")
_LISTED = {"present": _("Present"), "represented": _("Represented"), "excused": _("Excused"), "absent": _("Absent")}
_ANNOUNCED = re.compile(r"(?m)^\W*(present|represente|excuse|absent)e?s?(?: (?:ou|et) [a-z]+)?(?: non excuses)? ?\((\d{1,3})\)")
_ROLE = re.compile(r"(?:l[ae]s? |l'|tous?\b|toutes?\b|chacun|chaque|all\b|everyone)")


def points_of(minutes: Minutes, around: Around) -> tuple[Point, ...]:
    """All of them, in the order in which they are asked."""
    sorts = (_future, _owners, _ownerless, _in_two_lists, _counts, _early_terms, _off_days, _next_meeting)
    return tuple(point for sort in sorts for point in sort(minutes, around))


def _key(sort: str, *what: object) -> str:
    """The same for the same trouble, whatever else is corrected meanwhile."""
    return f"{sort}:{hashlib.sha256('|'.join(map(str, what)).encode()).hexdigest()[:10]}"


def _short(day: date) -> str:
    return f"{day:%d/%m}"


def _numbers(places: Sequence[int]) -> str:
    return ", ".join(str(place + 1) for place in places)


def _with(minutes: Minutes, places: Iterable[int], change: Callable[[ActionItem], ActionItem]) -> dict[str, Any]:
    """The answers with these actions changed."""
    chosen = set(places)
    return {"action_items": tuple(change(one) if place in chosen else one for place, one in enumerate(minutes.action_items))}


def _held(minutes: Minutes) -> date | None:
    return minutes.date_end or minutes.date_start


def _future(minutes: Minutes, around: Around) -> Iterator[Point]:
    day = minutes.date_start
    if day is None or day <= around.today:
        return
    keep = Way(value="keep", label=_("Keep {day}"), values={"day": _short(day)}, word=_("keep"))
    ways = (keep,)
    if earlier := _year_before(day):
        last = _year_before(minutes.date_end) if minutes.date_end else None
        ways = (Way(value=earlier.isoformat(), day=earlier, changes={"date_start": earlier, "date_end": last}), keep)
    yield Point(
        key=_key("future", day), text=_("The meeting of {day} is still to come: is that its day?"), values={"day": f"{day:%d/%m/%Y}"}, ways=ways
    )


def _year_before(day: date) -> date | None:
    return None if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def _owners(minutes: Minutes, around: Around) -> Iterator[Point]:
    """Owners who may be several chambers, or whom nobody knows."""
    unknown: dict[str, list[int]] = defaultdict(list)
    for place, action in enumerate(minutes.action_items):
        if action.who and not action.chamber and not _is_known(action.who, minutes, around):
            unknown[words(action.who)].append(place)
    meant = {name: _maybe(minutes.action_items[places[0]].who, minutes, around) for name, places in unknown.items()}
    for name, places in unknown.items():
        if meant[name]:
            yield _ambiguous(minutes, places, meant[name])
    strangers = {name: places for name, places in unknown.items() if not meant[name]}
    if strangers:
        yield _strangers(minutes, strangers)


def _is_known(who: str, minutes: Minutes, around: Around) -> bool:
    """Somebody of the network, somebody who was there, or a role that those who were there know."""
    said = words(who)
    attending = {words(one.name) for roll in (*(getattr(minutes, roll) for roll in _ROLLS), minutes.guests) for one in roll}
    firsts = {name.split()[0] for name in attending if name}
    return said in around.known or said in attending or said in firsts or _ROLE.match(fold(who)) is not None


def _maybe(who: str, minutes: Minutes, around: Around) -> tuple[Chamber, ...]:
    """The chambers that the name may mean: those of whose name it is a part, else those whose names look like it."""
    said, on = words(who), minutes.date_start or around.today
    part = [one for one in around.directory.on(on) if one.code != NATIONAL and len(said) > 2 and f" {said} " in f" {words(one.region)} "]
    if part:
        return tuple(sorted(part, key=lambda one: len(one.region))[:3])
    return () if " " in said else tuple(one for one in around.directory.near(who) if one.valid(on))[:3]


def _ambiguous(minutes: Minutes, places: Sequence[int], chambers: Sequence[Chamber]) -> Point:
    who = minutes.action_items[places[0]].who
    ways = [Way(value=one.code, name=one.region, changes=_with(minutes, places, lambda action, one=one: _owned(action, one))) for one in chambers]  # type: ignore[misc]
    text = _("Action {number}, “{who}”:") if len(places) == 1 else _("Actions {number}, “{who}”:")
    if len(ways) == 1:
        ways.append(Way(value="keep", label=_("Keep “{who}”"), values={"who": who}, word=_("keep")))
    return Point(key=_key("owner", words(who)), text=text, values={"number": _numbers(places), "who": who}, ways=tuple(ways))


def _owned(action: ActionItem, chamber: Chamber) -> ActionItem:
    return replace(action, who=chamber.region, chamber=chamber.code)


def _strangers(minutes: Minutes, strangers: dict[str, list[int]]) -> Point:
    places = sorted(place for found in strangers.values() for place in found)
    who = [minutes.action_items[found[0]].who for found in strangers.values()]
    text = _("Action {number}: I do not know “{who}”. You will get its reminder.")
    if len(places) > 1:
        text = _("Actions {number}: I do not know {who}. You will get their reminders.")
    keep = Way(value="keep", label=_("Publish it so"), word=_("so"))
    shown = ", ".join(who[:4]) + ("…" if len(who) > 4 else "")
    return Point(key=_key("strangers", *sorted(strangers)), text=text, values={"number": _numbers(places), "who": shown}, ways=(keep,))


def _ownerless(minutes: Minutes, around: Around) -> Iterator[Point]:
    places = [place for place, action in enumerate(minutes.action_items) if not action.who and not action.chamber]
    if not places:
        return
    codes = dict.fromkeys([*([minutes.chamber] if minutes.chamber else []), NATIONAL])
    chambers = [chamber for code in codes if (chamber := around.directory.get(code))]
    ways = [
        Way(value=one.code, name=one.region or one.name, changes=_with(minutes, places, lambda action, one=one: _given(action, one)))  # type: ignore[misc]
        for one in chambers
    ]
    text = _("Action {number} has no owner.") if len(places) == 1 else _("Actions {number} have no owner.")
    keep = Way(value="keep", label=_("Without an owner"), word=_("without"))
    key = _key("ownerless", *(minutes.action_items[place].what for place in places))
    yield Point(key=key, text=text, values={"number": _numbers(places)}, ways=(*ways, keep))


def _given(action: ActionItem, chamber: Chamber) -> ActionItem:
    return replace(action, who=chamber.region or chamber.name, chamber=chamber.code)


def _in_two_lists(minutes: Minutes, _around: Around) -> Iterator[Point]:
    where: dict[str, list[str]] = defaultdict(list)
    for roll in _ROLLS:
        for name in dict.fromkeys(one.chamber or words(one.name) for one in getattr(minutes, roll)):
            where[name].append(roll)
    for name, rolls in where.items():
        if name and len(rolls) > 1:
            shown = next(one.name for one in getattr(minutes, rolls[0]) if name in (one.chamber, words(one.name)))
            ways = tuple(Way(value=roll, label=_LISTED[roll], changes=_only_in(minutes, name, roll, rolls)) for roll in rolls)
            yield Point(key=_key("twice", name, *rolls), text=_("“{name}” is in two lists. Which is right?"), values={"name": shown}, ways=ways)


def _only_in(minutes: Minutes, name: str, kept: str, rolls: Sequence[str]) -> dict[str, tuple[Attendee, ...]]:
    return {
        roll: tuple(one for one in getattr(minutes, roll) if name not in (one.chamber, words(one.name))) for roll in rolls if roll != kept
    }


def announced(notes: str) -> dict[str, int]:
    """The counts that the text announces, by list: "Présents (14) :"."""
    plain = fold(html.unescape(re.sub(r"\\(.)", r"\1", notes)).replace("*", ""))
    found: dict[str, int] = {}
    for label, count in _ANNOUNCED.findall(plain):
        found.setdefault({"represente": "represented", "excuse": "excused"}.get(label, label), int(count))
    return found


def _counts(minutes: Minutes, _around: Around) -> Iterator[Point]:
    for roll, count in announced(minutes.notes).items():
        named = people_in(getattr(minutes, roll))
        settled = roll == "present" and minutes.participants is not None
        if named and named != count and not settled:
            is_present = roll == "present"
            ways = tuple(
                Way(value=str(n), label=_("There were {n}"), values={"n": n}, word=str(n), changes={"participants": n} if is_present else {})
                for n in ((count, named) if is_present else (named,))
            )
            text = {
                "present": _("Present: {count} announced, {named} named."),
                "represented": _("Represented: {count} announced, {named} named."),
                "excused": _("Excused: {count} announced, {named} named."),
                "absent": _("Absent: {count} announced, {named} named."),
            }[roll]
            yield Point(key=_key("count", roll, count, named), text=text, values={"count": count, "named": named}, ways=ways)


def _early_terms(minutes: Minutes, _around: Around) -> Iterator[Point]:
    """Terms before the meeting: of the year before, most of the time."""
    held = minutes.date_start
    early = [place for place, one in enumerate(minutes.action_items) if held and one.due and one.due < held]
    if not early:
        return
    keep = Way(value="keep", label=_("Keep"), word=_("keep"))
    undated = Way(value="none", label=_("Without a term"), word=_("without"), changes=_with(minutes, early, lambda one: replace(one, due=None)))
    key = _key("early", *(minutes.action_items[place].due for place in early))
    if len(early) > 1:
        yield Point(
            key=key, text=_("Actions {number}: due before the meeting."), values={"number": _numbers(early)}, ways=(keep, undated)
        )
        return
    due = minutes.action_items[early[0]].due
    assert due is not None and held is not None
    later = _year_after(due)
    ways = [Way(value=later.isoformat(), day=later, changes=_due(minutes, early, later))] if later and later >= held else []
    text = _("Action {number}, by {day}: that is before the meeting.")
    yield Point(key=key, text=text, values={"number": _numbers(early), "day": f"{due:%d/%m/%Y}"}, ways=(*ways, keep, undated))


def _year_after(day: date) -> date | None:
    return None if (day.month, day.day) == (2, 29) else day.replace(year=day.year + 1)


def _due(minutes: Minutes, places: Iterable[int], day: date) -> dict[str, Any]:
    return _with(minutes, places, lambda one: replace(one, due=day, said=""))


def _off_days(minutes: Minutes, around: Around) -> Iterator[Point]:
    """Terms to come on a day on which nobody works. Of what is past already, nobody is asked anything."""
    first = max(around.today, _held(minutes) or around.today)
    off = [place for place, one in enumerate(minutes.action_items) if one.due and one.due >= first and _is_off(one, around)]
    if len(off) > MOST_APART:
        yield _many_off(minutes, off, around)
        return
    for place in off:
        day = minutes.action_items[place].due
        assert day is not None
        where = minutes.action_items[place].chamber
        ways = [Way(value=one.isoformat(), day=one, changes=_due(minutes, [place], one)) for one in _working(day, where, around)]
        keep = Way(value="keep", label=_("Keep {day}"), values={"day": _short(day)}, word=_("keep"))
        text = _("Action {number}, by {day}: that is a public holiday.")
        text = _("Action {number}, by {day}: that is a Saturday.") if day.weekday() == 5 else text
        text = _("Action {number}, by {day}: that is a Sunday.") if day.weekday() == 6 else text
        key = _key("off", minutes.action_items[place].what, day)
        yield Point(key=key, text=text, values={"number": place + 1, "day": _short(day)}, ways=(*ways, keep))


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
        Way(value="before", label=_("The working day before"), word=_("before"), changes=_with(minutes, off, moved(-1))),
        Way(value="after", label=_("The working day after"), word=_("after"), changes=_with(minutes, off, moved(1))),
        Way(value="keep", label=_("Keep"), word=_("keep")),
    )
    key = _key("offs", *(minutes.action_items[place].due for place in off))
    return Point(key=key, text=_("Actions {number}: due on a day off."), values={"number": _numbers(off)}, ways=ways)


def _next_meeting(minutes: Minutes, _around: Around) -> Iterator[Point]:
    held, following = _held(minutes), minutes.next_meeting
    if held is None or following is None or following > held:
        return
    later = _year_after(following)
    ways = [Way(value=later.isoformat(), day=later, changes={"next_meeting": later})] if later and later > held else []
    none = Way(value="none", label=_("No date"), word=_("without"), changes={"next_meeting": None})
    text = _("Next meeting on {day}: that is not after this one.")
    yield Point(key=_key("next", following), text=text, values={"day": f"{following:%d/%m/%Y}"}, ways=(*ways, none))
