"""Names of chambers as people type them, today and in 2008."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.chambers import NATIONAL
from bot.domain.departments import DEPARTMENTS, department_of, number_of
from tests.domain.language import DIRECTORY, TODAY, on

IN_2008 = on("2008-10-16")


@pytest.mark.parametrize(
    ("typed", "today", "then"),
    [
        ("Normandie", "NOR", None),
        ("CRESS Normandie", "NOR", None),
        ("la cress de normandie", "NOR", None),
        ("NORMANDIE", "NOR", None),
        ("Basse-Normandie", "NOR", "BNO"),
        ("basse normandie", "NOR", "BNO"),
        ("Haute‑Normandie", "NOR", "HNO"),
        ("Auvergne", "ARA", "AUV"),
        ("AuRA", "ARA", None),
        ("Centre", "CVL", "CEN"),
        ("Centre-Val de Loire", "CVL", "CEN"),
        ("PACA", "PAC", "PAC"),
        ("Provence-Alpes-Côte d’Azur", "PAC", "PAC"),
        ("Région Sud", "PAC", "PAC"),
        ("Île-de-France", "IDF", "IDF"),
        ("ile de france", "IDF", "IDF"),
        ("cress hdf", "HDF", None),
        ("Nord-Pas-de-Calais", "HDF", "NPC"),
        ("Guadeloupe", "GLP", "GUA"),
        ("la Réunion", "REU", "REU"),
        ("Reunion", "REU", "REU"),
        ("Mayotte", "MYT", None),
        ("CRESS Corse", "COR", "COR"),
        ("Cayenne", "GUF", "GUF"),
        ("Pays de la Loire", "PDL", "PDL"),
        ("équipe nationale", "NAT", "NAT"),
        ("CNCRES", "NAT", "NAT"),
        ("ESS France", "NAT", "NAT"),
        ("Calvados", "NOR", "BNO"),
        ("département du Calvados", "NOR", "BNO"),
        ("Seine-Maritime", "NOR", "HNO"),
        ("Seine-Saint-Denis", "IDF", "IDF"),
        ("Côte d'Or", "BFC", "BOU"),
        ("Nord", "HDF", "NPC"),
        ("Guyane (973)", "GUF", "GUF"),
        ("Caen (14)", "NOR", "BNO"),
        ("14", "NOR", "BNO"),
        ("dept 14", "NOR", "BNO"),
        ("chambre 973", "GUF", "GUF"),
        ("97400", "REU", "REU"),
        ("2a", "COR", "COR"),
        ("2B", "COR", "COR"),
        ("20", "COR", "COR"),
        ("8", "GES", "CHA"),
    ],
)
def test_a_name_means_a_chamber_on_a_day(typed: str, today: str | None, then: str | None) -> None:
    assert _code(typed, TODAY) == today
    assert _code(typed, IN_2008) == then


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("75", "IDF"),
        ("76", "NOR"),
        ("28", "CVL"),
        ("93", "IDF"),
        ("84", "PAC"),
        ("27", "NOR"),
        ("53", "PDL"),
        ("24", "NAQ"),
        ("94", "IDF"),
        ("44", "PDL"),
        ("32", "OCC"),
        ("11", "OCC"),
        ("52", "GES"),
        ("01", "ARA"),
        ("02", "HDF"),
        ("03", "ARA"),
        ("04", "PAC"),
        ("06", "PAC"),
    ],
)
def test_a_number_is_a_department_never_a_region(number: str, code: str) -> None:
    assert number in {chamber.insee for chamber in DIRECTORY.on(TODAY)}
    assert _code(number, TODAY) == code


@pytest.mark.parametrize("typed", ["", " ", "Normndie", "le", "Loire", "99", "975", "Bretagne (14)", "123", "??", "Suisse", "0"])
def test_what_may_be_nobody_or_several_is_nobody(typed: str) -> None:
    assert _code(typed, TODAY) is None


def test_the_day_of_the_merger() -> None:
    assert _code("Alsace", on("2015-12-31")) == "ALS"
    assert _code("Alsace", on("2016-01-01")) == "GES"


def test_a_refusal_proposes_the_three_closest() -> None:
    assert DIRECTORY.suggest("Normndie", 1)[0].code == "NOR"
    assert len(DIRECTORY.suggest("Normndie")) == 3
    assert {chamber.code for chamber in DIRECTORY.suggest("Loire", 2)} == {"PDL", "CVL"}
    assert NATIONAL not in {chamber.code for chamber in DIRECTORY.suggest("national", 18)}


def test_a_filter_follows_predecessors_and_not_successors() -> None:
    assert DIRECTORY.lineage("NOR") == {"NOR", "BNO", "HNO"}
    assert DIRECTORY.lineage("BNO") == {"BNO"}
    assert DIRECTORY.lineage("BRE") == {"BRE"}
    assert DIRECTORY.lineage("GES") == {"GES", "ALS", "CHA", "LOR"}


def test_zones() -> None:
    assert DIRECTORY.zone_of("GUF") == "America/Cayenne"
    assert DIRECTORY.zone_of("GUA") == "America/Guadeloupe"
    assert DIRECTORY.zone_of("") == "Europe/Paris"


@pytest.mark.parametrize(("day", "count"), [(IN_2008, 26), (TODAY, 18)])
def test_the_chambers_of_a_day_share_out_all_departments(day: date, count: int) -> None:
    chambers = [chamber for chamber in DIRECTORY.on(day) if chamber.code != NATIONAL]
    departments = [number for chamber in chambers for number in chamber.departments]
    assert len(chambers) == count
    assert len(departments) == len(set(departments))
    assert set(departments) == set(DEPARTMENTS) - ({"976"} if day == IN_2008 else set())


def test_every_old_chamber_was_merged_into_one_of_today() -> None:
    old = [chamber for chamber in DIRECTORY if chamber.valid_until]
    assert len(old) == 18
    for chamber in old:
        heir = DIRECTORY.get(chamber.successor)
        assert heir is not None
        assert heir.valid(TODAY)
        assert set(chamber.departments) <= set(heir.departments)
        assert heir.zone == chamber.zone


def test_every_name_means_its_chamber_while_it_is_valid() -> None:
    for chamber in DIRECTORY:
        day = chamber.valid_until or TODAY
        for name in chamber.names:
            assert _code(name, day) == chamber.code, name


def test_there_are_101_departments() -> None:
    assert len(DEPARTMENTS) == 101
    assert all(_code(number, TODAY) for number in DEPARTMENTS)
    doubtful = {name for number, name in DEPARTMENTS.items() if _code(name, TODAY) != _code(number, TODAY)}
    assert doubtful == {"Loire"}


@pytest.mark.parametrize(
    ("place", "department"),
    [
        ("Caen (14)", "14"),
        ("Saint-Laurent-du-Maroni (973)", "973"),
        ("14000 Caen", "14"),
        ("Bastia (2B)", "2B"),
        ("20200 Bastia", "2B"),
        ("20000 Ajaccio", "2A"),
        ("Bourg (01)", "01"),
        ("Paris 13e", ""),
        ("3 rue du Port", ""),
        ("Caen", ""),
        ("salle (204)", ""),
        ("", ""),
    ],
)
def test_the_department_of_a_place(place: str, department: str) -> None:
    assert department_of(place) == department


@given(st.text())
def test_any_text_is_a_name_or_none(typed: str) -> None:
    found = DIRECTORY.resolve(typed, TODAY)
    assert found is None or found.valid(TODAY)
    assert number_of(typed) in {"", *DEPARTMENTS}
    assert len(DIRECTORY.suggest(typed)) == 3


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2040, 1, 1)), st.sampled_from([chamber.region for chamber in DIRECTORY]))
def test_a_name_never_means_a_chamber_of_another_time(day: date, name: str) -> None:
    found = DIRECTORY.resolve(name, day)
    assert found is None or found.valid(day)


def _code(typed: str, day: date) -> str | None:
    found = DIRECTORY.resolve(typed, day)
    return found.code if found else None
