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
    HOW_MUCH,
    IN_YOURS,
    KEPT,
    LAW,
    LEAD_IN,
    MATTER,
    OURS_TO_COMPARE,
    SEARCHES,
    TALK,
    UNCLEAR,
    WHERE,
    YOURS,
)
from bot.domain.reading.grammar import Grammar
from bot.domain.reading.topics import THIS, WANTED, cut, questioned, topic_of

_TRAILING_PLACE = re.compile(r"[\s.]*\s[-–—]\s*(?P<place>[^\n]{2,40})$")
_DONE_ALREADY = re.compile(
    r"(?:déjà |bien |tous |toutes )?(?:\w+(?:é|ée|és|ées)|vue?s?|lue?s?|re[çc]ue?s?|prise?s?|pu|eu|fait|dit|mis|compris|entendue?s?|"
    r"trouve|oublie|perdu|"
    r"regarde|mang[eé]|pens[eé]|raison|tort|faim|froid|soif|envie|hâte|l'air|l'heure)\b",
    re.IGNORECASE,
)
_POLITE = re.compile(r"[\s,]+(?:svp|stp|s'il (?:te|vous) pla[iî]t|please|pls)\s*\?+\s*$", re.IGNORECASE)
_HURRIED = re.compile(
    r"(?:(?:c'est |tres |assez |plutot )*urgent\w*|petite question|question(?: rapide| bete)?|dites|dis|au fait|rebonjour|help|"
    r"sos)\s*[:,!]+\s*"
)
_NOUN_ASKED = re.compile(
    r"(?:une?|des|d'autres|quelques|any|some)\s(?:bon(?:ne)?s?\s|petite?s?\s)?(?P<thing>(?:idees?|pistes?|conseils?|retours?|"
    r"exemples?|modeles?|trames?|avis|"
    r"propositions?|amateurs?|volontaires?|candidats?|noms?|contacts?|infos?|tuyaux?|reco\w*|recommandations?|suggestions?|"
    r"temoignages?|template|ideas?|advice|examples?|tips|feedback)\b"
    r"(?:\s(?:a|sur|de|d'|pour|concernant|en|about|on|for|of)\b)?.*)\?$"
)
"""As in "des retours sur les caisses mutuelles ?": nothing else is asked for in so few words."""
_TAIL = re.compile(
    r"(?<=\w)(?P<and>\s*[,;:–—-]\s+)(?=(?:une?|des|quelques)\s(?:exemples?|modeles?|trames?|idees?|pistes?|conseils?|"
    r"propositions?|suggestions?|amateurs?|volontaires?|candidats?|recos?|noms?|"
    r"contacts?)\W*(?:(?:svp|stp|merci)\W*)?$)"
)
"""As in "je dois faire un dossier de presse, un exemple ?"."""
_A_THING = re.compile(r"(?:une?|des|an?|some)\s[a-z'-]{4,}(?!\S)(?!.*\b(?:est|ont|sont|sera|va|on|je|tu|il|elle|ils|is|are)\b)")
_SHORT_QUESTION = 9
"""As in "Un témoin parmi vos adhérents ?": so few words without a verb name a thing."""
_MATTERS = re.compile(
    r"\b(?!(?:chez|vous|votre|vos|quel|quelle|quels|quelles|kel|comment|combien|est-ce|temps|dans|avec|pour|"
    r"faites)\b)[a-z]{4,}"
)
_FEWEST = 2
_ASIDE_FIRST = re.compile(r"^\s*,\s[^,.?!\n]{3,60},\s*(?=\S)")
"""As in "auriez-vous, parmi vos adhérents, un traiteur ?"."""
_TO_YOU = re.compile(
    r"\b(?:vous (?:voyez|connaissez|avez|pensez)|qui|des (?:idees|pistes|noms)|une (?:idee|piste)|any ideas?|"
    r"quelqu'un|qqn)\b[^.!]*\?"
)
_OF_THEM = re.compile(r"\ben\s(?:a|as|avez|ont|aur\w+|connai\w+|dispos\w+)(?:-(?:t-)?(?:ils?|elles?|vous|tu))?\s*$")
"""As in "si quelqu'un en a un récent": what "en" stands for was said before."""
_SHORTEST_BEFORE = 12
_TOLD_FIRST = re.compile(r"[^:?!.]{3,60}?\s?:\s+(?=\S)")
_PRONOUN_ASKED = re.compile(r"(?:ou|comment|a qui|aupres de qui) (?:l'|l[ae]s? |en )(?:se )?[a-z]{3,}(?:er|ir|re|oir)\W*$")
"""As in "savez-vous où l'emprunter ?"."""
_WELCOME = re.compile(r"(?:est |sera |sont |m'|nous )?(?:les? |la )?(?:bienvenue?s?|interesse\w*|preneu\w*)")
"""As in "toute donnée m'intéresse"."""
_WHICH = re.compile(r"quel\w*\s(?P<thing>.+?)\s(?:me|nous)\s(?:conseill|recommand|sugger)")
_NOBODYS = re.compile(r"(?:l[ae]s? |l')?(?:numeros?|coordonnees|mail|adresse|tel\w*|contact|portable)(?: \w+)? (?:de |d')(?:l[ae] )?$")
_ANNOUNCED_END = re.compile(r"\s*(?::|-\s|–|—|\?|!|\n)\s*")


