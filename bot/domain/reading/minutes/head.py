"""The head of minutes: which body met, on which day or days, where and how."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.dates import Ambiguous, Day, Found, Impossible, Period, find_dates
from bot.domain.folding import fold
from bot.domain.reading import shapes
from bot.domain.reading.answers import Reading
from bot.domain.reading.grammar import Grammar
from bot.domain.towns import is_known

NOUN = re.compile(
    r"\b(?:conseil d'administration|assemblee generale(?: extraordinaire| ordinaire| mixte)?|comite de pilotage|comite de direction|"
    r"comite des? \w+|comite|conseil|bureau|"
    r"ca|ag|age|ago|dircres|codir|copil|cotech|coproj|cse|gt|gts|groupe de travail|groupe|commission|seminaire|atelier|cercle|cellule|"
    r"collectif|conference|reunion|reu|"
    r"pole|jem|point|assemblee|board|steering committee|committee|working group|task force|steering group|visio|rencontre|equipe|"
    r"plenière|pleniere|collegial\w*|college)\b"
)
_WEAK = ("reunion", "reu", "point", "rencontre", "visio", "equipe")
_ADJECTIVE = (
    r"(?:\s+(?:rapide|a chaud|synthetique|succinct|provisoire|definitif|express|vite fait|bref|complet|simplifie|integral|"
    r"officiel|oral|ecrit|telephonique|detaille|final|court|en vrac|brut|brutes|(?:prises? )?(?:a|au|sur) l[ae]? ?(?:volee|vol|main|"
    r"coin de table)|prises? (?:pendant|lors|a|en)))*"
)
_OF = re.compile(
    r"\s*(?:[-–—:#*/\]]\s*)?(?:(?:de notre|de la|de l'|de l |du|des|de|d'|of the|of|for the|from the|from|on "
    r"the)\s*)?(?:derniere?\s)?(?:(?:la|le|l'|les|notre)\s)?",
)
INTRODUCING = frozenset((
    "apres", "cc", "joindre", "celui", "quelques",
    "voici", "ci", "joint", "jointe", "dessous", "le", "la", "les", "un", "une", "des", "petit", "petite", "petits", "mini", "mes",
    "nos", "notre", "je", "vous", "j", "jvous", "te", "fais", "faire", "donne", "envoie", "transfere", "transmets", "partage",
    "trouverez", "trouver", "ci-joint", "ci-dessous", "ci-apres", "objet", "bonjour", "bonsoir", "re", "bonjou", "hello", "a", "tous",
    "toutes", "tout", "monde", "dicte", "au", "telephone", "et", "de", "du", "avec", "veuillez", "merci", "here", "are", "is", "the",
    "my", "our", "please", "find", "below", "meeting", "et", "voila", "bot", "maillage", "jvous", "jvs", "bonjou", "bonswa", "bjr",
    "bsr", "slt", "salut", "coucou", "hey", "dear", "all", "collegues", "ai", "depose", "joins", "relaie", "pour", "info", "rappel",
    "correction", "bon", "alors", "donc", "tr", "fwd", "projet",
))  # fmt: skip
_CUT = re.compile(
    r"\s*(?:\n|\s[-–—|/]\s|[(:;.!?\[\]*]|,\s|\b(?:n°|no|numero)\s?\d|\bde (?:tt|tout) a l|\btt a l|\btout a l|\bpck\b|\bparce\b|\bje\b|"
    r"\bj'ai\b|\bvoila\b|\best\b|\bs'est\b|\betai\w+\b|\bqui\b|\bpour (?:ceux|celles|info)\b|"
    r"\b(?:du|le|de|d'|of|on|du mois de|en date du|qui s'est tenue?)\s*\x00|\x00|\s(?:a|au|en)\s(?=[A-ZÀ-Ý]|visio|distance|ligne))"
)
_JUST_NOW = re.compile(r"\b(?:tt a l ?'?heure|tout a l ?'?heure|a l'instant|a l instant|de tantot|just now)\b")
_NUMBERED = re.compile(r"\b[nN][°o]\s?\d{1,3}\b")
_SEMINAR = re.compile(r"\bseminaires?\b")
_LATER = re.compile(
    r"\b(?:demain|ce soir|a venir|arrive|arrivera|suivra|bientot|convocation|invitation|convoque|annulee?s?|reportee?s?|a preparer|"
    r"prochainement|manque|relire|relu)\b"
)


@dataclass
class Head:
    """What the head says. `announced`: a word says that these are minutes; `noun`: a body is named by a common noun of bodies."""

    body: str = ""
    body_is_vague: bool = False
    days: Period | None = None
    doubt: Ambiguous | Impossible | None = None
    typed: str = ""
    place: str = ""
    announced: bool = False
    noun: bool = False
    later: bool = False
    seminar: bool = False


def head_of(text: str, more: str, grammar: Grammar, reading: Reading) -> Head:
    """`text` is the first statement; `more` what stands between it and the first label, where a day may be said as well."""
    head = Head()
    folded = fold(text)
    found = _days_of(text, reading)
    said = _announced(folded, grammar)
    head.announced = said is not None or bool(more and _announced(fold(more[:60]), grammar)) or bool(_inside(folded, grammar))
    head.later = bool(_LATER.search(folded)) or folded.rstrip().endswith("?")
    blotted = _blotted(text, found)
    head.body, head.noun = _body(text, blotted, said.end() if said else 0, named=said is not None)
    head.body_is_vague = fold(head.body).split()[:1] in (["point"], []) or fold(head.body) in _WEAK
    head.seminar = bool(_SEMINAR.search(folded))
    _fill_days(head, text, found, more, reading)
    _fill_labelled(head, f"{text}\n{more}", grammar, reading)
    head.place = head.place or _place(text, found, head.body, grammar) or _place_below(more, grammar, reading)
    return head


def _fill_labelled(head: Head, text: str, grammar: Grammar, reading: Reading) -> None:
    """As in a form: "Réunion : Bureau", "Date : 18/11/2026", "Lieu : Tours"."""
    for label in grammar.labels.finditer(fold(text)):
        question = grammar.questions[grammar.by_label[" ".join(label["label"].split())]]
        value = text[label.end() :].split("\n", 1)[0].strip()
        if label["label"] == "objet" and (grammar.spoken.search(fold(value)) or not head.body_is_vague):
            continue
        if question.shape == "body" and value:
            head.body, head.body_is_vague, head.noun = value, fold(value) in _WEAK, True
        elif question.shape == "place" and value:
            head.place = value
        elif question.shape == "first_day" and not head.days and (found := _days_of(value, reading)):
            head.days = _period(found[0].reading)


def _days_of(text: str, reading: Reading) -> tuple[Found, ...]:
    """The days of a text, in the past; "d'hier" is one too."""
    spaced = re.sub(r"\b([Dd])['’](?=(?:avant-)?hier\b|aujourd)", r"\1 ", text)
    spaced = _NUMBERED.sub(lambda number: " " * len(number[0]), spaced)
    return find_dates(spaced, now=reading.now, zone=reading.zone, sense="past", day_first=reading.language != "en")


def _announced(folded: str, grammar: Grammar) -> re.Match[str] | None:
    """The word that says what it is, where nothing but an introduction stands before it; whole, with its adjectives and preposition."""
    for match in grammar.spoken.finditer(folded[:160]):
        before = re.findall(r"[a-z]+", folded[: match.start()])
        if all(word in INTRODUCING for word in before):
            tail = re.compile(_ADJECTIVE + r"(?:\s+(?:du|de la|de l'|des)\s+(?:jour)\b)?").match(folded, match.end())
            end = tail.end() if tail else match.end()
            of = _OF.match(folded, end)
            return re.compile(re.escape(folded[match.start() : of.end() if of else end])).match(folded, match.start())
    return None


def _inside(folded: str, grammar: Grammar) -> bool:
    """As in "Réunion du comité le 26 à Mamoudzou, petit CR :", "Séminaire des directions – CR synthétique"."""
    match = next(grammar.spoken.finditer(folded), None)
    noun = NOUN.match(folded.lstrip(" *#"))
    return bool(match and noun and re.search(r"[,–—:-]\s*(?:petit |mini |le |voici le )?$", folded[: match.start()]))


def _blotted(text: str, found: tuple[Found, ...]) -> str:
    """The text with a line's end... of days: each letter of one is a NUL."""
    for day in found:
        text = text[: day.start] + "\x00" * (day.end - day.start) + text[day.end :]
    return text


