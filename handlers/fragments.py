"""What letters are made of: the lines of each item, what is counted of them, and what many letters have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from bot.domain.contribution import Contribution
from bot.domain.digest import AGENDA_DAYS, body_of, decisions_of, next_meeting
from bot.domain.messages import Button, Message, Part, Text
from bot.domain.people import Person
from bot.domain.records import Decision
from bot.domain.subscription import Subscription, topic_name
from bot.wording import Words
from bot.wording.escape import shorten, title
from bot.wording.plain import words_in
from handlers.listed import result_of
from handlers.lives import life_of
from handlers.show import label, line
from storage.agenda import announcing
from storage.transaction import Tx

LONGEST_DECISION = 150
"""Letters: two lines."""
_BOLD, _LINK = 3, 12
"""Bytes by which a pair of signs and a link are longer as a telephone gets them."""


@dataclass(frozen=True)
class Line:
    """One line of a letter as Markdown: the number of words that a reader reads, and of bytes that a telephone gets."""

    markdown: str
    words: int
    bytes: int

    @classmethod
    def of(cls, markdown: str) -> Line:
        """That line, counted."""
        signs = _BOLD * markdown.count("**") // 2 + _LINK * markdown.count("](")
        return cls(markdown, words_in(markdown), len(markdown.encode()) + signs + len("\n\n"))

    def size(self, *, plainly: bool) -> int:
        """What it takes of a letter's budget: bytes of one that is read `plainly`, words of another."""
        return self.bytes if plainly else self.words


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What many letters have in common, made once; kept from one piece of the sending to the next. Lines are those of a version, a language
    and the reader's day."""

    lines: dict[tuple[int, int, str, date], tuple[Line, ...]] = field(default_factory=dict)
    feet: dict[tuple[str, tuple[str, ...], tuple[str, ...], bool], Message] = field(default_factory=dict)
    counts: dict[str, Line] = field(default_factory=dict)
    more: dict[tuple[str, int], str] = field(default_factory=dict)


class Fragments:
    """The parts of letters, made in one transaction from what is kept or anew."""

    def __init__(self, tx: Tx, kept: Kept | None = None) -> None:
        self._tx, self._kept = tx, kept or Kept()
        self._announced: dict[date, list[Contribution]] = {}

    def lines(self, item: Contribution, words: Words, today: date) -> tuple[Line, ...]:
        """An item's own line, and below it one of each decision that it tells, numbered."""
        key, lines = (item.id, item.version, words.language, today), self._kept.lines
        if key not in lines:
            own, decided = line(self._tx, item, words, today), decisions_of(item)
            lines[key] = (Line.of(own), *(Line.of(_decided(place, one, words)) for place, one in enumerate(decided, start=1)))
        return lines[key]

    def counted(self, parts: Iterable[Part], *, plainly: bool) -> int:
        """What all texts take of the budget."""
        counts, total = self._kept.counts, 0
        for part in parts:
            if isinstance(part, Text):
                if part.markdown not in counts:
                    counts[part.markdown] = Line.of(part.markdown)
                total += counts[part.markdown].size(plainly=plainly)
        return total

    def foot(self, subscription: Subscription, words: Words, *, plainly: bool = False) -> Message:
        """Why it is received, and the two gestures of a reader; `plainly`: the gestures alone, as words, which are shorter."""
        key, feet = (words.language, subscription.topics, subscription.regions, plainly), self._kept.feet
        if key not in feet:
            feet[key] = _plain_foot(words) if plainly else _foot(subscription, words, self._tx)
        return feet[key]

    def more(self, left: int, words: Words) -> str:
        """How many did not fit: "and 7 more"."""
        key, more = (words.language, left), self._kept.more
        if key not in more:
            more[key] = words.nmarkdown("and {n} more", "and {n} more", left)
        return more[key]

    def to_come(self, items: Iterable[Contribution], today: date) -> list[Contribution]:
        """Those of these items that announce a meeting from today on, and of what was published before, those that announce one soon."""
        if today not in self._announced:
            last = today + timedelta(days=AGENDA_DAYS)
            ids = announcing(self._tx.connection, self._tx.tables, self._tx.kinds, first=today, last=last)
            self._announced[today] = [item for one in ids if (item := self._tx.contributions.get(one))]
        both = {item.id: item for item in (*self._announced[today], *items)}
        return [item for item in both.values() if (day := next_meeting(item)) and day >= today]

    def of_asker(self, person: Person, words: Words) -> tuple[Mapping[int, str], Text | None]:
        """His own open requests, each in a line ("Request 12: under way."), by their id; and all of them as one text."""
        own = [item for author in (person.id, *sorted(person.stands_for)) for item in self._asked.get(author, ())]
        lines = {item.id: words.markdown("{label}: {state}.", label=label(item, words), state=self._state(item, words)) for item in own}
        return lines, Text("\n\n".join(lines.values())) if lines else None

    @cached_property
    def _asked(self) -> Mapping[int, Sequence[Contribution]]:
        """What is asked for and open, by who asks."""
        names = [kind.name for kind in self._tx.kinds.values() if kind.cls.read_as == "request"]
        found: dict[int, list[Contribution]] = {}
        for item in (item for name in names for item in self._tx.contributions.open_in(kind=name)):
            found.setdefault(item.author_id, []).append(item)
        return found

    def _state(self, item: Contribution, words: Words) -> str:
        state = life_of(item).facts(item, words, self._tx).get("state", "")
        return state if isinstance(state, str) and state else words.text("under way")


def agenda_line(item: Contribution, words: Words, today: date) -> Line:
    """When those of an item meet again: "Thu 26 Nov: the Board"."""
    day = next_meeting(item)
    assert day is not None  # `to_come` has looked
    return Line.of(words.markdown("{day}: {body}", day=words.day(day, today), body=title(body_of(item))))


def _decided(place: int, decision: Decision, words: Words) -> str:
    """The line of its minutes, which stands above, says who decided."""
    values = {"number": place, "decision": shorten(title(decision.text), LONGEST_DECISION)}
    result = result_of(decision, words)
    if not result:
        return words.markdown("{number}. {decision}", **values)
    return words.markdown("{number}. {decision} – {result}", result=result, **values)


def _foot(subscription: Subscription, words: Words, tx: Tx) -> Message:
    """Why it is received, and the two gestures of a reader."""
    topics = [words.text(topic_name(topic)) for topic in subscription.topics]
    regions = [chamber.region for code in subscription.regions if (chamber := tx.directory.get(code))]
    text = words.render("shared/letter_foot", topics=topics, regions=regions)
    change = Button(label=words.text("Change"), act="letter:change", word=words.text("change"))
    return Message.of(text, change, Button(label=words.text("Pause"), act="letter:pause", word=words.text("pause")))


def _plain_foot(words: Words) -> Message:
    return Message.of(words.markdown("“settings” to change, “pause” to stop."))