MOST_SENTENCES = 12
"""Who asks does so early: what comes later in a longer text is an account of something."""
_NEAR_ANNOUNCED = 60
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
    return Asked(topic=cut(text), object=text, text=text, announced=True)


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
            if found.others and (then := _asked_then(sentences, place)):
                return then
            return replace(found, others=False, clear=True) if found.others and _TO_YOU.search(fold(after)) else found
    return None


def _asked_then(sentences: list[str], place: int) -> Asked | None:
    """As in "La mairie me réclame un bilan. Quelqu'un aurait une trame ?": what others want is asked of us by another word."""
    before = " ".join(one.strip(" .") for one in sentences[: place + 1])
    then = (_asked(one, before, first=False) for one in sentences[place + 1 : place + REMEMBERED])
    return next((one for one in then if one and one.meant), None)


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
    told = _asked_behind(rest, text, match[0]) if end else None
    if told or not rest.strip(" ?!."):
        return told
    vague = "?" in (end[0] if end else "") or match[0] in ("coup de main", "sos", "besoin d'aide", "help")
    if vague and not CLEAR.search(folded) and len(rest.split()) <= 5:
        return Asked("", "", text, match[0], announced=True, about=rest)
    return Asked(topic_of(rest, ""), rest, text, match[0], announced=True)


def _asked_behind(rest: str, text: str, announcement: str) -> Asked | None:
    """What stands behind the announcement, where it asks by itself: "Question : une association peut-elle ... ?"."""
    folded = fold(rest)
    inside = FIRST.match(folded) or CLEAR.search(folded)
    asked = _asked(_sentences(rest)[0], "", first=True) if inside and inside.start() < _NEAR_ANNOUNCED else None
    if asked:
        return Asked(asked.topic, asked.object, text, announcement, announced=True)
    question = _question(rest, folded, "", first=True) if folded.endswith("?") else None
    return (
        replace(question, text=text, announcement=announcement, announced=True)
        if question and (question.knows or question.compares)
        else None
    )


def _asked(sentence: str, before: str, *, first: bool) -> Asked | None:
    sentence = _POLITE.sub(" ?", sentence)
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
    thing = _thing_of(sentence, match, before)
    asks_who = sentence[: match.start()].strip(" ,") if not thing else ""
    before = f"{before} {sentence[: match.start()]}".strip(" ,:") if thing and THIS.fullmatch(fold(thing)) else before
    if KEPT.match(fold(thing)) or FOR_WORK.match(fold(thing)) or re.match(r"[A-ZÀ-Ý][a-zà-ÿ]+(?:[,?.!]|$)", thing):
        return None
    named = re.search(r"[A-ZÀ-Ý][a-zà-ÿ-]+(?:\s[A-ZÀ-Ý][\wà-ÿ-]+)?\W*$", thing)
    if named and _NOBODYS.fullmatch(fold(thing[: named.start()])):
        return None
    if not thing and not sentence[: match.start()].strip(" ,"):
        return Asked(topic_of("ça", before) or cut(before), before, sentence, clear=bool(clear), first=first, meant=bool(before))
    topic = topic_of(thing or asks_who, before) or (cut(before) if thing == "ça" else "")
    points_back = bool(THIS.fullmatch(fold(thing)))
    sure = bool(clear) or bool(asks_too) or (points_back and bool(WANTED.match(fold(before))))
    meant = bool(thing) and bool(before) and points_back
    meaning = f"{thing.strip(' ?!.')} {topic}" if meant else thing or before
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


