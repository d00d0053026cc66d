"""What a text says about an action: "1 fait", "2 au 15/12", "action 3 : passer à Bretagne", "annuler 1", and their English twins."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from bot.domain.folding import fold
from bot.domain.folding import words as folded
from bot.domain.reading.action_news import ActionStatus, read_action_news
from bot.domain.reading.answers import Reading

Verb = Literal["done", "start", "due", "to", "drop", "undo", "show"]
LONGEST: Final = 160
MOST_NUMBERS: Final = 20

_REFERENCE = r"(?P<reference>[a-z][a-z0-9-]{0,40}-\d{4}-\d\d-\d\d-a\d{1,3})"
_NUMBERS = (
    r"(?P<prefix>(?:(?:l'|mon |mes |my |the )?actions?\s?(?:n°|no\.?\s|numero\s|#)?)\s?)?"
    r"(?P<numbers>\d{1,3}(?:(?:\s?,\s?|\s(?:et|and|&)\s)\d{1,3})*)"
)
_N = rf"(?:{_REFERENCE}|{_NUMBERS})"
_SIGN = r"\s*(?:[:,=–-]|->|est|is|sont|are)?\s*"
_DONE = r"(?:(?:c'est|est|it's|it is|bien)\s)?(?:faite?s?|terminee?s?|finie?s?|done|finished|completed)"
_UNTIL = (
    r"(?:(?:(?:est )?(?:reportee?|repoussee?|decalee?|postponed|moved|due|a rendre|a faire)\s)?"
    r"(?:pour\s(?:le\s)?|au\s|jusqu'au\s|avant\sle\s|d'ici\s(?:le\s|au\s)?|le\s|to\s|by\s|until\s|on\s|before\s))"
)
_MOVE = r"(?:reporter|reportez|reporte|repousser|repousse|decaler|postpone|move)"
_HAND = r"(?:passer|passez|passe|passee|confier|confiez|confie|confiee|transmettre|donner|pass|hand(?:ed)?(?:\sover)?|give|assign)"
_TO = r"\s(?:a|au|aux|to|vers)\s+(?:la\s|le\s|l'|les\s|the\s)?"
_P = r"(?P<prefix>(?:l'|mon |mes |my |the )?actions?\s?(?:n°|no\.?\s|numero\s|#)?\s?)(?P<numbers>\d{1,3})"
"""One number after the word "action": what could be about many things without it."""
_TAKEN_OUT = r"(?:retirer|retirez|retire|supprimer|supprimez|supprime|enlever|remove|withdraw)"
_DROP = r"(?:abandonner|abandonnez|abandonne|laisser\stomber|drop|abandon)"

_FORMS: tuple[tuple[Verb, re.Pattern[str]], ...] = tuple(
    (verb, re.compile(form))  # type: ignore[misc] # the verbs below are those of Verb
    for verb, form in (
        ("done", rf"{_N}{_SIGN}{_DONE}"),
        ("done", rf"{_DONE}\s?:?\s?(?:pour\s)?{_N}"),
        ("done", _DONE),
        ("start", rf"{_N}{_SIGN}(?:en\scours|commencee?s?|in\sprogress|started|under\sway)"),
        ("drop", rf"{_DROP}\s{_N}"),
        ("drop", rf"{_N}{_SIGN}(?:{_DROP}|abandonnee?s?|dropped|sans\sobjet)"),
        ("drop", rf"{_TAKEN_OUT}\s{_P}"),
        ("drop", rf"{_P}{_SIGN}(?:{_TAKEN_OUT}|retiree?|supprimee?|a\s(?:retirer|supprimer))"),
        ("undo", rf"(?:annuler|annulez|annule|undo|retablir)\s{_N}"),
        ("undo", rf"{_N}{_SIGN}(?:annuler|undo|(?:finalement\s)?pas\sfaite?|not\sdone)"),
        ("to", rf"{_N}{_SIGN}{_HAND}{_TO}(?P<rest>\S.*)"),
        ("to", rf"{_HAND}\s{_N}{_TO}(?P<rest>\S.*)"),
        ("to", rf"{_HAND}{_TO}(?P<rest>\S.*)"),
        ("due", rf"{_N}{_SIGN}{_UNTIL}(?P<rest>\S.*)"),
        ("to", rf"{_P}{_SIGN}(?:a|aux)\s+(?:la\s|l'|les\s)?(?P<rest>\S.*)"),
        ("due", rf"{_MOVE}\s{_N}\s(?:{_UNTIL}|a\s)?(?P<rest>\S.*)"),
        ("due", rf"{_MOVE}\s(?:{_UNTIL}|a\s)?(?P<rest>\S.*)"),
        ("show", _N),
    )
)
_COMMENT = re.compile(r"(?<=\S)\s*\([^()]*\)\s*\.?$")
_MINE = ("mes actions", "my actions", "mes actions en cours", "mes actions ouvertes", "my open actions", "voir mes actions")


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """A gesture as typed. Without `numbers` and `reference` it means the only one there is. `prefixed`: it says that it is about an action.
    `rest`: the day or the name, as typed."""

    verb: Verb
    numbers: tuple[int, ...] = ()
    reference: str = ""
    prefixed: bool = False
    rest: str = ""


def asks_for_mine(text: str) -> bool:
    """Whether the text asks for the list of one's own."""
    return folded(text) in _MINE


