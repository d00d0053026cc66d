"""Who was there: names between commas, "et", plus signs, tabs or blanks, with what stands behind them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.domain.folding import fold
from bot.domain.reading.answers import Reading
from bot.domain.reading.lists import chamber_code
from bot.domain.records import Attendee

_SPLIT = re.compile(r"\s*[,;\t+&=](?![^()]*\))\s*|\s+(?:et|and|puis|ainsi que|sans oublier)\s+(?![^()]*\))|\s+/\s+")
_FUNCTION = re.compile(
    r"\s*\((?:vice-?)?(?:president|tresori|secretaire|direct|delegue|animat|coordin|charge|elu|excus|visio|en visio|tel|a distance|par "
    r"tel|invit|co-?pres|en ligne|arrive|depart\b|jusqu|pouvoir|malade|conge)[^)]*\)"
)
_BEHIND = re.compile(
    r"\s+(?:au|par) telephone$|\s+(?:en|par) (?:visio\w*|ligne|tel)$|\s+(?:a|à) distance$|\s+(?:excuse|absente?|presente?|en retard)\w*$|"
    r"\s+(?:etaient|etait|sont|est|were|was)\s+(?:bien |tous |toutes |la|there|present\w*|autour de la table|excuse\w*|absent\w*|en "
    r"ligne)+\b.*$"
)
_PROXY = re.compile(r"\s(?:[àa]|par|->|→|représentée? par|donne pouvoir à)\s(?=(?:[A-ZÀ-Ý]|M\.|Mme))")
_NOBODY = frozenset(
    (
        "",
        ".",
        "moi",
        "moi meme",
        "moi-meme",
        "neant",
        "personne",
        "aucun",
        "aucune",
        "ras",
        "-",
        "…",
        "...",
        "none",
        "nobody",
        "me",
        "rien",
        "quorum",
        "les autres",
        "etc",
        "x",
        "tout le monde",
    )
)
_NUMBER = re.compile(r"(?P<count>\d{1,4})(?:\s?/\s?\d{1,4}|\ssur\s\d{1,4})?\s+(?P<what>\S.*)")
_PERSONS = re.compile(r"\s*\((\d{1,3})\)$")
_TITLES = re.compile(r"(?:Monsieur|Madame|Mme|M\.|Mr)\s[A-ZÀ-Ý][\w'À-ÿ-]+")
_WORDY = 6


@dataclass(frozen=True)
class Named:
    """A list as it was read. `beside`: those behind a plus sign, who came from elsewhere; `count`: where only a number was said;
    `rest`: what goes on behind the last name."""

    people: tuple[Attendee, ...]
    beside: tuple[Attendee, ...] = ()
    count: int | None = None
    rest: str = ""


def names_in(text: str, reading: Reading) -> Named:
    """The names of a list, in their order."""
    text = text.strip(" .:\n")
    bracket = re.match(r"\(([^()]+(?:\([^()]*\)[^()]*)*)\)", text)
    text = bracket[1] if bracket else text
    number = _NUMBER.fullmatch(text)
    if number and not re.search(r",", text):
        return Named((), count=int(number["count"]))
    text, _, rest = text.partition(" : ")
    if rest:
        return replace(names_in(text, reading), rest=rest)
    titled = _TITLES.findall(text)
    if len(titled) >= 2 and "(" not in text and not re.search(r"[,;]|\set\s", text[: len(" ".join(titled))]):
        last = text.rindex(titled[-1]) + len(titled[-1])
        return Named(tuple(_attendee(name, reading) for name in titled), rest=text[last:].strip())
    main, beside = _beside(text)
    return Named(_people(main, reading), _people(beside, reading) if beside else ())


def _beside(text: str) -> tuple[str, str]:
    """As in "Zalihata, Attoumani, Fahar + DAAF": a plus sign after commas adds others."""
    main, plus, other = text.partition("+")
    return (main, other) if plus and "," in main and "," not in other else (text, "")


def _people(text: str, reading: Reading) -> tuple[Attendee, ...]:
    pieces = [piece for piece in (one.strip(" .:-–") for one in _SPLIT.split(text)) if re.search(r"\w", piece)]
    if (
        len(pieces) == 1
        and 3 <= len(pieces[0].split()) <= _WORDY
        and pieces[0] == pieces[0].lower()
        and not re.match(r"(?:l[ae]s?|une?)\s", pieces[0])
    ):
        pieces = pieces[0].split()
    if (
        len(pieces) == 1
        and re.fullmatch(r"(?:[A-ZÀ-Ý][a-zà-ÿ-]+\s+){2,7}[A-ZÀ-Ý][a-zà-ÿ-]+", pieces[0])
        and not chamber_code(pieces[0], reading.directory, reading.today)
    ):
        pieces = pieces[0].split()
    kept = []
    for piece in pieces:
        name = _bare(piece)
        if not name or name[0].isdigit() or fold(name) in _NOBODY or re.match(r"quorum|total|soit\b|toutes?\b|tous\b", fold(name)):
            continue
        if re.search(r"\s(?:s'etait|s'est|s'etaient|avait|avaient|nous a|etait|a rejoint|est arrivee?)\b", fold(name) + " "):
            continue
        if len(name.split()) > _WORDY:
            break
        kept.append(_attendee(name, reading))
    return tuple(kept)


def _bare(piece: str) -> str:
    """Without a function, or how somebody took part; an organisation in brackets stays."""
    folded = fold(piece)
    if function := _FUNCTION.search(folded):
        piece, folded = piece[: function.start()] + piece[function.end() :], folded[: function.start()] + folded[function.end() :]
    if proxy := _PROXY.search(piece):
        piece, folded = piece[: proxy.start()], folded[: proxy.start()]
    if behind := _BEHIND.search(folded):
        piece = piece[: behind.start()]
    return re.sub(r"^(?:et|and)\s+", "", piece).strip(" .:")


def _attendee(name: str, reading: Reading) -> Attendee:
    persons = _PERSONS.search(name)
    bare = name[: persons.start()].strip() if persons else name
    return Attendee(name=bare, chamber=chamber_code(bare, reading.directory, reading.today), persons=int(persons[1]) if persons else 0)


def looks_like_names(text: str) -> bool:
    """Whether a bullet is a list of names and nothing else: "Zalihata, Attoumani, Fahar + DAAF"."""
    pieces = [_bare(piece.strip()) for piece in _SPLIT.split(text.strip(" ."))]
    return len(pieces) >= 2 and all(piece[:1].isupper() and len(piece.split()) <= 3 for piece in pieces if piece)
