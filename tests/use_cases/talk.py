"""Talking without a platform: a message or a gesture goes in, the answer is given back as it was written."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from functools import partial

from bot.domain.messages import Message
from bot.domain.people import Account, Person, Role
from bot.wording.plain import plain
from handlers.afterwards import edited
from handlers.answer import Answer, Case, Event, Reply, Where, answered
from handlers.converse import hear
from handlers.respond import press
from handlers.typed import Typed
from storage.contributions import Origin
from storage.store import Store
from tests.shelf import TEAM, somebody
from tests.town import MovedClock


@dataclass(frozen=True)
class Said:
    """What came back: its words in one line, its buttons, whether it refused."""

    text: str
    buttons: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    refused: bool = False


@dataclass
class Talk:
    store: Store
    clock: MovedClock
    _numbers: itertools.count[int] = field(default_factory=itertools.count)

    def add(self, name: str = "Claire Le Goff", *, language: str = "fr", accounts: tuple[Account, ...] = (), **values: str) -> Person:
        """Somebody of the roster, with an account on Slack; with further `accounts` after it."""

        def case(tx):  # type: ignore[no-untyped-def]
            role = Role(values.get("role", Role.DIRECTOR))
            somebody(tx, name, role=role, chamber=values.get("chamber", "NOR"), zone=values.get("zone", "Europe/Paris"))
            own = account_of(name)
            return tx.people.add(
                name=name,
                role=role,
                chamber=values.get("chamber", "NOR"),
                language=language,
                zone=values.get("zone", "Europe/Paris"),
                accounts=[own, *accounts],
            )

        person: Person = self.store.submit(case).result()
        return person

    def says(self, who: Person | Account, text: str, *, plainly: bool = False) -> Said:
        """He writes to us in private. `plainly`: where words do what menus do elsewhere."""
        account = account_of(who)
        origin = Origin(platform=account.platform, workspace=account.workspace, channel="D1", message=str(next(self._numbers)))
        typed = Typed(text=text, origin=origin, addressed=True, private=True)
        return self._done(account, partial(hear, typed), plainly=plainly)

    def edits(self, who: Person | Account, message: int, text: str) -> Said:
        """He edits what he wrote in private; 0 is the very first message of the test."""
        account = account_of(who)
        origin = Origin(platform=account.platform, workspace=account.workspace, channel="D1", message=str(message))
        return self._done(account, partial(edited, Typed(text=text, origin=origin, addressed=True, private=True)))

    def presses(self, who: Person | Account, act: str) -> Said:
        return self._done(account_of(who), partial(press, act))

    def _done(self, account: Account, case: Case, *, plainly: bool = False) -> Said:
        event = Event(platform=account.platform, id=str(next(self._numbers)), type="test")
        return said(self.store.submit(answered(event, account, Where(one_by_one=plainly), case)).result())


def account_of(who: Person | Account | str) -> Account:
    if isinstance(who, Account):
        return who
    name = who if isinstance(who, str) else who.name
    return Account(platform="slack", workspace=TEAM, user=f"U{name.upper().replace(' ', '')}")


def said(answer: Answer) -> Said:
    if not isinstance(answer, Reply):
        return Said(type(answer).__name__)
    message: Message = answer.message
    return Said(
        " ".join(plain(message.markdown).split()),
        tuple(button.label for button in message.buttons),
        tuple(button.act for button in message.buttons),
        tuple(button.word for button in message.buttons),
        answer.refused,
    )
