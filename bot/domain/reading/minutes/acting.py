"""Who does what, until when: "Hugo → devis (30/11)", "Karine adapte la grille pour le 20 février", "PACA – Proposer deux dates – ..."."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.domain.dates import Ambiguous, Day, Found, Impossible, Period, find_dates
from bot.domain.folding import fold
from bot.domain.reading.answers import Reading
from bot.domain.reading.lists import chamber_code
from bot.domain.records import ActionItem

_ARROW = re.compile(r"\s*(?:→|->|➜|=>|⇒)\s*|\s+[-–—|]\s+|\s*:\s+")
_CUE = re.compile(
    r"[\s,(–—:-]*(?:\b(?:avant|pour|pr|d'ici|d ici|jusqu'a|jusqu'au|au plus tard|echeance|date limite|by|before|until|due|des|le|la|l'|"
    r"au|a|on)\b[\s':]*){0,4}(?:la fin (?:de|du)\s)?$"
)
_VAGUE = re.compile(
    r"[\s,(–-]*\b(?P<due>(?:avant|apres|d'ici|pour|des|a)\s(?:la |le |les |l')?(?:rentree|vacances|conges|ete|noel|toussaint|paques|"
    r"fetes|fin d'annee|prochaine reunion|prochain bureau|"
    r"prochain ca|printemps|automne|hiver)(?:\sprochaine?)?|(?:avant|d'ici|pour|en)\s(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|"
    r"septembre|octobre|novembre|decembre)|"
    r"(?:en |pour |d'ici )?20\d\d|des que possible|au plus vite|asap)\)?\s*\.?$"
)
_NOT_DOING = frozenset((
    "et", "ou", "de", "du", "des", "d", "la", "le", "les", "l", "un", "une", "a", "à", "au", "aux", "en", "est", "etait", "sont", "ont",
    "y", "qui", "que", "pour", "avec", "sur", "dans", "par", "ne", "n", "pas", "chez", "plus", "moins", "comme", "souhaite",
    "precise", "explique", "indique", "presente", "remercie", "informe", "signale", "pense", "estime", "demandait",
    "aimerait", "voudrait", "regrette", "represente", "representera", "arrive", "quitte", "absent", "absente", "excuse", "excusee",
    "present", "presente", "presents", "was", "is", "and", "or", "has", "the", "in", "at", "of", "a-t-il",
))  # fmt: skip
_ROLES = (
    r"(?:l[ae]s?\s|l')(?:cress|bureau|president\w*|direct\w+|tresori\w+|secretaire\w*|equipe(?: nationale| salariee)?|federation|"
    r"commission|ca|region|charge\w* de \w+|comite|stagiaire|alternant\w*)"
)
_TASK = re.compile(
    r"(?:va |doit |devra |se |s'|s’)?(?:lance|envoi|prepare|redige|contacte|organise|relance|met|fait|fera|prend|transmet|verifie|"
    r"propose|appelle|convoque|diffuse|publie|cherche|demande|suit|"
    r"gere|anime|ecri|rencontre|regarde|occupe|charge|tient|finalise|actualise|complete|partage|invite|reserve|etudie|consulte|commande|"
    r"negocie|relit|produit|elabore|signe|rappelle)\w*\b"
)
_VERB_END = re.compile(r"(?:[a-z]+(?:e|t|d|ra|it|nd|ent|ont|x|fait|va|s'|est)|s|se|to|will|sends?|[a-z]+s)$")


@dataclass(frozen=True)
class Due:
    """A term, and the statement without it. `said`: a term that is no day; `doubt`: one that may be several."""

    what: str
    day: date | None = None
    said: str = ""
    doubt: Ambiguous | None = None


@dataclass(frozen=True)
class Acted:
    """One action as it was read, with what is doubtful about its term."""

    item: ActionItem
    doubt: Ambiguous | None = None
    vague: bool = False


def due_in(text: str, reading: Reading, whole: str = "") -> Due:
    """The term of a statement: the last day that it says; `whole` is where it may stand instead ("le bilan est à rendre le 15, Anne s'en
    charge")."""
    found = [one for one in _dates(text, reading) if not isinstance(one.reading, Impossible)]
    if found:
        last = found[-1]
        cue = _CUE.search(fold(text[: last.start]))
        start = cue.start() if cue else last.start
        end = re.compile(r"\s*\)").match(text, last.end)
        rest = (text[:start] + text[end.end() if end else last.end :]).strip(" ,.;:–—-(")
        day = last.reading.value if isinstance(last.reading, Day) else last.reading.end if isinstance(last.reading, Period) else None
        doubt = last.reading if isinstance(last.reading, Ambiguous) else None
        return Due(rest, day, text[last.start : last.end] if doubt else "", doubt)
    if vague := _VAGUE.search(fold(text)):
        return Due(text[: vague.start()].strip(" ,.;:–—-("), said=text[vague.start("due") : vague.end("due")].strip(" ()."))
    other = _dates(whole, reading) if whole and whole != text else []
    day = next((one.reading.value for one in other if isinstance(one.reading, Day)), None)
    return Due(text.strip(" ,.;:–—-"), day)


def _dates(text: str, reading: Reading) -> list[Found]:
    return list(find_dates(text, now=reading.now, zone=reading.zone, day_first=reading.language != "en"))


def action_from(who: str, what: str, reading: Reading, whole: str = "") -> Acted:
    """One action whose owner is known."""
    due = due_in(what, reading, whole)
    owner = who.strip(" ,.;:–—-*@<>")
    item = ActionItem(who=owner, what=due.what, due=due.day, chamber=chamber_code(owner, reading.directory, reading.today), said=due.said)
    return Acted(item, due.doubt, bool(due.said) and due.day is None)


def labelled_actions(text: str, known: Iterable[str], reading: Reading) -> list[Acted]:
    """What stands under "Actions": one or several on a line, each with its owner first, or nobody's."""
    found = []
    for part in _parts(text, known):
        if acted := spelt_out(part, known, reading, labelled=True) or doing(part, known, reading) or doing_by_name(part, reading):
            found.append(acted)
        elif found and not re.match(r"[A-ZÀ-Ý]", part):
            last = found.pop()
            whole = f"{last.item.what}, {part}"
            found.append(action_from(last.item.who, whole, reading))
        else:
            due = due_in(part, reading)
            found.append(Acted(ActionItem(who="", what=due.what, due=due.day, said=due.said), due.doubt))
    return [one for one in found if one.item.what]


def _parts(text: str, known: Iterable[str]) -> list[str]:
    """As in "Idriss contacte la salle, Paule prépare le budget": cut before each known name."""
    names = _either(known)
    return [
        part
        for part in (one.strip(" .;") for one in re.split(rf"\s*;\s+|,\s+(?=(?:{names})(?:\s|\s?→|\s?:))" if names else r"\s*;\s+", text))
        if part
    ]


def _either(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted({name for name in names if name}, key=len, reverse=True))


def spelt_out(text: str, known: Iterable[str], reading: Reading, *, labelled: bool = False) -> Acted | None:
    """As in "Hugo → devis", "Baptiste : bilan du trimestre", "PACA – Proposer deux dates – pour le 15/02": owner, sign, what."""
    sign = _ARROW.search(text)
    if not sign or not 0 < sign.start() <= 60 or len(text[: sign.start()].split()) > 6:
        return None
    who, what = text[: sign.start()], text[sign.end() :]
    alone = not list(known) and bool(re.search(r"→|->|➜|=>", sign[0])) and bool(re.fullmatch(r"[A-ZÀ-Ý][a-zà-ÿ-]+", who.strip()))
    if not what.strip() or not (labelled or alone or _is_known(who, known, reading)):
        return _turned(text, known, reading)
    return _turned(text, known, reading) or action_from(who, what, reading)


def _turned(text: str, known: Iterable[str], reading: Reading) -> Acted | None:
    """As in "devis traiteur → Ali": the owner behind."""
    parts = [part.strip() for part in re.split(r"\s*(?:→|->|➜|=>)\s*|\s+[-–—|]\s+", text) if part.strip()]
    folded = {fold(name) for name in known}
    if len(parts) >= 2 and fold(parts[0]) not in folded and fold(re.sub(r"\s*\(.*", "", parts[1])).strip() in folded:
        return action_from(re.sub(r"\s*\(.*", "", parts[1]), " ".join([parts[0], *re.findall(r"\(.*", parts[1]), *parts[2:]]), reading)
    return None


def _is_known(who: str, known: Iterable[str], reading: Reading) -> bool:
    names = {fold(name) for name in known}
    owners = [part.strip() for part in re.split(r"\s*(?:\+|,|\bet\b|&)\s*", who) if part.strip(" *@")]
    return bool(owners) and all(_owner(one.strip(" *@"), names, reading) for one in owners)


def _owner(one: str, names: set[str], reading: Reading) -> bool:
    return fold(one) in names or bool(re.fullmatch(_ROLES, fold(one))) or bool(chamber_code(one, reading.directory, reading.today))


_NAMED = re.compile(
    r"(?P<who>(?!(?:On|Nous|Le|La|Les|L|Un|Une|Des|Il|Elle|Ils|Elles|Tout|Chacun|Ce|Qui|Et|We|The|"
    r"It)\b)[A-ZÀ-Ý][\wÀ-ÿ'-]+(?:\s[A-ZÀ-Ý][\w'À-ÿ-]*\.?)?)\s+(?=(?P<what>\S.*))"
)
_ENGLISH_TASK = re.compile(
    r"(?:will|to|books?|drafts?|sends?|calls?|writes?|contacts?|prepares?|checks?|updates?|organis\w+|shares?|follows?)\b"
)


def doing_by_name(text: str, reading: Reading) -> Acted | None:
    """As in "Sonia fait le planning": somebody whom no list names, before the verb of a task."""
    match = _NAMED.match(text)
    if not match or not (_TASK.match(fold(match["what"])) or _ENGLISH_TASK.match(fold(match["what"]))) or len(match["what"].split()) < 2:
        return None
    return action_from(match["who"], re.sub(r"^(?:va|will|to|doit|devra)\s+", "", match["what"]), reading, text)


def clauses(text: str, known: Iterable[str]) -> list[str]:
    """The parts of a sentence in each of which somebody acts; one that says "s'en charge" needs the whole."""
    if re.search(r"\bs['’]en\s", text):
        return [text]
    return [part for one in _parts(text, known) or [text] for part in _before_names(one)]


def _before_names(text: str) -> list[str]:
    """As in "Manon fait le calendrier, Xavier s'occupe de la lettre": cut before whoever does a task, though no list names him."""
    found, start = [], 0
    for comma in re.finditer(r",\s+(?=[A-ZÀ-Ý])", text):
        named = _NAMED.match(text, comma.end())
        if named and _TASK.match(fold(named["what"])):
            found.append(text[start : comma.start()])
            start = comma.end()
    return [*found, text[start:]]


def doing(text: str, known: Iterable[str], reading: Reading) -> Acted | None:
    """As in "Karine adapte la grille", "bug formulaire → Hugo ouvre un ticket", "il faut cinq communes, Fabienne appelle Le Moule"."""
    names = sorted({name for name in known if name}, key=len, reverse=True)
    firsts = [re.escape(fold(name)) for name in names]
    owner = "|".join([*firsts, _ROLES])
    folded = fold(text)
    clause = re.compile(
        rf"(?:^|[,:;(→➜>]\s*|\bet\s+(?:que\s)?|\bpour\s(?:\S+\s){{1,3}}?|"
        rf"^\S+\s\S+\s\S+\s)(?P<who>{owner})(?P<other>\s+et\s+(?:{owner}))?\s+(?P<what>\S.*)"
    )
    found = [match for match in clause.finditer(folded) if _does(match)]
    for start in (match.start("who") for match in re.finditer(rf"(?=\b(?P<who>{owner})\s)", folded)):
        match = re.compile(rf"(?P<who>{owner})(?P<other>\s+et\s+(?:{owner}))?\s+(?P<what>\S.*)").match(folded, start)
        if match and _does(match) and re.search(r"(?:^|[,:;(→➜>]\s*|\bet\s+(?:que\s)?|\bpour\s(?:\S+\s){1,3}|\bpuis\s)$", folded[:start]):
            found.append(match)
    if not found:
        return None
    last = max(found, key=lambda match: match.start("who"))
    end = last.end("other") if last["other"] else last.end("who")
    who, what = text[last.start("who") : end], text[last.start("what") :]
    what = re.sub(r"^(?:va|will|to|doit|devra)\s+", "", what)
    return action_from(who, what, reading, text)


def _does(match: re.Match[str]) -> bool:
    """Whether the owner acts: a name before nearly any verb, a role ("le bureau") only before the verbs of tasks."""
    role = re.fullmatch(_ROLES, match["who"])
    return bool(_TASK.match(match["what"])) if role else _acts(match["what"])


def _acts(what: str) -> bool:
    words = re.findall(r"[a-z'-]+", what)
    if len(words) > 2 and words[0] in ("le", "la", "les", "lui", "leur", "nous", "vous") and _TASK.match(words[1]):
        words = words[1:]
    first = words[0] if words else ""
    if not first or first in _NOT_DOING or (first in ("propose", "rappelle", "trouve") and words[1:2] and words[1].startswith("qu")):
        return False
    if first.startswith(("s'", "l'", "n'", "d'", "qu'")):
        return first.startswith("s'") and len(words) > 1
    return len(first) >= 2 and bool(_VERB_END.fullmatch(first)) and len(words) >= 2