def _body(text: str, blotted: str, start: int, *, named: bool) -> tuple[str, bool]:
    """The body's name: from the first noun of bodies on, or whatever stands behind the announcing word."""
    folded = fold(blotted)
    noun = NOUN.search(folded, start)
    lead = folded[start : noun.start()] if noun else ""
    english = noun is not None and noun[0] in ("board", "committee", "steering committee", "working group", "task force", "steering group")
    if noun and (not lead.strip(" -–—:*#") or (len(lead) <= 40 and not re.search(r"[\x00.:,]", lead))):
        begin = start if english or (named and _continues(lead)) else noun.start()
        begin, noun_at = _stronger(folded, begin, noun)
        return _cut(text, folded, begin, noun_at), named or _introduces(lead)
    if named and start < len(text) and re.match(r"[\w(«\"]", text[start:]):
        return _cut(text, folded, start, start), bool(noun)
    if noun:
        begin, noun_at = _stronger(folded, noun.start(), noun)
        return _cut(text, folded, begin, noun_at), _introduces(folded[: noun.start()])
    return "", False


def _introduces(before: str) -> bool:
    """Whether only an introduction stands before the body: "très bonne réunion" is no head."""
    return set(re.findall(r"[a-z]+", before)) <= INTRODUCING


def _continues(lead: str) -> bool:
    """As in "Conférence régionale de l'ESS, comité préparatoire": the name begins before its noun."""
    return bool(lead.strip(" -–—:*#"))


