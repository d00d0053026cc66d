"""The chambers: 26 of 2008, 18 of today and the national team, each with the time during which its name meant it. (DOMAIN.md 3)"""

from __future__ import annotations

import copy
import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.departments import DEPARTMENTS, department_of, number_of
from bot.domain.folding import words

NATIONAL = "NAT"
"""The code of the national team: it speaks for all regions and has none."""
NETWORK_ZONE = "Europe/Paris"

_LEAD_IN = re.compile(
    r"^(?:(?:la|le|les|l|a|au|aux|en|de|du|des|d|of|the|cress?|chambre|chamber|regional|regionale|region|departement|dept|dep)\s+)+(?=\S)"
)

_ENGLISH: Mapping[str, str] = {
    "normandy": "normandie",
    "upper normandy": "haute normandie",
    "lower normandy": "basse normandie",
    "brittany": "bretagne",
    "burgundy": "bourgogne",
    "burgundy franche comte": "bourgogne franche comte",
    "picardy": "picardie",
    "new aquitaine": "nouvelle aquitaine",
    "occitania": "occitanie",
    "french guiana": "guyane",
    "guiana": "guyane",
    "reunion island": "reunion",
    "greater paris": "ile de france",
    "paris region": "ile de france",
    "french riviera": "paca",
    "loire countries": "pays de la loire",
    "national team": "equipe nationale",
}
"""What English speakers say, folded: a name in French stands behind it."""
ALIKE = 0.7
"""Names that are less alike than this have nothing in common but a few letters: "Normndie" is no Nord."""
AROUND: Mapping[str, tuple[str, ...]] = {
    "ARA": ("PAC", "BFC", "OCC", "NAQ", "CVL"),
    "BFC": ("GES", "ARA", "CVL", "IDF"),
    "BRE": ("PDL", "NOR"),
    "CVL": ("PDL", "IDF", "NAQ", "BFC", "NOR", "ARA"),
    "COR": ("PAC",),
    "GES": ("BFC", "HDF", "IDF"),
    "HDF": ("IDF", "NOR", "GES"),
    "IDF": ("HDF", "CVL", "NOR", "GES", "BFC"),
    "NOR": ("PDL", "BRE", "HDF", "IDF", "CVL"),
    "NAQ": ("PDL", "OCC", "CVL", "ARA"),
    "OCC": ("NAQ", "PAC", "ARA"),
    "PAC": ("ARA", "OCC", "COR"),
    "PDL": ("BRE", "NAQ", "CVL", "NOR"),
    "GLP": ("MTQ", "GUF"),
    "MTQ": ("GLP", "GUF"),
    "GUF": ("MTQ", "GLP"),
    "REU": ("MYT",),
    "MYT": ("REU",),
}
"""The chambers around each, the likeliest first: what one may have meant besides, when letters say nothing. (DIALOGUES.md, refusals)"""


