"""Time without a platform: a store, the jobs of the clock, and what they wrote into the outbox."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.contribution import Contribution, Scope
from bot.domain.messages import Message
from bot.domain.people import Person, Role
from bot.domain.ports import Address
from bot.domain.subscription import Subscription
from bot.wording.plain import plain
from scheduler.jobs import Jobs
from storage.store import Store
from storage.transaction import Tx
from tests.shelf import channel, offer, somebody
from tests.town import PARIS, MovedClock


def paris(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """That moment on the clocks of Paris, UTC."""
    return datetime(year, month, day, hour, minute, tzinfo=PARIS).astimezone(UTC)


@dataclass(frozen=True)
class Written:
    """A message to somebody: when (UTC), of which purpose, and its words."""

    at: datetime
    purpose: str
    text: str
    buttons: tuple[str, ...]

    @property
    def local(self) -> str:
        """`lun 23/11 08:00` would be French; this is `2026-11-23 08:00` in Paris."""
        return f"{self.at.astimezone(PARIS):%Y-%m-%d %H:%M}"


@dataclass
class Season:
    store: Store
    clock: MovedClock
    jobs: Jobs

    def add(
        self, name: str, *, letter: bool = True, role: Role = Role.DIRECTOR, chamber: str = "NOR", zone: str = "Europe/Paris", **reads: Any
    ) -> Person:
        """Somebody, and the letter he reads from now on."""

        def case(tx: Tx) -> Person:
            person = somebody(tx, name, role=role, chamber=chamber, zone=zone)
            if letter:
                tx.subscriptions.save(Subscription(person_id=person.id, zone=zone, since=tx.now, **reads))
            return person

        return self.store.submit(case).result()

    def add_channel(self, name: str, **reads: Any) -> Address:
        place = channel(name)
        self.store.submit(lambda tx: tx.subscriptions.save(Subscription(channel=place, since=tx.now, **reads))).result()
        return place

    def change(self, person: Person, **values: Any) -> None:
        """His settings, changed now."""

        def case(tx: Tx) -> None:
            own = tx.subscriptions.of_person(person.id)
            assert own is not None
            tx.subscriptions.save(dataclasses.replace(own, **values))

        self.store.submit(case).result()

    def offer(
        self,
        author: Person,
        title: str = "comptable",
        *,
        scope: Scope | None = None,
        at: datetime | None = None,
        regions: tuple[str, ...] | None = None,
        topics: tuple[str, ...] | None = None,
        **answers: str,
    ) -> Contribution:
        """An offer published now, or at that moment."""
        if at is not None:
            self.clock.now = at

        def case(tx: Tx) -> Contribution:
            item = offer(tx, author, title=title, **answers)
            changes = {"scope": scope, "regions": regions, "topics": topics}
            wanted = {name: value for name, value in changes.items() if value is not None}
            return tx.contributions.change(dataclasses.replace(item, **wanted), act="test", by=None) if wanted else item

        return self.store.submit(case).result()

    def become(self, item: Contribution, **values: Any) -> None:
        """The item as it is now, changed."""

        def case(tx: Tx) -> None:
            now = tx.contributions.get(item.id)
            assert now is not None
            tx.contributions.change(dataclasses.replace(now, **values), act="test", by=None)

        self.store.submit(case).result()

    async def at(self, moment: datetime) -> None:
        """One tick then."""
        self.clock.now = moment
        await self.jobs.due()

    async def until(self, moment: datetime, step: timedelta = timedelta(hours=1)) -> None:
        """A tick at each step; none in the hours at which nobody anywhere may be written to, unless it ends there."""
        while self.clock.now < moment:
            following = min(moment, self.clock.now + step)
            if following < moment and not 3 <= following.hour < 23:
                self.clock.now = following
            else:
                await self.at(following)

    def written(self, to: Person | Address | None = None, purpose: str = "") -> list[Written]:
        """What was written to him, or to everybody, in order."""

        def read(tx: Tx) -> list[Written]:
            table = tx.tables.outbox
            rows = tx.connection.execute(table.select().order_by(table.c.id))
            return [_written(row) for row in rows if _is_for(row, to) and (not purpose or row.purpose == purpose)]

        return self.store.read(read)

    def letters(self, to: Person | Address | None = None) -> list[str]:
        """When letters were written, on the clocks of Paris."""
        return [one.local for one in self.written(to, "letter")]

    def last(self, to: Person | Address) -> str:
        """The words of what he got last; nothing when he never got anything."""
        found = self.written(to)
        return found[-1].text if found else ""


def _is_for(row: Any, to: Person | Address | None) -> bool:
    if to is None:
        return True
    return bool(row.person_id == to.id if isinstance(to, Person) else row.channel == to.channel)


def _written(row: Any) -> Written:
    message = Message.from_json(row.message)
    return Written(
        row.created_at, row.purpose, " ".join(plain(message.markdown).split()), tuple(button.label for button in message.buttons)
    )
