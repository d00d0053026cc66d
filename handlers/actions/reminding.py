"""Which actions a morning speaks of: those whose reminder has come, and those that are new to their owner. (DIALOGUES.md 6)"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.domain.actions import ActionRecord
from bot.domain.people import Person
from bot.domain.reminders import Reminding, reminder_on
from handlers.actions.owners import Owners
from handlers.actions.speaking import COUNTED, alone, compact
from handlers.morning import Line
from storage.transaction import Tx

NEWS_FOR = timedelta(days=14)
"""What came longer ago is no news any more: the owner was away, or the minutes are old."""


def action_lines(people: Sequence[Person], tx: Tx) -> Mapping[int, Sequence[Line]]:
    """A line for each action that may be spoken of today to each of these people. Its two reasons have each their own key, so that each is
    said once: the second rides along (`also`)."""
    wanted, owners = {person.id: person for person in people}, Owners(tx)
    found: dict[int, list[Line]] = defaultdict(list)
    for action in tx.actions.open() if wanted else ():
        for owner in owners.of(action):
            if owner.id in wanted:
                found[owner.id] += _lines(action, wanted[owner.id], tx)
    return found


def _lines(action: ActionRecord, person: Person, tx: Tx) -> list[Line]:
    today = tx.today(person.zone)
    reminding = reminder_on(action.due, today, tx.setting.late_reminders) if action.due else None
    news = [f"action:{action.id}:new:{action.assigned_at:%Y%m%d%H%M%S}"] if tx.now - action.assigned_at < NEWS_FOR else []
    said = [f"action:{action.id}:{action.due}:{reminding.day}"] if reminding else []
    return [_line(key, action, reminding, person, tx, new=key in news) for key in (*news, *said)]


def _line(key: str, action: ActionRecord, reminding: Reminding | None, person: Person, tx: Tx, *, new: bool) -> Line:
    words, today = tx.words(person.language, person.zone), tx.today(person.zone)
    text, buttons = alone(action, reminding, words, today)
    return Line(
        key=key,
        markdown=text,
        buttons=buttons,
        counted=COUNTED,
        since=action.changed_at,
        compact=compact(action, reminding, words, today, new=new),
        action=action,
        reminding=reminding,
    )
