"""Telegram's groups, buttons, links, and whoever blocks us."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.domain.people import Account
from bot.playground.telegram import GestureError, faults
from tests.platforms.telegram_door import DYLAN, GROUP, ME, OFFER, READS_ALL, Door, opened_door


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    """A bot that reads all that is said in its groups."""
    async with opened_door(tmp_path, rules=READS_ALL) as opened:
        yield opened


HALVES = ("do:withdraw:JO-\ud800", "\x00", "new:\ud800", "ans:1:\x00:\ud800", "letter:\ud800", "own:\ud800", "leave:\x00")
"""What JSON can carry and no database takes."""


class TestInGroups:
    async def test_small_talk_gets_nothing(self, door: Door) -> None:
        await door.dylan.says("bonjour à tous", "emploi")
        await door.dylan.sends("photo", in_="emploi")
        await door.stranger.says(OFFER, "emploi")
        assert door.platform.accepted("sendMessage") == []
        assert door.platform.accepted("setMessageReaction") == []

    async def test_what_begins_as_a_contribution_is_filed_and_marked(self, door: Door) -> None:
        said = await door.hina.says(OFFER, "emploi")
        assert door.count("contributions") == 1
        (mark,) = door.platform.accepted("setMessageReaction")
        assert mark.message_id == said.message_id
        assert door.hina.last("emploi").reply_to == said.message_id

    async def test_a_mention_is_answered_under_it(self, door: Door) -> None:
        said = await door.dylan.says("@maillage_bot aide", "emploi")
        assert door.dylan.last("emploi").reply_to == said.message_id

    async def test_an_answer_to_us_is_to_us(self, door: Door) -> None:
        await door.dylan.says("@maillage_bot aide", "emploi")
        count = len(door.dylan.received())
        await door.dylan.says("aide", reply_to=door.dylan.last("emploi"))
        assert len(door.dylan.received()) == count + 1

    async def test_a_command_that_concerns_oneself_is_answered_in_private(self, door: Door) -> None:
        await door.dylan.starts()
        await door.dylan.types_command("/aide", in_="emploi")
        with pytest.raises(GestureError):
            door.dylan.last("emploi")
        assert len(door.dylan.received()) == 2

    @pytest.mark.parametrize("text", ["@maillage_bot aide", "/aide", "/offre comptable"])
    async def test_a_stranger_who_speaks_to_us_is_told_there(self, door: Door, text: str) -> None:
        """To somebody who has never opened our conversation we may not write first."""
        said = await door.stranger.says(text, "emploi")
        assert "Je ne connais pas encore ce Telegram" in door.stranger.text(door.stranger.last("emploi"))
        assert door.stranger.last("emploi").reply_to == said.message_id
        assert [call for call in door.platform.log if call.error] == []

    async def test_another_bot_s_command_is_not_ours(self, door: Door) -> None:
        await door.dylan.types_command("/roll", in_="emploi")
        await door.dylan.types_command("/offre@other_bot", "x", in_="emploi")
        assert door.platform.accepted("sendMessage") == []

    async def test_the_topic_is_kept(self, door: Door) -> None:
        said = await door.dylan.says("@maillage_bot aide", "forum", topic="Annonces")
        assert door.dylan.last("forum").topic == said.topic

    async def test_a_group_has_a_name_once_we_are_in_it(self, door: Door) -> None:
        await door.dylan.removes_bot("emploi")
        lane = ("telegram", str(door.platform.bot_id), str(door.platform.group_id("emploi")))
        assert [one.lane for one in door.read(lambda tx: tx.outbox.dead())] == [lane]
        await door.dylan.adds_bot("emploi")
        assert door.read(lambda tx: tx.outbox.dead()) == []
        name = door.read(lambda tx: tx.connection.exec_driver_sql("SELECT name FROM channels WHERE channel = ?", (lane[2],)).scalar_one())
        assert name == "Emploi ESS"

    async def test_a_group_that_becomes_another_chat_keeps_its_letter(self, door: Door) -> None:
        await door.hina.says("@maillage_bot lettre ici", "emploi")
        old = str(door.platform.group_id("emploi"))
        before = door.read(_subscribed)
        new = str(door.platform.migrates("emploi"))
        await door.quiet()
        assert [new if one == old else one for one in before] == door.read(_subscribed)


def _subscribed(tx: Any) -> list[str]:
    query = "SELECT channel FROM subscriptions WHERE channel IS NOT NULL"
    return [str(row[0]) for row in tx.connection.exec_driver_sql(query)]


class TestButtons:
    async def test_a_press_changes_the_message_and_ends_the_progress_bar(self, door: Door) -> None:
        await door.dylan.says(OFFER)
        card = door.dylan.last()
        answer = await door.dylan.presses("Retirer")
        assert answer.answered
        assert answer.text == ""
        assert "retirée" in door.dylan.text(door.platform.world.current(card))

    async def test_a_refusal_is_said_over_the_button(self, door: Door) -> None:
        await door.dylan.says(OFFER)
        await _presses(door, "do:withdraw:JO-999")
        assert any("JO-999" in one or "offre 999" in one for one in door.dylan.toasts)
        assert door.platform.unanswered == []

    @pytest.mark.parametrize(
        "forged", ["", "x", "do", "do:withdraw", "keep:1:nothing", "ans:999999999999:x:y", "form:9:x", "new:nothing", "é" * 32, *HALVES]
    )
    async def test_a_forged_button_does_nothing(self, door: Door, forged: str) -> None:
        await door.dylan.says(OFFER)
        rows = door.count("versions")
        await _presses(door, forged)
        assert door.count("versions") == rows
        assert door.read(lambda tx: tx.parked.all()) == []
        assert door.platform.pending == []

    async def test_a_stranger_who_presses_is_told(self, door: Door) -> None:
        await door.stranger.starts()
        await _presses(door, "help", by="stranger")
        assert any("Je ne connais pas encore ce Telegram" in one for one in door.stranger.toasts)

    async def test_a_refusal_that_is_longer_than_a_toast_is_a_message(self, door: Door) -> None:
        await door.dylan.starts()
        door.store.setting = dataclasses.replace(door.store.setting, organiser="Malik " + "Benali " * 40)
        await door.store.do(lambda tx: tx.roster.close(_person(door, "dylan", tx)))
        count = len(door.dylan.received())
        await _presses(door, "help")
        assert door.dylan.toasts in ([], [""])
        assert "Benali Benali" in door.dylan.text(door.dylan.last())
        assert len(door.dylan.received()) == count + 1
        assert door.platform.unanswered == []

    async def test_an_answer_that_fails_undoes_nothing(self, door: Door) -> None:
        await door.dylan.says(OFFER)
        door.platform.faults.arm("answerCallbackQuery", faults.http_500())
        await door.dylan.presses("Retirer")
        assert door.dylan.sees("retirée", None)
        assert door.platform.pending == []


async def _presses(door: Door, act: str, *, by: str = "dylan") -> None:
    """A button that carries whatever a forger wrote."""
    person = door.platform.person(by)
    on = person.last() if person.received() else None
    query = door.platform.messenger.callbacks.new(person.id, on or person.messages()[-1], act)
    person._query(query)
    await door.quiet()


class TestInvited:
    async def test_a_link_joins_the_account_to_its_person(self, door: Door) -> None:
        token = await door.store.do(lambda tx: tx.invitations.issue(_person(door, "hina", tx), by=None))
        await door.stranger.starts(token)
        assert door.count("accounts") == 3
        await door.stranger.says("aide")
        assert not door.stranger.sees("Je ne connais pas encore ce Telegram", None)

    async def test_a_link_of_somebody_else_s_is_used_once(self, door: Door) -> None:
        token = await door.store.do(lambda tx: tx.invitations.issue(_person(door, "hina", tx), by=None))
        await door.stranger.starts(token)
        await door.dylan.starts(token)
        assert door.count("accounts") == 3
        assert len(door.dylan.received()) == 1

    @pytest.mark.parametrize("token", ["x", "A" * 64, "__-__", "0"])
    async def test_a_made_up_link_opens_nothing(self, door: Door, token: str) -> None:
        await door.stranger.starts(token)
        await door.dylan.starts(token)
        assert door.count("accounts") == 2
        assert len(door.stranger.received()) == len(door.dylan.received()) == 1


def _person(door: Door, name: str, tx: Any) -> int:
    account = Account(platform="telegram", workspace=str(door.platform.bot_id), user=str(door.platform.person(name).id))
    person = tx.people.by_account(account)
    assert person is not None
    return int(person.id)


class TestBlocked:
    async def test_who_blocks_us_is_not_written_to_until_he_lets_us_in_again(self, door: Door) -> None:
        await door.dylan.says("aide")
        await door.dylan.blocks()
        assert [one.reason for one in door.read(lambda tx: tx.outbox.dead())] == ["bot was blocked by the user"]
        await door.dylan.unblocks()
        assert door.read(lambda tx: tx.outbox.dead()) == []

    async def test_who_writes_again_is_answered(self, door: Door) -> None:
        lane = ("telegram", str(door.platform.bot_id), str(door.dylan.id))
        await door.store.do(lambda tx: tx.outbox.bury(lane, "bot can't initiate conversation with a user"))
        await door.dylan.says("aide")
        assert len(door.dylan.received()) == 1


class TestNobodySpoke:
    @pytest.mark.parametrize(
        "more",
        [
            {"from": ME, "text": OFFER},
            {"from": {"id": 9, "is_bot": True, "first_name": "other"}, "text": OFFER},
            {"sender_chat": {"id": -1, "type": "channel", "title": "x"}, "text": OFFER},
            {"new_chat_title": "x"},
            {"pinned_message": {"message_id": 1, "date": 0, "chat": GROUP}},
        ],
    )
    async def test_it_is_confirmed_and_nothing_more(self, door: Door, more: dict[str, Any]) -> None:
        chat = {"id": door.platform.group_id("emploi"), "type": "group", "title": "Emploi ESS"}
        body = {"message_id": 900, "date": int(datetime.now(UTC).timestamp()), "chat": chat, "from": {**DYLAN, "id": door.dylan.id}} | more
        door.platform.delivery.updates.add("message", body, chat["id"])
        await door.quiet()
        assert door.platform.pending == []
        assert door.count("contributions") == door.count("outbox") == door.count("parked") == 0
