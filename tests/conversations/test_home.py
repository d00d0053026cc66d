"""The home page: what waits for an answer, what the chamber has open, and gestures on the page itself."""

from __future__ import annotations

import dataclasses

from bot.domain.bodies import Body, body_key
from bot.domain.contribution import DRAFTED, PUBLISHED, Contribution
from bot.domain.people import Person
from bot.domain.requests import Routing
from handlers.change import record
from storage.transaction import Tx
from tests.four_kinds import minutes, news, offer, request
from tests.town import Town, private

FULL = "Offre d'emploi : comptable, Rouen, CDD 6 mois, avant le 15/12"


def called(tx: Tx, first: str) -> Person:
    """Somebody of the playground."""
    [person] = [person for person in tx.people.active() if person.first_name == first]
    return person


def published(tx: Tx, author: Person, **answers: str) -> Contribution:
    """Minutes that went out: their actions have owners."""
    draft = minutes(tx, author, state=DRAFTED, **answers)
    return record(draft, dataclasses.replace(draft, state=PUBLISHED, published_at=tx.now), "publish", author.id, tx)


async def test_an_empty_page_says_what_one_can_do(town: Town) -> None:
    await town.claire.opens_home()
    assert (
        town.claire.view_text("home")
        == "Claire Le Goff · CRESS Normandie\nRien en cours. Dites-le dans un message, ou avec un bouton ci-dessous."
    )
    assert town.claire.buttons("home")[3:] == ["Diffuser une offre", "Ma lettre", "Mes réglages", "Aide"], "after the three other kinds"


async def test_what_the_chamber_has_open_whoever_filed_it(town: Town) -> None:
    await town.claire.says(FULL)
    await town.yann.says("Offre d'emploi : animateur, Rennes, CDI, avant le 15/12")
    await town.jeanne.opens_home()
    shown = town.jeanne.view_text("home")
    assert "1 chose en cours dans votre chambre." in shown
    assert "Emploi" in shown
    assert "Offre 1 comptable, CRESS Normandie, Rouen (76) · CDD 6 mois, jusqu'au mar. 15/12." in shown
    assert "animateur" not in shown, "another chamber's is not here"
    assert town.jeanne.buttons("home")[:3] == ["Pourvue", "Corriger", "Retirer"]
    await town.malik.opens_home()
    assert "2 choses en cours dans le réseau." in town.malik.view_text("home")


async def test_a_gesture_on_the_page_tells_its_outcome_on_top(town: Town) -> None:
    await town.claire.says(FULL)
    await town.jeanne.opens_home()
    await town.jeanne.presses("Pourvue", on="home")
    assert town.jeanne.view_text("home").startswith("Offre 1 : pourvue. Merci.")
    assert "Rien en cours." in town.jeanne.view_text("home")
    assert town.claire.sees("Offre 1 : pourvue. Merci.", None), "the author's card follows"
    assert private(town.jeanne) == []


async def test_a_question_can_be_answered_on_the_page(town: Town) -> None:
    await town.claire.says("Offre d'emploi : comptable, Rouen, CDI")
    await town.claire.opens_home()
    assert "Jusqu'à quand ? (ou écrivez une date)" in town.claire.view_text("home")
    await town.claire.presses("Sans date", on="home")
    assert town.claire.view_text("home").startswith("Offre 1 publiée, sans date limite ; retirée le dim. 20/12.")
    assert town.claire.buttons(town.claire.last()) == [], "the question in the conversation is closed"


async def test_a_kept_text_waits_on_the_page(town: Town) -> None:
    await town.claire.says("la compta de la semaine prochaine, à voir ensemble")
    await town.claire.opens_home()
    assert "Gardé, pas compris : « la compta de la semaine prochaine, à voir ensemble »" in town.claire.view_text("home"), (
        "which text it is"
    )
    for number in range(5):
        await town.claire.says(f"quelque chose qui ne veut rien dire, numéro {number}")
    await town.claire.opens_home()
    shown = town.claire.view_text("home")
    assert shown.count("Gardé, pas compris") == 3
    assert "numéro 4" in shown
    assert "et 3 autres textes gardés" in shown
    assert "Je n'ai pas compris" not in shown


async def test_forms_open_from_the_page(town: Town) -> None:
    await town.claire.opens_home()
    await town.claire.presses("Diffuser une offre", on="home")
    await town.claire.submits({"Intitulé du poste": "Cuisinier"})
    assert town.claire.sees("Offre 1 – Cuisinier", None)
    await town.claire.opens_home()
    assert "Offre 1 Cuisinier" in town.claire.view_text("home")


async def test_the_letter_and_the_help_from_the_page(town: Town) -> None:
    await town.claire.opens_home()
    await town.claire.presses("Ma lettre", on="home")
    assert town.claire.view_text("home").startswith("Vous recevez : tout, le lundi à 8 h.")
    await town.claire.presses("Aide", on="home")
    assert town.claire.view_text("home").startswith("Écrivez-moi comme à un collègue.")


async def test_a_partner_reads_what_he_receives(town: Town) -> None:
    await town.malik.says(FULL)
    await town.paul.opens_home()
    assert town.paul.view_text("home") == "Paul Mercier\nVous recevez : emploi, Normandie, le lundi à 8 h."
    assert town.paul.buttons("home") == ["Ma lettre", "Mes réglages", "Aide"]


