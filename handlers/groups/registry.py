"""The life of groups: created by a sheet, joined, left, handed over, closed, and where they talk. Each change leaves a turn."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date

from bot.domain.bodies import (
    LONGEST_NAME,
    LONGEST_OBJECTIVE,
    MOST_OBJECTIVES,
    STATUTORY_BODIES,
    Body,
    Membership,
    bare_name,
    body_key,
)
from bot.domain.chambers import NATIONAL
from bot.domain.errors import Gone, NotAllowed, Refused
from bot.domain.people import Person
from bot.domain.permissions import Act, Grant, grant
from bot.domain.ports import Address
from bot.domain.reading.groups import ChangeKind, GroupChange, GroupSheet
from handlers.groups.rights import check_founds, check_leads, leads, region
from storage.transaction import Tx

LONGEST_SCOPE = 200


def file_sheet(sheet: GroupSheet, person: Person, tx: Tx, *, led_by: Person | None = None) -> Body:
    """Creates the group that the sheet describes, or writes into the one of that very name what the sheet says of it. `led_by`: whom it
    names. Raises Refused."""
    known = next((body for body in tx.bodies.all() if body.key == body_key(sheet.name)), None)
    if known is None:
        return _created(sheet, person, tx, led_by)
    if not known.is_group:
        raise Refused("{group} is a body of the network, not a working group. Choose another name.", group=known.name)
    check_leads(person, known, tx)
    after = _described(known, sheet, tx.today(person.zone))
    after = dataclasses.replace(after, lead_id=led_by.id) if led_by else after
    return tx.bodies.change(known, after, act="described", by=person.id)


def is_known(sheet: GroupSheet, tx: Tx) -> bool:
    """Whether a group of that very name is there."""
    return any(body.key == body_key(sheet.name) for body in tx.bodies.all())


def _created(sheet: GroupSheet, person: Person, tx: Tx, led_by: Person | None) -> Body:
    check_founds(person)
    name = bare_name(sheet.name)
    if body_key(name) in STATUTORY_BODIES:
        raise Refused("{group} is a body of the network, not a working group. Choose another name.", group=name)
    if len(" ".join(sheet.name.split())) > LONGEST_NAME:
        raise Refused("The name of a group has at most {n} characters.", n=LONGEST_NAME)
    lead = sheet.lead or ("" if sheet.lead_typed or person.chamber == NATIONAL else person.chamber)
    leader = led_by or (person if lead and lead == person.chamber else None)
    body = Body(
        name=name,
        key=body_key(name),
        lead=lead,
        lead_id=leader.id if leader else None,
        created_on=sheet.created,
        filed_by=person.id,
        filed_at=tx.now,
    )
    return tx.bodies.add(_described(body, sheet, None), by=person.id)


def _described(body: Body, sheet: GroupSheet, since: date | None) -> Body:
    """What the sheet says stands; what it does not say stays. Who leads a group is a member of it. `since`: the day from which those are
    members who were not; None: from its beginning."""
    lead = sheet.lead or body.lead
    here = {one.chamber for one in body.members if one.until is None}
    named = dict.fromkeys((*sheet.members, *(code for code in (lead, sheet.co_lead) if code and code != NATIONAL)))
    members = (*body.members, *(Membership(chamber=code, since=since) for code in named if code not in here))
    objectives = tuple(" ".join(one.split())[:LONGEST_OBJECTIVE] for one in sheet.objectives[:MOST_OBJECTIVES])
    return dataclasses.replace(
        body,
        lead=lead,
        lead_id=body.lead_id if lead == body.lead else None,
        co_lead=sheet.co_lead or body.co_lead,
        co_lead_scope=(sheet.co_lead_scope if sheet.co_lead else body.co_lead_scope)[:LONGEST_SCOPE],
        objectives=objectives or body.objectives,
        created_on=body.created_on or sheet.created,
        members=members,
    )


def change_group(change: GroupChange, person: Person, tx: Tx, *, led_by: Person | None = None) -> Body:
    """A chamber joins, leaves or leads from that day on. `led_by`: who leads it for his chamber. Raises Refused, Gone where no group has
    that name, NotAllowed."""
    body = tx.bodies.known(change.name)
    if body is None or not body.is_group:
        raise unknown_group(change.name)
    if not body.is_open:
        raise Gone("{group} is closed. To open it again, type: reopen {group}", group=body.name)
    chamber = change.chamber or person.chamber
    if chamber == NATIONAL and change.change != "leads":
        raise Refused("Which chamber? Type for example: Normandie joins {group}", group=body.name)
    if led_by is not None:
        return _led(body, change, person, tx, leader=led_by)
    return _CHANGES[change.change](body, dataclasses.replace(change, chamber=chamber), person, tx)


def unknown_group(name: str) -> Gone:
    """What is said where no group has that name."""
    return Gone("I know no “{name}”. Type “groups” to see them.", name=bare_name(name))


def _joined(body: Body, change: GroupChange, person: Person, tx: Tx) -> Body:
    _check_speaks_for(change.chamber, body, person, tx)
    return tx.bodies.join(body, change.chamber, change.since, by=person.id)


def _left(body: Body, change: GroupChange, person: Person, tx: Tx) -> Body:
    _check_speaks_for(change.chamber, body, person, tx)
    if change.chamber == body.lead:
        raise Refused("{chamber} leads {group}: hand it over first. Type for example: {group}: led by Bretagne", **_of(change, body, tx))
    if change.chamber not in body.chambers_on(change.since):
        raise Gone("{chamber} is no member of {group}.", **_of(change, body, tx))
    left = dataclasses.replace(body, co_lead="", co_lead_scope="") if body.co_lead == change.chamber else body
    before = tx.bodies.change(body, left, act="co_leads", by=person.id, about=change.chamber) if left is not body else body
    return tx.bodies.leave(before, change.chamber, change.since, by=person.id)


def _check_speaks_for(chamber: str, body: Body, person: Person, tx: Tx) -> None:
    """One's own chamber; any by who leads the group. Raises NotAllowed."""
    if leads(person, body, tx):
        return
    check_founds(person)
    if chamber != person.chamber and chamber not in tx.directory.lineage(person.chamber):
        raise NotAllowed(
            "Only {chamber}, who leads {group}, and the national team can do this.", chamber=region(chamber, tx), group=body.name
        )


