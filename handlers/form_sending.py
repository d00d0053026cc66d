"""A form asked question by question, when its last answer is there: filed once, corrected, or asked again where it is wrong."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from bot.domain.errors import Gone, NotAllowed, Refused
from bot.domain.messages import FormErrors, Input, Message
from bot.domain.people import Person
from bot.wording import Markdown
from handlers.answer import Answer, Reply
from handlers.asking import present_value, readable, shown
from handlers.fill import Filled, anew, send
from handlers.typed import Typed, late
from storage.forms import DROPPED, SENT, WAITING, Asked
from storage.transaction import Tx


def settled() -> Gone:
    """What a button says that comes too late."""
    return Gone("This has been settled already. Nothing was changed.")


def asks(asked: Asked, person: Person, tx: Tx, *, problem: str = "") -> Reply:
    """Keeps how far it has come, and asks."""
    asked = dataclasses.replace(asked, at=tx.now)
    tx.forms.save(asked)
    return Reply(message=shown(asked, person, tx, problem=problem))


def _filled(token: str, answers: Mapping[str, str], typed: Typed, tx: Tx) -> Filled:
    origin = dataclasses.replace(typed.origin, message=None)
    return Filled(token=token, answers=answers, origin=origin, written_at=late(typed.written_at, tx.now), typed=True)


def send_in(asked: Asked, typed: Typed, person: Person, tx: Tx) -> Answer:
    """As a form that comes back from a window: filed once, or asked again where it is wrong, with all that was typed."""
    token, platform = asked.form.token, asked.place.platform
    if not tx.received.first_time(platform, f"form:{token}", "form"):
        raise settled()
    answers = {one.name: present_value(asked, one) for one in asked.form.inputs}
    try:
        with tx.undone_if_it_fails():
            answer = send(_filled(token, answers, typed, tx), person, tx)
    except Refused as refused:
        tx.received.unnote(platform, f"form:{token}")
        return _refused(asked, refused, person, tx)
    if isinstance(answer, FormErrors):
        tx.received.unnote(platform, f"form:{token}")
        name, sentence = next(iter(answer.by_input.items()))
        return asks(dataclasses.replace(asked, asking=name), person, tx, problem=Markdown.escape(sentence))
    tx.forms.save(dataclasses.replace(asked, state=SENT, at=tx.now))
    waiting = tx.forms.latest(person.id, platform, WAITING)
    return with_half_a_line(answer, waiting, person, tx) if waiting and isinstance(answer, Reply) else answer


def _refused(asked: Asked, refused: Refused, person: Person, tx: Tx) -> Reply:
    """What nobody may file waits with all that was typed; what is settled elsewhere is over."""
    state = DROPPED if isinstance(refused, Gone) else WAITING
    tx.forms.save(dataclasses.replace(asked, state=state, at=tx.now))
    words = tx.words(person.language, person.zone)
    return Reply(message=Message.of(words.markdown(refused.message, **refused.values)), refused=True)


def correct_in(asked: Asked, values: Mapping[str, str], typed: Typed, person: Person, tx: Tx) -> Answer:
    """Corrects the item as it is by now, says what has changed, and stays open for the next."""
    try:
        form = anew(asked.form, person, tx)
    except (Gone, NotAllowed) as refused:
        return _refused(asked, refused, person, tx)
    known = {one.name: one.value for one in form.inputs}
    answer = send(_filled(form.token, known | dict(values), typed, tx), person, tx)
    if isinstance(answer, FormErrors):
        return asks(asked, person, tx, problem=Markdown.escape(next(iter(answer.by_input.values()))))
    tx.forms.save(dataclasses.replace(asked, form=anew(form, person, tx), asking="", at=tx.now))
    changed = [form.input(name) for name, value in values.items() if value != known[name]]
    if not changed or not isinstance(answer, Reply):
        return answer
    said = [_said_of(question, values[question.name], person, tx) for question in changed]
    return Reply(message=Message.of("\n".join(said)), about=answer.about)


def noted(asked: Asked, values: Mapping[str, str], person: Person, tx: Tx) -> Markdown:
    """What was given beside the question, which then comes again."""
    words, today = tx.words(person.language, person.zone), tx.today(person.zone)
    said = [(one.label.lower(), readable(one, values[one.name], words, today)) for one in asked.form.inputs if one.name in values]
    return Markdown("\n").join(words.markdown("Noted: {field}, {value}.", field=label, value=value[:200] or "–") for label, value in said)


def _said_of(question: Input, value: str, person: Person, tx: Tx) -> str:
    words, today = tx.words(person.language, person.zone), tx.today(person.zone)
    after, earlier = (readable(question, one, words, today) or words.text("nothing") for one in (value, question.value))
    return words.markdown(
        "Corrected: {field}, {after} (before: {before}).", field=question.label.lower(), after=after[:200], before=earlier[:200]
    )


def with_half_a_line(answer: Reply, waiting: Asked, person: Person, tx: Tx) -> Reply:
    """How to go on with what waits, after the answer to something else."""
    words = tx.words(person.language, person.zone)
    line = words.markdown("“{title}” waits: then type “continue”.", title=waiting.form.title)
    return dataclasses.replace(answer, message=answer.message.then(line))
