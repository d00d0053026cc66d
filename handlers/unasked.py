"""What reaches people without their asking: one message a person a day, between 8 and 19, on working days, in their own time.

On the day of the letter the reminders ride on top of it; on other days they are the grouped message of the morning. What is due is found
by reading (`plan`), and written in small pieces, each of which looks again: somebody else may have been there meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.chambers import NATIONAL
from bot.domain.people import Person
from bot.domain.subscription import Subscription
from bot.domain.week import Week, may_disturb, sending_instant
from handlers.back import returning, welcome
from handlers.edition import Fragments, Kept, Letter, Reader, addresses, compose, items_of, keep
from handlers.morning import Line
from handlers.morning_message import above_a_letter, morning, on_top
from handlers.reminders import lines_for, told
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


class _Moment:
    """Now, for many readers: what depends on the clock is reckoned once for all who share a zone, a chamber and an hour."""

    def __init__(self, tx: Tx) -> None:
        self.tx = tx
        self.weeks = [Week.of(tx.now).after(-back) for back in range(1, _WEEKS_JUDGED + 1)]
        self._instants: dict[tuple[Week, int, int, str, str], datetime] = {}
        self._open: dict[tuple[str, str], bool] = {}
        self._today: dict[str, date] = {}

    def due(self, subscription: Subscription, person: Person | None, week: Week) -> Reader | None:
        """The reader's letter about that week without its place, or None when he is not to have it."""
        if subscription.person_id is not None and person is None:
            return None
        key = (week, subscription.weekday, subscription.hour, subscription.zone, person.chamber if person else NATIONAL)
        if key not in self._instants:
            _, weekday, hour, zone, chamber = key
            self._instants[key] = sending_instant(week, weekday=weekday, hour=hour, zone=zone, chamber=chamber, calendar=self.tx.calendar)
        at = self._instants[key]
        day = at.astimezone(ZoneInfo(subscription.zone)).date()
        paused = subscription.paused_until is not None and day < subscription.paused_until
        away = person is not None and person.comes_back(day)
        return None if paused or away or subscription.since > at else Reader(subscription=subscription, person=person, week=week, due_at=at)

    def open(self, zone: str, person: Person | None) -> bool:
        """Whether something unasked for may reach him, or a channel: on leave, nothing does."""
        key = (zone, person.chamber if person else NATIONAL)
        if key not in self._open:
            self._open[key] = may_disturb(self.tx.now, zone=zone, chamber=key[1], calendar=self.tx.calendar)
        return self._open[key] and not (person is not None and person.is_away(self._day(person)))

    def day(self, person: Person) -> str:
        """His day, as a period in which he is written to once."""
        return f"{person.id}:{self._day(person)}"

    def _day(self, person: Person) -> date:
        if person.zone not in self._today:
            self._today[person.zone] = self.tx.today(person.zone)
        return self._today[person.zone]


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Somebody to be written to this morning, and what about. `back`: it is his first message after a leave."""

    person: Person
    lines: list[Line]
    back: bool


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
    now = _Moment(tx)
    people = {person.id: person for person in tx.people.active()}
    weekly = tx.subscriptions.running("weekly")
    letters = [reader.subscription.id for reader in _ready(weekly, people, now)]
    mornings = tuple(one.person.id for one in _waiting(people, weekly, now))
    return Plan(
        letters=tuple(dict.fromkeys(letters)), mornings=mornings, settled=_settled(weekly, people, now), heard=_were_there(tx.now, tx)
    )


def note(found: Plan, tx: Tx) -> None:
    """Keeps what the plan found out: that we were there, and which weeks are over."""
    tx.periods.claim("alive", _hour(tx.now))
    for week, missed in found.settled.items():
        tx.periods.claim("edition", str(week), outcome="missed" if missed else "done")


def send_letters(subscriptions: Collection[int], kept: Kept, tx: Tx) -> int:
    """The letters that these readers are owed, each with its reader's reminders on top. Safe to call at any time, by anybody."""
    now = _Moment(tx)
    weekly = tx.subscriptions.running("weekly", ids=subscriptions)
    people = {person.id: person for person in tx.people.active([s.person_id for s in weekly if s.person_id is not None])}
    ready = list(_ready(weekly, people, now))
    lines = lines_for([reader.person for reader in ready if reader.person], tx)
    items = {week: items_of(week, tx) for week in {reader.week for reader in ready}}
    fragments, written, written_to = Fragments(tx, kept), list[tuple[Reader, Letter]](), dict[int, Person]()
    for reader in ready:
        person = reader.person
        if person and person.id in written_to:
            continue  # he is owed two: the other one tomorrow
        own = above_a_letter(lines.get(person.id, [])) if person else []
        late = tx.now - reader.due_at > LATE_AFTER and not _were_there(reader.due_at, tx)
        top = on_top(own, person, tx) if person and own else None
        since = reader.due_at if late else None
        letter = compose(reader.subscription, person, items[reader.week], tx, fragments=fragments, on_top=top, late_since=since)
        written.append((reader, letter))
        if person and letter.message is not None:
            written_to[person.id] = person
            told(own, tx)
    keep(written, tx)
    tx.periods.claim_all("unasked", [now.day(person) for person in written_to.values()])
    return len(written_to)


