"""Marks 5, 6 and 8: what happens without a platform, in this very process."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from benchmarks.figures import Figure
from bot import demo
from bot.domain.kinds import discover
from bot.domain.messages import Message
from bot.domain.people import Account, Role
from bot.domain.ports import Address
from bot.domain.subscription import TOPICS, Subscription
from bot.domain.text import Said, understand
from bot.house import setting_for
from handlers.show import card, local_today
from scheduler.jobs import Jobs
from storage.schema import opened
from storage.store import Store
from storage.transaction import Tx

PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2026, 11, 23, 8, 0, 30, tzinfo=PARIS)
"""The letters about the week of 16/11 are due."""
FILED = demo.OPENING
READERS = 1_000
CHAMBERS = ("NOR", "BRE", "IDF", "NAQ", "GUF", "REU")
PASTED = """Bonjour à toutes et tous,

Merci de relayer dans vos réseaux :

La CRESS Bretagne recrute un·e chargé·e de mission développement territorial (H/F)

CDD de 12 mois, temps plein, à Rennes. Prise de poste le 4 janvier 2027. Rémunération : 2 300 € brut mensuel.
Vous accompagnez les porteurs de projet de l'économie sociale et solidaire, animez le réseau des pôles et suivez les conventions
avec les collectivités. Expérience de deux ans souhaitée, permis B.

Candidatures (CV et lettre de motivation) avant le 12/12/2026 à recrutement@exemple.fr
Annonce complète : https://exemple.fr/annonces/charge-de-mission

Bien à vous,
Yann"""


@dataclass
class Moved:
    """The present, as it is set."""

    now: datetime = FILED

    def __call__(self) -> datetime:
        return self.now


def measured(folder: Path, *, sizes: tuple[int, ...]) -> list[Figure]:
    """All of them. `sizes`: how many items the database holds when the letters are written."""
    found = [*_recognising(folder), *_outbox(folder)]
    for size in sizes:
        found += asyncio.run(_letters(folder, size))
    return found


def median_ms(times: int, action: Callable[[], object]) -> float:
    """Milliseconds, the median of so many times after one that does not count."""
    action()
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        action()
        found.append((time.perf_counter() - begun) * 1000)
    return statistics.median(found)


@contextlib.contextmanager
def _store(folder: Path, name: str, clock: Callable[[], datetime]) -> Iterator[Store]:
    store = opened(folder / f"{name}.db", setting_for(discover(), clock))
    try:
        yield store
    finally:
        store.close()


def _recognising(folder: Path) -> list[Figure]:
    with _store(folder, "reading", Moved()) as store:
        kinds, directory = store.setting.kinds, store.directory
        said = Said(text=PASTED, now=FILED, zone="Europe/Paris", language="fr", chamber=directory.get("BRE"), addressed=True)
        understood = understand(said, kinds, directory)
        assert understood.kind, "the pasted advertisement is not recognised: its figure would mean nothing"
        read = median_ms(200, lambda: understand(said, kinds, directory))
        kind = kinds[understood.kind]
        item = kind.cls(number=1, filed_at=FILED, published_at=FILED, **dict(understood.answers))

        def show(tx: Tx) -> float:
            words, today = tx.words("fr", "Europe/Paris"), local_today(tx, item)
            return median_ms(200, lambda: card(tx, item, words, today))

        shown = store.read(show)
    return [
        Figure(mark="8", what="recognising a pasted message of 12 lines", value=read, unit="ms", most=5),
        Figure(mark="", what="its card as Markdown", value=shown, unit="ms"),
    ]


def _outbox(folder: Path, rows: int = 5_000, lanes: int = 1_000) -> list[Figure]:
    """Rows reserved by a hundred and marked as sent, each hundred in two transactions."""
    with _store(folder, "outbox", Moved()) as store:
        place = partial(Address, platform="slack", workspace="T")
        message = Message.of("Bonjour")

        def fill(tx: Tx) -> None:
            for number in range(rows):
                tx.outbox.post(place(channel=f"C{number % lanes}"), message, purpose="notice")

        def mark(taken: list[int], tx: Tx) -> None:
            for row in taken:
                tx.outbox.sent(row, "1.1", "C1")

        store.submit(fill).result()
        begun, done = time.perf_counter(), 0
        while taken := store.submit(lambda tx: tx.outbox.reserve(platforms=("slack",), most=100)).result():
            store.submit(partial(mark, [one.id for one in taken])).result()
            done += len(taken)
        took = time.perf_counter() - begun
        assert done == rows, f"{done} of {rows} rows were taken"
    return [
        Figure(mark="6", what="rows of the outbox taken and marked a second, 1,000 channels", value=done / took, unit="/s", least=60_000)
    ]


async def _letters(folder: Path, size: int) -> list[Figure]:
    """One Monday morning: 1,000 letters found, composed, and in the outbox, committed. Then a tick at which nothing is due."""
    clock = Moved()
    with _store(folder, f"letters-{size}", clock) as store:
        _fill(store, size)
        clock.now = MONDAY
        jobs, queries = Jobs(store), _Count()
        begun = time.perf_counter()
        with queries:
            await jobs.due()
        took = (time.perf_counter() - begun) * 1000
        written = store.read(lambda tx: tx.connection.execute(sa.select(sa.func.count()).select_from(tx.tables.outbox)).scalar_one())
        assert written >= READERS, f"{written} letters for {READERS} readers"
        clock.now = MONDAY + timedelta(minutes=1)
        ticks = []
        for _ in range(20):
            begun = time.perf_counter()
            await jobs.due()
            ticks.append((time.perf_counter() - begun) * 1000)
    about = f"{READERS:,} readers, {size:,} items"
    return [
        Figure(mark="5", what=f"the letters of {about}: composed, stored, committed", value=took, unit="ms", most=150),
        Figure(mark="5", what=f"questions to the database for them ({about})", value=queries.seen, unit="questions"),
        Figure(mark="6", what=f"a tick at which nothing is due ({about})", value=statistics.median(ticks), unit="ms", most=0.1),
    ]


class _Count:
    """How many questions were asked meanwhile, as SQLite's driver sees them: SQLAlchemy does not see those that are prepared."""

    def __init__(self) -> None:
        self.seen, self._counting = 0, False

    def _see(self, statement: str) -> None:
        self.seen += self._counting and statement.startswith("SELECT")

    def _watch(self, connection: sqlite3.Connection, *_: object) -> None:
        connection.set_trace_callback(self._see)

    def __enter__(self) -> None:
        self._counting = True
        sa.event.listen(sa.Pool, "checkout", self._watch)

    def __exit__(self, *_: object) -> None:
        self._counting = False
        sa.event.remove(sa.Pool, "checkout", self._watch)


