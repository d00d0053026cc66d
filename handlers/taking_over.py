"""What somebody has in hand when he leaves: actions, requests that he took, groups that he leads; and whose it is then. (DOMAIN.md F15)"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from bot.domain.actions import ActionRecord
from bot.domain.bodies import Body
from bot.domain.contribution import Contribution
from bot.domain.people import Person
from bot.domain.permissions import may_read
from bot.domain.requests import Standing
from bot.wording import Words
from handlers.lives.requests.facts import answers, standing_of
from handlers.requests.claims import release
from handlers.show import label
from storage.transaction import Tx


@dataclass(frozen=True, kw_only=True)
class InHand:
    """Open actions of his own, requests that he has taken and not answered, and the groups that he leads."""

    actions: tuple[ActionRecord, ...] = ()
    requests: tuple[Contribution, ...] = ()
    groups: tuple[Body, ...] = ()

    def named(self, words: Words) -> list[str]:
        """Each as it is spoken of."""
        actions = [words.text("action {n} ({body})", n=action.position, body=action.body) for action in self.actions]
        return [*(label(item, words).lower() for item in self.requests), *actions, *(body.name for body in self.groups)]


NOTHING = InHand()


def in_hand(person: Person, tx: Tx) -> InHand:
    """What he has now, with what he had taken over himself."""
    his = (person.id, *person.stands_for)
    taken = [tx.contributions.get(pursuit.request_id) for pursuit in tx.pursuits.claimed(his)]
    return InHand(
        actions=tuple(action for action in tx.actions.open_of(people=his) if action.owner_id in his),
        requests=tuple(item for item in taken if item and standing_of(item, tx) is Standing.CLAIMED),
        groups=tuple(body for body in tx.bodies.all() if body.lead_id in his and body.is_open),
    )


def pass_on(held: InHand, successor: Person, by: int | None, tx: Tx) -> InHand:
    """All of it is the successor's, but requests that he may not read or answer. Gives what he has of it. Who did what stays written."""
    for action in held.actions:
        after = dataclasses.replace(action, owner_id=successor.id, owner_name=successor.name)
        tx.actions.change(action, after, act="handed_over", by=by)
    requests = tuple(item for item in held.requests if answers(successor) and may_read(successor, item, tx.directory))
    for item in requests:
        tx.pursuits.save(dataclasses.replace(tx.pursuits.get(item.id), claimed_by=successor.id))
    for body in held.groups:
        tx.bodies.change(body, dataclasses.replace(body, lead_id=successor.id), act="leads", by=by)
    return dataclasses.replace(held, requests=requests)


def give_back(held: InHand, person: Person, tx: Tx) -> None:
    """Requests that nobody takes over: somebody else is asked, and whoever asked is told. Actions and groups are the chamber's."""
    for item in held.requests:
        release(item, person, tx)
