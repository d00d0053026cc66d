"""The sheet of a working group, and who joins, leaves or leads it: "Création du GT Financement. Animation : ...", "Bretagne rejoint le GT
Europe"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.domain.dates import Day, find_dates
from bot.domain.folding import fold
from bot.domain.reading.answers import Reading
from bot.domain.reading.lists import chamber_code
from bot.domain.reading.whose import chamber_in

ChangeKind = Literal["joined", "left", "leads", "co_leads"]


@dataclass(frozen=True, kw_only=True)
class GroupSheet:
    """A group as its sheet describes it. `name` begins with "GT"; chambers are codes, empty where none is recognised, and then the name as
    typed stands in `lead_typed` or `unknown`. `created`: the day, where the sheet says that the group is new. `announced`: how many
    members it says that there are."""

    name: str
    lead: str = ""
    lead_typed: str = ""
    co_lead: str = ""
    co_lead_scope: str = ""
    members: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    announced: int | None = None
    objectives: tuple[str, ...] = ()
    created: date | None = None


@dataclass(frozen=True, kw_only=True)
class GroupChange:
    """A chamber that joins, leaves or leads a group from a day on. `chamber`: the code; empty for the speaker's own."""

    name: str
    chamber: str
    change: ChangeKind
    since: date
    scope: str = ""


_GROUP = r"(?:gt|groupe de travail|groupe[- ]projet|groupe|wg|working group|task ?force|commission)"
_HEAD = re.compile(
    r"\s*(?:[#*]+\s*)?(?:(?P<new>(?:creation|lancement|ouverture|demarrage|constitution|mise en place|creer|cree[rz]?|lancer|lance|"
    r"ouvr\w+|nouveau|nouvelle|new|create|creating|creation of|launch of)\b\s*(?:d'un |d'une |du |de la |le |la |un |une |of |of the |"
    r"the |a )?"
    r"(?:nouveau |nouvelle |new )?)|(?:(?:fiche|presentation|composition|sheet|carte d'identite)\b\s*(?:of |of the |the |d'identite )?"
    r"(?:d'un |du |de la |le |la |of |: ?)?))"
    rf"(?P<noun>{_GROUP})\b\s*(?::|-|–|—|=)?\s*(?P<name>[^\n.;:(]+?)\s*(?=$|[\n.;:(]|\s(?:anim|pilot|port|coordonn|led by|with)\w*)"
)
_LABEL = re.compile(
    r"(?:^|(?<=[\n.;,])|(?<=\s[-–—]))\s*(?:[-•*]\s*)?(?P<label>co-?(?:animation|pilotage|animat\w+|pilote|lead)|(?:animation|"
    r"animateur|animatrice|anime par|"
    r"pilotage|pilote|pilotee? par|porteur|porteuse|portee? par|portage|referente?|coordination|coordonnee? par|responsable|chef de "
    r"file|led by|lead|"
    r"leader|chambre pilote|(?:cress?|chambre) (?:pilote|animatrice|referente))|"
    r"(?:(?:les )?(?:cress?|chambres|structures)\s(?:membres|participantes|associees|impliquees)|membres|participants|participantes|"
    r"composition|avec|"
    r"members|composed of)|(?:objectifs?|missions?|buts?|ambitions?|feuille de route|objectives?|goals?|aims?|axes(?: de travail)?))"
    r"(?:\s?\((?P<count>\d{1,3})(?: [^()\n]*)?\))?\s*(?::|=|(?<=par)|(?<=by)|(?<=avec)|\s[-–—]\s)\s*"
)
_INLINE_LEAD = re.compile(r"\s(?:animee?|pilotee?|portee?|coordonnee?|led)\s(?:par|by)\s(?:la |le |les |l'|the )?")
_CO = re.compile(r"[\s(,;]*(?:et|and|avec|co-?\w+\s?:?)\s+(?:la |le |les |l'|the )?")
_SCOPE = re.compile(
    r"\s*(?:,|\()?\s*(?:pour|sur|for|volet|partie|chargee? (?:de|du|d')|:)\s?(?:la partie |le volet |l'axe |la |le |les |l'|the )?"
)
_BULLET = re.compile(r"\s*(?:[-•*–—·▪]|\d{1,2}\s?[.)°])\s+")


@dataclass(frozen=True)
class _Section:
    label: str
    text: str
    count: int | None


