"""Forms that come back: checked answer by answer, filed once however often they are sent."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.contribution import PUBLISHED, Contribution, Kind, Scope
from bot.domain.errors import Gone, Refused
from bot.domain.fields import Problem, Question, as_text
from bot.domain.folding import words as folded
from bot.domain.messages import Form, FormErrors, Nothing
from bot.domain.people import Person
from bot.domain.text import Reading, read_answer
from handlers.answer import Answer
from handlers.change import revise
from handlers.contribute import Contradicted, check, file_answers, in_place, says_confidential, ticked
from handlers.forms import check_may_change, check_may_place, correction_form, find, written_number
from handlers.groups.form import PURPOSE, submit_group
from handlers.proposals import PROPOSED
from storage.contributions import Origin, answers_of, read_answers
from storage.drafts import WAITING
from storage.transaction import Tx


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A form that was sent: its token, and the text of each answer by the name of its input. `written_at` (UTC): when, where it came much
    later. `typed`: in messages, so that what comes of it is one too, and not the card that he holds already."""

    token: str
    answers: Mapping[str, str]
    origin: Origin
    written_at: datetime | None = None
    typed: bool = False


def submit(filled: Filled, person: Person, tx: Tx) -> Answer:
    """Files or corrects what the form says, or gives its errors by input; a form with errors loses nothing that was typed."""
    try:
        return send(filled, person, tx)
    except Refused as refused:
        return _refused(refused, filled, person, tx)


def send(filled: Filled, person: Person, tx: Tx) -> Answer:
    """The same, where a refusal that concerns no field can be said by itself. Raises Gone, NotAllowed."""
    purpose, _, rest = filled.token.partition(":")
    try:
        return _SUBMITTED.get(purpose, _unknown)(rest.rsplit(":", 1)[0], filled, person, tx)
    except Contradicted as contradicted:
        words = tx.words(person.language, person.zone)
        return FormErrors({name: words.text(one.message, **one.values) for name, one in contradicted.problems.items()})


def _refused(refused: Refused, filled: Filled, person: Person, tx: Tx) -> FormErrors:
    """A refusal that concerns no field stands under the first: the form stays open with all its text."""
    first = next(iter(filled.answers), "")
    return FormErrors({first: tx.words(person.language, person.zone).text(refused.message, **refused.values)})


def _unknown(_rest: str, _filled: Filled, _person: Person, _tx: Tx) -> Answer:
    raise _invalid()


def _invalid() -> Gone:
    return Gone("This form is no longer valid. Copy your text, close the form and open it again.")


def kind_of(token: str, tx: Tx) -> Kind:
    """The kind that a form is about, by its token. Raises Gone."""
    purpose, _, rest = token.partition(":")
    name = rest.partition(":")[0]
    if purpose == "new" and name in tx.kinds:
        return tx.kinds[name]
    draft = tx.drafts.get(written_number(name)) if purpose == "draft" else None
    kind = tx.kinds.get(draft.kind) if draft else tx.kinds.by_prefix(name.rpartition("-")[0]) if purpose == "correct" else None
    if kind is None:
        raise _invalid()
    return kind


def question_named(kind: Kind, said: str, tx: Tx) -> Question | None:
    """The question of a kind that somebody means by one of its names, in any language."""
    spoken = [tx.words(language, "UTC") for language in ("fr", "en")]
    for question in kind.questions:
        names = (*question.labels, *(words.text(question.label) for words in spoken), question.name)
        if folded(said) and folded(said) in {folded(name) for name in names}:
            return question
    return None


def anew(form: Form, person: Person, tx: Tx) -> Form:
    """A form that corrects, as it would be opened now. Raises Gone, NotAllowed."""
    purpose, _, rest = form.token.partition(":")
    return correction_form(find(rest.partition(":")[0], person, tx), person, tx) if purpose == "correct" else form


def read_input(question: Question, typed: str, person: Person, tx: Tx, *, now: datetime) -> str | Problem:
    """One answer in stored form, or what is wrong with it. `now` is when it was typed."""
    reading = Reading(now=now, zone=person.zone, language=person.language, directory=tx.directory, in_form=True)
    value = _as_typed(question, typed, read_answer(question, typed, reading))
    return value if isinstance(value, (str, Problem)) else as_text(value)


