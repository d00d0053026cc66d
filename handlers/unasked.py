"""What reaches people without their asking: one message a person a day, between 8 and 19, on working days, in their own time.

On the day of the letter the reminders ride on top of it; on other days they are the grouped message of the morning.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.domain.chambers import NATIONAL
from bot.domain.messages import Message
from bot.domain.people import Person
from bot.domain.subscription import Subscription
from bot.domain.week import Week, may_disturb, sending_instant
from handlers.edition import Fragments, Reader, addresses, items_of, send
from handlers.reminders import Line, Lines
from storage.outbox import About
from storage.transaction import Tx

MOST_AT_ONCE = 64
"""Letters and messages in one transaction: more would hold up those who wait for an acknowledgement."""


@dataclass(frozen=True)
class Round:
    """What one call did. `more`: call again, somebody is still waiting."""

    sent: int
    more: bool


def send_what_is_due(tx: Tx) -> Round:
    """Letters that are due, each with its reader's reminders; then the reminders of all others. Safe to call at any time, by anybody."""
    people = {person.id: person for person in tx.people.active()}
    week = Week.of(tx.now).after(-1)
    weekly = tx.subscriptions.running("weekly")
    readers = list(_due_letters(weekly, people, week, tx))
    lines = Lines(tx)
    sent = _send_letters(readers[:MOST_AT_ONCE], week, lines, tx)
    if len(readers) > MOST_AT_ONCE:
        return Round(sent, more=True)
    waiting = _letter_today(weekly, people, week, tx)
    return _send_mornings([person for person in people.values() if person.id not in waiting], lines, tx, already=sent)


def due_at(subscription: Subscription, person: Person | None, week: Week, tx: Tx) -> Reader | None:
    """The reader's letter about that week without its place, or None when he is not to have it."""
    chamber = person.chamber if person else NATIONAL
    due = sending_instant(
        week, weekday=subscription.weekday, hour=subscription.hour, zone=subscription.zone, chamber=chamber, calendar=tx.calendar
    )
    paused = subscription.paused_until is not None and due.astimezone(ZoneInfo(subscription.zone)).date() < subscription.paused_until
    if paused or subscription.since > due or (subscription.person_id is not None and person is None):
        return None
    return Reader(subscription=subscription, person=person, due_at=due)


def _due_letters(weekly: list[Subscription], people: dict[int, Person], week: Week, tx: Tx) -> Iterator[Reader]:
    had = tx.editions.had(str(week), [subscription.id for subscription in weekly])
    waiting = [subscription for subscription in weekly if subscription.id not in had]
    places = addresses(people, waiting, tx)
    for subscription in waiting:
        person = people.get(subscription.person_id or 0)
        reader = due_at(subscription, person, week, tx)
        chamber = person.chamber if person else NATIONAL
        now = reader is not None and reader.due_at <= tx.now and subscription.id in places
        if reader and now and may_disturb(tx.now, zone=subscription.zone, chamber=chamber, calendar=tx.calendar):
            yield dataclasses.replace(reader, to=places[subscription.id])


def _send_letters(readers: list[Reader], week: Week, lines: Lines, tx: Tx) -> int:
    if not readers:
        return 0
    items, fragments, sent = items_of(week, tx), Fragments(tx), 0
    for reader in readers:
        own = lines.of(reader.person) if reader.person else []
        on_top = _message(own, reader.person, tx, greeting=False) if reader.person and own else None
        if reader.person and not _claim_day(reader.person, tx):
            on_top = None
        if send(reader, week, items, tx, fragments=fragments, on_top=on_top):
            sent += 1
            lines.told(own if on_top else [])
    return sent


def _letter_today(weekly: list[Subscription], people: dict[int, Person], week: Week, tx: Tx) -> set[int]:
    """People whose letter is still to leave today: their reminders wait for it."""
    found = set()
    for subscription in weekly:
        person = people.get(subscription.person_id or 0)
        reader = due_at(subscription, person, week, tx) if person else None
        zone = ZoneInfo(subscription.zone)
        if person and reader and reader.due_at > tx.now and reader.due_at.astimezone(zone).date() == tx.now.astimezone(zone).date():
            found.add(person.id)
    return found


def _send_mornings(people: list[Person], lines: Lines, tx: Tx, *, already: int) -> Round:
    sent = already
    for person in people:
        if not may_disturb(tx.now, zone=person.zone, chamber=person.chamber, calendar=tx.calendar):
            continue
        own = lines.of(person)
        to = tx.people.address(person.id) if own else None
        if not own or to is None or not _claim_day(person, tx):
            continue
        if sent >= MOST_AT_ONCE:
            return Round(sent, more=True)
        message = _message(own, person, tx, greeting=True)
        tx.outbox.post(to, message, purpose="morning", about=About(person=person.id), key=f"morning:{person.id}:{tx.today(person.zone)}")
        lines.told(own)
        sent += 1
    return Round(sent, more=False)


def _claim_day(person: Person, tx: Tx) -> bool:
    """One message a person a day, whoever sends it."""
    return tx.periods.claim("unasked", f"{person.id}:{tx.today(person.zone)}")


def _message(lines: list[Line], person: Person, tx: Tx, *, greeting: bool) -> Message:
    words = tx.words(person.language, person.zone)
    name = person.name.split()[0]
    head = words.markdown("Good morning {name}.", name=name) if greeting else words.markdown("**For you**")
    message = Message.of(head)
    for line in lines:
        message = message.then(line.markdown, *line.buttons)
    return message


def note_missed_weeks(tx: Tx) -> list[Week]:
    """Weeks whose letters can no longer be sent to some reader, an outage having lasted over a week: noted once, for the organisers to read."""
    latest = Week.of(tx.now).after(-1)
    missed = []
    for back in range(1, 9):
        week = latest.after(-back)
        if tx.periods.outcome("edition", str(week)) is not None:
            break
        short = _without_letter(week, tx)
        tx.periods.claim("edition", str(week), outcome="missed" if short else "done")
        missed += [week] if short else []
    return missed


def _without_letter(week: Week, tx: Tx) -> int:
    weekly = tx.subscriptions.running("weekly")
    had = tx.editions.had(str(week), [subscription.id for subscription in weekly])
    people = {person.id: person for person in tx.people.active()}
    late = tx.now - timedelta(days=7)
    readers = (due_at(s, people.get(s.person_id or 0), week, tx) for s in weekly if s.id not in had)
    return sum(1 for reader in readers if reader is not None and reader.due_at <= late)
