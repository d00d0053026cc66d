"""The weekly edition: one letter a reader and week, of what fits his topics, his regions and his rights."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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
from storage.outbox import About
from storage.transaction import Tx


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What a reader gets for a week: the items it carries, its words, and the message (None when there is nothing to say)."""

    items: tuple[int, ...]
    words: int
    message: Message | None


Rendered = dict[tuple[int, int, str, date], str]
"""Lines by item, its version, the language and the reader's day: kept from one piece of the sending to the next."""


class Fragments:
    """What many letters have in common, made once."""

    def __init__(self, tx: Tx, rendered: Rendered | None = None) -> None:
        self._tx, self._rendered = tx, {} if rendered is None else rendered
        self._counted: dict[str, int] = {}
        self._feet: dict[tuple[str, tuple[str, ...], tuple[str, ...]], Message] = {}

    def line(self, item: Contribution, words: Words, today: date) -> str:
        """An item's line as Markdown."""
        key = (item.id, item.version, words.language, today)
        if key not in self._rendered:
            self._rendered[key] = line(self._tx, item, words, today)
        return self._rendered[key]

    def count(self, markdown: str) -> int:
        """The number of words a reader reads."""
        if markdown not in self._counted:
            self._counted[markdown] = words_in(markdown)
        return self._counted[markdown]

    def count_all(self, parts: Iterable[Part]) -> int:
        """The same of all texts."""
        return sum(self.count(part.markdown) for part in parts if isinstance(part, Text))

    def foot(self, subscription: Subscription, words: Words) -> Message:
        """Why it is received, and the two gestures of a reader."""
        key = (words.language, subscription.topics, subscription.regions)
        if key not in self._feet:
            self._feet[key] = _foot(subscription, words, self._tx)
        return self._feet[key]


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
    head, top, foot = Text(_head(words, today, late_since)), on_top.parts if on_top else (), fragments.foot(subscription, words).parts
    lines = [fragments.line(item, words, today) for item in kept]
    headings = {item.section: fragments.count(words.text(item.section)) for item in kept}
    frame = fragments.count_all((head, *top, *(foot if person else ()))) + sum(headings.values())
    cut = fit([fragments.count(markdown) for markdown in lines], already=frame)
    if cut.left:  # "and 7 more" is read too
        cut = fit([fragments.count(markdown) for markdown in lines], already=frame + fragments.count(_more(words, cut.left)))
    body = _sections(kept[: cut.kept], lines, words)
    more = (Text(_more(words, cut.left)),) if cut.left else ()
    parts = (head, *top, *body, *more, *(foot if person else ()))
    count = fragments.count_all((head, *top, *more, *foot)) + sum(fragments.count(markdown) for markdown in lines[: cut.kept])
    return Letter(items=tuple(item.id for item in kept[: cut.kept]), words=count, message=Message(parts))


def _more(words: Words, left: int) -> str:
    return words.nmarkdown("and {n} more", "and {n} more", left)


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
    """An empty week is silent in private; a channel, or who chose so, reads one line."""
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
    change = Button(label=words.text("Change"), act="letter:change", word="changer")
    return Message.of(text, change, Button(label=words.text("Pause"), act="letter:pause", word="pause"))


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
        """The same, with its place."""
        return dataclasses.replace(self, to=place)


def send(reader: Reader, items: Iterable[Contribution], tx: Tx, *, fragments: Fragments, on_top: Message | None, late: bool) -> bool:
    """Writes one reader's letter into the outbox, and notes that he has had this week's. Whether there was something to send. Raises
    IntegrityError when he has had it."""
    since = reader.due_at if late else None
    letter = compose(reader.subscription, reader.person, items, tx, fragments=fragments, on_top=on_top, late_since=since)
    row = None
    if letter.message is not None and reader.to is not None:
        about = About(person=reader.person.id if reader.person else None)
        key = f"letter:{reader.week}:{reader.subscription.id}"
        row = tx.outbox.post(reader.to, letter.message, purpose="letter", about=about, key=key)
    tx.editions.add(subscription=reader.subscription.id, week=str(reader.week), items=letter.items, words=letter.words, outbox=row)
    return row is not None


def addresses(people: Mapping[int, Person], subscriptions: Iterable[Subscription], tx: Tx) -> dict[int, Address]:
    """Where each subscription's letter goes, by its id: in one query."""
    known = tx.people.addresses([s.person_id for s in subscriptions if s.person_id is not None and s.person_id in people])
    places = {s.id: s.channel or known.get(s.person_id or 0) for s in subscriptions}
    return {sid: place for sid, place in places.items() if place is not None}
