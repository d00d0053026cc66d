"""Chambers asked about, and their life in the network noted, in a few words. (DOMAIN.md F01, F02)"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from bot.domain.contribution import Contribution
from bot.domain.membership import Status
from bot.domain.people import Person, Role
from bot.domain.permissions import may_change
from bot.wording.plain import plain
from handlers.chamber_words import card
from storage.transaction import Tx
from tests.shelf import FRIDAY, new_file, offer, store_at
from tests.town import MovedClock
from tests.use_cases.talk import Talk


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    clock = MovedClock(FRIDAY)
    store = store_at(new_file(tmp_path), clock)
    yield Talk(store, clock)
    store.close()


@pytest.fixture
def claire(talk: Talk) -> Person:
    return talk.add()


@pytest.fixture
def malik(talk: Talk) -> Person:
    return talk.add("Malik Benali", role=Role.NATIONAL.value, chamber="NAT")


@pytest.mark.parametrize(
    ("typed", "region"),
    [
        ("chambre 973", "CRESS Guyane"),
        ("Chambre Guyane", "CRESS Guyane"),
        ("chambre : Normandie", "CRESS Normandie"),
        ("/maillage chambre Normandie", "CRESS Normandie"),
        ("chambre Basse-Normandie", "CRESS Normandie"),
        ("chambre 75", "CRESS Île-de-France"),
        ("quelle chambre pour Cayenne ?", "CRESS Guyane"),
        ("Quelle est la chambre de Mamoudzou ?", "CRESS Mayotte"),
        ("quelle chambre pour Saint-Denis de La Réunion", "CRESS La Réunion"),
        ("quelle chambre pour le Calvados ?", "CRESS Normandie"),
        ("which chamber for Brest?", "CRESS Bretagne"),
        ("chamber normandy", "CRESS Normandie"),
        ("la chambre de Corse", "CRESS Corsica"),
    ],
)
def test_asking_for_a_chamber(talk: Talk, claire: Person, typed: str, region: str) -> None:
    assert talk.says(claire, typed).text.startswith(region)


def test_the_card_of_a_chamber(talk: Talk, claire: Person) -> None:
    talk.add("Marie-Ange Sinamary", chamber="GUF", zone="America/Cayenne")
    talk.add("Dylan Clet", chamber="GUF", role=Role.AMBASSADOR.value, zone="America/Cayenne")
    assert talk.says(claire, "chambre 973").text == (
        "CRESS Guyane Département : Guyane (973) Il y est 6 h Dans le réseau : adhérente depuis début 2009 "
        "(rapport d'activité 2008) Personnes : Marie-Ange Sinamary (direction), Dylan Clet (ambassadeur·rice)"
    )


@pytest.mark.parametrize(("zone", "there"), [("America/Cayenne", "Il y est 6 h"), ("Europe/Paris", "Il y est 6 h")])
def test_its_clock_is_its_own_whoever_asks(talk: Talk, zone: str, there: str) -> None:
    shown = talk.says(talk.add("Marie-Ange Sinamary", chamber="GUF", zone=zone), "chambre Guyane").text
    assert there in shown
    assert "America" not in shown


def test_the_same_in_english_with_old_names(talk: Talk) -> None:
    emma = talk.add("Emma Wilson", language="en")
    shown = talk.says(emma, "chamber 14").text
    assert "Departments: Calvados (14), Eure (27)" in shown
    assert "Before 2016: Basse-Normandie, Haute-Normandie" in shown
    assert "In the network: member People:" in shown, "since when, nobody knows"
    assert "People: Emma Wilson (director)" in shown


def test_a_reader_of_the_letter_sees_no_people(talk: Talk) -> None:
    paul = talk.add("Paul Mercier", role=Role.PARTNER.value, chamber="NAT")
    talk.add()
    assert "Claire" not in talk.says(paul, "chambre Normandie").text


def test_every_card_fits_into_a_message(talk: Talk, malik: Person) -> None:
    for number in range(9):
        talk.add(f"{'Marie-Antoinette ' * 4}{number}", chamber="NAQ")

    def cards(tx):  # type: ignore[no-untyped-def]
        return [card(chamber, malik, tx).message.markdown for chamber in tx.directory.on(FRIDAY.date())]

    shown = talk.store.read(cards)
    assert len(shown) == 19
    assert max(len(plain(text).encode()) for text in shown) <= 1000
    assert any("et 4 autres" in text for text in shown)


def test_an_unknown_name_gets_three_suggestions_that_answer(talk: Talk, claire: Person) -> None:
    asked = talk.says(claire, "chambre Normndie")
    assert asked.text.startswith("Je ne connais pas « Normndie ». Normandie, Nouvelle-Aquitaine ou Pays de la Loire ?")
    assert len(asked.buttons) == 3
    assert talk.presses(claire, asked.acts[0]).text.startswith("CRESS Normandie")
    assert talk.says(claire, asked.words[0]).text.startswith("CRESS Normandie")
    assert talk.presses(claire, "chamber:XYZ").refused
    assert talk.presses(claire, "chamber").refused


def test_what_looks_like_no_name_gets_no_suggestion(talk: Talk, claire: Person) -> None:
    asked = talk.says(claire, "chambre 2008")
    assert asked.text == "Je ne connais pas « 2008 ». Écrivez une région ou un département, par exemple Normandie ou 973."
    assert asked.buttons == ()


@pytest.mark.parametrize("typed", ["chambre froide en panne : cherche frigoriste, CDI, Caen", "chambre\nNormandie", "chambrée"])
def test_what_is_no_question_about_a_chamber(talk: Talk, claire: Person, typed: str) -> None:
    assert not talk.says(claire, typed).text.startswith(("CRESS", "Je ne connais pas"))


def test_all_chambers_by_where_they_stand(talk: Talk, claire: Person, malik: Person) -> None:
    shown = talk.says(claire, "chambres").text
    assert shown.startswith("18 chambres adhérente : 18 (Auvergne-Rhône-Alpes, ")
    assert "01/01/2027" not in shown
    assert "chambre Mayotte membre depuis le 01/01/2027" in talk.says(malik, "chambres").text
    assert len(shown.encode()) <= 1000


UNDO = "Une erreur ? Écrivez : chambre Mayotte : annuler"


@pytest.mark.parametrize(
    ("typed", "noted"),
    [
        ("chambre Mayotte partie depuis mars 2026", "n'est plus adhérente depuis mars 2026"),
        ("chambre Mayotte partie depuis 2026", "n'est plus adhérente depuis 2026"),
        ("chambre Mayotte partie depuis fin 2025 (CA)", "n'est plus adhérente depuis fin 2025 (CA)"),
        ("chambre Mayotte partie depuis le début de 2026", "n'est plus adhérente depuis début 2026"),
    ],
)
def test_what_is_not_known_to_the_day_is_not_told_to_the_day(talk: Talk, malik: Person, typed: str, noted: str) -> None:
    assert talk.says(malik, typed).text == f"Noté. Mayotte : {noted}. {UNDO}"
    assert f"Dans le réseau : {noted}" in talk.says(malik, "chambre 976").text


def test_a_life_noted_in_words(talk: Talk, malik: Person) -> None:
    for typed, noted in (
        ("chambre Mayotte partie depuis le 01/02/2026", "Noté. Mayotte : n'est plus adhérente depuis dim. 01/02/2026."),
        ("chambre Mayotte : demande d'adhésion depuis le 3 mars 2026", "Noté. Mayotte : a demandé son adhésion depuis mar. 03/03/2026."),
        (
            "chambre Mayotte membre depuis le 01/01/2027 (CA du 12/12/2026)",
            "Noté. Mayotte : adhérente depuis ven. 01/01 (CA du 12/12/2026).",
        ),
    ):
        assert talk.says(malik, typed).text == f"{noted} {UNDO}"
    counts = talk.store.read(lambda tx: tx.statuses.membership(tx.directory).counts_on(FRIDAY.date()))
    assert (counts[Status.MEMBER], counts[Status.APPLICANT]) == (17, 1)
    assert "a demandé son adhésion : 1 (Mayotte)" in talk.says(malik, "chambres").text
    talk.clock.now = FRIDAY.replace(year=2027)
    assert "adhérente depuis ven. 01/01/2027 (CA du 12/12/2026)" in talk.says(malik, "chambre Mayotte").text


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        (
            "chambre Mayotte en constitution",
            "Mayotte : « en constitution » ne peut pas suivre « adhérente », ven. 20/11. Possible : fusionnée, n'est plus adhérente.",
        ),
        ("chambre Mayotte membre depuis le 01/01/2027", "Mayotte y est déjà : adhérente."),
        ("chambre Mayotte partie depuis le 01/02/2014", "Mayotte : ce n'était pas encore, ou plus, une chambre, sam. 01/02/2014."),
        ("chambre Mayotte partie depuis le 31/02/2026", "Je ne lis pas « le 31/02/2026 » comme une date."),
        ("chambre Mayotte partie depuis mars", "Je ne lis pas « mars » comme une date."),
        ("chambre Mayotte fusionnée", "Fusionnée avec laquelle ? Écrivez par exemple : chambre Mayotte fusionnée avec La Réunion"),
        ("chambre Mayotte fusionnée avec Mayotte", "Mayotte ne peut pas fusionner avec Mayotte."),
        ("chambre Mayotte fusionnée avec Narnia depuis hier", "Je ne connais pas « Narnia »."),
        ("chambre Mayotte fusionnée avec l'équipe nationale", "Je ne connais pas « l'équipe nationale »."),
        ("chambre Mayotte : annuler", "Mayotte : rien n'a été noté, il n'y a rien à annuler."),
        ("chambre Narnia : annuler", "Je ne connais pas « Narnia »."),
        ("chambre Mayotte partie depuis bientôt", "Je ne lis pas « bientot » comme une date."),
        ("chambre Normndie membre", "Je ne connais pas « Normndie ». Normandie, "),
        ("chambre Narnia fusionnée depuis hier", "Je ne connais pas « Narnia »."),
    ],
)
def test_what_cannot_be_noted(talk: Talk, malik: Person, typed: str, answer: str) -> None:
    said = talk.says(malik, typed)
    assert said.refused
    assert said.text.startswith(answer)
    assert "fusionnée" not in talk.says(malik, "chambres").text


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.NATIONAL])
def test_only_the_national_team_notes_it(talk: Talk, role: Role) -> None:
    somebody = talk.add("Yann Le Bras", role=role.value, chamber="MYT")
    for typed in ("chambre Mayotte partie depuis le 01/02/2026", "chambre Mayotte fusionnée avec La Réunion", "chambre Mayotte : annuler"):
        said = talk.says(somebody, typed)
        assert said.text == "Seule l'équipe nationale dit où en est une chambre dans le réseau."
        assert said.refused
    assert talk.store.read(lambda tx: tx.statuses.membership(tx.directory).state_on("MYT", FRIDAY.date())) is Status.MEMBER


def test_it_is_kept_who_noted_it(talk: Talk, malik: Person) -> None:
    talk.says(malik, "chambre Mayotte partie depuis le 01/02/2026")
    rows = talk.store.read(lambda tx: tx.connection.execute(tx.tables.audit.select()).all())
    assert [(row.act, row.by_id, row.before, row.after["status"]) for row in rows if row.act == "status"] == [
        ("status", malik.id, {"status": "member"}, "left")
    ]


def test_a_wrong_step_is_taken_back_with_its_trace(talk: Talk, malik: Person) -> None:
    talk.says(malik, "chambre Mayotte partie depuis le 01/02/2026")
    talk.says(malik, "chambre Mayotte candidate depuis le 03/03/2026 (CA)")
    undone = talk.says(malik, "chambre Mayotte : annuler").text
    assert undone == (
        "Annulé. Mayotte : a demandé son adhésion depuis mar. 03/03/2026 (CA). Aujourd'hui : n'est plus adhérente depuis dim. 01/02/2026."
    )
    assert talk.says(malik, "/maillage chambre 976 annuler").text.endswith("Aujourd'hui : adhérente.")
    assert talk.says(malik, "chambre Mayotte : annuler").refused, "what the store was born with stays"
    rows = talk.store.read(lambda tx: tx.connection.execute(tx.tables.audit.select()).all())
    traces = [(row.by_id, row.before["status"], row.before["decision"], row.after) for row in rows if row.act == "status_taken_back"]
    assert traces == [(malik.id, "applicant", "CA", {"status": "left"}), (malik.id, "left", "", {"status": "member"})]


def test_the_same_in_english(talk: Talk) -> None:
    emma = talk.add("Emma Wilson", role=Role.NATIONAL.value, chamber="NAT", language="en")
    noted = talk.says(emma, "chamber Mayotte merged with La Réunion since 01/01/2027 (board)").text
    assert noted == "Noted. Mayotte: merged with La Réunion since Fri 1 Jan (board). A mistake? Type: chamber Mayotte: undo"
    assert talk.says(emma, "chamber Mayotte: undo").text == "Taken back. Mayotte: merged since Fri 1 Jan (board). Today: member."
    assert talk.says(emma, "chamber Mayotte left since late 2025").text.startswith("Noted. Mayotte: no longer a member since late 2025.")
    assert "In the network: member since early 2009 (rapport d'activité 2008)" in talk.says(emma, "chamber Guyane").text


class TestMerger:
    """Mayotte joins La Réunion on the first day of 2027."""

    @pytest.fixture(autouse=True)
    def merged(self, talk: Talk, malik: Person) -> None:
        talk.add("Hina Ali", chamber="MYT")
        said = talk.says(malik, "chambre Mayotte fusionnée avec La Réunion depuis le 01/01/2027 (CA du 12/12/2026)").text
        assert said == f"Noté. Mayotte : fusionnée avec La Réunion depuis ven. 01/01 (CA du 12/12/2026). {UNDO}"

    def test_until_then_nothing_has_changed(self, talk: Talk, malik: Person) -> None:
        assert talk.says(malik, "chambres").text.startswith("18 chambres")
        assert talk.says(malik, "chambre Mayotte").text.startswith("CRESS Mayotte")
        assert "Hina" not in talk.says(malik, "chambre La Réunion").text

    def test_from_then_on_its_name_its_people_and_its_department_are_the_successors(self, talk: Talk, malik: Person) -> None:
        talk.clock.now = FRIDAY.replace(year=2027)
        shown = talk.says(malik, "chambre Mayotte").text
        assert shown.startswith("CRESS La Réunion Départements : La Réunion (974), Mayotte (976)")
        assert "Chambres qui l'ont rejointe depuis : Mayotte" in shown
        assert "Hina Ali (direction)" in shown
        assert talk.says(malik, "chambre 976").text == talk.presses(malik, "chamber:MYT").text == shown
        assert talk.says(malik, "chambres").text.startswith("17 chambres")

    def test_both_see_what_is_open_at_the_other(self, talk: Talk) -> None:
        hina, yann = (talk.add(name, chamber=code) for name, code in (("Hina Dao", "MYT"), ("Yann Payet", "REU")))
        items = {one.chamber: talk.store.submit(partial(_offer_of, one)).result() for one in (hina, yann)}

        def rights(tx: Tx) -> tuple[bool, bool]:
            return may_change(hina, items["REU"], tx.directory), may_change(yann, items["MYT"], tx.directory)

        assert talk.store.read(rights) == (False, False)
        talk.clock.now = FRIDAY.replace(year=2027)
        assert talk.store.read(rights) == (True, True)

    @pytest.mark.parametrize("year", [2026, 2027])
    def test_it_can_be_taken_back_before_and_after(self, talk: Talk, malik: Person, year: int) -> None:
        talk.clock.now = FRIDAY.replace(year=year)
        assert talk.says(malik, "chambre Mayotte : annuler").text.endswith("Aujourd'hui : adhérente.")
        talk.clock.now = FRIDAY.replace(year=2027)
        assert talk.says(malik, "chambre Mayotte").text.startswith("CRESS Mayotte")
        assert talk.says(malik, "chambres").text.startswith("18 chambres")

    @pytest.mark.parametrize("typed", ["La Réunion fusionnée avec Mayotte depuis le 01/12/2026", "Corse fusionnée avec Mayotte"])
    def test_nobody_is_merged_with_what_ends(self, talk: Talk, malik: Person, typed: str) -> None:
        said = talk.says(malik, f"chambre {typed}")
        assert said.refused
        assert "ne peut pas fusionner avec Mayotte" in said.text

    def test_it_is_kept_who_noted_it(self, talk: Talk, malik: Person) -> None:
        rows = talk.store.read(lambda tx: tx.connection.execute(tx.tables.audit.select()).all())
        assert [(row.by_id, row.after["successor"]) for row in rows if row.act == "status"] == [(malik.id, "REU")]


def _offer_of(person: Person, tx: Tx) -> Contribution:
    return offer(tx, person)
