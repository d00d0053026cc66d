"""Help in both languages, from what is really there; the greeting, once in a life; and who may not file."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.town import Town, opened_town, private

FRENCH = "Écrivez-moi comme à un collègue. Ce que vous dites est déposé, et revient à temps."
ENGLISH = "Write to me as you would to a colleague. What you say is filed, and comes back on time."


@pytest.mark.parametrize("text", ["aide", "Aide !", "bonjour", "AIDE", "menu"])
async def test_aide(town: Town, text: str) -> None:
    await town.claire.says(text)
    assert town.claire.sees(FRENCH, None)
    assert town.claire.sees("Diffuser une offre : écrivez « offre : chargé de mission, Caen, CDI, avant le 12/12 », ou /offre", None)
    assert town.claire.buttons()[3:] == ["Diffuser une offre", "Ma lettre", "Mes réglages"], "after the three other kinds"
    for said in ("CR du bureau, 19/11/2026, Caen.", "GT Observation : le questionnaire est parti", "cherche un modèle de convention"):
        assert town.claire.sees(f"écrivez « {said}", None)


@pytest.mark.parametrize("text", ["help", "Help?", "hello"])
async def test_help(town: Town, text: str) -> None:
    await town.emma.says(text)
    assert town.emma.sees(ENGLISH, None)
    assert town.emma.sees("Post a job offer: write “offer: project officer, Angoulême, permanent, before 12/12”, or /offer", None), (
        "a town of her region"
    )


@pytest.mark.parametrize(
    ("text", "example"),
    [
        ("aide", "« congé jusqu'au 04/12 »"),
        ("bonjour", "« congé jusqu'au 04/12 »"),
        ("help", "“leave until 4 Dec”"),
        ("lettre aide", "« lettre pause jusqu'au 18/12 »"),
        ("letter help", "“letter pause until 18 Dec”"),
    ],
)
@pytest.mark.parametrize("reader", ["claire", "emma"])
async def test_its_dates_are_in_its_own_language_whoever_reads_it(town: Town, reader: str, text: str, example: str) -> None:
    person = getattr(town, reader)
    await person.says(text)
    assert person.sees(example, None), person.text(person.last())


@pytest.mark.parametrize("command", ["/offre", "/offer", "/maillage"])
async def test_every_command_answers_both(town: Town, command: str) -> None:
    await town.claire.types_command(command, "aide")
    assert town.claire.sees(FRENCH, None)
    await town.claire.types_command(command, "help")
    assert town.claire.sees(ENGLISH, None)


@pytest.mark.parametrize(
    ("command", "word", "said"),
    [("/lettre", "aide", "Écrivez par exemple : « lettre emploi"), ("/letter", "help", "Type for example: “letter jobs")],
)
async def test_the_letters_own_help(town: Town, command: str, word: str, said: str) -> None:
    await town.claire.types_command(command, word)
    assert town.claire.sees(said, None)


async def test_empty_commands_show_something_useful(town: Town) -> None:
    await town.claire.types_command("/maillage")
    assert town.claire.sees(FRENCH, None)
    await town.claire.types_command("/lettre")
    assert town.claire.sees("Vous recevez : tout, le lundi à 8 h.", None)
    await town.claire.types_command("/maillage", "lettre")
    assert town.claire.buttons(town.claire.last()) == ["Changer", "Pause", "Me désabonner"]


async def test_each_role_reads_what_it_may_do(town: Town) -> None:
    await town.marie.says("aide")
    for word in (
        "inviter",
        "… quitte",
        "… remplace",
        "chambre 973",
        "« chambres »",
        "mes données",
        "congé jusqu'au",
        "mon telegram",
        "Cayenne",
    ):
        assert town.marie.sees(word, None), word
    assert not town.marie.sees("pannes", None)
    await town.malik.says("aide")
    assert town.malik.sees("« pannes » montre", None)
    await town.dylan.says("aide")
    assert not town.dylan.sees("inviter", None)
    assert not town.dylan.sees("CR du bureau", None), "an ambassador files no minutes"
    assert not town.dylan.sees("GT Observation", None)
    assert town.dylan.sees("Demander de l'aide", None)
    assert town.dylan.sees("« chambre 973 », « chambres »", None)
    assert len(town.dylan.received()) == 1, "in one message of a telephone"


async def test_help_in_a_channel_stands_in_the_thread(town: Town) -> None:
    said = await town.claire.says("@Maillage aide", in_="#general")
    assert town.claire.sees(FRENCH, said)
    assert [one.ts for one in town.claire.messages("#general") if not one.thread_ts] == [said.ts]


async def test_what_is_said_in_the_example_is_understood(town: Town) -> None:
    await town.claire.says("offre : chargé de mission, Caen, CDI, avant le 12/12")
    assert town.claire.sees("Offre 1 publiée, jusqu'au sam. 12/12.", None)
    await town.emma.says("offer: project officer, Caen, permanent, before 12/12")
    assert town.emma.sees("published, until Sat 12 Dec.", None)


@pytest.mark.parametrize("ways", ["says", "command", "form", "shortcut"])
async def test_a_partner_may_not_file_and_is_told_what_to_do(town: Town, ways: str) -> None:
    ad = "Offre d'emploi : comptable, Rouen, CDI, avant le 15/12"
    if ways == "says":
        await town.paul.says(ad)
    elif ways == "command":
        await town.paul.types_command("/offre", "comptable, Rouen, CDI, avant le 15/12")
        assert town.paul.sees("comptable, Rouen, CDI, avant le 15/12", None), "what he typed is given back"
    elif ways == "form":
        await town.paul.types_command("/offre")
        assert town.paul.modal is None
    else:
        await town.paul.shortcut(await town.malik.says("un texte", in_="#general"), "file_message")
        assert town.paul.sees("Je n'ai pas compris. Écrivez « aide » pour voir ce que je sais faire.", None)
        return
    assert town.paul.sees("Le dépôt est réservé aux chambres et à l'équipe nationale. Écrivez à une chambre : elle le déposera.", None)
    await town.paul.says("aide")
    assert town.paul.buttons() == ["Ma lettre", "Mes réglages"], "nothing is offered that he may not do"
    assert town.read(lambda tx: tx.contributions.open_in()) == []


class TestGreeting:
    @pytest.fixture
    async def newcomers(self, tmp_path: Path) -> AsyncIterator[Town]:
        async with opened_town(tmp_path, greeted=False) as town:
            yield town

    async def test_it_is_said_once_in_a_life(self, newcomers: Town) -> None:
        claire = newcomers.claire
        await claire.says("aide")
        assert claire.text(claire.messages()[1]).startswith("Bonjour Claire. Je suis Maillage, l'assistant des CRESS.")
        assert claire.buttons(claire.messages()[1]) == ["Mes réglages", "Mes données"]
        await claire.says("aide")
        await claire.opens_home()
        await claire.types_command("/offre")
        assert sum("Je suis Maillage" in claire.text(one) for one in private(claire)) == 1

    async def test_opening_the_page_greets_too(self, newcomers: Town) -> None:
        await newcomers.emma.opens_home()
        assert newcomers.emma.sees("Hello Emma. I am Maillage, the assistant of the CRESS.", None)

    async def test_small_talk_in_a_channel_greets_nobody(self, newcomers: Town) -> None:
        await newcomers.claire.says("bon week-end à tous", in_="#general")
        assert private(newcomers.claire) == []