@dataclass(frozen=True, kw_only=True)
class Chamber:
    """One chamber. `insee` is the region's code: kept for exports, never understood as typed. `zone` is an IANA name.

    `valid_from` and `valid_until` are the first and last day on which its name meant it (None: always, so far); `successor` is the code
    of the chamber it was merged into, or empty.
    """

    code: str
    name: str
    region: str
    insee: str
    zone: str
    aliases: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    successor: str = ""

    def valid(self, on: date) -> bool:
        """Whether its name meant it on that day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_until is None or on <= self.valid_until)

    @property
    def names(self) -> tuple[str, ...]:
        """All that may be typed for it, but for departments."""
        return (self.region, self.name, self.code, *self.aliases)


class Directory:
    """All chambers, past and present, found by what people call them.

    As of a day (`as_of`), a merger that is noted for later changes nobody's rights and letters yet, and one that has happened changes them.
    """

    def __init__(self, chambers: Iterable[Chamber]) -> None:
        self.day: date | None = None
        self._chambers = {chamber.code: chamber for chamber in chambers}
        self._named: dict[str, list[Chamber]] = defaultdict(list)
        self._in_department: dict[str, list[Chamber]] = defaultdict(list)
        self._predecessors: dict[str, list[str]] = defaultdict(list)
        for chamber in self._chambers.values():
            self._index(chamber)
        self._doubtful = {key for key in self._in_department if self._is_also_said_of_another(key)}

    def _is_also_said_of_another(self, department: str) -> bool:
        """Loire is a department of Auvergne-Rhône-Alpes, and what people call two other chambers for short: nobody, until asked."""
        own = {chamber.code for chamber in self._in_department[department]}
        return any(department in words(other.region).split() and other.code not in own for other in self if not other.valid_until)

    def _index(self, chamber: Chamber) -> None:
        for key in {_key(name) for name in chamber.names}:
            self._named[key].append(chamber)
        for number in chamber.departments:
            self._in_department[number].append(chamber)
            self._in_department[_key(DEPARTMENTS[number])].append(chamber)
        if chamber.successor:
            self._predecessors[chamber.successor].append(chamber.code)

    def as_of(self, day: date) -> Directory:
        """The same for whoever asks on that day."""
        seen = copy.copy(self)
        seen.day = day
        return seen

    def __iter__(self) -> Iterator[Chamber]:
        return iter(self._chambers.values())

    def get(self, code: str) -> Chamber | None:
        """The chamber of that code, past or present."""
        return self._chambers.get(code)

    def on(self, day: date) -> tuple[Chamber, ...]:
        """The chambers of that day, in the order of the list, with the national team."""
        return tuple(chamber for chamber in self if chamber.valid(day))

    def resolve(self, name: str, on: date) -> Chamber | None:
        """Whom a member means by a name, an old name, or a department on that day; None when it may be nobody or several.

        A region's INSEE code is never understood: "75" is Paris. A name and a department that contradict each other mean nobody.
        """
        number = number_of(name)
        if number:
            return self._on(self._in_department[number], on)
        bracketed = department_of(name)
        key = _key(re.sub(r"\([^)]*\)|\b\d{5}\b", " ", name) if bracketed else name)
        stated = number_of(re.sub(r"^(?:d[a-z]*|le|la|du)\s+", "", key))
        if stated:
            return self._on(self._in_department[stated], on)
        named = self._on(self._named.get(key, []), on)
        if named is None and key not in self._doubtful:
            named = self._on(self._in_department.get(key, []), on)
        if not bracketed:
            return named
        there = self._on(self._in_department[bracketed], on)
        return there if named in (None, there) else None

    def _on(self, candidates: list[Chamber], on: date) -> Chamber | None:
        """The one that is valid on that day; else the one that the candidates became, or came from."""
        now = {chamber.code for chamber in candidates if chamber.valid(on)}
        found = now or {code for chamber in candidates for code in self._kin(chamber, on)}
        return self._chambers[found.pop()] if len(found) == 1 else None

    def named(self, name: str) -> frozenset[str]:
        """The codes of all that a search for that name is about, whatever the day: of an old name, who bore it and what became of it; of a
        name of today, all that was merged into its bearer too. Empty for what names nobody, for a number, and for a doubtful name."""
        key = _key(name)
        if key.isdigit() or key in self._doubtful:
            return frozenset()
        bearers = self._named.get(key) or self._in_department.get(key, [])
        meant = [chamber for chamber in bearers if chamber.successor] or bearers
        return frozenset(code for chamber in meant for code in (*self._merged(chamber.code), *self._heirs(chamber)))

    def _merged(self, code: str) -> Iterator[str]:
        yield code
        for one in self._predecessors.get(code, ()):
            yield from self._merged(one)

    def _heirs(self, chamber: Chamber) -> Iterator[str]:
        heir = self._chambers.get(chamber.successor)
        if heir is not None:
            yield heir.code
            yield from self._heirs(heir)

    def _kin(self, chamber: Chamber, on: date) -> Iterator[str]:
        if chamber.valid(on):
            yield chamber.code
        elif chamber.valid_until is not None and on > chamber.valid_until and chamber.successor:
            yield from self._kin(self._chambers[chamber.successor], on)
        elif chamber.valid_from is not None and on < chamber.valid_from:
            for code in self._predecessors[chamber.code]:
                yield from self._kin(self._chambers[code], on)

    def suggest(self, name: str, n: int = 3) -> tuple[Chamber, ...]:
        """The chambers of today whose names look most like what was typed, the closest first: what a refusal proposes.

        Beside a name that was surely meant come those that are alike too, that begin alike, or that are around it.
        """
        typed = _key(name)
        present = [chamber for chamber in self if not self._is_over(chamber.code, self.day or date.max) and chamber.code != NATIONAL]
        alike = {chamber.code: _likeness(typed, chamber) for chamber in present}
        closest = sorted(present, key=lambda chamber: (-alike[chamber.code], chamber.region))
        if alike[closest[0].code] >= ALIKE:
            meant = closest[0]
            closest.sort(key=lambda chamber: (min(ALIKE, alike[chamber.code]) - alike[chamber.code], _apart(typed, chamber, meant)))
        return tuple(closest[:n])

    def near(self, name: str) -> tuple[Chamber, ...]:
        """The same where one of them is truly alike, else none: chambers picked by a few letters answer nobody's question."""
        typed, close = _key(name), self.suggest(name)
        return close if max(_likeness(typed, chamber) for chamber in close) >= ALIKE else ()

    def lineage(self, code: str) -> frozenset[str]:
        """The codes that a filter on a chamber finds: itself, and all that were merged into it.

        Predecessors follow, successors do not: who asks for Normandie wants what Basse-Normandie filed, and who asks for the
        Basse-Normandie of 2008 by its code wants nothing of later. (Its *name*, typed today, already resolves to Normandie.)
        As of a day, a chamber that is merged by then stands for its successor: its people and their letters go on there.
        """
        return self._with_older(self._heir(code))

    def _with_older(self, code: str) -> frozenset[str]:
        merged = (one for one in self._predecessors.get(code, ()) if self.day is None or self._is_over(one, self.day))
        return frozenset({code}).union(*(self._with_older(one) for one in merged))

    def _heir(self, code: str) -> str:
        while self.day and code in self._chambers and self._chambers[code].successor and self._is_over(code, self.day):
            code = self._chambers[code].successor
        return code

    def _is_over(self, code: str, day: date) -> bool:
        until = self._chambers[code].valid_until
        return until is not None and until < day

    def zone_of(self, code: str) -> str:
        """The IANA zone in which that chamber lives; the network's own for a code that is not known."""
        chamber = self.get(code)
        return chamber.zone if chamber else NETWORK_ZONE


def _key(name: str) -> str:
    folded = words(name)
    bare = _LEAD_IN.sub("", folded) or folded
    return _ENGLISH.get(bare, bare)


def _likeness(typed: str, chamber: Chamber) -> float:
    names = [
        chamber.region,
        *(alias for alias in chamber.aliases if len(alias) > 3),
        *(DEPARTMENTS[number] for number in chamber.departments),
    ]
    weights = [1.0] + [0.95] * (len(names) - 1)
    alike = max(weight * difflib.SequenceMatcher(None, typed, _key(name)).ratio() for name, weight in zip(names, weights, strict=True))
    said_whole = typed in words(chamber.region).split() or _key(chamber.region) in typed.split()
    return max(alike, 1.0) if said_whole else alike


def _apart(typed: str, chamber: Chamber, meant: Chamber) -> tuple[bool, int]:
    """How far a chamber is from the one that was meant: whether it begins otherwise, then its place among those around."""
    around = AROUND.get(meant.code, ())
    begins = {typed[:1], _key(chamber.region)[:1], _key(meant.region)[:1]}
    return len(begins) > 1, around.index(chamber.code) if chamber.code in around else len(around)
