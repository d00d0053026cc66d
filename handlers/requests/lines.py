"""What is said of requests in somebody's morning: what his chamber is asked, what he has taken, and whether an answer helped him."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property

from bot.domain.chambers import NATIONAL
from bot.domain.contribution import PUBLISHED, WITHDRAWN, Contribution, Scope
from bot.domain.i18n import mark as _
from bot.domain.i18n import nmark
from bot.domain.messages import Button
from bot.domain.people import Person, Role
from bot.domain.permissions import may_read
from bot.domain.requests import ASKED_HOW_IT_WAS, SETTLES, Pursuit, Routing, is_urgent
from bot.wording import Words
from handlers.lives.requests.facts import readers, region_of, request_kind, said, who
from handlers.lives.requests.telling import act, asked_buttons, asked_text, held_buttons
from handlers.morning import Compact, Line
from storage.transaction import Tx

_ASKED = nmark("{n} request put to you", "{n} requests put to you")
_HELD = nmark("{n} request waits for your answer", "{n} requests wait for your answer")
_HELPED = nmark("{n} question about an answer", "{n} questions about answers")
_OURS = nmark("{n} request of your ambassadors", "{n} requests of your ambassadors")
HELD_FOR = timedelta(days=5)
"""So long after he took it, and every week from then on, he is reminded of it."""
MOST_REMINDED = 4
TOLD_FOR = timedelta(days=10)
"""What happened longer ago than this is not told in a morning any more."""


def request_lines(people: Sequence[Person], tx: Tx) -> Mapping[int, Sequence[Line]]:
    """A source of handlers/reminders.py."""
    if request_kind(tx) is None:
        return {}
    facts = _Facts(people, tx)
    lines: dict[int, list[Line]] = defaultdict(list)
    for give in (facts.asked, facts.held, facts.helped, facts.ours):
        give(lines)
    return lines


class _Facts:
    def __init__(self, people: Sequence[Person], tx: Tx) -> None:
        self._people, self._tx = people, tx
        self._wanted = {person.id for person in people}
        self._readers: dict[str, list[Person]] = {}

    @cached_property
    def _everybody(self) -> list[Person]:
        return self._tx.people.active()

    def _words(self, person: Person) -> Words:
        return self._tx.words(person.language, person.zone)

    def _items(self, ids: Sequence[int]) -> dict[int, Contribution]:
        return {one: item for one in dict.fromkeys(ids) if (item := self._tx.contributions.get(one))}

    def asked(self, lines: dict[int, list[Line]]) -> None:
        """What a chamber is asked, to those who read for it; what was urgent they have read."""
        routings = self._tx.pursuits.open_routings()
        items = self._items([routing.request_id for routing in routings])
        for routing in routings:
            item = items.get(routing.request_id)
            if item is None or not self._waits(item, routing):
                continue
            for person in self._asked_of(routing):
                if person.id in self._wanted and not person.wrote(item.author_id) and may_read(person, item, self._tx.directory):
                    lines[person.id].append(self._asked(item, routing, person))

    def _waits(self, item: Contribution, routing: Routing) -> bool:
        read_at_once = is_urgent(item) and routing.person_id is None
        return item.state == PUBLISHED and not read_at_once and self._is_recent(routing.at)

    def _asked_of(self, routing: Routing) -> list[Person]:
        named = [person for person in self._everybody if person.id == routing.person_id]
        return named or self._readers_of(routing.chamber)

    def _readers_of(self, chamber: str) -> list[Person]:
        if chamber not in self._readers:
            self._readers[chamber] = readers(self._everybody, chamber, self._tx)
        return self._readers[chamber]

    def _asked(self, item: Contribution, routing: Routing, person: Person) -> Line:
        words, tx = self._words(person), self._tx
        region = region_of(item.chamber, words, tx)
        short = words.markdown("{label} ({region}) waits for you", label=said(item, words), region=region)
        return Line(
            key=f"{item.reference}:asked:{routing.id}",
            markdown=asked_text(item, routing, words, tx),
            buttons=asked_buttons(item, words),
            compact=Compact(markdown=short, buttons=asked_buttons(item, words, named=True)),
            counted=_ASKED,
            since=routing.at,
        )

    def held(self, lines: dict[int, list[Line]]) -> None:
        """What somebody took and has not answered; or that it was withdrawn since."""
        pursuits = self._tx.pursuits.claimed(self._wanted)
        items = self._items([pursuit.request_id for pursuit in pursuits])
        for pursuit in pursuits:
            item, person = items.get(pursuit.request_id), self._person(pursuit.claimed_by)
            if item and person and (line := self._held(item, pursuit, person)):
                lines[person.id].append(line)

    def _person(self, person_id: int | None) -> Person | None:
        return next((person for person in self._people if person.id == person_id), None)

    def _held(self, item: Contribution, pursuit: Pursuit, person: Person) -> Line | None:
        words, since = self._words(person), pursuit.claimed_at or self._tx.now
        if item.state == WITHDRAWN:
            gone = self._tx.contributions.turns([item.id])[item.id].at
            text = words.markdown("{label} was withdrawn: nothing is to be done any more.", label=said(item, words))
            return Line(key=f"{item.reference}:gone", markdown=text, counted=_HELD, since=gone) if self._is_recent(gone) else None
        weeks = (self._tx.now - since - HELD_FOR) // timedelta(days=7)
        if item.state != PUBLISHED or not 0 <= weeks < MOST_REMINDED:
            return None
        day = words.day(words.local(since).date(), self._tx.today(person.zone))
        region = region_of(item.chamber, words, self._tx)
        text = words.markdown(
            "{label} ({region}) is yours since {day}: {topic}", label=said(item, words), region=region, day=day, topic=item.heading()
        )
        return Line(key=f"{item.reference}:held:{since:%y%m%d}:{weeks}", markdown=text, buttons=held_buttons(item, words), counted=_HELD)

    def _is_recent(self, moment: datetime) -> bool:
        return self._tx.now - moment < TOLD_FOR

    def helped(self, lines: dict[int, list[Line]]) -> None:
        """Three days after an answer, its author is asked once whether it was what he needed."""
        now = self._tx.now
        pursuits = self._tx.pursuits.answered_between(now - SETTLES, now - ASKED_HOW_IT_WAS)
        items = self._items([pursuit.request_id for pursuit in pursuits])
        for pursuit in pursuits:
            item = items.get(pursuit.request_id)
            asker = next((one for one in self._people if item and one.wrote(item.author_id)), None)
            if item and asker and item.state == PUBLISHED:
                lines[asker.id].append(self._helped(item, asker, pursuit))

    def _helped(self, item: Contribution, person: Person, pursuit: Pursuit) -> Line:
        words = self._words(person)
        buttons = tuple(
            Button(label=f"{n} {words.text(label)}", act=act(verb, item), word=words.text(word))
            for n, verb, label, word in (
                (1, "good", _("Yes"), _("yes")),
                (2, "partly", _("Partly"), _("partly")),
                (3, "none", _("No"), _("no")),
            )
        )
        text = words.markdown("{label}: did you get what you needed? 1 yes, 2 partly, 3 no", label=said(item, words))
        return Line(key=f"{item.reference}:helped:{pursuit.answered_at:%y%m%d}", markdown=text, buttons=buttons, counted=_HELPED)

    def ours(self, lines: dict[int, list[Line]]) -> None:
        """What the ambassadors of a chamber have asked of the network is told to it."""
        kind = request_kind(self._tx)
        askers = {person.id: person for person in self._everybody if person.role is Role.AMBASSADOR}
        for item in self._tx.contributions.open_in(kind=kind.name if kind else None) if askers else ():
            asker = askers.get(item.author_id)
            if asker is None or item.scope is Scope.NATIONAL or not self._is_recent(item.filed_at) or item.chamber == NATIONAL:
                continue
            for person in self._readers_of(item.chamber):
                if person.id in self._wanted:
                    lines[person.id].append(self._ours(item, asker, person))

    def _ours(self, item: Contribution, asker: Person, person: Person) -> Line:
        words = self._words(person)
        values = {"label": said(item, words), "name": who(asker, words, self._tx), "topic": item.heading()}
        text = words.markdown("{label} – {name} asks the network: {topic}", **values)
        return Line(key=f"{item.reference}:told", markdown=text, counted=_OURS, since=item.filed_at)
