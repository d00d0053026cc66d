"""What a contribution looks like: in a channel, at its author's, in a list. Each kind's own templates say the words."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from typing import Any

from bot.domain.chambers import NATIONAL, Chamber
from bot.domain.contribution import DRAFTED, PUBLISHED, Action, Contribution, Scope
from bot.domain.folding import words as folded
from bot.domain.messages import Button, Message, Row
from bot.domain.people import Person
from bot.domain.permissions import may_change, may_relay, may_restore, publishes
from bot.domain.subscription import topic_name
from bot.domain.towns import in_full
from bot.wording import Words
from handlers.answer import Reply
from handlers.lives import life_of
from handlers.proposals import PROPOSED, national_on, over_by, proposed_since
from storage.outbox import About
from storage.transaction import Tx


def label(item: Contribution, words: Words) -> str:
    """Its spoken number: "Offre 21"."""
    return spoken(item, item.number, words)


def spoken(kind: Contribution | type[Contribution], number: int | None, words: Words) -> str:
    """The same before it is filed."""
    return f"{words.text(kind.noun)} {number}"


def local_today(tx: Tx, item: Contribution) -> date:
    """The day it is where the item lives: its deadlines are days of its chamber."""
    return tx.today(tx.directory.zone_of(item.chamber))


def facts(tx: Tx, item: Contribution, words: Words, today: date) -> dict[str, Any]:
    """What every template of a kind may speak of."""
    chamber = tx.directory.get(item.chamber)
    return {
        **life_of(item).facts(item, words, tx),
        "item": item,
        "label": label(item, words),
        "today": today,
        "chamber": chamber.name if chamber else item.chamber,
        "region": chamber.region if chamber else "",
        "topics": [words.text(topic_name(topic)) for topic in item.topics],
        "choice": lambda option: words.text(option.label) if option else "",
        "in_full": places_of(chamber),
        "written": words.local(item.said_at) if item.said_at and item.version == 1 else None,
        "in_next_letter": item.listed(today + timedelta(days=7 - today.weekday())),
    }


def places_of(chamber: Chamber | None) -> Callable[[str], str]:
    """How a place that was said for that chamber is shown: "St-Laurent" in full, since it is read elsewhere too."""
    return partial(in_full, departments=chamber.departments if chamber else ())


def card(tx: Tx, item: Contribution, words: Words, today: date) -> Message:
    """What a channel of the network shows: the item, or what became of it."""
    return Message.of(words.render(f"{item.kind}/card", **facts(tx, item, words, today)))


def line(tx: Tx, item: Contribution, words: Words, today: date) -> str:
    """One or two lines of a letter or a page, as Markdown."""
    return words.render(f"{item.kind}/line", **facts(tx, item, words, today))


def shown_to(person: Person, item: Contribution, tx: Tx) -> Reply:
    """What it is now, to somebody who may read it: with its gestures for who may change it. A message of its own."""
    if may_change(person, item, tx.directory):
        return dataclasses.replace(own(tx, person, item), fresh=True)
    words, today = tx.words(person.language, person.zone), tx.today(person.zone)
    if item.state in (PUBLISHED, PROPOSED) and item.read_as != "minutes":  # whose line names them, and tells nothing of what they say
        return Reply(message=Message.of(line(tx, item, words, today)), fresh=True)
    return Reply(message=card(tx, item, words, today), fresh=True)


def own(tx: Tx, person: Person, item: Contribution, *, full: bool = True) -> Reply:
    """What the one who filed or changed it reads: what is done, what follows and when, how to correct. `full` repeats the facts."""
    words = tx.words(person.language, person.zone)
    by = closed_by(item, tx)
    values = facts(tx, item, words, tx.today(person.zone))
    values |= {"full": full, "channels": relay_names(tx, item), "national": item.chamber == NATIONAL, "aloud": person.aloud}
    values |= {"author": person.name if person.id == item.author_id else author_name(tx, item)}
    values |= {"closed_by": _of(by, tx) if by and by.id != person.id else ""}
    values |= _awaited(tx, item, words, tx.today(person.zone)) | dict(life_of(item).told(item, person, words, tx))
    may = {"relays": may_relay(person, item, tx.directory), "publishes": publishes(person)}
    may |= {"restores": may_restore(person, item, by.id if by else None, tx.directory)}
    buttons = life_of(item).buttons(item, person, words, tx)
    gestures = own_buttons(item, words, **may) if buttons is None else buttons
    message = _with_lines(words.render(f"{item.kind}/filed", **values), life_of(item).lines(item, person, words, tx), gestures)
    about = About(contribution=item.id, person=person.id)
    alone = item.scope is Scope.NATIONAL or item.state == DRAFTED  # a draft is no business of a channel's
    return Reply(message=message, about=about, purpose="card", alone=alone)


def _with_lines(text: str, lines: Iterable[Message], gestures: tuple[Button, ...]) -> Message:
    parts = (*Message.of(text).parts, *(part for line in lines for part in line.parts))
    return Message((*parts, Row(gestures)) if gestures else parts)


def closed_by(item: Contribution, tx: Tx) -> Person | None:
    """Who brought what is open no more to its end. None for what is open, and where nobody did."""
    if item.state in (PUBLISHED, PROPOSED, DRAFTED):
        return None
    turn = tx.contributions.turns([item.id]).get(item.id)
    return tx.people.get(turn.by) if turn and turn.by is not None else None


def _of(person: Person, tx: Tx) -> str:
    chamber = tx.directory.get(person.chamber)
    return f"{person.first_name} ({chamber.region if chamber else person.chamber})"


def _awaited(tx: Tx, item: Contribution, words: Words, today: date) -> dict[str, Any]:
    """Of what waits for its chamber: from when on the national team takes it on, and whether it is over by then, or already."""
    if item.state != PROPOSED:
        return {}
    first = national_on(tx, item, proposed_since([item], tx)[item.id])
    return {"national_on": _soon(first, words, today), "hurried": over_by(item, first), "over": over_by(item, local_today(tx, item))}


def _soon(day: date, words: Words, today: date) -> str:
    """A day of this week by its name alone."""
    return words.day_full(day).split()[0] if today < day < today + timedelta(days=7) else words.day(day, today)


def own_buttons(
    item: Contribution, words: Words, *, relays: bool = True, publishes: bool = True, restores: bool = True
) -> tuple[Button, ...]:
    """The gestures under an item that one may change, as far as they are for this person: relaying what is proposed, choosing the readers
    of what is published, undoing what closed it."""
    ref = item.reference
    if item.state == PROPOSED:
        relay = (_button(words.text("Relay"), "relay", ref, words.text("relay"), "primary"),) if relays else ()
        return (*relay, *_changing(item, words))
    if item.state != "published":
        return (_button(words.text("Undo"), "restore", ref, words.text("undo")),) if restores else ()
    narrower = _button(words.text("Network only"), "network", ref, words.text("network only"))
    wider = _button(words.text("Open to all"), "everyone", ref, words.text("open to all"))
    opening = (wider,) if item.default_scope is Scope.PUBLIC else ()
    if not publishes:  # what is confidential he can propose, and no more
        return (*_changing(item, words), *((opening or (narrower,)) if item.scope is Scope.NATIONAL else ()))
    scope = {Scope.PUBLIC: (narrower,), Scope.NETWORK: opening, Scope.NATIONAL: (narrower, *opening)}
    return (*_changing(item, words), *scope.get(item.scope, ()))


def _changing(item: Contribution, words: Words) -> tuple[Button, ...]:
    correct = _button(words.text("Correct"), "correct", item.reference, words.text("correct"))
    return correct, _button(words.text("Withdraw"), "withdraw", item.reference, words.text("withdraw"))


def action_buttons(item: Contribution, names: Iterable[str], words: Words) -> tuple[Button, ...]:
    """The actions of its kind, and `withdraw`, as buttons."""
    actions = {action.name: action for action in item.actions}
    return tuple(
        _button(words.text(actions[name].label), name, f"{item.reference}:{item.version}", _word_of(actions[name], words))
        if name in actions
        else _button(words.text("Withdraw"), "withdraw", item.reference, words.text("withdraw"))
        for name in names
    )


def _word_of(action: Action, words: Words) -> str:
    """What can be typed for it, in the reader's language: its label, where that is one of its words."""
    said = words.text(action.label)
    return next((word for word in action.words if folded(word) == folded(said)), action.words[0])


def _button(text: str, verb: str, ref: str, word: str, style: Any = "plain") -> Button:
    return Button(label=text, act=f"do:{verb}:{ref}", word=word, style=style)


def relay_names(tx: Tx, item: Contribution) -> list[str]:
    """The channels that show it now."""
    return tx.outbox.channel_names(contribution=item.id)


def author_name(tx: Tx, item: Contribution) -> str:
    """Who filed it."""
    return tx.people.named([item.author_id]).get(item.author_id, "")
