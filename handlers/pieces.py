"""A long text that comes in pieces: what is pasted on Telegram is cut by its own apps, and what the first piece became is not all of it."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta
from typing import Final

from bot.domain.contribution import DRAFTED, PUBLISHED
from bot.domain.people import Person
from bot.wording.graphemes import units
from handlers.afterwards import edited
from handlers.answer import Answer
from handlers.proposals import PROPOSED
from handlers.said import heard_in, understood_kind
from handlers.typed import Typed
from storage.contributions import Origin
from storage.drafts import WAITING
from storage.transaction import Tx

PIECE: Final = 4_096
"""UTF-16 units of the longest message there: a text is cut behind so many, or at a space before."""
ENOUGH: Final = 3_500
TOGETHER = timedelta(seconds=10)
"""The pieces are sent at once; nobody types, or looks for, another text so soon after such a long one."""


def next_piece(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """What it belongs to says all of it, as if its message had been edited. None for what follows no long text, or is another."""
    begun = _begun(typed, person, tx) if typed.private and person.plainly else None
    if begun is None or understood_kind(dataclasses.replace(heard_in(typed), addressed=False), person, tx):
        return None
    origin, before = begun
    whole = f"{before}{_joint(before, typed.text)}{typed.text}"
    return edited(dataclasses.replace(typed, text=whole, markdown="", origin=origin), person, tx)


def _joint(before: str, after: str) -> str:
    """What stood between two pieces: nothing where a full one was cut, else the blank at which it was, which is not sent."""
    if units(before) % PIECE == 0:
        return ""
    return " " if after[:1].islower() else "\n"


def _begun(typed: Typed, person: Person, tx: Tx) -> tuple[Origin, str] | None:
    """The message in which he began, and the text so far."""
    found = [one for one in (_filed(person, tx), _asked(person, tx)) if one and tx.now - one[0] <= TOGETHER]
    for _, origin, text in sorted(found, key=lambda one: one[0], reverse=True)[:1]:
        here = (origin.platform, origin.workspace, origin.channel) == (typed.origin.platform, typed.origin.workspace, typed.origin.channel)
        return (origin, text) if here and origin.message and units(text) >= ENOUGH else None
    return None


def _filed(person: Person, tx: Tx) -> tuple[datetime, Origin, str] | None:
    item = tx.contributions.latest_of(person.id)
    if item is None or item.state not in ((DRAFTED,) if item.confirmed else (PUBLISHED, PROPOSED)):
        return None
    return item.filed_at, tx.contributions.origin_of(item.id), tx.contributions.text_of(item.id)


def _asked(person: Person, tx: Tx) -> tuple[datetime, Origin, str] | None:
    draft = tx.drafts.latest_of(person.id)
    return (draft.said_at, draft.origin, draft.raw_text) if draft and draft.state == WAITING else None
