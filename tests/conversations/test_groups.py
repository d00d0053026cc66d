"""Working groups as people talk of them: what is new there, on both doors. (DIALOGUES.md 2)"""

from __future__ import annotations

import pytest

from bot.domain.contribution import Contribution
from bot.playground.slack import Message
from bot.wording.plain import plain
from handlers.show import facts, local_today
from tests.town import Town, private

NEWS = "le questionnaire est parti aux 18 chambres, 7 réponses à ce jour"
OBSERVATION = "créer le GT Observation, animation Normandie, membres : Bretagne, Île-de-France"
FINANCEMENT = "créer le GT Financement, animation Pays de la Loire, membres : Normandie, Guyane"
NOTED = "Noté pour le GT Observation. Paraîtra dans la lettre de lundi."


async def observation(town: Town) -> None:
    """Claire has created it, and it talks in its channel."""
    await town.claire.says(OBSERVATION)
    await town.claire.says("@Maillage ce canal est celui du GT Observation", "#gt-observation")


def filed(town: Town) -> list[Contribution]:
    return list(town.read(lambda tx: tx.contributions.every("working_group_update")))


def answers(town: Town, under: Message) -> list[str]:
    """What we said in the thread of that message."""
    return [town.malik.text(one) for one in town.malik.messages(under) if one.user == town.slack.bot_user_id]


class TestNewsInTheChannel:
    async def test_one_sentence_and_it_is_noted(self, town: Town) -> None:
        await observation(town)
        before = town.malik.received()
        said = await town.malik.says(f"@Maillage {NEWS}", "#gt-observation")
        assert answers(town, said) == [NOTED]
        assert town.malik.buttons(town.malik.messages(said)[-1]) == ["Corriger", "Retirer"]
        assert len(town.malik.received()) == len(before) + 1
        (item,) = filed(town)
        assert (item.working_group, item.outcome, item.author_id) == ("GT Observation", NEWS, item.author_id)
        seen = next(one for one in town.malik.messages("#gt-observation") if one.ts == said.ts)
        assert "white_check_mark" in seen.reactions

    async def test_it_stands_in_the_letter_by_the_name_of_its_group(self, town: Town) -> None:
        await observation(town)
        await town.malik.says("@Maillage questionnaire parti ce matin, 7 réponses", "#gt-observation")
        line = town.read(lambda tx: _line(tx, filed(town)[0]))
        assert plain(line) == "GT Observation : questionnaire parti ce matin, 7 réponses"

    async def test_withdrawn_it_says_so(self, town: Town) -> None:
        await observation(town)
        said = await town.malik.says(f"@Maillage {NEWS}", "#gt-observation")
        await town.malik.presses("Retirer", town.malik.messages(said)[-1])
        assert answers(town, said) == ["GT Observation : nouvelle retirée. Elle n'est plus dans aucune liste."]

    async def test_not_addressed_to_us_it_is_nobodys_business(self, town: Town) -> None:
        await observation(town)
        said = await town.malik.says(NEWS.capitalize(), "#gt-observation")
        assert (filed(town), answers(town, said)) == ([], [])

    async def test_from_the_menu_of_a_message(self, town: Town) -> None:
        await observation(town)
        said = await town.yann.says("Le questionnaire est parti aux 18 chambres", "#gt-observation")
        await town.malik.shortcut(said, "file_message")
        assert [one.working_group for one in filed(town)] == ["GT Observation"]
        assert town.malik.text(private(town.malik)[-1]) == NOTED

    @pytest.mark.parametrize("thanks", ["merci", "merci beaucoup, c'est très utile !", "super, bravo à tous", "ok"])
    async def test_thanks_are_no_news(self, town: Town, thanks: str) -> None:
        await observation(town)
        await town.malik.says(f"@Maillage {thanks}", "#gt-observation")
        assert filed(town) == []

    @pytest.mark.parametrize(
        "text",
        [
            "Offre d'emploi : comptable, SCIC Bann'Kaz, Caen, CDI, candidatures avant le 12/12",
            "cherche un modèle de questionnaire pour les observatoires régionaux",
        ],
    )
    async def test_what_is_surely_something_else_is_that(self, town: Town, text: str) -> None:
        await observation(town)
        await town.malik.says(f"@Maillage {text}", "#gt-observation")
        assert filed(town) == []

    async def test_in_a_channel_of_no_group_the_same_words_are_asked_about(self, town: Town) -> None:
        await observation(town)
        said = await town.malik.says(f"@Maillage {NEWS}", "#general")
        assert filed(town) == []
        assert "Je n'ai pas compris" in answers(town, said)[0] or "Voulez-vous" in answers(town, said)[0]

    async def test_a_very_long_one_is_told_so(self, town: Town) -> None:
        await observation(town)
        said = await town.malik.says("@Maillage " + "le questionnaire est parti, 7 réponses. " * 900, "#gt-observation")
        assert (filed(town), answers(town, said)) == ([], [])
        assert town.malik.text(private(town.malik)[-1]).startswith("Au plus 4000 caractères")


