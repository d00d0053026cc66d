"""Who reads what, and when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bot.domain.folding import words as folded
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


_SAID: Mapping[str, str] = {
    "mutualisation": (
        r"mutualis\w*|mises? en commun|partage (?:d )?(?:outils|ressources|pratiques)|groupements? d employeurs|pooling|mutual help"
    ),
    "gouvernance": (
        r"gouvernance|statuts|conseils? d administration|assemblees? generales?|quorum|cotisations?|administrat(?:eur|rice)s?|"
        r"reglements? interieurs?|mandats?|governance|by ?laws|general assembly|membership fees?"
    ),
    "financement": (
        r"financements?|financ(?:er|e|eurs?|ieres?|iers?)|subventions?|budgets?|mecenat|mecenes?|appels? a projets?|fonds|tresorerie|"
        r"banques?|prets?|funding|grants?|sponsors?"
    ),
    "observatoire": (
        r"observatoires?|observation|statisti\w*|chiffres|chiffrees?|donnees|enquetes?|etudes?|barometres?|panoramas?|insee|indicateurs?|"
        r"cartographies?|observatory|figures|surveys?"
    ),
    "mois-de-l-ess": r"mois de l (?:ess|economie sociale(?: et solidaire)?)|ess month",
    "formation": r"formations?|format(?:eur|rice)s?|pedagogi\w*|universit\w*|enseign\w*|lycees?|ecoles?|etudiants?|training|trainers?",
    "plaidoyer": (
        r"plaidoyers?|lobbying|parlementaires?|parlement|deputee?s?|senat\w*|projets? de loi|lois? ess|amendements?|advocacy|bill"
    ),
    "europe": r"europe|europeen\w*|fse|feder|feader|interreg|erasmus|bruxelles|european|brussels",
    "numerique": (
        r"numeriques?|sites? (?:web|internet)|logiciels?|intranet|rgpd|gdpr|informatiques?|outils? collaboratifs?|reseaux sociaux|"
        r"plateformes?|digital|websites?|software"
    ),
    "transition": (
        r"transitions?|ecolog\w*|climat\w*|energ\w*|developpement durable|economie circulaire|dechets|biodiversite|recyclage|"
        r"circuits? courts?|climate|ecological"
    ),
}
"""The words by which a text is about a topic. None is about jobs: what is about jobs is an offer, which names that topic itself."""
_ABOUT = tuple((topic, re.compile(rf"\b(?:{_SAID[topic]})\b")) for topic in TOPICS if topic in _SAID)


def topics_of(text: str) -> tuple[str, ...]:
    """The topics that a text is about by its words, in the order of TOPICS; none where it names none. Never jobs."""
    said = folded(text)
    return tuple(topic for topic, named in _ABOUT if named.search(said))
