"""“Cherche …”: whether somebody looks for what was filed, or asks whoever knows. (DIALOGUES.md 4; DOMAIN.md F40, F55)

Both begin with the same word. What is named as one names what there is ("financement Normandie", "le CR du bureau", "charte 2008") is
looked for; what is named as one names what one lacks ("un modèle", "intervenant", "svp") is asked for. Between the two, we ask.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.domain.chambers import Directory
from bot.domain.folding import fold, words

Meant = Literal["search", "request", "unsure"]
MOST_WORDS = 12
"""Of a search that is typed without its command: who writes more tells something."""
LONGEST_NAME = 6
"""Words of the longest name of a region."""

_BEGINS = re.compile(
    r"\s*(?:@?maillage\s+)?(?P<verb>cherche|chercher|find|search(?: for)?)(?:\s+(?P<what>\S.*))?\s*",
    re.DOTALL,
)
_TELLS = re.compile(r"[:;!\n]|,.*,", re.DOTALL)
"""In a search there is none of these: "cherche comptable, CDI, Caen" announces something."""
_FOUND = re.compile(r"(?:attached|enclosed|below|herewith|out)\b")
"""“Find attached …” hands something over."""
_STILL = re.compile(
    r"(?:toujours|encore|aussi|egalement|urgemment|desesperement|activement|actuellement|vraiment|en urgence|d urgence|de toute urgence|"
    r"still|urgently|desperately)\s+"
)
"""Said of somebody who asks, never of words to look for."""
_LACKED = (
    r"(?:un|une|1|des|du|d|de l|quelques|quelqu un|quelquun|quelqu une|qqun|qqn|qq1|kelkun|plusieurs|deux|trois|an?|some|someone|somebody|"
    r"anyone|anybody|any)"
)
_KNOWN = r"(?:le|la|les|l|ce|cet|cette|ces|mon|ma|mes|notre|nos|votre|vos|the|my|our|this|that)"
_KEPT = re.compile(
    r"(?:le |la |les |l |mes |mon |ma |nos |notre |un |une |des |the |my |our )?(?:derniere?s? |last |toutes? les |tous les )?"
    r"(?:crs?|pvs?|comptes? rendus?|releves?|minutes|offres?|offers?|jobs?|demandes?|requests?|annonces?|decisions?|actions?|postes?|"
    r"emplois?|stages?|alternances?|services? civiques?|cdi|cdd|nouvelles|news|gt|groupes? de travail|lettres? du|travail|boulot)\b"
)
"""What we keep, by its own name."""
_NEEDED = re.compile(
    rf"(?:{_LACKED} |{_KNOWN} )?(?:bon(?:ne)?s? |petite? |urgent |vite )?"
    r"(?:modeles?|models?|exemples?|trames?|gabarits?|templates?|samples?|examples?|intervenant\w*|expert\w*|specialistes?|conferencier\w*|"
    r"conferenciere?s?|temoin|temoins|temoignages?|speakers?|benchmark\w*|comparaisons?|comparatifs?|retours? d experiences?|retex|"
    r"coups? de (?:main|pouce)|aide(?! soignant| a domicile)|help|renseignements?|infos?|informations?|idees?|conseils?|avis|tuyaux?|"
    r"bonnes? pratiques?|pistes?|cas concrets?|volontaires?|benevoles?)\b"
)
"""What is asked of people, and never filed under that name."""
_DOUBTFUL = re.compile(
    rf"(?:{_LACKED} |{_KNOWN} )?"
    r"(?:conventions?|chartes?|statuts|guides?|grilles?|fiches?|courriers?|formulaires?|questionnaires?|cahiers? des charges|reglements?|"
    r"outils?|kits?|logiciels?|procedures?|annuaires?|chiffres|donnees|statistiques|etudes?|rapports?|sources?|documentation|formateurs?|"
    r"formatrices?|juristes?|avocate?s?|traducteurs?|traductrices?|interpretes?|prestataires?|partenaires?|contacts?|coordonnees|"
    r"photographes?|graphistes?|imprimeurs?|traiteurs?|salles?|lieux?|trainers?|lawyers?|translators?|guidelines|figures|data|tools?)\b"
)
"""What is asked of people as often as it is filed."""
_PLEASE = re.compile(
    r"\b(?:svp|stp|s il (?:vous|te) plait|merci|urgent\w*|urgence|au plus vite|asap|please|pls|plz|thanks|rapidement|vite|"
    r"d ici (?:a )?\w+|pour (?:demain|ce soir|lundi|mardi|mercredi|jeudi|vendredi|la semaine|le \d+|hier)|"
    r"avant (?:le \d+|lundi|mardi|mercredi|jeudi|vendredi|demain|la fin|fin)|by (?:monday|tuesday|wednesday|thursday|friday|tomorrow))\b"
)
_SENTENCE = re.compile(
    r"^a \w{2,}(?:er|ir|re|oir)\b|\b(?:qui|ayant|sachant|capables?|susceptibles?|afin|"
    r"pour (?:l |d |nous |m |les |la |le |une? |notre |nos |mon |ma )?"
    r"(?:\w{2,}(?:er|ir|re)|notre|nos|mon|ma|une?)|on (?:a|est|doit|veut|voudrait)|je (?:dois|suis|veux)|nous (?:avons|devons|sommes)|"
    r"(?:chez|dans) (?:vous|vos)|comment|who|whose|for (?:our|my|an?)|to (?:help|speak|train|write|run)|how)\b"
)
_THANKS = re.compile(r"\b(?:svp|stp|s il (?:vous|te) plait|merci|please|pls|thanks)\b")
_SMALL = re.compile(r"\b(?:le|la|les|l|de|du|des|d|en|a|au|aux|et|un|une|sur|pour|dans|the|of|in|an|for|on)\b")
_FEW = 2
"""So many words that say something name a thing rather than ask for it."""
_MANY = 6


@dataclass(frozen=True, kw_only=True)
class Sought:
    """What stands after the word, as typed; and what was meant by it."""

    what: str
    meant: Meant


def sought_in(typed: str, directory: Directory) -> Sought | None:
    """What a text that begins with "cherche", "chercher", "find" or "search" is about. None for any other text, and for one that tells or
    offers something."""
    found = _BEGINS.fullmatch(fold(typed))
    if found is None:
        return None
    what = typed[slice(*found.span("what"))].strip() if found["what"] else ""
    said = words(what)
    if _TELLS.search(what) or _FOUND.match(said) or len(said.split()) > MOST_WORDS:
        return None
    return Sought(what=what, meant=_weighed(said, found["verb"], directory))


def _weighed(said: str, verb: str, directory: Directory) -> Meant:
    needs, seeks = _needs(said, verb), _seeks(said, verb, directory)
    if needs > seeks:
        return "request"
    return "unsure" if needs and needs == seeks else "search"


def _needs(said: str, verb: str) -> int:
    """What speaks for a request."""
    still = bool(_STILL.match(said))
    said = _STILL.sub("", said, count=1) if still else said
    lacked = 2 * bool(re.match(rf"(?!a ){_LACKED}\b" if verb.startswith("cherch") else rf"{_LACKED}\b", said))  # "à" is folded too
    named = 2 * bool(_NEEDED.match(said)) or bool(_DOUBTFUL.match(said))
    told = 2 * bool(_PLEASE.search(said)) + 2 * bool(_SENTENCE.search(said))
    return lacked + named + told + 2 * still + (bool(named) and len(said.split()) >= _MANY)


def _seeks(said: str, verb: str, directory: Directory) -> int:
    """What speaks for a search."""
    counted = len(_SMALL.sub(" ", _THANKS.sub(" ", said)).split())
    known = 2 * bool(re.match(rf"{_KNOWN}\b", said))
    dated, placed = 2 * bool(re.search(r"\b(?:19|20)\d\d\b", said)), _names_region(said.split(), directory)
    return 4 * bool(_KEPT.match(said)) + known + dated + placed + (counted <= _FEW) + {"cherche": 0}.get(verb, 1)


def _names_region(said: list[str], directory: Directory) -> bool:
    """Whether it names a region, which is how things that are filed are told apart."""
    starts = range(len(said))
    return any(directory.named(" ".join(said[start : start + size])) for start in starts for size in range(1, LONGEST_NAME + 1))
