"""What is asked, in whatever words, and what is found: a table of questions over the same shelf."""

from __future__ import annotations

import re
from functools import partial

import pytest

from bot.domain.contribution import DRAFTED
from bot.domain.people import Person, Role
from handlers.answer import Event, Where, answered
from handlers.converse import command
from handlers.typed import Typed
from storage.contributions import Origin
from storage.searched_texts import texts_of
from storage.transaction import Tx
from tests.four_kinds import minutes, news, request
from tests.shelf import offer, somebody
from tests.use_cases.talk import Talk, account_of
from tests.use_cases.talk import said as as_said

SHELF = (
    ("NOR", {"title": "chargée de financements européens", "employer": "Caisse solidaire", "place": "Rouen"}),
    ("HNO", {"title": "responsable du financement", "employer": "Club cigale", "place": "Évreux"}),
    ("BNO", {"title": "directrice", "employer": "Épicerie sociale", "place": "Caen"}),
    ("BRE", {"title": "conseiller financement", "employer": "Œuvres laïques", "place": "Rennes"}),
    ("REU", {"title": "animateur de réunions", "employer": "Coopérative", "place": "Saint-Denis"}),
    ("IDF", {"title": "comptable", "employer": "Maison de la Bretagne", "place": "Paris", "description": "**Bulletins** de paie"}),
)
"""Offers 1 to 6: chamber and answers."""


@pytest.fixture
def claire(talk: Talk) -> Person:
    claire = talk.add()

    def fill(tx: Tx) -> None:
        author = somebody(tx, "Malik Ba", role=Role.NATIONAL, chamber="NAT")
        for chamber, answers in SHELF:
            offer(tx, author, chamber=chamber, **answers)

    talk.store.submit(fill).result()
    return claire


def looked_for(talk: Talk, who: Person, typed: str) -> str:
    """The answer to a command of a search, in one line."""
    verb, _, text = typed.removeprefix("/").partition(" ")
    account = account_of(who)
    origin = Origin(platform=account.platform, workspace=account.workspace, channel="D1")
    case = partial(command, verb, Typed(text=text, origin=origin, addressed=True, private=True))
    event = Event(platform=account.platform, id=f"command:{who.id}:{typed}", type="test")
    return as_said(talk.store.submit(answered(event, account, Where(), case)).result()).text


def numbers(said: str) -> set[int]:
    """Of the offers in an answer's list."""
    listed = said.partition("Pour ouvrir")[0]
    return {int(part.split()[0]) for part in listed.split("Offre ")[1:]}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("cherche haute normandie financement", {1, 2}),
        ("cherche financement Normandie", {1, 2}),
        ("cherche normandie", {1, 2, 3}),
        ("cherche Basse-Normandie", {1, 3}),
        ("cherche calvados", {1, 3}),
        ("cherche FINANCEMENTS", {1, 2, 4}),
        ("cherche financer", {1, 2, 4}),
        ("chercher evreux", {2}),
        ("cherche directeur", {3}),
        ("cherche œuvre laique", {4}),
        ("cherche oeuvres", {4}),
        ("cherche bretagne", {4, 6}),
        ("cherche comptable en Bretagne", {6}),
        ("cherche réunion", {5}),
        ("cherche la réunion", {5}),
        ("cherche bulletin de paie", {6}),
        ("cherche l'épicerie", {3}),
        ("find funding officers in Brittany", set()),
        ("find jobs in Brittany", set()),
        ("find offers in Brittany", {4}),
        ("search for conseiller", {4}),
        ("Find conseiller", {4}),
        ("maillage cherche conseiller", {4}),
    ],
)
def test_questions(talk: Talk, claire: Person, typed: str, found: set[int]) -> None:
    assert numbers(talk.says(claire, typed).text) == found


def test_what_a_hit_says(talk: Talk, claire: Person) -> None:
    said = talk.says(claire, "cherche comptable Paris")
    hit = "• Offre 6 comptable, Île-de-France, ven. 20/11"
    assert said.text == f"1 résultat pour « comptable Paris » : {hit} Pour ouvrir, écrivez le numéro : « offre 6 »."
    assert (said.buttons, said.words) == (("Offre 6",), ("offre 6",))
    opened = talk.presses(claire, said.acts[0])
    assert opened.text.startswith("Offre 6 comptable, Maison de la Bretagne, Paris")
    assert talk.says(claire, "offre 6").text == talk.says(claire, "cherche offre 6").text == opened.text


def test_what_became_of_it(talk: Talk, claire: Person) -> None:
    malik = talk.says("Malik Ba", "offre 6 pourvue")
    assert "pourvue" in malik.text
    assert "Offre 6 comptable, Île-de-France, ven. 20/11 (pourvue)" in talk.says(claire, "cherche comptable").text


def test_five_at_most(talk: Talk, claire: Person) -> None:
    said = talk.says(claire, "cherche offre")
    assert said.text.startswith("6 résultats pour « offre ». Les meilleurs : ")
    assert len(said.buttons) == 5
    assert said.text.endswith("Un mot de plus en trouve moins.")


