"""The home page: what waits for an answer, what the chamber has open, and gestures on the page itself."""

from __future__ import annotations

from tests.town import Town, private

FULL = "Offre d'emploi : comptable, Rouen, CDD 6 mois, avant le 15/12"


async def test_an_empty_page_says_what_one_can_do(town: Town) -> None:
    await town.claire.opens_home()
    assert (
        town.claire.view_text("home")
        == "Claire Le Goff · CRESS Normandie\nRien en cours. Dites-le dans un message, ou avec un bouton ci-dessous."
    )
    assert town.claire.buttons("home") == ["Diffuser une offre", "Ma lettre", "Mes réglages", "Aide"]


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
    await town.claire.says("on cherche quelqu'un pour la compta")
    await town.claire.opens_home()
    assert "Gardé, pas compris : « on cherche quelqu'un pour la compta »" in town.claire.view_text("home"), "which text it is"
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
