"""Mark 4: what is filed is taken into the search, and found again by one to three words, by readers with different rights."""

from __future__ import annotations

import itertools
import random
import statistics
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from benchmarks.figures import Figure
from benchmarks.inside import CHAMBERS, FILED, READERS, Moved
from bot.domain.contribution import Contribution, Scope
from bot.domain.fields import ChamberCode
from bot.domain.kinds import discover
from bot.domain.people import Person, Role
from bot.domain.permissions import reach
from bot.house import setting_for
from storage.schema import opened
from storage.search import asked
from storage.transaction import Tx

QUESTIONS = 300
A_TEXT = 40
"""Words of one."""
IN_A_BATCH = 64
AT_ONCE = 6_400
_SYLLABLES = [consonant + vowel for consonant in "bcdfgjlmnprtv" for vowel in ("a", "e", "i", "o", "u", "ou", "an")]
_DICTIONARY = ["".join(parts) for parts in itertools.islice(itertools.product(_SYLLABLES, repeat=3), 0, 600_000, 20)]
_OFTEN = list(itertools.accumulate(1 / (place + 8) for place in range(len(_DICTIONARY))))
"""The first word in one text of three, the last in few, as in any language."""
_SCOPES = ((Scope.PUBLIC, 30), (Scope.NETWORK, 64), (Scope.CHAMBER, 5), (Scope.NATIONAL, 1))
_ASKERS = (
    ("the national team", Person(id=1, name="Malik", role=Role.NATIONAL, chamber="NAT")),
    ("a director", Person(id=2, name="Claire", role=Role.DIRECTOR, chamber="NOR")),
    ("a partner", Person(id=3, name="Paul", role=Role.PARTNER, chamber="NAT")),
)


def measured(folder: Path, *, sizes: tuple[int, ...]) -> list[Figure]:
    """For each size: how long a row takes to be taken in, and an answer to be found."""
    return [figure for size in sizes for figure in _at(folder, size)]


def _at(folder: Path, size: int) -> list[Figure]:
    store = opened(folder / f"search-{size}.db", setting_for(discover(), Moved()))
    random.seed(size)
    took = sum(store.submit(partial(_fill, range(start, min(size, start + AT_ONCE)))).result() for start in range(0, size, AT_ONCE))
    found = [Figure(mark="4", what=f"taking a row into the search of {size:,}", value=took / size * 1e6, unit="µs", most=50)]
    for who, person in _ASKERS:
        took_ms = store.read(partial(_ask, person))
        about = f"one to three words among {size:,}, for {who}"
        found.append(Figure(mark="4", what=f"{about}, p50", value=statistics.median(took_ms), unit="ms", most=5))
        found.append(Figure(mark="4", what=f"{about}, p99", value=statistics.quantiles(took_ms, n=100)[98], unit="ms", most=25))
    store.close()
    return found


def _fill(numbers: range, tx: Tx) -> float:
    """Rows that stand for contributions, then their words, some at a time; the seconds that the words took."""
    if not numbers.start:
        tx.people.add(name="Malik", role=Role.NATIONAL, chamber="NAT", language="fr", zone="Europe/Paris", accounts=[])
    items = [_item(number, tx) for number in numbers]
    tx.connection.execute(sa.insert(tx.tables.contributions), [_row(item) for item in items])
    begun = time.perf_counter()
    for start in range(0, len(items), IN_A_BATCH):
        with tx.undone_if_it_fails():
            tx.search.add(items[start : start + IN_A_BATCH])
    return time.perf_counter() - begun


def _item(number: int, tx: Tx) -> Contribution:
    words = random.choices(_DICTIONARY, cum_weights=_OFTEN, k=A_TEXT)
    [scope] = random.choices([scope for scope, _ in _SCOPES], [share for _, share in _SCOPES])
    chamber = random.choice(CHAMBERS)
    said = {"title": " ".join(words[:4]), "employer": " ".join(words[4:6]), "place": words[6], "description": " ".join(words[7:])}
    shared = {"id": number + 1, "number": number + 1, "author_id": 1 + number % READERS, "chamber": ChamberCode(chamber)}
    return tx.kinds["job_offer"].cls(filed_at=FILED, scope=scope, regions=(chamber,), topics=("emploi",), **shared, **said)  # type: ignore[arg-type]


def _row(item: Contribution) -> dict[str, object]:
    row = {name: getattr(item, name) for name in ("id", "number", "chamber", "filed_at", "language", "state", "version")}
    row |= {"kind": item.kind, "author_id": 1, "scope": item.scope.value, "topics": [], "regions": [], "heading": "", "raw_text": ""}
    return row | {"text_key": "", "platform": "slack", "workspace": "T", "channel": "C", "message": None}


def _ask(person: Person, tx: Tx) -> list[float]:
    """Milliseconds of each question."""
    within, source, took = reach(person, tx.directory), random.Random(7), []
    for question in _questions(source):
        begun = time.perf_counter()
        tx.search.find(asked(question, tx.directory), within, 5)
        took.append((time.perf_counter() - begun) * 1000)
    return took


def _questions(source: random.Random) -> Iterable[str]:
    for number in range(QUESTIONS):
        yield " ".join(source.choices(_DICTIONARY, cum_weights=_OFTEN, k=1 + number % 3))