def send_mornings(ids: Collection[int], tx: Tx) -> int:
    """The grouped messages of the morning of these people, for whom something is to be said and whose letter is not still to come today."""
    now = _Moment(tx)
    people = {person.id: person for person in tx.people.active(ids)}
    waiting = _waiting(people, tx.subscriptions.running("weekly", people=ids), now)
    places = tx.people.addresses(one.person.id for one in waiting)
    for one in waiting:
        about, key, place = About(person=one.person.id), f"morning:{now.day(one.person)}", places[one.person.id]
        if one.back:
            tx.outbox.post(place, welcome(one.person, one.lines, tx), purpose="morning", about=about, key=key)
        else:
            said = morning(one.lines, one.person, place.platform, tx)
            tx.outbox.post(place, said.message, purpose="morning", about=about, key=key)
            told(said.told, tx)
    tx.periods.claim_all("unasked", [now.day(one.person) for one in waiting])
    return len(waiting)


def _ready(weekly: list[Subscription], people: Mapping[int, Person], now: _Moment) -> Iterator[Reader]:
    """Every letter that is due and may be sent now, the longest due first."""
    tx, weeks = now.tx, now.weeks[:_WEEKS_OWED]
    open_now = [s for s in weekly if now.open(s.zone, people.get(s.person_id or 0))]
    had = tx.editions.had([str(week) for week in weeks], [s.id for s in open_now])
    owed = [
        reader
        for s in open_now
        for week in weeks
        if (s.id, str(week)) not in had and (reader := now.due(s, people.get(s.person_id or 0), week))
        if reader.due_at <= tx.now < reader.due_at + GRACE
    ]
    told_today = _written_to_today([reader.person for reader in owed if reader.person], now)
    places = addresses(people, [reader.subscription for reader in owed], tx)
    for reader in sorted(owed, key=lambda reader: (reader.due_at, reader.subscription.id)):
        if reader.subscription.id in places and not (reader.person and reader.person.id in told_today):
            yield reader.sent_to(places[reader.subscription.id])


def _waiting(people: Mapping[int, Person], weekly: Iterable[Subscription], now: _Moment) -> list[Waiting]:
    """Who has something to be told now, and what; who is back from leave is told so once."""
    reached = [person for person in people.values() if now.open(person.zone, person)]
    lines, back = lines_for(reached, now.tx), returning(reached, now.tx)
    spoken_to = {person.id: person for person in reached if person.id in lines or person.id in back}
    written_to = _written_to_today(spoken_to.values(), now)
    places = now.tx.people.addresses(spoken_to)
    expecting = {s.person_id for s in weekly if s.person_id in spoken_to and _letter_is_to_come_today(s, people, now)}
    free = (person for person in spoken_to.values() if person.id in places and person.id not in written_to | expecting)
    return [Waiting(person=person, lines=lines.get(person.id, []), back=person.id in back) for person in free]


def _letter_is_to_come_today(subscription: Subscription, people: Mapping[int, Person], now: _Moment) -> bool:
    zone, present = ZoneInfo(subscription.zone), now.tx.now
    readers = (now.due(subscription, people.get(subscription.person_id or 0), week) for week in now.weeks[:2])
    return any(
        r is not None and r.due_at > present and r.due_at.astimezone(zone).date() == present.astimezone(zone).date() for r in readers
    )


def _settled(weekly: list[Subscription], people: Mapping[int, Person], now: _Moment) -> dict[Week, bool]:
    """Weeks of which nobody is owed a letter any more, not noted yet: whether one is missing, an outage having lasted too long."""
    tx = now.tx
    noted = tx.periods.taken("edition", [str(week) for week in now.weeks])
    weeks = [week for week in now.weeks if str(week) not in noted]
    if not weeks:
        return {}
    had = tx.editions.had([str(week) for week in weeks])
    places = addresses(people, weekly, tx)
    found = {}
    for week in weeks:
        without = (s for s in weekly if (s.id, str(week)) not in had and s.id in places)
        instants = [reader.due_at for s in without if (reader := now.due(s, people.get(s.person_id or 0), week))]
        if all(instant + GRACE <= tx.now for instant in instants):
            found[week] = bool(instants)
    return found


def _written_to_today(people: Iterable[Person], now: _Moment) -> set[int]:
    days = {now.day(person): person.id for person in people}
    return {days[taken] for taken in now.tx.periods.taken("unasked", days)}


def _hour(instant: datetime) -> str:
    return f"{instant:%Y-%m-%dT%H}"


def _were_there(instant: datetime, tx: Tx) -> bool:
    """Whether the clock ticked in that hour."""
    return tx.periods.outcome("alive", _hour(instant)) is not None
