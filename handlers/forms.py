"""Forms as they are opened: with what is known, and for whom they are."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Mapping

from bot.domain.chambers import NATIONAL
from bot.domain.contribution import Contribution, Kind
from bot.domain.errors import Gone, NotAllowed
from bot.domain.fields import NO, YES, Question
from bot.domain.messages import Form, Input, Option
from bot.domain.people import Person
from bot.domain.permissions import may_change, may_read, publishes
from bot.wording import Words
from bot.wording.graphemes import units
from handlers.contribute import check_may_file
from handlers.question import alternatives
from handlers.show import label, spoken
from storage.contributions import answers_of
from storage.drafts import Draft
from storage.transaction import Tx

LONGEST_VALUE = 3_000
"""UTF-16 units. No box of a window takes more: what is longer would come back cut."""
MOST_DIGITS = 9
"""Of a number; a longer one is nobody's, and no database takes it."""


def blank_form(kind: Kind, person: Person, tx: Tx, *, text_answers: Mapping[str, str] | None = None) -> Form:
    """A new one of that kind, with what is inferred from the person filled in."""
    check_may_file(person, tx, kind)
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
    return dataclasses.replace(form, title=label(item, words), submit=words.text("Correct"), correcting=True)


def draft_form(draft: Draft, person: Person, tx: Tx) -> Form:
    """The rest of a draft, asked at once; one question at a time, first of all what stands in its way."""
    kind, words = tx.kinds[draft.kind], tx.words(person.language, person.zone)
    form = _form(kind, f"draft:{draft.id}", draft.answers, person, tx)
    inputs = (
        dataclasses.replace(one, asked=one.asked or words.text("{label}: what should I write?", label=one.label))
        if one.name == draft.question
        else one
        for one in form.inputs
    )
    return dataclasses.replace(form, inputs=tuple(inputs))


def check_may_change(item: Contribution, person: Person, tx: Tx) -> None:
    """Raises NotAllowed, naming who may."""
    if may_change(person, item, tx.directory):
        return
    if item.chamber == NATIONAL:
        raise NotAllowed("This belongs to the national team, which alone can change it.")
    chamber = tx.directory.get(item.chamber)
    region = chamber.region if chamber else item.chamber
    raise NotAllowed("This belongs to {chamber}: only {chamber} and the national team can change it.", chamber=region)


def check_may_place(before: str, after: str, person: Person) -> None:
    """Raises NotAllowed for who would choose by that which chamber reads over what he proposes."""
    if after != before and not publishes(person):
        raise NotAllowed("Your chamber reads over what you propose: it cannot be given to another one.")


def _form(kind: Kind, purpose: str, answers: Mapping[str, str], person: Person, tx: Tx) -> Form:
    words, asked = tx.words(person.language, person.zone), _asked(kind, person)
    long = [question for question in asked if units(answers.get(question.name, "")) > LONGEST_VALUE]
    return Form(
        title=words.text(kind.cls.proposal),
        submit=words.text("File"),
        cancel=words.text("Cancel"),
        token=f"{purpose}:{secrets.token_urlsafe(9)}",
        inputs=tuple(_input(question, answers.get(question.name, ""), person, tx) for question in asked if question not in long),
        intro=_too_long(long, words) if long else "",
    )


def _too_long(questions: list[Question], words: Words) -> str:
    """What a box would cut is not in the form: it stays as it is, and this says how to change it."""
    fields = words.list_of(words.text(question.label).lower() for question in questions)
    return words.text("Too long for a form, left as it is: {fields}. To change it, edit the message that said it.", fields=fields)


def _asked(kind: Kind, person: Person) -> list[Question]:
    """All, but for whom the chamber is not his to choose."""
    return [question for question in kind.questions if question.type != "chamber" or publishes(person)]


def _input(question: Question, value: str, person: Person, tx: Tx) -> Input:
    words, missing = tx.words(person.language, person.zone), question.missing
    return Input(
        name=question.name,
        label=words.text(question.label),
        type=question.type,
        required=question.required,
        hint=words.text(question.hint) if question.hint else "",
        limit=question.limit,
        options=_options(question, words, tx, value),
        value=value,
        asked=words.text(missing.text) if missing else "",
        offered=tuple(Option(one.value, one.label) for one in alternatives(missing, [], person, tx)) if missing else (),
    )


def _options(question: Question, words: Words, tx: Tx, value: str) -> tuple[Option, ...]:
    if question.choice is not None:
        return tuple(Option(str(option.value), words.text(option.label)) for option in question.choice)
    if question.type == "flag":
        return Option(YES, words.text("Yes")), Option(NO, words.text("No"))
    if question.type != "chamber":
        return ()
    known = tx.directory.get(value)
    today = [chamber for chamber in tx.directory if chamber.valid(tx.now.date())]
    listed = today if known is None or known in today else [*today, known]
    return tuple(Option(chamber.code, chamber.region) for chamber in listed)


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
