"""What an organiser should know of: who is reached no longer, what could not be sent or taken in, which letters are missing."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.folding import words as folded
from bot.domain.i18n import mark as _
from bot.domain.i18n import nmark
from bot.domain.messages import Message
from bot.domain.people import Account, Person
from bot.domain.permissions import Act, Grant, grant
from bot.domain.week import Week
from bot.wording import Words
from handlers.answer import Answer, Reply
from handlers.typed import Typed
from storage.outbox import Dead
from storage.transaction import Tx

TROUBLES_TOLD, MISSED_TOLD = timedelta(days=3), timedelta(weeks=9)
"""Older ones are no news for who joins the team."""
MOST_SHOWN = 8
_DEAD = _("{channel} no longer receives anything: {reason}.")
_ELSEWHERE = _("{name}: {dead} refuses messages, what I write goes to {alive}.")
_REFUSED = _("Messages that could not be sent: {count} ({reason}).")
_MISSED = _("The letter of week {week} was not sent to everybody: the outage lasted over a week.")
_PARKED = nmark(
    "{n} message from {platform} could not be taken in, since {day}: {why}.",
    "{n} messages from {platform} could not be taken in, since {day}: {why}.",
)
_WHY = re.compile(r"[A-Z2-9]{4} [A-Za-z_]\w{0,60}(?=:|$)")
"""The code that the member was told, and the kind of fault. What follows in a reason may quote a member."""
_MOST_CODES = 3
_WORDS = ("pannes", "panne", "mis de cote", "messages mis de cote", "faults", "troubles", "parked", "parked messages")


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """One of them. `key` makes it said once; `message` is a message id, or two with the count `n` among the values."""

    key: str
    message: str | tuple[str, str]
    values: dict[str, Any]

    def told(self, words: Words) -> str:
        """The sentence, as Markdown."""
        values = dict(self.values)
        if "day" in values:
            day = words.local(values["day"]).date()
            values["day"] = words.day(day, day)
        if isinstance(self.message, str):
            return words.markdown(self.message, **values)
        return words.nmarkdown(*self.message, values.pop("n"), **values)


def may_see(person: Person) -> bool:
    """Whether these are his to know."""
    return grant(person, Act.SEE_PARKED) is Grant.YES


def troubles(tx: Tx) -> list[Trouble]:
    """All of them now: what lasts, and what happened lately."""
    since = str(Week.of(tx.now - MISSED_TOLD))
    missed = [week for week in tx.periods.with_outcome("edition", "missed") if week >= since]
    return [
        *(found for one in tx.outbox.dead() if (found := _dead(one, tx))),
        *(
            Trouble(key=f"refused:{one.latest}", message=_REFUSED, values={"count": one.count, "reason": one.reason})
            for one in tx.outbox.given_up(tx.now - TROUBLES_TOLD)
            if one.reason
        ),
        *_parked(tx),
        *(Trouble(key=f"missed:{week}", message=_MISSED, values={"week": week}) for week in missed),
    ]


def _dead(dead: Dead, tx: Tx) -> Trouble | None:
    """A channel that refuses everything; a person as long as another of his doors is open. None for who has left."""
    platform, workspace, channel = dead.lane
    key = f"dead:{channel}:{dead.since:%Y%m%d%H%M}"
    known = None if dead.name else tx.roster.holder(Account(platform=platform, workspace=workspace, user=channel))
    if known is None:
        return Trouble(key=key, message=_DEAD, values={"channel": dead.name or channel, "reason": dead.reason})
    if not known.person.active:
        return None
    name, place = known.person.name, tx.people.address(known.person.id)
    if place is None:
        return Trouble(key=key, message=_DEAD, values={"channel": name, "reason": dead.reason})
    values = {"name": name, "dead": platform.capitalize(), "alive": place.platform.capitalize()}
    return Trouble(key=key, message=_ELSEWHERE, values=values)


def _parked(tx: Tx) -> list[Trouble]:
    """What came in and failed: by platform and kind of fault, with the codes that members were told."""
    found = defaultdict(list)
    for one in tx.parked.reasons():
        said = _WHY.match(one.reason)
        code, _space, kind = said[0].partition(" ") if said else ("", "", "")
        found[one.platform, kind].append((one.at, code))
    return [_parked_alike(platform, kind, sorted(some)) for (platform, kind), some in sorted(found.items())]


def _parked_alike(platform: str, kind: str, some: list[tuple[datetime, str]]) -> Trouble:
    first, last = some[0][0], some[-1][0]
    codes = [code for _at, code in some[-_MOST_CODES:] if code]
    why = " ".join([kind or "?", *([f"({', '.join(codes)})"] if codes else [])])
    values = {"n": len(some), "platform": platform.capitalize(), "day": first, "why": why}
    return Trouble(key=f"parked:{platform}:{kind[:20]}:{last:%Y%m%d%H%M%S}", message=_PARKED, values=values)


def trouble_words(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """The answer to "pannes" for those whose it is to know; None for other words, and for everybody else."""
    if not typed.private or folded(typed.text) not in _WORDS or not may_see(person):
        return None
    words, found = tx.words(person.language, person.zone), troubles(tx)
    head = words.markdown("**Faults**") if found else words.markdown("No fault is known: everything arrives.")
    return Reply(message=Message.of("\n\n".join([head, *shown(found, words)])), fresh=True)


def shown(found: list[Trouble], words: Words) -> list[str]:
    """Their sentences, as many as one reads."""
    more = [words.nmarkdown("and {n} more", "and {n} more", len(found) - MOST_SHOWN)] if len(found) > MOST_SHOWN else []
    return [*(one.told(words) for one in found[:MOST_SHOWN]), *more]
