"""How an answer without a label looks: sums, working times, addresses, towns, names of organisations. All patterns read folded text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.domain.fields import Shape
from bot.domain.folding import fold
from bot.domain.towns import is_known

LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]", re.IGNORECASE)

_COUNT = r"(?:\d{1,2}|un|une|deux|trois|quatre|cinq|six|huit|neuf|dix|douze|dix-huit|one|two|three|six|nine|twelve)"
_PATTERNS: Mapping[Shape, re.Pattern[str]] = {
    "contact": re.compile(
        r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}|(?<![\w.])(?:\+\d{2,3}[ .]?\d|0\d)(?:[ .]?\d\d){4}(?!\d)"
    ),
    "amount": re.compile(
        r"(?<!\d)\d[\d .]{0,12}(?:,\d{1,2})?(?:\s?(?:k?€|euros?)?\s?(?:a|-)\s?\d[\d .]{0,12})?\s?(?:k?€|euros?\b)"
        r"(?:\s(?:brute?s?|nette?s?|gross|net))*(?:\s?(?:/|par|per)\s?(?:mois|an|heure|jour|month|year|hour))?(?:\s(?:brute?s?|nette?s?))*"
    ),
    "duration": re.compile(rf"\b{_COUNT}\s*(?:mois?|ans?|semaines?|months?|years?|weeks?)\b(?:\s+renouvelables?)?"),
    "hours": re.compile(
        r"(?:a )?\b(?:temps plein|plein temps|temps complet|temps partiel(?:\s*\(?\d{2} ?%\)?)?|mi-temps|full[- ]time|part[- ]time)\b|"
        r"\b(?:[1-4]\d(?:[.,]\d)?\s?h(?:eures)?(?:\d\d)?)"
        r"(?:\s?(?:/|par)\s?sem(?:aine)?\.?|\s(?:hebdo(?:madaires)?|a week|per week))?(?!\w)|"
        r"\b(?:0[.,]\d+\s?etp|\d{2,3}\s?%(?:\s?etp)?)"
    ),
}
"""A working time lies between 10 and 49 hours: "9 h" and "14 h" are never one, and "à 14 h" is an hour."""

_AT_CLOCK = re.compile(r"(?:\ba|\bde|\bvers|\bat|\d)\s*$")
_ORGANISATION = frozenset((
    "cress", "cres", "scic", "scop", "siae", "sas", "asso", "association", "cooperative", "coop", "federation", "fondation",
    "mutuelle", "maison", "pole", "manufacture", "ligue", "union", "urscop", "fabrique", "tiers-lieu", "collectif", "mission",
    "mairie", "commune", "departement", "region", "agence", "regie", "ressourcerie", "recyclerie", "epicerie", "centre", "groupe",
    "groupement", "reseau", "ess", "foyer", "atelier", "ateliers", "garage", "ferme", "chantier", "esat", "ehpad", "institut",
    "office", "syndicat", "ville", "ccas", "comite", "cooperation", "ong", "foundation", "cooperative", "society", "charity", "network",
    "institute", "ltd", "company",
))  # fmt: skip
_PLACE_CUE = re.compile(r"\b(?:base[e·.()]*\s+(?:a|au|aux|en)|poste\s+(?:a|au)|situe[e·.()]*\s+(?:a|au)|based in|in|a|au|aux)\s+")
_NEAR_CUE = re.compile(r"\b(?:sur|pour|vers|pres de|proche de|secteur(?: de)?|region de|near|around)\s+")
"""Words before many things: what stands behind is a town only where it is known as one."""
_NOT_A_PLACE = frozenset((
    "pourvoir", "definir", "diffuser", "partir", "distance", "negocier", "jour", "temps", "bientot", "tous", "toutes", "mi-temps",
    "domicile", "discuter", "convenir", "preciser", "la", "le", "l", "vos", "nos", "votre", "notre", "plus", "ce", "cette",
    "relayer", "jour", "terme", "plein", "durer",
))  # fmt: skip
_TOWN = re.compile(
    r"S(?:ain)?te?\.?[ -][A-ZÀ-ÖØ-Þ][\w'’]*"
    r"(?:[ -](?:du|des|sur|en|l[eè]s|(?:de )?l['’]|d['’]|de(?: la)?)[ -]?[A-ZÀ-ÖØ-Þ][\w'’-]*)?(?:\s?\((?:\d{2,3}|2[AB])\))?|"
    r"(?![LD]['’][a-zà-ÿ])(?:(?:L[ae]s?|L['’])\s?)?[A-ZÀ-ÖØ-Þ][\w'’]*(?:-[\w'’]+)*(?:\s\d{1,2}(?:e|er|ème))?(?:\s?\((?:\d{2,3}|2[AB])\))?"
)
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ0-9]")
_SMALL = frozenset((
    "de", "du", "des", "d", "la", "le", "les", "l", "et", "en", "sur", "a", "au", "aux", "the", "of", "and",
))  # fmt: skip
_NOUN_OF = re.compile(r"([a-z-]+)\s(?:de|du|des|de la)\s$")
_CIVIC = re.compile(r"(?:la )?(?:mairie|commune|ville|ccas)\s(?:de la |du |de |des |d')(?=\S)")
_OF_TOWN = re.compile(r"\b(?:de |d['’])(?P<town>[A-ZÀ-ÖØ-Þ][\w'’-]+(?:[ -][A-ZÀ-ÖØ-Þ][\w'’-]+)*)$")
_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'’·-]*(?:[ ]+(?:(?:de|du|des|la|les|et|en)[ ]+|d['’]|l['’])*[A-ZÀ-ÖØ-Þ][\w'’·-]*)*")
_GENERIC = re.compile(
    r"^(?:(?:[Ll]['’]|(?:[Ll][ae]s?|[Mm]on|[Mm]a|[Nn]otre|[Uu]ne?|[Ss]on|[Ss]a|the|The)\s)?(?:[a-zà-öø-ÿ][\w'’-]*\s)+)(?=[A-ZÀ-ÖØ-Þ])"
)


def find(shape: Shape, folded: str) -> re.Match[str] | None:
    """The first answer of that shape in a folded text; None for the shapes that only a whole segment shows."""
    pattern = _PATTERNS.get(shape)
    for match in pattern.finditer(folded) if pattern else ():
        if shape != "hours" or not _AT_CLOCK.search(folded[: match.start()]):
            return match
    return None


def organisation(text: str) -> str:
    """The name of an organisation inside a group of words, without the common noun before it; empty when there is none.

    "La CRESS Bretagne" -> "CRESS Bretagne", "mon association Les Voiles du Blavet" -> "Les Voiles du Blavet", "une amie" -> "".
    """
    name = text.strip(" ,.;:-–—")
    if bracket := re.match(r"(.{2,}?)\s*\(", name):
        name = bracket[1]
    if generic := _GENERIC.match(name):
        name = name[_kept_of(generic[0]) :]
    words = name.split()
    if (
        words
        and fold(words[0]) in ("la", "le", "les")
        and len(words) > 1
        and fold(words[1]) in _ORGANISATION - {"manufacture", "maison", "fabrique", "ferme"}
    ):
        words = words[1:]
    named = any(_CAPITAL.match(word) for word in words) or (words and fold(words[0]) in ("cress", "cres"))
    return " ".join(words) if named else ""


def _kept_of(generic: str) -> int:
    """Where the name begins: after the words before it, but "mairie de" is a part of "mairie de Mana"."""
    noun = _NOUN_OF.search(fold(generic))
    return noun.start() if noun and noun[1] in _ORGANISATION else len(generic)


def home_in(organisation: str) -> str:
    """The town that an organisation has in its name: "commune de Roura" is in Roura."""
    if town := _CIVIC.match(fold(organisation)):
        return organisation[town.end() :].strip()
    last = _OF_TOWN.search(organisation)
    return last["town"] if last and is_known(last["town"]) else ""


def is_organisation(text: str) -> bool:
    """Whether a segment says by itself that it names an organisation: by its first words, or as several capitalised words."""
    words = _words(text)
    strong = [word for word in words if fold(word) not in _SMALL]
    return says_organisation(text) or (len(strong) >= 2 and all(_CAPITAL.match(word) for word in strong) and len(words) <= 7)


def says_organisation(text: str) -> bool:
    """Whether one of the first two words is a common noun of organisations: "SCOP Les Lilas", "la ferme du Bec"."""
    return any(fold(word).strip("(),.") in _ORGANISATION for word in _words(text)[:2])


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[\s'’]+", text.strip()) if word]


def is_town(text: str) -> bool:
    """Whether a segment may be a town: one capitalised word or several with hyphens, with its article, district or department."""
    name = text.strip()
    return bool(_TOWN.fullmatch(name)) and fold(name) not in _NOT_A_PLACE and fold(name) not in _ORGANISATION


def organisation_inside(text: str) -> tuple[int, int] | None:
    """Where a sentence names an organisation after its common noun: "pour son association Mangrove Vivante", "à la CRESS Corse".

    The noun belongs to the name when it is written as one ("SCIC Bann'Kaz", "Coop Awara").
    """
    for noun in re.finditer(r"(?<![\w-])[\w-]{2,40}(?=\s)", text):
        if fold(noun[0]) in _ORGANISATION and (name := _NAME.match(text, noun.end() + 1)):
            return (noun.start() if _CAPITAL.match(noun[0]) else name.start()), name.end()
    return None


def town_after_cue(text: str, *, capitals: bool = True) -> tuple[int, int] | None:
    """Where a sentence says a town: "à Rennes", "basé au Port", "in Paris"; in a text typed without `capitals`, only at its end."""
    folded = fold(text)
    for cue in _PLACE_CUE.finditer(folded):
        after = text[cue.end() :]
        if (town := _TOWN.match(after)) and not _continues(after, town.end()):
            return cue.end(), cue.end() + town.end()
        small = re.match(r"([a-zà-ÿ][\w'’-]{2,})\s*(?:$|[,.;!\n])", after)
        if small and not capitals and fold(small[1]) not in _NOT_A_PLACE:
            return cue.end(), cue.end() + small.end(1)
    for cue in _NEAR_CUE.finditer(folded):
        town = _TOWN.match(text[cue.end() :])
        if town and is_known(town[0]) and not _continues(text[cue.end() :], town.end()):
            return cue.end(), cue.end() + town.end()
    return None


def _continues(after: str, end: int) -> bool:
    """In "à France Travail", two capitalised words are rather an organisation than a town."""
    return bool(re.match(r"\s[A-ZÀ-ÖØ-Þ]", after[end:]))
