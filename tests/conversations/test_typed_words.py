"""Every button has a word that can be typed; numbers are spoken; what is open is answered by its number, its word or its value."""

from __future__ import annotations

import pytest

from tests.town import Town, private

FULL = "Offre d'emploi : comptable, Rouen, CDD 6 mois, avant le 15/12"
QUESTION = "Offre d'emploi : comptable, Rouen, CDI"

STRAY = "un mot que personne ne comprend ici"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("retirer", "Offre 1 retirée. Elle n'est plus dans aucune liste."),
        ("Retirer.", "Offre 1 retirée."),
        ("supprimer", "Offre 1 retirée."),
        ("offre 1 : retirer", "Offre 1"),
        ("retirer l'offre 1", "Offre 1 retirée."),
        ("offre n° 1 retirer", "Offre 1 retirée."),
        ("JO-001 retirer", "Offre 1 retirée."),
        ("réseau seulement", "Le réseau seul la lit."),
        ("offre 1 pourvue", "Offre 1 : pourvue. Merci."),
        ("l’offre 1 est pourvue", "Offre 1 : pourvue. Merci."),
        ("pourvue", "Offre 1 : pourvue. Merci."),
        ("offre 1 encore 15 jours", "Offre 1 : ouverte jusqu'au mer. 30/12."),
        ("corriger lieu : Dieppe", "Corrigé : lieu, Dieppe (avant : Rouen)."),
        ("corriger lieu: Dieppe", "Corrigé : lieu, Dieppe (avant : Rouen)."),
        ("corriger offre 1 lieu : Dieppe", "Corrigé : lieu, Dieppe (avant : Rouen)."),
        ("corriger contrat : CDI", "Corrigé : contrat, CDI (avant : CDD)."),
        ("corriger date limite : 18/12", "Corrigé : candidatures avant, ven. 18/12 (avant : mar. 15/12)."),
        ("corriger chambre : Bretagne", "Corrigé : chambre, Bretagne (avant : Normandie)."),
        ("corriger", "Touchez Corriger, ou écrivez par exemple : corriger intitulé du poste : …"),
        ("corriger couleur : rouge", "Je ne connais pas « couleur ». Vous pouvez corriger : intitulé du poste, employeur, lieu"),
        ("corriger date limite : 31/02", "Le 31/02 n'existe pas."),
        ("corriger date limite : 01/11/2026", "n'est pas possible ici"),
        ("corriger chambre : Normndie", "Je ne connais pas « Normndie ». Normandie, "),
        ("corriger lien : javascript:alert(1)", "« javascript:alert(1) » n'est pas un lien : il commence par https:// ou http://."),
        ("offre 1", "Offre 1 publiée, jusqu'au mar. 15/12."),
        ("JO-001", "Offre 1 publiée, jusqu'au mar. 15/12."),
        ("jo 1", "Offre 1 publiée, jusqu'au mar. 15/12."),
        ("offre 99 pourvue", "Je ne trouve pas « offre 99 ». Vérifiez le numéro."),
        ("JO-099", "Je ne trouve pas « offre 99 ». Vérifiez le numéro."),
    ],
)
async def test_about_what_was_filed(town: Town, typed: str, read: str) -> None:
    await town.claire.says(FULL)
    await town.claire.says(typed)
    assert town.claire.sees(read, None), town.claire.text(town.claire.last())
    assert not any("JO-" in town.claire.text(one) for one in private(town.claire)), "a written number is understood, never shown"


@pytest.mark.parametrize("typed", ["21/12", "le 21 décembre", "lundi 21 décembre", "2", "lun. 21/12", "offre 1 : 21/12"])
async def test_the_deadline_is_answered_in_words(town: Town, typed: str) -> None:
    await town.claire.says(QUESTION)
    asked = town.claire.last()
    await town.claire.says(typed)
    if typed.startswith("offre"):
        return  # an answer needs no number; what it gives is a question again, never silence
    assert town.claire.sees("Offre 1 publiée, jusqu'au lun. 21/12.", None)
    assert town.claire.buttons(asked) == [], "the question was answered: its buttons are gone"


@pytest.mark.parametrize("typed", ["sans date", "Sans date", "3"])
async def test_without_a_date_it_is_shown_for_thirty_days(town: Town, typed: str) -> None:
    await town.claire.says(QUESTION)
    await town.claire.says(typed)
    assert town.claire.sees("Offre 1 publiée, sans date limite ; retirée le dim. 20/12.", None)