def _new(rest: str, filled: Filled, person: Person, tx: Tx) -> Answer:
    kind = tx.kinds.get(rest)
    if kind is None:
        return _unknown(rest, filled, person, tx)
    answers = checked(kind, filled.answers, person, tx)
    if isinstance(answers, FormErrors):
        return answers
    return file_answers(kind, answers, filled.origin, person, tx, written_at=filled.written_at)


def _of_draft(rest: str, filled: Filled, person: Person, tx: Tx) -> Answer:
    draft = tx.drafts.get(written_number(rest))
    if draft is None or draft.state != WAITING or draft.person_id != person.id:
        raise Gone("This draft has been settled already.")
    kind = tx.kinds[draft.kind]
    answers = checked(kind, filled.answers, person, tx)
    if isinstance(answers, FormErrors):
        return answers
    unasked = {name: text for name, text in draft.answers.items() if name not in filled.answers}
    reply = file_answers(kind, unasked | answers, filled.origin, person, tx, draft=draft)
    return reply if filled.typed else in_place(reply, draft, tx)


def _correction(rest: str, filled: Filled, person: Person, tx: Tx) -> Answer:
    reference, _, version = rest.partition(":")
    item = find(reference, person, tx)
    check_may_change(item, person, tx)
    if item.version != written_number(version):
        raise Gone("Somebody corrected this meanwhile. Copy your text, close the form and open it again.")
    kind = tx.kinds[item.kind]
    answers = checked(kind, filled.answers, person, tx, before=answers_of(item, kind))
    if isinstance(answers, FormErrors):
        return answers
    answer = corrected(item, answers, person, tx)
    holds_card = any(shown.person == person.id for shown in tx.outbox.showing(item.id, "card"))
    return Nothing() if holds_card and not filled.typed else answer  # the card he holds has just become this


def _group(_rest: str, filled: Filled, person: Person, tx: Tx) -> Answer:
    return submit_group(filled.answers, person, tx)


_SUBMITTED = {"new": _new, "draft": _of_draft, "correct": _correction, PURPOSE: _group}


def corrected(item: Contribution, answers: Mapping[str, str], person: Person, tx: Tx, *, scope: Scope | None = None) -> Answer:
    """The item with these answers (and that scope), as its next version; every message that shows it follows."""
    kind = tx.kinds[item.kind]
    empty: dict[str, Any] = {
        question.name: None if question.choice or question.type == "date" else "" for question in kind.questions if question.name in answers
    }
    changed = dataclasses.replace(item, **empty | read_answers(kind, answers), scope=scope or _scope_of(item, kind, answers))
    if changed.scope is Scope.NATIONAL and item.state == PROPOSED:  # it is the national team's at once: nobody reads it over
        changed = dataclasses.replace(changed, state=PUBLISHED, published_at=tx.now)
    check_may_place(item.chamber, changed.chamber, person)
    check(changed, tx)
    return revise(item, changed, "correct", person, tx)


def _scope_of(item: Contribution, kind: Kind, answers: Mapping[str, str]) -> Scope:
    """As it was, unless a box that is ticked makes it confidential."""
    before = answers_of(item, kind)
    fresh = {name: text for name, text in answers.items() if text != before.get(name)}
    return Scope.NATIONAL if says_confidential(ticked(kind, fresh)) else item.scope


def checked(
    kind: Kind, texts: Mapping[str, str], person: Person, tx: Tx, *, before: Mapping[str, str] | None = None
) -> dict[str, str] | FormErrors:
    """Every answer read, in stored form; or every error, each under its input. What did not change is not judged again."""
    reading = Reading(now=tx.now, zone=person.zone, language=person.language, directory=tx.directory, in_form=True)
    known = before or {}
    read = {
        question.name: known[question.name]
        if texts[question.name] == known.get(question.name)
        else _as_typed(question, texts[question.name], read_answer(question, texts[question.name], reading))
        for question in kind.questions
        if question.name in texts
    }
    words = tx.words(person.language, person.zone)
    errors = {name: words.text(value.message, **value.values) for name, value in read.items() if isinstance(value, Problem)}
    if errors:
        return FormErrors(errors)
    return {name: value if isinstance(value, str) else as_text(value) for name, value in read.items()}


def _as_typed(question: Question, typed: str, read: Any) -> Any:
    """The box of a form holds plain text: a star in it is a star, and "&lt;" four letters, where a message would have had formatting."""
    line = " ".join(typed.split())
    fits = question.limit is None or len(line) <= question.limit
    return line if question.type == "text" and isinstance(read, str) and read and fits else read
