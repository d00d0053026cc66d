"""The people and channels of the playground: invented, and enough to live every dialogue. They are on the platforms and in our roster."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.domain.bodies import STANDING, STATUTORY, Body, Membership, body_key
from bot.domain.fields import ChamberCode
from bot.domain.people import Account, Person, Role
from bot.domain.ports import Address
from bot.domain.subscription import Subscription
from storage.contributions import Origin, read_answers
from storage.transaction import Tx

OPENING = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
"""The playground's clock begins on Friday 20/11/2026, 10 h in Paris."""


@dataclass(frozen=True, kw_only=True)
class Someone:
    """A member of the playground. `letter`: the topics and regions of his letter, or None when he has none. `doors`: his platforms."""

    handle: str
    name: str
    role: Role
    chamber: str
    zone: str = "Europe/Paris"
    language: str = "fr"
    letter: tuple[tuple[str, ...], tuple[str, ...]] | None = ((), ())
    doors: tuple[str, ...] = ("slack",)


@dataclass(frozen=True, kw_only=True)
class Place:
    """A platform's side of it: its ids of people and of channels, by the names used here."""

    platform: str
    workspace: str
    users: Mapping[str, str]
    channels: Mapping[str, str]


PEOPLE = (
    Someone(handle="claire", name="Claire Le Goff", role=Role.DIRECTOR, chamber="NOR"),
    Someone(handle="malik", name="Malik Benali", role=Role.NATIONAL, chamber="NAT"),
    Someone(handle="annick", name="Annick Kerdoncuff", role=Role.ADMINISTRATOR, chamber="BRE"),
    Someone(handle="yann", name="Yann Le Bras", role=Role.DIRECTOR, chamber="BRE"),
    Someone(handle="soraya", name="Soraya Haddad", role=Role.EMPLOYEE, chamber="IDF"),
    Someone(handle="hina", name="Hina Attoumani", role=Role.DIRECTOR, chamber="MYT", zone="Indian/Mayotte", doors=("slack", "telegram")),
    Someone(handle="paul", name="Paul Mercier", role=Role.PARTNER, chamber="NAT", letter=(("emploi",), ("NOR",))),
    Someone(
        handle="dylan",
        name="Dylan Clet",
        role=Role.AMBASSADOR,
        chamber="GUF",
        zone="America/Cayenne",
        letter=(("emploi",), ("GUF",)),
        doors=("telegram",),
    ),
    Someone(handle="marie", name="Marie-Ange Sinamary", role=Role.DIRECTOR, chamber="GUF", zone="America/Cayenne"),
    Someone(handle="nadia", name="Nadia Cherki", role=Role.DIRECTOR, chamber="PDL"),
    Someone(handle="bruno", name="Bruno Castel", role=Role.DIRECTOR, chamber="OCC"),
    Someone(handle="luc", name="Luc Payet", role=Role.DIRECTOR, chamber="REU", zone="Indian/Reunion"),
    Someone(handle="emma", name="Emma Wilson", role=Role.EMPLOYEE, chamber="NAQ", language="en"),
    Someone(handle="jeanne", name="Jeanne Aubry", role=Role.EMPLOYEE, chamber="NOR", letter=None),
)
CHANNELS = ("emploi", "reseau", "general", "comite-directions", "gt-observation", "gt-financement")
AT_ONCE, WEEKLY = "emploi", "reseau"
BODIES = (
    ("Comité des Directions", "comite-directions", None),
    ("GT Observation", "gt-observation", "yann"),
    ("GT Financement", "gt-financement", "nadia"),
)
"""Who meets: the name, the channel, and of a working group who leads it."""
LAST_NEWS = datetime(2026, 10, 19, 8, 0, tzinfo=UTC)
"""Of both groups; before the opening, 32 days without news on the Friday, 35 on the Monday."""
GROUPS = {"guyane": ("dylan",)}
"""On Telegram, and who is in them; the bot is."""


def seed(tx: Tx, *places: Place) -> None:
    """Fills an empty store with the people and, of their channels, with the two that read. Where somebody has two doors, the first place
    is the one he used last."""
    if tx.people.active():
        return
    for someone in PEOPLE:
        accounts = [
            Account(platform=place.platform, workspace=place.workspace, user=place.users[someone.handle])
            for place in places
            if place.platform in someone.doors
        ]
        _add(tx, someone, accounts)
    for place in places:
        for name, channel in place.channels.items():
            _open(tx, name, Address(platform=place.platform, workspace=place.workspace, channel=channel))


def found(tx: Tx, slack: Place) -> None:
    """The bodies that meet, each with its channel of that place, and the news that the working groups gave a month ago."""
    if tx.bodies.all():
        return
    everybody = {person.name: person for person in tx.people.active()}
    leads = {someone.handle: everybody[someone.name] for someone in PEOPLE if someone.name in everybody}
    for name, channel, handle in BODIES:
        lead = leads.get(handle or "")
        here = Address(platform=slack.platform, workspace=slack.workspace, channel=slack.channels[channel])
        sort = STANDING if lead else STATUTORY
        members = tuple(Membership(chamber=code) for code in _MEMBERS) if lead else ()
        body = Body(name=name, key=body_key(name), sort=sort, channel=here, filed_at=tx.now, members=members, created_on=date(2026, 1, 12))
        tx.bodies.add(dataclasses.replace(body, lead=lead.chamber, lead_id=lead.id) if lead else body, by=None)
        if lead:
            _tell(tx.long_ago(LAST_NEWS), name, lead, here)


_MEMBERS = ("BRE", "NOR", "PDL", "IDF", "OCC")
_NEWS = {"GT Observation": "le questionnaire est prêt", "GT Financement": "la note sur les cotisations est relue"}


def _tell(tx: Tx, group: str, lead: Person, here: Address) -> None:
    kind = tx.kinds["working_group_update"]
    values = read_answers(kind, {"working_group": group, "outcome": _NEWS[group], "date": tx.today(lead.zone).isoformat()})
    number, chamber = tx.contributions.next_number(kind.name), ChamberCode(lead.chamber)
    told = kind.cls(number=number, author_id=lead.id, chamber=chamber, filed_at=tx.now, published_at=tx.now, **values)
    origin = Origin(platform=here.platform, workspace=here.workspace, channel=here.channel)
    tx.contributions.add(told, raw_text=_NEWS[group], text_key=group, origin=origin)


def _add(tx: Tx, someone: Someone, accounts: list[Account]) -> None:
    person = tx.people.add(
        name=someone.name, role=someone.role, chamber=someone.chamber, language=someone.language, zone=someone.zone, accounts=accounts
    )
    if len(accounts) > 1:
        tx.people.used(accounts[0])
    if someone.letter is not None:
        topics, regions = someone.letter
        tx.subscriptions.save(
            Subscription(person_id=person.id, language=person.language, zone=person.zone, topics=topics, regions=regions, since=tx.now)
        )


def _open(tx: Tx, name: str, place: Address) -> None:
    tx.outbox.name_channel((place.platform, place.workspace, place.channel), f"#{name}")
    if name == AT_ONCE:
        tx.subscriptions.save(Subscription(channel=place, topics=("emploi",), rhythm="at_once", since=tx.now))
    elif name == WEEKLY:
        tx.subscriptions.save(Subscription(channel=place, since=tx.now))
