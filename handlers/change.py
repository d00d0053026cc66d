"""Changes to what is filed: a new version, a line of audit, and every message that shows it follows."""

from __future__ import annotations

import dataclasses

from bot.domain.contribution import Contribution
from bot.domain.messages import Message
from bot.domain.people import PLAIN, Account, Person
from bot.domain.permissions import may_read
from handlers.answer import Reply
from handlers.lives import life_of
from handlers.relay import follow
from handlers.show import card, own
from storage.contributions import answers_of
from storage.outbox import Shown
from storage.transaction import Tx


def revise(before: Contribution, after: Contribution, act: str, person: Person, tx: Tx) -> Reply:
    """Stores `after`. When nothing changed, nothing is written and the answer is the same: two taps are one."""
    if after == before:
        return own(tx, person, before)
    changed = record(before, after, act, person.id, tx)
    return own(tx, person, changed)


def record(before: Contribution, after: Contribution, act: str, by: int | None, tx: Tx) -> Contribution:
    """The next version, its trace, and the relays."""
    kind = tx.kinds[before.kind]
    changed = tx.contributions.change(after, act=act, by=by)
    old, new = answers_of(before, kind), answers_of(changed, kind)
    differing = [name for name in new if new[name] != old[name]]
    tx.audit.note(
        act,
        by=by,
        about=before.id,
        before={name: old[name] for name in differing} | {"state": before.state, "scope": before.scope.value},
        after={name: new[name] for name in differing} | {"state": changed.state, "scope": changed.scope.value},
    )
    life_of(changed).changed(before, changed, by, tx)
    follow(tx, changed)
    _refresh_cards(changed, tx)
    return changed


def _refresh_cards(item: Contribution, tx: Tx) -> None:
    """Every card that somebody holds of it says what it is now."""
    for shown in tx.outbox.showing(item.id, "card"):
        reader = tx.people.get(shown.person) if shown.person is not None else None
        if reader is not None and reader.active:  # who has left reads nothing more
            tx.outbox.edit(shown.row, _shown_to(_heard_by(reader, shown, tx), item, tx))


def _heard_by(reader: Person, shown: Shown, tx: Tx) -> Person:
    """The reader, as far as others read that card too: it stands in a channel unless the channel is his own account."""
    place = shown.place
    account = Account(platform=place.platform, workspace=place.workspace, user=place.channel)
    return dataclasses.replace(reader, aloud=tx.people.by_account(account) is None, plainly=place.platform in PLAIN)


def _shown_to(reader: Person, item: Contribution, tx: Tx) -> Message:
    """What he may read no more is withdrawn for him."""
    if may_read(reader, item, tx.directory):
        return own(tx, reader, item).message
    return card(tx, item, tx.words(reader.language, reader.zone), tx.today(reader.zone))


def withdrawn(item: Contribution) -> Contribution:
    """Out of every list; its number stays its own."""
    return dataclasses.replace(item, state="withdrawn")
