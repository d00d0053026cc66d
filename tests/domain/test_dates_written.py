"""Every day, however it is written and whatever stands around it, is read as itself or asked about: never as another day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.dates import Ambiguous, Day, find_dates, read_date
from bot.domain.reading.days import each

PARIS = "Europe/Paris"
NOW = datetime(2026, 11, 20, 10, tzinfo=ZoneInfo(PARIS))
FRENCH_MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"]
FRENCH_SHORT = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]
ENGLISH_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
FRENCH_DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
ENGLISH_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
Writing = Callable[[date], str]

WITH_YEAR: dict[str, tuple[str, Writing]] = {
    "04/12/2026": ("fr", lambda day: f"{day:%d/%m/%Y}"),
    "4/12/26": ("fr", lambda day: f"{day.day}/{day.month}/{day:%y}"),
    "04.12.2026": ("fr", lambda day: f"{day:%d.%m.%Y}"),
    "04-12-2026": ("fr", lambda day: f"{day:%d-%m-%Y}"),
    "2026-12-04": ("en", lambda day: day.isoformat()),
    "4 décembre 2026": ("fr", lambda day: f"{day.day} {FRENCH_MONTHS[day.month - 1]} {day.year}"),
    "1er": ("fr", lambda day: f"{'1er' if day.day == 1 else day.day} {FRENCH_MONTHS[day.month - 1].upper()} {day.year}"),
    "ven. 4 déc. 2026": ("fr", lambda day: f"{FRENCH_DAYS[day.weekday()][:3]}. {day.day} {FRENCH_SHORT[day.month - 1]} {day.year}"),
    "vendredi 04/12/2026": ("fr", lambda day: f"{FRENCH_DAYS[day.weekday()]} {day:%d/%m/%Y}"),
    "December 4, 2026": ("en", lambda day: f"{ENGLISH_MONTHS[day.month - 1]} {day.day}, {day.year}"),
    "Fri 4 Dec 2026": ("en", lambda day: f"{ENGLISH_DAYS[day.weekday()]} {day.day} {ENGLISH_MONTHS[day.month - 1][:3]} {day.year}"),
}
WITHOUT_YEAR: dict[str, tuple[str, Writing]] = {
    "4/12": ("fr", lambda day: f"{day.day}/{day.month}"),
    "4 décembre": ("fr", lambda day: f"le {day.day} {FRENCH_MONTHS[day.month - 1]}"),
    "4déc": ("fr", lambda day: f"{day.day}{FRENCH_SHORT[day.month - 1].strip('.')}"),
    "vendredi 4 décembre": ("fr", lambda day: f"{FRENCH_DAYS[day.weekday()]} {day.day} {FRENCH_MONTHS[day.month - 1]}"),
    "December 4": ("en", lambda day: f"{ENGLISH_MONTHS[day.month - 1]} {day.day}"),
}


def days_from(first: date, count: int) -> list[date]:
    return [first + timedelta(days=number) for number in range(count)]


@pytest.mark.parametrize("way", WITH_YEAR)
def test_every_day_of_three_years_is_read_as_itself(way: str) -> None:
    language, write = WITH_YEAR[way]
    for day in days_from(date(2026, 1, 1), 3 * 365):
        assert read_date(write(day), now=NOW, zone=PARIS, day_first=language == "fr") == Day(day), write(day)


@pytest.mark.parametrize("way", WITHOUT_YEAR)
def test_every_day_of_the_coming_year_is_read_as_itself_or_asked(way: str) -> None:
    language, write = WITHOUT_YEAR[way]
    for day in days_from(NOW.date(), 365):
        read = read_date(write(day), now=NOW, zone=PARIS, day_first=language == "fr")
        just_passed = day > NOW.date() + timedelta(days=365 - 32)
        assert isinstance(read, Ambiguous) and day in read.candidates if just_passed else read == Day(day), write(day)


@pytest.mark.parametrize("way", WITHOUT_YEAR)
def test_and_on_every_day_that_one_may_be_typing(way: str) -> None:
    language, write = WITHOUT_YEAR[way]
    for today in days_from(date(2026, 11, 20), 400):
        now, day = datetime(today.year, today.month, today.day, 23, 59, tzinfo=ZoneInfo("Indian/Mayotte")), today + timedelta(days=40)
        assert read_date(write(day), now=now, zone="Indian/Mayotte", day_first=language == "fr") == Day(day), (today, write(day))


BEFORE = st.sampled_from(
    [
        "",
        "le ",
        "pour le ",
        "avant le ",
        "jusqu'au ",
        "au plus tard le ",
        "Bonjour, ",
        "ok pour le ",
        "date limite : ",
        "« ",
        "(",
        "👍 ",
        "  ",
        "\u200b",
    ]
)
AFTER = st.sampled_from(
    [
        "",
        ".",
        " !",
        ")",
        " »",
        " svp",
        " stp merci",
        ", merci d'avance",
        " 🙂",
        " inclus",
        " dernier délai",
        "\u00a0",
        " au soir",
        "…",
        " please",
    ]
)
YEARS = st.dates(min_value=date(2026, 1, 1), max_value=date(2028, 12, 31))


@given(YEARS, BEFORE, AFTER, st.sampled_from([way for way, (language, _) in WITH_YEAR.items() if language == "fr"]))
def test_noise_around_a_day_does_not_change_it(day: date, before: str, after: str, way: str) -> None:
    read = read_date(f"{before}{WITH_YEAR[way][1](day)}{after}", now=NOW, zone=PARIS)
    assert read == Day(day)


SENTENCES = st.sampled_from(
    [
        "Réunion {} à Caen",
        "Candidatures avant le {}, par mail",
        "CA du {} : relevé de décisions",
        "On se voit {} ?",
        "Merci de répondre d'ici le {}. Bien à vous",
        "AG {}, salle 204, 3 rue du Port",
    ]
)


@given(YEARS, SENTENCES, st.sampled_from([way for way, (language, _) in WITH_YEAR.items() if language == "fr"]))
def test_a_sentence_around_a_day_does_not_change_it(day: date, sentence: str, way: str) -> None:
    text = sentence.format(WITH_YEAR[way][1](day))
    assert [one.reading for one in find_dates(text, now=NOW, zone=PARIS)] == [Day(day)], text


DOUBTS = st.sampled_from(["vers le {}", "{} environ", "{} à confirmer", "peut-être le {}", "{} je crois", "around {}", "autour du {}"])


@given(YEARS, DOUBTS)
def test_a_doubtful_day_is_never_taken(day: date, doubt: str) -> None:
    text = doubt.format(f"{day:%d/%m/%Y}")
    assert list(each(read_date(text, now=NOW, zone=PARIS))) == [day]
    assert isinstance(read_date(text, now=NOW, zone=PARIS), Ambiguous)
    assert [type(one.reading) for one in find_dates(f"Réponse {text}", now=NOW, zone=PARIS)] == [Ambiguous]


TWISTS = st.sampled_from(
    ["la veille du {}", "2 jours avant le {}", "trois semaines après le {}", "sauf le {}", "the day before {}", "pas le {}"]
)


@given(YEARS, TWISTS)
def test_a_day_that_is_another_is_none(day: date, twist: str) -> None:
    text = twist.format(f"{day:%d/%m/%Y}")
    assert read_date(text, now=NOW, zone=PARIS) is None
    assert find_dates(f"Réponse {text}.", now=NOW, zone=PARIS) == ()


@given(YEARS, YEARS, st.sampled_from([" ou ", " ou le ", " or ", ", ou le "]))
def test_two_days_are_a_question(one: date, other: date, between: str) -> None:
    read = read_date(f"{one:%d/%m/%Y}{between}{other:%d/%m/%Y}", now=NOW, zone=PARIS)
    assert list(each(read)) == sorted({one, other})
    assert isinstance(read, Ambiguous)


@example("au ")
@example("le ")
@example("a la ")
@example("mardi ou ")
@example("10, ")
@example("1-")
@example("12/")
@example("dans 2 a ")
@given(st.text(alphabet=" ,.:/-'0123456789aehlmnoprstu", min_size=1, max_size=6))
def test_what_repeats_itself_is_read_to_its_end(piece: str) -> None:
    """A pattern that can match in two ways at each step would try them all: for thirty steps that is for ever."""
    text = (piece * 80)[:80]
    read_date(text, now=NOW, zone=PARIS)
    find_dates(piece * 60, now=NOW, zone=PARIS)
