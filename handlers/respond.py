"""Buttons and their words: what is pressed or typed about something that is there already."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date

from bot.domain.contribution import PUBLISHED, Contribution, Scope
from bot.domain.errors import Gone, NotAllowed
from bot.domain.fields import Problem, as_text
from bot.domain.messages import Button, Message
from bot.domain.people import Person
from bot.domain.permissions import may_change
from bot.domain.text import Reading, read_answer
from handlers.answer import Answer, Reply
from handlers.change import revise, withdrawn
from handlers.contribute import advance, file_kept
from handlers.fill import blank_form, check_may_change, correction_form, draft_form, find
from handlers.guide import guide
from handlers.home import home
from handlers.letter import press_letter
from handlers.show import PROPOSED, own, spoken
from storage.drafts import DROPPED, WAITING, Draft
from storage.outbox import About
from storage.transaction import Tx

Pressed = Callable[[list[str], Person, Tx], Answer]


def press(act: str, person: Person, tx: Tx) -> Answer:
    """What a button does. Its act comes from outside: everything in it is checked again. Raises Gone, NotAllowed."""
    verb, *rest = act.split(":")
    pressed = _PRESSED.get(verb)
    if pressed is None:
        raise Gone("This button has expired. Type “help” to see what I can do.")
    try:
        return pressed(rest, person, tx)
    except (ValueError, IndexError, KeyError) as forged:
        raise Gone("This button has expired. Type “help” to see what I can do.") from forged


def _do(rest: list[str], person: Person, tx: Tx) -> Answer:
    verb, reference = rest
    return act_on(find(reference, tx), verb, person, tx)


def act_on(item: Contribution, verb: str, person: Person, tx: Tx) -> Answer:
    """One gesture on one item, by a button or its word."""
    if verb == "correct":
        return correction_form(item, person, tx)
    check_may_change(item, person, tx)
    if verb in _GESTURES:
        return _GESTURES[verb](item, person, tx)
    return _kind_action(item, verb, person, tx)


def _kind_action(item: Contribution, name: str, person: Person, tx: Tx) -> Answer:
    """An action that its kind declares. Pressed twice, or when it is over, it says what the item is."""
    action = tx.kinds[item.kind].action(name)
    if action is None:
        raise KeyError(name)
    words = tx.words(person.language, person.zone)
    changed = item
    if item.state == PUBLISHED:
        changed = item.after(action, tx.today(tx.directory.zone_of(item.chamber)))
        revise(item, changed, name, person, tx)
    elif item.state != action.to_state:
        raise Gone("{label}: this was settled already. Nothing was changed.", label=spoken(item, item.number, words))
    shown = {name: words.day(value, tx.today(person.zone)) if type(value) is date else value for name, value in vars(changed).items()}
    return Reply(message=Message.of(words.markdown(action.done, **shown)), about=About(contribution=item.id, person=person.id))


def _withdraw(item: Contribution, person: Person, tx: Tx) -> Answer:
    if item.state not in (PUBLISHED, PROPOSED):
        return own(tx, person, item)
    return revise(item, withdrawn(item), "withdraw", person, tx)


def _restore(item: Contribution, person: Person, tx: Tx) -> Answer:
    if item.state in (PUBLISHED, PROPOSED):
        return own(tx, person, item)
    back = PUBLISHED if item.published_at else PROPOSED
    return revise(item, dataclasses.replace(item, state=back), "restore", person, tx)


def _scope(scope: Scope) -> Callable[[Contribution, Person, Tx], Answer]:
    def change(item: Contribution, person: Person, tx: Tx) -> Answer:
        if item.state != PUBLISHED or item.scope not in (Scope.PUBLIC, Scope.NETWORK):
            return own(tx, person, item)
        return revise(item, dataclasses.replace(item, scope=scope), "scope", person, tx)

    return change


def _relay(item: Contribution, person: Person, tx: Tx) -> Answer:
    """The chamber's one tap: the whole network may read it now."""
    if item.state != PROPOSED:
        return own(tx, person, item)
    if not person.is_national and (person.id == item.author_id or not may_change(person, item, tx.directory)):
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
    draft = waiting_draft(int(rest[0]), person, tx)
    option = int(rest[1])
    if option < 0:
        raise IndexError(option)
    return settle(draft, draft.options[option], person, tx)


def waiting_draft(draft_id: int, person: Person, tx: Tx) -> Draft:
    """One's own open draft. Raises Gone when it is settled, NotAllowed when it is somebody else's."""
    draft = tx.drafts.get(draft_id)
    if draft is None or draft.state != WAITING:
        raise Gone("This has been settled already. Nothing was changed.")
    if draft.person_id != person.id:
        raise NotAllowed("Only the one who wrote it can answer.")
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
    other = tx.contributions.get(int(draft.question.partition(":")[2]))
    tx.drafts.save(dataclasses.replace(draft, state=DROPPED, contribution_id=other.id if other else None))
    words = tx.words(person.language, person.zone)
    label = spoken(other, other.number, words) if other else ""
    return Reply(message=Message.of(words.markdown("Noted: it is {label}. Nothing was filed twice.", label=label)))


def settle_typed(draft: Draft, typed: str, person: Person, tx: Tx) -> Answer | None:
    """The same for an answer that was typed: the word of a button, or the field's own value. None: it answers nothing."""
    if draft.question not in tx.kinds[draft.kind].cls.__dataclass_fields__:
        return None
    question = tx.kinds[draft.kind].question(draft.question)
    reading = Reading(now=tx.now, zone=person.zone, language=person.language, directory=tx.directory, in_form=False)
    value = read_answer(question, typed, reading)
    if isinstance(value, Problem):
        return None
    return settle(draft, value if isinstance(value, str) else as_text(value), person, tx)


def _draft(rest: list[str], person: Person, tx: Tx) -> Answer:
    verb, draft = rest[0], waiting_draft(int(rest[1]), person, tx)
    return {"correct": draft_form, "drop": drop}[verb](draft, person, tx)


def drop(draft: Draft, person: Person, tx: Tx) -> Answer:
    """Not to be filed after all. The text is shown once more, so that nothing typed is lost."""
    tx.drafts.save(dataclasses.replace(draft, state=DROPPED))
    words = tx.words(person.language, person.zone)
    kind = tx.kinds.get(draft.kind)
    label = spoken(kind.cls, draft.number, words) if kind else words.text("Your text")
    again = Button(label=words.text("Undo"), act=f"undrop:{draft.id}", word="annuler")
    return Reply(message=Message.of(words.markdown("{label}: withdrawn, nothing was filed.", label=label), again))


def _undrop(rest: list[str], person: Person, tx: Tx) -> Answer:
    draft = tx.drafts.get(int(rest[0]))
    if draft is None or draft.person_id != person.id or draft.state != DROPPED:
        raise Gone("This has been settled already. Nothing was changed.")
    return advance(dataclasses.replace(draft, state=WAITING), person, tx)


def _keep(rest: list[str], person: Person, tx: Tx) -> Answer:
    return file_kept(waiting_draft(int(rest[0]), person, tx), rest[1], person, tx)


def _new(rest: list[str], person: Person, tx: Tx) -> Answer:
    return blank_form(tx.kinds[rest[0]], person, tx)


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
