"""Searching on both doors: by a word, by a command, in private and before others."""

from __future__ import annotations

import pytest

from tests.town import Town

AD = "Offre d'emploi : comptable, Caen, CDI, avant le 15/12"
FOUND = "1 résultat pour « comptables normandie »"


@pytest.fixture
async def town(town: Town) -> Town:
    await town.claire.says(AD)
    return town


class TestSlack:
    @pytest.mark.parametrize("command", ["/chercher", "/find"])
    async def test_by_command(self, town: Town, command: str) -> None:
        await town.yann.types_command(command, "comptables normandie")
        assert town.yann.sees(FOUND, None)
        assert town.yann.buttons(town.yann.last()) == ["Offre 1"]

    async def test_by_a_word_and_a_button(self, town: Town) -> None:
        await town.yann.says("cherche comptables normandie")
        listed = town.yann.last()
        await town.yann.presses("Offre 1")
        assert town.yann.sees("Offre 1 comptable", None)
        assert FOUND in town.yann.text(listed), "the list stays"

    async def test_one_opens_ones_own_with_its_gestures(self, town: Town) -> None:
        await town.claire.says("cherche comptables normandie")
        await town.claire.presses("Offre 1")
        assert "Retirer" in town.claire.buttons(town.claire.last())

    async def test_withdrawn_it_is_not_found(self, town: Town) -> None:
        await town.claire.says("retirer")
        await town.yann.says("cherche comptable")
        assert town.yann.sees("Rien de ce que vous pouvez lire ne contient « comptable ».", None)

    async def test_before_others_only_what_they_may_read(self, town: Town) -> None:
        await town.malik.says("Offre d'emploi confidentielle : comptable, Lille, CDI, avant le 12/12")
        said = await town.malik.says("@Maillage cherche comptable", in_="#general")
        assert town.claire.sees("1 résultat pour « comptable »", said)
        await town.malik.says("cherche comptable")
        assert town.malik.sees("2 résultats pour « comptable »", None)

    async def test_help_of_the_command(self, town: Town) -> None:
        await town.yann.types_command("/chercher", "aide")
        assert town.yann.sees("Pour retrouver ce qui est déposé", None)
        await town.yann.types_command("/chercher")
        assert town.yann.sees("Que cherchez-vous ?", None)


class TestTelegram:
    @pytest.mark.parametrize("typed", ["cherche comptables normandie", "/chercher comptables normandie", "/find comptables normandie"])
    async def test_in_private(self, town: Town, typed: str) -> None:
        await town.dylan.says(typed)
        assert town.dylan.sees(FOUND, None)

    @pytest.mark.parametrize("word", ["offre 1", "1", "JO-001", "Offre n° 1"])
    async def test_it_is_opened_by_a_word(self, town: Town, word: str) -> None:
        await town.dylan.says("cherche comptables normandie")
        await town.dylan.says(word)
        assert "Offre 1 comptable" in town.dylan.text(town.dylan.last())

    async def test_in_a_group_the_answer_is_for_who_asks(self, town: Town) -> None:
        await town.dylan.says("/chercher comptables normandie", in_="guyane")
        assert town.dylan.sees(FOUND, None)
        assert not town.dylan.sees(FOUND, "guyane")


class TestLookedForOrAskedFor:
    """ "Cherche …" on both doors: one question where it may be either."""

    async def test_on_telegram_by_number(self, town: Town) -> None:
        await town.dylan.says("cherche charte graphique")
        assert town.dylan.sees("1 chercher ce qui est déposé, ou 2 demander au réseau ?", None)
        await town.dylan.says("1")
        assert town.dylan.sees("Rien de ce que vous pouvez lire ne contient « charte ».", None)
        await town.dylan.says("cherche charte graphique")
        await town.dylan.says("2")
        assert town.dylan.sees("Demande 1", None)

    async def test_on_slack_by_button(self, town: Town) -> None:
        await town.claire.says("cherche charte graphique")
        seek, ask = town.claire.buttons(town.claire.last())
        await town.claire.presses(seek)
        assert town.claire.sees("Rien de ce que vous pouvez lire ne contient « charte ».", None)
        await town.claire.says("cherche charte graphique")
        await town.claire.presses(ask)
        assert town.claire.sees("Demande 1", None)

    async def test_a_need_is_filed_and_a_search_is_answered(self, town: Town) -> None:
        await town.dylan.says("cherche modèle convention mise à dispo agent mairie svp")
        assert town.dylan.sees("Demande 1", None)
        await town.dylan.says("cherche comptables Haute-Normandie")
        assert town.dylan.sees("1 résultat pour « comptables Haute-Normandie »", None)
        await town.dylan.says("/chercher modèle convention svp")
        assert town.dylan.sees("Demande 1 modèle convention mise à dispo", None), "with the command it is always a search"
