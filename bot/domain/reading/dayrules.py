"""The grammar of days: one pattern for each way of saying a day. A pattern that half understands understands nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.reading import daysense as said
from bot.domain.reading.days import Moment, Reading
from bot.domain.reading.daywords import COUNT, DAY, FULL_WEEKDAY, LEAD, MONTH, TAIL, TIME, WEEKDAY, YEAR

Reader = Callable[[re.Match[str], Moment], Reading | None]


@dataclass(frozen=True)
class Rule:
    """A way of saying a day: `whole` reads all of a text, `inside` finds it within a sentence (None: too short to be sure there)."""

    whole: re.Pattern[str]
    inside: re.Pattern[str] | None
    read: Reader


_TIME_AFTER = rf"(?:,?\s*(?:a|at|@|vers|de|from|des)?\s*{TIME})?"


def _rule(core: str, read: Reader, *, inside: str | None = "") -> Rule:
    """`inside` narrows what may follow within a sentence."""
    whole = re.compile(rf"{LEAD}*?(?P<core>{core}){_TIME_AFTER}{TAIL}*\s*\.?")
    found = None if inside is None else re.compile(rf"(?<![\w/.'-])(?P<core>{core}){_TIME_AFTER}(?!\w|[/.-]\d){inside}")
    return Rule(whole, found, read)


_OF_MONTH = (
    r"(?:(?:(?:du|de ce|of the|of this|of|de|this)\s+)?(?:(?P<next>next month|mois prochain)|(?:mois(?!\s+de)|month)|"
    rf"(?P<month>{MONTH})(?:\s+(?P<year>\d{{4}}))?))"
)
_NEXT_NUMERIC = r"(?:(?P<weekday>W)[ ,]*(?:le |the )?)?(?P<first>\d{1,2})".replace("W", WEEKDAY)
_AND = r"\s*(?:-|&|et(?: (?:le|du))?|and|au|a|to|until|jusqu'au)\s*"
_END = r"(?=\s*(?:$|[.,;:!?)\n\"]|(?:a|at|au plus|dernier|inclus|minuit|midi|pour|pr|par|s'il|svp|stp|merci|et|ou|h)\b))"

RULES: tuple[Rule, ...] = (
    _rule(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)", said.iso),
    _rule(
        r"(?:(?:du|from|entre le|between|les)\s+)?"
        rf"(?:{WEEKDAY}\s+)?(?P<day1>{DAY})(?:\s+(?P<month1>{MONTH}))?(?:\s+(?P<year1>\d{{4}}))?{_AND}"
        rf"(?:{WEEKDAY}\s+)?(?:le |the )?(?P<day2>{DAY})\s+(?P<month>{MONTH})(?:,?\s+(?P<year>{YEAR}))?",
        said.several_named,
    ),
    _rule(
        rf"(?P<month>{MONTH})\s+(?P<day1>{DAY}){_AND}(?P<month1>(?!))?(?P<year1>(?!))?(?P<day2>{DAY})(?:,?\s+(?P<year>{YEAR}))?",
        said.several_named,
    ),
    _rule(
        r"(?:(?:du|from|les|entre le)\s+)?"
        rf"(?:{WEEKDAY}\s+)?(?P<day1>\d{{1,2}})(?:[/.](?P<month1>\d{{1,2}})(?:[/.](?P<year1>\d{{4}}|\d\d))?)?{_AND}"
        rf"(?:{WEEKDAY}\s+)?(?P<day2>\d{{1,2}})[/.](?P<month2>\d{{1,2}})(?:[/.](?P<year>\d{{4}}|\d\d))?",
        said.several_numeric,
    ),
    _rule(rf"{_NEXT_NUMERIC}(?P<mark>[/.-])(?P<second>\d{{1,2}})(?P=mark)(?P<year>\d{{4}}|\d\d)", said.numeric),
    _rule(rf"{_NEXT_NUMERIC}[/.](?P<second>\d{{1,2}})(?P<year>(?!))?", said.numeric, inside=None),
    _rule(rf"(?!24/7|24/24){_NEXT_NUMERIC}(?:(?<=\d\d)/|/(?=\d\d))(?P<second>\d{{1,2}})(?P<year>(?!))?", said.numeric),
    _rule(
        rf"(?:(?P<weekday>{WEEKDAY})[ ,]*)?(?:le |the )?(?P<day>{DAY})\s+(?:of\s+)?(?P<month>{MONTH})(?:,?\s+(?P<year>{YEAR}))?",
        said.named,
    ),
    _rule(rf"(?:(?P<weekday>{WEEKDAY})[ ,]*)?(?P<month>{MONTH})\s+(?:the )?(?P<day>{DAY})(?:,?\s+(?P<year>\d{{4}}))?", said.named),
    _rule(rf"(?P<weekday>{WEEKDAY})[ ,]+(?:le |the )?(?P<day>{DAY})", said.day_of_month, inside=_END),
    _rule(rf"(?P<weekday>(?!))?(?:le|the|au|du)\s+(?P<day>{DAY})", said.day_of_month, inside=_END),
    _rule(r"(?P<weekday>(?!))?(?P<day>\d{1,2}(?:st|nd|rd|th))", said.day_of_month, inside=_END),
    _rule(rf"(?:(?:a|one) week from|a week on)\s+(?P<weekday>{WEEKDAY})", said.week_from_weekday),
    _rule(
        rf"(?P<before>(?:ce|this|next|last|prochain)\s+)?(?P<weekday>{FULL_WEEKDAY})"
        r"(?P<after>\s+(?:prochain|dernier|passe|en huit|en quinze|en quinzaine))?\b",
        said.weekday,
    ),
    _rule(
        rf"(?:(?:dans|ds|sous|d'ici(?: a)?|in|within|(?P<since>il y a))\s+)(?P<count>{COUNT})\s*"
        r"(?P<unit>jours?|jrs?|j|days?|semaines?|sem|weeks?|mois|months?|ans?|years?)\b(?P<ago>(?!))?",
        said.after_a_while,
    ),
    _rule(
        rf"(?P<since>(?!))?(?P<count>{COUNT})\s+(?P<unit>days?|weeks?|months?|years?)\s+(?:(?P<ago>ago)|from now|from today)",
        said.after_a_while,
    ),
    _rule(r"(?:sous|dans|ds|d'ici|within|in)\s+(?:une? )?(?P<word>huitaine|quinzaine)(?: de jours)?", said.fortnight),
    _rule(r"(?:sous|dans|ds|d'ici|within|in)\s+(?P<count>24|48|72)\s*(?:h|heures|hours)\b", said.hours),
    _rule(rf"(?P<word>{'|'.join(said.TWO_STEPS)})\b", said.step),
    _rule(rf"(?P<word>{'|'.join(said.STEPS)})\b", said.step),
    _rule(rf"(?:la |the )?(?:fin|end)\s+{_OF_MONTH}", said.end_of),
    _rule(
        r"(?:la |the )?(?:fin d'annee|fin de l'annee|end of (?:the |this )?year|(?:fin|end of)(?= \d{4}))(?:\s+(?P<year>\d{4}))?",
        said.end_of_year,
    ),
    _rule(r"(?:la |the )?(?:fin de (?:la |cette )?semaine(?P<next> prochaine)?|end of (?:the |this )?week)", said.end_of_week),
    _rule(rf"(?:la |the |en )?(?P<when>mi-|mi |mid-|mid |milieu |debut |early |courant |beginning )\s*{_OF_MONTH}", said.about),
    _rule(r"(?:ce |this |le |the )?week-?end(?P<next> prochain)?|next week-?end", said.weekend),
    _rule(r"(?:la |cette |the |this )?(?P<next>semaine pro(?:chaine)?\b|next week)|cette semaine|this week", said.week),
    _rule(r"(?:(?:la )?semaine|sem\.?|week|s)\s?(?:n°\s*)?(?P<number>\d{1,2})", said.numbered_week),
    _rule(rf"(?:en |in |courant )?(?P<next>(?!))?(?P<month>{MONTH})(?:\s+(?P<year>\d{{4}}))?", said.whole_month, inside=None),
)
