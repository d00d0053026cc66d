"""How people ask in a chat: "quelqu'un aurait ...", "il nous faudrait ...", "does anyone have ...", and the thing that they ask for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.domain.folding import fold
from bot.domain.reading.answers import Reading
from bot.domain.reading.askwords import (
    ANSWERED,
    CLEAR,
    EXPERIENCED,
    FIRST,
    FOR_OTHERS,
    FOR_WORK,
    KEPT,
    LAW,
    MATTER,
    OURS_TO_COMPARE,
    SEARCHES,
    TALK,
    UNCLEAR,
    YOURS,
)
from bot.domain.reading.grammar import Grammar

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
_ABOUT = re.compile(
    r"(?:(?:des?|d'|les?|l'|du|de la|de l'|some|any|une?|quelques|de)\s?)?(?:petite?s? )?"
    r"(?:chiffres?|infos?|informations?|renseignements?|donnees|statistiques|stats|etudes?|matiere|elements|documentation|docs?|figures|"
    r"information|data|facts|ressources|sources?|"
    r"eclairages?|precisions?)"
    r"(?:\s[a-z]+){0,2}?\s(?:sur|about|on|concernant|a propos d[eu]|relati\w+ (?:a|au|aux))\s"
)
_THIS = re.compile(
    r"(?:(?:un|une|le|la|des|des|cet?|d'|quelques|any|an?|the)\s)?(?:ca|cela|exemples?|sources?|modeles?|idees?|infos?|avis|piste?s?|"
    r"example|template|reponse|solution|contacts?|trame)?"
    r"\s*(?:a (?:me |nous )?(?:proposer|partager|transmettre|envoyer))?\W*"
)
_WANTED = re.compile(
    r"(?:.*\b(?:veut|veulent|voulons|voulais|refai[st]|refaisons|met[st] a jour|mettons a jour|construi[st]|construisons|cree|creons|"
    r"revoi[st]|revoyons|rediger|redige[rz]?|redigeons|faire|preparer|prepare|preparons|ecrire|ecris|monter|monte|realiser|produire|"
    r"trouver|"
    r"elaborer|construire|demande(?:nt)?|reclame(?:nt)?|souhait\w+|aimer\w+|voudr\w+|besoin d[e']|faudrait|manque|"
    r"reclame|d'ou vient|vient|cherche\w*|actualiser|refaire|mettre en place|mettons en place|lancer|lance|travaille sur|organise[rz]?|"
    r"organisons|asks? (?:us )?for|write)\s+)"
    r"(?P<thing>(?:une?|l[ae]s?|l'|des|d'|du|notre|nos|mon|ma|an?|the|our)\s?\S.*)"
)
_ARTICLE = re.compile(r"(?:un?\s?e?\b|1|des?|d'|l'|le|la|les|du|de l'|de la|an?|any|some|the)\s*")
_TRAILING_PLACE = re.compile(r"[\s.]*\s[-–—]\s*(?P<place>[^\n]{2,40})$")
_DONE_ALREADY = re.compile(
    r"(?:déjà |bien |tous |toutes )?(?:\w+(?:é|ée|és|ées)|vue?s?|lue?s?|re[çc]ue?s?|prise?s?|pu|eu|fait|dit|mis|compris|entendue?s?|"
    r"trouve|oublie|perdu|"
    r"regarde|mang[eé]|pens[eé]|raison|tort|faim|froid|soif|envie|hâte|l'air|l'heure)\b",
    re.IGNORECASE,
)
_HURRIED = re.compile(
    r"(?:(?:c'est |tres |assez |plutot )*urgent\w*|petite question|question(?: rapide| bete)?|dites|dis|au fait|rebonjour|help|"
    r"sos)\s*[:,!]+\s*"
)
_NOUN_ASKED = re.compile(
    r"(?:une?|des|d'autres|quelques|any|some)\s(?:bon(?:ne)?s?\s|petite?s?\s)?(?P<thing>(?:idees?|pistes?|conseils?|retours?|"
    r"exemples?|modeles?|trames?|avis|"
    r"contacts?|infos?|tuyaux?|reco\w*|recommandations?|suggestions?|temoignages?|template|ideas?|advice|examples?|tips|feedback)\b"
    r"(?:\s(?:a|sur|de|d'|pour|concernant|en|about|on|for|of)\b)?.*)\?$"
)
"""As in "des retours sur les caisses mutuelles ?": nothing else is asked for in so few words."""
_A_THING = re.compile(r"(?:une?|des|an?|some)\s[a-z'-]{4,}(?!\S)(?!.*\b(?:est|ont|sont|sera|va|on|je|tu|il|elle|ils|is|are)\b)")
_SHORT_QUESTION = 9
"""As in "Un témoin parmi vos adhérents ?": so few words without a verb name a thing."""
_MATTERS = re.compile(
    r"\b(?!(?:chez|vous|votre|vos|quel|quelle|quels|quelles|kel|comment|combien|est-ce|temps|dans|avec|pour|"
    r"faites)\b)[a-z]{4,}"
)
_FEWEST = 2
_AT_ONCE = re.compile(r"^\s*(?:d['’]urgence|urgemment|rapidement|vite|en urgence|au plus vite)\s+", re.IGNORECASE)
_ASIDE_FIRST = re.compile(r"^\s*,\s[^,.?!\n]{3,60},\s*(?=\S)")
"""As in "auriez-vous, parmi vos adhérents, un traiteur ?"."""
_TO_YOU = re.compile(r"\b(?:vous (?:voyez|connaissez|avez|pensez)|qui|des (?:idees|pistes|noms)|une (?:idee|piste)|any ideas?|quelqu'un|qqn)\b[^.!]*\?")
_OF_THEM = re.compile(r"\ben\s(?:a|as|avez|ont|aur\w+|connai\w+|dispos\w+)\s*$")
"""As in "si quelqu'un en a un récent": what "en" stands for was said before."""
_SHORTEST_BEFORE = 12
_NOBODYS = re.compile(r"(?:l[ae]s? |l')?(?:numeros?|coordonnees|mail|adresse|tel\w*|contact|portable)(?: \w+)? (?:de |d')(?:l[ae] )?$")
_ASIDE = re.compile(
    r"(?:(?:dans vos \w+|chez vous|de votre cote|d'un coup de main|un (?:petit )?coup de main|un coup de pouce|d'aide|de l'aide|help|a "
    r"hand)\s+(?=(?:pour|sur|a|avec|with|to)\b))"
)
_PRONOUN = re.compile(r"(?:de |d')?(?:quelqu'un|qqun|qqn|kelkun|une personne|someone|somebody)\s+(?:qui|ki|who|pour|to)\s+")
_SPEAK = re.compile(r".*?\b(?:pour|afin d[e']|to)\s+(?=\w+(?:er|ir|re)\b)")
_ANNOUNCED_END = re.compile(r"\s*(?::|-\s|–|—|\?|!|\n)\s*")


MOST_SENTENCES = 12
"""Who asks does so early: what comes later in a longer text is an account of something."""
REMEMBERED = 3
"""How many sentences back "un exemple ?" may point."""


@dataclass(frozen=True)
class Asked:
    """One request. `topic`: what is needed, as the asker words it, empty where only "a hand" is asked for; `object`: all that follows the
    words that ask. `announced`: the text begins with words that announce a request; `clear`: nobody talks so who does not ask;
    `first`: the first sentence asks. `meant`: what is needed was said before ("vous avez ça ?"). `compares`: how others do it is asked,
    `knows`: what holds for everybody; `others`: somebody else needs it; `known`:
    who has done it before is asked."""

    topic: str
    object: str
    text: str
    announcement: str = ""
    announced: bool = False
    clear: bool = True
    first: bool = True
    about: str = ""
    meant: bool = False
    compares: bool = False
    knows: bool = False
    others: bool = False
    known: bool = False


def is_talk(text: str, asked: Asked) -> bool:
    """What is asked of those who stand beside, or of us, or is answered already."""
    folded = fold(text)
    beside = not (asked.announced and asked.announcement != "question") and TALK.search(fold(asked.text))
    return bool(ANSWERED.search(folded) or SEARCHES.match(folded) or beside)


def whole(text: str) -> Asked:
    """A command said that it is a request: the whole text is its topic."""
    return Asked(topic=_cut(text), object=text, text=text, announced=True)


def asked_in(text: str, quoted: str, grammar: Grammar, reading: Reading) -> Asked | None:
    """The request that a text makes, if it makes one."""
    text = _without_place(text, reading)
    if announced := _announced(text, grammar):
        return announced
    sentences = _sentences(text)
    for place, sentence in enumerate(sentences[:MOST_SENTENCES]):
        said = [*([quoted] if place < REMEMBERED else []), *sentences[max(0, place - REMEMBERED) : place]]
        if found := _asked(sentence, " ".join(". ".join(one.strip(" .") for one in said if one).split()), first=place == 0):
            after = " ".join(sentences[place + 1 : place + REMEMBERED])
            return replace(found, others=False, clear=True) if found.others and _TO_YOU.search(fold(after)) else found
    return None


def _without_place(text: str, reading: Reading) -> str:
    """Without the chamber that signs: "Cherche un intervenant. – Picardie"."""
    place = _TRAILING_PLACE.search(text)
    return text[: place.start()] if place and reading.directory.resolve(place["place"].strip(" .!"), reading.today) else text


def _sentences(text: str) -> list[str]:
    return [one.strip() for one in re.split(r"\n+|(?<=[.!?…])\s+(?=\S)", text) if one.strip()]


def _announced(text: str, grammar: Grammar) -> Asked | None:
    """As in "Question juridique : ...", "Auriez-vous un modèle : ...", "Cherche un intervenant sur ...": what follows is the topic."""
    folded = fold(text)
    match = grammar.spoken.match(folded)
    if not match:
        return None
    end = _ANNOUNCED_END.match(folded, match.end())
    joined = match[0].endswith((" sur", "informations"))
    if not end and not joined:
        return None
    rest = text[end.end() if end else match.end() :].strip()
    if joined and not end:
        rest = re.sub(r"^(?:sur|concernant)\s+", "", rest)
    inside = (FIRST.match(fold(rest)) or CLEAR.search(fold(rest))) if end else None
    if inside and inside.start() < 60:
        asked = _asked(_sentences(rest)[0], "", first=True)
        if asked:
            return Asked(asked.topic, asked.object, text, match[0], announced=True)
    if not rest.strip(" ?!."):
        return None
    vague = "?" in (end[0] if end else "") or match[0] in ("coup de main", "sos", "besoin d'aide", "help")
    if vague and not CLEAR.search(folded) and len(rest.split()) <= 5:
        return Asked("", "", text, match[0], announced=True, about=rest)
    return Asked(_topic(rest, ""), rest, text, match[0], announced=True)


def _asked(sentence: str, before: str, *, first: bool) -> Asked | None:
    hurried = _HURRIED.match(fold(sentence))
    sentence = sentence[hurried.end() :] if hurried else sentence
    folded = fold(sentence)
    experienced = EXPERIENCED.search(folded)
    clear = FIRST.match(folded) or CLEAR.search(folded) or experienced
    others = None if clear else FOR_OTHERS.search(folded)
    asks_too = UNCLEAR.search(folded, others.end()) if others else None
    unclear = None if clear or others else UNCLEAR.search(folded)
    if folded.endswith("?") and not (clear and clear.start() == 0) and (question := _question(sentence, folded, before, first=first)):
        return question
    match = clear or others or unclear
    if match is None or (unclear and not _is_asked(sentence, folded, unclear)):
        return None
    thing = _ASIDE_FIRST.sub("", sentence[match.end() :]).strip()
    if not thing.strip(" ?!."):
        thing = ""
    elif _OF_THEM.search(match[0]) and (before or match.start() > _SHORTEST_BEFORE):
        thing = "ça"
    asks_who = sentence[: match.start()].strip(" ,") if not thing else ""
    before = f"{before} {sentence[: match.start()]}".strip(" ,:") if thing and _THIS.fullmatch(fold(thing)) else before
    if KEPT.match(fold(thing)) or FOR_WORK.match(fold(thing)) or re.match(r"[A-ZÀ-Ý][a-zà-ÿ]+(?:[,?.!]|$)", thing):
        return None
    named = re.search(r"[A-ZÀ-Ý][a-zà-ÿ-]+(?:\s[A-ZÀ-Ý][\wà-ÿ-]+)?\W*$", thing)
    if named and _NOBODYS.fullmatch(fold(thing[: named.start()])):
        return None
    if not thing and not sentence[: match.start()].strip(" ,"):
        return Asked(_topic("ça", before) or _cut(before), before, sentence, clear=bool(clear), first=first, meant=bool(before))
    topic = _topic(thing or asks_who, before) or (_cut(before) if thing == "ça" else "")
    points_back = bool(_THIS.fullmatch(fold(thing)))
    sure = bool(clear) or bool(asks_too) or (points_back and bool(_WANTED.match(fold(before))))
    meant = bool(thing) and bool(before) and points_back
    meaning = topic if meant else thing or before
    return Asked(
        topic,
        meaning,
        sentence,
        clear=sure,
        first=first,
        about=asks_who,
        meant=meant,
        others=bool(others) and not asks_too,
        known=bool(experienced),
    )


def _is_asked(sentence: str, folded: str, unclear: re.Match[str]) -> bool:
    """As in "vous avez un modèle ?"; "vous avez reçu la convocation ?" asks for nothing."""
    if _DONE_ALREADY.match(sentence, unclear.end()):
        return False
    return "?" in sentence or bool(re.search(r"\b(?:merci|svp|stp)\b", folded)) or bool(re.match(r"(?:avez|as)\b", unclear[0]))


def _question(sentence: str, folded: str, before: str, *, first: bool) -> Asked | None:
    """A question that asks how others do it, what the law says, or whether a thing exists."""
    topic = _questioned(sentence)
    if YOURS.match(folded) and OURS_TO_COMPARE.search(folded) and len(_MATTERS.findall(folded)) >= _FEWEST:
        return Asked(topic, sentence, sentence, first=first, compares=True)
    if LAW.match(folded) and MATTER.search(folded):
        return Asked(topic, sentence, sentence, first=first, knows=True)
    if short := _NOUN_ASKED.match(folded):
        alone = bool(_THIS.fullmatch(folded))
        topic = _topic(sentence if alone else sentence[short.start("thing") :], before)
        meant = alone and bool(_WANTED.match(fold(before)))
        return Asked(topic, topic, sentence, first=first, meant=meant) if meant or not alone else None
    if len(folded.split()) <= _SHORT_QUESTION and _A_THING.match(folded) and " a " not in sentence:
        return Asked(_topic(sentence, before), sentence, sentence, clear=False, first=first)
    if re.search(r"\bexiste[- ]t[- ](?:il|elle)\b", folded) or re.match(r"(?:question|une question)\b", fold(before)):
        return Asked(topic, sentence, sentence, clear=bool(re.match(r"(?:question|une question)\b", fold(before))), first=first)
    return None


def _questioned(sentence: str) -> str:
    """The question itself, without its mark: "quelle est la règle pour ..." is about the rule."""
    kept = sentence.strip().rstrip(" ?!.")
    lead = re.match(r"(?:\w+\s?:\s*)?(?:quel(?:le)?s? (?:est|sont)|what (?:is|are)|c'est quoi)\s+", fold(kept))
    return kept[lead.end() :] if lead else kept


def _topic(thing: str, before: str) -> str:
    """What is needed: without purpose, term and thanks; what "un exemple ?" stands for was said in the sentence before."""
    thing = _AT_ONCE.sub("", thing)
    aside = _ASIDE.match(fold(thing))
    thing = thing[aside.end() :] if aside else thing
    folded = fold(thing)
    if _THIS.fullmatch(folded):
        wanted = _WANTED.match(fold(before)) if before else None
        return _cut(before[wanted.start("thing") :]) if wanted else (_cut(thing) if folded.strip(" ?!.") not in ("", "ca", "cela") else "")
    about = _ABOUT.match(folded)
    if about:
        return _cut(thing[about.end() :])
    if person := _PRONOUN.match(folded):
        rest = thing[person.end() :]
        purpose = _SPEAK.match(fold(rest))
        return _cut(rest[purpose.end() :] if purpose else rest)
    contact = CONTACT.match(folded)
    thing = thing[contact.end() :] if contact else thing
    return _cut(re.sub(r"^(?:(?:sur|pour|de|à|savoir|que)\s+|d'|d’|si\s+)+(?=\w)", "", thing) if not contact else thing)


def _cut(thing: str) -> str:
    """Up to where it is said what for, when, or thank you; at least two words."""
    thing = thing.strip()
    folded = fold(thing)
    first = re.compile(r"(?:\S+\s+){0,1}\S+").match(folded)
    stop = _PURPOSE.search(folded, first.end() if first else 0)
    kept = (thing[: stop.start()] if stop else thing).strip(' ,;:.!?-–—«»"')
    return re.sub(r"\s+(?:svp|stp|merci|please)$", "", kept, flags=re.IGNORECASE)
