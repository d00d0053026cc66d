"""The menu of commands: in each language, private and in groups, set when it changes; and each of them is understood."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from telegram import BotCommand

from bot.domain.kinds import discover
from bot.playground.telegram import faults
from handlers.telegram.cases import START, UNDO, WORDS, plain_verb, verbs_of
from handlers.telegram.commands import menu
from handlers.verbs import commands
from tests.platforms.telegram_door import connected, opened_door, settings_of
from tests.shelf import FRIDAY, new_file, store_at
from tests.town import MovedClock

KINDS = discover()


def of(language: str, *, private: bool, folder: Path) -> list[BotCommand]:
    store = store_at(new_file(folder), MovedClock(FRIDAY))
    words = store.setting.wording.words(language, "Europe/Paris")
    store.close()
    return menu(KINDS, words, private=private)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("private", [True, False])
def test_what_telegram_allows(language: str, private: bool, tmp_path: Path) -> None:
    shown = of(language, private=private, folder=tmp_path)
    assert len(shown) <= 100
    assert len({one.command for one in shown}) == len(shown)
    for one in shown:
        assert re.fullmatch(r"[a-z0-9_]{1,32}", one.command)
        assert 1 <= len(one.description) <= 256


def test_each_language_has_its_own_words(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    french = {one.command: one.description for one in of("fr", private=True, folder=tmp_path)}
    english = {one.command: one.description for one in of("en", private=True, folder=tmp_path / "en")}
    assert {"cr", "gt", "offre", "demande", "chercher", "lettre", "aide", "settings", "annuler", "privacy", "stop"} == set(french)
    assert {"minutes", "group", "offer", "request", "find", "letter", "help", "settings", "annuler", "privacy", "stop"} == set(english)
    assert french["settings"] == "Mes réglages"
    assert english["settings"] == "My settings"


def test_a_group_sees_nothing_of_oneself(tmp_path: Path) -> None:
    assert {one.command for one in of("fr", private=False, folder=tmp_path)} == {
        "cr", "gt", "offre", "demande", "chercher", "lettre", "aide",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("verb", "written"), [("offre", "offre"), ("recrutement-été", "recrutementete"), ("Œuvre", "uvre"), ("a_1", "a_1")]
)
def test_a_command_as_telegram_writes_it(verb: str, written: str) -> None:
    assert plain_verb(verb) == written


def test_every_command_of_the_house_can_be_typed() -> None:
    assert set(verbs_of(KINDS).values()) == set(commands(KINDS))
    assert not set(verbs_of(KINDS)) & {START, UNDO, *WORDS}


async def test_each_language_and_each_chat_is_offered_its_own(tmp_path: Path) -> None:
    async with opened_door(tmp_path) as door:
        assert ("offre", "Diffuser une offre") in door.dylan.menu
        assert "offer" in {command for command, _ in door.hina.menu}
        assert "settings" not in {command for command, _ in door.dylan.menu_in("emploi")}


async def test_a_menu_is_set_when_it_has_changed(tmp_path: Path) -> None:
    async with opened_door(tmp_path) as door:
        platform, store = door.platform, door.store
        set_at_first = len(platform.accepted("setMyCommands"))
        await door.telegram.close_entrance()
        async with connected(store, settings_of(platform)):
            pass
        assert set_at_first == 4
        assert len(platform.accepted("setMyCommands")) == 4


async def test_every_command_of_the_menu_is_answered(tmp_path: Path) -> None:
    async with opened_door(tmp_path) as door:
        for command, _ in door.dylan.menu:
            before = len(door.dylan.received())
            await door.dylan.types_command(f"/{command}")
            assert len(door.dylan.received()) > before, command
        assert not door.dylan.sees("Je n'ai pas compris", None)
        assert door.count("parked") == 0


async def test_annuler_takes_back_the_last_thing(tmp_path: Path) -> None:
    async with opened_door(tmp_path) as door:
        await door.dylan.says("Offre d'emploi : comptable, Cayenne, CDI, avant le 15/12")
        await door.dylan.says("retirer")
        await door.dylan.types_command("/annuler")
        states = door.read(lambda tx: tx.connection.exec_driver_sql("SELECT state FROM contributions").scalars().all())
        assert states == ["proposed"]


async def test_the_menu_of_a_chat_follows_the_language_that_was_chosen(tmp_path: Path) -> None:
    async with opened_door(tmp_path) as door:
        await door.dylan.says("langue anglais")
        assert ("offer", "Post a job offer") in door.dylan.menu
        set_by_then = len(door.platform.accepted("setMyCommands"))
        await door.dylan.says("langue anglais")
        await door.dylan.says("aide")
        assert len(door.platform.accepted("setMyCommands")) == set_by_then, "only when it changes"
        await door.dylan.says("langue français")
        assert ("settings", "Mes réglages") in door.dylan.menu


async def test_a_menu_of_a_chat_that_is_refused_takes_nothing_back(tmp_path: Path) -> None:
    async with opened_door(tmp_path) as door:
        door.platform.faults.arm("setMyCommands", faults.refused("Bad Request: BOT_COMMAND_INVALID"))
        await door.dylan.says("langue anglais")
        assert door.dylan.sees("Noted.", None)
        assert ("offre", "Diffuser une offre") in door.dylan.menu


async def test_cancel_is_annuler_in_english(tmp_path: Path) -> None:
    async with opened_door(tmp_path) as door:
        await door.dylan.says("Offre d'emploi : comptable, Cayenne, CDI, avant le 15/12")
        await door.dylan.types_command("/offre")
        await door.dylan.types_command("/cancel")
        assert door.dylan.sees("Arrêté", None)
        await door.dylan.says("retirer")
        await door.dylan.types_command("/cancel")
        states = door.read(lambda tx: tx.connection.exec_driver_sql("SELECT state FROM contributions").scalars().all())
        assert states == ["proposed"]


async def test_a_menu_that_is_refused_is_done_without(tmp_path: Path) -> None:
    async with opened_door(tmp_path) as door:
        await door.telegram.close_entrance()
        door.platform.faults.arm("getMyCommands", faults.refused("Bad Request: BOT_COMMAND_INVALID"))
        async with connected(door.store, settings_of(door.platform)) as (telegram, _):
            assert telegram.username == door.platform.bot_username
        assert any("menu" in one["event"] for one in door.logs if one["log_level"] == "error")
