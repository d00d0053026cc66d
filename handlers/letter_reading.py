"""A reader's few words about his letter, read: "emploi, Normandie, mardi 9 h, en anglais"."""

from __future__ import annotations

import dataclasses
import re

from rapidfuzz.fuzz import ratio

from bot.domain.errors import Refused
from bot.domain.folding import words as folded
from bot.domain.people import Person
from bot.domain.subscription import TOPICS, Subscription, topic_name
from bot.domain.week import EARLIEST_HOUR, LATEST_HOUR
from bot.wording import Words
from storage.transaction import Tx

_WEEKDAYS = (
    {"lundi", "lundis", "monday", "mondays", "lun", "mon"},
    {"mardi", "mardis", "tuesday", "tuesdays", "tue"},
    {"mercredi", "mercredis", "wednesday", "wednesdays", "wed"},
    {"jeudi", "jeudis", "thursday", "thursdays", "jeu", "thu"},
    {"vendredi", "vendredis", "friday", "fridays", "ven", "fri"},
)
_WEEKEND = {"samedi", "dimanche", "saturday", "sunday"}
_HOUR = re.compile(r"\b(\d{1,2}) ?(?:(?:h|heures?|am|(?P<pm>pm)|o clock)(?: ?(?P<minutes>\d\d))?|(?P<sharp>\d\d))\b")
_SMALL = frozenset(
    [
        "le",
        "la",
        "les",
        "l",
        "a",
        "au",
        "aux",
        "et",
        "de",
        "du",
        "des",
        "d",
        "en",
        "at",
        "on",
        "the",
        "and",
        "in",
        "of",
        "chaque",
        "every",
        "each",
        "sur",
        "about",
        "pour",
        "for",
    ]
)
_LANGUAGES = {"en": {"anglais", "english"}, "fr": {"francais", "french"}}
_EVERYTHING = {"tout", "everything", "all", "toutes", "tous"}
_OF_EVERYTHING = {"regions", "region", "themes", "theme", "topics", "topic", "chambres", "chambers"}
_CLOSE = 65
"""Of 100: from there a topic is what was probably meant."""


def changed(before: Subscription, text: str, person: Person, tx: Tx) -> Subscription:
    """The settings that the words ask for: topics, regions, day, hour, language. Topics or regions that are named replace the old ones.

    Raises Refused for what it does not know, with what is close: nothing is half changed.
    """
    rest = folded(text)
    after = dataclasses.replace(before, ended_at=None, paused_until=None)
    if hour := _HOUR.search(rest):
        after = dataclasses.replace(after, hour=_hour(hour))
        rest = rest.replace(hour[0], " ")
    said = rest.split()
    if set(said) & _WEEKEND:
        raise Refused("The letter leaves from Monday to Friday. Type one of these days.")
    for number, names in enumerate(_WEEKDAYS):
        after = dataclasses.replace(after, weekday=number) if set(said) & names else after
        said = [word for word in said if word not in names]
    for language, names in _LANGUAGES.items():
        after = dataclasses.replace(after, language=language) if set(said) & names else after
        said = [word for word in said if word not in names]
    everything = bool(set(said) & _EVERYTHING)
    if everything:
        said = [word for word in said if word not in _EVERYTHING | _OF_EVERYTHING]
    topics, rest = _topics(" ".join(said), tx)
    regions = _regions(rest, tx.words(person.language, person.zone), tx)
    if everything:
        return dataclasses.replace(after, topics=topics, regions=regions)
    return dataclasses.replace(after, topics=topics or after.topics, regions=regions or after.regions)


def _hour(said: re.Match[str]) -> int:
    hour = int(said[1]) + (12 if said["pm"] and int(said[1]) < 12 else 0)
    minutes = int(said["minutes"] or said["sharp"] or 0)
    if minutes or not EARLIEST_HOUR <= hour < LATEST_HOUR:
        first, last = EARLIEST_HOUR, LATEST_HOUR - 1
        raise Refused("The letter leaves on the hour, between {first} h and {last} h. Type an hour in between.", first=first, last=last)
    return hour


def _topics(rest: str, tx: Tx) -> tuple[tuple[str, ...], str]:
    """The topics named in either language, and what is left."""
    found = []
    for topic in TOPICS:
        names = {topic.replace("-", " "), *(folded(tx.words(language, "UTC").text(topic_name(topic))) for language in ("fr", "en"))}
        names |= {name.removesuffix("s") for name in names}
        pattern = rf"\b(?:{'|'.join(re.escape(name) for name in sorted(names, key=len, reverse=True))})s?\b"
        if re.search(pattern, rest):
            found.append(topic)
            rest = re.sub(pattern, " , ", rest)
    return tuple(found), rest


def _regions(rest: str, words: Words, tx: Tx) -> tuple[str, ...]:
    """The chambers named by what is left, the longest names first."""
    codes: list[str] = []
    for part in rest.split(","):
        said = part.split()
        while said:
            code, used = _longest(said, tx)
            if not code and said[0] not in _SMALL:
                raise _unknown(_unresolved(said, tx), words, tx)
            codes += [code] if code else []
            said = said[used:]
    return tuple(dict.fromkeys(codes))


def _longest(said: list[str], tx: Tx) -> tuple[str, int]:
    """The chamber that the first words name, and how many they are; none, and one word passed over."""
    today = tx.now.date()
    for used in range(len(said), 0, -1):
        chamber = tx.directory.resolve(" ".join(said[:used]), today) if said[used - 1] not in _SMALL else None
        if chamber:
            return chamber.code, used
    return "", 1


def _unresolved(said: list[str], tx: Tx) -> str:
    """The first words up to the next ones that name a chamber."""
    for end in range(1, len(said)):
        if _longest(said[end:], tx)[0]:
            return " ".join(said[:end])
    return " ".join(said)


def _unknown(typed: str, words: Words, tx: Tx) -> Refused:
    names = [words.text(topic_name(topic)) for topic in TOPICS]
    near = [name for name in names if ratio(folded(name), typed) >= _CLOSE]
    if not near and not tx.directory.near(typed):
        return Refused("I do not know “{typed}”. Type for example: letter jobs, Normandie, Tuesday 9 h", typed=typed)
    near += [chamber.region for chamber in tx.directory.suggest(typed)]
    return Refused("I do not know “{typed}”. {first}, {second} or {third}?", typed=typed, first=near[0], second=near[1], third=near[2])