def test_the_biggest_answer_fits_into_a_small_message(talk: Talk, claire: Person) -> None:
    def fill(tx: Tx) -> None:
        for _ in range(9):
            offer(tx, claire, title="é" * 149, employer="w" * 100, chamber="PAC", link="https://exemple.fr/" + "x" * 400)

    talk.store.submit(fill).result()
    said = talk.says(claire, "cherche offre 2026 emploi provence alpes côte d'azur", plainly=True)
    assert len(said.buttons) == 5
    assert len(said.text.encode()) <= 1000


@pytest.mark.parametrize("typed", ["cherche", "chercher", "find", "cherche la", "cherche  "])
def test_nothing_to_look_for(talk: Talk, claire: Person, typed: str) -> None:
    assert talk.says(claire, typed).text == "Que cherchez-vous ? Écrivez par exemple : « cherche financement Normandie »."


def test_a_word_that_is_nowhere(talk: Talk, claire: Person) -> None:
    said = talk.says(claire, "cherche comptable zanzibar")
    assert said.text == "Rien de ce que vous pouvez lire ne contient « zanzibar ». Essayez un autre mot, ou sans lui."
    assert said.buttons == ()


def test_a_word_that_is_nearly_known(talk: Talk, claire: Person) -> None:
    said = talk.says(claire, "cherche comptbale Paris")
    assert said.text == "Rien de ce que vous pouvez lire ne contient « comptbale ». Vouliez-vous dire : comptable ?"
    assert said.words == ("cherche comptable Paris",)
    assert numbers(talk.presses(claire, said.acts[0]).text) == {6}
    assert numbers(talk.says(claire, said.words[0]).text) == {6}


@pytest.mark.parametrize("typed", ["comptâble Zanzibâr", "Zanzibâr Île-de-France"])
def test_a_word_is_shown_as_it_was_typed(talk: Talk, claire: Person, typed: str) -> None:
    assert "ne contient « Zanzibâr »" in talk.says(claire, f"cherche {typed}").text


def test_a_slip_in_a_word_with_accents_finds_what_was_meant(talk: Talk, claire: Person) -> None:
    assert talk.says(claire, "cherche épicérrie Normandie").text.endswith("« épicérrie ». Vouliez-vous dire : épicerie ?")


def test_words_that_are_nowhere_together(talk: Talk, claire: Person) -> None:
    assert talk.says(claire, "cherche comptable Rennes").text == "Rien ne contient tout « comptable Rennes ». Essayez avec moins de mots."


def test_a_region_of_which_nothing_is_there(talk: Talk, claire: Person) -> None:
    assert talk.says(claire, "cherche comptable Mayotte").text.startswith("Rien de ce que vous pouvez lire ne contient « Mayotte ».")
    assert "« modèle »" in talk.says(claire, "/chercher modèle".removeprefix("/")).text


def test_what_may_not_be_read_is_neither_found_nor_suggested(talk: Talk, claire: Person) -> None:
    paul = talk.add("Paul Mercier", role=Role.PARTNER.value, chamber="NAT")
    talk.says("Malik Ba", "Offre d'emploi confidentielle : zythologue, Lille, CDI, avant le 12/12")
    assert numbers(talk.says("Malik Ba", "cherche zythologue").text) == {7}
    for reader in (claire, paul):
        for typed in ("cherche zythologue", "cherche zythologe"):
            said = talk.says(reader, typed)
            assert "Vouliez-vous" not in said.text
            assert not said.buttons


@pytest.mark.parametrize(
    "typed",
    [
        "cherche comptable, CDI, Caen",
        "cherche : comptable",
        "cherche comptable\npour Caen",
        "recherche comptable",
        "cherchez",
        "on cherche un comptable",
        "cherche " + "mot " * 13,
    ],
)
def test_what_may_be_something_else(talk: Talk, claire: Person, typed: str) -> None:
    said = talk.says(claire, typed).text
    assert "résultat" not in said
    assert "ne contient" not in said


@pytest.mark.parametrize(
    "typed", ["cherche \"' OR 1", "cherche NEAR(a b)", "cherche *", "cherche s_public", "cherche NOT comptable", "cherche 😀"]
)
def test_nothing_typed_acts(talk: Talk, claire: Person, typed: str) -> None:
    assert not numbers(talk.says(claire, typed).text)


@pytest.mark.parametrize("act", ["search", "search:", "search:#", "search:#JO-999", "search:#XX-1", "search:#JO-9999999999"])
def test_forged_buttons(talk: Talk, claire: Person, act: str) -> None:
    assert talk.presses(claire, act).refused


