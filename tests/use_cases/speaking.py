"""A conversation with the use cases alone: what is typed goes through `hear`, what is answered is read in the outbox."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.domain.messages import Form, Message
from bot.domain.people import Account, Person, Role
from bot.domain.ports import Address
from bot.wording.plain import plain
from handlers.answer import Answer, Case, Event, Where, answered
from handlers.converse import Typed, command, hear
from handlers.respond import press
from storage.contributions import Origin
from storage.store import Store
from storage.transaction import Tx
from tests.shelf import FRIDAY, TEAM, new_file, somebody, store_at
from tests.town import MovedClock

ACCOUNT = Account(platform="slack", workspace=TEAM, user="UDYLAN")
HERE = Address(platform="slack", workspace=TEAM, channel="UDYLAN")
_EVENTS = itertools.count(1)


@dataclass
class Speaker:
    """Somebody in his own conversation on a platform without windows. The messages are "sent" at once."""

    folder: Path
    clock: MovedClock
    store: Store
    last_row: int = 0
    role: Role = field(default=Role.AMBASSADOR)

    def says(self, text: str, *, written_at: datetime | None = None, message: str | None = None) -> str:
        """Types it, and gives what is answered ("" for nothing)."""
        typed = self._typed(text, written_at, message)
        return self._do(lambda person, tx: hear(typed, person, tx))

    def commands(self, verb: str, text: str = "") -> str:
        return self._do(lambda person, tx: command(verb, self._typed(text, None, None), person, tx))

    def presses(self, label: str) -> str:
        """A button of the last message that has it."""
        act = next(button.act for button in self.buttons() if button.label == label)
        return self.acts(act)

    def acts(self, act: str) -> str:
        return self._do(lambda person, tx: press(act, person, tx))

    def opens(self, form: Form) -> str:
        return self._do(lambda _person, _tx: form)

    def buttons(self) -> tuple[object, ...]:
        return self._current().buttons

    def labels(self) -> list[str]:
        return [button.label for button in self._current().buttons]

    def restarts(self) -> None:
        """Another process, on the same file."""
        self.store.close()
        self.store = store_at(self.folder / "town.db", self.clock)

    def read(self, case: object) -> object:
        return self.store.read(case)  # type: ignore[arg-type]

    def _typed(self, text: str, written_at: datetime | None, message: str | None) -> Typed:
        origin = Origin(platform="slack", workspace=TEAM, channel="UDYLAN", message=message or f"{next(_EVENTS)}.0")
        return Typed(text=text, origin=origin, addressed=True, private=True, written_at=written_at)

    def _do(self, case: Case) -> str:
        event = Event(platform="slack", id=f"event:{next(_EVENTS)}", type="message")
        where = Where(post=HERE, own=HERE, one_by_one=True)
        before = self.last_row
        self.store.submit(answered(event, ACCOUNT, where, case)).result()
        self.store.submit(self._delivered).result()
        return plain(self._current().markdown) if self.last_row != before else ""

    def _delivered(self, tx: Tx) -> None:
        while rows := tx.outbox.reserve(platforms=["slack"], most=9):
            for row in rows:
                tx.outbox.sent(row.id, f"{row.id}.1", row.delivery.to.channel)
                self.last_row = row.id if row.delivery.operation == "post" else self.last_row

    def _current(self) -> Message:
        return self.store.read(lambda tx: tx.outbox.current(self.last_row))


def speaker(folder: Path, *, role: Role = Role.AMBASSADOR, language: str = "fr", now: datetime = FRIDAY) -> Speaker:
    """Dylan (Guyane), greeted, in a fresh store."""
    clock = MovedClock(now)
    store = store_at(new_file(folder), clock)

    def settle(tx: Tx) -> Person:
        person = somebody(tx, "Dylan Clet", chamber="GUF", role=role, user="UDYLAN", zone="America/Cayenne")
        tx.people.greet(person.id)
        if language != "fr":
            tx.people.add(name=person.name, role=role, chamber="GUF", language=language, zone=person.zone, accounts=[ACCOUNT])
        return person

    store.submit(settle).result()
    return Speaker(folder, clock, store, role=role)


def filed(tx: Tx) -> list[tuple[int, str, str]]:
    """Number, title and place of all that is filed."""
    return [(item.number, item.title, item.place) for item in tx.contributions.every("job_offer")]  # type: ignore[attr-defined]


__all__ = ["ACCOUNT", "HERE", "Answer", "Speaker", "filed", "speaker"]
