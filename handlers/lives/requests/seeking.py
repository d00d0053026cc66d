"""Looking for somebody who knows: who is asked next, until when, and what follows when a request is filed or changed."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from datetime import datetime, timedelta

from bot.domain.chambers import NATIONAL
from bot.domain.contribution import PUBLISHED, WITHDRAWN, Contribution, Scope
from bot.domain.expertise import CONFIDENTIAL, NATIONAL_TEAM, NOBODY, Candidate, Knowledge, candidates
from bot.domain.people import Person
from bot.domain.permissions import may_read
from bot.domain.requests import PATIENCE, WORKING_DAYS, Pursuit, Routing, is_urgent, working_day
from bot.domain.week import EARLIEST_HOUR, NETWORK_ZONE, local_instant
from handlers.lives.requests.facts import day_there, readers
from handlers.lives.requests.telling import asked, tell
from storage.stems import stems
from storage.transaction import Tx


def filed(item: Contribution, _person: Person, tx: Tx) -> None:
    """Whoever is likeliest to know is asked; what is confidential, the national team alone."""
    if item.state == PUBLISHED:
        ask_next(item, tx)


def changed(before: Contribution, after: Contribution, _by: int | None, tx: Tx) -> None:
    """What is withdrawn or settled waits for nobody; what is open again, or is so to more, looks again; what became confidential goes to
    the national team."""
    pursuit = tx.pursuits.get(after.id)
    if after.state != PUBLISHED:
        tx.pursuits.settle(after.id, "over")
        over = tx.now if after.state != WITHDRAWN else pursuit.resolved_at
        tx.pursuits.save(dataclasses.replace(pursuit, next_at=None, resolved_at=over))
        return
    narrowed = after.scope is Scope.NATIONAL and before.scope is not Scope.NATIONAL
    if narrowed:
        tx.pursuits.settle(after.id, "over")
    opened = before.scope is Scope.NATIONAL and after.scope is not Scope.NATIONAL and pursuit.claimed_by is None
    if opened:
        tx.pursuits.settle(after.id, "over")
    if narrowed or opened or (before.state != PUBLISHED and pursuit.claimed_by is None):
        ask_next(after, tx)


def knowledge(tx: Tx) -> Knowledge:
    """All that is known of who knows what."""
    return Knowledge(led=tx.pursuits.led(), answered=tx.pursuits.answered(), declared=tx.pursuits.declared())


def likely(item: Contribution, tx: Tx, *, known: Knowledge | None = None) -> list[Candidate]:
    """Who may be asked next, the likeliest first: never the asker's own chamber, nobody twice, and nobody where all are on leave."""
    own = tx.directory.lineage(item.chamber) | {item.chamber, NATIONAL}
    already = {routing.chamber for routing in tx.pursuits.routings(item.id) if routing.result != "over"}
    asked = stems(f"{item.heading()}\n{tx.pursuits.typed(item.id)}")
    found = candidates(asked, known or knowledge(tx), never=own | already)
    people = tx.people.active() if found else []
    today = [_of_today(one, tx) for one in found]
    return [one for one in today if one.chamber not in own | already and readers(people, one.chamber, tx)]


def _of_today(candidate: Candidate, tx: Tx) -> Candidate:
    """What a chamber of before knew, the one that it was merged into knows."""
    code = candidate.chamber
    while (chamber := tx.directory.get(code)) and chamber.successor and not chamber.valid(tx.now.date()):
        code = chamber.successor
    return dataclasses.replace(candidate, chamber=code)


def ask_next(item: Contribution, tx: Tx) -> Routing:
    """The next one is asked; the national team where nobody is left."""
    if item.scope is Scope.NATIONAL:
        return ask(item, NATIONAL, CONFIDENTIAL, {}, tx)
    best = next(iter(likely(item, tx)), None)
    if best is not None:
        return ask(item, best.chamber, best.reason, best.evidence, tx)
    first = not tx.pursuits.routings(item.id)
    return ask(item, NATIONAL, NOBODY if first else NATIONAL_TEAM, {}, tx)


def ask(item: Contribution, chamber: str, reason: str, evidence: object, tx: Tx, *, by: int | None = None, tell_it: bool = True) -> Routing:
    """That chamber is asked from now on. It reads it in its next morning; at once what is urgent."""
    pursuit = tx.pursuits.get(item.id)
    said = dict(evidence) if isinstance(evidence, dict) else {}
    routing = tx.pursuits.add_routing(Routing(request_id=item.id, chamber=chamber, reason=reason, evidence=said, by=by, at=tx.now))
    until = news_at(item, chamber, tx)
    tx.pursuits.save(
        Pursuit(request_id=item.id, step=pursuit.step + 1, next_at=until)
        if pursuit.claimed_by is None
        else dataclasses.replace(pursuit, step=pursuit.step + 1)
    )
    if tell_it and is_urgent(item):
        others = (one for one in readers(tx.people.active(), chamber, tx) if not one.wrote(item.author_id))
        for person in (one for one in others if may_read(one, item, tx.directory)):
            tell(person.id, item, asked(item, routing, person, tx), f"asked:{routing.id}:{person.id}", tx)
    return routing


def news_at(item: Contribution, chamber: str, tx: Tx) -> datetime:
    """When the asker hears more at the latest, UTC: at 8 in the morning of his, two working days after that chamber has read it."""
    zone, today = tx.directory.zone_of(item.chamber), day_there(tx, tx.directory.zone_of(chamber))
    first = today if is_urgent(item) else today + timedelta(days=1)
    read_on = working_day(first, 0, lambda day: tx.calendar.is_working_day(day, chamber))
    until = working_day(read_on, PATIENCE, lambda day: tx.calendar.is_working_day(day, chamber))
    day = working_day(until, 0, lambda day: tx.calendar.is_working_day(day, item.chamber))
    return local_instant(day, EARLIEST_HOUR, zone)


def national_at(item: Contribution, since: datetime, tx: Tx) -> datetime:
    """From when on the national team keeps what nobody has taken, UTC: five working days after it was filed."""
    day = working_day(since.astimezone(NETWORK_ZONE).date(), WORKING_DAYS, lambda day: tx.calendar.is_working_day(day, NATIONAL))
    return min(local_instant(day, EARLIEST_HOUR, zone) for zone in _zones(item, tx))


def _zones(item: Contribution, tx: Tx) -> Collection[str]:
    return {NETWORK_ZONE.key, tx.directory.zone_of(item.chamber)}
