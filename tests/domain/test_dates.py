"""Days as people write them: understood entirely, or asked, or not at all."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.dates import (
    Ambiguous,
    Day,
    Impossible,
    Period,
    Reading,
    Sense,
    find_dates,
    read_date,
    read_day_or_period,
    read_period,
    written,
)
from tests.domain.language import lines, on
from tests.domain.said_days import SaidDay, said_days, short

THURSDAY = datetime.fromisoformat("2026-03-12T09:14:00+01:00")
PARIS = "Europe/Paris"


def read(text: str, *, language: str = "fr", sense: Sense = "future") -> Reading | None:
    return read_day_or_period(text, now=THURSDAY, zone=PARIS, sense=sense, day_first=language == "fr")


@pytest.mark.parametrize("said", tuple(said_days()), ids=lambda said: f"{said.place} {said.typed}")
def test_the_table_of_days(said: SaidDay) -> None:
    assert said.read() == said.expected


@pytest.mark.parametrize("line", lines("dates.jsonl"), ids=lambda line: line["text"])
def test_the_collected_phrases(line: dict[str, Any]) -> None:
    said: dict[str, Any] = {"now": datetime.fromisoformat(line["reference"]), "zone": line["tz"], "sense": line["sense"]}
    said["day_first"] = line["lang"] == "fr"
    inside = [found.reading for found in find_dates(line["text"], **said)]
    reading = read_day_or_period(line["text"], **said) or (inside[0] if len(inside) == 1 else None)
    if line["expected"] == "ask":
        assert reading is None or isinstance(reading, Ambiguous)
        assert short(reading) == ("|".join(line["candidates"]) or "-")
    else:
        assert short(reading) == line["expected"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("aujourd'hui", "2026-03-12"),
        ("Aujourd’hui", "2026-03-12"),
        ("DEMAIN", "2026-03-13"),
        ("demain matin", "2026-03-13"),
        ("après-demain", "2026-03-14"),
        ("demain 14h30", "2026-03-13T14:30"),
        ("demain à 9 h", "2026-03-13T09:00"),
        ("demain midi", "2026-03-13T12:00"),
        ("demain à 25h", "-"),
        ("vendredi", "2026-03-13"),
        ("d'ici vendredi", "2026-03-13"),
        ("ce vendredi 14h", "2026-03-13T14:00"),
        ("vendredi prochain", "2026-03-13|2026-03-20"),
        ("lundi prochain", "2026-03-16"),
        ("jeudi prochain", "2026-03-19"),
        ("jeudi", "2026-03-12|2026-03-19"),
        ("mardi en huit", "2026-03-24"),
        ("vendredi en quinze", "2026-03-27"),
        ("dimanche dernier", "2026-03-08"),
        ("vendredi 27", "2026-03-27"),
        ("vendredi 28", "2026-03-27|2026-03-28"),
        ("lundi 13", "2026-04-13"),
        ("le 27", "2026-03-27"),
        ("le 5", "2026-04-05"),
        ("avant le 5", "2026-04-05"),
        ("le 31", "2026-03-31"),
        ("le 32", "!"),
        ("1er avril", "2026-04-01"),
        ("le premier avril", "2026-04-01"),
        ("quinze avril", "2026-04-15"),
        ("31 avril", "!"),
        ("24 déc.", "2026-12-24"),
        ("mardi 12 janvier", "2027-01-12"),
        ("jeudi 16 avril 2026", "2026-04-16"),
        ("2 juin 2026, 14h", "2026-06-02T14:00"),
        ("28 FEVRIER 2026", "2026-02-28"),
        ("10 mars", "2026-03-10|2027-03-10"),
        ("10 janvier", "2027-01-10"),
        ("10 mars 2026", "2026-03-10"),
        ("31/02", "!"),
        ("31/02/2026", "!"),
        ("29/02/2028", "2028-02-29"),
        ("29/02/2027", "!"),
        ("32/01/2026", "!"),
        ("00/05/2026", "!"),
        ("15/13/2026", "!"),
        ("12/31/2026", "2026-12-31|"),
        ("03/04/2026", "2026-04-03"),
        ("3/4/26", "2026-04-03"),
        ("12.06.26", "2026-06-12"),
        ("16-10-2008", "2008-10-16"),
        ("16/10/98", "1998-10-16"),
        ("ven. 04/12/2026", "2026-12-04"),
        ("sam. 04/12/2026", "2026-12-04|2026-12-05"),
        ("12/12 à 18h", "2026-12-12T18:00"),
        ("2026-04-30", "2026-04-30"),
        ("2026-02-30", "!"),
        ("dans 3 jours", "2026-03-15"),
        ("dans une semaine", "2026-03-19"),
        ("sous 48h", "2026-03-14"),
        ("dans 15 jours", "2026-03-26|2026-03-27"),
        ("sous huitaine", "2026-03-19|2026-03-20"),
        ("dans un mois", "2026-04-12"),
        ("il y a 3 jours", "2026-03-09"),
        ("dans 0 jours", "-"),
        ("dans -1 jours", "-"),
        ("dans 1000000000 jours", "-"),
        ("fin du mois", "2026-03-31"),
        ("fin du mois prochain", "2026-04-30"),
        ("avant fin octobre", "2026-10-31"),
        ("fin février", "2027-02-28"),
        ("fin février 2028", "2028-02-29"),
        ("fin 2026", "2026-12-31"),
        ("fin d'année", "2026-12-31"),
        ("fin de semaine", "2026-03-13|2026-03-15"),
        ("mi-novembre", "2026-11-15|"),
        ("début avril", "2026-04-01|"),
        ("jusqu'au 31 mars inclus", "2026-03-31"),
        ("Date limite : 06/04/2026", "2026-04-06"),
        ("au plus tard vendredi", "2026-03-13"),
        ("10/10 dernier délai", "2026-10-10"),
        ("16-17/10/2008", "2008-10-16/2008-10-17"),
        ("du 19 au 20/11/2026", "2026-11-19/2026-11-20"),
        ("du 28/05 au 03/06", "2026-05-28/2026-06-03"),
        ("16/10/2008 et du 17/10/2008", "2008-10-16/2008-10-17"),
        ("les 16 et 17 octobre 2008", "2008-10-16/2008-10-17"),
        ("les 1er et 2 octobre", "2026-10-01/2026-10-02"),
        ("du 28 décembre au 3 janvier", "2026-12-28/2027-01-03"),
        ("du lundi 16 au mardi 17 mars", "2026-03-16/2026-03-17"),
        ("du 31/02 au 05/03", "!"),
        ("du 20 au 10 mai", "-"),
        ("cette semaine", "2026-03-09/2026-03-15"),
        ("le week-end prochain", "2026-03-21/2026-03-22"),
        ("semaine 54", "!"),
        ("S2", "2027-01-11/2027-01-17"),
        ("mars 2027", "2027-03-01/2027-03-31"),
        ("", "-"),
        ("5", "-"),
        ("dès que possible", "-"),
        ("le 5 bis rue", "-"),
        ("lundi 12 ou mardi 13", "2026-03-09|2026-03-10|2026-03-12|2026-03-13"),
        ("un jour", "-"),
        ("mars attaque", "-"),
        ("budget 2027", "-"),
        ("salle 204", "-"),
        ("demain peut-être", "2026-03-13|"),
        ("31/03 ou plus", "-"),
    ],
)
def test_french(text: str, expected: str) -> None:
    assert short(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tomorrow at 2pm", "2026-03-13T14:00"),
        ("tomorrow 13pm", "-"),
        ("next Friday", "2026-03-13|2026-03-20"),
        ("next Monday", "2026-03-16"),
        ("by Friday", "2026-03-13"),
        ("last Monday", "2026-03-09"),
        ("July 10, 2026", "2026-07-10"),
        ("10 July 2026", "2026-07-10"),
        ("10th of July", "2026-07-10"),
        ("the 5th", "2026-04-05"),
        ("before 12/31/2026", "2026-12-31"),
        ("31/12/2026", "2026-12-31"),
        ("03/04/2026", "2026-04-03|2026-03-04"),
        ("04/04/2026", "2026-04-04"),
        ("31/02/2026", "!"),
        ("in 3 days", "2026-03-15"),
        ("two weeks from now", "2026-03-26"),
        ("3 days ago", "2026-03-09"),
        ("a week from monday", "2026-03-23"),
        ("end of June", "2026-06-30"),
        ("mid-June", "2026-06-15|"),
        ("next week", "2026-03-16/2026-03-22"),
        ("September 24-25", "2026-09-24/2026-09-25"),
        ("the day after tomorrow", "2026-03-14"),
        ("may", "2026-05-01/2026-05-31"),
        ("as soon as possible", "-"),
    ],
)
def test_english(text: str, expected: str) -> None:
    assert short(read(text, language="en")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("le 5", "2026-03-05"),
        ("20 décembre", "2025-12-20"),
        ("lundi", "2026-03-09"),
        ("jeudi", "2026-03-05|2026-03-12"),
        ("vendredi 27", "2026-02-27"),
        ("fin février", "2026-02-28"),
        ("hier", "2026-03-11"),
    ],
)
def test_the_past(text: str, expected: str) -> None:
    assert short(read(text, sense="past")) == expected


def test_without_a_sense_the_nearest_year_is_meant() -> None:
    assert short(read("10 mars", sense="any")) == "2026-03-10"
    assert short(read("20 décembre", sense="any")) == "2025-12-20"


def test_tomorrow_is_the_speakers_own() -> None:
    late = datetime.fromisoformat("2026-03-12T23:30:00+00:00")
    assert read_date("demain", now=late, zone="America/Cayenne") == Day(on("2026-03-13"))
    assert read_date("demain", now=late, zone="Indian/Reunion") == Day(on("2026-03-14"))


def test_a_period_is_asked_where_one_day_is_wanted_and_a_day_is_a_period_of_one() -> None:
    asked = read_date("du 19 au 20/11/2026", now=THURSDAY, zone=PARIS)
    assert isinstance(asked, Ambiguous)
    assert asked.candidates == (on("2026-11-19"), on("2026-11-20"))
    assert read_period("le 27", now=THURSDAY, zone=PARIS) == Period(on("2026-03-27"), on("2026-03-27"))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Candidatures jusqu'au 31 mars.", [("31 mars", "2026-03-31")]),
        ("CV à rh@exemple.fr avant le 30/06, entretiens semaine 48", [("30/06", "2026-06-30"), ("semaine 48", "2026-11-23/2026-11-29")]),
        ("Réponse pour le 5, merci", [("le 5", "2026-04-05")]),
        (
            "du 16 au 18 octobre, puis le 20 octobre 2026 à 9h",
            [("du 16 au 18 octobre", "2026-10-16/2026-10-18"), ("le 20 octobre 2026 à 9h", "2026-10-20T09:00")],
        ),
        ("DATE LIMITE DE DÉPÔT : 28 FÉVRIER 2027", [("28 FÉVRIER 2027", "2027-02-28")]),
        ("ouvert 24/7, mi-temps, 1/2 poste, au 02 31 00 00 00, le 5 rue du Port, 2 900 € brut, v2.1", []),
        ("l'an 2000 en mars dans la salle 12 avec 18 régions", []),
    ],
)
def test_days_within_a_sentence(sentence: str, expected: list[tuple[str, str]]) -> None:
    found = find_dates(sentence, now=THURSDAY, zone=PARIS)
    assert [(sentence[one.start : one.end], short(one.reading)) for one in found] == expected


def test_days_are_written_unmistakably() -> None:
    assert written(on("2008-10-16"), "fr") == "16/10/2008"
    assert written(on("2008-10-06"), "en") == "6 Oct 2008"


DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2045, 12, 31))


@given(DAYS)
def test_a_written_day_is_read_back(day: date) -> None:
    for language in ("fr", "en"):
        assert read(written(day, language), language=language) == Day(day)
        assert read(day.isoformat(), language=language) == Day(day)


@given(DAYS, DAYS)
def test_a_period_is_read_back(one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert read(f"du {written(first, 'fr')} au {written(last, 'fr')}") == Period(first, last)


@given(st.integers(0, 40), st.integers(0, 14))
def test_a_day_that_is_said_is_a_day_that_was_said(day: int, month: int) -> None:
    reading = read(f"{day:02}/{month:02}/2027")
    if isinstance(reading, Day):
        assert (reading.value.day, reading.value.month) == (day, month)
    else:
        assert isinstance(reading, Impossible | Ambiguous)


PIECES = st.sampled_from(
    [
        "le",
        "du",
        "au",
        "5",
        "31",
        "12/12",
        "31/02",
        "mars",
        "avril",
        "lundi",
        "vendredi",
        "prochain",
        "dernier",
        "fin",
        "mi-",
        "semaine",
        "99",
        "14h",
        "dans",
        "jours",
        "mois",
        "next",
        "the",
        "by",
        "2026",
        "demain",
        "et",
        "-",
        ",",
        "0",
        "huit",
    ]
)


@given(st.lists(PIECES, max_size=7).map(" ".join), st.sampled_from(["future", "past", "any"]), st.booleans())
def test_no_phrase_raises(text: str, sense: Sense, day_first: bool) -> None:
    reading = read_day_or_period(text, now=THURSDAY, zone=PARIS, sense=sense, day_first=day_first)
    found = find_dates(text, now=THURSDAY, zone=PARIS, sense=sense, day_first=day_first)
    assert reading is None or short(reading) != "-"
    assert all(one.start < one.end <= len(text) for one in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


@given(st.text(max_size=120), st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)))
def test_no_text_raises(text: str, moment: datetime) -> None:
    now = moment.replace(tzinfo=THURSDAY.tzinfo) + timedelta(0)
    reading = read_date(text, now=now, zone="Indian/Mayotte")
    assert reading is None or isinstance(reading, Day | Ambiguous | Impossible)
    find_dates(text, now=now, zone="Indian/Mayotte")
