"""What is said to somebody without his asking, line by line; who says what is registered in handlers/reminders.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.actions import ActionRecord
from bot.domain.i18n import nmark
from bot.domain.messages import Button
from bot.domain.people import Person
from bot.domain.reminders import Reminding
from storage.drafts import Draft
from storage.transaction import Tx


@dataclass(frozen=True, kw_only=True)
class Compact:
    """A line in a few words, as it rides on top of a letter, with at most one gesture of each sort."""

    markdown: str
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line with its gestures. `key` makes it said once; it names no person. `settles`: a draft that is filed, without its answer, when
    this is told. `counted`: message ids of so many such lines, where they are only counted. `since` (UTC): when it came about, where it
    waits for the first morning after. `action`: what it is about, for those that are said together, as a numbered list; `reminding`: which
    reminder of it this is, and `also` are further keys of what is said with it."""

    key: str
    markdown: str
    buttons: tuple[Button, ...] = ()
    settles: Draft | None = None
    counted: tuple[str, str] = nmark("{n} thing", "{n} things")
    since: datetime | None = None
    compact: Compact | None = None
    action: ActionRecord | None = None
    reminding: Reminding | None = None
    also: tuple[str, ...] = ()


Source = Callable[[Sequence[Person], Tx], Mapping[int, Sequence[Line]]]
"""All that could be said to these people now about one theme, by their id; in a number of queries that does not depend on theirs."""