def _line(tx, item):  # type: ignore[no-untyped-def]
    return str(tx.words("fr", "Europe/Paris").render(f"{item.kind}/line", **_facts(tx, item))).strip()


def _facts(tx, item):  # type: ignore[no-untyped-def]
    return facts(tx, item, tx.words("fr", "Europe/Paris"), local_today(tx, item))


class TestNothingNew:
    """Said in its channel, it is the full answer that the button is. (DIALOGUES.md 2)"""

    @pytest.mark.parametrize("typed", ["rien de neuf", "Rien de nouveau ce mois-ci", "RAS"])
    async def test_by_who_leads_it(self, town: Town, typed: str) -> None:
        await observation(town)
        said = await town.claire.says(f"@Maillage {typed}", "#gt-observation")
        assert answers(town, said) == ["GT Observation : rien de neuf, noté. Pas de question avant le dim. 20/12."]
        assert filed(town) == []

    async def test_elsewhere_it_is_about_nothing(self, town: Town) -> None:
        await observation(town)
        said = await town.claire.says("@Maillage rien de neuf", "#general")
        assert not any("noté" in answer for answer in answers(town, said))

    async def test_unaddressed_it_is_talk(self, town: Town) -> None:
        await observation(town)
        said = await town.claire.says("rien de neuf", "#gt-observation")
        assert answers(town, said) == []


class TestWhichGroup:
    async def test_in_private_it_is_asked_with_the_persons_groups(self, town: Town) -> None:
        await observation(town)
        await town.nadia.says(FINANCEMENT)
        await town.claire.says(NEWS)
        asked = private(town.claire)[-1]
        assert town.claire.text(asked).endswith("Pour quel groupe de travail ?")
        assert town.claire.buttons(asked) == ["GT Observation", "GT Financement", "Aucun"]
        await town.claire.presses("GT Financement", asked)
        assert [one.working_group for one in filed(town)] == ["GT Financement"]
        assert town.claire.text(town.claire.last()) == "Noté pour le GT Financement. Paraîtra dans la lettre de lundi."
        assert len(private(town.claire)) == 2  # the answer to the sheet, and this card

    async def test_of_none_it_is_asked_what_it_is(self, town: Town) -> None:
        await observation(town)
        await town.claire.says(NEWS)
        await town.claire.presses("Aucun")
        assert town.claire.text(town.claire.last()).startswith("Je n'ai pas compris. Voulez-vous")
        assert filed(town) == []

    async def test_who_is_in_no_group_is_asked_what_it_is(self, town: Town) -> None:
        await observation(town)
        await town.luc.says(NEWS)
        assert town.luc.text(town.luc.last()).startswith("Je n'ai pas compris. Voulez-vous")

    async def test_none_of_a_group_that_was_named_files_nothing(self, town: Town) -> None:
        await observation(town)
        await town.claire.says(f"GT Inconnu : {NEWS}")
        await town.claire.says("aucun")
        assert filed(town) == []
        assert town.read(lambda tx: tx.drafts.waiting()) == []

    async def test_a_slip_in_the_name_offers_the_one_that_is_meant(self, town: Town) -> None:
        await observation(town)
        await town.yann.says(f"GT Obsevration : {NEWS}")
        asked = private(town.yann)[-1]
        assert "Je ne connais pas « GT Obsevration ». Quel groupe de travail est-ce ?" in town.yann.text(asked)
        assert town.yann.buttons(asked) == ["GT Observation", "Créer GT Obsevration", "Aucun"]
        await town.yann.presses("GT Observation", asked)
        assert [one.working_group for one in filed(town)] == ["GT Observation"]

    async def test_a_new_one_is_created_by_who_may(self, town: Town) -> None:
        await observation(town)
        await town.yann.says("GT Europe : le dossier Interreg est déposé auprès de la Région")
        await town.yann.presses("Créer GT Europe", private(town.yann)[-1])
        assert [one.working_group for one in filed(town)] == ["GT Europe"]
        body = town.read(lambda tx: tx.bodies.known("GT Europe"))
        assert (body.lead, body.created_on.isoformat()) == ("BRE", "2026-11-20")

    async def test_an_employee_is_not_offered_to_create_one(self, town: Town) -> None:
        await observation(town)
        await town.soraya.says("GT Europe : le dossier Interreg est déposé auprès de la Région")
        assert town.soraya.buttons(private(town.soraya)[-1]) == ["GT Observation", "Aucun"]

    async def test_the_beginning_of_a_name_is_enough(self, town: Town) -> None:
        await town.claire.says("créer le GT Observation et statistiques, animation Normandie")
        await town.yann.says(f"GT Observation : {NEWS}")
        assert town.yann.text(private(town.yann)[-1]).startswith("Noté pour le GT Observation et statistiques.")

    async def test_where_no_group_is_entered_nothing_is_asked(self, town: Town) -> None:
        await town.yann.says(f"GT Observation : {NEWS}")
        assert town.yann.text(private(town.yann)[-1]) == NOTED