def read_gesture(text: str) -> Spoken | None:
    """What the whole text does to an action; None when it does nothing to any."""
    typed = unicodedata.normalize("NFC", text).strip()
    if not typed or len(typed) > LONGEST or "\n" in typed:
        return None
    said = _COMMENT.sub("", fold(typed)).rstrip(" .!")
    for verb, form in _FORMS:
        if found := form.fullmatch(said):
            spoken = _spoken(verb, found, typed)
            if verb != "show" or spoken.prefixed:
                return spoken
    return None


_VERBS: Mapping[ActionStatus, Verb] = {"done": "done", "postponed": "due", "handed_over": "to", "dropped": "drop", "undone": "undo"}
_ALL_DONE = re.compile(
    r"(?:tout|elles? sont toutes?|ils sont tous|toutes|all|everything)(?: est| sont| is| are)? (?:bien )?(?:faite?s?|done)"
)


def says_all_done(text: str) -> bool:
    """Whether all that a message numbers is done: "tout est fait"."""
    return _ALL_DONE.fullmatch(folded(text)) is not None


def read_sentence(text: str, reading: Reading) -> Spoken | None:
    """The same of a sentence about actions ("j'ai reporté l'action 4 au 12/02", "je passe la 1 à Luc"); None where it says more than
    that, or nothing of any."""
    found = read_action_news(text, reading) if "\n" not in text.strip() and len(text) <= LONGEST else ()
    if not found or any(one.doubt or re.search(r"\d", one.note) for one in found):
        return None
    first = found[0]
    rest = first.due.isoformat() if first.status == "postponed" and first.due else first.owner if first.status == "handed_over" else ""
    if (first.status in ("postponed", "handed_over")) != bool(rest):
        return None
    numbers = tuple(dict.fromkeys(one.number for one in found))[:MOST_NUMBERS]
    return Spoken(verb=_VERBS[first.status], numbers=numbers, reference=first.reference, prefixed=not first.line, rest=rest)


def _spoken(verb: Verb, found: re.Match[str], typed: str) -> Spoken:
    groups = found.groupdict()
    numbers = tuple(dict.fromkeys(int(number) for number in re.findall(r"\d+", groups.get("numbers") or "")))
    return Spoken(
        verb=verb,
        numbers=numbers[:MOST_NUMBERS],
        reference=(groups.get("reference") or "").upper(),
        prefixed=bool(groups.get("prefix") or groups.get("reference")),
        rest=typed[found.start("rest") : found.end("rest")].strip() if groups.get("rest") else "",
    )
