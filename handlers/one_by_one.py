"""A form asked question by question: what its person types or presses for it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from bot.domain.fields import Problem
from bot.domain.folding import words as folded
from bot.domain.messages import Button, Form, Input, Message
from bot.domain.people import Person
from bot.wording import Markdown
from bot.wording.escape import literal_lines
from handlers.answer import Answer, Reply
from handlers.asking import before, choice_act, next_asked, offered, set_aside
from handlers.form_reading import changes, chosen, named, read
from handlers.form_sending import asks, correct_in, noted, send_in, settled, with_half_a_line
from handlers.forms import written_number
from handlers.typed import Typed, said_at
from storage.contributions import Origin
from storage.forms import OPEN, STOPPED, WAITING, Asked
from storage.transaction import Tx

OPEN_FOR: Final = timedelta(days=14)
"""After so long a silence, what somebody writes answers no form any more: "continue" takes it up."""
LISTED_FOR: Final = timedelta(days=1)
"""The same for a list of fields, whose numbers would soon be taken for something else."""
_STOP = {"annuler", "cancel", "arreter"}
_STOP_ASKING = {"stop", "retirer", "withdraw"}
"""These stop a question too; beside a list they are about what it lists."""
_BACK = {"retour", "back", "precedent", "previous"}
_LIST = {"corriger", "correct", "modifier"}
_SKIP = {"passer", "skip", "suivant", "next"}
_GO_ON = {"continuer", "continue", "go on"}
_UNKNOWING = {"je sais pas", "je ne sais pas", "j sais pas", "sais pas", "aucune idee", "i don t know", "i do not know", "no idea"}
_AGAIN = {"voir", "see", "repeter", "repeat"}


def form_of(typed: Typed, person: Person, tx: Tx) -> Asked | None:
    """The form that a private message may answer."""
    asked = tx.forms.latest(person.id, typed.origin.platform) if typed.private else None
    if asked is None:
        return None
    return asked if tx.now - asked.at <= (OPEN_FOR if asked.asking else LISTED_FOR) else None


def go_on(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """The word that takes up again what waits."""
    if not typed.private or folded(typed.text) not in _GO_ON:
        return None
    here = typed.origin.platform
    left = [asked for state in (WAITING, STOPPED) if (asked := tx.forms.latest(person.id, here, state))]
    waiting = max(left, key=lambda asked: (asked.at, asked.id)) if left else tx.forms.latest(person.id, here)
    return asks(dataclasses.replace(waiting, state=OPEN), person, tx) if waiting else None


def form_word(asked: Asked, typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """What the form's own words do: stop, back, skip."""
    said = folded(typed.text)
    if said in _STOP or (asked.asking and said in _STOP_ASKING):
        return _stopped(asked, person, tx)
    corrects = said in _LIST and (asked.form.correcting or bool(asked.answers))
    if asked.asking and (said in _BACK or corrects):
        return _back(asked, person, tx)
    if asked.asking and said in _SKIP | _UNKNOWING:
        return _skipped(asked, typed, person, tx)
    named_ones = _corrections(asked, typed.text, tx) if asked.asking and asked.answers else []
    return _changed(asked, named_ones, typed, person, tx) if named_ones else None


def _corrections(asked: Asked, text: str, tx: Tx) -> list[tuple[Input, str]]:
    """The fields that "corriger lieu : Rouen" names. Without any answer yet, such words are rather about what was filed before."""
    verb, _space, rest = text.strip().partition(" ")
    return changes(asked, rest, tx) if folded(verb) in _LIST else []


