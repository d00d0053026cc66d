"""What the templates of minutes speak of: the meeting in one line, what it came to, and where it goes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from bot.domain.chambers import NATIONAL
from bot.domain.contribution import PUBLISHED, Contribution
from bot.domain.i18n import nmark
from bot.domain.messages import Button, Message
from bot.domain.minutes import Minutes, chambers_missing, people_in, period
from bot.domain.people import Person
from bot.domain.week import next_working_day
from bot.wording import Words
from handlers.actions.filing import responsible
from handlers.listed import result_of
from handlers.lives.minutes.gatherings import gathering_of
from handlers.lives.minutes.settling import KEPT, SHELVED, acts, asked, minutes_of, open_points
from storage.transaction import Tx

MOST_NAMED = 9
"""So many decisions and actions are told in a channel; the rest stands in the thread, and in the minutes."""
_PRESENT = nmark("{n} present", "{n} present")
_REPRESENTED = nmark("{n} represented", "{n} represented")
_EXCUSED = nmark("{n} excused", "{n} excused")
_ABSENT = nmark("{n} absent", "{n} absent")
_GUESTS = nmark("{n} guest", "{n} guests")
_DECISIONS = nmark("{n} decision", "{n} decisions")
_ACTIONS = nmark("{n} action", "{n} actions")


def facts(item: Contribution, words: Words, tx: Tx) -> Mapping[str, Any]:
    """For every template. What costs a query is asked for by the template that needs it."""
    minutes, today = minutes_of(item), tx.today(str(words.zone))
    return {
        "head": head(minutes, words),
        "short_head": head(minutes, words, year=_far(minutes, today)),
        "decided": _decided(minutes, words),
        "acting": _acting(minutes, tx, words, today),
        "most": MOST_NAMED,
        "answered": "",
        "secretary": lambda: _secretary(item, tx),
    }


def head(minutes: Minutes, words: Words, *, year: bool = True) -> str:
    """`Comité des Directions, 19 et 20/11/2026, Rennes`."""
    days = period(minutes.date_start, minutes.date_end, joined=words.text("and"), year=year) if minutes.date_start else ""
    return ", ".join(part for part in (minutes.body, days, minutes.place) if part)


def _far(minutes: Minutes, today: date) -> bool:
    return minutes.date_start is None or abs((today - minutes.date_start).days) > 182


def _decided(minutes: Minutes, words: Words) -> list[dict[str, str]]:
    """Each with how it was taken, where its own words do not say so."""
    return [{"text": one.text, "result": result_of(one, words)} for one in minutes.decisions]


def _acting(minutes: Minutes, tx: Tx, words: Words, today: date) -> list[dict[str, str]]:
    found = []
    for one in minutes.action_items:
        chamber = tx.directory.get(one.chamber)
        who = one.who if chamber is None else chamber.name if chamber.code == NATIONAL else chamber.region
        what = one.what[:1].lower() + one.what[1:] if who and one.what[1:2].islower() else one.what
        found.append({"who": who, "what": what, "due": words.day(one.due, today) if one.due else one.said})
    return found


def _secretary(item: Contribution, tx: Tx) -> str:
    """Who filed them, and for which chamber: `Claire, Normandie`."""
    name = tx.people.named([item.author_id]).get(item.author_id, "")
    chamber = tx.directory.get(item.chamber)
    return ", ".join(part for part in (name.split()[0] if name else "", chamber.region or chamber.name if chamber else "") if part)


def told(item: Contribution, person: Person, words: Words, tx: Tx) -> Mapping[str, Any]:
    """For its card at its author's: who was there, what it came to, what is to settle, and where it goes."""
    minutes, today = minutes_of(item), tx.today(person.zone)
    points, where = open_points(item, tx), gathering_of(minutes, tx)
    missing, chambers = chambers_missing(minutes, tx.directory, NATIONAL) if where.of_network else (-1, 0)
    done = acts(item, tx)
    return {
        "attending": _attending(minutes, words),
        "all_there": chambers if missing == 0 else 0,
        "came_to": _came_to(minutes, words),
        "next_meeting": minutes.next_meeting,
        "points": len(points),
        "plainly": person.plainly,
        "settled": any(act.startswith(KEPT) or act == "settle" for act in done),
        "shelved": bool(done) and done[-1] == SHELVED,
        "overdue": sum(1 for one in minutes.action_items if one.due and one.due < today and _held_before(minutes, one.due)),
        "channel": where.channel_name,
        "reading": where.chambers,
        "has_channel": where.channel is not None,
    } | (_after(item, minutes, person, words, tx) if item.state == PUBLISHED else {})


def _held_before(minutes: Minutes, due: date) -> bool:
    return minutes.date_start is None or minutes.date_start <= due


def _attending(minutes: Minutes, words: Words) -> list[str]:
    """`14 présents`, `1 représenté`: the lists that name anybody, and the number that was said where nobody is named."""
    present = people_in(minutes.present) or minutes.participants or 0
    rolls = (
        (present, _PRESENT),
        (people_in(minutes.represented), _REPRESENTED),
        (people_in(minutes.excused), _EXCUSED),
        (people_in(minutes.absent), _ABSENT),
        (people_in(minutes.guests), _GUESTS),
    )
    return [words.ntext(*forms, count) for count, forms in rolls if count]


def _came_to(minutes: Minutes, words: Words) -> list[str]:
    counted = ((len(minutes.decisions), _DECISIONS), (len(minutes.action_items), _ACTIONS))
    return [words.ntext(*forms, count) for count, forms in counted if count]


def _after(item: Contribution, minutes: Minutes, person: Person, words: Words, tx: Tx) -> dict[str, Any]:
    """Once published: when, who reads what of it, and on which morning."""
    today = tx.today(person.zone)
    assert item.published_at is not None
    published = words.local(item.published_at)
    fresh = published.date() == today
    morning = next_working_day(today + timedelta(days=1), person.chamber, tx.calendar)
    return {
        "at": published,
        "fresh": fresh,
        "owners": len(responsible(tx.actions.of_minutes(item.id), tx)) if fresh and minutes.action_items else 0,
        "morning": words.day_full(morning).split()[0],
        "approved_on": minutes.next_meeting if minutes.next_meeting and minutes.next_meeting >= today else None,
    }


def lines(item: Contribution, person: Person, words: Words, tx: Tx) -> tuple[Message, ...]:
    """The points to settle, each with its answers."""
    return asked(item, open_points(item, tx), words, tx, plainly=person.plainly)


def buttons(item: Contribution, _person: Person, words: Words, tx: Tx) -> tuple[Button, ...] | None:
    """Under its card. Publishing stands there once nothing is left to settle; what is withdrawn has the usual one."""
    ref = item.reference
    correct = Button(label=words.text("Correct"), act=f"do:correct:{ref}", word=words.text("correct"))
    if item.state == PUBLISHED:
        return correct, Button(label=words.text("Withdraw"), act=f"do:withdraw:{ref}", word=words.text("withdraw"))
    if item.state != "draft":
        return None
    read = Button(label=words.text("Read over"), act=f"minutes:read:{ref}", word=words.text("read over"))
    if open_points(item, tx):
        keep = Button(label=words.text("Keep as a draft"), act=f"minutes:shelve:{ref}", word=words.text("draft"))
        return read, correct, keep
    publish = Button(label=words.text("Publish"), act=f"minutes:publish:{ref}", word=words.text("publish"), style="primary")
    return publish, read, correct
