"""The weekly edition: one letter a reader and week, of what fits his topics, his regions and his rights."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from bot.domain.contribution import Contribution
from bot.domain.digest import MOST_BYTES, MOST_WORDS, chosen, next_meeting, share
from bot.domain.messages import Message, Row, Text
from bot.domain.people import PLAIN, Person
from bot.domain.permissions import channel_may_read, may_read
from bot.domain.ports import Address
from bot.domain.subscription import Subscription
from bot.domain.week import Week
from bot.wording import Words
from bot.wording.escape import literal
from handlers.answer import Reply
from handlers.fragments import Fragments, Kept, Line, agenda_line
from storage.editions import Edition
from storage.outbox import About, Post
from storage.transaction import Tx

__all__ = ["Fragments", "Kept", "Letter", "Reader", "addresses", "compose", "items_of", "keep", "preview"]

_MORE_WORDS, _MORE_BYTES = 3, 20
"""What "and 7 more" takes."""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What a reader gets for a week: the items it carries, its words, and the message (None when there is nothing to say)."""

    items: tuple[int, ...]
    words: int
    message: Message | None


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading and its lines, each with the id of its item."""

    heading: str
    lines: tuple[tuple[int, Line], ...]


def compose(
    subscription: Subscription,
    person: Person | None,
    items: Iterable[Contribution],
    tx: Tx,
    *,
    fragments: Fragments,
    on_top: Message | None = None,
    late_since: datetime | None = None,
) -> Letter:
    """The letter of one reader, at most MOST_WORDS long where it can be. `on_top` are his reminders, which ride in the same message on that
    day. `late_since`: an outage held it back since then."""
    words = tx.words(subscription.language, subscription.zone)
    today, plainly = tx.today(subscription.zone), person is not None and person.plainly
    week = _fitting(items, subscription, person, tx)
    own, asked = fragments.of_asker(person, words) if person and plainly else ({}, None)
    kept = [item for item in week if item.id not in own]
    if not kept:
        return Letter(items=(), words=0, message=_empty(subscription, words, today, on_top))
    to_come = _fitting(fragments.to_come(kept, today), subscription, person, tx)
    sections = [*_sections(kept, fragments, words, today), *_agenda(to_come, words, today)]
    top = (Text(_head(words, today, late_since)), *(on_top.parts if on_top else ()), *((asked,) if asked else ()))
    foot = fragments.foot(subscription, words, plainly=plainly).parts if person else ()
    headings = [Text(f"**{literal(section.heading)}**") for section in sections]
    shares = share(
        [[line.size(plainly=plainly) for _, line in section.lines] for section in sections],
        already=fragments.counted((*top, *foot, *headings), plainly=plainly),
        most=MOST_BYTES if plainly else MOST_WORDS,
        more=_MORE_BYTES if plainly else _MORE_WORDS,
    )
    texts = [_shown(section, count, fragments, words) for section, count in zip(sections, shares, strict=True)]
    message = Message((*top, *texts, *foot))
    shown = [one for section, count in zip(sections, shares, strict=True) for one, _ in section.lines[:count]]
    carried = {item.id for item in kept}
    return Letter(
        items=tuple(dict.fromkeys(one for one in shown if one in carried)),
        words=fragments.counted(message.parts, plainly=False),
        message=message,
    )


def _fitting(items: Iterable[Contribution], subscription: Subscription, person: Person | None, tx: Tx) -> list[Contribution]:
    readable = partial(may_read, person, directory=tx.directory) if person else channel_may_read
    return chosen(items, subscription, readable=readable, today=tx.today(subscription.zone), directory=tx.directory)


def _head(words: Words, today: date, late_since: datetime | None) -> str:
    if late_since is None:
        return words.markdown("**Letter of {day}**", day=words.day(today, today))
    due = f"{words.day(words.local(late_since).date(), today)}, {words.time(late_since)}"
    return words.markdown("**Letter of {day}** (late: it was due on {due}, an outage held it back)", day=words.day(today, today), due=due)


def _sections(kept: Sequence[Contribution], fragments: Fragments, words: Words, today: date) -> list[Section]:
    """Under each heading the lines of its items. Meetings that decided something stand under their decisions."""
    grouped: dict[str, list[tuple[int, Line]]] = {}
    lines = [fragments.lines(item, words, today) for item in kept]
    deciding = {item.section for item, some in zip(kept, lines, strict=True) if len(some) > 1}
    for item, some in zip(kept, lines, strict=True):
        heading = words.text("Decisions") if item.section in deciding else words.text(item.section)
        grouped.setdefault(heading, []).extend((item.id, line) for line in some)
    return [Section(heading=heading, lines=tuple(both)) for heading, both in grouped.items()]


def _agenda(items: Iterable[Contribution], words: Words, today: date) -> list[Section]:
    """Who meets again, by day; the same body on the same day once."""
    by_day = sorted(items, key=lambda item: (next_meeting(item) or today, item.number))
    lines = {line.markdown: (item.id, line) for item in by_day for line in (agenda_line(item, words, today),)}
    return [Section(heading=words.text("Calendar"), lines=tuple(lines.values()))] if lines else []


def _shown(section: Section, count: int, fragments: Fragments, words: Words) -> Text:
    """The heading and as many lines as it was given; how many more there are."""
    heading, left = f"**{literal(section.heading)}**", len(section.lines) - count
    if not count:
        return Text(f"{heading} {left}")
    lines = [line.markdown for _, line in section.lines[:count]]
    return Text("\n\n".join([heading, *lines, *([fragments.more(left, words)] if left else [])]))


def _empty(subscription: Subscription, words: Words, today: date, on_top: Message | None) -> Message | None:
    """An empty week is silent (DIALOGUES.md 5); who chose so reads one line."""
    if on_top:
        return on_top
    if subscription.when_empty == "silent":
        return None
    return Message.of(words.markdown("Letter of {day}: nothing new this week.", day=words.day(today, today)))


def items_of(week: Week, tx: Tx) -> list[Contribution]:
    """What was published in that week and still is."""
    return tx.contributions.published_between(week.start, week.end)


def preview(own: Subscription, person: Person, tx: Tx) -> Reply:
    """The letter as it would leave now, about the running week."""
    words = tx.words(person.language, person.zone)
    letter = compose(dataclasses.replace(own, when_empty="short"), person, items_of(Week.of(tx.now), tx), tx, fragments=Fragments(tx))
    assert letter.message is not None
    note = Text(words.markdown("_Preview: the letter so far, as you would read it._"))
    texts = tuple(part for part in letter.message.parts if not isinstance(part, Row))
    return Reply(message=Message((note, *texts)))


@dataclass(frozen=True, kw_only=True)
class Reader:
    """A letter: whose it is, about which week, when it is due (UTC), and where it goes."""

    subscription: Subscription
    person: Person | None
    week: Week
    due_at: datetime
    to: Address | None = None

    def sent_to(self, place: Address) -> Reader:
        """The same, with its place, which says how he reads."""
        person = dataclasses.replace(self.person, plainly=place.platform in PLAIN) if self.person else None
        return dataclasses.replace(self, to=place, person=person)


def keep(letters: Iterable[tuple[Reader, Letter]], tx: Tx) -> None:
    """Writes the letters into the outbox, and notes that their readers have had those weeks', be it that nothing was to be said. Raises
    IntegrityError when one has had it."""
    written = list(letters)
    tx.outbox.post_all(
        Post(
            to=reader.to,
            message=letter.message,
            purpose="letter",
            about=About(person=reader.person.id if reader.person else None),
            key=f"letter:{reader.week}:{reader.subscription.id}",
        )
        for reader, letter in written
        if letter.message is not None and reader.to is not None
    )
    tx.editions.add_all(
        Edition(subscription=reader.subscription.id, week=str(reader.week), items=letter.items, words=letter.words)
        for reader, letter in written
    )


def addresses(people: Mapping[int, Person], subscriptions: Iterable[Subscription], tx: Tx) -> dict[int, Address]:
    """Where each subscription's letter goes, by its id: in one query."""
    known = tx.people.addresses([s.person_id for s in subscriptions if s.person_id is not None and s.person_id in people])
    places = {s.id: s.channel or known.get(s.person_id or 0) for s in subscriptions}
    return {sid: place for sid, place in places.items() if place is not None}
