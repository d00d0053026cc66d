"""The zone by what somebody's clock says: "il est 14 h ici"."""

from __future__ import annotations

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.domain.errors import Gone, Refused
from bot.domain.folding import words as folded
from bot.domain.messages import Button, Message
from bot.domain.people import Person
from handlers.answer import Answer, Reply
from handlers.own_settings import city, set_zone, shown
from storage.transaction import Tx

_HERE = re.compile(
    r"(?:(?:ici|chez moi|here) )?(?:il est|it is|it s) (?P<hour>\d{1,2}) ?(?P<noon>am|pm)?(?:h|heures?|o clock)? ?"
    r"(?P<minutes>\d\d)? ?(?P<later>am|pm)?(?: (?:ici|chez moi|here|now|maintenant))+"
)
_CLOSE_ENOUGH = timedelta(minutes=20)
"""Clocks differ, and a message takes its time."""


def clock_words(text: str, person: Person, tx: Tx) -> Answer | None:
    """The zone of the network in which it is that hour now is his; of several, one is asked for. None for other words. Raises Refused."""
    said = _HERE.fullmatch(folded(text))
    if said is None:
        return None
    hour, minutes = int(said["hour"]), int(said["minutes"] or 0)
    if noon := said["noon"] or said["later"]:
        hour = hour % 12 + (12 if noon == "pm" else 0)
    if hour > 24 or minutes > 59:
        raise Refused("Type the zone with its city or region, for example: time zone Cayenne.")
    away = {zone: _away(timedelta(hours=hour, minutes=minutes), zone, tx, sharp=bool(said["minutes"])) for zone in _zones(tx)}
    found = [zone for zone in away if away[zone] <= _CLOSE_ENOUGH]
    if not found:
        first, second, third = (city(zone) for zone in sorted(away, key=lambda zone: away[zone])[:3])
        typed = f"{hour}:{minutes:02}"
        raise Refused("I do not know “{typed}”. {first}, {second} or {third}?", typed=typed, first=first, second=second, third=third)
    if person.zone in found:
        return shown(person, tx)
    return set_zone(found[0], person, tx) if len(found) == 1 else _asked(found, person, tx)


def _asked(zones: list[str], person: Person, tx: Tx) -> Reply:
    words = tx.words(person.language, person.zone)
    buttons = [Button(label=city(zone), act=f"own:zone:{zone}", word=words.text("time zone {city}", city=city(zone))) for zone in zones]
    return Reply(message=Message.of(words.markdown("In which of these zones are you?"), *buttons))


def _away(typed: timedelta, zone: str, tx: Tx, *, sharp: bool) -> timedelta:
    """How far that time of day is from the one there; an hour without minutes means all of it."""
    local = tx.now.astimezone(ZoneInfo(zone))
    apart = abs(timedelta(hours=local.hour, minutes=local.minute if sharp else 0) - typed) % timedelta(days=1)
    return min(apart, timedelta(days=1) - apart)


def _zones(tx: Tx) -> list[str]:
    """Those in which the chambers of today are."""
    return sorted({chamber.zone for chamber in tx.directory.on(tx.now.date())})


def choose_zone(zone: str, person: Person, tx: Tx) -> Reply:
    """One of them, by a button. Raises Gone."""
    if zone not in _zones(tx):
        raise Gone("This button has expired. Type “help” to see what I can do.")
    return set_zone(zone, person, tx)
