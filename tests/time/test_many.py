"""A thousand readers, and several houses that tick at once: one letter each, for a few questions to the database."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.domain.people import Account, Role
from bot.domain.subscription import TOPICS, Subscription
from handlers.unasked import MOST_AT_ONCE, plan
from scheduler.jobs import Jobs
from storage.store import Store
from storage.transaction import Tx
from tests.promises.post_office import until
from tests.shelf import TEAM, store_at
from tests.time.season import Season, paris

ROOT = Path(__file__).parents[2]
MONDAY = paris(2026, 11, 23, 8)


def crowd(season: Season, readers: int, items: int = 40) -> None:
    """Readers of all sorts, and a week's offers."""

    def fill(tx: Tx) -> None:
        codes = [chamber.code for chamber in tx.directory if chamber.valid_until is None]
        for number in range(readers):
            account = Account(platform="slack", workspace=TEAM, user=f"U{number}")
            role = (Role.DIRECTOR, Role.EMPLOYEE, Role.PARTNER)[number % 3]
            chamber = codes[number % len(codes)]
            person = tx.people.add(
                name=f"Reader {number}",
                role=role,
                chamber=chamber,
                language=("fr", "en")[number % 7 == 0],
                zone="Europe/Paris",
                accounts=[account],
            )
            topics = () if number % 2 else ("emploi", TOPICS[number % len(TOPICS)])
            regions = () if number % 5 else (chamber, codes[number % 7])
            tx.subscriptions.save(Subscription(person_id=person.id, topics=topics, regions=regions, language=person.language, since=tx.now))

    season.store.submit(fill).result()
    authors = season.store.read(lambda tx: tx.people.active())
    for number in range(items):
        season.offer(authors[number * 2 % len(authors)], f"post {number}", deadline="2026-12-18")


def counted(store: Store) -> Counter[str]:
    """Questions and writings from here on, by their first word."""
    seen: Counter[str] = Counter()

    def note(statement: str) -> None:
        seen[statement.split(maxsplit=1)[0]] += 1

    for engine in (store._reading, store._writing):  # the driver sees them all, SQLAlchemy only its own
        sa.event.listen(engine, "checkout", lambda connection, *_: connection.set_trace_callback(note))
    return seen


async def test_the_questions_do_not_grow_with_the_readers(season: Season) -> None:
    crowd(season, 60)
    season.clock.now = MONDAY
    seen = counted(season.store)
    season.store.read(plan)
    few = seen["SELECT"]
    crowd_more = 340
    season.clock.now = paris(2026, 11, 20, 9)
    crowd_of(season, crowd_more)
    season.clock.now = MONDAY
    seen.clear()
    found = season.store.read(plan)
    assert len(found.letters) == 400
    assert seen["SELECT"] == few
    assert few < 25


def crowd_of(season: Season, readers: int) -> None:
    for number in range(readers):
        season.add(f"Late reader {number}")


async def test_a_thousand_letters_in_pieces(season: Season) -> None:
    crowd(season, 1000)
    season.clock.now = MONDAY
    seen = counted(season.store)
    await season.jobs.due()
    pieces = -(-1000 // MOST_AT_ONCE)
    letters = season.written(purpose="letter")
    editions = season.store.read(lambda tx: tx.editions.had(["2026-W47"]))
    assert len(editions) == 1000, "who has nothing to read has had it too"
    assert len(letters) > 600
    assert seen["SELECT"] <= 30 + pieces * 23
    await season.jobs.due()
    seen.clear()
    await season.jobs.due()
    assert (seen["INSERT"], seen["BEGIN"]) == (0, 1), "an idle tick reads once and writes nothing"


class TestSeveralAtOnce:
    async def test_two_ticks(self, season: Season) -> None:
        crowd(season, 100)
        season.clock.now = MONDAY
        await asyncio.gather(season.jobs.due(), season.jobs.due(), Jobs(season.store).due(), Jobs(season.store).due())
        _one_each(season)

    async def test_three_stores_on_one_file(self, season: Season) -> None:
        crowd(season, 150)
        season.clock.now = MONDAY
        others = [store_at(season.store.path, season.clock) for _ in range(2)]
        await asyncio.gather(*(Jobs(store).due() for store in (season.store, *others)))
        for store in others:
            await asyncio.to_thread(store.close)
        _one_each(season)

    async def test_three_processes(self, season: Season) -> None:
        crowd(season, 150)
        season.clock.now = MONDAY
        command = [sys.executable, "-m", "tests.time.ticking", str(season.store.path), MONDAY.isoformat()]
        others = [await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=subprocess.DEVNULL) for _ in range(3)]
        for _ in range(5):
            await season.jobs.due()
        assert [await other.wait() for other in others] == [0, 0, 0]
        await season.jobs.due()
        _one_each(season)

    @pytest.mark.parametrize("killed", [0.0, 0.05, 0.15])
    async def test_one_that_is_killed_in_the_middle(self, season: Season, killed: float) -> None:
        crowd(season, 300)
        season.clock.now = MONDAY
        command = [sys.executable, "-m", "tests.time.ticking", str(season.store.path), MONDAY.isoformat()]
        other = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=subprocess.DEVNULL)
        await until(lambda: bool(season.store.read(lambda tx: tx.editions.had(["2026-W47"]))))
        await asyncio.sleep(killed)
        other.kill()
        await other.wait()
        await season.jobs.due()
        _one_each(season)


def _one_each(season: Season) -> None:
    """Each reader has had the week's edition once, and has one message where it carried anything."""

    def read(tx: Tx) -> tuple[int, int, list[tuple[int, int]]]:
        editions, outbox = tx.tables.editions, tx.tables.outbox
        rows = list(tx.connection.execute(editions.select()))
        per_person = sa.select(outbox.c.person_id, sa.func.count()).group_by(outbox.c.person_id).having(sa.func.count() > 1)
        doubled = [(row[0], row[1]) for row in tx.connection.execute(per_person)]
        carrying = sum(1 for row in rows if row.carried)
        messages = tx.connection.execute(sa.select(sa.func.count()).select_from(outbox)).scalar_one()
        return len(rows), messages - carrying, doubled

    readers = season.store.read(lambda tx: len(tx.subscriptions.running("weekly")))
    assert season.store.read(read) == (readers, 0, [])
