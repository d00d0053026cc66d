"""Requests in tests without a platform: somebody has asked, and one looks at what became of it."""

from __future__ import annotations

from bot.domain.contribution import Contribution
from bot.domain.people import Person
from bot.domain.requests import Standing
from bot.wording.plain import plain
from handlers.lives.requests.facts import standing_of, state_text
from storage.transaction import Tx
from tests.four_kinds import request
from tests.use_cases.talk import Talk

TOPIC = "modèle de convention de mise à disposition"


def asked_by(talk: Talk, author: Person, **values: object) -> Contribution:
    return talk.store.submit(lambda tx: request(tx, author, **({"topic": TOPIC} | values))).result()  # type: ignore[arg-type]


def told(talk: Talk, person: Person) -> list[str]:
    """What was written to somebody without his asking."""

    def read(tx: Tx) -> list[str]:
        table = tx.tables.outbox
        rows = tx.connection.execute(table.select().where(table.c.person_id == person.id, table.c.purpose == "notice").order_by(table.c.id))
        return [" ".join(plain("\n".join(part.get("text", "") for part in row.message)).split()) for row in rows]

    return talk.store.read(read)


def item_of(talk: Talk, number: int = 1) -> Contribution:
    found = talk.store.read(lambda tx: tx.contributions.numbered("help_request", number))
    assert found is not None
    return found


def standing(talk: Talk, number: int = 1) -> Standing:
    return talk.store.read(lambda tx: standing_of(item_of(talk, number), tx))


def spoken(talk: Talk, number: int = 1) -> str:
    return talk.store.read(lambda tx: state_text(item_of(talk, number), tx.words("fr", "Europe/Paris"), tx))


def chambers(talk: Talk, number: int = 1) -> list[tuple[str, str]]:
    return talk.store.read(lambda tx: [(one.chamber, one.result) for one in tx.pursuits.routings(item_of(talk, number).id)])
