"""What was filed already: by another chamber, or by oneself a moment ago. Suggested, never merged by itself."""

from __future__ import annotations

from datetime import timedelta

from tests.town import Town, private

AD = "Offre d'emploi : animateur ESS, Rennes, CDI, avant le 15/12, employeur : Les Ateliers du Ponant"


async def test_the_same_of_another_chamber_is_a_question(town: Town) -> None:
    await town.yann.says(AD)
    await town.claire.says(AD.replace("avant le 15/12", "avant le 16/12"))
    assert town.claire.sees("Cette annonce ressemble à l'offre 1 (CRESS Bretagne). Est-ce la même ?")
    assert town.claire.buttons() == ["Oui, la même", "Non, deux postes"]
    await town.claire.presses("Oui, la même")
    assert town.claire.text(town.claire.last()) == "Noté : offre 1, déjà là. Rien n'est déposé deux fois."
    assert town.claire.buttons() == []
    assert town.read(lambda tx: len(tx.contributions.open_in())) == 1


async def test_no_they_are_two(town: Town) -> None:
    await town.yann.says(AD)
    await town.claire.says(AD)
    await town.claire.says("non")
    assert town.claire.sees("publiée, jusqu'au mar. 15/12.", None)
    assert town.read(lambda tx: len(tx.contributions.open_in())) == 2


async def test_the_same_text_twice_within_six_hours_is_offered_as_the_same(town: Town) -> None:
    await town.claire.says(AD)
    await town.claire.says(AD.upper())
    assert town.claire.sees("Vous avez déjà envoyé ce texte : offre 1. Est-ce la même chose ?")
    await town.claire.says("oui")
    assert town.claire.sees("Noté : offre 1, déjà là. Rien n'est déposé deux fois.")
    assert town.read(lambda tx: len(tx.contributions.open_in())) == 1
    await town.claire.says(AD)
    await town.claire.presses("Non, deux postes")
    assert town.read(lambda tx: len(tx.contributions.open_in())) == 2


async def test_the_same_text_while_its_question_is_open_is_the_same_question(town: Town) -> None:
    question = "Offre d'emploi : animateur ESS, Rennes, CDI"
    await town.claire.says(question)
    first = town.claire.last()
    await town.claire.says(question)
    assert town.read(lambda tx: len(tx.drafts.waiting())) == 1
    assert town.claire.buttons(first) == []
    await town.claire.presses("Sans date")
    assert town.read(lambda tx: len(tx.contributions.open_in())) == 1


async def test_the_next_day_it_only_looks_alike(town: Town) -> None:
    await town.claire.says(AD)
    town.clock.now += timedelta(hours=7)
    await town.claire.says(AD)
    assert town.claire.sees("Cette annonce ressemble à l'offre 1 (CRESS Normandie). Est-ce la même ?") or town.claire.sees(
        "(CRESS Bretagne)"
    )
    assert len(private(town.claire)) == 2


async def test_what_is_only_proposed_is_asked_about_too(town: Town) -> None:
    await town.dylan.says("offre : animateur ESS, Cayenne, CDD 12 mois, avant le 15/12")
    await town.dylan.says("Offre d'emploi : animateur ESS à Cayenne, CDD 12 mois, avant le 16/12")
    assert town.dylan.sees("Cette annonce ressemble à l'offre 1 (CRESS Guyane). Est-ce la même ?", None)
    assert town.read(lambda tx: len(tx.contributions.open_in(state="proposed"))) == 1
