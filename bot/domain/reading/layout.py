"""What of a message is the contribution itself: without mention, greeting, relay ("merci de diffuser"), quoted talk or signature."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cached_property

from bot.domain.folding import fold, plain

_MENTIONS = re.compile(r"^(?:\s*(?:<@[\w|]+>|@\w+)[\s,:]*)+")
_FORWARDED = re.compile(
    r"(?<!-)-{2,}\s*(?:message transfere|forwarded message|message d'origine|original message)|"
    r"^(?:de|from)\s*:.*\n(?:.*\n){0,4}?(?:objet|subject)\s*:",
    re.MULTILINE,
)
_FORWARD_MARK = re.compile(r"\W*(?:(?:debut du |begin )?(?:message transfere|forwarded message)|message d'origine|original message)\b.*")
_SENDER = re.compile(r"(?:de|from)\s*:")
_HEADERS = re.compile(r"(?:de|from|a|to|cci?|bcc|date|envoye(?: le)?|sent|le|pour|reply-to|repondre a|importance)\s*:.*")
_QUOTING = re.compile(r">[> ]*")
_SUBJECT = re.compile(r"^(?:objet|subject)\s*:\s*(?:(?:fwd?|tr|re)\s*:\s*)*")
_RELAY = re.compile(
    r"\b(?:diffuser|diffusion|relayer|faire suivre|transmettre|transfere|transmets|partager|pour info|passer le mot|fyi|please share|"
    r"a (?:mettre|inscrire|noter|publier|ajouter)|ci-dessous|below)\b"
)
_RELAY_START = re.compile(
    r"(?:(?:je (?:vous )?(?:transfere|transmets|relaie|fais suivre)|"
    r"merci (?:de|d'avance de) (?:bien vouloir )?(?:relayer|diffuser|partager|faire suivre)|"
    r"(?:annonce |message |offre )?a (?:diffuser|relayer|partager)|pour diffusion|please (?:share|forward)|voici (?:une|l')annonce|"
    r"(?:voici |ci-dessous |ci-joint )?(?:une |l'|cette )?(?:nouvelle )?(?:offre|annonce)(?: d'emploi)? a (?:publier|diffuser|relayer|"
    r"mettre en ligne|partager|poster))"
    r"[^.:!\n]{0,60}[.:!\n]\s*)"
)
_ASKS_TO_RELAY = re.compile(
    r"\s*(?:(?:est-ce que )?(?:pouvez-vous|pourriez-vous|peux-tu|pourrais-tu|tu peux|tu pourrais|vous pouvez|can you|could you|merci "
    r"de)(?: please)?\s+(?:bien (?:vouloir )?)?"
    r"(?:diffuser|relayer|publier|partager|faire passer|mettre en ligne|share|post)\s*(?::\s*|\s(?:cette |l'|une |mon |notre |la |"
    r"this |our )"
    r"(?=(?:offre|annonce|job)\b)))"
)
_GREETING = re.compile(
    r"(?:re-?)?(?:bonjour|bonsoir|bjr|bsr|salut|slt|salu|hello|hi|hey|coucou|dear|cheres?|chers?)\b"
    r"(?:\s+(?:a|et|toutes?|tous|tout|le monde|les|la|l'|collegues?|chers?|cheres?|amies?|amis?|equipe|federation|fede|reseau|"
    r"nationale?|mesdames|messieurs|madame|monsieur|mme|m\.|tt|ts|"
    r"all|everyone|team|colleagues|folks|there|you|toi|vous)\b|\s+\w+(?=\s?,))*"
    r"\s*[,!.:;-]*\s*"
)
_PRESENTS = re.compile(
    r"(?:voici|j'ai|ci-joint|je (?:vous |t')?(?:envoie|adresse|partage|joins|signale|transmets|propose|poste|diffuse))\s+"
    r"(?:ici |donc )?(?:une? |l'|cette |notre )?(?:nouvelle )?(?=(?:offre|poste|stage|alternance)\b)"
)
_ORNAMENT = re.compile(r"(?:[^\w\s\"'(\[]+|\burgent\b|\bimportant\b|\brappel\b(?=\s*:)|\s)+")
_BULLET = re.compile(r"^\s*(?:[-*•◦▪●‣·–—>→➜👉🔹🔸]|\d{1,2}[.)]|:[a-z_]+:)+\s+|^[^\w\s\"'(\[<@#/]+\s*")
_SIGNATURE = re.compile(
    r"^(?:--+|(?:bien )?cordialement|cdlt|bien a (?:vous|toi)|(?:best |kind )?regards|sinceres salutations|a bientot|amicalement|"
    r"amities|(?:tres )?(?:bonne|belle|excellente) (?:journee|soiree|fin de journee|semaine|reception|lecture)|"
    r"bon(?:ne)? (?:week-?end|we|appetit|courage|nuit)|bises?|bisous|salutations|solidairement|cooperativement|associativement|best wishes|"
    r"sincerely|yours|cheers|thanks|many thanks|thank you|merci(?: d'avance| (?:a|pour) (?:vous|tous|toutes|votre (?:aide|retour|"
    r"lecture)))?|"
    r"envoye de mon|sent from my)\b(?=[^\w\n]*(?:$|a (?:tous|toutes|vous)|[,.!]|mon |my |iphone|et a bientot))|^--\s*$"
)


_WISHES = re.compile(r"(?:bonne|belle|excellente) (?:lecture|reception)\b")
_LABELLED = re.compile(r"(?!tel|mob|mail|courriel|e-mail|site|web|adresse|fax|standard|port)[a-z][^:\n]{3,40}\s?:\s*\S")
"""Below "bonne lecture" a name may stand, or all that is to be read."""
OWN_LINES = 3
LONGEST_READ = 20_000
"""So many characters are read for answers: what comes after in a longer text is prose."""


@dataclass(frozen=True)
class Page:
    """The readable part of a message. `folded` is the same text without case and accents: spans are the same in both.

    `discussing`: it speaks about a quoted text, so that the quoted text was left out. `typed`: the readable part with its Markdown, as it
    is published when it is kept whole: nobody's headers, quoting marks or signature. `quoted`: what it speaks about.
    """

    text: str
    discussing: bool = False
    typed: str = ""
    quoted: str = ""

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def seen(self) -> str:
        """The readable part as lines, with their bullets: what is read by its layout (minutes) or kept in several lines (news)."""
        return _without_lead_in(_MENTIONS.sub("", plain(self.typed or self.text).strip()), _GREETING, _ORNAMENT)


def page_of(text: str) -> Page:
    """The contribution inside a message as it came, line by line."""
    head = _MENTIONS.sub("", text[:LONGEST_READ].replace("\r\n", "\n").replace("\r", "\n"))
    lines, discussing = _without_quotes(_without_arrows(head.split("\n")))
    quoted = [_QUOTING.sub("", line) for line in head.split("\n") if _QUOTING.match(line)] if discussing else []
    typed = "\n".join(_without_signature(lines))
    readable = "\n".join(_BULLET.sub("", line, count=1).strip() for line in plain(typed).split("\n")).strip()
    return Page(
        _relayed(_without_lead_in(_MENTIONS.sub("", readable))), discussing, (typed + text[LONGEST_READ:]).strip(), plain("\n".join(quoted))
    )


def _without_arrows(lines: list[str]) -> list[str]:
    """A sign that quotes is a bullet below a few lines of one's own: nobody answers above what he quotes line by line."""
    quoted = [_QUOTING.sub("", _seen(line)) for line in lines if _QUOTING.match(line)]
    own = sum(bool(line.strip()) for line in itertools.takewhile(lambda line: not _QUOTING.match(line), lines))
    if not quoted or own < OWN_LINES or any(_FORWARD_MARK.match(line) or _SENDER.match(line) for line in quoted):
        return lines
    return [f"- {line[mark.end() :]}" if (mark := _QUOTING.match(line)) else line for line in lines]


