"""Buttons and their words: what is pressed or typed about something that is there already."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime

from bot.domain.contribution import PUBLISHED, Contribution, Scope
from bot.domain.dates import written
from bot.domain.errors import Gone, NotAllowed, Refused
from bot.domain.fields import Problem, as_text, from_text
from bot.domain.messages import Button, Message
from bot.domain.people import Person
from bot.domain.text import Reading, read_answer
from handlers.actions.pressing import press_action
from handlers.answer import Answer, Reply, for_him_alone
from handlers.chamber_words import press_chamber
from handlers.change import revise
from handlers.contribute import advance, answer_act, close_question
from handlers.forms import blank_form, check_may_change, correction_form, draft_form, find, written_number
from handlers.groups.pressing import press_group
from handlers.groups.which import asks_group, chosen_group, names_group
from handlers.guide import guide
from handlers.home import home
from handlers.inviting import press_invite
from handlers.leave import press_leave
from handlers.letter import press_letter
from handlers.minutes.merging import merge_draft
from handlers.minutes.pressed import press_minutes
from handlers.one_by_one import press_form
from handlers.own_words import press_own
from handlers.proposals import PROPOSED
from handlers.publishing import PUBLISHING, check_not_long_over
from handlers.question import next_question
from handlers.requests.press import press_request
from handlers.said import file_kept, kept_again, kept_as_it_is
from handlers.search import press_search
from handlers.seeking import press_seek
from handlers.show import label, spoken
from storage.drafts import DROPPED, WAITING, Draft
from storage.outbox import About
from storage.transaction import Tx

LONGEST_TRY = 40
"""A short text with a number in it, or for a choice, tries to answer the open question: it is told what is wrong with it."""

Pressed = Callable[[list[str], Person, Tx], Answer]


def press(act: str, person: Person, tx: Tx) -> Answer:
    """What a button does. Its act comes from outside: everything in it is checked again. Raises Gone, NotAllowed."""
    verb, *rest = act.split(":")
    return _PRESSED.get(verb, _expired)(rest, person, tx)


def _expired(_rest: list[str], _person: Person, _tx: Tx) -> Answer:
    raise Gone("This button has expired. Type “help” to see what I can do.")


def _do(rest: list[str], person: Person, tx: Tx) -> Answer:
    if len(rest) not in (2, 3):
        return _expired(rest, person, tx)
    item = find(rest[1], person, tx)
    pressed_on = written_number(rest[2]) if rest[2:] else item.version
    answer = act_on(item, rest[0], person, tx, pressed_on=pressed_on)
    return for_him_alone(answer) if item.scope is Scope.NATIONAL else answer


def act_on(item: Contribution, verb: str, person: Person, tx: Tx, *, pressed_on: int | None = None) -> Answer:
    """One gesture on one item, by a button or its word. `pressed_on`: the version whose button it was."""
    if verb == "correct":
        return correction_form(item, person, tx)
    check_may_change(item, person, tx)
    if verb in PUBLISHING:
        return PUBLISHING[verb](item, person, tx)
    return _kind_action(item, verb, person, tx, repeated=pressed_on == item.version - 1 and _last_act(item, tx) == verb)


def _last_act(item: Contribution, tx: Tx) -> str:
    return str(tx.contributions.versions(item.id)[-1].act)


def _kind_action(item: Contribution, name: str, person: Person, tx: Tx, *, repeated: bool) -> Answer:
    """An action that its kind declares. Pressed twice (a double click is two presses), or when it is over, it says what the item is."""
    action = tx.kinds[item.kind].action(name)
    if action is None:
        return _expired([name], person, tx)
    words = tx.words(person.language, person.zone)
    changed = item
    if item.state in (PUBLISHED, PROPOSED) and not repeated:
        if not action.to_state:
            check_not_long_over(item, words, tx)
        changed = item.after(action, tx.today(tx.directory.zone_of(item.chamber)))
        revise(item, changed, name, person, tx)
    elif item.state != (action.to_state or PUBLISHED):
        raise Gone("{label}: this was settled already. Nothing was changed.", label=label(item, words))
    shown = {name: words.day(value, tx.today(person.zone)) if type(value) is date else value for name, value in vars(changed).items()}
    return Reply(message=Message.of(words.markdown(action.done, **shown)), about=About(contribution=item.id, person=person.id))


def _answer(rest: list[str], person: Person, tx: Tx) -> Answer:
    draft = _draft_of(rest, person, tx)
    pressed = f"ans:{':'.join(rest)}"
    asked = next_question(draft, person, tx) if draft.kind else None
    offered = [(draft.question, value) for value in draft.options]
    offered += [(asked.name, one.value) for one in asked.options] if asked else []
    for question, value in offered:
        if answer_act(draft, question, value) == pressed:
            return settle(dataclasses.replace(draft, question=question), value, person, tx)
    raise _settled_already()


def _settled_already() -> Gone:
    return Gone("This has been settled already. Nothing was changed.")


def _draft_of(rest: list[str], person: Person, tx: Tx) -> Draft:
    """The open draft that a button names. Raises Gone when it is settled, NotAllowed when it is somebody else's."""
    draft = tx.drafts.get(written_number(rest[0])) if rest else None
    if draft is None or draft.state != WAITING:
        raise _settled_already()
    if draft.person_id != person.id:
        raise NotAllowed("Only {name} can answer.", name=tx.people.named([draft.person_id]).get(draft.person_id, ""))
    return draft