def _fill(store: Store, size: int) -> None:
    """Readers of all topics and regions, and items of which a hundred are of the week; the others are older."""

    def people(tx: Tx) -> None:
        for number in range(READERS):
            account = Account(platform="slack", workspace="T", user=f"U{number}")
            chamber = CHAMBERS[number % len(CHAMBERS)]
            person = tx.people.add(
                name=f"Reader {number}", role=Role.EMPLOYEE, chamber=chamber, language="fr", zone="Europe/Paris", accounts=[account]
            )
            topics = () if number % 3 else (next(iter(TOPICS)),)
            regions = () if number % 2 else (chamber,)
            since = FILED - timedelta(days=3)
            tx.subscriptions.save(
                Subscription(person_id=person.id, language="fr", zone="Europe/Paris", topics=topics, regions=regions, since=since)
            )

    store.submit(people).result()
    for start in range(0, size, 10_000):
        store.submit(partial(_items, range(start, min(size, start + 10_000)))).result()


def _items(numbers: range, tx: Tx) -> None:
    shared, typed = tx.tables.contributions, tx.tables.kinds["job_offer"]
    rows, details = [], []
    for number in numbers:
        chamber = CHAMBERS[number % len(CHAMBERS)]
        at = FILED - (timedelta(minutes=number) if number < 100 else timedelta(days=30, minutes=number))
        row = {"id": number + 1, "kind": "job_offer", "number": number + 1, "author_id": 1 + number % READERS, "chamber": chamber}
        row |= {"filed_at": at, "published_at": at, "scope": "public", "topics": ["emploi"], "regions": [chamber], "language": "fr"}
        row |= {
            "state": "published" if number < 100 else "filled",
            "version": 1,
            "heading": f"Comptable {number}",
            "raw_text": "",
            "text_key": "",
        }
        row |= {"platform": "slack", "workspace": "T", "channel": "C", "message": None}
        rows.append(row)
        said = {
            "title": f"Comptable {number}",
            "employer": f"Association {number}",
            "place": "Caen",
            "deadline": date(2026, 12, 12),
        }
        empty = dict.fromkeys(("duration", "hours", "salary", "start", "contact", "link", "description"), "")
        details.append({"contribution_id": number + 1, "contract": "CDI"} | said | empty)
    tx.connection.execute(sa.insert(shared), rows)
    tx.connection.execute(sa.insert(typed), details)
