"""The national team notes where a chamber stands: "chambre Mayotte membre depuis le 01/01/2027 (CA du 12/12/2026)", "fusionnée avec La
Réunion depuis le 01/01/2027", and takes it back: "chambre Mayotte : annuler". (DOMAIN.md F02)"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.chambers import NATIONAL, Chamber
from bot.domain.dates import Day, Period, read_day_or_period, written
from bot.domain.errors import NotAllowed, Refused
from bot.domain.folding import fold
from bot.domain.membership import SINCE, STATUS_NAMES, Membership, Precision, Status, Step
from bot.domain.messages import Message
from bot.domain.people import Person
from bot.domain.permissions import Act, Grant, grant
from bot.domain.reading.days import end_of_month
from bot.domain.roster import unknown_chamber
from bot.wording import Words
from handlers.answer import Reply
from storage.transaction import Tx

_SAID = {
    r"en (?:cours de )?constitution|in constitution": Status.IN_CONSTITUTION,
    r"constituee?|constituted": Status.CONSTITUTED,
    r"candidate?|demande (?:son |d')adhesion|applicant": Status.APPLICANT,
    r"membre|adherente?|member": Status.MEMBER,
    r"fusionnee?|merged": Status.MERGED,
    r"sortie|partie|a quitte le reseau|plus adherente|plus membre|left": Status.LEFT,
}
_STATUS = re.compile(
    r"(?P<name>\S.*?)\s*[:,]?\s+(?:est |is |devient |becomes )?(?:"
    + "|".join(f"(?P<s{place}>{words})" for place, words in enumerate(_SAID))
    + r")(?:\s+(?:avec|dans|with|into)\s+(?P<into>\S[^()]*?))?"
    + r"(?:\s+(?:depuis|since|a partir|a compter|des|from|le|on|au|du|as of)\b\s*(?P<day>[^()]*?))?\s*"
    + r"(?:\((?P<decision>[^()]{1,200})\))?\s*\.?"
)
_UNDO = re.compile(r"(?P<name>\S.*?)\s*[:,]?\s+(?:annuler|annule|undo)\s*\.?")
_YEAR = re.compile(r"(?:(?:le |la )?(?:(?P<early>debut|early)|(?P<late>fin|late)) (?:de |d'|in )?)?(?P<year>(?:19|20)\d\d)")

_WITH_YEAR = re.compile(r"\b\d{4}\b")
"""A month without its year may be the last one or the next: it is not taken."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What was typed: of which chamber, which status, with which other one it was merged, since when, by which decision."""

    name: str
    status: Status
    into: str
    day: str
    decision: str


def status_said(text: str) -> Said | None:
    """A status that is said of a chamber, after the word "chambre"; None where none is."""
    match = _STATUS.fullmatch(fold(text))
    if match is None:
        return None
    status = next(status for place, status in enumerate(_SAID.values()) if match[f"s{place}"])
    if match["into"] and status is not Status.MERGED:
        return None
    typed = {name: text[slice(*match.span(name))].strip() if match[name] else "" for name in ("name", "into", "decision")}
    return Said(status=status, day=match["day"] or "", **typed)


def undo_said(text: str) -> str | None:
    """The name of the chamber whose last step is to be taken back; None where it is about something else."""
    match = _UNDO.fullmatch(fold(text))
    return text[slice(*match.span("name"))] if match else None


def change_status(said: Said, person: Person, tx: Tx) -> Reply:
    """Notes one more step of a chamber's life. Raises NotAllowed, and Refused for what cannot follow."""
    _only_the_national_team(person)
    chamber, today = _named(said.name, person, tx), tx.today(person.zone)
    day, precision = _day(said.day, person, tx)
    step = Step(chamber=chamber.code, effective=day, precision=precision, status=said.status, decision=said.decision)
    words, membership = tx.words(person.language, person.zone), tx.statuses.membership(tx.directory)
    _check(step, chamber, membership, words, today)
    successor = _successor(said, step, chamber, person, tx) if step.status is Status.MERGED else None
    if successor:
        tx.chambers.merge(chamber.code, successor.code, step.effective - timedelta(days=1))
        tx.renew_directory()
    tx.statuses.add(step, person.id)
    now = _traced(step) | ({"successor": successor.code} if successor else {})
    tx.audit.note("status", by=person.id, before={"status": membership.state_on(chamber.code, day)}, after=now)
    noted = words.markdown("Noted. {region}: {standing}.", region=chamber.region, standing=standing(step, words, today, successor))
    undo = words.markdown("A mistake? Type: chamber {region}: undo", region=chamber.region)
    return Reply(message=Message.of(f"{noted}\n{undo}"))


