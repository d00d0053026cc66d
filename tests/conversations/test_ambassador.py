"""An ambassador proposes, his chamber relays by one tap; what is confidential is the national team's alone."""

from __future__ import annotations

from datetime import datetime

from tests.town import Town

SAID = "offre : animateur ESS, St-Laurent, CDD 12 mois, avant le 15/12"
RECEIVED = "Offre 1 reçue : animateur ESS, CRESS Guyane, St-Laurent · CDD 12 mois, jusqu'au mar. 15/12."


async def test_it_is_received_and_he_is_told_what_follows_and_when(town: Town) -> None:
    await town.dylan.says(SAID)
    assert town.dylan.sees(RECEIVED, None)
    assert town.dylan.sees("Votre chambre (Guyane) la relit. Sans réponse mar. 24/11, 8 h, l'équipe nationale s'en charge.", None)
    assert town.dylan.buttons() == ["Corriger", "Retirer"], "relaying is not his"
    assert not town.yann.sees("animateur")


async def test_the_chamber_relays_on_its_page(town: Town) -> None:
    await town.dylan.says(SAID)
    await town.marie.opens_home()
    assert "Offre 1 animateur ESS" in town.marie.view_text("home")
    assert town.marie.buttons("home")[:3] == ["Relayer", "Corriger", "Retirer"]
    await town.marie.presses("Relayer", on="home")
    assert town.yann.sees("Offre 1 – animateur ESS", "#emploi")
    assert town.dylan.sees("Offre 1 publiée, jusqu'au mar. 15/12.", None), "the one who proposed it learns it at once"


async def test_the_chamber_relays_with_a_word(town: Town) -> None:
    await town.dylan.says(SAID)
    await town.marie.says("relayer")
    assert town.yann.sees("Offre 1 – animateur ESS", "#emploi")


async def test_the_chamber_is_asked_in_the_morning_and_the_national_team_a_day_later(town: Town) -> None:
    await town.dylan.says(SAID)
    await town.until(datetime(2026, 11, 23, 13, 0))
    assert town.marie.sees("Offre 1, animateur ESS, de Dylan Clet : la relayer ?", None)
    assert not town.malik.sees("de Dylan Clet", None)
    await town.until(datetime(2026, 11, 24, 8, 0))
    assert town.malik.sees("Offre 1, animateur ESS, de Dylan Clet : la relayer ?", None), "as promised"
    await town.malik.presses("Relayer")
    assert town.yann.sees("Offre 1 – animateur ESS", "#emploi")
    await town.marie.presses("Relayer")
    assert not town.marie.errors
    assert [row.act for row in town.read(lambda tx: tx.contributions.versions(1))] == ["file", "relay"]


async def test_nobody_else_relays(town: Town) -> None:
    await town.dylan.says(SAID)
    await town.dylan.says("relayer l'offre 1")
    assert town.dylan.sees("Votre chambre la relaie ; l'équipe nationale le fait après un jour ouvré.", None)
    await town.dylan.says("tout le monde")
    assert town.dylan.sees(RECEIVED, None), "opening it is not his either"
    await town.yann.says("relayer l'offre 1")
    assert town.yann.sees("Je ne trouve pas « offre 1 ». Vérifiez le numéro.", None), "another chamber does not know of it"
    await town.yann.says("relayer")
    assert not town.yann.sees("animateur")
    assert town.read(lambda tx: tx.contributions.open_in()) == []


async def test_he_corrects_and_withdraws_his_own(town: Town) -> None:
    await town.dylan.says(SAID)
    await town.dylan.says("corriger lieu : Cayenne")
    assert town.dylan.sees("Corrigé : lieu, Cayenne (avant : St-Laurent).", None)
    await town.dylan.says("retirer")
    assert town.dylan.sees("Offre 1 retirée.", None)
    await town.dylan.says("annuler")
    assert town.dylan.sees("Offre 1 reçue : animateur ESS, CRESS Guyane, Cayenne", None), "proposed again, not published"


class TestConfidential:
    async def test_only_the_national_team_and_the_author_see_it(self, town: Town) -> None:
        await town.claire.says("Offre d'emploi : directeur, Caen, CDI, avant le 15/12, confidentiel")
        assert town.claire.sees("Offre 1 reçue, confidentielle, jusqu'au mar. 15/12. Seules l'équipe nationale et vous la voyez.")
        for person in (town.yann, town.jeanne, town.paul):
            assert not person.sees("directeur")
            await person.opens_home()
            assert "directeur" not in person.view_text("home")
        await town.malik.opens_home()
        assert "directeur" in town.malik.view_text("home")
        await town.at(datetime(2026, 11, 23, 8, 0))
        assert not town.jeanne.sees("directeur")
        assert not town.yann.sees("directeur")

    async def test_of_an_ambassador_his_chamber_sees_nothing(self, town: Town) -> None:
        await town.dylan.says(f"{SAID}, confidentiel")
        assert town.dylan.sees("Offre 1 reçue, confidentielle", None)
        await town.marie.opens_home()
        assert "animateur" not in town.marie.view_text("home")

    async def test_in_a_form_too(self, town: Town) -> None:
        await town.claire.types_command("/offre")
        await town.claire.submits({"Intitulé du poste": "Directeur", "Annonce": "Confidentiel : remplacement."})
        assert town.claire.sees("Offre 1 reçue, confidentielle", None)
        assert not town.yann.sees("Directeur", "#emploi")

    async def test_one_tap_opens_what_was_confidential_by_mistake(self, town: Town) -> None:
        await town.claire.says("Offre d'emploi : juriste, Caen, CDI, avant le 15/12. Respect du caractère confidentiel des dossiers.")
        assert town.claire.buttons() == ["Corriger", "Retirer", "Réseau seulement", "Tout le monde"]
        await town.claire.presses("Tout le monde")
        assert town.yann.sees("juriste", "#emploi")
