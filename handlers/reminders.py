"""The lines of a person's morning: what waits for him, each said once, computed from facts alone. Who says what: SOURCES."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from bot.domain.bodies import LIFE
from bot.domain.contribution import Contribution
from bot.domain.i18n import nmark
from bot.domain.messages import Button
from bot.domain.people import Person
from bot.domain.permissions import Act, Grant, grant, may_read, may_relay
from bot.wording import Words
from bot.wording.escape import shorten
from handlers.actions.reminding import action_lines
from handlers.contribute import advance, answer_act
from handlers.groups.lines import group_lines
from handlers.minutes.reminding import draft_lines, news_lines
from handlers.morning import Line, Source
from handlers.proposals import PROPOSED, national_on, over_by, proposed_since
from handlers.question import next_question
from handlers.requests.lines import request_lines
from handlers.show import action_buttons, label, local_today, own_buttons, spoken
from handlers.troubles import Trouble, may_see, troubles
from storage.drafts import Draft
from storage.transaction import Tx

LONGEST_TEXT = 80
FEWEST_WORDS = 4
"""A shorter text that was not understood was small talk: it is kept, and not recalled."""
_TO_RELAY = nmark("{n} proposal to relay", "{n} proposals to relay")
_QUESTION = nmark("{n} open question", "{n} open questions")
_FAULT = nmark("{n} fault to look at", "{n} faults to look at")


def lines_for(people: Sequence[Person], tx: Tx, *, again: bool = False) -> dict[int, list[Line]]:
    """What these people have not been told yet, by their id; who has nothing to be told is not there. In a few queries for all. `again`:
    what they have been told, too."""
    lines = {person.id: list[Line]() for person in people}
    for source in SOURCES:
        said = source(people, tx)
        for person in people:
            lines[person.id] += [_his_own(line, person) for line in said.get(person.id, ()) if again or _is_time(line, person, tx)]
    taken = set[str]() if again else tx.periods.taken("said", [line.key for some in lines.values() for line in some])
    fresh = {person: _once_each([line for line in some if line.key not in taken]) for person, some in lines.items()}
    return {person: some for person, some in fresh.items() if some}


def _his_own(line: Line, person: Person) -> Line:
    return dataclasses.replace(line, key=f"{person.id}:{line.key}"[:80])


def _is_time(line: Line, person: Person, tx: Tx) -> bool:
    """What came about today waits for tomorrow's morning, where it says so."""
    return line.since is None or line.since.astimezone(ZoneInfo(person.zone)).date() < tx.today(person.zone)


def _once_each(lines: Iterable[Line]) -> list[Line]:
    """An action that may be spoken of for two reasons is spoken of once, for both."""
    found: dict[str, Line] = {}
    for line in lines:
        key = f"action {line.action.id}" if line.action else line.key
        if key in found:
            found[key] = dataclasses.replace(found[key], also=(*found[key].also, line.key))
        else:
            found[key] = line
    return list(found.values())


def told(lines: Iterable[Line], tx: Tx) -> None:
    """Notes that these were said, and does what they say was done."""
    for line in lines:
        tx.periods.claim_all("said", (line.key, *line.also))
        author = tx.people.get(line.settles.person_id) if line.settles else None
        if line.settles and author:
            advance(line.settles, author, tx)


def _of_every_kind(people: Sequence[Person], tx: Tx) -> Mapping[int, Sequence[Line]]:
    """What every kind asks of its authors, what waits to be relayed, open questions, and faults."""
    facts = _Facts(tx, {owner for person in people for owner in (person.id, *person.stands_for)})
    return {person.id: facts.lines(person) for person in people}


SOURCES: tuple[Source, ...] = (action_lines, request_lines, draft_lines, news_lines, group_lines, _of_every_kind)
"""Who has something to say in the morning, in the order in which it is said. One function for each theme."""


def _drop_button(draft: Draft, words: Words) -> Button:
    return Button(label=words.text("Withdraw"), act=f"draft:drop:{draft.id}", word=words.text("withdraw"))


