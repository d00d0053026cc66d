"""Who reads what, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bot.domain.i18n import mark as _
from bot.domain.ports import Address

Rhythm = Literal["weekly", "at_once"]
WhenEmpty = Literal["silent", "short"]

TOPICS = (
    "emploi",
    "mutualisation",
    "gouvernance",
    "financement",
    "observatoire",
    "mois-de-l-ess",
    "formation",
    "plaidoyer",
    "europe",
    "numerique",
    "transition",
)
"""The closed list of topics, as stored. Their spoken names are in the catalogues."""


@dataclass(frozen=True, kw_only=True)
class Subscription:
    """A reader: a person, or a channel. Empty topics or regions mean all. `weekday` 0 is Monday; `hour` is local to `zone`."""

    id: int = 0
    person_id: int | None = None
    channel: Address | None = None
    language: str = "fr"
    zone: str = "Europe/Paris"
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    rhythm: Rhythm = "weekly"
    weekday: int = 0
    hour: int = 8
    when_empty: WhenEmpty = "silent"
    paused_until: date | None = None
    ended_at: datetime | None = None
    since: datetime


_TOPIC_NAMES = {
    "emploi": _("jobs"),
    "mutualisation": _("mutual help"),
    "gouvernance": _("governance"),
    "financement": _("funding"),
    "observatoire": _("observatory"),
    "mois-de-l-ess": _("ESS month"),
    "formation": _("training"),
    "plaidoyer": _("advocacy"),
    "europe": _("europe"),
    "numerique": _("digital"),
    "transition": _("ecological transition"),
}


def topic_name(topic: str) -> str:
    """The message id of a topic's spoken name."""
    return _TOPIC_NAMES.get(topic, topic)
