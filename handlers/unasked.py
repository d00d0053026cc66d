"""What reaches people without their asking: one message a person a day, between 8 and 19, on working days, in their own time.

On the day of the letter the reminders ride on top of it; on other days they are the grouped message of the morning. What is due is found
by reading (`plan`), and written in small pieces, each of which looks again: somebody else may have been there meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.chambers import NATIONAL
from bot.domain.messages import Message
from bot.domain.people import Person
from bot.domain.subscription import Subscription
from bot.domain.week import Week, may_disturb, sending_instant
from handlers.edition import Fragments, Reader, Rendered, addresses, items_of, send
from handlers.reminders import Line, lines_for, told
from storage.outbox import About
from storage.transaction import Tx

MOST_AT_ONCE = 64
"""Letters or messages in one transaction: more would hold up those who wait for an acknowledgement."""
GRACE = timedelta(days=7)
"""A letter that an outage held back is still sent for so long; then its week is reported as missed, and never sent."""
_WEEKS_OWED, _WEEKS_JUDGED = 4, 9
"""How far back a letter can still be owed (a Friday's, put off by a holiday, with its week of grace); how far back one looks at all."""
LATE_AFTER = timedelta(hours=1)
"""From then on a letter that an outage held back says so."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is due now. `letters` are subscriptions, the longest due first; `mornings` are people. `settled`: weeks for which all is sent
    that can be, and whether somebody's letter is missing. `heard`: this hour is noted as one in which we were there."""

    letters: tuple[int, ...]
    mornings: tuple[int, ...]
    settled: Mapping[Week, bool]
    heard: bool


def plan(tx: Tx) -> Plan:
    """What is due, in a number of queries that does not depend on the number of readers. Changes nothing."""
    people = {person.id: person for person in tx.people.active()}
    weekly = tx.subscriptions.running("weekly")
    letters = [reader.subscription.id for reader in _ready(weekly, people, tx)]
    mornings = tuple(person.id for person, _ in _waiting(people, weekly, tx))
    settled = _settled(weekly, people, tx)
    return Plan(letters=tuple(dict.fromkeys(letters)), mornings=mornings, settled=settled, heard=_were_there(tx.now, tx))


def note(found: Plan, tx: Tx) -> None:
    """Keeps what the plan found out: that we were there, and which weeks are over."""
    tx.periods.claim("alive", _hour(tx.now))
    for week, missed in found.settled.items():
        tx.periods.claim("edition", str(week), outcome="missed" if missed else "done")


def send_letters(subscriptions: Collection[int], rendered: Rendered, tx: Tx) -> int:
    """The letters that these readers are owed, each with its reader's reminders on top. Safe to call at any time, by anybody."""
    weekly = tx.subscriptions.running("weekly", ids=subscriptions)
    people = {person.id: person for person in tx.people.active([s.person_id for s in weekly if s.person_id is not None])}
    ready = list(_ready(weekly, people, tx))
    lines = lines_for([reader.person for reader in ready if reader.person], tx)
    items = {week: items_of(week, tx) for week in {reader.week for reader in ready}}
    fragments, written_to, sent = Fragments(tx, rendered), set[int](), 0
    for reader in ready:
        person = reader.person
        if person and person.id in written_to:
            continue  # he is owed two: the other one tomorrow
        own = lines.get(person.id, []) if person else []
        late = tx.now - reader.due_at > LATE_AFTER and not _were_there(reader.due_at, tx)
        on_top = _message(own, person, tx, greeting=False) if person and own else None
        if send(reader, items[reader.week], tx, fragments=fragments, on_top=on_top, late=late):
            sent += 1
            if person:
                written_to.add(person.id)
                _claim_day(person, tx)
                told(own, tx)
    return sent


def send_mornings(ids: Collection[int], tx: Tx) -> int:
    """The grouped messages of the morning of these people, for whom something is to be said and whose letter is not still to come today."""
    people = {person.id: person for person in tx.people.active(ids)}
    waiting = _waiting(people, tx.subscriptions.running("weekly", people=ids), tx)
    places = tx.people.addresses(person.id for person, _ in waiting)
    for person, lines in waiting:
        _claim_day(person, tx)
        message = _message(lines, person, tx, greeting=True)
        key = f"morning:{person.id}:{tx.today(person.zone)}"
        tx.outbox.post(places[person.id], message, purpose="morning", about=About(person=person.id), key=key)
        told(lines, tx)
    return len(waiting)


def _ready(weekly: list[Subscription], people: Mapping[int, Person], tx: Tx) -> Iterator[Reader]:
    """Every letter that is due and may be sent now, the longest due first."""
    had = tx.editions.had([str(week) for week in _weeks(tx)[:_WEEKS_OWED]], [s.id for s in weekly])
    owed = [reader for s in weekly for reader in _owed(s, people, had, tx) if _may_write(reader, tx)]
    told_today = _written_to_today([reader.person for reader in owed if reader.person], tx)
    places = addresses(people, [reader.subscription for reader in owed], tx)
    for reader in sorted(owed, key=lambda reader: (reader.due_at, reader.subscription.id)):
        if reader.subscription.id in places and not (reader.person and reader.person.id in told_today):
            yield reader.sent_to(places[reader.subscription.id])


def _weeks(tx: Tx) -> list[Week]:
    """The weeks that are over, the newest first, as far as one looks back."""
    return [Week.of(tx.now).after(-back) for back in range(1, _WEEKS_JUDGED + 1)]


def _owed(subscription: Subscription, people: Mapping[int, Person], had: set[tuple[int, str]], tx: Tx) -> Iterator[Reader]:
    for week in _weeks(tx)[:_WEEKS_OWED]:
        reader = due(subscription, people, week, tx) if (subscription.id, str(week)) not in had else None
        if reader and reader.due_at <= tx.now < reader.due_at + GRACE:
            yield reader


def due(subscription: Subscription, people: Mapping[int, Person], week: Week, tx: Tx) -> Reader | None:
    """The reader's letter about that week without its place, or None when he is not to have it."""
    person = people.get(subscription.person_id or 0)
    at = sending_instant(
        week,
        weekday=subscription.weekday,
        hour=subscription.hour,
        zone=subscription.zone,
        chamber=person.chamber if person else NATIONAL,
        calendar=tx.calendar,
    )
    paused = subscription.paused_until is not None and at.astimezone(ZoneInfo(subscription.zone)).date() < subscription.paused_until
    if paused or subscription.since > at or (subscription.person_id is not None and person is None):
        return None
    return Reader(subscription=subscription, person=person, week=week, due_at=at)


def _may_write(reader: Reader, tx: Tx) -> bool:
    chamber = reader.person.chamber if reader.person else NATIONAL
    return may_disturb(tx.now, zone=reader.subscription.zone, chamber=chamber, calendar=tx.calendar)


def _waiting(people: Mapping[int, Person], weekly: Iterable[Subscription], tx: Tx) -> list[tuple[Person, list[Line]]]:
    """Who has something to be told now, and what."""
    now = [p for p in people.values() if may_disturb(tx.now, zone=p.zone, chamber=p.chamber, calendar=tx.calendar)]
    lines = lines_for(now, tx)
    with_lines = {person.id: person for person in now if person.id in lines}
    written_to = _written_to_today(with_lines.values(), tx)
    places = tx.people.addresses(with_lines)
    expecting = {s.person_id for s in weekly if s.person_id in with_lines and _letter_is_to_come_today(s, people, tx)}
    free = (person for person in with_lines.values() if person.id in places and person.id not in written_to | expecting)
    return [(person, lines[person.id]) for person in free]


def _letter_is_to_come_today(subscription: Subscription, people: Mapping[int, Person], tx: Tx) -> bool:
    zone = ZoneInfo(subscription.zone)
    readers = (due(subscription, people, week, tx) for week in _weeks(tx)[:2])
    return any(r is not None and r.due_at > tx.now and r.due_at.astimezone(zone).date() == tx.now.astimezone(zone).date() for r in readers)


def _settled(weekly: list[Subscription], people: Mapping[int, Person], tx: Tx) -> dict[Week, bool]:
    """Weeks that nobody is owed a letter of any more, and that are not noted yet: whether one is missing, an outage having lasted too long."""
    weeks = _weeks(tx)
    noted = tx.periods.taken("edition", [str(week) for week in weeks])
    had = tx.editions.had([str(week) for week in weeks if str(week) not in noted])
    places = addresses(people, weekly, tx)
    found = {}
    for week in weeks:
        if str(week) in noted:
            continue
        without = [s for s in weekly if (s.id, str(week)) not in had and s.id in places]
        instants = [reader.due_at for s in without if (reader := due(s, people, week, tx))]
        if all(instant + GRACE <= tx.now for instant in instants):
            found[week] = bool(instants)
    return found


def _written_to_today(people: Iterable[Person], tx: Tx) -> set[int]:
    days = {_day(person, tx): person.id for person in people}
    return {days[taken] for taken in tx.periods.taken("unasked", days)}


def _claim_day(person: Person, tx: Tx) -> bool:
    """One message a person a day, whoever sends it."""
    return tx.periods.claim("unasked", _day(person, tx))


def _day(person: Person, tx: Tx) -> str:
    return f"{person.id}:{tx.today(person.zone)}"


def _hour(instant: datetime) -> str:
    return f"{instant:%Y-%m-%dT%H}"


def _were_there(instant: datetime, tx: Tx) -> bool:
    """Whether the clock ticked in that hour."""
    return tx.periods.outcome("alive", _hour(instant)) is not None


def _message(lines: list[Line], person: Person, tx: Tx, *, greeting: bool) -> Message:
    words = tx.words(person.language, person.zone)
    name = person.name.split()[0]
    head = words.markdown("Good morning {name}.", name=name) if greeting else words.markdown("**For you**")
    message = Message.of(head)
    for line in lines:
        message = message.then(line.markdown, *line.buttons)
    return message