class TestLists:
    """What stands in a list is found, and the answer says where."""

    @pytest.fixture
    def meetings(self, talk: Talk, claire: Person) -> Person:
        def fill(tx: Tx) -> None:
            minutes(
                tx,
                claire,
                "DIRCRES",
                date_start="2008-03-27",
                place="Paris",
                present="Haute-Normandie [HNO]\nJeanne Hébert\nÎle-de-France [IDF]",
                agenda="Site internet\nRapport moral",
                decisions="Les budgets sont votés | majority\nLa charte graphique est adoptée | unanimous",
                action_items="Bretagne [BRE] | Envoyer le guide d'évaluation | 2008-05-11\nCorse [COR] | Relire les statuts",
            )
            minutes(tx, claire, "Bureau", date_start="2026-11-02", date_end="2026-11-03", decisions="Les chartes sont reportées | deferred")

        talk.store.submit(fill).result()
        return claire

    @pytest.mark.parametrize(
        ("typed", "hit"),
        [
            ("/chercher charte graphique", "1"),
            ("/chercher chartes graphiques dircres", "1"),
            ("/chercher CHARTE 2008", "1"),
            ("/chercher dircres 27/03/2008", "1"),
            ("/chercher dircres 27 mars 2008", "1"),
            ("/chercher compte rendu du 3 novembre", "2"),
            ("/chercher budget majorité", "1"),
            ("/chercher charte reportée", "2"),
            ("/chercher jeanne hebert", "1"),
            ("/chercher rapport moral", "1"),
            ("/chercher évaluer guide", "1"),
            ("/chercher unanimous", "1"),
        ],
    )
    def test_found(self, talk: Talk, meetings: Person, typed: str, hit: str) -> None:
        assert f"Compte rendu {hit} " in looked_for(talk, meetings, typed)

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            (
                "/chercher charte graphique",
                "Compte rendu 1 DIRCRES, Normandie, jeu. 27/03/2008, décision 2 : La charte graphique est adoptée",
            ),
            ("/chercher charte graphique dircres", "décision 2 : La charte graphique est adoptée"),
            ("/chercher guide évaluation", "action 1 : Bretagne, Envoyer le guide d'évaluation"),
            ("/chercher corse statuts", "action 2 : Corse, Relire les statuts"),
            ("/chercher dircres", "Compte rendu 1 DIRCRES, Normandie, jeu. 27/03/2008 Pour ouvrir"),
            ("/chercher jeanne hébert", "Compte rendu 1 DIRCRES, Normandie, jeu. 27/03/2008 Pour ouvrir"),
        ],
    )
    def test_which_entry_says_it(self, talk: Talk, meetings: Person, typed: str, said: str) -> None:
        assert said in looked_for(talk, meetings, typed)

    def test_the_codes_of_a_list_are_no_words(self, talk: Talk, meetings: Person) -> None:
        def words(tx: Tx) -> str:
            [item, _] = tx.contributions.open_in(kind="meeting_minutes")
            return "\n".join(texts_of(item, tx.kinds[item.kind]))

        said = talk.store.read(words)
        assert "Haute-Normandie\nJeanne Hébert\nÎle-de-France\n" in said
        assert not re.search(r"[\[|\]]|HNO|2008-0", said)

    def test_five_decisions_fit_into_a_small_message(self, talk: Talk, claire: Person) -> None:
        def fill(tx: Tx) -> None:
            for _ in range(9):
                minutes(tx, claire, "é" * 149, decisions=f"Zythologie {'é' * 140} | unanimous")

        talk.store.submit(fill).result()
        said = talk.says(claire, "cherche zythologie", plainly=True)
        assert said.text.count("décision 1") == 5
        assert len(said.text.encode()) <= 1000


class TestDrafts:
    def test_minutes_that_are_not_published_are_for_their_chamber(self, talk: Talk, claire: Person) -> None:
        yann, jeanne = talk.add("Yann Ker", chamber="BRE"), talk.add("Jeanne Hue", role=Role.EMPLOYEE.value)
        talk.store.submit(lambda tx: minutes(tx, claire, state=DRAFTED)).result()
        found = {
            name: "Compte rendu 1" in looked_for(talk, who, "/chercher charte graphique")
            for name, who in (("claire", claire), ("jeanne", jeanne), ("yann", yann))
        }
        assert found == {"claire": True, "jeanne": True, "yann": False}


def test_what_a_request_may_be_called_are_other_things(talk: Talk, claire: Person) -> None:
    talk.store.submit(lambda tx: request(tx, claire, "trame de règlement", type="outils_types")).result()
    assert "Demande 1" in looked_for(talk, claire, "/chercher règlements")
    assert "Rien" in looked_for(talk, claire, "/chercher diaporama")


def test_news_say_what_is_new(talk: Talk, claire: Person) -> None:
    talk.store.submit(lambda tx: news(tx, claire, "le questionnaire est parti, 7 réponses")).result()
    assert "GT Observation, le questionnaire est parti, 7 réponses, Normandie" in looked_for(talk, claire, "/chercher questionnaires")


def test_how_far_a_request_has_come(talk: Talk, claire: Person) -> None:
    talk.store.submit(lambda tx: request(tx, claire, "modèle de règlement intérieur")).result()
    assert "Demande 1 modèle de règlement intérieur, Normandie, ven. 20/11 (en cours)" in looked_for(talk, claire, "/chercher règlement")