def settle(draft: Draft, value: str, person: Person, tx: Tx) -> Answer:
    """The answer to the open question, in stored form; then the next question, or filing."""
    if draft.question.startswith("same:"):
        return _settle_same(draft, value, person, tx)
    if asks_group(draft, tx) and not (value := chosen_group(draft, value, person, tx)):
        return drop(draft, person, tx) if draft.answers.get(draft.question) else kept_as_it_is(draft, person, tx)
    _check_to_come(draft, value, person, tx)
    answers = dict(draft.answers) | {draft.question: value}
    return advance(dataclasses.replace(draft, answers=answers, settled=(*draft.settled, draft.question)), person, tx)


def _check_to_come(draft: Draft, value: str, person: Person, tx: Tx) -> None:
    """A day that was to come when it was offered may be over when it is chosen. Raises Refused."""
    question = tx.kinds[draft.kind].question(draft.question)
    day = from_text(question, value)
    if question.future and isinstance(day, date) and day < tx.today(person.zone):
        raise Refused("{day} is past. Type a day to come.", day=written(day, person.language))


def _settle_same(draft: Draft, value: str, person: Person, tx: Tx) -> Answer:
    if value == "other":
        return advance(dataclasses.replace(draft, settled=(*draft.settled, draft.question)), person, tx)
    other = tx.contributions.get(written_number(draft.question.partition(":")[2]))
    tx.drafts.save(dataclasses.replace(draft, state=DROPPED, contribution_id=other.id if other else None))
    close_question(draft, tx)
    if other is not None and other.alike.merges:
        return merge_draft(draft, other, person, tx)
    words = tx.words(person.language, person.zone)
    said = label(other, words).lower() if other else ""
    return Reply(message=Message.of(words.markdown("Noted: {label} is there already. Nothing was filed twice.", label=said)))


def settle_typed(draft: Draft, typed: str, person: Person, tx: Tx, *, now: datetime) -> Answer | None:
    """The same for an answer that was typed at `now`: the field's own value. None: it answers nothing. Raises Refused for what tries to."""
    if draft.question not in {question.name for question in tx.kinds[draft.kind].questions}:
        return None
    if asks_group(draft, tx) and not names_group(typed, person, tx):
        return None
    question = tx.kinds[draft.kind].question(draft.question)
    reading = Reading(now=now, zone=person.zone, language=person.language, directory=tx.directory, in_form=True)
    value = read_answer(question, typed, reading)
    if not isinstance(value, Problem):
        return settle(draft, value if isinstance(value, str) else as_text(value), person, tx)
    if len(typed) <= LONGEST_TRY and (question.type in ("choice", "chamber", "link") or re.search(r"\d", typed)):
        raise Refused(value.message, **value.values)
    return None


def _draft(rest: list[str], person: Person, tx: Tx) -> Answer:
    gesture = {"correct": draft_form, "drop": drop}.get(rest[0] if rest else "")
    return gesture(_draft_of(rest[1:], person, tx), person, tx) if gesture else _expired(rest, person, tx)


def drop(draft: Draft, person: Person, tx: Tx) -> Answer:
    """Not to be filed after all. It is kept, and "undo" brings it back."""
    tx.drafts.save(dataclasses.replace(draft, state=DROPPED))
    close_question(draft, tx)
    words = tx.words(person.language, person.zone)
    kind = tx.kinds.get(draft.kind)
    said = spoken(kind.cls, draft.number, words) if kind else words.text("Your text")
    again = Button(label=words.text("Undo"), act=f"undrop:{draft.id}", word=words.text("undo"))
    return Reply(message=Message.of(words.markdown("{label}: nothing was filed.", label=said), again), about=About(draft=draft.id))


def undrop(draft: Draft, person: Person, tx: Tx) -> Answer:
    """What was dropped waits again for its answer."""
    if not draft.kind:
        tx.drafts.save(dataclasses.replace(draft, state=WAITING))
        return kept_again(draft, person, tx)
    return advance(dataclasses.replace(draft, state=WAITING), person, tx)


def _undrop(rest: list[str], person: Person, tx: Tx) -> Answer:
    draft = tx.drafts.get(written_number(rest[0])) if rest else None
    if draft is None or draft.person_id != person.id or draft.state != DROPPED:
        raise _settled_already()
    return undrop(draft, person, tx)


def _keep(rest: list[str], person: Person, tx: Tx) -> Answer:
    draft = _draft_of(rest, person, tx)
    return file_kept(draft, rest[1], person, tx) if rest[1:] and rest[1] in tx.kinds else _expired(rest, person, tx)


def _new(rest: list[str], person: Person, tx: Tx) -> Answer:
    return blank_form(tx.kinds[rest[0]], person, tx) if rest and rest[0] in tx.kinds else _expired(rest, person, tx)


def _aside(pressed: Pressed) -> Pressed:
    """What concerns the one who presses and nobody else, wherever its button stands, or is forged to stand."""
    return lambda rest, person, tx: for_him_alone(pressed(rest, person, tx))


_PRESSED: Mapping[str, Pressed] = {
    "do": _do,
    "ans": _answer,
    "draft": _draft,
    "undrop": _undrop,
    "keep": _keep,
    "new": _new,
    "form": press_form,
    "letter": _aside(press_letter),
    "invite": _aside(press_invite),
    "own": _aside(press_own),
    "leave": _aside(press_leave),
    "search": _aside(press_search),
    "act": _aside(press_action),
    "minutes": press_minutes,
    "req": _aside(press_request),
    "seek": _aside(press_seek),
    "grp": _aside(press_group),
    "chamber": lambda rest, person, tx: press_chamber(rest, person, tx) or _expired(rest, person, tx),
    "help": lambda _rest, person, tx: guide(person, tx),
    "home": lambda _rest, person, tx: home(person, tx),
}
