"""Names of chambers as people type them, today and in 2008."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.chambers import AROUND, NATIONAL
from bot.domain.departments import DEPARTMENTS, department_of, number_of
from bot.domain.towns import TOWNS, home_of
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
    assert {chamber.code for chamber in DIRECTORY.suggest("Loire", 2)} == {"PDL", "CVL"}
    assert NATIONAL not in {chamber.code for chamber in DIRECTORY.suggest("national", 18)}


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("Normndie", "NOR NAQ PDL"),
        ("Normandi", "NOR NAQ PDL"),
        ("normandie atlantique", "NOR PDL NAQ"),
        ("Bretange", "BRE BFC PDL"),
        ("Occitani", "OCC NAQ PAC"),
        ("Ile de Frnace", "IDF HDF CVL"),
        ("Haut de france", "HDF IDF NOR"),
        ("france", "IDF HDF NOR"),
        ("Picardi", "HDF IDF NOR"),
        ("Lorainne", "GES BFC HDF"),
        ("Franche Conté", "BFC GES ARA"),
        ("Bourgone", "BFC BRE GES"),
        ("Nouvelle Acquitaine", "NAQ NOR PDL"),
        ("Auvergne Rhone Alp", "ARA PAC BFC"),
        ("Alpes", "ARA PAC BFC"),
        ("Calvadso", "NOR PDL BRE"),
        ("Guyanne", "GUF GLP GES"),
        ("Guadelope", "GLP GUF GES"),
        ("Martinque", "MTQ MYT GLP"),
        ("Mayote", "MYT MTQ REU"),
        ("la Renuion", "REU MYT GES"),
        ("Atlantide", "NAQ PDL OCC"),
    ],
)
def test_beside_what_was_surely_meant_comes_what_is_alike_or_around(typed: str, proposed: str) -> None:
    assert " ".join(chamber.code for chamber in DIRECTORY.suggest(typed)) == proposed


def test_around_is_said_of_both() -> None:
    assert {code for codes in AROUND.values() for code in codes} == set(AROUND) == {one.code for one in DIRECTORY.on(TODAY)} - {NATIONAL}
    assert all(code in AROUND[other] for code, others in AROUND.items() for other in others)


def test_a_filter_follows_predecessors_and_not_successors() -> None:
    assert DIRECTORY.lineage("NOR") == {"NOR", "BNO", "HNO"}
    assert DIRECTORY.lineage("BNO") == {"BNO"}
    assert DIRECTORY.lineage("BRE") == {"BRE"}
    assert DIRECTORY.lineage("GES") == {"GES", "ALS", "CHA", "LOR"}


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Normandie", {"NOR", "BNO", "HNO"}),
        ("haute normandie", {"HNO", "NOR"}),
        ("CRESS Bourgogne", {"BOU", "BFC"}),
        ("Centre", {"CEN", "CVL"}),
        ("Guadeloupe", {"GUA", "GLP"}),
        ("Calvados", {"BNO", "NOR"}),
        ("Brittany", {"BRE"}),
        ("loire", set()),
        ("14", set()),
        ("financement", set()),
        ("la région", set()),
        ("", set()),
    ],
)
def test_what_a_search_for_a_name_is_about(name: str, codes: set[str]) -> None:
    assert DIRECTORY.named(name) == codes


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


DAYS = ("2008-06-01", "2015-12-31", "2016-01-01", "2026-11-20")
SPELLINGS = (
    lambda name: name,
    str.upper,
    str.lower,
    lambda name: "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c)),
    lambda name: name.replace("-", " "),
    lambda name: name.replace("'", "’").replace("-", "‑"),
    lambda name: f"  {name} ",
    lambda name: f"région {name}",
    lambda name: f"CRESS {name}",
    lambda name: f"la chambre de {name}",
    lambda name: f"CRES de la {name}",
)


@pytest.mark.parametrize("iso", DAYS)
def test_every_name_of_the_day_however_it_is_typed(iso: str) -> None:
    day = on(iso)
    wrong = [
        (spelt, _code(spelt, day))
        for chamber in DIRECTORY.on(day)
        if chamber.code != NATIONAL
        for name in (chamber.region, chamber.name, *chamber.aliases)
        for spelt in (spell(name) for spell in SPELLINGS)
        if _code(spelt, day) != chamber.code
    ]
    assert wrong == []


@pytest.mark.parametrize("iso", DAYS)
def test_every_department_of_the_day_by_number_and_by_name(iso: str) -> None:
    day = on(iso)
    owner = {number: chamber.code for chamber in DIRECTORY.on(day) for number in chamber.departments}
    for number, name in DEPARTMENTS.items():
        code = owner.get(number)
        for typed in (
            number,
            f"dept {number}",
            f"département {number}",
            f"dép. {number}",
            f"Chambre {number}",
            f"({number})",
            f"X ({number})",
        ):
            assert _code(typed, day) == code, typed
        if name != "Loire":
            for typed in (name, name.upper(), name.replace("-", " "), f"département {name}"):
                assert _code(typed, day) == code, typed


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Alsace", "GES"), ("Picardie", "HDF"), ("Midi-Pyrénées", "OCC"), ("Rhône-Alpes", "ARA"), ("Limousin", "NAQ"), ("Centre", "CVL")],
)
def test_an_old_name_means_its_heir_today_and_itself_then(typed: str, code: str) -> None:
    assert _code(typed, TODAY) == code
    then = DIRECTORY.resolve(typed, IN_2008)
    assert then is not None
    assert then.successor == code
    assert then.code in DIRECTORY.lineage(code)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Normandy", "NOR"),
        ("Brittany", "BRE"),
        ("lower Normandy", "NOR"),
        ("French Guiana", "GUF"),
        ("Reunion Island", "REU"),
        ("Corsica", "COR"),
        ("the national team", "NAT"),
    ],
)
def test_english_names(typed: str, code: str) -> None:
    assert _code(typed, TODAY) == code


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Normndie", "NOR"),
        ("Bretange", "BRE"),
        ("Occitani", "OCC"),
        ("Grand Es", "GES"),
        ("Ile de Frnace", "IDF"),
        ("Auvergne Rhone Alp", "ARA"),
        ("Guyanne", "GUF"),
        ("Mayote", "MYT"),
        ("Martinque", "MTQ"),
        ("la Renuion", "REU"),
        ("Guadelope", "GLP"),
        ("pays de loire", "PDL"),
        ("Haut de france", "HDF"),
        ("Nouvelle Acquitaine", "NAQ"),
        ("Calvadso", "NOR"),
    ],
)
def test_a_typo_is_asked_and_what_was_meant_comes_first(typed: str, meant: str) -> None:
    assert _code(typed, TODAY) is None
    suggested = [chamber.code for chamber in DIRECTORY.suggest(typed)]
    assert len(set(suggested)) == 3
    assert suggested[0] == meant


TOWN_OF = {
    "Cayenne": "GUF",
    "Saint-Laurent-du-Maroni": "GUF",
    "Kourou": "GUF",
    "Mamoudzou": "MYT",
    "Dzaoudzi": "MYT",
    "Basse-Terre": "GLP",
    "Pointe-à-Pitre": "GLP",
    "Fort-de-France": "MTQ",
    "Le Tampon": "REU",
    "Évry-Courcouronnes": "IDF",
    "Saint-Herblain": "PDL",
    "Hyères": "PAC",
    "Vandœuvre-lès-Nancy": "GES",
    "Bastia": "COR",
}


@pytest.mark.parametrize(("town", "code"), TOWN_OF.items())
def test_a_town_says_its_region(town: str, code: str) -> None:
    assert _code(home_of(town), TODAY) == code


@pytest.mark.parametrize("town", ["Saint-Denis", "Saint-Louis", "Sens", "Orange", "Le Port", "Vienne", "Fontaine", "Nulleville"])
def test_a_town_that_may_be_several_or_a_word_says_none(town: str) -> None:
    assert home_of(town) == ""


def test_every_town_is_in_a_department_and_there_are_enough() -> None:
    assert set(TOWNS.values()) == set(DEPARTMENTS)
    assert len(TOWNS) > 350
