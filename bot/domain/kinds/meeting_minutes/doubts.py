"""What is worth a question before minutes are published: owners that nobody can be, terms that nobody can keep, lists that contradict each
other. The rest is published as it stands. (DOMAIN.md 6.3; DIALOGUES.md 1)"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from bot.domain.folding import fold, words
from bot.domain.i18n import mark as _
from bot.domain.kinds.meeting_minutes.asking import a_year_after, a_year_before, held_until, key_of
from bot.domain.kinds.meeting_minutes.owners import no_owners, unclear_owners
from bot.domain.kinds.meeting_minutes.terms import days_off, early_terms
from bot.domain.minutes import Around, Minutes, Point, Way, people_in
from bot.domain.records import Attendee

_ROLLS = ("present", "represented", "excused", "absent")
_LISTED = {"present": _("Present"), "represented": _("Represented"), "excused": _("Excused"), "absent": _("Absent")}
_DIFFER = {
    "present": _("Present: {count} announced, {named} named."),
    "represented": _("Represented: {count} announced, {named} named."),
    "excused": _("Excused: {count} announced, {named} named."),
    "absent": _("Absent: {count} announced, {named} named."),
}
_ANNOUNCED = re.compile(r"(?m)^\W*(present|represente|excuse|absent)e?s?(?: (?:ou|et) [a-z]+)?(?: non excuses)? ?\((\d{1,3})\)")


def points_of(minutes: Minutes, around: Around) -> tuple[Point, ...]:
    """All of them, in the order in which they are asked."""
    sorts = (_future, unclear_owners, no_owners, _in_two_lists, _counts, early_terms, days_off, _next_meeting)
    return tuple(point for sort in sorts for point in sort(minutes, around))


def _future(minutes: Minutes, around: Around) -> Iterator[Point]:
    day = minutes.date_start
    if day is None or day <= around.today:
        return
    keep = Way(value="keep", label=_("Keep {day}"), values={"day": f"{day:%d/%m}"}, word=_("keep"))
    ways: tuple[Way, ...] = (keep,)
    if earlier := a_year_before(day):
        last = a_year_before(minutes.date_end) if minutes.date_end else None
        ways = (Way(value=earlier.isoformat(), day=earlier, changes={"date_start": earlier, "date_end": last}), keep)
    text = _("The meeting of {day} is still to come: is that its day?")
    yield Point(key=key_of("future", day), text=text, values={"day": f"{day:%d/%m/%Y}"}, ways=ways)


def _in_two_lists(minutes: Minutes, _around: Around) -> Iterator[Point]:
    where: dict[str, list[str]] = defaultdict(list)
    for roll in _ROLLS:
        for name in dict.fromkeys(one.chamber or words(one.name) for one in getattr(minutes, roll)):
            where[name].append(roll)
    for name, rolls in where.items():
        if name and len(rolls) > 1:
            shown = next(one.name for one in getattr(minutes, rolls[0]) if name in (one.chamber, words(one.name)))
            ways = tuple(Way(value=roll, label=_LISTED[roll], changes=_only_in(minutes, name, roll, rolls)) for roll in rolls)
            text = _("“{name}” is in two lists. Which is right?")
            yield Point(key=key_of("twice", name, *rolls), text=text, values={"name": shown}, ways=ways)


def _only_in(minutes: Minutes, name: str, kept: str, rolls: Sequence[str]) -> dict[str, tuple[Attendee, ...]]:
    return {
        roll: tuple(one for one in getattr(minutes, roll) if name not in (one.chamber, words(one.name))) for roll in rolls if roll != kept
    }


def announced(notes: str) -> dict[str, int]:
    """The counts that the text announces, by list ("Présents (14) :"); what is said last counts, since a correction stands below."""
    plain = fold(html.unescape(re.sub(r"\\(.)", r"\1", notes)).replace("*", ""))
    found: dict[str, int] = {}
    for label, count in _ANNOUNCED.findall(plain):
        found[{"represente": "represented", "excuse": "excused"}.get(label, label)] = int(count)
    return found


def _counts(minutes: Minutes, _around: Around) -> Iterator[Point]:
    for roll, count in announced(minutes.notes).items():
        named = people_in(getattr(minutes, roll))
        settled = roll == "present" and minutes.participants is not None
        if named and named != count and not settled:
            offered = (count, named) if roll == "present" else (named,)
            ways = tuple(_of_number(number, roll) for number in offered)
            yield Point(key=key_of("count", roll, count, named), text=_DIFFER[roll], values={"count": count, "named": named}, ways=ways)


def _of_number(number: int, roll: str) -> Way:
    changes = {"participants": number} if roll == "present" else {}
    return Way(value=str(number), label=_("There were {n}"), values={"n": number}, word=str(number), changes=changes)


def _next_meeting(minutes: Minutes, _around: Around) -> Iterator[Point]:
    held, following = held_until(minutes), minutes.next_meeting
    if held is None or following is None or following > held:
        return
    later = a_year_after(following)
    ways = [Way(value=later.isoformat(), day=later, changes={"next_meeting": later})] if later and later > held else []
    none = Way(value="none", label=_("No date"), word=_("without"), changes={"next_meeting": None})
    text = _("Next meeting on {day}: that is not after this one.")
    yield Point(key=key_of("next", following), text=text, values={"day": f"{following:%d/%m/%Y}"}, ways=(*ways, none))
