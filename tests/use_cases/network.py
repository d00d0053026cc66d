"""People of a network, who say words about invitations and open links."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from bot.domain.people import Account, Person, Role
from bot.domain.ports import Address
from handlers.answer import Answer, Event, Reply, Where, answered
from handlers.inviting import inviting_words
from handlers.linking import accept, accept_known
from handlers.typed import Typed
from storage.contributions import Origin
from storage.store import Store
from storage.transaction import Tx
from tests.shelf import TEAM, somebody
from tests.town import MovedClock

T = TypeVar("T")
BOT = "7000001"
PHONE, OTHER_PHONE = (Account(platform="telegram", workspace=BOT, user=user) for user in ("501", "666"))


class Network:
    """A store with people in it, to whom one says things and who read what is sent."""

    def __init__(self, store: Store, clock: MovedClock) -> None:
        self.store, self.clock = store, clock
        self.store.setting = dataclasses.replace(store.setting, telegram_bot="maillage_bot")
        self._events = 0
        for name, chamber, role in (
            ("Marie Sinamary", "GUF", Role.DIRECTOR),
            ("Dylan Clet", "GUF", Role.AMBASSADOR),
            ("Claire Le Goff", "NOR", Role.DIRECTOR),
            ("Jeanne Aubry", "NOR", Role.EMPLOYEE),
            ("Malik Benali", "NAT", Role.NATIONAL),
            ("Paul Mercier", "NAT", Role.PARTNER),
        ):
            person = self.do(partial(somebody, name=name, chamber=chamber, role=role))
            self.do(lambda tx, person=person: tx.people.greet(person.id))

    def do(self, case: Callable[[Tx], T]) -> T:
        return self.store.submit(case).result()

    def person(self, first: str) -> Person:
        [known] = self.store.read(lambda tx: tx.roster.called(first))
        found = self.store.read(lambda tx: tx.people.get(known.person.id))
        assert found is not None
        return found

    def says(self, first: str, text: str, *, private: bool = True) -> Answer | None:
        """The answer to words about invitations; raises what is refused."""
        origin = Origin(platform="slack", workspace=TEAM, channel="D1")
        typed = Typed(text=text, origin=origin, addressed=True, private=private)
        return self.do(lambda tx: inviting_words(typed, self.person(first), tx))

    def link(self, first: str, text: str = "mon telegram") -> str:
        """The token of the link in the answer."""
        answer = self.says(first, text)
        assert isinstance(answer, Reply)
        urls = [button.url for button in answer.message.buttons] + re.findall(r"<(https://\S+)>", answer.message.markdown)
        [url] = [url for url in urls if url]
        assert url.startswith("https://t.me/maillage_bot?start=")
        return url.partition("start=")[2]

    def starts(self, account: Account, token: str, called: str = "Dylan") -> str:
        """What the account reads that opened the link."""
        self._events += 1
        event = Event(platform="telegram", id=f"update:{self._events}", type="message")
        here = Where(own=Address(platform="telegram", workspace=BOT, channel=account.user), one_by_one=True)
        case = answered(event, account, here, partial(accept_known, token, account), unknown=accept(token, called=called))
        answer = self.do(case)
        assert isinstance(answer, Reply)
        return answer.message.markdown

    def holder(self, account: Account) -> str:
        known = self.store.read(lambda tx: tx.people.by_account(account))
        return known.name if known else ""

    def letters(self, account_user: str) -> list[str]:
        """All that was ever written for that account, oldest first."""

        def read(tx: Tx) -> list[str]:
            rows = tx.connection.execute(tx.tables.outbox.select().order_by(tx.tables.outbox.c.id)).all()
            return ["\n".join(part.get("text", "") for part in row.message) for row in rows if row.channel == account_user]

        return self.store.read(read)


def slack_of(name: str) -> str:
    return f"U{name.upper().replace(' ', '')}"
