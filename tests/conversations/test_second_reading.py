"""What a second reader found: stray words, thanks, promises that cannot be kept, gestures long after."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.town import Town, private

FULL = "Offre : vendeur, Caen, CDI, avant le 12/12"
STRAY = "je ne sais plus trop où nous en sommes"


async def test_a_stray_text_takes_no_gesture_from_the_offer(town: Town) -> None:
    await town.claire.says(FULL)
    await town.claire.says(STRAY)
    await town.claire.says("corriger lieu : Rouen")
    assert town.claire.sees("Corrigé : lieu, Rouen (avant : Caen).", None)
    await town.claire.says("retirer")
    assert town.claire.sees("Offre 1 retirée.", None)
    await town.claire.says("annuler")
    assert town.yann.sees("Offre 1 – vendeur", "#emploi")


async def test_an_older_question_takes_no_gesture_from_a_newer_offer(town: Town) -> None:
    await town.claire.says("Offre d'emploi : comptable, Rouen, CDI")
    town.clock.now += timedelta(minutes=1)
    await town.claire.says(FULL)
    await town.claire.says("retirer")
    assert town.claire.sees("Offre 2 retirée.", None)


async def test_a_text_alone_can_be_dropped(town: Town) -> None:
    await town.claire.says(STRAY)
    await town.claire.says("retirer")
    assert town.claire.sees("rien n'est déposé.")


@pytest.mark.parametrize("thanks", ["merci !", "Merci beaucoup", "ok", "d’accord", "Super, merci", "Thank you.", "👍", ":+1:"])
async def test_thanks_get_nothing_and_are_not_kept(town: Town, thanks: str) -> None:
    before = len(private(town.claire))
    await town.claire.says(thanks)
    assert len(private(town.claire)) == before
    assert town.read(lambda tx: tx.drafts.waiting()) == []


async def test_a_kept_text_is_recalled_with_what_it_can_become(town: Town) -> None:
    await town.claire.says(STRAY)
    await town.until(town.clock.now + timedelta(days=4))
    assert town.claire.sees(f"Votre texte « {STRAY} » attend", None)
    recalled = next(one for one in private(town.claire) if "attend" in town.claire.text(one))
    proposals = ["Demander de l'aide", "Diffuser une offre", "Déposer un compte rendu", "Donner une nouvelle d'un groupe de travail"]
    assert town.claire.buttons(recalled)[:5] == [*proposals, "Retirer"]


async def test_a_short_text_is_not_recalled(town: Town) -> None:
    await town.claire.says("euh pardon")
    await town.until(town.clock.now + timedelta(days=4))
    assert not town.claire.sees("attend : que dois-je en faire", None)


async def test_a_letter_that_comes_too_late_is_not_promised(town: Town) -> None:
    await town.claire.says("Offre : vendeur, Caen, CDI, avant demain")
    assert town.claire.sees("Elle sera passée avant la prochaine lettre.", None)
    assert not town.claire.sees("dans la lettre de lundi", None)


@pytest.mark.parametrize("typed", ["offre 1 encore 15 jours", "offre 1 annuler"])
async def test_long_after_nothing_is_opened_again(town: Town, typed: str) -> None:
    await town.claire.says(FULL)
    if "annuler" in typed:
        await town.claire.says("retirer")
    town.clock.now += timedelta(days=31)
    await town.claire.says(typed)
    assert town.claire.sees("Offre 1 : sa date est passée depuis plus d'une semaine. Collez de nouveau l'annonce", None)
    await town.claire.says("retirer")
    assert not town.claire.sees("Offre 1 : c'est déjà réglé", None), "a word without a number is about nothing so old"


async def test_a_word_alone_does_not_reach_an_old_offer(town: Town) -> None:
    await town.claire.says(FULL)
    town.clock.now += timedelta(days=60)
    await town.claire.says("retirer")
    assert not town.claire.sees("Offre 1 retirée.", None)


async def test_a_minus_makes_no_number(town: Town) -> None:
    await town.claire.says(FULL)
    await town.claire.says("offre -1 pourvue")
    assert not town.claire.sees("Offre 1 : pourvue", None)


async def test_the_recalled_question_has_its_own_answers(town: Town) -> None:
    advertisement = "Offre d'emploi : animateur ESS, Rennes, CDI, avant le 15/12, employeur : Les Ateliers du Ponant"
    await town.yann.says(advertisement)
    await town.claire.says(advertisement)
    await town.until(town.clock.now + timedelta(days=4))
    recalled = [one for one in private(town.claire) if "attend" in town.claire.text(one)][-1]
    assert town.claire.buttons(recalled)[:2] == ["Oui, la même", "Non, deux postes"]


async def test_what_is_filled_is_not_withdrawn(town: Town) -> None:
    await town.claire.says(FULL)
    await town.claire.says("pourvue")
    await town.claire.says("retirer offre 1")
    assert town.claire.sees("Offre 1 : c'est déjà réglé. Rien n'a changé.", None)


@pytest.mark.parametrize("typed", [("corriger salaire : 2000 €",), ("corriger salaire 2000 €",), ("corriger salaire", "2000 €")])
async def test_one_field_is_corrected_in_one_sentence_or_two(town: Town, typed: tuple[str, ...]) -> None:
    await town.claire.says(FULL)
    for sentence in typed:
        await town.claire.says(sentence)
    assert town.claire.sees("Corrigé : salaire, 2000 € (avant : rien).", None), town.claire.text(town.claire.last())


async def test_confidential_is_the_second_word(town: Town) -> None:
    await town.claire.says("offre confidentielle : vendeur, Caen, CDI, avant le 12/12")
    assert town.claire.sees("confidentielle, jusqu'au sam. 12/12. Seules l'équipe nationale", None), town.claire.text(town.claire.last())
