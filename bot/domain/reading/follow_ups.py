"""What follows a record: an answer to a request, a request that is passed on. "Réponse à HR-2008-002 : ...", "demande 12 → Bretagne"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.domain.folding import fold
from bot.domain.reading.answers import Reading
from bot.domain.reading.whose import chamber_in

ReplyStatus = Literal["answered", "resolved", "claimed", "released", "declined", "reopened", "withdrawn"]
"""What a message does to a request: only "answered" and "resolved" may carry an answer."""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What was said of one request. `reference`: as written out ("HR-2008-002"), empty where its number was spoken ("demande 12");
    `text`: the answer itself, without what says that it is one and that the request is closed."""

    reference: str
    number: int
    status: ReplyStatus
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Routing:
    """A request passed on. `chamber`: the code, empty where `typed` names none; `why`: the reason as typed, empty where none was given."""

    reference: str
    number: int
    chamber: str
    typed: str
    why: str = ""


_WRITTEN = r"(?P<reference>hr[- ]?(?:\d{4}[- ])?\d{1,4})"
_SPOKEN = (
    r"(?:(?:la |l'|ta |votre |cette |the )?(?:demande|dem\.?|sollicitation|question|requete|help request|request)\s?"
    r"(?:d'aide\s)?(?:n[°o]?\.?\s?|num(?:ero)?\s|#)?(?P<number>\d{1,4}))"
)
_REQUEST = re.compile(rf"(?<!\w)(?:(?:la |l'|the )?(?:demande |request )?{_WRITTEN}|{_SPOKEN})(?![\w/-])")
_LEADS = re.compile(
    r"(?:@\S+\s*)?(?:bonjour|bonsoir|hello|hi|salut)?[\s,!:.]*"
    r"(?:(?:voici |voila )?(?:(?:ma|notre|la|une) )?(?:reponse|rep|re|reply|answer|suite|retour|complement)\s?(?:a|de|pour|sur|to|:|for)?"
    r"|pour|concernant|au sujet de|a propos de|for|sur|as for|tr|fwd)?[\s:]*(?:a |de |pour )?"
)
_SIGN = re.compile(r"\s*(?:[:,–—]|-(?!>)|est\b|is\b)?\s*")
_BARE_NUMBER = re.compile(r"(?:reponse|rep|reply|answer)\s?(?:a|to|au|n°)?\s?(?:la )?(?P<number>\d{1,4})\s*:\s*")
_ENDS = (
    r"(?:clos|clore|close|closes|cloture|cloturee|cloturer|resolue?|reglee?|regle|terminee?|fermee?|fermer|closed|resolved|solved|settled|done|"
    r"(?:c'est |est )?(?:bon|ok|fini|repondu|regle))"
)
_CLOSED = re.compile(
    rf"(?:[\s,;.(–-]*\b(?:(?:la |cette |the )?(?:demande|request|sollicitation)?\s?(?:est |is |peut etre |consideree? comme )?{_ENDS}"
    rf"|je (?:la )?(?:clos|cloture)(?: la demande)?|on peut (?:la )?(?:clore|fermer|cloturer)(?: la demande)?)\s*[).!✅]*)$"
)
_BEFORE: tuple[tuple[ReplyStatus, re.Pattern[str]], ...] = (
    ("resolved", re.compile(r"(?:je |on )?(?:(?:peut|peux) )?(?:clos|clore|cloture|cloturer|fermer|ferme|close|resolve)\s*$")),
    ("reopened", re.compile(r"(?:je |on |a )?(?:rouvr\w+|reouvr\w+|relancer?|reopen)\s*$")),
    ("withdrawn", re.compile(r"(?:je |on )?(?:retire[rz]?|annule[rz]?|supprime[rz]?|withdraw|cancel)\s*$")),
    (
        "claimed",
        re.compile(
            r"(?:(?:ok|oui|bon|finalement|merci)[ ,:]+)*"
            r"(?:(?:je|nous|on|i|we)\s?(?:m'|nous |s')?(?:en )?)?(?:prend[sr]?e?|prenons|occupe|charge|chargeons|take|claim|i'll take)"
            r"(?: en charge)?(?: de)?\s*$"
        ),
    ),
    ("released", re.compile(r"(?:(?:je|nous|on|i|we)\s?)?(?:rend[s]?|rendre|rendons|relache[rz]?|laisse[rz]?|lache|release)\s*$")),
)
_AFTER: tuple[tuple[ReplyStatus, re.Pattern[str]], ...] = (
    (
        "released",
        re.compile(
            r"(?:finalement )?(?:(?:je|nous|on) (?:ne )?(?:peux|peut|pouvons) (?:plus|finalement pas|pas finalement)|je (?:la )?(?:rends|"
            r"laisse)|"
            r"nous la (?:rendons|laissons)|on la (?:rend|laisse)|"
            r"(?:je|nous|on) (?:n')?y arriv\w+ (?:pas|plus)|i can't any ?more|released)"
        ),
    ),
    (
        "claimed",
        re.compile(
            r"(?:ok,? |oui,? )?(?:je m'en (?:charge|occupe)|on s'en (?:charge|occupe)|nous nous en (?:chargeons|occupons)|je (?:la "
            r")?prends|"
            r"on (?:la )?prend|nous (?:la )?prenons|prise(?: en charge)?(?: par nous)?|c'est (?:pour )?(?:moi|nous)|pour (?:moi|nous)|"
            r"i'll take it|"
            r"we(?:'ll| will) take it|mine|ours|i take it|on it)"
        ),
    ),
    (
        "declined",
        re.compile(
            r"(?:pas (?:nous|moi|chez nous|pour nous|pour moi)|non,? pas nous|not us|not me|on (?:ne )?sait pas|"
            r"nous ne savons pas)\b"
        ),
    ),
    (
        "reopened",
        re.compile(
            r"(?:a |est )?(?:rouv\w+|reouv\w+|relancee?|reopen(?:ed)?)\b|(?:pas|not) (?:resolue?|reglee?|resolved|"
            r"solved)"
        ),
    ),
    ("withdrawn", re.compile(r"(?:a |est )?(?:retiree?|retirer|annulee?|annuler|sans objet|supprimee?|withdrawn|cancelled)\b")),
    ("resolved", re.compile(rf"{_ENDS}\s*[.!✅)]*$")),
)
_SHORT = 60
"""In a longer text "pas nous" or "je m'en charge" is part of an answer."""
_TO = re.compile(
    r"(?:a ete |est |sera |a |was )?(?:re-?aiguill\w+|reorient\w+|re-?achemin\w+|redirig\w+|orient\w+|transmis\w*|transmet\w*|transfer\w+|"
    r"pass\w+|rout\w+|forward\w*|confi\w+|envoy\w+|adress\w+|aiguill\w+|(?:voir|vue?) avec|dirig\w+|attribu\w+|"
    r"handed(?: over)?|sent|->|→|=>|➜)"
    r"\s*(?:(?:vers|a|au|aux|to|avec|pour|chez)\b\s*)?(?:la |le |les |l'|the )?"
)
_WHY = re.compile(
    r"[\s,;:.(–—-]*(?:(?:car|parce qu\w+'?|puisqu\w+'?|because|since|motif|raison|reason)\b[\s:]*|"
    r"(?:(?:ils|elles|elle|qui|they) (?:ont|a|have|has) (?:deja )?(?:de |d'|une |l')?)?(?:experiences?|experience in)\s?(?:(?:sur|de|"
    r"en|dans|in|with)\b)?\s*:?\s*)?"
)