def _led(body: Body, change: GroupChange, person: Person, tx: Tx, *, leader: Person | None = None) -> Body:
    check_leads(person, body, tx)
    leader = leader or (person if change.chamber == person.chamber else None)
    after = dataclasses.replace(body, lead=change.chamber, lead_id=leader.id if leader else None)
    if body.co_lead == change.chamber:
        after = dataclasses.replace(after, co_lead="", co_lead_scope="")
    return tx.bodies.change(body, _with(after, change), act="leads", by=person.id, about=change.chamber)


def _co_led(body: Body, change: GroupChange, person: Person, tx: Tx) -> Body:
    check_leads(person, body, tx)
    if change.chamber == body.lead:
        raise Refused("{chamber} leads {group} already.", **_of(change, body, tx))
    after = dataclasses.replace(body, co_lead=change.chamber, co_lead_scope=change.scope[:LONGEST_SCOPE])
    return tx.bodies.change(body, _with(after, change), act="co_leads", by=person.id, about=change.chamber)


def _with(body: Body, change: GroupChange) -> Body:
    """Who leads is a member."""
    if change.chamber == NATIONAL or change.chamber in body.chambers_on(change.since):
        return body
    return dataclasses.replace(body, members=(*body.members, Membership(chamber=change.chamber, since=change.since)))


def _of(change: GroupChange, body: Body, tx: Tx) -> dict[str, str]:
    return {"chamber": region(change.chamber, tx), "group": body.name}


_CHANGES: Mapping[ChangeKind, Callable[[Body, GroupChange, Person, Tx], Body]] = {
    "joined": _joined,
    "left": _left,
    "leads": _led,
    "co_leads": _co_led,
}


def close_group(body: Body, person: Person, tx: Tx) -> Body:
    """It is over from today on, and nobody is asked for its news. Raises NotAllowed."""
    _check_group(body)
    check_leads(person, body, tx)
    after = dataclasses.replace(body, closed_on=body.closed_on or tx.today(person.zone))
    return tx.bodies.change(body, after, act="closed", by=person.id)


def reopen_group(body: Body, person: Person, tx: Tx) -> Body:
    """It goes on. Raises NotAllowed."""
    _check_group(body)
    check_leads(person, body, tx)
    return tx.bodies.change(body, dataclasses.replace(body, closed_on=None), act="reopened", by=person.id)


def _check_group(body: Body) -> None:
    if not body.is_group:
        raise NotAllowed("{group} is a body of the network: nobody closes it here.", group=body.name)


def keep_quiet(body: Body, until: date, person: Person, tx: Tx) -> Body:
    """Its lead is asked for no news before that day. Raises NotAllowed."""
    check_leads(person, body, tx)
    return tx.bodies.change(body, dataclasses.replace(body, quiet_until=until), act="quiet", by=person.id)


def settle_in(body: Body, channel: Address, name: str, person: Person, tx: Tx) -> Body | None:
    """That channel is the body's from now on. Gives the one whose it was until now. Raises NotAllowed."""
    may = grant(person, Act.SET_CHANNEL) is Grant.YES or (body.is_group and leads(person, body, tx))
    if not may:
        raise NotAllowed("Directors, the national team and who leads a group say whose a channel is.")
    here = dataclasses.replace(channel, thread="")
    before = tx.bodies.of_channel(here.platform, here.workspace, here.channel)
    if before and before.id != body.id:
        tx.bodies.change(before, dataclasses.replace(before, channel=None), act="moved", by=person.id)
    tx.bodies.change(body, dataclasses.replace(body, channel=here), act="moved", by=person.id)
    if name:
        shown = name if person.plainly or name.startswith("#") else f"#{name}"
        tx.outbox.name_channel((here.platform, here.workspace, here.channel), shown)
    return before if before and before.id != body.id else None