class TestTheSheet:
    async def test_pasted_it_creates_the_group(self, town: Town) -> None:
        await town.nadia.says(
            "Fiche GT Financement des CRESS. Animation : Pays de la Loire (et Paca pour le Mois de l'ESS). CRESS membres (4) : Bretagne, "
            "Normandie, Pays de la Loire, Atlantide.\nObjectifs :\n- diversifier les financements\n- un tableau de bord"
        )
        told = town.nadia.text(private(town.nadia)[-1])
        assert "GT Financement des CRESS\nAnimation : Pays de la Loire, avec Provence-Alpes-Côte d'Azur (Mois de l'ESS)" in told
        assert "Chambres non reconnues : « Atlantide »." in told
        assert "La fiche annonce 4 chambres ; j'en lis 3." in told
        assert town.nadia.buttons(private(town.nadia)[-1]) == ["Clore le groupe"]

    async def test_a_form_creates_it_where_a_window_opens(self, town: Town) -> None:
        await town.claire.types_command("/gt", "créer")
        assert [field.label for field in town.claire.fields()] == ["Nom", "Animation", "Chambres membres", "Objectifs"]
        await town.claire.submits(
            {"Nom": "Europe", "Animation": "Normandie", "Chambres membres": "Bretagne, Occitanie", "Objectifs": "Interreg"}
        )
        body = town.read(lambda tx: tx.bodies.known("GT Europe"))
        assert (body.name, body.lead, body.objectives) == ("GT Europe", "NOR", ("Interreg",))
        assert {one.chamber for one in body.members} == {"NOR", "BRE", "OCC"}

    async def test_the_form_says_what_is_wrong_under_its_field(self, town: Town) -> None:
        await observation(town)
        await town.claire.types_command("/gt", "créer")
        await town.claire.submits({"Nom": "observation", "Animation": "Normandie"})
        assert list(town.claire.field_errors.values()) == ["GT Observation existe déjà."]
        await town.claire.submits({"Nom": "Europe", "Animation": "Normandie", "Chambres membres": "Bretagne, Atlantide"})
        assert list(town.claire.field_errors.values()) == ["Je ne connais pas de chambre « Atlantide »."]


