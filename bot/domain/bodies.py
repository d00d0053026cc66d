"""Bodies that meet, and working groups: which one a name means, when one has been silent, what its year came to. (DOMAIN.md F20-F22)"""

from __future__ import annotations

import calendar
import difflib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.folding import words
from bot.domain.ports import Address

LIFE = "group"
"""What a kind that is news of a group names its life."""
STATUTORY, STANDING, PROJECT = "statutory", "standing", "project"
SILENT_FOR = timedelta(days=30)
DORMANT_FOR = timedelta(days=90)
"""A group without news for longer is asked for none any more."""
MOST_OBJECTIVES, LONGEST_OBJECTIVE, LONGEST_NAME = 20, 300, 100
LIKE_ENOUGH = 0.6

STATUTORY_BODIES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "ag": (
        "Assemblée générale",
        ("ag", "ago", "assemblee generale", "assemblee generale ordinaire", "assemblee generale mixte", "general assembly"),
    ),
    "age": ("Assemblée générale extraordinaire", ("age", "assemblee generale extraordinaire")),
    "ca": ("Conseil d'administration", ("ca", "conseil d administration", "board", "board of directors")),
    "bureau": ("Bureau", ("bureau",)),
    "dircres": (
        "Comité des Directions",
        (
            "dircres",
            "dircress",
            "comite des directions",
            "comite directions",
            "comite des directeurs",
            "comite des directions des cres",
            "comite des directions des cress",
            "comite des directrices et directeurs",
        ),
    ),
    "comite des regions": ("Comité des Régions", ("comite des regions", "comite regions")),
}
"""By key: how each is written, and how it is called. Every chamber has its seat there, or is represented. (DOMAIN.md 2.1)"""
_ARTICLE = re.compile(r"^(?:(?:le|la|les|l|du|de la|de l|des|au|the|un|une)\s)+")
_NOUN = re.compile(r"^(?:gts?|groupes? de travail|groupe projet|groupe|gp|grpe?|wg|working group|task ?force)(?:\s+|$)")
_ENGLISH_NOUN = re.compile(r"^(?:the )?(?:wg|working group)(?: on| for)? (?=\w)", re.IGNORECASE)
_NOUN_AFTER = re.compile(r"\s+(?:working group|task ?force)$")
_MEANS = {said: key for key, (_name, called) in STATUTORY_BODIES.items() for said in called}


@dataclass(frozen=True, kw_only=True)
class Membership:
    """A chamber in a body, by its code, from the day `since` (None: its beginning) to the day before `until` (None: still)."""

    chamber: str
    since: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it is a member on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, kw_only=True)
class Body:
    """A body. `lead`, `co_lead`, `delegated_to` are codes of chambers, empty where there is none; `lead_id`: the person who leads it;
    `quiet_until`: its lead is asked for no news before that day. `channel`: where it talks. `id` 0: not stored yet; the store gives the
    `key` and `filed_at` (UTC) that are missing."""

    name: str
    key: str = ""
    sort: str = STANDING
    lead: str = ""
    lead_id: int | None = None
    co_lead: str = ""
    co_lead_scope: str = ""
    delegated_to: str = ""
    objectives: tuple[str, ...] = ()
    created_on: date | None = None
    closed_on: date | None = None
    quiet_until: date | None = None
    channel: Address | None = None
    filed_by: int | None = None
    filed_at: datetime | None = None
    members: tuple[Membership, ...] = ()
    id: int = 0

    @property
    def is_group(self) -> bool:
        return self.sort != STATUTORY

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    def chambers_on(self, day: date) -> tuple[str, ...]:
        """The codes of its members on that day, in the order in which they came."""
        return tuple(dict.fromkeys(one.chamber for one in self.members if one.holds(day)))

    @property
    def begun_on(self) -> date:
        """The day of its creation; where nobody said it, the day on which it was entered, in UTC."""
        return self.created_on or (self.filed_at.date() if self.filed_at else date.min)


def body_key(name: str) -> str:
    """The same for the same body, however it is written: "le Groupe de travail Europe" is `gt europe`, "Comité des Directions" `dircres`.
    Of a name without a letter or digit (an emoji), the signs themselves."""
    said = _ARTICLE.sub("", words(name))
    if said in _MEANS:
        return _MEANS[said]
    rest = _NOUN.sub("", said, count=1)
    if not rest:
        return " ".join(name.split()).casefold()[:LONGEST_NAME]
    if rest != said:
        return f"gt {rest}"
    return f"gt {_NOUN_AFTER.sub('', said)}" if _NOUN_AFTER.search(said) else said


def named(name: str, bodies: Collection[Body]) -> Body | None:
    """The body of that name; else the only one, of those that are open or else of all, whose name begins so: "GT Observation". None for a
    name that nobody has, or that several may mean."""
    key = body_key(name)
    keys = (key, f"gt {key}")
    same = next((body for wanted in keys for body in bodies if body.key == wanted), None)
    if same:
        return same
    begin = [body for body in bodies if body.is_group and any(body.key.startswith(f"{wanted} ") for wanted in keys)]
    for found in ([body for body in begin if body.is_open], begin):
        if len(found) == 1:
            return found[0]
    return None


