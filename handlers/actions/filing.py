"""Actions in step with their minutes: there once these are published, corrected with them, dropped when they are withdrawn."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from itertools import zip_longest

from bot.domain.actions import DROPPED, ActionRecord, Meeting
from bot.domain.people import Person, Role
from bot.domain.records import ActionItem, action_of
from handlers.actions.owners import Owners
from handlers.homonyms import called
from storage.actions import brought_back
from storage.transaction import Tx

WITHDRAWN = "withdrawn"
"""The act by which an action went with its minutes."""


def sync_actions(meeting: Meeting, items: Sequence[ActionItem], by: int | None, tx: Tx) -> tuple[ActionRecord, ...]:
    """The actions of published minutes as they stand there now, by position. One whose item did not change keeps its life; of one that was
    corrected only what was corrected changes, and its owner is told again. Without items, those that are open go with the minutes."""
    known, said = tx.actions.of_minutes(meeting.minutes_id), tx.actions.items_of(meeting.minutes_id)
    kept, fresh = list[ActionRecord](), list[ActionItem]()
    for position, (record, item) in enumerate(zip_longest(known, items), start=1):
        if record is None and item is not None:
            fresh.append(item)
        elif item is None and record is not None:
            _withdraw(record, by, tx)
        elif record is not None and item is not None:
            kept.append(_corrected(record, (action_of(said[position]), item), meeting, by, tx))
    new = [_new(item, len(known) + place, meeting, tx) for place, item in enumerate(fresh, start=1)]
    tx.actions.add_all(new, [str(item) for item in fresh])
    return (*kept, *tx.actions.of_minutes(meeting.minutes_id)[len(known) :]) if new else tuple(kept)


def _new(item: ActionItem, position: int, meeting: Meeting, tx: Tx) -> ActionRecord:
    owner = _owner(item, tx)
    return ActionRecord(
        **dataclasses.asdict(meeting),
        position=position,
        what=item.what,
        owner_chamber=item.chamber or (owner.chamber if owner else ""),
        owner_name=item.who[:200],
        owner_id=owner.id if owner else None,
        due=item.due,
        said=item.said[:200],
        assigned_at=tx.now,
        changed_at=tx.now,
    )


def _owner(item: ActionItem, tx: Tx) -> Person | None:
    """The person who is named, where it is no chamber and can be nobody else. Partners have nothing to do."""
    if item.chamber or not item.who.strip():
        return None
    found = [known.person for known in called(item.who, tx) if known.person.active and known.person.role is not Role.PARTNER]
    return found[0] if len(found) == 1 else None


def _corrected(record: ActionRecord, items: tuple[ActionItem, ActionItem], meeting: Meeting, by: int | None, tx: Tx) -> ActionRecord:
    """Back with its minutes, if it had gone with them; then what the correction says, and no more."""
    before, item = items
    now = _restored(record, tx)
    after = dataclasses.replace(now, body=meeting.body, held_on=meeting.held_on, next_on=meeting.next_on)
    if before.what != item.what:
        after = dataclasses.replace(after, what=item.what)
    if (before.due, before.said) != (item.due, item.said):
        after = dataclasses.replace(after, due=item.due, said=item.said[:200])
    if (before.who, before.chamber) != (item.who, item.chamber):
        as_new = _new(item, record.position, meeting, tx)
        after = dataclasses.replace(after, owner_chamber=as_new.owner_chamber, owner_name=as_new.owner_name, owner_id=as_new.owner_id)
    return tx.actions.change(
        record, after, act="corrected", by=by, tell=before != item or now is not record, item=None if before == item else str(item)
    )


def _restored(record: ActionRecord, tx: Tx) -> ActionRecord:
    if record.state != DROPPED:
        return record
    turns = tx.actions.turns(record.id)
    return brought_back(record, turns[-1]) if turns and turns[-1].act == WITHDRAWN else record


def _withdraw(record: ActionRecord, by: int | None, tx: Tx) -> None:
    if record.is_open:
        tx.actions.change(record, dataclasses.replace(record, state=DROPPED), act=WITHDRAWN, by=by)


def responsible(records: Collection[ActionRecord], tx: Tx) -> set[int]:
    """The ids of the people who will read these in a morning message."""
    owners = Owners(tx)
    return {person.id for record in records if record.is_open for person in owners.of(record)}
