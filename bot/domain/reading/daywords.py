"""The French and English words of the calendar, folded, as pieces of patterns."""

from __future__ import annotations

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
NUMBERS: Mapping[str, int] = (
    dict(zip(_UNITS, range(1, 21), strict=True))
    | {f"vingt-{unit}": 20 + number for number, unit in enumerate(_UNITS[:9], 1)}
    | {"une": 1, "premier": 1, "vingt et un": 21, "vingt-et-un": 21, "trente": 30, "trente et un": 31, "trente-et-un": 31}
    | _numbered(1, ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"))
    | {"a": 1, "an": 1, "first": 1}
)
COUNTED: Mapping[str, int] = {word: number for word, number in NUMBERS.items() if word not in ("premier", "first")}
_AS_DAY = [word for word in NUMBERS if word not in ("un", "une", "a", "an", "six")]


def either(words: Iterable[str]) -> str:
    """A pattern that matches one of the words, the longest first."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


FULL_WEEKDAY = either(word for word in WEEKDAYS if len(word) > 4 and word != "thurs")
WEEKDAY = rf"(?:{either(WEEKDAYS)}\b\.?)"
MONTH = rf"(?:{either(MONTHS)}\b(?:\.(?=\s*[\d']))?)"
DAY = rf"(?:\d{{1,2}} ?(?:er|e|st|nd|rd|th)\b|\d{{1,2}}\b|{either(_AS_DAY)}\b)"
YEAR = r"(?:\d{4}\b|'\d\d\b|\d\d(?=\s*(?:$|[.,;)!\n])))"
COUNT = rf"(?:\d{{1,3}}|{either(COUNTED)})"
TIME = (
    r"(?:(?P<hour>\d{1,2}) ?(?:h|heures?|:) ?(?P<minute>[0-5]\d)?\b(?: ?(?:-|a) ?\d{1,2} ?h\d{0,2})?|"
    r"(?P<hour12>\d{1,2}) ?(?P<half>am|pm)\b|(?P<noon>midi|noon)\b)"
)
"""A wall-clock time. Midnight is left to the words that follow a day: the 31st at midnight is the 31st."""

LEAD = (
    r"(?:(?:avant|before|jusqu'(?:au|a|en)|until|till|d'ici|by|au plus tard|at the latest|no later than|"
    r"not later than|pour|for|des|a partir (?:du|de)|"
    r"a compter du|from|le|la|l'|les|du|au|on|the|cob|eod|date limite|limite|deadline|cloture)\s*:?\s*)"
)
TAIL = (
    r"(?:,?\s*(?:inclus(?:ivement)?|compris|inclusive|au plus tard|dernier delai|delai de rigueur|at the latest|"
    r"maxi(?:mum)?|max|minuit|a minuit|midnight|"
    r"cob|eod|(?:au |le |in the )?(?:matin|soir|apres-midi|morning|evening|afternoon)))"
)


def day_number(typed: str) -> int:
    """As in "1er", "trente", "5th": the number of a day."""
    digits = "".join(character for character in typed if character.isdigit())
    return int(digits) if digits else NUMBERS[typed.strip()]


def weekday_number(typed: str) -> int:
    """Monday is 0."""
    return WEEKDAYS[typed.strip(" .")]


def month_number(typed: str) -> int:
    """January is 1."""
    return MONTHS[typed.strip(" .")]
