"""Who leads a group, where a person is named and not a chamber: "créer le GT Numérique, animé par Claire"."""

from __future__ import annotations

import dataclasses

from bot.domain.errors import Refused
from bot.domain.people import Person
from bot.domain.reading.groups import GroupChange, GroupSheet
from handlers.groups.reading import Handing
from handlers.groups.rights import may_lead
from handlers.homonyms import called, told_apart
from storage.transaction import Tx


def person_named(typed: str, tx: Tx) -> Person | None:
    """The one of that name who may lead a group; None where there is none. Raises Refused where there are several."""
    found = [known for known in called(typed, tx) if known.person.active and may_lead(known.person)] if typed.strip() else []
    if len(found) > 1:
        raise Refused("Several people have that name: {names}. Write it so.", names=told_apart(found, tx))
    return found[0].person if found else None


def led_by_person(sheet: GroupSheet, tx: Tx) -> tuple[GroupSheet, Person | None]:
    """The sheet with the chamber of the person whom it names, and that person."""
    person = person_named(sheet.lead_typed, tx) if not sheet.lead else None
    return (dataclasses.replace(sheet, lead=person.chamber, lead_typed=""), person) if person else (sheet, None)


def handed_to(handing: Handing | None, by: Person, tx: Tx) -> tuple[GroupChange, Person] | None:
    """The change that it is, and the person who leads from now on; None where nobody has that name."""
    person = person_named(handing.whom, tx) if handing and tx.bodies.known(handing.name) else None
    if handing is None or person is None:
        return None
    return GroupChange(name=handing.name, chamber=person.chamber, change="leads", since=tx.today(by.zone)), person
