"""What a kind does beyond being filed, changed and read: what follows in the same transaction, and what its templates speak of.

A kind names its life (`life = "request"`); its modules stand in a package of that theme and import nothing of those that show and change
things, which import this.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.contribution import Contribution
from bot.domain.messages import Button
from bot.domain.people import Person
from bot.wording import Words
from storage.transaction import Tx


def _nothing(_item: Contribution, _person: Person, _tx: Tx) -> None:
    """Nothing follows."""


def _unchanged(_before: Contribution, _after: Contribution, _by: int | None, _tx: Tx) -> None:
    """Nothing follows from a change."""


def _no_facts(_item: Contribution, _words: Words, _tx: Tx) -> Mapping[str, Any]:
    return {}


def _usual(_item: Contribution, _person: Person, _words: Words, _tx: Tx) -> tuple[Button, ...] | None:
    return None


@dataclass(frozen=True, kw_only=True)
class Life:
    """`filed` and `changed` run in the transaction of the filing, or of the change (`by`: whose, None: the clock's). `facts` are more
    values for the templates of the kind. `buttons` are the gestures under one's own card; None: those of every kind."""

    filed: Callable[[Contribution, Person, Tx], None] = _nothing
    changed: Callable[[Contribution, Contribution, int | None, Tx], None] = _unchanged
    facts: Callable[[Contribution, Words, Tx], Mapping[str, Any]] = _no_facts
    buttons: Callable[[Contribution, Person, Words, Tx], tuple[Button, ...] | None] = _usual


_PLAIN = Life()
LIVES: Mapping[str, Life] = {}
"""By the name that a kind gives to its life."""


def life_of(item: Contribution) -> Life:
    """Its kind's life; most have none of their own."""
    return LIVES.get(item.life, _PLAIN)
