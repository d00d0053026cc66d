"""What a kind does beyond being filed, changed and read: what follows in the same transaction, and what its templates speak of.

A kind names its life (`life = "request"`); its modules stand in a package of that theme and import nothing of those that show and change
things, which import this.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.contribution import Contribution
from bot.domain.messages import Button, Message
from bot.domain.people import Person
from bot.wording import Words
from handlers.lives import groups as group
from handlers.lives.minutes import facts as minutes_facts
from handlers.lives.minutes import life as minutes
from handlers.lives.requests import life as request
from storage.transaction import Tx


def _nothing(_item: Contribution, _person: Person, _tx: Tx) -> None:
    """Nothing follows."""


def _unchanged(_before: Contribution, _after: Contribution, _by: int | None, _tx: Tx) -> None:
    """Nothing follows from a change."""


def _no_facts(_item: Contribution, _words: Words, _tx: Tx) -> Mapping[str, Any]:
    return {}


def _nothing_told(_item: Contribution, _person: Person, _words: Words, _tx: Tx) -> Mapping[str, Any]:
    return {}


def _no_lines(_item: Contribution, _person: Person, _words: Words, _tx: Tx) -> tuple[Message, ...]:
    return ()


def _usual(_item: Contribution, _person: Person, _words: Words, _tx: Tx) -> tuple[Button, ...] | None:
    return None


@dataclass(frozen=True, kw_only=True)
class Life:
    """`filed` and `changed` run in the transaction of the filing, or of the change (`by`: whose, None: the clock's). `facts` are more
    values for the templates of the kind. `buttons` are the gestures under one's own card; None: those of every kind. `told` are more values
    for that card alone, `lines` what stands between its text and its gestures, each with buttons of its own."""

    filed: Callable[[Contribution, Person, Tx], None] = _nothing
    changed: Callable[[Contribution, Contribution, int | None, Tx], None] = _unchanged
    facts: Callable[[Contribution, Words, Tx], Mapping[str, Any]] = _no_facts
    buttons: Callable[[Contribution, Person, Words, Tx], tuple[Button, ...] | None] = _usual
    told: Callable[[Contribution, Person, Words, Tx], Mapping[str, Any]] = _nothing_told
    lines: Callable[[Contribution, Person, Words, Tx], tuple[Message, ...]] = _no_lines


_PLAIN = Life()
LIVES: Mapping[str, Life] = {
    "group": Life(filed=group.filed, facts=group.facts),
    "minutes": Life(
        filed=minutes.filed,
        changed=minutes.changed,
        facts=minutes_facts.facts,
        buttons=minutes_facts.buttons,
        told=minutes_facts.told,
        lines=minutes_facts.lines,
    ),
    "request": Life(filed=request.filed, changed=request.changed, facts=request.facts, buttons=request.buttons),
}
"""By the name that a kind gives to its life."""


def life_of(item: Contribution) -> Life:
    """Its kind's life; most have none of their own."""
    return LIVES.get(item.life, _PLAIN)
