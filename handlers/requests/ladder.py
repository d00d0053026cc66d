"""What the clock does about requests: the next one is asked, the national team keeps what nobody has taken, what helped is settled."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection

from bot.domain.chambers import NATIONAL
from bot.domain.contribution import PUBLISHED, Contribution
from bot.domain.expertise import NATIONAL_TEAM
from bot.domain.i18n import mark as _
from bot.domain.people import Person
from bot.domain.requests import Due, Routing, due, working_day
from bot.wording import Words
from handlers.lives.requests.facts import chambers_asked, day_there, readers, region_of, said
from handlers.lives.requests.seeking import ask_next, national_at
from handlers.lives.requests.telling import asker_of, tell_author
from handlers.requests.answers import settled
from handlers.requests.claims import tell_passed_on
from storage.transaction import Tx

MOST_AT_ONCE = 500
"""Of what is due at one look; the rest at the next."""
JOB = "request"


def due_requests(tx: Tx) -> tuple[int, ...]:
    """The requests about which something is due now. Changes nothing."""
    return tuple(tx.pursuits.due(MOST_AT_ONCE))


def pursue(ids: Collection[int], tx: Tx) -> int:
    """Does what is due about them. Safe to call at any time, by anybody: each step is taken once. Gives how many were."""
    return sum(_pursue(item, tx) for one in ids if (item := tx.contributions.get(one)))


def _pursue(item: Contribution, tx: Tx) -> bool:
    pursuit = tx.pursuits.get(item.id)
    step = due(pursuit, national_at=national_at(item, item.filed_at, tx), now=tx.now)
    if step is None:
        return False
    turn = f"{item.id}:{pursuit.step}:{pursuit.next_at:%Y%m%d%H%M}"
    if not tx.periods.claim(JOB, turn) or step is Due.NOTHING or item.state != PUBLISHED:
        tx.pursuits.save(dataclasses.replace(pursuit, next_at=None))
    elif step is Due.HELPED:
        settled(item, None, tx)
    else:
        _asks_further(item, step, tx)
    return True


def _asks_further(item: Contribution, step: Due, tx: Tx) -> None:
    with_national = any(one.chamber == NATIONAL and one.result == "asked" for one in tx.pursuits.routings(item.id))
    tx.pursuits.settle(item.id, "silent")
    if step is Due.NEXT and not with_national:
        routing = ask_next(item, tx)
        if routing.chamber != NATIONAL:
            tell_passed_on(item, routing, tx)
            return
        tx.pursuits.settle(item.id, "over")  # somebody of the national team keeps it, by name
    _kept(item, tx)


def _kept(item: Contribution, tx: Tx) -> None:
    """The end of the ladder: somebody of the national team has it, and says when he writes."""
    keeper = keeper_of(tx)
    asked = chambers_asked(tx.pursuits.routings(item.id))
    person = keeper.id if keeper else None
    kept = Routing(request_id=item.id, chamber=NATIONAL, reason=NATIONAL_TEAM, evidence={"n": asked}, person_id=person, at=tx.now)
    routing = tx.pursuits.add_routing(kept)
    pursuit = tx.pursuits.get(item.id)
    tx.pursuits.save(dataclasses.replace(pursuit, step=pursuit.step + 1, next_at=None))
    asker = asker_of(item, tx)
    if keeper and asker and keeper.id == asker.id:
        sentence = _("{label}: nobody has answered yet. To name another chamber, type “{typed}: ask Bretagne”.")
        tell_author(item, sentence, f"kept:{routing.id}", tx, typed=lambda words: said(item, words).lower())
        return
    values = {
        "name": keeper.first_name if keeper else lambda words: region_of(NATIONAL, words, tx),
        "n": asked,
        "day": lambda words: _writes_on(words, tx),
    }
    sentence = (
        _("{label}: nobody knew, after {n} chambers were asked. {name} keeps it and writes to you on {day}.")
        if asked > 1
        else _("{label}: nobody has answered yet. {name} keeps it and writes to you on {day}.")
    )
    tell_author(item, sentence, f"kept:{routing.id}", tx, **values)


def keeper_of(tx: Tx) -> Person | None:
    """Who of the national team keeps what nobody knew: its organiser where he is there, else the first who is."""
    there = readers(tx.people.active(), NATIONAL, tx)
    named = [person for person in there if tx.setting.organiser and tx.setting.organiser in (person.name, person.first_name)]
    return next(iter([*named, *there]), None)


def _writes_on(words: Words, tx: Tx) -> str:
    """The next working day, as in "lundi 30/11"."""
    today = day_there(tx, str(words.zone))
    day = working_day(today, 1, lambda day: tx.calendar.is_working_day(day, NATIONAL))
    return f"{words.day_full(day).split()[0]} {words.day(day, today).split()[-1]}" if words.language == "fr" else words.day(day, today)
