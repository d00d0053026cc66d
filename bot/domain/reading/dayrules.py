"""The grammar of days: one pattern for each way of saying a day. A pattern that half understands understands nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.reading import daysense as said
from bot.domain.reading import spansense as spans
from bot.domain.reading import weeksense as weeks
from bot.domain.reading.days import Moment, Reading
from bot.domain.reading.daywords import COUNT, DAY, FULL_WEEKDAY, LEAD, MONTH, NTH, PART, TAIL, TIME, WEEKDAY, YEAR, either

Reader = Callable[[re.Match[str], Moment], Reading | None]


@dataclass(frozen=True)
class Rule:
    """A way of saying a day: `whole` reads all of a text, `inside` finds it within a sentence (None: too short to be sure there)."""

    whole: re.Pattern[str]
    inside: re.Pattern[str] | None
    read: Reader


_TIME_AFTER = rf"(?:{PART}(?=\s*(?:a|at|vers|de|from)?\s*\d))?(?:(?:,|\s+-)?\s*(?:a|at|@|vers|de|from|des)?\s*{TIME})?"


def _rule(core: str, read: Reader, *, inside: str | None = "") -> Rule:
    """`inside` narrows what may follow within a sentence."""
    whole = re.compile(rf"{LEAD}{{0,5}}?(?P<core>{core}){_TIME_AFTER}{TAIL}{{0,4}}\s*\.?")
    found = None if inside is None else re.compile(rf"(?<![\w/.'-])(?P<core>{core}){_TIME_AFTER}(?!\w|[/.-]\d){inside}")
    return Rule(whole, found, read)


_OF_MONTH = (
    r"(?:(?:(?:du|de ce|of the|of this|of|in the|in|de|d'|this)\s*)?(?:(?P<next>next month|mois prochain)|"
    rf"(?:mois(?:-ci)?(?!\s+d[e'])|month)|(?:mois d(?:e |'))?(?P<month>{MONTH})(?:\s+(?P<year>\d{{4}}))?))"
)
_WITH_WEEKDAY = rf"(?:(?P<weekday>{WEEKDAY})[ ,]*(?:le |the )?)?"
_NUMBERS = rf"{_WITH_WEEKDAY}(?P<first>\d{{1,2}})"
_AND = rf"\s*(?:-|&|(?:et|and)(?: (?:le|du|the))?|au|a|to|until|jusqu'au|/(?=\s*\d{{1,2}} (?:{MONTH})\b))\s*"
_OR = r"\s*(?:,?\s*(?:ou|or)(?: (?:le|the))?)\s+"
_END = (
    r"(?=\s*(?:$|[.,;:!?)\n\"]|(?:a|at|au plus|dernier|inclus|minuit|midi|pour|pr|par|s'il|"
    r"svp|stp|merci|mais|puis|et|ou|h|please|but|and|or)\b))"
    r"(?!,? (?:rue|avenue|av|bd|boulevard|place|quai|chemin|allee|impasse|route|cours)\b)"
)
_JOINED = r"(?:\s*[-/]\s*|\s+|(?<=[\d°]))"
_THAT_YEAR = (
    r"(?:\s+(?P<when>prochain|dernier(?! delai)|passe|courant|cette annee|(?:de )?l'an(?:nee)? (?:prochaine?|derniere?)|"
    r"(?:of )?(?:this|next|last) year)\b)?"
)
_YEAR_AFTER = rf"(?:(?:,?\s+|\s*[-/]\s*)(?P<year>{YEAR}))?"
_NOT_THREE = r"(?!\s\d{3}(?!\d))"
_THIS_WEEK = (
    r"(?:la |the )?(?:(?P<that>cette semaine|this week)|(?P<next>semaine pro(?:chaine)?|next week)|"
    r"(?P<last>semaine (?:derniere|passee)|last week))\b"
)
_NO_FEAST = (
    r"(?!\s+(?:de paques|de pentecote|de l'ascension|gras|saint|des cendres|suivant|precedent|d'apres|d'avant|passe|"
    r"(?:dans|in) \w|(?:le |the )?\d|sur deux|of|de chaque))"
)
_EVERY = r"(?:tous les|chaque|every|each)"

RULES: tuple[Rule, ...] = (
    _rule(r"(?P<y>\d{4})(?P<mark>[-/])(?P<m>\d\d?)(?P=mark)(?P<d>\d\d?)", said.iso),
    _rule(rf"{_EVERY}\s+(?P<weekday>{FULL_WEEKDAY})s?\b(?: {PART})?", weeks.every),
    _rule(rf"(?:les |on )?(?P<weekday>{FULL_WEEKDAY})s\b(?: {PART})?", weeks.every),
    _rule(rf"(?:le |the )?(?P<nth>{either(NTH)})\s+(?P<weekday>{WEEKDAY})\s+(?=d|of|in){_OF_MONTH}", weeks.nth),
    _rule(
        rf"(?:les\s+)?(?P<days>{DAY}(?:\s*,\s*{DAY})+)\s*(?:,|et|and|&)\s*(?:le )?(?P<last>{DAY})\s+(?P<month>{MONTH}){_YEAR_AFTER}",
        spans.listed,
    ),
    _rule(rf"(?P<day1>{DAY}){_OR}(?P<day2>{DAY})\s+(?:of )?(?P<month>{MONTH}){_YEAR_AFTER}", spans.one_or_other),
    _rule(rf"(?P<month>{MONTH})\s+(?P<day1>{DAY}){_OR}(?P<day2>{DAY})(?:,?\s+(?P<year>\d{{4}}))?", spans.one_or_other),
    _rule(
        r"(?P<both>(?:du|from|entre(?: le)?|between(?: the)?|les)\s+)?"
        rf"(?:(?P<weekday1>{WEEKDAY})\s+)?(?P<day1>{DAY})(?:\s+(?P<month1>{MONTH}))?(?:\s+(?P<year1>\d{{4}}))?(?P<and>{_AND})"
        rf"(?:(?P<weekday2>{WEEKDAY})\s+)?(?:le |the )?(?P<day2>{DAY})(?:\s+|(?<=\d))(?:of )?(?P<month>{MONTH}){_YEAR_AFTER}",
        spans.named,
    ),
    _rule(
        rf"(?P<both>(?!))?(?P<weekday1>(?!))?(?P<weekday2>(?!))?(?P<month>{MONTH})\s+(?P<day1>{DAY})(?P<and>{_AND})"
        rf"(?P<month1>(?!))?(?P<year1>(?!))?(?P<day2>{DAY})(?:,?\s+(?P<year>{YEAR}))?",
        spans.named,
    ),
    _rule(
        r"(?P<both>(?:du|from|les|entre le|between)\s+)?"
        rf"(?:(?P<weekday1>{WEEKDAY})\s+)?(?P<day1>\d{{1,2}})(?:[/.](?P<month1>\d{{1,2}})(?:[/.](?P<year1>\d{{4}}|\d\d))?)?(?P<and>{_AND})"
        rf"(?:(?P<weekday2>{WEEKDAY})\s+)?(?:le )?(?P<day2>\d{{1,2}})[/.](?P<month2>\d{{1,2}})(?:[/.](?P<year>\d{{4}}|\d\d))?",
        spans.numeric,
    ),
    _rule(
        rf"(?P<both>(?:du|from|entre|between|les))\s+(?:le |the )?(?:(?P<weekday1>{WEEKDAY})\s+)?(?P<day1>{DAY})(?P<and>{_AND})"
        rf"(?:(?P<weekday2>{WEEKDAY})\s+)?(?:le |the )?(?P<day2>{DAY})",
        spans.of_the_month,
        inside=_END,
    ),
    _rule(rf"{_NUMBERS}\s?(?P<mark>[/.-])\s?(?P<second>\d{{1,2}})\s?(?P=mark)\s?(?P<year>\d{{4}}|\d\d)", said.numeric),
    _rule(rf"{_NUMBERS}\s(?P<second>\d{{1,2}})\s(?P<year>20\d\d)", said.numeric, inside=None),
    _rule(rf"{_NUMBERS}\s?[/.]\s?(?P<second>\d{{1,2}})(?P<year>(?!))?", said.numeric, inside=None),
    _rule(rf"(?!24/7|24/24){_NUMBERS}(?:(?<=\d\d)/|/(?=\d\d))(?P<second>\d{{1,2}})(?P<year>(?!))?", said.numeric),
    _rule(
        rf"(?:(?P<weekday>{WEEKDAY})[ ,]*)?(?:le |the )?(?P<day>{DAY}){_JOINED}(?:of\s+)?(?P<month>{MONTH}){_YEAR_AFTER}{_THAT_YEAR}",
        said.named,
        inside=_NOT_THREE,
    ),
    _rule(
        rf"(?:(?P<weekday>{WEEKDAY})[ ,]*)?(?P<month>{MONTH})\s+(?:the )?(?P<day>{DAY})(?:,?\s+(?P<year>\d{{4}}))?{_THAT_YEAR}",
        said.month_first,
        inside=_NOT_THREE,
    ),
    _rule(
        rf"(?:le |the |au |du )?(?P<day>{DAY})\s+"
        r"(?:(?:du|de ce|of the|of this|of)\s+(?:(?P<next>mois prochain|next month)|mois(?!\s+d)|month)|courant)\b",
        said.day_of_that_month,
    ),
    _rule(rf"(?P<weekday>{WEEKDAY})[ ,]+(?:le |the )?(?P<day>{DAY})", said.day_of_month, inside=_END),
    _rule(rf"(?P<weekday>(?!))?(?:le|the|au|du)\s+(?P<day>{DAY})", said.day_of_month, inside=_END),
    _rule(r"(?P<weekday>(?!))?(?P<day>\d{1,2}(?:st|nd|rd|th))", said.day_of_month, inside=_END),
    _rule(rf"(?P<count>{COUNT}) weeks?(?: from| on)? (?P<from>{FULL_WEEKDAY}|today|tomorrow)\b", weeks.weeks_from),
    _rule(rf"(?P<count>(?!))?(?P<from>{FULL_WEEKDAY}|tomorrow) week\b", weeks.weeks_from),
    _rule(
        rf"(?P<from>{FULL_WEEKDAY}|demain|aujourd'?hui) en (?P<later>huit|8|quinzaine|quinze|15)(?: jours)?\b",
        weeks.in_eight_days,
    ),
    _rule(rf"(?P<weekday>{WEEKDAY}),?\s+(?:de |of )?{_THIS_WEEK}", weeks.weekday_of_week),
    _rule(rf"{_THIS_WEEK},?\s+(?P<weekday>{WEEKDAY})", weeks.weekday_of_week),
    _rule(
        rf"(?:du |from |de )?(?P<first>{WEEKDAY})\s*(?:-|au|a|to|through)\s*(?P<last>{WEEKDAY})", weeks.weekday_range, inside=r"(?!\s+\d)"
    ),
    _rule(
        rf"(?P<before>(?:ce|this coming|this|coming|next|last|prochain|dernier)\s+)?(?P<weekday>{FULL_WEEKDAY})"
        r"(?P<after>\s+(?:prochaine?|pro|proch\.?|dernier(?! delai)|passe|qui vient|a venir))?\b",
        weeks.weekday,
        inside=_NO_FEAST,
    ),
    _rule(
        rf"(?P<before>(?:ce|this coming|this|coming|next|last|prochain)\s+)?(?P<weekday>{WEEKDAY})"
        r"(?P<after>\s+(?:prochain|pro|dernier(?! delai)|passe))?",
        weeks.short_weekday,
        inside=None,
    ),
    _rule(
        rf"(?:(?:dans|ds|sous|d'ici(?: a)?|in|within|(?P<since>il y a))\s+)(?P<count>{COUNT})"
        rf"(?:\s*(?:a|ou|-|or|to)\s*(?P<most>{COUNT}))?\s*"
        r"(?P<unit>jours?|jrs?|j|days?|semaines?|sem|weeks?|mois|months?|ans?|years?)\b(?:'s? time)?"
        r"(?P<working>\s+(?:ouvres?|ouvrables?)\b)?(?P<ago>(?!))?",
        spans.after_a_while,
        inside=r"(?! et demie?)",
    ),
    _rule(
        rf"(?P<since>(?!))?(?P<most>(?!))?(?P<working>(?!))?(?P<count>{COUNT})\s+(?P<unit>days?|weeks?|months?|years?)"
        r"\s+(?:(?P<ago>ago)|from now|from today)",
        spans.after_a_while,
    ),
    _rule(r"(?:sous|dans|ds|d'ici|within|in)\s+(?:une? |a )?(?P<word>huitaine|quinzaine|fortnight)(?: de jours)?", spans.fortnight),
    _rule(r"(?:sous|dans|ds|d'ici|within|in)\s+(?P<count>24|48|72)\s*(?:h|heures|hours)\b", spans.hours),
    _rule(rf"(?P<word>{'|'.join(said.TWO_STEPS)})\b", said.step),
    _rule(rf"(?P<word>{either(said.STEPS)})\b", said.step),
    _rule(r"(?P<feast>noel|christmas|jour de l'an|nouvel an|new year's day)\b", said.feast),
    _rule(rf"(?:la |the )?(?:fin|end)\s+{_OF_MONTH}", said.end_of),
    _rule(
        r"(?:la |the )?(?:fin d'annee|fin de l'annee|end of (?:the |this |(?P<next>next ))?year|(?:fin|end of)(?= \d{4}))"
        r"(?P<after> prochaine)?(?:\s+(?P<year>\d{4}))?",
        said.end_of_year,
    ),
    _rule(
        r"(?:la |the )?(?:fin de (?:la |cette )?semaine(?P<next> prochaine| pro)?|end of (?:the |this |(?P<after>next ))?week)",
        weeks.end_of_week,
    ),
    _rule(
        rf"(?:la |the |en )?(?P<when>mi-|mi |mid-|mid |milieu |debut |early |courant |beginning )\s*{_OF_MONTH}",
        said.about,
    ),
    _rule(r"(?:ce |this |le |the )?(?:week-?end|\bwe)(?P<next> prochain)?|next week-?end", weeks.weekend, inside=None),
    _rule(r"(?:ce |this |le |the )?week-?end(?P<next> prochain)?|next week-?end", weeks.weekend),
    _rule(_THIS_WEEK, weeks.week),
    _rule(r"(?:(?:la )?semaine|sem\.?|week|s)\s?(?:n°\s*)?(?P<number>\d{1,2})", weeks.numbered_week),
    _rule(
        r"(?:(?P<next>(?:le )?mois prochain|next month)|(?P<last>(?:le )?mois (?:dernier|passe)|last month)|ce mois(?:-ci)?|this month)\b",
        spans.this_month,
    ),
    _rule(r"(?P<number>0?[1-9]|1[0-2])[/-](?P<year>20\d\d)", spans.numbered_month, inside=None),
    _rule(rf"(?:en |in |courant )?(?P<next>(?!))?(?P<month>{MONTH})(?:\s+(?:(?P<year>\d{{4}})|prochain))?", spans.whole_month, inside=None),
)

NO_DAY = re.compile(
    rf"(?<!\w)(?:{_EVERY}\s+(?:other|autre)\s+\w+|"
    rf"{_EVERY}\s+(?:\d{{1,2}}\w*|{either(NTH)})(?:\s+{FULL_WEEKDAY})?(?:\s+(?:du mois|of the month))?|"
    rf"(?:le |the )?(?:{DAY}|{either(NTH)})(?:\s+{FULL_WEEKDAY})?\s+(?:de|of)\s+(?:chaque|each|every)\s+\w+|"
    rf"(?:un|une|1)\s+{FULL_WEEKDAY}\s+sur\s+\w+)"
)
"""What comes back and names no day: within a sentence, nothing in it is one."""
