"""How the actions of meetings stood on a day. (DOMAIN.md F15)"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Literal

from bot.domain.actions import DROPPED, ActionRecord

Stood = Literal["done_on_time", "done_late", "overdue", "open"]


def stood(action: ActionRecord, on: date) -> Stood | None:
    """How it stood at the end of that day; None where it was not decided yet, or was dropped. What has no term is never late."""
    if action.state == DROPPED or (action.held_on is not None and action.held_on > on):
        return None
    if action.done_on is not None and action.done_on <= on:
        return "done_late" if action.due is not None and action.done_on > action.due else "done_on_time"
    return "overdue" if action.due is not None and action.due < on else "open"


def standings(actions: Iterable[ActionRecord], on: date) -> Counter[Stood]:
    """How many stood how on that day."""
    return Counter(how for action in actions if (how := stood(action, on)))
