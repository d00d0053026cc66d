"""What follows when minutes are published, corrected or withdrawn: their actions, and the channel of the body that met."""

from __future__ import annotations

from bot.domain.actions import Meeting
from bot.domain.chambers import NETWORK_ZONE
from bot.domain.contribution import PUBLISHED, Contribution
from bot.domain.messages import Message
from bot.domain.people import PLAIN, Person
from bot.domain.permissions import channel_may_read
from bot.domain.ports import Address
from bot.wording import Words
from handlers.actions.filing import sync_actions
from handlers.lives.minutes.differences import differences
from handlers.lives.minutes.facts import facts
from handlers.lives.minutes.gatherings import gathering_of
from handlers.lives.minutes.settling import minutes_of
from storage.outbox import About
from storage.transaction import Tx

_SPOKEN = "fr"
"""What a channel of the network reads."""


def filed(item: Contribution, person: Person, tx: Tx) -> None:
    """A draft is nobody's business yet."""
    if item.state == PUBLISHED:
        _act(item, person.id, tx)
        _announce(item, tx)


def changed(before: Contribution, after: Contribution, by: int | None, tx: Tx) -> None:
    """Actions live with the minutes that they are from; the channel reads what these are now, and what has changed."""
    was, now = before.state == PUBLISHED, after.state == PUBLISHED
    if was or now:
        _act(after, by, tx)
    if now and not was and not tx.outbox.showing(after.id, "body"):
        _announce(after, tx)
    elif was or now:
        _renew(before, after, tx)


def _act(item: Contribution, by: int | None, tx: Tx) -> None:
    minutes = minutes_of(item)
    meeting = Meeting(minutes_id=item.id, body=minutes.body, held_on=minutes.date_start, next_on=minutes.next_meeting)
    sync_actions(meeting, minutes.action_items if item.state == PUBLISHED else (), by, tx)


def _announce(item: Contribution, tx: Tx) -> None:
    """Once in the channel of the body, with all of the text in the thread."""
    where = gathering_of(minutes_of(item), tx).channel
    if where is None or not channel_may_read(item):
        return
    words, about = tx.words(_SPOKEN, NETWORK_ZONE), About(contribution=item.id)
    row = tx.outbox.post(where, short_text(item, words, tx, there=where), purpose="body", about=about, key=f"body:{item.id}")
    tx.outbox.post(where, whole_text(item, words, tx), purpose="whole", about=about, key=f"whole:{item.id}", under=row)


def _renew(before: Contribution, after: Contribution, tx: Tx) -> None:
    """What stands there becomes what they are now; in the thread, only what has changed is said."""
    words = tx.words(_SPOKEN, NETWORK_ZONE)
    told = differences(minutes_of(before), minutes_of(after), words, tx) if after.state == before.state else []
    for shown in tx.outbox.showing(after.id, "body"):
        tx.outbox.edit(shown.row, short_text(after, words, tx, there=shown.place))
        if told:
            text = words.markdown("Corrected: {what}", what="\n".join(told))
            tx.outbox.post(shown.place, Message.of(text), purpose="notice", key=f"difference:{after.id}:{after.version}", under=shown.row)
    if after.state != before.state or minutes_of(after).notes != minutes_of(before).notes:
        for shown in tx.outbox.showing(after.id, "whole"):
            tx.outbox.edit(shown.row, whole_text(after, words, tx))


def short_text(item: Contribution, words: Words, tx: Tx, *, there: Address | None = None) -> Message:
    """What the channel reads: decisions, actions, the next meeting; or that they were withdrawn. `there`: the channel in which it stands,
    where a mistake is told in its own way."""
    answered = "" if there is None else "message" if there.platform in PLAIN else "thread"
    values = dict(facts(item, words, tx)) | {"item": item, "today": tx.today(str(words.zone)), "answered": answered}
    return Message.of(words.render(f"{item.kind}/card", **values))


def whole_text(item: Contribution, words: Words, tx: Tx) -> Message:
    """All of it, as it was written; of what was filed by a form, its lists."""
    values = dict(facts(item, words, tx)) | {"item": item, "today": tx.today(str(words.zone))}
    return Message.of(words.render(f"{item.kind}/whole", **values))
