"""What becomes of an action: "DIRCRES-2008-01-29-A2 : fait (...)", "action 3 faite", "A4 reportée au 12/02", "1 et 3 faits"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.domain.dates import Ambiguous, Day, Found, Impossible, Period, find_dates
from bot.domain.folding import fold
from bot.domain.reading.answers import Reading
from bot.domain.reading.whose import chamber_in

ActionStatus = Literal["done", "postponed", "handed_over", "dropped", "undone"]
"""What becomes of it. "undone": what was said of it last is taken back ("annuler 1", "action 3 pas faite", "rouvrir l'action 3")."""


@dataclass(frozen=True, kw_only=True)
class ActionNews:
    """What was said of one action.

    `reference`: as written out ("DIRCRES-2008-01-29-A2"), empty where only its number was said; `number`: its place in its minutes; with
    `line`, a bare number ("1 fait"), the place in the message that he reads. `due`: the new day; `doubt`: the days it may be, or what is
    no day; `owner`: who takes it over as typed, `chamber`: the code that this means, if any; `note`: what stands in brackets.
    """

    reference: str = ""
    number: int
    line: bool = False
    status: ActionStatus
    due: date | None = None
    doubt: Ambiguous | Impossible | None = None
    owner: str = ""
    chamber: str = ""
    note: str = ""


_ID = r"(?P<reference>[a-z][a-z0-9_]*(?:-[a-z][a-z0-9_]*)*-\d{4}-\d\d-\d\d-a\d{1,3})"
_SPOKEN = r"(?:l'|les |cette |mon |mes |the |my )?(?:actions?|act\.)\s?(?:n[°o]s?\.?\s?|num(?:ero)?\s|#)?(?P<number>\d{1,3})"
_SHORT = r"a(?P<short>\d{1,3})"
_LINE = r"(?:(?:le|la|n°|num(?:ero)?|#)\s?)?(?P<line>\d{1,2})"
_ONE = re.compile(rf"(?<![\w/-])(?:{_ID}|{_SPOKEN}|{_SHORT}|{_LINE})(?![\w/-])(?!\s?(?:h|%|€|euros?|personnes?|structures?)\b)")
_MORE = re.compile(r"\s*(?:,|et|and|&|\+|/)\s*(?:l'action |actions? |n°)?a?(?P<more>\d{1,3})(?![\w/-])")
_LEAD = re.compile(
    r"(?:@\S+\s*)?(?:bonjour|bonsoir|hello|hi|salut|ok|oui|voila)?[\s,!:.]*(?:(?:pour|concernant|sur|de|about|as for|re)\s)?\s*"
)
_SIGN = re.compile(
    r"\s*(?:[:,;=–—-](?!>)\s*)?(?:(?:est|sont|a ete|ont ete|c'est|is|are|has been|was|:)\s+)?(?:bien |deja |enfin |already )?"
)
_DONE = (
    r"(?:fait|faite|faits|faites|termine|terminee|terminees|termines|fini|finie|finies|finis|realisee?s?|bouclee?s?|reglee?s?|ok|okay|"
    r"close?s?|cloturee?s?|cloture|accomplie?s?|effectuee?s?|achevee?s?|envoyee?s?|livree?s?|done|finished|completed?|closed|check|"
    r"c'est (?:fait|bon|ok|regle)|✅|✔️?|☑️?|👍)"
)
_WORDS: tuple[tuple[ActionStatus, str], ...] = (
    (
        "undone",
        (
            r"(?:pas|non|not|n'est pas|toujours pas|pas encore|not yet)\s(?:encore |yet )?(?:fait\w*|termin\w+|fini\w*|regle\w*|"
            r"done|finished)|"
            r"rouvert\w*|a rouvrir|reopen(?:ed)?|annuler|undo"
        ),
    ),
    ("done", _DONE),
    ("dropped", r"abandon\w*|annul(?:ee?s?|ation)|supprim\w+|sans objet|plus d'actualite|dropped|drop|cancelled|canceled|caduque?s?"),
    (
        "handed_over",
        (
            r"(?:a )?(?:pass(?:ee?s?|er|e)|confi(?:ee?s?|er|e)|transmis\w*|transfer\w+|donn(?:ee?s?|er)|repris\w*|"
            r"attribuee?s?|reattribu\w+|"
            r"deleguee?s?|handed(?: over)?|given|assigned|reassigned|taken over)\s(?:a|au|aux|par|to|by|vers)\b|pour "
            r"(?=[A-Z])|->|→|=>|➜"
        ),
    ),
    (
        "postponed",
        (
            r"(?:a )?(?:report\w+|repouss\w+|decal\w+|diff?er\w+|prolong\w+|ajourn\w+|deplac\w+|postponed?|moved|pushed|"
            r"delayed|extended)|"
            r"(?=(?:au|pour le|pour|jusqu'au|d'ici|avant|echeance|to|until|by|for)\b)"
        ),
    ),
)
_AFTER = tuple((status, re.compile(rf"(?:{words})(?![\w'])")) for status, words in _WORDS if status not in ("handed_over", "postponed"))
_MOVED = tuple((status, re.compile(rf"(?:{words})")) for status, words in _WORDS if status in ("handed_over", "postponed"))
_SPEAKER = r"(?:(?:j'ai|nous avons|on a|je|nous|on|i|we|i have|merci de|peux-tu|pouvez-vous|please)\s?)?(?:bien |deja )?"
_BEFORE: tuple[tuple[ActionStatus, re.Pattern[str]], ...] = (
    ("undone", re.compile(_SPEAKER + r"(?:annule[rz]?|undo|rouvr\w+|reouvr\w+|reopen)\s*:?\s*$")),
    ("done", re.compile(_SPEAKER + rf"(?:{_DONE}|clos|clore|clot\w+|termine[rz]?|finir)\s*:?\s*(?:pour )?$")),
    ("dropped", re.compile(_SPEAKER + r"(?:abandonne[rz]?|abandonnons|supprime[rz]?|laisse tomber|drop|cancel)\s*:?\s*$")),
    ("postponed", re.compile(_SPEAKER + r"(?:report\w+|repouss\w+|decal\w+|diff?er\w+|prolong\w+|postpone|move|push|delay)\s*:?\s*$")),
    (
        "handed_over",
        re.compile(
            _SPEAKER + r"(?:pass\w+|confi\w+|transm\w+|transf\w+|donn\w+|delegu\w+|attribu\w+|hand over|give|"
            r"assign)\s*:?\s*$"
        ),
    ),
)
_TO = re.compile(r"\s*(?:(?:a|au|aux|to|par|by|vers|pour)\b|->|→)?\s*(?:la |le |les |l'|the )?")
_LONGEST_NOTE = 200


def read_action_news(text: str, reading: Reading) -> tuple[ActionNews, ...]:
    """What a message says of the actions that it names first, or right after the verb ("reporter l'action 4 au 12/02"); empty for any
    other text, and for a question. "action 3 : pour le 18/12" moves it; of several ("1 et 3 faits") the same is said."""
    text = text.strip()
    folded = fold(text)
    first = _ONE.search(folded[:120])
    if first is None or folded.endswith("?") or "\n\n" in text:
        return ()
    end, numbers = first.end(), [int(re.findall(r"\d+", first[0])[-1])]
    while more := _MORE.match(folded, end):
        numbers.append(int(more["more"]))
        end = more.end()
    said = _said(folded[: first.start()], text[end:], reading)
    if said is None or (first["line"] and said.status == "postponed" and not said.due and not said.doubt):
        return ()
    reference = text[first.start("reference") : first.end("reference")].upper() if first["reference"] else ""
    return tuple(
        ActionNews(
            reference=_sibling(reference, number),
            number=number,
            line=bool(first["line"]),
            status=said.status,
            due=said.due,
            doubt=said.doubt,
            owner=said.owner,
            chamber=said.chamber,
            note=said.note,
        )
        for number in numbers
    )


def _sibling(reference: str, number: int) -> str:
    """Of the same minutes: in "…-A2 et A3" the second is written short."""
    return re.sub(r"\d+$", str(number), reference)


def _said(before: str, after: str, reading: Reading) -> ActionNews | None:
    """What is said, as news of an action that has no number yet."""
    before = before.strip(" :,")
    status = next((status for status, verb in _BEFORE if verb.fullmatch(before)), None) if before else None
    if status:
        return _with_terms(status, after, reading)
    if not _LEAD.fullmatch(before + " "):
        return None
    folded = fold(after)
    start = _SIGN.match(folded).end()  # type: ignore[union-attr] # it matches nothing too
    for status, words in _AFTER:
        if said := words.match(folded, start):
            return _with_terms(status, after[said.end() :], reading)
    for status, words in _MOVED:
        if said := words.match(folded, start):
            found = _with_terms(status, after[said.end() :], reading)
            return found if found and (found.owner or found.due or found.doubt) else None
    return None


def _with_terms(status: ActionStatus, rest: str, reading: Reading) -> ActionNews | None:
    """The day and the new owner behind the verb; a longer text that goes on otherwise is no news of an action."""
    if status == "handed_over":
        return _handed_over(rest, reading)
    note = rest.strip(" ,;.:–—-!()✅👍\n")
    if status == "postponed":
        found = [one for one in _days(rest, reading) if not re.search(r"\b(?:du|from)\s*$", fold(rest[: one.start]))]
        due = found[0].reading if found else None
        day = due.value if isinstance(due, Day) else due.end if isinstance(due, Period) else None
        doubt = due if isinstance(due, Ambiguous | Impossible) else None
        return ActionNews(number=0, status=status, due=day, doubt=doubt, note="" if found else note)
    return ActionNews(number=0, status=status, note=note) if len(note) <= _LONGEST_NOTE else None


def _days(text: str, reading: Reading) -> tuple[Found, ...]:
    return find_dates(text, now=reading.now, zone=reading.zone, day_first=reading.language != "en")


def _handed_over(rest: str, reading: Reading) -> ActionNews | None:
    start = _TO.match(fold(rest)).end()  # type: ignore[union-attr] # it matches nothing too
    named = chamber_in(rest[start:], reading, within=1)
    typed = (
        rest[start:][named.start : named.end]
        if named
        else re.split(r"[(,;:\n]|\s[–—-]\s|\.(?:\s|$)|\s(?:pour|avant|car)\s", rest[start:])[0]
    )
    due = next((one.reading.value for one in _days(rest, reading) if isinstance(one.reading, Day)), None)
    owner = typed.strip(" .!@<>")
    if not owner or len(owner.split()) > 6:
        return None
    return ActionNews(number=0, status="handed_over", owner=owner, chamber=named.code if named else "", due=due)
