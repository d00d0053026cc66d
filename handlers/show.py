"""What a contribution looks like: in a channel, at its author's, in a list. Each kind's own templates say the words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from bot.domain.chambers import NATIONAL
from bot.domain.contribution import Contribution, Scope
from bot.domain.messages import Button, Message
from bot.domain.people import Person
from bot.domain.permissions import may_relay
from bot.domain.subscription import topic_name
from bot.domain.week import next_working_day
from bot.wording import Words
from handlers.answer import Reply
from storage.outbox import About
from storage.transaction import Tx

PROPOSED = "proposed"


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
        "item": item,
        "label": label(item, words),
        "today": today,
        "chamber": chamber.name if chamber else item.chamber,
        "region": chamber.region if chamber else "",
        "topics": [words.text(topic_name(topic)) for topic in item.topics],
        "choice": lambda option: words.text(option.label) if option else "",
        "in_next_letter": item.listed(today + timedelta(days=7 - today.weekday())),
    }


def card(tx: Tx, item: Contribution, words: Words, today: date) -> Message:
    """What a channel of the network shows: the item, or what became of it."""
    return Message.of(words.render(f"{item.kind}/card", **facts(tx, item, words, today)))


def line(tx: Tx, item: Contribution, words: Words, today: date) -> str:
    """One or two lines of a letter or a page, as Markdown."""
    return words.render(f"{item.kind}/line", **facts(tx, item, words, today))


def own(tx: Tx, person: Person, item: Contribution, *, full: bool = True) -> Reply:
    """What the one who filed or changed it reads: what is done, what follows and when, how to correct. `full` repeats the facts."""
    words = tx.words(person.language, person.zone)
    values = facts(tx, item, words, tx.today(person.zone))
    values |= {"full": full, "channels": relay_names(tx, item), "national": item.chamber == NATIONAL}
    values |= {"author": person.name if person.id == item.author_id else author_name(tx, item), "national_on": national_on(tx, item)}
    relays = may_relay(person, item, tx.directory)
    message = Message.of(words.render(f"{item.kind}/filed", **values), *own_buttons(item, words, relays=relays))
    return Reply(message=message, about=About(contribution=item.id, person=person.id), purpose="card")


def national_on(tx: Tx, item: Contribution) -> date:
    """The morning on which the national team takes on what the chamber has not relayed: one working day has passed."""
    chambers_day = next_working_day(item.filed_at.date() + timedelta(days=1), item.chamber, tx.calendar)
    return next_working_day(chambers_day + timedelta(days=1), NATIONAL, tx.calendar)


def own_buttons(item: Contribution, words: Words, *, relays: bool = True) -> tuple[Button, ...]:
    """The gestures under an item that one may change. `relays`: whether relaying what is proposed is for this person."""
    ref = item.reference
    if item.state == PROPOSED:
        relay = (_button(words.text("Relay"), "relay", ref, "relayer", "primary"),) if relays else ()
        return (*relay, *_changing(item, words))
    if item.state != "published":
        return (_button(words.text("Undo"), "restore", ref, "annuler"),)
    narrower = _button(words.text("Network only"), "network", ref, "réseau seulement")
    wider = _button(words.text("Open to all"), "everyone", ref, "tout le monde")
    opening = (wider,) if item.default_scope is Scope.PUBLIC else ()
    scope = {Scope.PUBLIC: (narrower,), Scope.NETWORK: opening, Scope.NATIONAL: (narrower, *opening)}
    return (*_changing(item, words), *scope.get(item.scope, ()))


def _changing(item: Contribution, words: Words) -> tuple[Button, ...]:
    correct = _button(words.text("Correct"), "correct", item.reference, "corriger")
    return correct, _button(words.text("Withdraw"), "withdraw", item.reference, "retirer")


def action_buttons(item: Contribution, names: Iterable[str], words: Words) -> tuple[Button, ...]:
    """The actions of its kind, and `withdraw`, as buttons."""
    actions = {action.name: action for action in item.actions}
    return tuple(
        _button(words.text(actions[name].label), name, f"{item.reference}:{item.version}", actions[name].words[0])
        if name in actions
        else _button(words.text("Withdraw"), "withdraw", item.reference, "retirer")
        for name in names
    )


def _button(text: str, verb: str, ref: str, word: str, style: Any = "plain") -> Button:
    return Button(label=text, act=f"do:{verb}:{ref}", word=word, style=style)


def relay_names(tx: Tx, item: Contribution) -> list[str]:
    """The channels that show it now."""
    return tx.outbox.channel_names(contribution=item.id)


def author_name(tx: Tx, item: Contribution) -> str:
    """Who filed it."""
    return tx.people.named([item.author_id]).get(item.author_id, "")