def _without_quotes(lines: list[str]) -> tuple[list[str], bool]:
    quoted = [line for line in lines if _QUOTING.match(line)]
    own = [line for line in lines if not _QUOTING.match(line) and line.strip()]
    inside = [_QUOTING.sub("", line) for line in quoted]
    if quoted and own and not _forwards(inside, own):
        return own, True
    kept = inside + [line for line in own if not _RELAY.search(_seen(line))] if quoted else lines
    return _without_headers(kept), False


def _seen(line: str) -> str:
    """What a reader sees of one line, folded: headers and signatures are often in bold."""
    return fold(plain(line)).strip()


def _forwards(inside: list[str], own: list[str]) -> bool:
    return bool(_FORWARDED.search("\n".join(map(_seen, inside)))) or any(_RELAY.search(_seen(line)) for line in own)


def _without_headers(lines: list[str]) -> list[str]:
    """A forwarded mail without its headers: the subject stays, since it often names the thing. A "Date :" further down is the ad's own."""
    if not _FORWARDED.search("\n".join(map(_seen, lines))):
        return lines
    kept, inside = [], False
    for line in lines:
        seen = _seen(line)
        subject = _SUBJECT.match(seen)
        inside = bool(_FORWARD_MARK.fullmatch(seen) or _SENDER.match(seen)) or (
            inside and (not seen or bool(subject or _HEADERS.fullmatch(seen)) or line[:1] in " \t")
        )
        if not inside or not seen:
            kept.append(line)
        elif subject:
            kept.append(plain(line).strip()[subject.end() :])
    return kept


def _without_signature(lines: list[str]) -> list[str]:
    """Cut at the closing formula, where it stands after something."""
    for place, line in enumerate(lines):
        seen = _seen(line)
        if _WISHES.match(seen) and any(_LABELLED.match(_seen(one)) for one in lines[place + 1 :]):
            continue
        if (_SIGNATURE.match(seen) or _SIGNATURE.match(_BULLET.sub("", seen, count=1))) and any(one.strip() for one in lines[:place]):
            return lines[:place]
    return lines


def _without_lead_in(text: str, *leads: re.Pattern[str]) -> str:
    """Without greeting, ornaments and the request to pass it on, in whatever order they come."""
    while True:
        folded = fold(text)
        cut = max(
            (match.end() for lead in leads or (_GREETING, _PRESENTS, _RELAY_START, _ORNAMENT) if (match := lead.match(folded))), default=0
        )
        if not cut:
            return _unquoted(text)
        text = text[cut:]


def _relayed(text: str) -> str:
    """As in "Pouvez-vous diffuser cette offre : ... ?" is the offer, and no question."""
    asks = _ASKS_TO_RELAY.match(fold(text))
    return text[asks.end() :].rstrip(" ?") if asks else text


def _unquoted(text: str) -> str:
    stripped = text.strip()
    whole = fold(stripped)
    if len(stripped) > 2 and whole[0] == '"' == whole[-1] and whole.count('"') == 2:
        return stripped[1:-1].strip()
    return stripped