@dataclass(frozen=True)
class _About:
    reference: str
    number: int
    start: int
    end: int


def _about(text: str) -> _About | None:
    """The request that a text names within its first words."""
    folded = fold(text)
    if found := _REQUEST.search(folded[:120]):
        reference = re.sub(r"[- ]+", "-", text[found.start("reference") : found.end("reference")]).upper() if found["reference"] else ""
        number = int(re.findall(r"\d+", found["reference"] or found["number"])[-1])
        return _About(reference, number, found.start(), found.end())
    if bare := _BARE_NUMBER.match(folded):
        return _About("", int(bare["number"]), 0, bare.end())
    return None


def read_reply(text: str) -> Reply | None:
    """What a message does to a request that it names first, or after the verb ("clore la demande 12"); None for any other text.

    A question ("demande 12 : où en est-on ?") is none, nor is a request that is passed on (`read_routing`).
    """
    about = _about(text)
    if about is None:
        return None
    before, after = fold(text[: about.start]).strip(), text[about.end :]
    for status, verb in _BEFORE:
        if verb.fullmatch(before.replace("’", "'").strip(" :,")) and len(after) <= _SHORT:
            return Reply(reference=about.reference, number=about.number, status=status)
    if not _LEADS.fullmatch(before):
        return None
    said = after[_SIGN.match(fold(after)).end() :].strip()  # type: ignore[union-attr] # it matches nothing too
    return _said_of(about, said, led=bool(before))


def _said_of(about: _About, said: str, *, led: bool) -> Reply | None:
    folded = fold(said)
    if not said or _TO.match(folded) or (said.endswith("?") and not led and not re.search(r"[.!\n]", said[:-1])):
        return None
    for status, words in _AFTER:
        if words.match(folded) and len(said) <= _SHORT:
            return Reply(reference=about.reference, number=about.number, status=status)
    closed = _CLOSED.search(folded)
    answer = said[: closed.start()].strip(" ,;–—-") if closed else said
    return Reply(reference=about.reference, number=about.number, status="resolved" if closed else "answered", text=answer)


def read_routing(text: str, reading: Reading) -> Routing | None:
    """A request that is passed to a chamber: "HR-2008-003 réaiguillée vers Bretagne (expérience sur : ...)", "passer la demande 12 à la
    Bretagne"; None for any other text. The chamber is empty where none is recognised."""
    about = _about(text)
    if about is None:
        return None
    before, after = fold(text[: about.start]).strip(" :,"), text[about.end :]
    rest = after.lstrip(" :,–—-") if not re.match(r"\s*->", after) else after.lstrip()
    verb = _TO.match(fold(rest))
    first = re.fullmatch(
        r"(?:(?:on|je|nous|merci de|peux-tu|pouvez-vous|please)\s)?(?:peut |peux |va |vais )?(?P<verb>[\w>-]+)(?: la| the)?", before
    )
    if verb is None and first and _TO.fullmatch(first["verb"]):
        verb = re.compile(r"\s*(?:vers|a|au|aux|to|avec|chez)\b\s*(?:la |le |les |l'|the )?").match(fold(rest))
    elif before and not _LEADS.fullmatch(before):
        return None
    return _routed(about, rest[verb.end() :], reading) if verb and rest[verb.end() :].strip() else None


def _routed(about: _About, to: str, reading: Reading) -> Routing:
    named = chamber_in(to, reading, within=2)
    typed = to[named.start : named.end] if named else re.split(r"[(,;:\n]|\s[–—-]\s|\.(?:\s|$)", to)[0].strip(" .")
    rest = to[named.end :] if named else to[len(typed) :]
    lead = _WHY.match(fold(rest))
    why = rest[lead.end() if lead else 0 :].strip(" ).;\n")
    return Routing(reference=about.reference, number=about.number, chamber=named.code if named else "", typed=typed, why=why)