def take_back(name: str, person: Person, tx: Tx) -> Reply:
    """Takes back what was noted last of a chamber, never what the store was born with. Raises NotAllowed, Refused."""
    _only_the_national_team(person)
    chamber = next(_once_named(name, tx), None) or _named(name, person, tx)
    step, words, today = tx.statuses.last_noted(chamber.code), tx.words(person.language, person.zone), tx.today(person.zone)
    if step is None:
        raise Refused("{region}: nothing was noted, so there is nothing to take back.", region=chamber.region)
    tx.statuses.take_back(step)
    if step.status is Status.MERGED:
        tx.chambers.take_back_merger(chamber.code)
        tx.renew_directory()
    now = tx.statuses.membership(tx.directory).step_on(chamber.code, today)
    tx.audit.note("status_taken_back", by=person.id, before=_traced(step), after={"status": now.status if now else None})
    said = {"region": chamber.region, "standing": standing(step, words, today)}
    left = standing(now, words, today) if now else words.text("not known")
    return Reply(message=Message.of(words.markdown("Taken back. {region}: {standing}. Today: {now}.", now=left, **said)))


def standing(step: Step, words: Words, today: date, successor: Chamber | None = None) -> str:
    """Where a chamber stands, as closely as it is known: "adhérente depuis début 2009 (rapport d'activité 2008)", "adhérente"."""
    status = words.text("merged with {name}", name=successor.region) if successor else words.text(STATUS_NAMES[step.status])
    if step.precision is Precision.NONE:
        return status
    values = {"day": words.day(step.effective, today), "month": words.month(step.effective), "year": step.effective.year}
    decision = f"({step.decision})" if step.decision else ""
    return " ".join((status, words.text(SINCE[step.precision], **values), decision)).strip()


def _only_the_national_team(person: Person) -> None:
    if grant(person, Act.SET_CHAMBER) is not Grant.YES:
        raise NotAllowed("Only the national team says where a chamber stands in the network.")


def _traced(step: Step) -> dict[str, str]:
    return {"chamber": step.chamber, "status": step.status, "effective": step.effective.isoformat(), "decision": step.decision}


def _named(name: str, person: Person, tx: Tx) -> Chamber:
    """The chamber of today that is meant. Raises Refused, with what the name may have been."""
    chamber = tx.directory.resolve(name, tx.today(person.zone))
    if chamber is None or chamber.code == NATIONAL:
        problem = unknown_chamber(name, tx.directory)
        raise Refused(problem.message, **problem.values)
    return chamber


def _once_named(name: str, tx: Tx) -> Iterator[Chamber]:
    """What was merged since: its name means its successor today, which would hide it from who wants it back."""
    for chamber in tx.directory:
        if chamber.valid_until and tx.directory.resolve(name, chamber.valid_until) is chamber and tx.statuses.last_noted(chamber.code):
            yield chamber


def _successor(said: Said, step: Step, chamber: Chamber, person: Person, tx: Tx) -> Chamber:
    """The other chamber, which must go on by itself. Raises Refused: whoever is merged with nobody would be found by no one."""
    if not said.into:
        raise Refused(
            "Merged with which one? Type for example: chamber {region} merged with La Réunion since 01/01/2027", region=chamber.region
        )
    other = _named(said.into, person, tx)
    if other.code == chamber.code or other.valid_until or not other.valid(step.effective):
        raise Refused("{region} cannot be merged with {other}.", region=chamber.region, other=other.region)
    return other


def _day(typed: str, person: Person, tx: Tx) -> tuple[date, Precision]:
    """The day, month or year that was said, in the past or to come; today without one. Raises Refused for what is no sure day."""
    today = tx.today(person.zone)
    if not typed.strip():
        return today, Precision.DAY
    if year := _YEAR.fullmatch(typed.strip()):
        precision = Precision.EARLY_YEAR if year["early"] else Precision.LATE_YEAR if year["late"] else Precision.YEAR
        return date(int(year["year"]), 10 if year["late"] else 1, 1), precision
    read = read_day_or_period(typed, now=tx.now, zone=person.zone, sense="any", day_first=person.language != "en")
    if isinstance(read, Day):
        return read.value, Precision.DAY
    if isinstance(read, Period) and _WITH_YEAR.search(typed) and read.start.day == 1 and read.end == end_of_month(read.start):
        return read.start, Precision.MONTH
    raise Refused("I cannot read “{typed}” as a date. Type it like {example}.", typed=typed, example=written(today, person.language))


def _check(step: Step, chamber: Chamber, membership: Membership, words: Words, today: date) -> None:
    """Raises Refused for a status that cannot follow the one of that day, or precede the one that is known after it."""
    now = membership.step_on(step.chamber, step.effective)
    name = {status: words.text(message) for status, message in STATUS_NAMES.items()}
    if not chamber.valid(step.effective):
        raise Refused(
            "{region} was not yet, or no longer, a chamber on {day}.", region=chamber.region, day=words.day(step.effective, today)
        )
    if now and (now.status is step.status or now.effective == step.effective):
        raise Refused("{region} is there already: {standing}.", region=chamber.region, standing=standing(now, words, today))
    allowed = membership.may_become(step)
    if step.status not in allowed:
        raise Refused(
            "{region}: “{after}” cannot follow “{before}” on {day}. Possible: {allowed}.",
            region=chamber.region,
            after=name[step.status],
            before=name[now.status] if now else words.text("not known"),
            day=words.day(step.effective, today),
            allowed=", ".join(name[one] for one in allowed) or words.text("nothing"),
        )