def read_sheet(text: str, reading: Reading) -> GroupSheet | None:
    """The group that a text describes or founds; None for a text that does not begin as such a sheet, and for one that says nothing but
    the name of a group that is not new."""
    folded = fold(text)
    head = _HEAD.match(folded)
    if head is None or folded.rstrip().endswith("?"):
        return None
    name = _named(text[head.start("name") : head.end("name")])
    sections = _sections(text, folded, head.end("name"))
    if not name or (not sections and not head["new"]):
        return None
    found = GroupSheet(name=name, created=_created(text, folded, head, reading) if head["new"] else None)
    return _filled(found, sections, reading)


def _named(typed: str) -> str:
    bare = re.sub(r"(?i)^(?:gt|groupe de travail|working group)[\s:-]+(?=\w)", "", typed.strip(" .,:;–—-«»\"'*_"))
    return f"GT {bare}" if bare else ""


def _created(text: str, folded: str, head: re.Match[str], reading: Reading) -> date:
    """The day that the head names ("création, le 9 mars, du GT ..."), else today."""
    end = folded.find("\n") if "\n" in folded else len(folded)
    stop = re.compile(r"\.\s").search(folded, head.end(), end)
    said = text[head.end("name") : stop.start() if stop else end]
    found = find_dates(said, now=reading.now, zone=reading.zone, sense="past") if re.search(r"\d", said) else ()
    day = next((one.reading.value for one in found if isinstance(one.reading, Day)), reading.today)
    return min(day, reading.today)


def _sections(text: str, folded: str, start: int) -> list[_Section]:
    labels = list(_LABEL.finditer(folded, start))
    ends = [*(label.start() for label in labels[1:]), len(text)][: len(labels)]
    found = [
        _Section(label["label"], text[label.end() : end].strip(), int(label["count"]) if label["count"] else None)
        for label, end in zip(labels, ends, strict=True)
    ]
    inline = _INLINE_LEAD.search(folded, start, labels[0].start() if labels else len(text))
    if inline and not any(_is_lead(one) for one in found):
        end = labels[0].start() if labels else len(text)
        found.insert(0, _Section("animation", text[inline.end() : end], None))
    return found


def _is_lead(section: _Section) -> bool:
    return not section.label.startswith("co-") and bool(
        re.match(r"anim|pilot|port|refer|coord|resp|chef|led|lead|chambre |cress? (?:p|a|r)", section.label)
    )


def _filled(sheet: GroupSheet, sections: list[_Section], reading: Reading) -> GroupSheet:
    lead = lead_typed = co_lead = scope = ""
    members: list[str] = []
    unknown: list[str] = []
    objectives: tuple[str, ...] = ()
    announced = None
    for one in sections:
        if re.match(r"co-?(?:a|p|l)", one.label) and not one.label.startswith(("composition", "coord")):
            co_lead, scope = _led(one.text, reading)
        elif _is_lead(one):
            lead, lead_typed, co_lead, scope = _leads(one.text, reading) if not lead else (lead, lead_typed, co_lead, scope)
        elif re.match(r"object|mission|but|ambition|feuille|goal|aim|axes", one.label):
            objectives += _objectives(one.text)
        else:
            announced = one.count if one.count is not None else announced
            _add_members(one.text, members, unknown, reading)
    return GroupSheet(
        name=sheet.name,
        created=sheet.created,
        lead=lead,
        lead_typed=lead_typed,
        co_lead=co_lead,
        co_lead_scope=scope,
        members=tuple(dict.fromkeys(members)),
        unknown=tuple(unknown),
        announced=announced,
        objectives=objectives,
    )


def _leads(text: str, reading: Reading) -> tuple[str, str, str, str]:
    """As in "Languedoc-Roussillon (et Paca pour le Mois de l'ESS)"."""
    named = chamber_in(text, reading, within=3)
    if named is None:
        return "", re.split(r"[\n.,;(]", text)[0].strip(), "", ""
    joined = _CO.match(fold(text), named.end)
    co_lead, scope = _led(text[joined.end() :], reading) if joined else ("", "")
    return named.code, text[named.start : named.end], co_lead, scope


def _led(text: str, reading: Reading) -> tuple[str, str]:
    """A chamber and what it leads: "Paca pour le Mois de l'ESS)", "PACA (volet formation)"."""
    named = chamber_in(text, reading, within=3)
    if named is None:
        return "", ""
    scope = _SCOPE.match(fold(text), named.end)
    said = re.split(r"[\n.;)]", text[scope.end() :])[0].strip() if scope else ""
    return named.code, said


def _objectives(text: str) -> tuple[str, ...]:
    lines = [line for line in text.split("\n") if line.strip()]
    parts = lines if len(lines) > 1 or (lines and _BULLET.match(lines[0])) else re.split(r"\s*;\s*", text)
    return tuple(bare for part in parts if (bare := _BULLET.sub("", part, count=1).strip(" ;.")))


