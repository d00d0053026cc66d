"""The lines of a person's morning: what waits for him, each said once, computed from facts alone."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from bot.domain.contribution import Contribution
from bot.domain.i18n import mark as _
from bot.domain.messages import Button
from bot.domain.people import Person, Role
from bot.domain.week import next_working_day
from bot.wording import Words
from handlers.contribute import advance
from handlers.question import next_question
from handlers.show import PROPOSED, action_buttons, label, own_buttons, spoken
from storage.drafts import Draft
from storage.transaction import Tx

_DEAD = _("{channel} no longer receives anything: {reason}.")
_MISSED = _("The letter of week {week} was not sent to everybody: the outage lasted over a week.")
_STAFF = (Role.DIRECTOR, Role.EMPLOYEE, Role.ADMINISTRATOR)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line with its gestures. `key` makes it said once. `settles`: a draft that is filed, without its answer, when this is told."""

    key: str
    markdown: str
    buttons: tuple[Button, ...] = ()
    settles: Draft | None = None


class Lines:
    """Everybody's lines of one round, from a few queries."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    @cached_property
    def _by_author(self) -> dict[int, list[Contribution]]:
        return self._tx.contributions.authored_open()

    @cached_property
    def _proposed(self) -> list[Contribution]:
        return self._tx.contributions.open_in(state=PROPOSED)

    @cached_property
    def _drafts(self) -> dict[int, list[Draft]]:
        grouped: dict[int, list[Draft]] = defaultdict(list)
        for draft in self._tx.drafts.waiting():
            grouped[draft.person_id].append(draft)
        return grouped

    @cached_property
    def _troubles(self) -> list[tuple[str, str, dict[str, str]]]:
        """What an organiser should know: key, message id, values."""
        return [
            *(
                (f"dead:{lane[2]}:{since:%Y%m%d%H%M}", _DEAD, {"channel": lane[2], "reason": reason})
                for lane, reason, since in self._tx.outbox.dead()
            ),
            *((f"missed:{week}", _MISSED, {"week": week}) for week in self._tx.periods.with_outcome("edition", "missed")),
        ]

    def of(self, person: Person) -> list[Line]:
        """What this person has not been told yet."""
        lines = [*self._own(person), *self._to_relay(person), *self._open_questions(person), *self._for_organisers(person)]
        if not lines:
            return []
        taken = self._tx.periods.taken("said", [self._period(line, person) for line in lines])
        return [dataclasses.replace(line, key=self._period(line, person)) for line in lines if self._period(line, person) not in taken]

    def told(self, lines: list[Line]) -> None:
        """Notes that these were said, and does what they say was done."""
        for line in lines:
            self._tx.periods.claim("said", line.key)
            author = self._tx.people.get(line.settles.person_id) if line.settles else None
            if line.settles and author:
                advance(line.settles, author, self._tx)

    @staticmethod
    def _period(line: Line, person: Person) -> str:
        return f"{person.id}:{line.key}"[:80]

    def _own(self, person: Person) -> list[Line]:
        words, today = self._tx.words(person.language, person.zone), self._tx.today(person.zone)
        found = []
        for item in self._by_author.get(person.id, []):
            if reminder := item.reminder(today):
                text = words.markdown(reminder.text, **reminder.values)
                key = f"{item.reference}:{reminder.name}"
                found.append(Line(key=key, markdown=text, buttons=action_buttons(item, reminder.actions, words)))
        return found

    def _to_relay(self, person: Person) -> list[Line]:
        """The chamber at once; the national team after one working day."""
        words = self._tx.words(person.language, person.zone)
        return [self._relay_line(item, words) for item in self._proposed if self._asks(person, item)]

    def _asks(self, person: Person, item: Contribution) -> bool:
        if not person.is_national:
            return person.role in _STAFF and person.chamber == item.chamber
        filed = item.filed_at.date()
        return self._tx.today(person.zone) > next_working_day(filed + timedelta(days=1), item.chamber, self._tx.calendar)

    def _relay_line(self, item: Contribution, words: Words) -> Line:
        author = self._tx.people.named([item.author_id]).get(item.author_id, "")
        text = words.markdown(
            "{label}, {heading}, from {author}: relay it?", label=label(item, words), heading=item.heading(), author=author
        )
        return Line(key=f"{item.reference}:relay", markdown=text, buttons=own_buttons(item, words))

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
            help_button = Button(label=words.text("Help"), act="help", word="aide")
            text = words.markdown("Your text “{text}” waits: what should I do with it?", text=draft.raw_text[:80])
            return [Line(key=f"draft:{draft.id}", markdown=text, buttons=(help_button,))]
        question = next_question(draft, person, self._tx)
        kind = self._tx.kinds[draft.kind]
        name = spoken(kind.cls, draft.number, words)
        if question and question.name in kind.asked_once:
            settled = dataclasses.replace(draft, settled=(*draft.settled, question.name))
            text = words.markdown("{label}: filed without an answer to “{question}”", label=name, question=question.text)
            correct = Button(label=words.text("Correct"), act=f"do:correct:{kind.cls.prefix}-{draft.number:03d}", word="corriger")
            return [Line(key=f"draft:{draft.id}", markdown=text, buttons=(correct,), settles=settled)]
        asked = question.text if question else ""
        correct = Button(label=words.text("Correct"), act=f"draft:correct:{draft.id}", word="corriger")
        drop = Button(label=words.text("Withdraw"), act=f"draft:drop:{draft.id}", word="retirer")
        return [
            Line(
                key=f"draft:{draft.id}",
                markdown=words.markdown("{label} waits: {question}", label=name, question=asked),
                buttons=(correct, drop),
            )
        ]

    def _for_organisers(self, person: Person) -> list[Line]:
        if not person.is_national:
            return []
        words = self._tx.words(person.language, person.zone)
        return [Line(key=key, markdown=words.markdown(message, **values)) for key, message, values in self._troubles]
