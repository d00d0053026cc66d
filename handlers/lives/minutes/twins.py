"""Minutes of one and the same meeting: a body meets once on a day. (DOMAIN.md 2.8, R3)"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.domain.bodies import body_key
from bot.domain.contribution import DRAFTED, PUBLISHED, Contribution
from bot.domain.minutes import LIFE
from handlers.lives.minutes.settling import minutes_of
from storage.transaction import Tx


def same_meeting(body: str, day: date | None, tx: Tx) -> list[Contribution]:
    """What is filed of that meeting and not withdrawn, oldest first, whoever may read it. Without a day, nothing is surely the same."""
    if day is None:
        return []
    kinds = [kind.name for kind in tx.kinds.values() if kind.cls.life == LIFE]
    of_that_day = [item for kind in kinds for item in tx.contributions.answering(kind, "date_start", day, (DRAFTED, PUBLISHED))]
    return [item for item in of_that_day if body_key(minutes_of(item).body) == body_key(body)]


def twins(answers: Mapping[str, str], tx: Tx) -> list[Contribution]:
    """The same of answers in stored form."""
    day = answers.get("date_start", "")
    return same_meeting(answers.get("body", ""), date.fromisoformat(day) if day else None, tx)
