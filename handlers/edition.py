"""The weekly edition: one letter a reader and week, of what fits his topics, his regions and his rights."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from bot.domain.contribution import Contribution
from bot.domain.digest import chosen, fit
from bot.domain.messages import Button, Message, Part, Row, Text
from bot.domain.people import Person
from bot.domain.permissions import channel_may_read, may_read
from bot.domain.ports import Address
from bot.domain.subscription import Subscription, topic_name
from bot.domain.week import Week
from bot.wording import Words
from bot.wording.escape import literal
from bot.wording.plain import words_in
from handlers.answer import Reply
from handlers.show import line
from storage.editions import Edition
from storage.outbox import About, Post
from storage.transaction import Tx

PLAIN = ("telegram",)
"""Platforms whose readers have a small screen and a poor network."""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What a reader gets for a week: the items it carries, its words, and the message (None when there is nothing to say)."""

    items: tuple[int, ...]
    words: int
    message: Message | None


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What many letters have in common, made once; kept from one piece of the sending to the next. Lines are those of a version, a language
    and the reader's day, with the number of words that a reader reads."""

    lines: dict[tuple[int, int, str, date], tuple[str, int]] = field(default_factory=dict)
    feet: dict[tuple[str, tuple[str, ...], tuple[str, ...], bool], Message] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    more: dict[tuple[str, int], str] = field(default_factory=dict)


class Fragments:
    """The parts of letters, made in one transaction from what is kept or anew."""

    def __init__(self, tx: Tx, kept: Kept | None = None) -> None:
        self._tx, self._kept = tx, kept or Kept()

    def line(self, item: Contribution, words: Words, today: date) -> tuple[str, int]:
        """An item's line as Markdown, and its number of words."""
        key, lines = (item.id, item.version, words.language, today), self._kept.lines
        if key not in lines:
            markdown = line(self._tx, item, words, today)
            lines[key] = markdown, words_in(markdown)
        return lines[key]

    def count(self, parts: Iterable[Part]) -> int:
        """The number of words of all texts."""
        counts, total = self._kept.counts, 0
        for part in parts:
            if isinstance(part, Text):
                if part.markdown not in counts:
                    counts[part.markdown] = words_in(part.markdown)
                total += counts[part.markdown]
        return total

    def foot(self, subscription: Subscription, words: Words, *, plainly: bool = False) -> Message:
        """Why it is received, and the two gestures of a reader; `plainly`: the gestures alone, as words, which are shorter."""
        key, feet = (words.language, subscription.topics, subscription.regions, plainly), self._kept.feet
        if key not in feet:
            feet[key] = _plain_foot(words) if plainly else _foot(subscription, words, self._tx)
        return feet[key]

    def more(self, left: int, words: Words) -> tuple[Text, ...]:
        """How many did not fit ("and 7 more"), or nothing."""
        key, more = (words.language, left), self._kept.more
        if key not in more:
            more[key] = words.nmarkdown("and {n} more", "and {n} more", left)
        return (Text(more[key]),) if left else ()


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
    today = tx.today(subscription.zone)
    readable = partial(may_read, person, directory=tx.directory) if person else channel_may_read
    kept = chosen(items, subscription, readable=readable, today=today, directory=tx.directory)
    if not kept:
        return Letter(items=(), words=0, message=_empty(subscription, words, today, on_top))
    head, top = Text(_head(words, today, late_since)), on_top.parts if on_top else ()
    foot = fragments.foot(subscription, words, plainly=person.plainly).parts if person else ()
    lines = [fragments.line(item, words, today) for item in kept]
    counts = [count for _, count in lines]
    headings = {section: Text(words.text(section)) for section in {item.section for item in kept}}
    frame = fragments.count((head, *top, *foot, *headings.values()))
    cut = fit(counts, already=frame)
    if cut.left:  # "and 7 more" is read too
        cut = fit(counts, already=frame + fragments.count(fragments.more(cut.left, words)))
    more = fragments.more(cut.left, words)
    message = Message((head, *top, *_sections(kept[: cut.kept], [markdown for markdown, _ in lines], words), *more, *foot))
    read = frame + sum(counts[: cut.kept]) + fragments.count(more)
    return Letter(items=tuple(item.id for item in kept[: cut.kept]), words=read, message=message)


def _head(words: Words, today: date, late_since: datetime | None) -> str:
    if late_since is None:
        return words.markdown("**Letter of {day}**", day=words.day(today, today))
    due = f"{words.day(words.local(late_since).date(), today)}, {words.time(late_since)}"
    return words.markdown("**Letter of {day}** (late: it was due on {due}, an outage held it back)", day=words.day(today, today), due=due)


def _sections(kept: Sequence[Contribution], lines: Sequence[str], words: Words) -> list[Part]:
    """Under each heading its items, in one text."""
    grouped: dict[str, list[str]] = {}
    for item, markdown in zip(kept, lines, strict=False):
        grouped.setdefault(item.section, []).append(markdown)
    return [Text(f"**{literal(words.text(section))}**" + "\n\n" + "\n\n".join(texts)) for section, texts in grouped.items()]


def _empty(subscription: Subscription, words: Words, today: date, on_top: Message | None) -> Message | None:
    """An empty week is silent (DIALOGUES.md 5); who chose so reads one line."""
    if on_top:
        return on_top
    if subscription.when_empty == "silent":
        return None
    return Message.of(words.markdown("Letter of {day}: nothing new this week.", day=words.day(today, today)))


def _foot(subscription: Subscription, words: Words, tx: Tx) -> Message:
    """Why it is received, and the two gestures of a reader."""
    topics = [words.text(topic_name(topic)) for topic in subscription.topics]
    regions = [chamber.region for code in subscription.regions if (chamber := tx.directory.get(code))]
    text = words.render("shared/letter_foot", topics=topics, regions=regions)
    change = Button(label=words.text("Change"), act="letter:change", word=words.text("change"))
    return Message.of(text, change, Button(label=words.text("Pause"), act="letter:pause", word=words.text("pause")))


def _plain_foot(words: Words) -> Message:
    return Message.of(words.markdown("“settings” to change, “pause” to stop."))


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