class TestOnTheTelephone:
    async def test_news_of_a_group_by_its_name(self, town: Town) -> None:
        await observation(town)
        await town.phone("hina").says(f"GT Observation : {NEWS}")
        assert town.phone("hina").text(town.phone("hina").last()).startswith(NOTED)

    async def test_the_list_and_how_to_join(self, town: Town) -> None:
        await observation(town)
        hina = town.phone("hina")
        await hina.types_command("/gt")
        assert "1 groupe de travail" in hina.text(hina.last())
        assert "GT Observation – Normandie, 3 chambres" in hina.text(hina.last())
        await hina.says("rejoindre gt-observation")
        assert hina.text(hina.last()).startswith("GT Observation : Mayotte y est, 4 chambres en tout.")
        await hina.presses("Quitter")
        assert "MYT" not in town.read(lambda tx: tx.bodies.known("GT Observation").chambers_on(tx.now.date()))

    async def test_creating_is_a_line_and_no_form(self, town: Town) -> None:
        hina = town.phone("hina")
        await hina.says("créer un groupe de travail")
        assert hina.text(hina.last()).startswith("Écrivez par exemple : créer le GT Financement, animation Pays de la Loire")
        await hina.says("créer le GT Eau, animation Mayotte, membres : Guyane, La Réunion")
        assert town.read(lambda tx: tx.bodies.known("GT Eau").chambers_on(tx.now.date())) == ("GUF", "REU", "MYT")

    async def test_which_group_is_answered_by_its_name(self, town: Town) -> None:
        await observation(town)
        await town.nadia.says(FINANCEMENT)
        hina = town.phone("hina")
        await hina.types_command("/gt", NEWS)
        await hina.says("GT Financement")
        assert [one.working_group for one in filed(town)] == ["GT Financement"]

    async def test_an_ambassador_reads_the_list_and_files_none(self, town: Town) -> None:
        await observation(town)
        await town.dylan.says("groupes")
        assert "GT Observation" in town.dylan.text(town.dylan.last())
        await town.dylan.says(f"GT Observation : {NEWS}")
        assert filed(town) == []
        assert " ".join(town.dylan.text(town.dylan.last()).split()) == (
            "C'est aux chambres et à l'équipe nationale de le déposer : envoyez-le à votre chambre. "
            "Vous pouvez vous-même : demander de l'aide, diffuser une offre."
        )

    @pytest.mark.parametrize("said", ["WG Observation", "Observation working group"])
    async def test_what_is_said_in_english_is_of_the_group_that_everybody_knows(self, town: Town, said: str) -> None:
        await observation(town)
        await town.claire.says(f"{said}: the survey went out to the 18 chambers, 7 answers so far")
        assert [one.working_group for one in filed(town)] == ["GT Observation"]


class TestWhoseChannel:
    async def test_a_command_in_the_channel_says_it_too(self, town: Town) -> None:
        await town.claire.says(OBSERVATION)
        await town.claire.types_command("/gt", "ici GT Observation", "#gt-observation")
        said = await town.malik.says(f"@Maillage {NEWS}", "#gt-observation")
        assert answers(town, said) == [NOTED]

    async def test_a_committee_gets_its_channel_by_the_same_words(self, town: Town) -> None:
        said = await town.malik.says("@Maillage ce canal est celui du Comité des Directions", "#comite-directions")
        assert answers(town, said) == ["Ce canal : Comité des Directions.\nSes comptes rendus publiés arriveront ici."]
        body = town.read(lambda tx: tx.bodies.known("DIRCRES"))
        assert body.channel.channel == town.slack.world.channel_named("comite-directions").id

    async def test_an_employee_may_not(self, town: Town) -> None:
        await town.claire.says(OBSERVATION)
        await town.emma.says("@Maillage this channel is that of the GT Observation", "#gt-financement")
        assert town.read(lambda tx: tx.bodies.known("GT Observation").channel) is None

    async def test_a_channel_that_was_anothers_changes_hands(self, town: Town) -> None:
        await observation(town)
        await town.nadia.says(FINANCEMENT)
        said = await town.nadia.says("@Maillage ce canal est celui du GT Financement", "#gt-observation")
        assert answers(town, said)[0].startswith("Ce canal : GT Financement (avant : GT Observation).")
        assert town.read(lambda tx: tx.bodies.known("GT Observation").channel) is None

    async def test_in_private_it_is_no_channel(self, town: Town) -> None:
        await observation(town)
        await town.claire.says("ce canal est celui du GT Observation")
        assert town.claire.text(private(town.claire)[-1]) == "Écrivez cela dans le canal concerné (GT Observation)."
