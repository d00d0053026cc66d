"""Words of command as people say them, with slips of the thumb: done where they are sure, and never kept as a text to file."""

from __future__ import annotations

import pytest

from tests.town import Town

OFFER = "offre : animateur ESS, St-Laurent, CDD 12 mois, avant le 15/12"
FULL = "Offre d'emploi : comptable, Rouen, CDD 6 mois, avant le 15/12"
NOT_UNDERSTOOD = "Je n'ai pas compris"


def kept(town: Town) -> list[str]:
    return town.read(lambda tx: [draft.raw_text for draft in tx.drafts.waiting() if not draft.kind])


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("anuler", "Offre 1 reçue"),
        ("laisse tomber", "Offre 1"),
        ("retirer 1", "Offre 1 retirée"),
        ("retirrer", "Offre 1 retirée"),
        ("je veux retirer mon offre", "Offre 1 retirée"),
        ("mes offres", "Offre 1 reçue"),
        ("ou est mon annonce ?", "Offre 1 reçue"),
        ("comment on retire ?", "Offre 1 reçue"),
        ("coriger", "Offre 1"),
        ("retour", "Vous n'êtes pas en congé"),
        ("je suis revenu", "Vous n'êtes pas en congé"),
        ("back", "Vous n'êtes pas en congé"),
        ("qu'est ce que vous gardez sur moi ?", "Ce que je garde sur vous"),
        ("effacer mes données", "Ce que je garde sur vous"),
        ("donnees", "Ce que je garde sur vous"),
        ("passer la main", "remplace Dylan"),
        ("je quitte", "remplace Dylan"),
        ("équipe", "Guyane"),
        ("sur WhatsApp", "Je ne suis pas sur whatsapp, seulement sur"),
        ("offre", "1/"),
        ("je veux déposer une offre", "1/"),
    ],
)
async def test_is_understood_and_not_kept(town: Town, typed: str, read: str) -> None:
    await town.dylan.says(OFFER)
    await town.dylan.says(typed)
    said = town.dylan.text(town.dylan.last())
    assert read in said, said
    assert kept(town) == []


@pytest.mark.parametrize(
    "typed",
    ["cool", "top", "Top !", "bien reçu", "nickel merci", "thanks, that's perfect", "merci, c'est parfait", "C'est bon, merci beaucoup"],
)
async def test_a_courtesy_gets_nothing(town: Town, typed: str) -> None:
    before = len(town.dylan.received())
    await town.dylan.says(typed)
    assert len(town.dylan.received()) == before
    assert kept(town) == []


@pytest.mark.parametrize("typed", ["corriger", "retirer", "anuler", "laisse tomber", "mes offres", "pourvue"])
async def test_with_nothing_filed_it_says_so(town: Town, typed: str) -> None:
    await town.dylan.says(typed)
    said = town.dylan.text(town.dylan.last())
    assert "rien" in said, said
    assert NOT_UNDERSTOOD not in said, said
    assert kept(town) == []


@pytest.mark.parametrize("typed", ["machin", "c'est quoi ton numéro ?"])
async def test_a_word_or_a_short_question_is_never_kept(town: Town, typed: str) -> None:
    await town.dylan.says(typed)
    assert NOT_UNDERSTOOD in town.dylan.text(town.dylan.last())
    assert kept(town) == []


async def test_several_offers_are_listed_and_none_is_withdrawn(town: Town) -> None:
    await town.claire.says(FULL)
    await town.claire.says("Offre d'emploi : cuisinier, Bayeux, CDI, avant le 18/12")
    await town.claire.says("je veux retirer mon offre")
    assert town.claire.sees("comptable", None)
    assert town.claire.sees("écrivez par exemple : retirer offre 2", None)
    await town.claire.says("retirer 1")
    assert town.claire.sees("Offre 1 retirée", None)


@pytest.mark.parametrize("typed", ["laisse tomber", "anuler", "annuller", "oublie"])
async def test_in_a_form_it_stops_the_form(town: Town, typed: str) -> None:
    await town.dylan.says("offre")
    await town.dylan.says(typed)
    assert "Arrêté" in town.dylan.text(town.dylan.last())


@pytest.mark.parametrize("typed", ["animateur", "letrre de motivation : animateur", "retour d'expérience sur les SCIC, quelqu'un ?"])
async def test_a_longer_text_with_a_slip_is_no_command(town: Town, typed: str) -> None:
    await town.claire.says(FULL)
    await town.claire.says(typed)
    assert not town.claire.sees("retirée", None)
    assert not town.claire.sees("congé", None)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("corriger lieu Dieppe", "Corrigé : lieu, Dieppe (avant : Rouen)."),
        ("corriger le lieu Dieppe", "Corrigé : lieu, Dieppe (avant : Rouen)."),
        ("corriger 3 Mont-Saint-Aignan", "Corrigé : lieu, Mont-Saint-Aignan (avant : Rouen)."),
        ("corriger durée 8 mois", "Corrigé : durée, 8 mois (avant : 6 mois)."),
        ("corriger date : 18/12", "Corrigé : candidatures avant, ven. 18/12 (avant : mar. 15/12)."),
        ("corriger date 18/12", "Corrigé : candidatures avant, ven. 18/12 (avant : mar. 15/12)."),
        ("corriger date limite 18/12", "Corrigé : candidatures avant, ven. 18/12 (avant : mar. 15/12)."),
        ("corriger offre 1 contrat CDI", "Corrigé : contrat, CDI (avant : CDD)."),
        ("corriger contrat bail", "« bail » n'est pas dans la liste"),
        ("corriger couleur rouge", "Je ne connais pas « couleur rouge »"),
    ],
)
async def test_a_field_and_its_value_without_a_colon(town: Town, typed: str, read: str) -> None:
    await town.claire.says(FULL)
    await town.claire.says(typed)
    assert town.claire.sees(read, None), town.claire.text(town.claire.last())


async def test_a_field_alone_is_asked_and_the_next_message_is_its_value(town: Town) -> None:
    await town.dylan.says(OFFER)
    await town.dylan.says("corriger lieu")
    await town.dylan.says("Apatou")
    assert "Apatou" in town.dylan.text(town.dylan.last())


async def test_the_number_of_the_field_may_come_again_with_its_value(town: Town) -> None:
    await town.dylan.says(OFFER)
    await town.dylan.says("corriger")
    for typed in ("9 31/02", "9 15/13"):
        await town.dylan.says(typed)
    assert "15/13" in town.dylan.text(town.dylan.last())
    assert "9 15/13" not in town.dylan.text(town.dylan.last())
    await town.dylan.says("9 18/12")
    assert "ven. 18/12" in town.dylan.text(town.dylan.last())


async def test_while_the_date_is_asked_corriger_says_how(town: Town) -> None:
    await town.dylan.says("offre : animateur ESS, St-Laurent, CDD 12 mois")
    await town.dylan.says("corriger")
    assert "corriger intitulé du poste : …" in town.dylan.text(town.dylan.last())
    await town.dylan.says("corriger lieu Mana")
    assert "Mana" in town.dylan.text(town.dylan.last())