def _stronger(folded: str, begin: int, noun: re.Match[str]) -> tuple[int, int]:
    """As in "Réunion du comité alimentation" is the comité alimentation; "réunion d'équipe" is itself."""
    if noun[0] not in _WEAK:
        return begin, noun.end()
    inner = re.compile(r"\s+(?:(?:du|de la|de l'|des|d')\s*)?(?:equipe\s+)?").match(folded, noun.end())
    follows = NOUN.match(folded, inner.end()) if inner else None
    if follows and follows[0] not in _WEAK:
        return follows.start(), follows.end()
    return begin, noun.end()


def _cut(text: str, folded: str, begin: int, floor: int) -> str:
    place = max(floor, begin)
    while stop := _CUT.search(_cased(text, folded), place):
        comma = re.compile(r",\s+(?:le |la )?").match(folded, stop.start())
        if comma and (noun := NOUN.match(folded, comma.end())) and noun[0] not in _WEAK:
            place = noun.end()
            continue
        name = text[begin : stop.start()]
        break
    else:
        name = text[begin:]
    name = re.sub(r"\s+(?:du|de|d'|le|à|a|des|of|on|the|en|au|:)\s*$", "", name.strip(" -–—,:*#'’"))
    return re.sub(r"\s+(?:d'|d’)$", "", name).strip(" -–—,:*#'")


def _cased(text: str, folded: str) -> str:
    """Folded, but for the first letters after "à" and "en": a town has a capital."""
    return "".join(
        text[place]
        if letter.isalpha()
        and place >= 2
        and folded[place - 1] == " "
        and text[place].isupper()
        and folded[max(0, place - 4) : place].endswith((" a ", " au ", " en "))
        else letter
        for place, letter in enumerate(folded)
    )


def _fill_days(head: Head, text: str, found: tuple[Found, ...], more: str, reading: Reading) -> None:
    readings = [one for one in found if not re.search(r"\bnon (?:pas )?(?:du |le )?$", fold(text[: one.start]))]
    if not readings and _JUST_NOW.search(fold(text)):
        head.days = Period(reading.today, reading.today)
        return
    if not readings and more:
        text = more
        readings = list(_days_of(more, reading))[:1]
    meant = {_period(one.reading) for one in readings if _period(one.reading)}
    if len(meant) == 1:
        head.days = meant.pop()
    elif meant:
        days = sorted({period.start for period in meant if period})
        head.doubt, head.typed = Ambiguous(tuple(days[:5]), ""), text[readings[0].start : readings[-1].end]
    elif readings:
        first = readings[0]
        head.typed = text[first.start : first.end]
        head.doubt = first.reading if isinstance(first.reading, Ambiguous | Impossible) else None


def _period(reading: object) -> Period | None:
    if isinstance(reading, Day):
        return Period(reading.value, reading.value)
    return reading if isinstance(reading, Period) else None


def _place(text: str, found: tuple[Found, ...], body: str, grammar: Grammar) -> str:
    """As in "– Paris, présentiel", "à Houlgate", "(Lyon)"; before a mode whatever stands there ("conférence, téléphone")."""
    after = text[found[0].end :] if found else text
    modes = [question.name for question in grammar.of_type("choice") if question.shape == "mode"]
    for segment in re.split(r"\n|\s[-–—/|]\s|[()]", after):
        parts = [part.strip() for part in segment.split(",") if part.strip(" .:")]
        if len(parts) == 2 and any(grammar.option_in(mode, fold(parts[1])) for mode in modes) and len(parts[0].split()) <= 4:
            return parts[0]
    if town := shapes.town_after_cue(after):
        return after[town[0] : town[1]]
    for segment in re.split(r"\n|\s[-–—/|]\s|[(),.:]", after):
        name = segment.strip()
        if (
            name
            and shapes.is_town(name)
            and fold(name) != fold(body)
            and not any(grammar.option_in(mode, fold(name)) for mode in modes)
            and not grammar.spoken.fullmatch(fold(name))
        ):
            return name
    before = text[: found[0].start] if found else ""
    return next((name for one in re.split(r"[(),]|\s[-–—/|]\s", before) if (name := one.strip()) and is_known(name)), "")


def _place_below(more: str, grammar: Grammar, reading: Reading) -> str:
    found = _days_of(more, reading) if more else ()
    return _place(more, found, "", grammar) if found else ""
