"""The year 2008 as it would have been with the house in it: each day's lines are filed, the clock ticks, and nobody is written to too often.

And afterwards: what was loaded of a year long past wakes nobody.
"""

from __future__ import annotations

import itertools
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.people import Account, Person, Role
from bot.domain.subscription import Subscription
from bot.loading import load
from scheduler.jobs import Jobs
from storage.store import Store
from storage.transaction import Tx
from tests.shelf import TEAM, new_file, store_at
from tests.time.season import Season, paris
from tests.town import MovedClock
from tests.year import lines, loaded_year

AT_NOON, ALSO_AT = 13, (8, 17)
"""When the clock ticks, in Paris: when it is day everywhere, from the Antilles to La Réunion; in some weeks in the morning and the evening
too."""
SOME_WEEKS, SAMPLED = 6, (0, 1, 3)
"""Before October, whole weeks of the year are left out: their lines are filed afterwards, as after an outage."""
READS = 4
"""Every fourth reads the letter."""


class Year:
    """The days of the year, one after the other."""

    def __init__(self, folder: Path) -> None:
        self.clock = MovedClock(paris(2008, 1, 1))
        self.store = store_at(new_file(folder), self.clock)
        self._file, self._said = folder / "day.jsonl", iter(lines())
        self._next: dict[str, Any] | None = next(self._said)
        self._known: set[int] = set()

    def files_until(self, moment: datetime) -> None:
        """What was said before that moment is filed; who is new has an account on which he reads."""
        said = list(self._until(moment))
        if said:
            self._file.write_text("\n".join(json.dumps(line) for line in said), encoding="utf-8")
            load(self._file, self.store)
            self.store.submit(self._moves_in).result()

    def _until(self, moment: datetime) -> Iterator[dict[str, Any]]:
        while self._next is not None and datetime.fromisoformat(self._next["ts"]) < moment:
            yield self._next
            self._next = next(self._said, None)

    def _moves_in(self, tx: Tx) -> None:
        for person in (known.person for known in tx.roster.everyone()):
            if person.id not in self._known:
                self._known.add(person.id)
                tx.roster.link(Account(platform="slack", workspace=TEAM, user=f"U{person.id}"), person.id)
                if person.id % READS == 0:
                    tx.subscriptions.save(Subscription(person_id=person.id, zone=person.zone, since=tx.now))

    async def ticks(self, day: date) -> None:
        """A day of the clock."""
        often = day.isocalendar().week % SOME_WEEKS == 0
        for hour in sorted((AT_NOON, *(ALSO_AT if often else ()))):
            self.clock.now = paris(day.year, day.month, day.day, hour)
            self.files_until(self.clock.now)
            await Jobs(self.store).due()


def unasked(store: Store) -> list[tuple[int, datetime]]:
    """Everything that reached people without their asking: whom, and when (UTC)."""
    query = "SELECT person_id, created_at FROM outbox WHERE purpose IN ('letter', 'morning', 'notice') AND operation = 'post' AND person_id IS NOT NULL"
    rows = store.read(lambda tx: tx.connection.exec_driver_sql(query).all())
    return [(person, datetime.fromisoformat(at).replace(tzinfo=UTC)) for person, at in rows]


def days_of(store: Store) -> dict[int, list[date]]:
    """The days, on his own clock, on which each person was written to."""
    zones = store.read(lambda tx: {person.id: person.zone for person in tx.people.active()})
    found: dict[int, list[date]] = defaultdict(list)
    for person, at in unasked(store):
        found[person].append(at.astimezone(ZoneInfo(zones[person])).date())
    return found


async def test_nobody_is_written_to_twice_a_day_or_six_times_a_week(tmp_path: Path) -> None:
    year = Year(tmp_path)
    for day in (date(2008, 1, 1) + timedelta(days=offset) for offset in range(366)):
        if day.weekday() < 5 and (day.month > 9 or day.isocalendar().week % SOME_WEEKS in SAMPLED):
            await year.ticks(day)
    days = days_of(year.store)
    assert max(Counter((person, day) for person, some in days.items() for day in some).values()) == 1
    weeks = Counter((person, *day.isocalendar()[:2]) for person, some in days.items() for day in some)
    assert max(weeks.values()) <= 5
    assert len(days) > 20, "many had something to do"
    _the_owner_was_reminded(year.store)
    year.store.close()


def _the_owner_was_reminded(store: Store) -> None:
    """Of what Pays de la Loire had to do until 12/12, on the days of the policy and no other."""
    query = (
        "SELECT created_at FROM outbox WHERE message LIKE '%tableau de bord financement%' AND purpose IN ('letter', 'morning') ORDER BY id"
    )
    rows = store.read(lambda tx: [row[0][:10] for row in tx.connection.exec_driver_sql(query)])
    assert rows == ["2008-10-21", "2008-12-05", "2008-12-11", "2008-12-15", "2008-12-22", "2008-12-29"]


class TestLongAfter:
    """The year is loaded in 2026, and the people of 2026 come in."""

    @pytest.fixture
    def today(self, tmp_path: Path) -> Iterator[Season]:
        clock = MovedClock(paris(2026, 11, 16, 7))
        store = loaded_year(tmp_path, clock)
        yield Season(store, clock, Jobs(store))
        store.close()

    async def test_it_wakes_nobody(self, today: Season) -> None:
        for number, (role, chamber) in enumerate(itertools.product((Role.DIRECTOR, Role.EMPLOYEE), ("PDL", "PAC", "NOR"))):
            today.add(f"Personne {number}", role=role, chamber=chamber)
        today.add("Malik Diop", role=Role.NATIONAL, chamber="NAT")
        for day in range(16, 28):
            await today.at(paris(2026, 11, day, 8, 30))
        assert unasked(today.store) == []
        assert today.store.read(lambda tx: tx.outbox.waiting()) is False

    def test_who_only_stands_in_a_file_reads_nowhere(self, today: Season) -> None:
        people: list[Person] = today.store.read(lambda tx: [known.person for known in tx.roster.everyone()])
        assert len(people) > 50
        assert today.store.read(lambda tx: tx.people.addresses([person.id for person in people])) == {}
        assert today.store.read(lambda tx: tx.people.active()) == [], "nobody waits for his answer"

    def test_who_comes_himself_is_there(self, today: Season) -> None:
        someone = today.store.read(lambda tx: tx.roster.everyone()[0].person)
        today.store.submit(lambda tx: tx.roster.link(Account(platform="slack", workspace=TEAM, user="U1"), someone.id)).result()
        assert [person.id for person in today.store.read(lambda tx: tx.people.active())] == [someone.id]
        assert list(today.store.read(lambda tx: tx.people.addresses([someone.id]))) == [someone.id]