def _thing_of(sentence: str, match: re.Match[str], before: str) -> str:
    """What is asked for; "ça" where it was said before, empty where nothing follows the words that ask."""
    thing = _ASIDE_FIRST.sub("", sentence[match.end() :]).strip()
    said_before = bool(before) or match.start() > _SHORTEST_BEFORE
    if which := _WHICH.match(match[0]):
        return sentence[match.start() + which.start("thing") : match.start() + which.end("thing")]
    if not thing.strip(" ?!.") and not (before and _OF_THEM.search(match[0])):
        return ""
    welcome = match[0].startswith("tou") and _WELCOME.match(fold(thing))
    points_back = said_before and (_OF_THEM.search(match[0]) or _PRONOUN_ASKED.match(fold(thing)))
    return "ça" if welcome or points_back else thing


def _is_asked(sentence: str, folded: str, unclear: re.Match[str]) -> bool:
    """As in "vous avez un modèle ?"; "vous avez reçu la convocation ?" asks for nothing."""
    if _DONE_ALREADY.match(sentence, unclear.end()):
        return False
    return "?" in sentence or bool(re.search(r"\b(?:merci|svp|stp)\b", folded)) or bool(re.match(r"(?:avez|as)\b", unclear[0]))


def _question(sentence: str, folded: str, before: str, *, first: bool) -> Asked | None:
    """A question that asks how others do it, what the law says, or whether a thing exists."""
    if (told := _TOLD_FIRST.match(folded)) and (found := _question(sentence[told.end() :], folded[told.end() :], before, first=first)):
        return found
    if lead_in := LEAD_IN.match(folded):
        sentence, folded = sentence[lead_in.end() :], folded[lead_in.end() :]
    place = IN_YOURS.match(folded)
    topic = questioned(sentence[place.end() if place else 0 :])
    compares = _compares(folded, place.end() if place else 0)
    if compares or (LAW.match(folded) and MATTER.search(folded)):
        return Asked(topic, sentence, sentence, first=first, compares=compares, knows=not compares)
    return _question_of_things(sentence, folded, before, first=first)


def _compares(folded: str, start: int) -> bool:
    """How those who are asked do it; `start`: behind "dans vos CRESS, ...", or 0."""
    how_much = (start or HOW_MUCH.match(folded)) and MATTER.search(folded, start)
    yours = YOURS.match(folded) and OURS_TO_COMPARE.search(folded)
    return bool(how_much or (yours and len(_MATTERS.findall(folded)) >= _FEWEST))


def _question_of_things(sentence: str, folded: str, before: str, *, first: bool) -> Asked | None:
    """As in "un témoin parmi vos adhérents ?", "existe-t-il un simulateur ?"."""
    topic = questioned(sentence)
    if where := WHERE.match(folded):
        thing = sentence[: where.end("thing")].rpartition(" : ")[2]
        return Asked(topic_of(thing, ""), thing, sentence, clear=False, first=first)
    if tail := _TAIL.search(folded):
        said = f"{before} {sentence[: tail.start()]}".strip()
        return _question(sentence[tail.end("and") :], folded[tail.end("and") :], said, first=first)
    if short := _NOUN_ASKED.match(folded):
        alone = bool(THIS.fullmatch(folded))
        topic = topic_of(sentence if alone else sentence[short.start("thing") :], before)
        meant = alone and bool(WANTED.match(fold(before)))
        return Asked(topic, topic, sentence, first=first, meant=meant) if meant or not alone else None
    if len(folded.split()) <= _SHORT_QUESTION and _A_THING.match(folded) and " a " not in sentence:
        return Asked(topic_of(sentence, before), sentence, sentence, clear=False, first=first)
    if re.search(r"\bexiste[- ]t[- ](?:il|elle)\b", folded) or re.match(r"(?:question|une question)\b", fold(before)):
        return Asked(topic, sentence, sentence, clear=bool(re.match(r"(?:question|une question)\b", fold(before))), first=first)
    return None