@pytest.mark.parametrize(
    ("typed", "read"), [("31/02", "Le 31/02 n'existe pas."), ("01/11/2026", "n'est pas possible ici"), ("40/40", "40/40")]
)
async def test_a_wrong_date_is_told_and_the_question_stays(town: Town, typed: str, read: str) -> None:
    await town.claire.says(QUESTION)
    await town.claire.says(typed)
    assert town.claire.sees(read, None), town.claire.text(town.claire.last())
    await town.claire.says("sans date")
    assert town.claire.sees("Offre 1 publiée", None)


@pytest.mark.parametrize(("typed", "read"), [("retirer", "Offre 1 : rien n'est déposé."), ("annuler", "Offre 1 : rien n'est déposé.")])
async def test_a_question_can_be_dropped_and_taken_back(town: Town, typed: str, read: str) -> None:
    await town.claire.says(QUESTION)
    await town.claire.says(typed)
    assert town.claire.sees(read, None)
    await town.claire.says("annuler")
    assert town.claire.buttons() == ["ven. 04/12", "lun. 21/12", "Sans date"]
    await town.claire.says("sans date")
    assert town.claire.sees("Offre 1 publiée", None)


async def test_a_draft_is_corrected_before_it_is_filed(town: Town) -> None:
    await town.claire.says(QUESTION)
    await town.claire.says("corriger lieu : Dieppe")
    assert town.claire.sees("CRESS Normandie, Dieppe (76) · CDI Jusqu'à quand ?", None)
    await town.claire.says("corriger")
    assert town.claire.buttons() == ["ven. 04/12", "lun. 21/12", "Sans date"]
    await town.claire.says("corriger candidatures avant : 21/12")
    assert town.claire.sees("Offre 1 publiée, jusqu'au lun. 21/12.", None)


async def test_undo_restores_what_was_withdrawn_last(town: Town) -> None:
    await town.claire.says(FULL)
    await town.claire.says("retirer")
    await town.claire.says("annuler")
    assert town.yann.sees("Offre 1 – comptable", "#emploi")


async def test_another_announcement_is_no_answer(town: Town) -> None:
    await town.claire.says(QUESTION)
    await town.claire.says("Offre d'emploi : cuisinier, Bayeux, CDI, avant le 18/12")
    assert town.claire.sees("Offre 2 publiée, jusqu'au ven. 18/12.", None)
    await town.claire.says("sans date")
    assert town.claire.sees("Offre 1 publiée", None)


@pytest.mark.parametrize(
    "text", ["Offre 2 postes de comptable à Rouen, CDI, avant le 15/12", "offre 35 h : comptable, Rouen, CDI, avant le 15/12"]
)
async def test_a_number_in_an_announcement_is_not_the_number_of_an_offer(town: Town, text: str) -> None:
    await town.claire.says(text)
    assert not town.claire.sees("Je ne trouve pas", None)


@pytest.mark.parametrize(("typed", "filed"), [("1", "Demande 1 reçue."), ("2", "que dois-je écrire ?")])
async def test_what_is_not_understood_is_one_question_and_kept(town: Town, typed: str, filed: str) -> None:
    await town.claire.says(STRAY)
    assert town.claire.sees(
        "Je n'ai pas compris. Voulez-vous : 1 demander de l'aide, 2 diffuser une offre, 3 déposer un compte rendu, "
        "4 donner une nouvelle d'un groupe de travail, 5 voir l'aide ? Votre texte est gardé."
    )
    proposals = ["Demander de l'aide", "Diffuser une offre", "Déposer un compte rendu", "Donner une nouvelle d'un groupe de travail"]
    assert town.claire.buttons() == [*proposals, "Aide"]
    await town.claire.says(typed)
    assert town.claire.sees(filed, None) or town.claire.sees("Jusqu'à quand ?", None)


async def test_an_ambassador_is_offered_what_he_may_file(town: Town) -> None:
    await town.dylan.says(STRAY)
    assert town.dylan.sees("Voulez-vous : 1 demander de l'aide, 2 diffuser une offre, 3 voir l'aide ?")


async def test_the_last_answer_is_the_help(town: Town) -> None:
    await town.claire.says(STRAY)
    await town.claire.says("5")
    assert town.claire.sees("Je ne lis que ce qui m'est adressé.", None)


@pytest.mark.parametrize("text", ["\u200b\u200b", "\u2800", "???", "…"])
async def test_nothing_said_is_the_help_and_nothing_is_kept(town: Town, text: str) -> None:
    await town.claire.says(text)
    assert town.claire.sees("Je ne lis que ce qui m'est adressé.", None)
    assert town.read(lambda tx: tx.drafts.waiting()) == []
