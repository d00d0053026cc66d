"""What is typed about groups, read: "créer le GT Europe, animation Bretagne", "rejoindre gt-financement", "/gt ici GT Europe"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.domain.folding import fold, words
from bot.domain.reading.answers import Reading
from bot.domain.reading.groups import GroupChange, GroupSheet, read_group_change, read_sheet
from bot.domain.reading.whose import chamber_in

Verb = Literal["list", "create", "show", "join", "leave", "close", "reopen", "here", "year", "quiet", "month"]
LONGEST = 200
"""Of words of command; a sheet may be longer."""
_MOST_WORDS_OF_A_NAME = 8


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """A gesture about a group: `name` as typed, `sure` where a noun says that it is a group's. `year`: of the table."""

    verb: Verb
    name: str = ""
    sure: bool = False
    year: int = 0


@dataclass(frozen=True, kw_only=True)
class Handing:
    """A group that somebody is to lead: both as typed."""

    name: str
    whom: str


_NOUN = r"(?:gts?|groupe de travail|groupe[- ]projet|groupe|working group|group|wg)"
_THE = r"(?:le |la |l'|du |de la |the |au |dans le |a |mon |my )?"
_NAMED = rf"{_THE}(?P<name>(?P<noun>{_NOUN}[\s-]+)?[^\n]{{1,120}}?)"
CREATING = ("creer", "cree", "create", "nouveau", "new")
"""With one of these begins what is typed to create a group."""
_LIST = frozenset((
    "gts", "les gt", "groupes", "les groupes", "groupes de travail", "groupe de travail", "les groupes de travail", "working groups",
    "groups",
    "mes groupes", "mes gt", "my groups", "liste des groupes", "liste des gt", "liste des groupes de travail", "gt liste",
))  # fmt: skip
_CREATE = frozenset((
    "creer", "creer un gt", "creer un groupe", "creer un groupe de travail", "nouveau gt", "nouveau groupe", "nouveau groupe de travail",
    "create", "create a group", "create a working group", "new group", "new working group", "gt creer", "gt nouveau", "group create",
))  # fmt: skip
_YEAR = re.compile(
    rf"(?:{_NOUN}\s+(?:synthese|tableau|bilan|summary|table)|(?:synthese|tableau|bilan|summary|table) (?:des|of the) "
    r"(?:gts?|(?:working )?group(?:e?s)(?: de travail)?))(?: de| en| of| pour| for)?\s+(?P<year>(?:19|20)\d\d)"
)
_GESTURES: tuple[tuple[Verb, re.Pattern[str]], ...] = (
    ("join", re.compile(rf"(?:rejoindre|rejoins|join)\s+{_NAMED}")),
    ("leave", re.compile(rf"(?:quitter|quitte|leave)\s+{_NAMED}")),
    ("close", re.compile(rf"(?:clore|clos|cloturer|cloture|fermer|ferme|close)\s+{_NAMED}")),
    ("reopen", re.compile(rf"(?:rouvrir|rouvre|reouvrir|reopen|open again)\s+{_NAMED}")),
    (
        "here",
        re.compile(
            r"(?:(?:ce canal|ce groupe|ici c'est|cette conversation|this channel|this group)\s(?:est\s|is\s)?(?:celui\s|celle\s|that of\s)?"
            rf"(?:(?:du|de la|de l'|des|of the|of|for)\s?)?|ici\s*:?\s|here\s*:?\s){_NAMED}"
        ),
    ),
)
_AFTER_GT = re.compile(
    rf"{_NOUN}\s+(?=(?:rejoindre|rejoins|join|quitter|quitte|leave|clore|cloturer|fermer|close|rouvrir|reopen|ici|here)\b)"
)
_HAND = re.compile(
    rf"(?:{_THE}(?P<name>{_NOUN}[\s-]+[^\n:,]{{1,100}}?)\s*[:,]\s*(?:l')?(?P<co>co-?)?(?:animation|pilotage|animee? par|led by|lead)\s*"
    rf"(?::|\s(?:a la|a l'|aux|au|a|par|pour|to|by)(?=\s|$))?|"
    rf"(?:je\s)?(?:confier|confie|hand over|hand|(?:passe|passer|transmets|transmettre|donne)(?=\sl'animation|\sle pilotage|\sla main))\s"
    rf"(?:(?:l'animation|le pilotage|la main)\s)?{_THE}(?P<name2>{_NOUN}[\s-]+[^\n:,]{{1,100}}?)\s(?:a la|a l'|aux|au|a|to)(?=\s))\s*"
    r"(?P<rest>[^\n]{2,160})"
)
_LEADS = re.compile(
    rf"(?P<rest>[^\n:,.;]{{2,60}}?)\s(?:anime|animera|pilote|pilotera|leads|will lead)\s(?:desormais |maintenant |now )?{_THE}"
    rf"(?P<name>{_NOUN}[\s-]+[^\n:,]{{1,100}})"
)
_TO_WHOM = re.compile(r"^(?:à|a|par|pour|to|by)\s+", re.IGNORECASE)
_SCOPE = re.compile(r"[\s,(]+(?:pour|sur|for)\s(?:la partie |le volet |la |le |les |l'|the )?(?P<scope>[^\n)]+)\)?$")
_CREATES = re.compile(
    rf"(?P<after>(?:gt|groupe|group)\s+)?(?P<verb>creer|cree|create|nouveau|new)\s+(?:le |la |un |une |the |a )?(?P<noun>{_NOUN}[\s-]+)?"
)
_BEFORE_A_CHAMBER = re.compile(r"\s*(?:(?:la|le|les|l'|de|du|d'|the|cress?|chambre)\s*)*")
_LABELLED = re.compile(
    r"[\s,;.]+(?P<label>animation|pilotage|animee? par|co-?animation|membres|objectifs?|led by|lead|members|objectives?)\s+(?![:=])"
)
_LABELS = {"led by": "animation", "lead": "animation", "anime par": "animation", "animee par": "animation"}


