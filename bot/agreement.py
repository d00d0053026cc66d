"""How far what was understood agrees with what a careful reader understood: field by field, forgiving what no reader would mind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.bodies import body_key
from bot.domain.folding import fold

NEAR = 0.6
"""Two wordings of the same thing share so much of their words: "une fiche de poste" and "une fiche de poste de chargé d'accueil" do."""
WORDED = frozenset(("topic", "outcome", "text", "what", "decisions", "title"))
"""Fields that are somebody's words, cut here or there; all others are names, days and options."""

BODIES = frozenset(("body", "group", "working_group"))
"""Fields that name who met: by any of its names (DOMAIN.md 2.8, R6)."""
_LITTLE = frozenset(("reunion", "seance", "de", "du", "des", "d", "la", "le", "les", "l", "et"))

OWN_NUMBERS = frozenset(("request_id", "offer_id", "action_id", "edit_of"))
"""A record's own number is given by whoever keeps it: no text tells it."""

_ARTICLE = re.compile(r"^(?:l[ae]s?|l|une?|des|du|de|d|an?|the)\s+(?=\S)")


def bare(value: Any) -> str:
    """Without case, accents, punctuation and a leading article."""
    return _ARTICLE.sub("", " ".join(re.findall(r"[^\W_]+", fold(str(value)))))


def agrees(name: str, understood: Any, expected: Any) -> bool:
    """Whether a field says the same as expected."""
    if isinstance(expected, Mapping):
        found = understood if isinstance(understood, Mapping) else {}
        return all(agrees(key, found.get(key) or "", value or "") for key, value in expected.items() if key not in OWN_NUMBERS)
    if isinstance(expected, Sequence) and not isinstance(expected, str):
        return _same_entries(name, list(understood or ()), list(expected))
    one, other = bare("" if understood is None else understood), bare("" if expected is None else expected)
    return one == other or (name in WORDED and _near(one, other)) or (name in BODIES and _same_body(one, other))


def _same_body(one: str, other: str) -> bool:
    """As in "Conseil d'administration" and "CA", "Réunion de bilan du Mois" and "Bilan Mois"."""
    return bool(one and other) and (body_key(one) == body_key(other) or _content(one) == _content(other))


def _content(name: str) -> set[str]:
    return set(name.split()) - _LITTLE


def _same_entries(name: str, understood: list[Any], expected: list[Any]) -> bool:
    """As many entries, each of them expected, in whatever order."""
    left = list(expected)
    for entry in understood:
        match = next((one for one in left if agrees(name, entry, one)), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def _near(one: str, other: str) -> bool:
    words, others = set(one.split()), set(other.split())
    if not words or not others:
        return False
    return f" {one} " in f" {other} " or f" {other} " in f" {one} " or len(words & others) / len(words | others) >= NEAR
