"""Groups as they are seen, named and read; forged buttons."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.domain.bodies import Body, bare_name, body_key, named, near
from bot.domain.people import Person
from bot.domain.reading.answers import Reading
from bot.wording.plain import plain
from handlers.groups.reading import read_change, read_creation, read_gesture
from handlers.reminders import lines_for
from tests.use_cases.talk import Said, Talk

SHEET = "créer le GT Financement, animation Normandie, membres : Bretagne, Pays de la Loire"


def body(talk: Talk, name: str = "GT Financement") -> Body:
    found = talk.store.read(lambda tx: tx.bodies.known(name))
    assert found is not None
    return found


def members(talk: Talk, name: str = "GT Financement", day: date = date(2026, 11, 20)) -> set[str]:
    return set(body(talk, name).chambers_on(day))


def groups(talk: Talk) -> list[str]:
    return [one.name for one in talk.store.read(lambda tx: tx.bodies.groups())]


@pytest.fixture
def claire(talk: Talk) -> Person:
    """Director in Normandie; she leads GT Financement."""
    person = talk.add()
    assert talk.says(person, SHEET).text.startswith(
        "GT Financement Animation : Normandie 3 chambres : Bretagne, Pays de la Loire, Normandie"
    )
    return person


class TestSeeing:
    @pytest.mark.parametrize("text", ["gt", "groupes", "Groupes de travail", "mes groupes", "working groups"])
    def test_the_list(self, talk: Talk, claire: Person, text: str) -> None:
        assert talk.says(claire, text).text.startswith("1 groupe de travail GT Financement – Normandie, 3 chambres")

    def test_none_yet(self, talk: Talk) -> None:
        assert talk.says(talk.add(), "groupes").text.startswith("Pas encore de groupe de travail.")

    def test_one_by_its_name(self, talk: Talk, claire: Person) -> None:
        told = talk.says(talk.add("Bruno Castel", chamber="OCC"), "GT Financement")
        assert told.text == "GT Financement Animation : Normandie 3 chambres : Bretagne, Pays de la Loire, Normandie"
        assert told.buttons == ("Rejoindre",)

    def test_forty_groups_are_still_one_message(self, talk: Talk) -> None:
        claire = talk.add()
        for number in range(40):
            talk.says(claire, f"créer le GT Numéro {number}, animation Normandie")
        assert len(talk.says(claire, "groupes", plainly=True).text.encode()) < 1000

    def test_the_table_of_a_year(self, talk: Talk, claire: Person) -> None:
        told = talk.says(claire, "gt synthèse 2026").text
        assert told.startswith("Groupes de travail, 2026 – 1 groupe, 0 réunion")
        assert "GT Financement – Normandie : 0 réunion, 3 chambres, 0 objectif, 0 résultat, créé cette année-là" in told
        assert talk.says(claire, "gt synthèse 1999").text == "Pas de groupe de travail en 1999."

    def test_a_reader_of_the_letter_sees_none(self, talk: Talk, claire: Person) -> None:
        assert "GT Financement" not in talk.says(talk.add("Paul Mercier", role="partner", chamber="NAT"), "groupes").text


class TestForgedButtons:
    @pytest.mark.parametrize(
        "act",
        ["grp", "grp:", "grp:join", "grp:join:", "grp:join:x", "grp:join:-1", "grp:join:999999999999", "grp:join:77", "grp:erase:1",
         "grp:quiet:1:2", "grp:join:١", "grp:quiet:0"],
    )  # fmt: skip
    def test_they_do_nothing(self, talk: Talk, claire: Person, act: str) -> None:
        before = body(talk)
        assert talk.presses(claire, act).text.startswith("Ce bouton")
        assert body(talk) == before

    @pytest.mark.parametrize("verb", ["close", "quiet", "month", "reopen"])
    def test_of_somebody_elses_group(self, talk: Talk, claire: Person, verb: str) -> None:
        before = body(talk)
        told: Said = talk.presses(talk.add("Bruno Castel", chamber="OCC"), f"grp:{verb}:{before.id}")
        assert (told.refused, body(talk)) == (True, before)

    @pytest.mark.parametrize("role", ["ambassador", "partner", "employee"])
    def test_who_may_not_join(self, talk: Talk, claire: Person, role: str) -> None:
        before = body(talk)
        told = talk.presses(talk.add("Dylan Clet", role=role, chamber="GUF"), f"grp:join:{before.id}")
        assert (told.refused, body(talk)) == (True, before)


class TestNames:
    @pytest.mark.parametrize(
        ("typed", "key"),
        [
            ("GT Observation et statistiques", "gt observation et statistiques"),
            ("le groupe de travail Observation et Statistiques", "gt observation et statistiques"),
            ("Europe working group", "gt europe"),
            ("Conseil d'administration", "ca"),
            ("CA", "ca"),
            ("DIRCRES", "dircres"),
            ("Comité des Directions des CRESS", "dircres"),
            ("le Bureau", "bureau"),
            ("GT Bureau", "gt bureau"),
            ("🐝", "🐝"),
        ],
    )
    def test_keys(self, typed: str, key: str) -> None:
        assert body_key(typed) == key

    def test_the_beginning_of_a_name_where_only_one_begins_so(self) -> None:
        one, two = (Body(name=name, key=body_key(name), id=n) for n, name in enumerate(("GT Observation et statistiques", "GT Emploi"), 1))
        assert named("GT Observation", [one, two]) == one
        assert named("observation", [one, two]) == one
        assert named("GT Obs", [one, two]) is None
        third = Body(name="GT Observation du foncier", key=body_key("GT Observation du foncier"), id=3)
        assert named("GT Observation", [one, two, third]) is None
        assert near("GT Observation", [one, two, third]) == [one, third]
        assert near("GT Obsrvation", [one, two]) == [one]

    @pytest.mark.parametrize(
        ("typed", "shown"),
        [
            ("Europe", "GT Europe"),
            ("GT Europe", "GT Europe"),
            ("ca", "ca"),
            ("  a\n b ", "GT a b"),
            ("WG Europe", "GT Europe"),
            ("Working Group Europe", "GT Europe"),
            ("Europe working group", "GT Europe"),
            ("groupe de travail Europe", "groupe de travail Europe"),
        ],
    )
    def test_as_shown(self, typed: str, shown: str) -> None:
        assert bare_name(typed) == shown


class TestReading:
    @pytest.mark.parametrize(
        "text",
        [
            "quitter le bureau plus tôt ce soir ?\net demain aussi",
            "GT Financement : animation de la réunion à Rennes le 12/12",
            "GT Financement : animation du séminaire réussie à Bretagne",
            "synthèse 2008",
            "x" * 50_000,
            "",
        ],
    )
    def test_these_are_no_gestures(self, talk: Talk, text: str) -> None:
        reading = Reading(now=talk.clock(), zone="Europe/Paris", language="fr", directory=talk.store.directory)
        assert (read_gesture(text), read_creation(text, reading), read_change(text, reading)) == (None, None, None)

    @pytest.mark.parametrize(
        "text", ["quitter le réseau", "clore la demande 12", "clos l'action 3", "rejoindre le réseau", "fermer la porte"]
    )
    def test_what_has_no_group_is_left_to_others(self, talk: Talk, claire: Person, text: str) -> None:
        before = body(talk)
        talk.says(talk.add("Bruno Castel", chamber="OCC"), text)
        assert body(talk) == before


def test_the_next_morning_a_question_says_which_news_it_is_about(talk: Talk, claire: Person) -> None:
    talk.says(claire, "GT Numérique : la charte graphique est prête pour tous")
    talk.clock.now += timedelta(days=1)
    [line] = talk.store.read(lambda tx: lines_for([claire], tx))[claire.id]
    assert plain(line.markdown).startswith("« GT Numérique : la charte graphique est prête pour tous » attend : ")
    assert "Nouvelle" not in plain(line.markdown)
