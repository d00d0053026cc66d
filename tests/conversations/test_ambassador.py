"""An ambassador proposes, his chamber relays by one tap; what is confidential is the national team's alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.town import Town

SAID = "offre : animateur ESS, St-Laurent, CDD 12 mois, avant le 15/12"
RECEIVED = "Offre 1 reçue : animateur ESS, Saint-Laurent-du-Maroni (973), CDD 12 mois, avant mar. 15/12."


async def test_it_is_received_and_he_is_told_what_follows_and_when(town: Town) -> None:
    await town.dylan.says(SAID)
    assert town.dylan.sees(RECEIVED, None)
    assert town.dylan.sees(
        "Votre chambre (Guyane) la relit. Sans réponse mardi 8 h, l'équipe nationale s'en charge. Une erreur ? Écrivez « corriger ».", None
    )
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
    assert town.dylan.sees("Offre 1 reçue : animateur ESS, Cayenne (973), CDD 12 mois", None), "proposed again, not published"


SECRET = "offre : animateur ESS, Kourou, CDI, avant le 15/12, confidentiel"
READ_OVER = "Votre chambre (Guyane) la relit."


def state(town: Town) -> tuple[str, str, str]:
    item = town.read(lambda tx: tx.contributions.numbered("job_offer", 1))
    assert item is not None
    return item.state, item.scope.value, item.chamber


class TestWhatHeDoesNeverPublishes:
    @pytest.mark.parametrize("gesture", ["tout le monde", "réseau seulement", "offre 1 tout le monde", "button"])
    async def test_what_is_confidential_and_opened_is_proposed_to_his_chamber(self, town: Town, gesture: str) -> None:
        await town.dylan.says(SECRET)
        assert town.dylan.buttons() == ["Corriger", "Retirer", "Tout le monde"]
        await (town.dylan.presses("Tout le monde") if gesture == "button" else town.dylan.says(gesture))
        assert town.dylan.sees(READ_OVER, None)
        assert state(town) == ("proposed", "chamber", "GUF")
        assert not town.yann.sees("animateur")
        await town.marie.says("relayer")
        assert town.yann.sees("Offre 1 – animateur ESS", "#emploi")
        assert state(town)[1] == ("network" if gesture == "réseau seulement" else "public"), "no further than he asked for"

    async def test_opened_later_his_chamber_has_a_working_day_from_then_on(self, town: Town) -> None:
        await town.dylan.says(SECRET)
        await town.until(datetime(2026, 11, 26, 15, 0), timedelta(hours=12))
        await town.dylan.says("tout le monde")
        assert town.dylan.sees("Sans réponse lundi 8 h, l'équipe nationale s'en charge.", None)
        await town.until(datetime(2026, 11, 27, 15, 0))
        assert town.marie.sees("Offre 1, animateur ESS, de Dylan Clet : la relayer ?", None)
        assert not town.malik.sees("la relayer ?", None)
        await town.until(datetime(2026, 11, 30, 9, 0))
        assert town.malik.sees("Offre 1, animateur ESS, de Dylan Clet : la relayer ?", None)

    async def test_who_reads_it_is_his_chambers_choice(self, town: Town) -> None:
        await town.dylan.says(SAID)
        await town.marie.says("relayer")
        assert town.dylan.buttons() == ["Corriger", "Retirer"]
        await town.dylan.says("réseau seulement")
        assert town.dylan.sees("Votre chambre l'a publiée : elle et l'équipe nationale choisissent qui la lit.", None)
        assert state(town) == ("published", "public", "GUF")

    async def test_put_back_by_himself_it_is_read_over_again(self, town: Town) -> None:
        await town.dylan.says(SAID)
        await town.marie.says("relayer")
        await town.dylan.says("retirer")
        await town.dylan.says("corriger intitulé : vendeur de cryptomonnaie")
        await town.dylan.says("offre 1 annuler")
        assert state(town) == ("proposed", "chamber", "GUF")
        assert not town.yann.sees("cryptomonnaie")
        await town.until(datetime(2026, 11, 23, 13, 0))
        assert town.marie.sees("Offre 1, vendeur de cryptomonnaie, de Dylan Clet : la relayer ?", None), "asked again"

    async def test_what_was_confidential_and_is_put_back_is_still(self, town: Town) -> None:
        await town.dylan.says(SECRET)
        await town.dylan.says("retirer")
        await town.dylan.says("annuler")
        assert state(town) == ("published", "national", "GUF")

    async def test_he_does_not_choose_the_chamber_that_reads_it_over(self, town: Town) -> None:
        await town.dylan.says(SAID)
        await town.dylan.says("corriger chambre : Bretagne")
        assert town.dylan.sees("Votre chambre relit ce que vous proposez : cela ne peut pas aller à une autre chambre.", None)
        await town.dylan.says("Poste : vendeur\nLieu : Rennes\nContrat : CDI\nRégion : Bretagne\nCandidatures avant le 12/12")
        assert {item.chamber for item in town.read(lambda tx: tx.contributions.every("job_offer"))} == {"GUF"}
        await town.yann.says("relayer")
        assert state(town) == ("proposed", "chamber", "GUF")

    async def test_made_confidential_it_is_the_national_teams_and_no_longer_his_chambers(self, town: Town) -> None:
        said = await town.dylan.says(SAID)
        await town.marie.says("offre 1")
        await town.dylan.edits(said, f"{SAID}, confidentiel")
        assert state(town) == ("published", "national", "GUF")
        assert not town.marie.sees("animateur", None), "her card follows"
        await town.until(datetime(2026, 11, 23, 13, 0))
        assert not town.marie.sees("animateur", None)


class TestWithdrawnBySomebodyElse:
    async def test_he_reads_by_whom_and_cannot_undo_it(self, town: Town) -> None:
        await town.dylan.says(SAID)
        await town.marie.says("offre 1 relayer")
        await town.marie.says("offre 1 retirer")
        assert town.dylan.text(town.dylan.last()) == "Offre 1 : retirée par Marie-Ange (Guyane)."
        assert town.dylan.buttons() == []
        await town.dylan.says("annuler")
        assert town.dylan.sees("Offre 1 : fermée par Marie-Ange Sinamary, qui peut la rouvrir.", None)
        await town.dylan.says("offre 1 annuler")
        assert state(town)[0] == "withdrawn"
        await town.marie.says("offre 1 annuler")
        assert state(town)[0] == "published"

    async def test_nor_what_his_chamber_says_is_filled(self, town: Town) -> None:
        await town.dylan.says(SAID)
        await town.marie.says("offre 1 pourvue")
        await town.dylan.says("offre 1 annuler")
        assert state(town)[0] == "filled"

    async def test_who_publishes_by_himself_may_undo_it(self, town: Town) -> None:
        await town.claire.says("Offre d'emploi : juriste, Caen, CDI, avant le 15/12")
        await town.malik.says("offre 1 retirer")
        assert town.claire.sees("Offre 1 : retirée par Malik (ESS France).", None)
        await town.claire.presses("Annuler")
        assert state(town)[0] == "published"


class TestDatesThatAreNear:
    NEAR = "La date est proche : votre chambre (Guyane) et l'équipe nationale la reçoivent dans leur prochain message."

    async def test_the_national_team_is_asked_the_same_day(self, town: Town) -> None:
        await town.dylan.says(SAID.replace("15/12", "22/11"))
        assert town.dylan.sees(self.NEAR, None)
        assert not town.dylan.sees("Sans réponse", None)
        await town.tick()
        assert town.malik.sees("Offre 1, animateur ESS, de Dylan Clet : la relayer ?", None)
        await town.malik.presses("Relayer")
        assert town.yann.sees("Offre 1 – animateur ESS", "#emploi")

    async def test_the_day_itself_is_soon_enough(self, town: Town) -> None:
        await town.dylan.says(SAID.replace("15/12", "24/11"))
        assert town.dylan.sees("Sans réponse mardi 8 h", None)
        await town.until(datetime(2026, 11, 23, 15, 0))
        assert not town.malik.sees("la relayer ?", None)

    async def test_nobody_is_asked_to_relay_what_is_over(self, town: Town) -> None:
        town.clock.now = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)
        await town.dylan.says(SAID.replace("15/12", "21/11"))
        await town.until(datetime(2026, 11, 24, 12, 0))
        assert not town.marie.sees("la relayer ?", None)
        assert not town.malik.sees("la relayer ?", None)
        await town.dylan.says("offre 1")
        assert town.dylan.sees("Sa date est passée, et personne ne la relaiera : corrigez la date.", None)

    @pytest.mark.parametrize("day", ["05/11", "05/11/2026", "19/11"])
    async def test_a_day_that_is_over_is_neither_offered_nor_taken(self, town: Town, day: str) -> None:
        await town.dylan.says(SAID.replace("15/12", day))
        assert town.dylan.sees(f"Le {day[:5]}/2026 est passé. Jusqu'à quand ? (ou écrivez une date)", None)
        assert town.dylan.buttons() == ["ven. 04/12", "lun. 21/12", "Sans date"]
        await town.dylan.says("05/11/2026")
        assert town.read(lambda tx: tx.contributions.every("job_offer")) == []
        await town.dylan.says("15/12")
        assert town.dylan.sees("avant mar. 15/12.", None)

    async def test_a_day_that_was_to_come_when_it_was_offered(self, town: Town) -> None:
        await town.claire.says("Offre d'emploi : juriste, Caen, CDI")
        act = town.claire.buttons().index("ven. 04/12")
        assert act == 0
        town.clock.now = datetime(2026, 12, 7, 9, 0, tzinfo=UTC)
        await town.claire.presses("ven. 04/12")
        assert town.claire.sees("Le 04/12/2026 est passé. Écrivez un jour à venir.")
        assert town.read(lambda tx: tx.contributions.every("job_offer")) == []

    async def test_without_a_date_it_says_so(self, town: Town) -> None:
        await town.dylan.says(SAID.replace(", avant le 15/12", ""))
        await town.dylan.presses("Sans date")
        assert town.dylan.sees("CDD 12 mois, sans date limite ; retirée le dim. 20/12.", None)


async def test_in_a_group_the_card_says_to_answer_it_and_that_works(town: Town) -> None:
    await town.dylan.says(f"@maillage_bot {SAID}", "guyane")
    card = next(one for one in town.dylan.messages("guyane") if "Offre 1 reçue" in town.dylan.text(one))
    assert "Une erreur ? Répondez à ce message : « corriger offre 1 »." in town.dylan.text(card)
    await town.marie.says("offre 1 corriger lieu : Kourou")
    card = next(one for one in town.dylan.messages("guyane") if "Offre 1 reçue" in town.dylan.text(one))
    assert "Répondez à ce message : « corriger offre 1 »." in town.dylan.text(card), "after a change, too"
    await town.dylan.says("corriger offre 1", "guyane", reply_to=card)
    assert town.dylan.sees("3 lieu : Kourou", None)


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

    async def test_it_is_not_named_by_what_looks_like_it(self, town: Town) -> None:
        await town.claire.says("Offre d'emploi : directeur, Caen, CDI, avant le 15/12, confidentiel")
        await town.jeanne.says("Offre d'emploi : directeur, Caen, CDI, avant le 16/12")
        assert not town.jeanne.sees("ressemble", None)

    async def test_in_a_group_it_is_shown_to_its_author_alone(self, town: Town) -> None:
        await town.dylan.says(SECRET)
        for text in ("offre 1", "offre 1 corriger lieu : Mana", "offre 1 retirer"):
            await town.dylan.says(f"@maillage_bot {text}", "guyane")
        assert [one for one in town.dylan.messages("guyane") if one.sender == town.telegram.bot_id] == []
        assert state(town)[0] == "withdrawn"