class _Facts:
    """Everything that some people's lines are made of, each kind of fact from one query."""

    def __init__(self, tx: Tx, people: Collection[int]) -> None:
        self._tx, self._people = tx, people

    @cached_property
    def _by_author(self) -> dict[int, list[Contribution]]:
        return self._tx.contributions.to_ask_about(self._people)

    @cached_property
    def _proposed(self) -> list[Contribution]:
        return self._tx.contributions.open_in(state=PROPOSED)

    @cached_property
    def _since(self) -> dict[int, datetime]:
        return proposed_since(self._proposed, self._tx)

    @cached_property
    def _authors(self) -> dict[int, str]:
        return self._tx.people.named(item.author_id for item in self._proposed)

    @cached_property
    def _drafts(self) -> dict[int, list[Draft]]:
        grouped: dict[int, list[Draft]] = defaultdict(list)
        for draft in self._tx.drafts.waiting():
            grouped[draft.person_id].append(draft)
        return grouped

    @cached_property
    def _troubles(self) -> list[Trouble]:
        return troubles(self._tx)

    def lines(self, person: Person) -> list[Line]:
        """All that could be said to this person now."""
        return [*self._own(person), *self._to_relay(person), *self._open_questions(person), *self._for_organisers(person)]

    def _own(self, person: Person) -> list[Line]:
        words, today = self._tx.words(person.language, person.zone), self._tx.today(person.zone)
        found = []
        for item in (item for author in (person.id, *sorted(person.stands_for)) for item in self._by_author.get(author, [])):
            if (reminder := item.reminder(today)) and may_read(person, item, self._tx.directory):
                text = words.markdown(reminder.text, **reminder.values)
                buttons = action_buttons(item, reminder.actions, words)
                found.append(Line(key=f"{item.reference}:{reminder.name}", markdown=text, buttons=buttons, counted=item.counted))
        return found

    def _to_relay(self, person: Person) -> list[Line]:
        """The chamber at once; the national team after one working day, and at once what would be over by then."""
        words = self._tx.words(person.language, person.zone)
        return [self._relay_line(item, words) for item in self._proposed if self._asks(person, item)]

    def _asks(self, person: Person, item: Contribution) -> bool:
        if not may_relay(person, item, self._tx.directory) or over_by(item, local_today(self._tx, item)):
            return False
        if grant(person, Act.RELAY) is not Grant.YES:
            return True
        first = national_on(self._tx, item, self._since[item.id])
        return self._tx.today(person.zone) >= first or over_by(item, first)

    def _relay_line(self, item: Contribution, words: Words) -> Line:
        author = self._authors.get(item.author_id, "")
        text = words.markdown(
            "{label}, {heading}, from {author}: relay it?", label=label(item, words), heading=item.heading(), author=author
        )
        since = self._since[item.id]
        again = f":{since:%Y%m%d%H%M}" if since != item.filed_at else ""  # proposed anew, it is asked about anew
        return Line(key=f"{item.reference}:relay{again}", markdown=text, buttons=own_buttons(item, words), counted=_TO_RELAY)

    def _open_questions(self, person: Person) -> list[Line]:
        """Yesterday's open questions: one that can go without an answer is settled so; another is recalled once."""
        midnight = self._tx.today(person.zone)
        old = [
            draft
            for draft in self._drafts.get(person.id, [])
            if draft.said_at.astimezone(self._tx.words("fr", person.zone).zone).date() < midnight
        ]
        return [line for draft in old for line in self._recalled(draft, person)]

    def _recalled(self, draft: Draft, person: Person) -> list[Line]:
        words = self._tx.words(person.language, person.zone)
        if not draft.kind:
            return self._recalled_text(draft, person, words)
        question = next_question(draft, person, self._tx)
        kind = self._tx.kinds[draft.kind]
        name = spoken(kind.cls, draft.number, words)
        if question and question.name in kind.asked_once and not draft.answers.get(question.name):
            settled = dataclasses.replace(draft, settled=(*draft.settled, question.name))
            text = words.markdown("{label}: filed without an answer to “{question}”", label=name, question=question.text)
            correct = Button(
                label=words.text("Correct"), act=f"do:correct:{kind.cls.prefix}-{draft.number:03d}", word=words.text("correct")
            )
            return [Line(key=f"draft:{draft.id}", markdown=text, buttons=(correct,), settles=settled, counted=_QUESTION)]
        asked = question.text if question else ""
        markdown = words.markdown("{label} waits: {question}", label=name, question=asked)
        if kind.cls.life == LIFE:  # news have no number that anybody has seen
            markdown = words.markdown("“{text}” waits: {question}", text=shorten(draft.raw_text, LONGEST_TEXT), question=asked)
        if question and question.closed:
            buttons = tuple(
                Button(label=one.label, act=answer_act(draft, question.name, one.value), word=one.word) for one in question.options
            )
        else:
            correct = Button(label=words.text("Correct"), act=f"draft:correct:{draft.id}", word=words.text("correct"))
            buttons = (correct, _drop_button(draft, words))
        return [Line(key=f"draft:{draft.id}", markdown=markdown, buttons=buttons, counted=_QUESTION)]

    def _recalled_text(self, draft: Draft, person: Person, words: Words) -> list[Line]:
        """A text that was not understood: what it can be filed as, or nothing."""
        if len(draft.raw_text.split()) < FEWEST_WORDS:
            return []
        kinds = self._tx.kinds.items() if grant(person, Act.FILE) is not Grant.NO else ()
        keep = [
            Button(label=words.text(kind.cls.proposal), act=f"keep:{draft.id}:{name}", word=str(n))
            for n, (name, kind) in enumerate(kinds, start=1)
        ]
        text = words.markdown("Your text “{text}” waits: what should I do with it?", text=draft.raw_text[:80])
        return [Line(key=f"draft:{draft.id}", markdown=text, buttons=(*keep, _drop_button(draft, words)), counted=_QUESTION)]

    def _for_organisers(self, person: Person) -> list[Line]:
        if not may_see(person):
            return []
        words = self._tx.words(person.language, person.zone)
        return [Line(key=one.key, markdown=one.told(words), counted=_FAULT) for one in self._troubles]