def answer_form(asked: Asked, typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """The answer to its question, or any of its fields by its label or number. None: a list says nothing to this."""
    named_ones = changes(asked, typed.text, tx) or _corrections(asked, typed.text, tx)
    if named_ones:
        return _changed(asked, named_ones, typed, person, tx)
    if not asked.asking:
        return _pointed_at(asked, typed, person, tx)
    if folded(typed.text) in _AGAIN:
        return asks(asked, person, tx)
    question = asked.form.input(asked.asking)
    value = chosen(question, typed.text)
    if value is None:
        said = typed.markdown or literal_lines(typed.text) if question.type == "rich_text" else typed.text
        meant = read(asked, question, said, person, tx, now=said_at(typed.written_at, tx.now))
        if isinstance(meant, Problem):
            return asks(asked, person, tx, problem=_sentence(meant, person, tx))
        value = meant
    return _given(asked, {question.name: value}, typed, person, tx)


def made_way(asked: Asked, answer: Answer, person: Person, tx: Tx, *, filed: bool = False) -> Answer:
    """Something else was done in the middle: the form waits, and the answer ends with how to go on. `filed`: it may be what the form was
    opened for, so that a form without an answer is dropped."""
    if isinstance(answer, Form):
        return answer  # which sets the other aside when it is asked
    if not set_aside(asked, tx, bare=not filed) or not isinstance(answer, Reply):
        return answer
    return with_half_a_line(answer, asked, person, tx)


def press_form(rest: list[str], person: Person, tx: Tx) -> Answer:
    """A button of a form: an answer, or one of its words. Raises Gone when it is settled, or asks something else by now."""
    asked = tx.forms.get(written_number(rest[0])) if rest else None
    if asked is None or asked.person_id != person.id or asked.state not in (OPEN, WAITING, STOPPED) or not rest[1:]:
        raise settled()
    other = tx.forms.latest(person.id, asked.place.platform)
    if other and other.id != asked.id:
        set_aside(other, tx)
    asked, verb, what = dataclasses.replace(asked, state=OPEN), rest[1], ":".join(rest[2:])
    typed = Typed(text="", origin=_origin(asked), addressed=True, private=True)
    if verb == "go":
        return asks(asked, person, tx)
    if verb == "stop":
        return _stopped(asked, person, tx)
    if verb == "is":
        return _pressed(asked, ":".join(["form", *rest]), typed, person, tx)
    if what != asked.asking or verb not in ("back", "skip"):
        raise settled()
    return _back(asked, person, tx) if verb == "back" else _skipped(asked, typed, person, tx)


def _origin(asked: Asked) -> Origin:
    return Origin(platform=asked.place.platform, workspace=asked.place.workspace, channel=asked.place.channel)


def _pressed(asked: Asked, act: str, typed: Typed, person: Person, tx: Tx) -> Answer:
    options = offered(asked.form.input(asked.asking)) if asked.asking else ()
    for option in options:
        if choice_act(asked, option) == act:
            return _given(asked, {asked.asking: option.value}, typed, person, tx)
    raise settled()


def _stopped(asked: Asked, person: Person, tx: Tx) -> Reply:
    words = tx.words(person.language, person.zone)
    if not set_aside(asked, tx):
        stays = words.markdown("Stopped. What was there stays as it is.")
        return Reply(message=Message.of(stays if asked.form.correcting else words.markdown("Stopped: nothing was filed.")))
    tx.forms.save(dataclasses.replace(asked, state=STOPPED, at=tx.now))
    text = words.markdown("Stopped: nothing was filed. What you typed is kept: “continue” takes it up again.")
    return Reply(message=Message.of(text, Button(label=words.text("Continue"), act=f"form:{asked.id}:go", word=words.text("continue"))))


def _back(asked: Asked, person: Person, tx: Tx) -> Reply:
    return asks(dataclasses.replace(asked, asking="" if asked.form.correcting else before(asked)), person, tx)


def _skipped(asked: Asked, typed: Typed, person: Person, tx: Tx) -> Answer:
    question = asked.form.input(asked.asking)
    if asked.form.correcting:
        return _back(asked, person, tx)
    if question.required:
        return asks(asked, person, tx, problem=tx.words(person.language, person.zone).markdown("This is needed."))
    return _given(asked, {question.name: ""}, typed, person, tx)


def _pointed_at(asked: Asked, typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """A number of the list alone: its value is asked for. A question that was asked since then has numbers of its own."""
    question = named(asked, typed.text.strip(" .:)"), tx)
    draft = tx.drafts.waiting_for(person.id)
    if question is None or (draft and draft.said_at > asked.at):
        return None
    return asks(dataclasses.replace(asked, asking=question.name), person, tx)


def _sentence(problem: Problem, person: Person, tx: Tx) -> Markdown:
    return tx.words(person.language, person.zone).markdown(problem.message, **problem.values)


def _changed(asked: Asked, named_ones: list[tuple[Input, str]], typed: Typed, person: Person, tx: Tx) -> Answer:
    """What can be read of it counts; the first that cannot is asked for."""
    values: dict[str, str] = {}
    wrong: list[tuple[Input, Problem]] = []
    for question, text in named_ones:
        said = literal_lines(text) if question.type == "rich_text" else text
        meant = read(asked, question, said, person, tx, now=said_at(typed.written_at, tx.now))
        if isinstance(meant, Problem):
            wrong.append((question, meant))
        else:
            values[question.name] = meant
    if not wrong:
        return _given(asked, values, typed, person, tx)
    done, asked = _kept(asked, values, typed, person, tx) if values else ([], asked)
    [question, problem] = wrong[0]
    lines = Markdown("\n").join([*done, _sentence(problem, person, tx)])
    return asks(dataclasses.replace(asked, asking=asked.asking or question.name), person, tx, problem=lines)


def _kept(asked: Asked, values: Mapping[str, str], typed: Typed, person: Person, tx: Tx) -> tuple[list[Markdown], Asked]:
    """These answers beside one that is wrong: what is said of them, and the form with them."""
    if not asked.form.correcting:
        return [noted(asked, values, person, tx)], dataclasses.replace(asked, answers=dict(asked.answers) | dict(values))
    answer = correct_in(asked, values, typed, person, tx)
    said = [Markdown(answer.message.markdown)] if isinstance(answer, Reply) else []
    return said, tx.forms.get(asked.id) or asked


def _given(asked: Asked, values: Mapping[str, str], typed: Typed, person: Person, tx: Tx) -> Answer:
    """These answers are kept; then the next question, or the form is sent."""
    if asked.form.correcting:
        return correct_in(asked, values, typed, person, tx)
    answers = dict(asked.answers) | dict(values)
    known = dataclasses.replace(asked, answers=answers)
    following = next_asked(known) if asked.asking in values else asked.asking
    known = dataclasses.replace(known, asking=following)
    if not following:
        return send_in(known, typed, person, tx)
    return asks(known, person, tx, problem="" if asked.asking in values else noted(known, values, person, tx))
