"""What is to be told about a request: its number, its state in words, who has it, and who reads for a chamber."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.chambers import NATIONAL
from bot.domain.contribution import Contribution, Kind, Scope
from bot.domain.expertise import ANSWERED, CO_LEADS, CONFIDENTIAL, DECLARED, LEADS, NAMED, NOBODY
from bot.domain.i18n import mark as _
from bot.domain.people import Person, Role
from bot.domain.permissions import Act, Grant, grant
from bot.domain.requests import LIFE, Routing, Standing, standing
from bot.wording import Words
from bot.wording.environment import Markdown
from storage.transaction import Tx

_READS_FOR_A_CHAMBER = (Role.DIRECTOR, Role.EMPLOYEE, Role.ADMINISTRATOR)
"""Who is told what the chamber is asked: its directors; where none is there, the next of these."""


def request_kind(tx: Tx) -> Kind | None:
    """The kind by which something is asked of whoever knows, where the house has one."""
    return next((kind for kind in tx.kinds.values() if kind.cls.life == LIFE), None)


def said(item: Contribution, words: Words) -> str:
    """Its spoken number: "Demande 12"."""
    return f"{words.text(item.noun)} {item.number}"


def region_of(code: str, words: Words, tx: Tx) -> str:
    """A chamber as it is spoken of; the national team has no region."""
    chamber = tx.directory.get(code)
    return words.text("the national team") if code == NATIONAL else chamber.region if chamber else code


def who(person: Person, words: Words, tx: Tx) -> str:
    """His first name and his chamber: "Claire (Normandie)"."""
    return f"{person.first_name} ({region_of(person.chamber, words, tx)})"


def standing_of(item: Contribution, tx: Tx) -> Standing:
    """Its state now."""
    return standings([item], tx)[item.id]


def standings(items: Sequence[Contribution], tx: Tx) -> dict[int, Standing]:
    """The states of several, by id."""
    ids = [item.id for item in items]
    pursuits, routings = tx.pursuits.of(ids), tx.pursuits.routings_of(ids)
    return {item.id: standing(item, pursuits[item.id], routings[item.id], national=NATIONAL, now=tx.now) for item in items}


def state_text(item: Contribution, words: Words, tx: Tx) -> str:
    """The same in words: "en cours", "prise par Normandie", "répondue"."""
    now = standing_of(item, tx)
    if now is Standing.CLAIMED:
        holder = tx.people.get(tx.pursuits.get(item.id).claimed_by or 0)
        return words.text("taken by {region}", region=region_of(holder.chamber, words, tx) if holder else "")
    told = {
        Standing.ANSWERED: words.text("answered"),
        Standing.RESOLVED: words.text("settled"),
        Standing.CLOSED: words.text("over"),
        Standing.WITHDRAWN: words.text("taken back"),
    }
    return told.get(now, words.text("under way"))


def life_facts(item: Contribution, words: Words, tx: Tx) -> Mapping[str, Any]:
    """What its templates may speak of besides what all templates may. `news_on`: the day by which the asker hears more."""
    pursuit, now = tx.pursuits.get(item.id), standing_of(item, tx)
    holder = tx.people.get(pursuit.claimed_by) if pursuit.claimed_by is not None else None
    asked = [routing.chamber for routing in tx.pursuits.routings(item.id)]
    return {
        "standing": now.value,
        "state": state_text(item, words, tx),
        "holder": who(holder, words, tx) if holder else "",
        "news_on": words.local(pursuit.next_at).date() if pursuit.next_at else None,
        "national_only": set(asked) <= {NATIONAL},
        "of_national": item.chamber == NATIONAL,
        "confidential": item.scope is Scope.NATIONAL,
    }


def of_chamber(people: Sequence[Person], code: str, tx: Tx) -> list[Person]:
    """Those of these people who speak for that chamber; all of the national team."""
    if code == NATIONAL:
        return [person for person in people if person.is_national]
    codes = tx.directory.lineage(code) | {code}
    return [person for person in people if person.chamber in codes and person.role in _READS_FOR_A_CHAMBER]


def readers(people: Sequence[Person], code: str, tx: Tx) -> list[Person]:
    """Who is told what that chamber is asked: of those who are there now, its directors, else its employees, else its elected."""
    present = [person for person in of_chamber(people, code, tx) if not person.is_away(tx.today(person.zone)) and answers(person)]
    for role in (Role.NATIONAL, *_READS_FOR_A_CHAMBER):
        if found := [person for person in present if person.role is role]:
            return found
    return []


def answers(person: Person) -> bool:
    """Whether he may take and answer what others ask."""
    return grant(person, Act.ANSWER_REQUEST) is Grant.YES


def is_own_chamber(person: Person, item: Contribution, tx: Tx) -> bool:
    """Whether it is asked by his own chamber; the national team's own requests are asked by one of it."""
    if item.chamber == NATIONAL:
        return person.wrote(item.author_id)
    return person.wrote(item.author_id) or item.chamber in tx.directory.lineage(person.chamber) | {person.chamber}


def reason_text(routing: Routing, words: Words, tx: Tx) -> Markdown:
    """Why they are asked, in a sentence; nothing where there is none to give."""
    region, evidence = region_of(routing.chamber, words, tx), routing.evidence
    if routing.reason == ANSWERED:
        return _answered(region, evidence, words)
    sentences: Mapping[str, tuple[str, Mapping[str, Any]]] = {
        LEADS: (_("Why you: {region} leads {group}."), {"region": region, "group": evidence.get("group", "")}),
        CO_LEADS: (_("Why you: {region} co-leads {group}."), {"region": region, "group": evidence.get("group", "")}),
        DECLARED: (_("Why you: {region} knows about {topics}."), {"region": region, "topics": ", ".join(evidence.get("topics", ()))}),
        NOBODY: (_("No chamber is known for this."), {}),
        CONFIDENTIAL: (_("Confidential: the national team alone sees it. Ask its author before you speak of it to a chamber."), {}),
    }
    if routing.reason == NAMED:
        return _named(routing, words, tx)
    sentence, values = sentences.get(routing.reason, ("", {}))
    return words.markdown(sentence, **values) if sentence else Markdown("")


def _answered(region: str, evidence: Mapping[str, Any], words: Words) -> Markdown:
    month, topic, n = words.month(date.fromisoformat(evidence["on"])), evidence["topic"], int(evidence["n"])
    if n == 1:
        return words.markdown("Why you: {region} answered such a request in {month}: “{topic}”.", region=region, month=month, topic=topic)
    return words.markdown("Why you: {region} answered {n} such requests, the last in {month}.", region=region, n=n, month=month)


def _named(routing: Routing, words: Words, tx: Tx) -> Markdown:
    by = tx.people.get(routing.by) if routing.by is not None else None
    reason, name = str(routing.evidence.get("why", "")), who(by, words, tx) if by else words.text("the national team")
    if reason:
        return words.markdown("Why you: {name} thought of you ({reason}).", name=name, reason=reason)
    return words.markdown("Why you: {name} thought of you.", name=name)


def day_there(tx: Tx, zone: str) -> date:
    """The day it is on the clocks of that zone."""
    return tx.now.astimezone(ZoneInfo(zone)).date()


def chambers_asked(routings: Collection[Routing]) -> int:
    """How many chambers were asked, the national team left out."""
    return len({routing.chamber for routing in routings} - {NATIONAL})
