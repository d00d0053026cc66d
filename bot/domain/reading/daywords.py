"""The French and English words of the calendar, folded, as pieces of patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping


def _numbered(first: int, lines: Iterable[str]) -> dict[str, int]:
    return {word: number for number, line in enumerate(lines, first) for word in line.split()}


WEEKDAYS = _numbered(
    0,
    (
        "lundi monday lun mon",
        "mardi tuesday mar tues tue",
        "mercredi wednesday mer wed",
        "jeudi thursday jeu thurs thur thu",
        "vendredi friday ven vend fri",
        "samedi saturday sam sat",
        "dimanche sunday dim sun",
    ),
)
MONTHS = _numbered(
    1,
    (
        "janvier january janv jan",
        "fevrier february fevr fev feb",
        "mars march mar",
        "avril april avr apr",
        "mai may",
        "juin june jun",
        "juillet july juil jul",
        "aout august aug",
        "septembre september sept sep",
        "octobre october oct",
        "novembre november nov",
        "decembre december dec",
    ),
)
_UNITS = (
    *("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize"),
    *("quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf", "vingt"),
)
_FRENCH: Mapping[str, int] = (
    dict(zip(_UNITS, range(1, 21), strict=True))
    | {f"vingt-{unit}": 20 + number for number, unit in enumerate(_UNITS[:9], 1)}
    | {"une": 1, "premier": 1, "vingt et un": 21, "vingt-et-un": 21, "trente": 30, "trente et un": 31, "trente-et-un": 31}
)
_ORDINALS = _numbered(
    1,
    (
        *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
        *("thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"),
    ),
)
_TENS = {f"twenty-{word}": 20 + number for word, number in _ORDINALS.items() if number < 10} | {"thirtieth": 30, "thirty-first": 31}
_ENGLISH = _numbered(1, ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")) | {"a": 1, "an": 1}
_SPELT = {**_FRENCH, **_ENGLISH, **_ORDINALS, **_TENS}
NUMBERS: Mapping[str, int] = _SPELT | {word.replace("-", " "): number for word, number in _SPELT.items()}
"""On phones "vingt-deux" loses its hyphen: read without it, "vingt deux décembre" would be the 2nd."""
COUNTED: Mapping[str, int] = {
    word: number for word, number in NUMBERS.items() if word in _ENGLISH or (word in _FRENCH and word != "premier")
}
_AS_DAY = [word for word in NUMBERS if word not in ("un", "une", "a", "an")]
NTH: Mapping[str, int] = _numbered(
    1,
    (
        "premier premiere 1er 1ere first 1st",
        "deuxieme 2e 2eme second 2nd",
        "troisieme 3e 3eme third 3rd",
        "quatrieme 4e 4eme fourth 4th",
        "cinquieme 5e 5eme fifth 5th",
    ),
) | {"dernier": -1, "last": -1}


def either(words: Iterable[str]) -> str:
    """A pattern that matches one of the words, the longest first."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


FULL_WEEKDAY = either(word for word in WEEKDAYS if len(word) > 4 and word != "thurs")
WEEKDAY = rf"(?:{either(WEEKDAYS)}\b\.?)"
MONTH = rf"(?:{either(MONTHS)}\b(?:\.(?=\s*(?:[\d'-]|(?:au?|et|to|and)\b)))?)"
DAY = rf"(?:\d{{1,2}} ?(?:er|ier|e|st|nd|rd|th)\b|\d{{1,2}} ?°|\d{{1,2}}(?!\d)|{either(_AS_DAY)}\b)"
YEAR = r"(?:\d{4}\b|'\d\d\b|\d\d(?=\s*(?:$|[.,;)!\n])))"
COUNT = rf"(?:\d{{1,3}}|{either(COUNTED)})"
PART = (
    r"(?:,?\s*(?:au |le |in the |dans la |dans l'|en |en debut de |en debut d'|en fin de |en fin d'|debut de |fin de |late |early )?"
    r"(?:matinee|matin|soiree|soir|apres-midi|apres midi|aprem|journee|morning|evening|afternoon)\b)"
)
"""A part of a day: it says no hour."""
_HALF = r"[ap](?:m\b|\.m\b\.?)"
TIME = (
    r"(?:(?P<hour>\d{1,2}) ?(?:h|heures?|:) ?(?P<minute>[0-5]\d)?\b(?! ?[ap]\.?m)"
    r"(?P<late> du soir| de l'apres-midi| in the evening)?(?: du matin)?(?: ?(?:-|a|to|et) ?\d{1,2} ?[h:] ?\d{0,2})?|"
    rf"(?P<hour12>\d{{1,2}})(?:[:.](?P<minute12>[0-5]\d))? ?(?P<half>{_HALF})(?: ?(?:-|to|until) ?\d{{1,2}}(?:[:.]\d\d)? ?{_HALF})?|"
    rf"(?P<first12>\d{{1,2}}) ?(?:-|to) ?(?P<last12>\d{{1,2}}) ?(?P<half12>{_HALF})|(?P<noon>midi|noon)\b)"
)
"""A wall-clock time. Midnight is left to the words that follow a day: the 31st at midnight is the 31st."""

LEAD = (
    r"(?:(?:avant|avt|before|jusqu'(?:au|a|en)|jusqu(?:e| au?)|until|till|til|d'ici(?: au| le)?|by|au plus tard|"
    r"at the latest|no later than|"
    r"not later than|pas plus tard que|dernier delai|pour|pr|for|due|a rendre|a faire|des|a partir (?:du|de)|a compter du|from|"
    r"le|la|l'|les|du|au|on|the|cob|eod|end of day|date limite|limite|echeance|deadline|cloture|max(?:i|imum)?|a(?= ))\s*(?::\s*)?)"
)
TAIL = (
    rf"(?:{PART}|,?\s*(?:inclus(?:ivement)?|compris|inclusive|au plus tard|dernier delai|delai de rigueur|at the latest|"
    r"maxi(?:mum)?|max|minuit|a minuit|midnight|cob|eod|end of day))"
)


def day_number(typed: str) -> int:
    """As in "1er", "trente", "5th": the number of a day."""
    digits = "".join(character for character in typed if character.isdigit())
    return int(digits) if digits else NUMBERS[" ".join(typed.split())]


def weekday_number(typed: str) -> int:
    """Monday is 0."""
    return WEEKDAYS[typed.strip(" .")]


def month_number(typed: str) -> int:
    """January is 1."""
    return MONTHS[typed.strip(" .")]


MAY_SAY_A_DAY = re.compile(
    r"\d|\b(?:demain|hier|aujourd|ce (?:soir|matin|midi)|cette nuit|semaine|mois|fin|debut|mi|quinzaine|huitaine|an|annee|noel|paques|"
    r"toussaint|lun|"
    r"mar|mer|jeu|ven|sam|dim|jan|fev|feb|avr|apr|mai|may|jui|jun|jul|aou|aug|sep|oct|nov|dec|to(?:day|morrow|night)|week|month|year|"
    r"mon|tue|"
    r"wed|thu|fri|sun|end|fortnight|yesterday|premier|deux|trois|quatre|cinq|six|huit|neuf|dix|onze|douze|treize|quatorze|quinze|"
    r"seize|vingt|"
    r"trente|first|second|third)"
)
"""Without one of these, folded, no day is said: most sentences need not be searched for one."""
