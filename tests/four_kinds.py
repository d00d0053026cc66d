"""Something of each kind, put on the shelf as its use case would file it: published, with its own readers, topics and region."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.domain.contribution import DRAFTED, PUBLISHED, Contribution, Scope
from bot.domain.people import Person
from handlers.lives import life_of
from handlers.relay import topics_and_regions
from storage.contributions import Origin, read_answers
from storage.transaction import Tx
from tests.shelf import TEAM, offer

DECISIONS = "La charte graphique est adoptée | unanimous\nLes cotisations augmentent de 2 % | majority"
ACTIONS = "Bretagne [BRE] | Envoyer le guide d'évaluation | 2026-12-11"


def put(
    tx: Tx,
    kind: str,
    author: Person,
    *,
    scope: Scope | None = None,
    state: str = PUBLISHED,
    published_at: datetime | None = None,
    **answers: Any,
) -> Contribution:
    """One of that kind, filed now by that author; its life begins as when it is filed."""
    cls = tx.kinds[kind].cls
    topics, regions = topics_and_regions(tx.kinds[kind], author.chamber, " ".join(answers.values()))
    item = cls(
        number=tx.contributions.next_number(kind),
        author_id=author.id,
        chamber=author.chamber,
        filed_at=tx.now,
        published_at=None if state == DRAFTED else published_at or tx.now,
        scope=scope or cls.default_scope,
        topics=topics,
        regions=regions,
        state=state,
        **{name: value for name, value in read_answers(tx.kinds[kind], answers).items() if name != "chamber"},
    )
    filed = tx.contributions.add(item, raw_text="", text_key="", origin=Origin(platform="slack", workspace=TEAM, channel="D1"))
    life_of(filed).filed(filed, author, tx)
    return filed


def minutes(tx: Tx, author: Person, body: str = "Comité des Directions", **values: Any) -> Contribution:
    """Minutes of a meeting of the day before, with two decisions and an action."""
    given = {"date_start": "2026-11-19", "decisions": DECISIONS, "action_items": ACTIONS} | values
    return put(tx, "meeting_minutes", author, body=body, **given)


def news(tx: Tx, author: Person, outcome: str = "questionnaire parti, 7 réponses", **values: Any) -> Contribution:
    """News of a working group."""
    return put(tx, "working_group_update", author, **({"working_group": "GT Observation"} | values), outcome=outcome)


def request(tx: Tx, author: Person, topic: str = "modèle de convention de mise à disposition", **values: Any) -> Contribution:
    """A request for help."""
    return put(tx, "help_request", author, topic=topic, **values)


__all__ = ["ACTIONS", "DECISIONS", "minutes", "news", "offer", "put", "request"]
