"""Commands in both languages, help, and buttons that have each a word: what can be done with a thumb can be typed."""

from __future__ import annotations

import dataclasses

import pytest

from tests.town import Town

AD = "Offre d'emploi : comptable, Mamoudzou, CDI"


def filed(town: Town) -> list[str]:
    return [item.title for item in town.read(lambda tx: tx.contributions.every("job_offer"))]


def speaks(town: Town, handle: str, language: str) -> None:
    """His app's language, which decides about the menu that it shows."""
    phone = town.phone(handle)
    contacts = town.telegram.world.contacts
    contacts[phone.id] = phone.member = dataclasses.replace(phone.member, language_code=language)


class TestMenu:
    @pytest.mark.parametrize(
        ("language", "there", "elsewhere"), [("fr", "offre", "offer"), ("en", "offer", "offre"), ("de", "offre", "offer")]
    )
    async def test_in_the_language_of_the_app(self, town: Town, language: str, there: str, elsewhere: str) -> None:
        speaks(town, "dylan", language)
        commands = [command for command, _ in town.dylan.menu]
        assert there in commands
        assert elsewhere not in commands
        assert all(description for _, description in town.dylan.menu)

    async def test_a_group_has_a_shorter_one(self, town: Town) -> None:
        assert {command for command, _ in town.dylan.menu_in("guyane")} < {command for command, _ in town.dylan.menu}

    @pytest.mark.parametrize("language", ["fr", "en"])
    async def test_every_command_of_it_is_understood(self, town: Town, language: str) -> None:
        speaks(town, "hina", language)
        hina = town.phone("hina")
        for command, _ in hina.menu:
            before = len(hina.received())
            await hina.types_command(command)
            assert len(hina.received()) > before, command
            assert "Je n'ai pas compris" not in hina.text(hina.last()), command
            await hina.says("annuler")

    async def test_it_is_set_once(self, town: Town) -> None:
        assert len(town.telegram.accepted("setMyCommands")) == 4, "two languages, in private and in groups"


class TestCommands:
    @pytest.mark.parametrize("command", ["/offre", "/offer", "/OFFRE", "/offre@maillage_bot"])
    async def test_with_its_words(self, town: Town, command: str) -> None:
        await town.phone("hina").says(f"{command} comptable, Mamoudzou, CDI, avant le 15/12")
        assert filed(town) == ["comptable"]

    @pytest.mark.parametrize("text", ["aide", "/aide", "/help", "help", "?", "/maillage", "/maillage aide"])
    async def test_help(self, town: Town, text: str) -> None:
        await town.phone("hina").says(text)
        assert len(town.phone("hina").received()) >= 1
        assert "Je n'ai pas compris" not in town.phone("hina").text(town.phone("hina").last())

    @pytest.mark.parametrize("text", ["/lettre emploi, Normandie", "/letter emploi, Normandie", "lettre emploi, Normandie"])
    async def test_the_letter(self, town: Town, text: str) -> None:
        await town.phone("hina").says(text)
        assert town.phone("hina").sees("Normandie", None)

    async def test_one_that_nobody_knows(self, town: Town) -> None:
        await town.phone("hina").says("/blague")
        assert len(town.phone("hina").received()) == 1

    async def test_start_of_somebody_we_know(self, town: Town) -> None:
        await town.dylan.starts()
        assert len(town.dylan.received()) == 1


class TestButtonsHaveWords:
    async def test_a_doubt_is_settled_by_a_button(self, town: Town) -> None:
        hina = town.phone("hina")
        await hina.says(AD)
        assert hina.buttons() == ["ven. 04/12", "lun. 21/12", "Sans date"]
        await hina.presses("ven. 04/12")
        assert hina.sees("Offre 1 publiée, jusqu'au ven. 04/12.", None)
        assert town.telegram.unanswered == []

    @pytest.mark.parametrize("word", ["ven. 04/12", "4/12", "sans date", "1", "18/12"])
    async def test_and_by_a_word(self, town: Town, word: str) -> None:
        hina = town.phone("hina")
        await hina.says(AD)
        await hina.says(word)
        assert hina.sees("Offre 1 publiée", None)

    @pytest.mark.parametrize("word", ["retirer", "Retirer", "RETIRER", "2"])
    async def test_the_buttons_of_a_card(self, town: Town, word: str) -> None:
        hina = town.phone("hina")
        await hina.says(f"{AD}, avant le 15/12")
        assert hina.buttons()[:2] == ["Corriger", "Retirer"]
        await hina.says(word)
        assert hina.sees("Offre 1 retirée", None)

    async def test_a_button_of_a_message_from_before(self, town: Town) -> None:
        hina = town.phone("hina")
        await hina.says(AD)
        asked = hina.last()
        await hina.presses("Sans date")
        answer = await hina.presses("lun. 21/12", on=asked)
        assert answer.acknowledged
        assert town.telegram.unanswered == []
        assert [item.deadline for item in town.read(lambda tx: tx.contributions.open_in())] == [None], "answered once"


async def test_the_first_message_of_a_life(tmp_path) -> None:
    from tests.town import opened_town

    async with opened_town(tmp_path, greeted=False) as town:
        await town.dylan.says("offre : animateur ESS, St-Laurent, CDD 12 mois, avant le 15/12")
        greeting, answer = town.dylan.received()
        said = town.dylan.text(greeting)
        for line in (
            "Bonjour Dylan. Je suis Maillage, l'assistant des CRESS.",
            "Écrivez-moi comme à un collègue : une demande d'aide, une offre, une chambre à trouver, un congé.",
            "Exemple : cherche un modèle de convention de mise à disposition",
            "Même sans réseau : cela partira plus tard.",
            "Je ne lis que ce que vous m'écrivez ici. Votre chambre et le réseau le voient, sauf si vous écrivez « confidentiel ».",
        ):
            assert " ".join(line.split()) in " ".join(said.split())
        assert "Offre 1 reçue" in town.dylan.text(answer)
        await town.dylan.says("aide")
        assert len([one for one in town.dylan.received() if "Bonjour Dylan" in town.dylan.text(one)]) == 1
