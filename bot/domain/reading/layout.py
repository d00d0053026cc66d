"""What of a message is the contribution itself: without mention, greeting, relay ("merci de diffuser"), quoted talk or signature."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from bot.domain.folding import fold, plain

_MENTIONS = re.compile(r"^(?:\s*(?:<@[\w|]+>|@\w+)[\s,:]*)+")
_FORWARDED = re.compile(
    r"-{2,}\s*(?:message transfere|forwarded message|message d'origine|original message)|"
    r"^(?:de|from)\s*:.*\n(?:.*\n){0,4}?(?:objet|subject)\s*:",
    re.MULTILINE,
)
_HEADERS = re.compile(r"^(?:-{2,}.*|(?:de|from|a|to|cc|date|envoye|sent|le)\s*:.*)$")
_SUBJECT = re.compile(r"^(?:objet|subject)\s*:\s*(?:(?:fwd?|tr|re)\s*:\s*)*")
_RELAY = re.compile(
    r"\b(?:diffuser|diffusion|relayer|faire suivre|transmettre|transfere|transmets|partager|pour info|passer le mot|fyi|please share|"
    r"a (?:mettre|inscrire|noter|publier|ajouter)|ci-dessous|below)\b"
)
_RELAY_START = re.compile(
    r"(?:(?:je (?:vous )?(?:transfere|transmets|relaie|fais suivre)|"
    r"merci (?:de|d'avance de) (?:bien vouloir )?(?:relayer|diffuser|partager|faire suivre)|"
    r"(?:annonce |message |offre )?a (?:diffuser|relayer|partager)|pour diffusion|please (?:share|forward)|voici (?:une|l')annonce)"
    r"[^.:!\n]{0,60}[.:!\n]\s*)"
)
_GREETING = re.compile(
    r"(?:re-?)?(?:bonjour|bonsoir|bjr|bsr|salut|slt|salu|hello|hi|hey|coucou|dear|cheres?|chers?)\b"
    r"(?:\s+(?:a|et|toutes?|tous|tout|le monde|les|collegues?|chers?|cheres?|amies?|amis?|equipe|all|everyone|team|colleagues)\b)*"
    r"\s*[,!.:;-]*\s*"
)
_ORNAMENT = re.compile(r"(?:[^\w\s\"'(\[]+|\burgent\b|\bimportant\b|\brappel\b(?=\s*:)|\s)+")
_BULLET = re.compile(r"^\s*(?:[-*•◦▪●‣·–—>→➜👉🔹🔸]|\d{1,2}[.)]|:[a-z_]+:)+\s+|^[^\w\s\"'(\[<@#/]+\s*")
_SIGNATURE = re.compile(
    r"^(?:--+|(?:bien )?cordialement|cdlt|bien a (?:vous|toi)|(?:best |kind )?regards|sinceres salutations|a bientot)\b|^--\s*$"
)


LONGEST_READ = 20_000
"""So many characters are read for answers: what comes after in a longer text is prose."""


@dataclass(frozen=True)
class Page:
    """The readable part of a message. `folded` is the same text without case and accents: spans are the same in both.

    `discussing`: it speaks about a quoted text, so that the quoted text was left out.
    """

    text: str
    discussing: bool = False

    @cached_property
    def folded(self) -> str:
        return fold(self.text)


def page_of(text: str) -> Page:
    """The contribution inside a message as it came, line by line."""
    lines, discussing = _without_quotes(_MENTIONS.sub("", plain(text[:LONGEST_READ])).split("\n"))
    readable = "\n".join(_without_signature([_BULLET.sub("", line, count=1).strip() for line in lines])).strip()
    return Page(_without_lead_in(_MENTIONS.sub("", readable)), discussing)


def _without_quotes(lines: list[str]) -> tuple[list[str], bool]:
    quoted = [line for line in lines if line.startswith(">")]
    own = [line for line in lines if not line.startswith(">") and line.strip()]
    inside = [line.lstrip("> ") for line in quoted]
    if quoted and own and not _forwards(inside, own):
        return own, True
    kept = inside + [line for line in own if not _RELAY.search(fold(line))] if quoted else lines
    return _without_headers(kept), False


def _forwards(inside: list[str], own: list[str]) -> bool:
    return bool(_FORWARDED.search(fold("\n".join(inside)))) or any(_RELAY.search(fold(line)) for line in own)


def _without_headers(lines: list[str]) -> list[str]:
    """A forwarded mail without its headers: the subject stays, since it often names the thing."""
    if not _FORWARDED.search(fold("\n".join(lines))):
        return lines
    kept = [line for line in lines if not _HEADERS.match(fold(line))]
    return [line[match.end() :] if (match := _SUBJECT.match(fold(line))) else line for line in kept]


def _without_signature(lines: list[str]) -> list[str]:
    """Cut at the closing formula, where it stands after something."""
    for place, line in enumerate(lines):
        if _SIGNATURE.match(fold(line)) and any(lines[:place]):
            return lines[:place]
    return lines


def _without_lead_in(text: str) -> str:
    """Without greeting, ornaments and the request to pass it on, in whatever order they come."""
    while True:
        folded = fold(text)
        cut = max((match.end() for lead in (_GREETING, _RELAY_START, _ORNAMENT) if (match := lead.match(folded))), default=0)
        if not cut:
            return _unquoted(text)
        text = text[cut:]


def _unquoted(text: str) -> str:
    stripped = text.strip()
    whole = fold(stripped)
    if len(stripped) > 2 and whole[0] == '"' == whole[-1] and whole.count('"') == 2:
        return stripped[1:-1].strip()
    return stripped
