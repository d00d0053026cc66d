"""Forms: opened with what is known, checked answer by answer, filed once however often they are sent."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.chambers import NATIONAL
from bot.domain.contribution import Contribution, Kind, Scope
from bot.domain.errors import Gone, NotAllowed, Refused
from bot.domain.fields import Problem, Question, as_text
from bot.domain.messages import Form, FormErrors, Input, Nothing, Option
from bot.domain.people import Person
from bot.domain.permissions import may_change, may_read
from bot.domain.text import Reading, read_answer
from bot.wording import Words
from handlers.answer import Answer
from handlers.change import revise
from handlers.contribute import Contradicted, check, check_may_file, file_answers, in_place
from handlers.show import label, spoken
from storage.contributions import Origin, answers_of, read_answers
from storage.drafts import WAITING, Draft
from storage.transaction import Tx

MOST_DIGITS = 9
"""Of a number; a longer one is nobody's, and no database takes it."""


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A form that was sent: its token, and the text of each answer by the name of its input."""

    token: str
    answers: Mapping[str, str]
    origin: Origin


def blank_form(kind: Kind, person: Person, tx: Tx, *, text_answers: Mapping[str, str] | None = None) -> Form:
    """A new one of that kind, with what is inferred from the person filled in."""
    check_may_file(person)
    chamber = tx.directory.get(person.chamber)
    inferred = {"chamber": person.chamber, "chamber_name": chamber.name if chamber else ""}
    answers = {question.name: inferred.get(question.inferred, "") for question in kind.questions} | dict(text_answers or {})
    return _form(kind, f"new:{kind.name}", answers, person, tx)


def correction_form(item: Contribution, person: Person, tx: Tx) -> Form:
    """The answers as they are. The token holds the version, so that nobody undoes what another has corrected meanwhile."""
    check_may_change(item, person, tx)
    kind = tx.kinds[item.kind]
    words = tx.words(person.language, person.zone)
    form = _form(kind, f"correct:{item.reference}:{item.version}", answers_of(item, kind), person, tx)
    return dataclasses.replace(form, title=label(item, words), submit=words.text("Correct"))


def draft_form(draft: Draft, person: Person, tx: Tx) -> Form:
    """The rest of a draft, asked at once."""
    kind = tx.kinds[draft.kind]
    return _form(kind, f"draft:{draft.id}", draft.answers, person, tx)


def check_may_change(item: Contribution, person: Person, tx: Tx) -> None:
    """Raises NotAllowed, naming who may."""
    if may_change(person, item, tx.directory):
        return
    if item.chamber == NATIONAL:
        raise NotAllowed("This belongs to the national team, which alone can change it.")
    chamber = tx.directory.get(item.chamber)
    region = chamber.region if chamber else item.chamber
    raise NotAllowed("This belongs to {chamber}: only {chamber} and the national team can change it.", chamber=region)


def _form(kind: Kind, purpose: str, answers: Mapping[str, str], person: Person, tx: Tx) -> Form:
    words = tx.words(person.language, person.zone)
    return Form(
        title=words.text(kind.cls.proposal),
        submit=words.text("File"),
        cancel=words.text("Cancel"),
        token=f"{purpose}:{secrets.token_urlsafe(9)}",
        inputs=tuple(_input(question, answers.get(question.name, ""), words, tx) for question in kind.questions),
    )


def _input(question: Question, value: str, words: Words, tx: Tx) -> Input:
    return Input(
        name=question.name,
        label=words.text(question.label),
        type=question.type,
        required=question.required,
        hint=words.text(question.hint) if question.hint else "",
        limit=question.limit,
        options=_options(question, words, tx, value),
        value=value,
    )


def _options(question: Question, words: Words, tx: Tx, value: str) -> tuple[Option, ...]:
    if question.choice is not None:
        return tuple(Option(str(option.value), words.text(option.label)) for option in question.choice)
    if question.type != "chamber":
        return ()
    known = tx.directory.get(value)
    today = [chamber for chamber in tx.directory if chamber.valid(tx.now.date())]
    listed = today if known is None or known in today else [*today, known]
    return tuple(Option(chamber.code, chamber.region) for chamber in listed)


def submit(filled: Filled, person: Person, tx: Tx) -> Answer:
    """Files or corrects what the form says, or gives its errors by input; a form with errors loses nothing that was typed."""
    purpose, _, rest = filled.token.partition(":")
    try:
        return _SUBMITTED.get(purpose, _unknown)(rest.rsplit(":", 1)[0], filled, person, tx)
    except Contradicted as contradicted:
        words = tx.words(person.language, person.zone)
        return FormErrors({name: words.text(one.message, **one.values) for name, one in contradicted.problems.items()})
    except Refused as refused:
        return _refused(refused, filled, person, tx)


def _refused(refused: Refused, filled: Filled, person: Person, tx: Tx) -> FormErrors:
    """A refusal that concerns no field stands under the first: the form stays open with all its text."""
    first = next(iter(filled.answers), "")
    return FormErrors({first: tx.words(person.language, person.zone).text(refused.message, **refused.values)})


def _unknown(_rest: str, _filled: Filled, _person: Person, _tx: Tx) -> Answer:
    raise Gone("This form is no longer valid. Copy your text, close the form and open it again.")


def _new(rest: str, filled: Filled, person: Person, tx: Tx) -> Answer:
    kind = tx.kinds.get(rest)
    if kind is None:
        return _unknown(rest, filled, person, tx)
    answers = checked(kind, filled.answers, person, tx)
    return answers if isinstance(answers, FormErrors) else file_answers(kind, answers, filled.origin, person, tx)


def _of_draft(rest: str, filled: Filled, person: Person, tx: Tx) -> Answer:
    draft = tx.drafts.get(written_number(rest))
    if draft is None or draft.state != WAITING or draft.person_id != person.id:
        raise Gone("This draft has been settled already.")
    kind = tx.kinds[draft.kind]
    answers = checked(kind, filled.answers, person, tx)
    if isinstance(answers, FormErrors):
        return answers
    return in_place(file_answers(kind, answers, filled.origin, person, tx, draft=draft), draft, tx)


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
    return Nothing() if holds_card else answer  # the card he holds has just become this


_SUBMITTED = {"new": _new, "draft": _of_draft, "correct": _correction}


def corrected(item: Contribution, answers: Mapping[str, str], person: Person, tx: Tx, *, scope: Scope | None = None) -> Answer:
    """The item with these answers (and that scope), as its next version; every message that shows it follows."""
    kind = tx.kinds[item.kind]
    empty: dict[str, Any] = {
        question.name: None if question.choice or question.type == "date" else "" for question in kind.questions if question.name in answers
    }
    changed = dataclasses.replace(item, **empty | read_answers(kind, answers), scope=scope or item.scope)
    check(changed, tx)
    return revise(item, changed, "correct", person, tx)


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


def written_number(text: str) -> int:
    """A number as buttons, forms and references write it; -1, which nothing has, for anything else: it may be forged."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else -1


def find(reference: str, person: Person, tx: Tx) -> Contribution:
    """The item of a written number, `JO-021`. Raises Gone; what somebody may not read is not there for him."""
    prefix, _, number = reference.rpartition("-")
    kind = tx.kinds.by_prefix(prefix)
    item = tx.contributions.numbered(kind.name, written_number(number)) if kind else None
    if item is None or not may_read(person, item, tx.directory):
        words = tx.words(person.language, person.zone)
        said = spoken(kind.cls, written_number(number), words).lower() if kind and written_number(number) >= 0 else reference
        raise Gone("I do not find “{said}”. Check the number.", said=said)
    return item