async def test_somebody_unknown_is_told_whom_to_ask(town: Town) -> None:
    await town.store.do(lambda tx: tx.connection.exec_driver_sql("DELETE FROM accounts WHERE user_id LIKE '%SORAYA'"))
    await town.soraya.opens_home()
    assert "Je ne vous connais pas encore" in town.soraya.view_text("home")
    assert "Demandez à Malik de vous ajouter" in town.soraya.view_text("home")
    await town.soraya.says(FULL)
    assert town.soraya.sees(
        "Je ne vous connais pas encore : je n'ai rien gardé. Demandez à Malik de vous ajouter, puis renvoyez votre message."
    )
    await town.soraya.says(FULL, in_="#general")
    assert town.soraya.messages("#general")[-1].user == town.soraya.id, "a channel hears nothing of it"
    await town.soraya.types_command("/offre", "comptable, Rouen, CDI, avant le 15/12")
    assert town.soraya.sees("comptable, Rouen, CDI, avant le 15/12", None), "what was typed is given back"


class TestFourKinds:
    """What waits, by section in fixed order, each with its gestures."""

    async def test_minutes_to_publish_stand_first_with_their_gestures(self, town: Town) -> None:
        await town.claire.says(FULL)
        await town.store.do(lambda tx: minutes(tx, called(tx, "Claire"), state=DRAFTED))
        await town.claire.opens_home()
        shown = town.claire.view_text("home")
        assert shown.index("Comité des Directions") < shown.index("Offre 1 comptable")
        assert "Relire" in town.claire.buttons("home")
        await town.yann.opens_home()
        assert "Comité des Directions" not in town.yann.view_text("home"), "another chamber's draft is not here"

    async def test_minutes_and_news_that_are_published_wait_for_nobody(self, town: Town) -> None:
        await town.store.do(lambda tx: [what(tx, called(tx, "Claire")) for what in (minutes, news)])
        await town.claire.opens_home()
        shown = town.claire.view_text("home")
        assert "Réunions" not in shown
        assert "questionnaire" not in shown

    async def test_actions_by_their_term(self, town: Town) -> None:
        given = "Normandie [NOR] | Relire les statuts | 2026-12-20\nNormandie [NOR] | Envoyer le guide | 2026-12-11"
        await town.store.do(lambda tx: published(tx, called(tx, "Malik"), action_items=given))
        await town.claire.opens_home()
        shown = town.claire.view_text("home")
        assert shown.index("Actions") < shown.index("Envoyer le guide") < shown.index("Relire les statuts")
        assert town.claire.buttons("home")[0] == "Fait"
        await town.claire.presses("Fait", on="home")
        await town.claire.opens_home()
        assert "Envoyer le guide" not in town.claire.view_text("home")
        await town.yann.opens_home()
        assert "Relire les statuts" not in town.yann.view_text("home")

    async def test_the_groups_of_ones_chamber(self, town: Town) -> None:
        def found(tx: Tx) -> None:
            at = {"filed_at": tx.now, "filed_by": None}
            for name, lead in (("GT Observation", "NOR"), ("GT Financement", "BRE"), ("GT Europe", "NOR")):
                tx.bodies.add(Body(name=name, key=body_key(name), sort="project", lead=lead, **at), by=None)
            news(tx, called(tx, "Claire"))

        await town.store.do(found)
        await town.claire.opens_home()
        shown = town.claire.view_text("home")
        assert "Groupes de travail" in shown
        assert "GT Observation : dernière nouvelle le ven. 20/11" in shown
        assert "Rien en cours." in shown, "to be in a group is nothing to do"
        assert "GT Europe : pas encore de nouvelle" in shown
        assert "GT Financement" not in shown

    async def test_ones_own_requests_and_what_one_is_asked(self, town: Town) -> None:
        item = await town.store.do(lambda tx: request(tx, called(tx, "Dylan"), "modèle de convention"))
        asked = Routing(request_id=item.id, chamber="NOR", reason="declared", evidence={}, result="asked", at=town.clock.now)
        await town.store.do(lambda tx: tx.pursuits.add_routing(asked))
        await town.claire.opens_home()
        assert "On vous demande\nDemande 1" in town.claire.view_text("home")
        assert "Je m'en charge" in town.claire.buttons("home")
        await town.marie.opens_home()
        assert "Demandes ouvertes\nDemande 1" in town.marie.view_text("home"), "her ambassador's"
        await town.jeanne.says("cherche un intervenant sur le FSE")
        await town.jeanne.opens_home()
        assert "Demandes ouvertes\nDemande 2" in town.jeanne.view_text("home")

    async def test_twenty_things_at_most_and_what_one_can_do_below(self, town: Town) -> None:
        def fill(tx: Tx) -> None:
            claire = called(tx, "Claire")
            for number in range(15):
                request(tx, claire, f"modèle {number}")
                offer(tx, claire, title=f"comptable {number}", deadline="2026-12-15")
                minutes(tx, claire, f"Comité {number}", state=DRAFTED)

        await town.store.do(fill)
        await town.claire.opens_home()
        shown = town.claire.view_text("home")
        assert "et 25 autres" in shown
        assert shown.count("Comité") >= 15
        assert town.claire.buttons("home")[-3:] == ["Ma lettre", "Mes réglages", "Aide"], "the page is not cut before its end"