def read_gesture(text: str) -> Spoken | None:
    """The gesture that a text is, whatever stands behind the name; None for any other text."""
    said, folded = words(text), fold(text.strip()).rstrip(" .!")
    if said in _LIST:
        return Spoken(verb="list")
    if said in _CREATE:
        return Spoken(verb="create")
    if len(text) > LONGEST or "\n" in text.strip():
        return None
    if found := _YEAR.fullmatch(folded):
        return Spoken(verb="year", year=int(found["year"]))
    start = after.end() if (after := _AFTER_GT.match(folded)) else 0
    for verb, pattern in _GESTURES:
        if gesture := pattern.fullmatch(folded, start):
            name = text.strip()[gesture.start("name") : gesture.end("name")]
            return Spoken(verb=verb, name=name.strip(" .:!«»\"'"), sure=bool(gesture["noun"]) or bool(start))
    return None


def read_creation(text: str, reading: Reading) -> GroupSheet | None:
    """The sheet of a group, pasted or in a line; None for a text that may be anything else ("Nouveau GT Bio, on cherche ...")."""
    imperative = _CREATES.match(fold(text))
    sheet = read_sheet(_as_sheet(text, imperative) if imperative else text, reading)
    if sheet is None:
        return None
    told = bool(sheet.lead or sheet.lead_typed or sheet.members or sheet.objectives)
    ordered = imperative is not None and imperative["verb"] not in ("nouveau", "new")
    if imperative is not None and not (imperative["noun"] or imperative["after"] or sheet.lead or sheet.lead_typed):
        return None
    plain = len(sheet.name.split()) <= _MOST_WORDS_OF_A_NAME and not re.search(r"[,!?]", sheet.name)
    return (
        sheet if (told and (imperative is None or plain)) or (plain and (ordered or len(text.split()) <= _MOST_WORDS_OF_A_NAME)) else None
    )


def _as_sheet(text: str, imperative: re.Match[str]) -> str:
    """In one line people leave out the signs: "créer le GT Europe, animation Bretagne" is "créer le GT Europe. animation : Bretagne"."""
    noun = "" if imperative["noun"] else "GT "
    rest = text[imperative.end("noun") if imperative["noun"] else imperative.end() :].lstrip(" -")
    head, place = "", 0
    for label in _LABELLED.finditer(fold(rest)):
        name = _LABELS.get(label["label"], label["label"])
        head += f"{rest[place : label.start()]}. {name} : "
        place = label.end()
    return f"créer le {noun or 'GT '}{head}{rest[place:]}"


def read_change(text: str, reading: Reading) -> GroupChange | None:
    """Who joins, leaves or leads a group, in a sentence or in a few words: "GT Financement : animation à Bretagne"."""
    handed = _HAND.fullmatch(fold(text.strip()).rstrip(" .")) if len(text) <= LONGEST and "\n" not in text.strip() else None
    return _handed(text.strip(), handed, reading) if handed else read_group_change(text, reading)


def read_handing(text: str) -> Handing | None:
    """A group and the person who is to lead it, as typed; None for any other text. Who it is, only a list of people can tell."""
    said = fold(text.strip()).rstrip(" .")
    if len(text) > LONGEST or "\n" in text.strip() or said.endswith("?"):
        return None
    found = _HAND.fullmatch(said) or _LEADS.fullmatch(said)
    if found is None or found.groupdict().get("co"):
        return None
    name = "name" if found["name"] else "name2"
    typed, whom = (text.strip()[slice(*found.span(part))].strip() for part in (name, "rest"))
    return Handing(name=typed, whom=_TO_WHOM.sub("", whom).strip(" .«»\"'"))


def _handed(text: str, handed: re.Match[str], reading: Reading) -> GroupChange | None:
    which = "name" if handed["name"] else "name2"
    rest = text[handed.start("rest") : handed.end("rest")]
    scope = _SCOPE.search(fold(rest))
    whom = rest[: scope.start()] if scope else rest
    named = chamber_in(whom, reading, within=3)
    if named is None or whom[named.end :].strip(" .") or not _BEFORE_A_CHAMBER.fullmatch(fold(whom[: named.start])):
        return None
    said = rest[scope.start("scope") : scope.end("scope")].strip() if scope else ""
    today: date = reading.today
    return GroupChange(
        name=text[handed.start(which) : handed.end(which)].strip(),
        chamber=named.code,
        change="co_leads" if handed["co"] or said else "leads",
        since=today,
        scope=said,
    )