def near(name: str, bodies: Iterable[Body], most: int = 3) -> list[Body]:
    """The open groups whose names are most like that one, the likest first; all that begin with its first word come before."""
    bare = _NOUN.sub("", body_key(name))
    first = bare.split()[:1]

    def likeness(body: Body) -> float:
        other = _NOUN.sub("", body.key)
        begins = 1.0 if first and other.split()[:1] == first else 0.0
        return begins + max(difflib.SequenceMatcher(None, bare, other).ratio(), _begins_alike(bare, other))

    found = [(likeness(body), body) for body in bodies if body.is_group and body.is_open]
    close = [pair for pair in found if pair[0] >= LIKE_ENOUGH]
    return [body for _how_much, body in sorted(close, key=lambda pair: (-pair[0], pair[1].id))][:most]


def _begins_alike(one: str, other: str) -> float:
    """As much as the shorter is like the beginning of the longer: "observaton" and "observation et statistiques"."""
    length = min(len(one), len(other))
    return difflib.SequenceMatcher(None, one[:length], other[:length]).ratio() if length > 3 else 0.0


def bare_name(name: str) -> str:
    """As it is shown: on one line, "GT" before the name of a group that has no noun, and no longer than a name may be."""
    shown = _ENGLISH_NOUN.sub("GT ", " ".join(name.split()), count=1)[:LONGEST_NAME].strip()
    if body_key(shown) in STATUTORY_BODIES or _NOUN.match(words(shown)):
        return shown
    return f"GT {_NOUN_AFTER.sub('', shown)}"[:LONGEST_NAME]


@dataclass(frozen=True, kw_only=True)
class Silence:
    """How long a group has been without news. `since`: its last news, or its beginning where there is `none`; `turn`: which reminder of
    this silence is due, from 1."""

    since: date
    none: bool
    turn: int


def silence(body: Body, last_news: date | None, today: date) -> Silence | None:
    """Whether its lead is to be asked for news today: after 30 days of silence, and again after 60; not while he asked for quiet, and not
    once nothing was heard for more than 90 days. "Nothing new" is an answer: silence counts anew from it."""
    if not body.is_group or not body.is_open or (body.quiet_until and today < body.quiet_until):
        return None
    since = max(last_news, body.begun_on) if last_news else body.begun_on
    heard = max(since, body.quiet_until - SILENT_FOR) if body.quiet_until else since
    silent = today - heard
    if not SILENT_FOR <= silent <= DORMANT_FOR:
        return None
    return Silence(since=last_news or body.begun_on, none=last_news is None, turn=min(silent // SILENT_FOR, 2))


def in_a_month(day: date) -> date:
    """The same day of the next month; its last where it has none such."""
    year, month = (day.year + day.month // 12, day.month % 12 + 1)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True, kw_only=True)
class GroupYear:
    """What a year of a group comes to (tables T08 and T23). `meetings`: those that were held; `chambers`: members on 31 December."""

    name: str
    meetings: int
    chambers: int
    lead: str
    co_lead: str
    delegated_to: str
    created: bool
    objectives: int
    outcomes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Told:
    """One piece of news, or one meeting, of the group of that name, on that day. `text`: what came out."""

    group: str
    day: date
    text: str = ""


def year_of_groups(year: int, groups: Sequence[Body], meetings: Iterable[Told], news: Iterable[Told]) -> list[GroupYear]:
    """The year of every group that existed in it, those that met most often first. One body meets once a day. (DOMAIN.md R3, R4)"""
    first, last = date(year, 1, 1), date(year, 12, 31)
    there = [body for body in groups if body.is_group and body.begun_on <= last and (body.closed_on is None or body.closed_on >= first)]
    met, told = _by_group(meetings, groups, first, last), _by_group(news, groups, first, last)
    rows = [
        GroupYear(
            name=body.name,
            meetings=len({one.day for one in met.get(body.id, [])}),
            chambers=len(body.chambers_on(min(last, body.closed_on) if body.closed_on else last)),
            lead=body.lead,
            co_lead=body.co_lead,
            delegated_to=body.delegated_to,
            created=body.created_on is not None and body.created_on.year == year,
            objectives=len(body.objectives),
            outcomes=tuple(one.text for one in told.get(body.id, [])),
        )
        for body in there
    ]
    return sorted(rows, key=lambda row: (-row.meetings, -row.chambers, row.name))


def _by_group(facts: Iterable[Told], groups: Sequence[Body], first: date, last: date) -> dict[int, list[Told]]:
    found: dict[int, list[Told]] = {}
    known: dict[str, Body | None] = {}
    for one in facts:
        if first <= one.day <= last:
            body = known.setdefault(one.group, named(one.group, groups))
            if body:
                found.setdefault(body.id, []).append(one)
    return found
