"""Stores to test with: opened on a fresh file, with a clock that a test moves. The schema is made once and copied."""

from __future__ import annotations

import functools
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bot.domain.contribution import Contribution
from bot.domain.kinds import discover
from bot.domain.people import Account, Person, Role
from bot.domain.ports import Address
from bot.house import setting_for
from storage.contributions import Origin, read_answers
from storage.engine import BUSY_SECONDS
from storage.schema import opened
from storage.store import Store
from storage.transaction import Tx
from tests.town import MovedClock

TEAM = "T1"
FRIDAY = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
OFFER = {"title": "comptable", "employer": "CRESS Normandie", "place": "Caen", "contract": "CDI"}


@functools.cache
def _template() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.db"
        opened(path, setting_for(discover(), MovedClock(FRIDAY))).close()
        return path.read_bytes()


def new_file(folder: Path) -> Path:
    """A database with its schema and its chambers, and nobody in it."""
    path = folder / "town.db"
    path.write_bytes(_template())
    return path


def store_at(path: Path, clock: MovedClock | None = None, *, patience: float = BUSY_SECONDS) -> Store:
    """That database, opened without looking at its schema."""
    return Store(path, setting_for(discover(), clock or MovedClock(FRIDAY), organiser="Malik"), patience=patience)


def copied(path: Path, to: Path) -> Path:
    """The file as it lies there: what another process would find after a crash."""
    for suffix in ("", "-wal"):
        if path.with_name(path.name + suffix).exists():
            shutil.copy(path.with_name(path.name + suffix), to.with_name(to.name + suffix))
    return to


def channel(name: str, thread: str = "") -> Address:
    return Address(platform="slack", workspace=TEAM, channel=name, thread=thread)


def somebody(
    tx: Tx, name: str = "Claire Le Goff", *, chamber: str = "NOR", role: Role = Role.DIRECTOR, user: str = "", zone: str = "Europe/Paris"
) -> Person:
    """A person of the roster; the account is made of the name where none is given."""
    account = Account(platform="slack", workspace=TEAM, user=user or f"U{name.upper().replace(' ', '')}")
    return tx.people.add(name=name, role=role, chamber=chamber, language="fr", zone=zone, accounts=[account])


def example(tx: Tx, author: Person, kind: str) -> Contribution:
    """The example of that kind, published by that author now."""
    known = tx.kinds[kind]
    answers = {"chamber": author.chamber} | read_answers(known, known.sample["answers"])
    number = tx.contributions.next_number(kind)
    item = known.cls(number=number, author_id=author.id, filed_at=tx.now, published_at=tx.now, scope=known.cls.default_scope, **answers)
    return tx.contributions.add(item, raw_text="", text_key="", origin=Origin(platform="slack", workspace=TEAM, channel="D1"))


def offer(tx: Tx, author: Person, **answers: str) -> Contribution:
    """A published offer of that author, filed now. `deadline` is ISO."""
    kind = tx.kinds["job_offer"]
    given = OFFER | {"chamber": author.chamber} | answers
    item = kind.cls(
        number=tx.contributions.next_number("job_offer"),
        author_id=author.id,
        filed_at=tx.now,
        published_at=tx.now,
        scope=kind.cls.default_scope,
        topics=("emploi",),
        regions=(author.chamber,),
        **read_answers(kind, given),
    )
    origin = Origin(platform="slack", workspace=TEAM, channel="D1")
    return tx.contributions.add(item, raw_text="", text_key="", origin=origin)
