"""Everything that is filed, one JSON object per line: what a file of contributions is, and can be loaded from again."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.contribution import Contribution
from bot.domain.exported import answers_in, exported
from storage.export_authors import Authors
from storage.export_follow_ups import follow_ups
from storage.loaded import Event
from storage.transaction import Tx

AT_ONCE = 200
"""Items in memory at a time."""


def lines(tx: Tx) -> Iterator[str]:
    """Each contribution with what is valid of it now, whatever its state, in order of filing; then what follows them. `event_id` is the
    file's own where it came from one, else the written number: the same at every export."""
    authors = Authors(tx)
    for row in itertools.chain(_contributions(tx, authors), _told_by_files(tx, authors), follow_ups(tx, authors)):
        yield json.dumps(row, ensure_ascii=False)


def _contributions(tx: Tx, authors: Authors) -> Iterator[dict[str, Any]]:
    last = 0
    while items := tx.contributions.after(last, AT_ONCE):
        events = tx.loaded.standing([item.id for item in items], tuple(tx.kinds))
        for item in items:
            yield from _told(item, events.get(item.id, []), tx, authors)
        last = items[-1].id


def _told(item: Contribution, events: Sequence[Event], tx: Tx, authors: Authors) -> Iterator[dict[str, Any]]:
    """The line of an item, after those of what it was asked for as: a request that became an offer is both."""
    own = [event for event in events if event.kind == item.kind]
    for event in (event for event in events if event.kind != item.kind):
        yield _row(event, item, tx, authors, {**event.fields, _number_name(item): _number(item, own)})
    if own:
        yield _row(own[-1], item, tx, authors, {**_fields(item, own[-1].at, tx), **own[-1].fields})
        return
    origin, text = tx.contributions.origin_of(item.id), tx.contributions.text_of(item.id)
    yield {
        "event_id": item.reference,
        "id": item.reference,
        "ts": _local(item.said_at or item.filed_at, item.chamber, tx),
        "platform": origin.platform,
        "author": authors.told(item.author_id, origin.platform),
        "kind": item.kind,
        "lang": item.language,
        "text": text,
        "state": item.state,
        "fields": _fields(item, item.said_at or item.filed_at, tx) | {_number_name(item): item.reference},
    }


def _row(event: Event, item: Contribution | None, tx: Tx, authors: Authors, fields: Mapping[str, Any]) -> dict[str, Any]:
    author = authors.told(event.author_id, event.platform)
    return {
        "event_id": event.event_id,
        "id": event.line,
        "ts": _local(event.at, author["chamber"], tx),
        "platform": event.platform,
        "author": author,
        "kind": event.kind,
        "lang": event.language,
        "text": event.text,
        **({"state": item.state} if item else {}),
        "fields": fields,
    }


def _fields(item: Contribution, at: datetime, tx: Tx) -> dict[str, Any]:
    kind = tx.kinds[item.kind]
    said_on = at.astimezone(ZoneInfo(tx.directory.zone_of(item.chamber))).date()
    fields = exported(kind, answers_in(item, kind), said_on=said_on, directory=tx.directory)
    for name in (question.exported or question.name for question in kind.questions if question.type == "actions"):
        numbers = {record.position: record.reference for record in tx.actions.of_minutes(item.id)}
        fields[name] = [{"action_id": numbers.get(place, "")} | action for place, action in enumerate(fields[name], start=1)]
    return fields


def _number_name(item: Contribution) -> str:
    """`offer_id`: by what a record is known in files."""
    return f"{item.noun.lower()}_id"


def _number(item: Contribution, events: Sequence[Event]) -> str:
    return next((event.reference for event in events if event.reference), item.reference)


def _local(at: datetime, chamber: str, tx: Tx) -> str:
    return at.astimezone(ZoneInfo(tx.directory.zone_of(chamber))).isoformat()


def _told_by_files(tx: Tx, authors: Authors) -> Iterator[dict[str, Any]]:
    """Answers, routings, updates and registry entries that came from a file."""
    last, kinds = "", tuple(tx.kinds)
    while events := tx.loaded.follow_ups(last, AT_ONCE, but=kinds):
        yield from (_row(event, None, tx, authors, event.fields) for event in events)
        last = events[-1].event_id