def _add_members(text: str, members: list[str], unknown: list[str], reading: Reading) -> None:
    listed = re.split(r"\n\s*\n|\.\s*$", text)[0]
    for part in re.split(r"\s*[,;\n•]\s*|\s+(?:et|and)\s+", listed):
        name = _BULLET.sub("", part, count=1).strip(" .-–—")
        code = chamber_code(re.sub(r"\s*\([^)]*\)$", "", name), reading.directory, reading.today) if name else ""
        if code:
            members.append(code)
        elif name and re.search(r"\w", name):
            unknown.append(name)


_OF_GROUP = rf"(?:(?:le |au |du |dans le |de l'|l'|the )?{_GROUP}\s+(?P<name>[^\n.,;:()]+?))"
_CHANGES: tuple[tuple[ChangeKind, str], ...] = (
    (
        "leads",
        (
            r"(?:prend|prends|prenons|reprend|reprends|reprenons|assure|assurera|will take|takes?)\s(?:l'|la |le |over |the )?"
            r"(?:animation|pilotage|relais|lead|coordination)\s(?:du |de la |de l'|of )?|"
            r"(?:anime|animera|animons|pilote|pilotera|pilotons|coordonne|coordonnera|leads?|will lead)\s(?:desormais |maintenant |"
            r"now )?"
        ),
    ),
    ("co_leads", r"(?:co-?anime|co-?animera|co-?pilote|co-?pilotera|co-?leads?)\s(?:desormais )?"),
    (
        "joined",
        (
            r"(?:rejoint|rejoins|rejoignons|rejoindra|integre|integrons|entre dans|participe a|participera a|s'inscrit (?:dans|a)|"
            r"joins?|have joined|has joined|a rejoint|avons rejoint)\s"
        ),
    ),
    (
        "left",
        (
            r"(?:quitte|quittons|quittera|sort de|sort du|se retire (?:de|du)|nous retirons (?:de|du)|ne participe plus a|ne "
            r"participons plus a|"
            r"leaves?|has left|have left|a quitte|avons quitte)\s?"
        ),
    ),
)
_WHO = r"(?P<who>[^\n.,;:()]{2,60}?)\s(?:(?:ne|souhaite|souhaitons|veut|va|allons|wants? to)\s)?"
_SENTENCES = tuple(
    (
        change,
        re.compile(
            rf"\s*{_WHO}(?:{verbs}){_OF_GROUP}(?P<rest>[.,;:(\n\s]*(?:(?:a partir|des|depuis|from|as of|le (?=\d)|au (?=\d))\b.*)?)$"
        ),
    )
    for change, verbs in _CHANGES
)
_SINCE = re.compile(r"\s(?:a partir d\w+|des|depuis|from|as of|a compter d\w+|le \d|au 1er)(?![\w']).*$")
_OURSELVES = frozenset(("je", "nous", "on", "ma chambre", "notre chambre", "ma cress", "notre cress", "we", "i", "our chamber"))


def read_group_change(text: str, reading: Reading) -> GroupChange | None:
    """A chamber that joins, leaves or leads a group that the sentence names; None for any other text. Its name begins with "GT"."""
    folded = fold(text.strip())
    if len(folded) > 300 or not re.search(rf"\b{_GROUP}\b", folded) or folded.endswith("?"):
        return None
    for change, sentence in _SENTENCES:
        if said := sentence.match(folded):
            return _changed(change, text.strip(), said, reading)
    return None


def _changed(change: ChangeKind, text: str, said: re.Match[str], reading: Reading) -> GroupChange | None:
    who = text[said.start("who") : said.end("who")].strip()
    named = chamber_in(who, reading, within=2)
    if named is None and fold(who) not in _OURSELVES:
        return None
    typed = text[said.start("name") : said.end("name")]
    since_said = _SINCE.search(fold(text), said.start("name"))
    if since_said:
        typed = typed[: max(0, since_said.start() - said.start("name"))]
    scope = (
        re.search(r"\s(?:pour|sur|for)\s(?:la partie |le volet |la |le |les |l'|the )?(?P<scope>.+)$", fold(typed))
        if change != "left"
        else None
    )
    name = _named(typed[: scope.start()] if scope else typed)
    found = find_dates(text[since_said.start() :], now=reading.now, zone=reading.zone) if since_said else ()
    since = next((one.reading.value for one in found if isinstance(one.reading, Day)), reading.today)
    said_scope = typed[scope.start("scope") :].strip() if scope else ""
    return GroupChange(name=name, chamber=named.code if named else "", change=change, since=since, scope=said_scope) if name else None
