"""What is asked for, in the asker's own words: without purpose, term and thanks."""

from __future__ import annotations

import re

from bot.domain.folding import fold

_PURPOSE = re.compile(
    r"\s(?:pour|pr|afin|dans le cadre|en vue)\s(?:de|d'|du|qu|une?|l[ae]s?|l'|notre|nos|mon|ma|mes|nous|ce|cette|ces|son|sa|ses|lundi|"
    r"mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|\w+er|\w+ir|\w+re)\b|"
    r"\s(?:qui|ki|que|qu')\b|\ssans\s|\sd'ici\b|\s(?:svp|stp|s'il (?:vous|te) plait|merci|please|pls|asap|thanks)\b|\s\(|,\s|\s:\s*[?]|"
    r"\?|\s;\s|\.\.|…|\slors d|"
    r"\s(?:for|before|by) (?:our|my|next|the next|monday|tuesday|wednesday|thursday|friday)\b|\.\s|\s(?:chez vous|dans vos|chez toi)\b|"
    r"\savant le\b|\sd'urgence\b|\s!"
)
CONTACT = re.compile(
    r"(?:(?:le|un|des|les|l[ae]s?|some)\s)?(?:bons? )?(?:contacts?|coordonnees|mails?|numeros?|noms?|tel|telephone)\s(?:d'|d\s|de |du "
    r"|des |of |for )(?:l[ae] )?"
)
_IDEA = re.compile(
    r"(?:(?:une?|des|d'autres|quelques|any|some)\s)?(?:bonnes?\s)?(?:idees?|pistes?|suggestions?|recommandations?|recos?|tuyaux?|ideas?)\s"
    r"(?:de |d'|of |for )(?=\w)"
)
_ABOUT = re.compile(
    r"(?:(?:des?|d'|les?|l'|du|de la|de l'|some|any|une?|quelques|de)\s?)?(?:petite?s? )?"
    r"(?:chiffres?|infos?|informations?|renseignements?|donnees|statistiques|stats|etudes?|matiere|elements|documentation|docs?|figures|"
    r"information|data|facts|ressources|sources?|"
    r"eclairages?|precisions?)"
    r"(?:\s[a-z]+){0,2}?\s(?:sur|about|on|concernant|a propos d[eu]|relati\w+ (?:a|au|aux))\s"
)
THIS = re.compile(
    r"(?:(?:un|une|le|la|des|des|cet?|d'|quelques|any|an?|the)\s)?(?:ca|cela|exemples?|sources?|modeles?|idees?|infos?|avis|piste?s?|"
    r"example|template|reponse|solution|contacts?|trame|propositions?|suggestions?|amateurs?|volontaires?|candidats?|noms?|recos?)?"
    r"\s*(?:a (?:me |nous )?(?:proposer|partager|transmettre|envoyer))?\W*"
)
WANTED = re.compile(
    r"(?:.*\b(?:veut|veulent|voulons|voulais|refai[st]|refaisons|met[st] a jour|mettons a jour|construi[st]|construisons|cree|creons|"
    r"revoi[st]|revoyons|rediger|redige[rz]?|redigeons|faire|preparer|prepare|preparons|ecrire|ecris|monter|monte|realiser|produire|"
    r"trouver|"
    r"elaborer|construire|demande(?:nt)?|reclame(?:nt)?|souhait\w+|aimer\w+|voudr\w+|besoin d[e']|faudrait|manque|"
    r"n'(?:ai|avons|a) (?:toujours |encore )?(?:pas|aucune?)|reclame|d'ou vient|vient|cherche\w*|actualiser|refaire|mettre en place|"
    r"mettons en place|lancer|lance|travaille sur|organise[rz]?|planch\w+ sur|boss\w+ sur|reflechi\w* (?:a|sur)|"
    r"organisons|asks? (?:us )?for|write)\s+)"
    r"(?P<thing>(?:une?|l[ae]s?|l'|des|d'|du|de|notre|nos|mon|ma|an?|the|our)\s?\S.*)"
)
_AT_ONCE = re.compile(r"^\s*(?:d['’]urgence|urgemment|rapidement|vite|en urgence|au plus vite)\s+", re.IGNORECASE)
_ASIDE = re.compile(
    r"(?:(?:dans vos \w+|chez vous|de votre cote|d'un coup de main|un (?:petit )?coup de main|un coup de pouce|d'aide|de l'aide|help|a "
    r"hand)\s+(?=(?:pour|sur|a|avec|with|to)\b))"
)
_PRONOUN = re.compile(r"(?:de |d')?(?:quelqu'un|qqun|qqn|kelkun|une personne|someone|somebody)\s+(?:qui|ki|who|pour|to)\s+")
_SPEAK = re.compile(r".*?\b(?:pour|afin d[e']|to)\s+(?=\w+(?:er|ir|re)\b)")


def questioned(sentence: str) -> str:
    """The question itself, without its mark: "quelle est la règle pour ..." is about the rule."""
    kept = sentence.strip().rstrip(" ?!.")
    lead = re.match(r"(?:\w+\s?:\s*)?(?:quel(?:le)?s? (?:est|sont)|what (?:is|are)|c'est quoi)\s+", fold(kept))
    return kept[lead.end() :] if lead else kept


def topic_of(thing: str, before: str) -> str:
    """What is needed: without purpose, term and thanks; what "un exemple ?" stands for was said in the sentence before."""
    thing = _AT_ONCE.sub("", thing)
    aside = _ASIDE.match(fold(thing))
    thing = thing[aside.end() :] if aside else thing
    folded = fold(thing)
    if THIS.fullmatch(folded):
        wanted = WANTED.match(fold(before)) if before else None
        return cut(before[wanted.start("thing") :]) if wanted else (cut(thing) if folded.strip(" ?!.") not in ("", "ca", "cela") else "")
    about = _ABOUT.match(folded)
    if about:
        return cut(thing[about.end() :])
    if person := _PRONOUN.match(folded):
        rest = thing[person.end() :]
        purpose = _SPEAK.match(fold(rest))
        return cut(rest[purpose.end() :] if purpose else rest)
    if idea := _IDEA.match(folded):
        return cut(thing[idea.end() :])
    contact = CONTACT.match(folded)
    thing = thing[contact.end() :] if contact else thing
    return cut(re.sub(r"^(?:(?:sur|pour|de|à|savoir|que)\s+|d'|d’|si\s+)+(?=\w)", "", thing) if not contact else thing)


def cut(thing: str) -> str:
    """Up to where it is said what for, when, or thank you; at least two words."""
    thing = thing.strip()
    folded = fold(thing)
    first = re.compile(r"(?:\S+\s+){0,1}\S+").match(folded)
    stop = _PURPOSE.search(folded, first.end() if first else 0)
    kept = (thing[: stop.start()] if stop else thing).strip(' ,;:.!?-–—«»"')
    return re.sub(r"\s+(?:svp|stp|merci|please)$", "", kept, flags=re.IGNORECASE)
