"""How a form reads where it is asked question by question, and which question comes next."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from bot.domain.fields import LISTS
from bot.domain.i18n import mark as _
from bot.domain.messages import Button, Form, Input, Message, Option
from bot.domain.people import Person
from bot.domain.ports import Address
from bot.wording import Words
from bot.wording.escape import shorten
from bot.wording.plain import plain
from handlers.listed import in_words
from storage.forms import DROPPED, WAITING, Asked
from storage.transaction import Tx

MOST_BYTES: Final = 900
"""Of a list of fields, before a platform's own markup: a message of 1,000 bytes goes through at 2G."""
NUMBERED: Final = 12
"""So many options are offered as buttons; a longer list (the chambers) is answered by name."""
_ENTRIES: Mapping[str, str] = {"decisions": _("decision"), "actions": _("action")}
"""Message ids of what each entry of a list is called, where it can be corrected by its number alone."""
_SHORTER = (80, 60, 40, 25, 15)


def open_form(form: Form, at: Address, person: Person, tx: Tx) -> Message:
    """Keeps the form, and gives its first question. Another one that was open waits."""
    before = tx.forms.latest(person.id, at.platform)
    others = before.form.title if before and set_aside(before, tx) else ""
    asked = Asked(person_id=person.id, place=at, form=form, opened_at=tx.now, at=tx.now)
    asked = tx.forms.add(dataclasses.replace(asked, asking=next_asked(asked)))
    return shown(asked, person, tx, first=True, others=others)


def set_aside(asked: Asked, tx: Tx, *, bare: bool = False) -> bool:
    """The form waits, and nothing answers it. Whether there is anything to go on with: what holds no answer is dropped, unless `bare`."""
    kept = (bare or bool(asked.answers)) and not asked.form.correcting
    tx.forms.save(dataclasses.replace(asked, state=WAITING if kept else DROPPED, at=tx.now))
    return kept


def questions(form: Form) -> list[Input]:
    """What is asked: what is needed and not known, and what its kind asks for. Of what is there already, nothing."""
    return [] if form.correcting else [one for one in form.inputs if not one.value and (one.required or one.asked)]


def next_asked(asked: Asked) -> str:
    """The name of the next question without an answer; "" when there is none. Of what is corrected, what was named."""
    if asked.form.correcting:
        return next((one.name for one in asked.form.inputs if one.name == asked.form.first), "")
    return next((one.name for one in questions(asked.form) if one.name not in asked.answers), "")


def before(asked: Asked) -> str:
    """The name of the question before this one; the same when it is the first."""
    names = [one.name for one in questions(asked.form)]
    place = names.index(asked.asking) if asked.asking in names else 0
    return names[place - 1] if place else asked.asking


def offered(question: Input) -> tuple[Option, ...]:
    """The answers that are offered, in the order of their numbers."""
    return question.offered or (question.options if len(question.options) <= NUMBERED else ())


def choice_act(asked: Asked, option: Option) -> str:
    """The act of the button of one answer: of the question that is asked now, and of no other."""
    said = f"{asked.asking}={option.value}"
    return f"form:{asked.id}:is:{hashlib.sha256(said.encode()).hexdigest()[:12]}"


def shown(asked: Asked, person: Person, tx: Tx, *, problem: str = "", first: bool = False, others: str = "") -> Message:
    """What is asked now: a question, or the list of what can be changed. `problem` (Markdown) is why it is asked again."""
    words, today = tx.words(person.language, person.zone), tx.today(person.zone)
    if not asked.asking:
        return Message.of(_listed(asked, words, today, problem))
    question, names = asked.form.input(asked.asking), [one.name for one in questions(asked.form)]
    present = readable(question, present_value(asked, question), words, today)
    values: dict[str, Any] = {
        "title": asked.form.title,
        "problem": problem,
        "number": names.index(question.name) + 1 if question.name in names else 0,
        "total": len(names),
        "question": question.asked or words.text("{label}?", label=question.label),
        "hint": question.hint,
        "chamber": question.type == "chamber",
        "now": present,
        "can_clear": bool(present) and not question.required,
        "entry": _ENTRIES.get(question.type, ""),
        "first": first,
        "optional": [one.label.lower() for one in asked.form.inputs if one.name not in names and not one.value][:3],
        "others": others,
    }
    return Message.of(words.render("shared/form_question", **values), *_buttons(asked, question, words))


def present_value(asked: Asked, question: Input) -> str:
    """What stands there now, in the form's own words."""
    return asked.answers.get(question.name, question.value)


def _buttons(asked: Asked, question: Input, words: Words) -> Iterator[Button]:
    options = offered(question)
    for number, option in enumerate(options, start=1):
        yield Button(label=f"{number} {option.label}", act=choice_act(asked, option), word=str(number))
    without = question.required or any(not option.value for option in options)
    if not without and not asked.form.correcting:
        yield Button(label=words.text("Skip"), act=f"form:{asked.id}:skip:{question.name}", word=words.text("skip"))
    if before(asked) != asked.asking:
        yield Button(label=words.text("Back"), act=f"form:{asked.id}:back:{question.name}", word=words.text("back"))
    yield Button(label=words.text("Cancel"), act=f"form:{asked.id}:stop", word=words.text("cancel"))


def _listed(asked: Asked, words: Words, today: date, problem: str) -> str:
    """The fields with their numbers and what stands there, each as short as the whole asks for."""
    for limit in _SHORTER:
        text = words.render("shared/form_list", title=asked.form.title, problem=problem, **_fields(asked, words, today, limit))
        if len(text.encode()) <= MOST_BYTES:
            break
    return text


def _fields(asked: Asked, words: Words, today: date, limit: int) -> dict[str, Any]:
    fields: list[dict[str, Any]] = [
        {
            "number": number,
            "label": question.label.lower(),
            "value": shorten(readable(question, present_value(asked, question), words, today), limit) or "–",
        }
        for number, question in enumerate(asked.form.inputs, start=1)
    ]
    told = [one for one, question in zip(fields, asked.form.inputs, strict=True) if question.type == "text" and one["value"] != "–"]
    return {"fields": fields, "example": min(told, key=lambda one: len(one["value"])) if told else fields[0]}


def readable(question: Input, value: str, words: Words, today: date) -> str:
    """An answer in the form's own words, as its author would say it in one line."""
    named = next((option.label for option in question.options if option.value == value), "")
    if named or not value:
        return named
    if question.type == "date":
        return words.day(date.fromisoformat(value), today)
    if question.type in LISTS:
        return in_words(question.type, value, words, today)
    return " ".join((plain(value) if question.type == "rich_text" else value).split())
