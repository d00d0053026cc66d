"""What stands around a day and changes it: "vers le 15" is not the 15th, "la veille du 4" is not the 4th, "4 ou 5" is a choice."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from bot.domain.folding import fold
from bot.domain.reading import days
from bot.domain.reading.days import Ambiguous, Day, Impossible, Period, Reading

Change = Callable[[Reading], Reading | None]


def _roughly(reading: Reading) -> Reading | None:
    return Ambiguous((reading.value,), days.ROUGHLY) if isinstance(reading, Day) else reading if isinstance(reading, Ambiguous) else None


def _week_around(reading: Reading) -> Reading | None:
    return days.week_of(reading.value) if isinstance(reading, Day) else reading if isinstance(reading, Ambiguous | Impossible) else None


def _weekend_around(reading: Reading) -> Reading | None:
    week = _week_around(reading)
    return Period(week.end - timedelta(days=1), week.end) if isinstance(week, Period) else week


def _nothing(_reading: Reading) -> None:
    return None


_LINK = r"\s*(?:d'|l'|(?:de|du|le|la|the|of|to|au|on|from)\b\s*)*"
_COUNTED = (
    r"(?:\d+|une?|deux|trois|quatre|cinq|dix|quinze|a|one|two|three|four|five|ten)\s?"
    r"(?:jours?|j|h|heures?|semaines?|mois|days?|weeks?|hours?|months?)"
)
_BEFORE: tuple[tuple[str, Change], ...] = (
    (r"(?:vers|autour|environ|aux alentours|around|about|circa|roughly|approximately|~)", _roughly),
    (r"(?:peut-etre|maybe|perhaps|probablement|probably|sans doute|je pense|i think)", _roughly),
    (r"(?:la |the )?(?:semaine|sem\.?|week)(?: du| of)", _week_around),
    (r"(?:le |the )?(?:week-?end|we)(?: du| of)", _weekend_around),
    (rf"{_COUNTED}\s+(?:avant|apres|before|after)", _nothing),
    (r"(?:la veille|l'avant-veille|le lendemain|le surlendemain|the day before|the day after|the eve)", _nothing),
    (r"(?<!oubliez )(?<!oublie )(?<!ratez )(?<!manquez )(?:pas|sauf|hors|excepte|not|except|autre que|other than|ni)", _nothing),
    (r"(?:dans|departement|dept|dep|good|black|easter|ash|fat|every other)", _nothing),
)
_AFTER = (
    r"\s*\(?(?:a confirmer|a verifier|environ|peut-etre|je crois|je pense|il me semble|sauf erreur|probablement|"
    r"tbc|to be confirmed|or so|maybe|i think|probably|(?:ou|or) (?:avant|apres|plus tard|plus tot|before|after|later|earlier))\b\)?"
)
LONGEST_BEFORE = 40
_WHOLE = tuple((re.compile(rf"{before}{_LINK}(?P<rest>.+)"), change) for before, change in _BEFORE if change is not _nothing)
_INSIDE = tuple((re.compile(rf"(?<!\w){before}{_LINK}$"), change) for before, change in _BEFORE)
_HEDGED = re.compile(rf"(?P<rest>.+?){_AFTER}")
_HEDGE = re.compile(_AFTER)
BETWEEN = re.compile(r"\s*(?:,?\s(?P<other>ou|or)\s(?:bien )?|,?\s(?:et|and)\s|\s?&\s?|\s?(?P<slash>/)\s?)(?:le |on |the )?\s*")
"""What joins two days into a question: one or the other, or both."""

_NOISE = re.compile(r"[^\w\s/.,:'&°+~?!;%€$£=@-]|[_!;]")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_POLITE = r"(?:svp|stp|s'il vous plait|please|pls|plz|merci(?: d'avance| beaucoup| bcp)?|thanks|thank you|thx|cdlt|cordialement)"
_LEADING = re.compile(
    r"(?:(?:ok|oui|yes|bonjour|bjr|bonsoir|salut|hello|hi|hey|plutot|rather|disons|let's say|alors|donc|c'est|ce sera|it's|mettez|put|sera)"
    r"\s*,?\s+)+(?=\S)"
)
_TRAILING = re.compile(rf"(?:\s*[,.]?\s*{_POLITE})+\s*$")


def bare(text: str) -> str:
    """The folded text without what says nothing of a day: signs, quotation marks, courtesies. A question mark stays: it is a doubt."""
    folded = " ".join(_NOISE.sub(" ", _INVISIBLE.sub("", fold(text))).split()).strip(" ,.:-&~+")
    without = _TRAILING.sub("", _LEADING.sub("", folded))
    return without.strip(" ,.:") or folded


def around_whole(folded: str, read: Callable[[str], Reading | None]) -> Reading | None:
    """The reading of a whole text that says more than a day: "vers le 15", "semaine du 7", "le 4 à confirmer", "lundi ou mardi"."""
    for pattern, change in (*_WHOLE, (_HEDGED, _roughly)):
        if (match := pattern.fullmatch(folded)) and (reading := _either_way(match["rest"], folded[: match.start("rest")], read)):
            return change(reading)
    for join in BETWEEN.finditer(folded):
        if join["slash"] and re.search(r"\d$|^\d", folded[: join.start()][-1:] + folded[join.end() :][:1]):
            continue
        first, second = read(folded[: join.start()]), _either_way(folded[join.end() :], join[0], read)
        if first and second:
            return joined(first, second, other=bool(join["other"] or join["slash"]))
    return None


def _either_way(rest: str, before: str, read: Callable[[str], Reading | None]) -> Reading | None:
    """What follows a link word, which is a part of some days: "15" is none, "le 15" is one."""
    return read(rest) or (read(f"le {rest}") if before.endswith(("le ", "du ", "the ", "of ", "to ", "au ")) else None)


def joined(first: Reading, second: Reading, *, other: bool) -> Reading | None:
    """Two days side by side: a question between them. Periods stay what they are."""
    if isinstance(first, Impossible):
        return first
    if isinstance(second, Impossible):
        return second
    if isinstance(first, Period) or isinstance(second, Period):
        return None
    found = sorted({*days.each(first), *days.each(second)})
    return Ambiguous(tuple(found), days.ONE_OR_OTHER if other else days.SEVERAL_DAYS)


def around_inside(folded: str, start: int, end: int, reading: Reading) -> tuple[int, int, Reading | None]:
    """The same within a sentence, with the span that then says it; None where the day is none of ours."""
    before = folded[max(0, start - LONGEST_BEFORE) : start]
    for pattern, change in _INSIDE:
        if match := pattern.search(before):
            return (start - len(before) + match.start() if change is not _nothing else start), end, change(reading)
    hedge = _HEDGE.match(folded, end)
    return (start, hedge.end(), _roughly(reading)) if hedge else (start, end, reading)
