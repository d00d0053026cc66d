"""Buttons and their words: what is pressed or typed about something that is there already."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from bot.domain.contribution import PUBLISHED, Contribution, Scope
from bot.domain.errors import Gone, NotAllowed, Refused
from bot.domain.fields import Problem, as_text
from bot.domain.messages import Button, Message
from bot.domain.people import Person
from bot.domain.permissions import may_relay
from bot.domain.text import Reading, read_answer
from bot.wording import Words
from handlers.answer import Answer, Reply
from handlers.change import revise, withdrawn
from handlers.contribute import advance, answer_act, close_question
from handlers.fill import blank_form, check_may_change, correction_form, draft_form, find, written_number
from handlers.guide import guide
from handlers.home import home
from handlers.letter import press_letter
from handlers.question import next_question
from handlers.said import file_kept, kept_again
from handlers.show import PROPOSED, label, local_today, own, spoken
from storage.drafts import DROPPED, WAITING, Draft
from storage.outbox import About
from storage.transaction import Tx

LONGEST_TRY = 40
"""A short text with a number in it, or for a choice, tries to answer the open question: it is told what is wrong with it."""

LONG_OVER = timedelta(days=7)
"""So long after its date, an item is not opened again: what was true of it may not be any more."""

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
    return act_on(item, rest[0], person, tx, pressed_on=pressed_on)


def act_on(item: Contribution, verb: str, person: Person, tx: Tx, *, pressed_on: int | None = None) -> Answer:
    """One gesture on one item, by a button or its word. `pressed_on`: the version whose button it was."""
    if verb == "correct":
        return correction_form(item, person, tx)
    check_may_change(item, person, tx)
    if verb in _GESTURES:
        return _GESTURES[verb](item, person, tx)
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
            _check_not_long_over(item, words, tx)
        changed = item.after(action, tx.today(tx.directory.zone_of(item.chamber)))
        revise(item, changed, name, person, tx)
    elif item.state != (action.to_state or PUBLISHED):
        raise Gone("{label}: this was settled already. Nothing was changed.", label=label(item, words))
    shown = {name: words.day(value, tx.today(person.zone)) if type(value) is date else value for name, value in vars(changed).items()}
    return Reply(message=Message.of(words.markdown(action.done, **shown)), about=About(contribution=item.id, person=person.id))


def _check_not_long_over(item: Contribution, words: Words, tx: Tx) -> None:
    """Raises Refused, saying what to do instead."""
    due = item.asks_on()
    if due and local_today(tx, item) > due + LONG_OVER:
        raise Refused(
            "{label}: its date is more than a week past. Paste the advertisement again, with its new date.", label=label(item, words)
        )


def _withdraw(item: Contribution, person: Person, tx: Tx) -> Answer:
    if item.state == withdrawn(item).state:
        return own(tx, person, item)
    if item.state not in (PUBLISHED, PROPOSED):
        said = label(item, tx.words(person.language, person.zone))
        raise Gone("{label}: this was settled already. Nothing was changed.", label=said)
    return revise(item, withdrawn(item), "withdraw", person, tx)


def _restore(item: Contribution, person: Person, tx: Tx) -> Answer:
    if item.state in (PUBLISHED, PROPOSED):
        return own(tx, person, item)
    _check_not_long_over(item, tx.words(person.language, person.zone), tx)
    back = PUBLISHED if item.published_at else PROPOSED
    return revise(item, dataclasses.replace(item, state=back), "restore", person, tx)


def _scope(scope: Scope) -> Callable[[Contribution, Person, Tx], Answer]:
    def change(item: Contribution, person: Person, tx: Tx) -> Answer:
        if item.state != PUBLISHED or item.scope is Scope.CHAMBER:
            return own(tx, person, item)
        return revise(item, dataclasses.replace(item, scope=scope), "scope", person, tx)

    return change


def _relay(item: Contribution, person: Person, tx: Tx) -> Answer:
    """The chamber's one tap: the whole network may read it now."""
    if item.state != PROPOSED:
        return own(tx, person, item)
    if not may_relay(person, item, tx.directory):
        raise NotAllowed("Your chamber relays it; the national team does after one working day.")
    scope = tx.kinds[item.kind].cls.default_scope
    return revise(item, dataclasses.replace(item, state=PUBLISHED, scope=scope, published_at=tx.now), "relay", person, tx)


_GESTURES: Mapping[str, Callable[[Contribution, Person, Tx], Answer]] = {
    "withdraw": _withdraw,
    "restore": _restore,
    "network": _scope(Scope.NETWORK),
    "everyone": _scope(Scope.PUBLIC),
    "relay": _relay,
}


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
    answers = dict(draft.answers) | {draft.question: value}
    return advance(dataclasses.replace(draft, answers=answers, settled=(*draft.settled, draft.question)), person, tx)


def _settle_same(draft: Draft, value: str, person: Person, tx: Tx) -> Answer:
    if value == "other":
        return advance(dataclasses.replace(draft, settled=(*draft.settled, draft.question)), person, tx)
    other = tx.contributions.get(written_number(draft.question.partition(":")[2]))
    tx.drafts.save(dataclasses.replace(draft, state=DROPPED, contribution_id=other.id if other else None))
    close_question(draft, tx)
    words = tx.words(person.language, person.zone)
    said = label(other, words).lower() if other else ""
    return Reply(message=Message.of(words.markdown("Noted: {label} is there already. Nothing was filed twice.", label=said)))


def settle_typed(draft: Draft, typed: str, person: Person, tx: Tx) -> Answer | None:
    """The same for an answer that was typed: the field's own value. None: it answers nothing. Raises Refused for what tries to."""
    if draft.question not in {question.name for question in tx.kinds[draft.kind].questions}:
        return None
    question = tx.kinds[draft.kind].question(draft.question)
    reading = Reading(now=tx.now, zone=person.zone, language=person.language, directory=tx.directory, in_form=True)
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
    again = Button(label=words.text("Undo"), act=f"undrop:{draft.id}", word="annuler")
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


_PRESSED: Mapping[str, Pressed] = {
    "do": _do,
    "ans": _answer,
    "draft": _draft,
    "undrop": _undrop,
    "keep": _keep,
    "new": _new,
    "letter": press_letter,
    "help": lambda _rest, person, tx: guide(person, tx),
    "home": lambda _rest, person, tx: home(person, tx),
}
