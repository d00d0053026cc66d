"""The people and channels of the playground: invented, and enough to live every dialogue. They are Slack's members and our roster."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.people import Account, Role
from bot.domain.ports import Address
from bot.domain.subscription import Subscription
from storage.transaction import Tx

OPENING = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
"""The playground's clock begins on Friday 20/11/2026, 10 h in Paris."""


@dataclass(frozen=True, kw_only=True)
class Someone:
    """A member of the playground. `letter`: the topics and regions of his letter, or None when he has none."""

    handle: str
    name: str
    role: Role
    chamber: str
    zone: str = "Europe/Paris"
    language: str = "fr"
    letter: tuple[tuple[str, ...], tuple[str, ...]] | None = ((), ())


PEOPLE = (
    Someone(handle="claire", name="Claire Le Goff", role=Role.DIRECTOR, chamber="NOR"),
    Someone(handle="malik", name="Malik Benali", role=Role.NATIONAL, chamber="NAT"),
    Someone(handle="annick", name="Annick Kerdoncuff", role=Role.ADMINISTRATOR, chamber="BRE"),
    Someone(handle="yann", name="Yann Le Bras", role=Role.DIRECTOR, chamber="BRE"),
    Someone(handle="soraya", name="Soraya Haddad", role=Role.EMPLOYEE, chamber="IDF"),
    Someone(handle="hina", name="Hina Attoumani", role=Role.DIRECTOR, chamber="MYT", zone="Indian/Mayotte"),
    Someone(handle="paul", name="Paul Mercier", role=Role.PARTNER, chamber="NAT", letter=(("emploi",), ("NOR",))),
    Someone(handle="dylan", name="Dylan Clet", role=Role.AMBASSADOR, chamber="GUF", zone="America/Cayenne", letter=(("emploi",), ("GUF",))),
    Someone(handle="marie", name="Marie-Ange Sinamary", role=Role.DIRECTOR, chamber="GUF", zone="America/Cayenne"),
    Someone(handle="luc", name="Luc Payet", role=Role.DIRECTOR, chamber="REU", zone="Indian/Reunion"),
    Someone(handle="emma", name="Emma Wilson", role=Role.EMPLOYEE, chamber="NAQ", language="en"),
    Someone(handle="jeanne", name="Jeanne Aubry", role=Role.EMPLOYEE, chamber="NOR", letter=None),
)
CHANNELS = ("emploi", "reseau", "general")
AT_ONCE, WEEKLY = "emploi", "reseau"


def seed(tx: Tx, *, platform: str, workspace: str, users: dict[str, str], channels: dict[str, str]) -> None:
    """Fills an empty store with the people (by handle -> the platform's user id) and the two channels that read."""
    if tx.people.active():
        return
    for someone in PEOPLE:
        account = Account(platform=platform, workspace=workspace, user=users[someone.handle])
        person = tx.people.add(
            name=someone.name,
            role=someone.role,
            chamber=someone.chamber,
            language=someone.language,
            zone=someone.zone,
            accounts=[account],
        )
        if someone.letter is not None:
            topics, regions = someone.letter
            kept = Subscription(
                person_id=person.id, language=person.language, zone=person.zone, topics=topics, regions=regions, since=tx.now
            )
            tx.subscriptions.save(kept)
    for name in CHANNELS:
        place = Address(platform=platform, workspace=workspace, channel=channels[name])
        tx.outbox.name_channel((platform, workspace, place.channel), f"#{name}")
        if name == AT_ONCE:
            tx.subscriptions.save(Subscription(channel=place, topics=("emploi",), rhythm="at_once", since=tx.now))
        elif name == WEEKLY:
            tx.subscriptions.save(Subscription(channel=place, when_empty="short", since=tx.now))
