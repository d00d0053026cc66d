"""Asking Telegram what is new: confirmed only when it is kept, in order within a chat, and never at the cost of another chat.

(PROMISES.md 1, 44, 51; LIMITS.md B.1)
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs
from telegram.error import NetworkError, RetryAfter

from bot.domain.ports import ConnectionRefused
from bot.playground.telegram import faults
from bot.playground.telegram.faults import Fault
from handlers.telegram import Telegram
from handlers.telegram.polling import Patience, Poller
from tests.platforms.telegram_door import QUICK, connected, opened_door, opened_store, settings_of, strict
from tests.shelf import FRIDAY
from tests.town import MovedClock

OFFER = "Offre d'emploi : comptable, Cayenne, CDI, avant le 15/12"


def said(number: int, chat: int, text: str = "") -> dict[str, Any]:
    return {"update_id": number, "message": {"message_id": number, "chat": {"id": chat}, "text": text}}


class Telephone:
    """Telegram's side of the questions: what is not confirmed is given again. Each question is kept."""

    def __init__(self, *updates: dict[str, Any]) -> None:
        self.waiting, self.asked, self.trouble = list(updates), list[int](), list[Exception]()
        self._next = 1 + max(update["update_id"] for update in updates)

    def begins_again(self, *updates: dict[str, Any]) -> None:
        """Under numbers that are lower than the last: what is asked for lies in the future, and all is given."""
        self.waiting, self._next = list(updates), 1 + max(update["update_id"] for update in updates)

    async def ask(self, offset: int, _seconds: int) -> Sequence[dict[str, Any]]:
        self.asked.append(offset)
        if self.trouble:
            raise self.trouble.pop(0)
        if offset <= self._next:
            self.waiting = [update for update in self.waiting if update["update_id"] >= offset]
        if not self.waiting:
            await asyncio.sleep(0.005)
        return self.waiting[:100]


class Desk:
    """Takes updates, and fails as often as it is told to: `fails` by update id, -1 for ever."""

    def __init__(self, **fails: int) -> None:
        self.taken: list[int] = []
        self.tried: list[int] = []
        self.fails = {int(name[1:]): count for name, count in fails.items()}
        self.when_taken: Callable[[], None] = lambda: None

    async def take(self, update: Any) -> bool:
        number = update["update_id"]
        self.tried.append(number)
        await asyncio.sleep(0)
        if self.fails.get(number, 0):
            self.fails[number] -= 1
            return False
        self.taken.append(number)
        self.when_taken()
        return True


@contextlib.asynccontextmanager
async def running(poller: Poller) -> AsyncIterator[None]:
    task = asyncio.create_task(poller.run())
    yield
    poller.stop()
    await task


async def until(reached: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        for _ in iter(reached, True):
            await asyncio.sleep(0.001)


async def polled(telephone: Telephone, desk: Desk) -> None:
    """Until all is confirmed."""
    async with running(Poller(telephone.ask, desk.take, QUICK)):
        await until(lambda: not (telephone.waiting or telephone.trouble))


class TestOrder:
    async def test_a_chat_is_taken_in_order_and_confirmed_by_the_next_question(self) -> None:
        telephone, desk = Telephone(said(10, 1), said(11, 2), said(12, 1)), Desk()
        await polled(telephone, desk)
        assert sorted(desk.taken) == [10, 11, 12]
        assert desk.taken.index(10) < desk.taken.index(12)
        assert telephone.asked[:2] == [0, 13]

    async def test_what_fails_holds_up_its_own_chat_alone(self) -> None:
        telephone, desk = Telephone(said(10, 1), said(11, 1), said(12, 2), said(13, 2)), Desk(u10=3)
        await polled(telephone, desk)
        assert desk.taken == [12, 13, 10, 11]
        assert desk.tried.count(10) == 4
        assert desk.tried.count(12) == desk.tried.count(13) == desk.tried.count(11) == 1

    async def test_nothing_is_confirmed_behind_what_failed(self) -> None:
        telephone, desk = Telephone(said(10, 1), said(11, 2)), Desk(u10=2)
        await polled(telephone, desk)
        assert set(telephone.asked[:3]) == {0, 10}

    async def test_numbers_may_begin_again_lower(self) -> None:
        """After a week without updates Telegram takes a number at random."""
        telephone, desk = Telephone(said(900, 1)), Desk()
        poller = Poller(telephone.ask, desk.take, QUICK)
        async with running(poller):
            await until(lambda: not telephone.waiting)
            telephone.begins_again(said(5, 1))
            await until(lambda: 5 in desk.taken)
        assert desk.taken == [900, 5]

    async def test_trouble_of_any_sort_is_waited_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PTB_TIMEDELTA", "1")
        telephone, desk = Telephone(said(10, 1)), Desk()
        telephone.trouble = [NetworkError("away"), RetryAfter(timedelta(milliseconds=5)), NetworkError("Bad Gateway")]
        await polled(telephone, desk)
        assert desk.taken == [10]

    async def test_stopping_finishes_and_confirms_what_was_taken(self) -> None:
        telephone, desk = Telephone(said(10, 1)), Desk()
        poller = Poller(telephone.ask, desk.take, QUICK)
        desk.when_taken = poller.stop
        await asyncio.wait_for(poller.run(), 5)
        assert desk.taken == [10]
        assert telephone.waiting == []


class TestTheRealLoop:
    async def test_the_backlog_of_the_night_is_read(self, tmp_path: Path) -> None:
        clock = MovedClock(FRIDAY)
        async with strict(clock) as platform, opened_store(tmp_path, platform, clock) as store:
            platform.stage.patience = 0.01
            await platform.person("dylan").says(OFFER)
            async with connected(store, settings_of(platform)) as (_, delivery):
                await platform.quiet()
                await delivery.idle()
            assert platform.person("dylan").sees("comptable", None)

    async def test_a_start_takes_a_webhook_away_and_drops_nothing(self, tmp_path: Path) -> None:
        clock = MovedClock(FRIDAY)
        async with strict(clock) as platform, opened_store(tmp_path, platform, clock) as store:
            async with connected(store, settings_of(platform, webhook=True)):
                pass
            platform.stage.patience = 0.01
            await platform.person("dylan").says(OFFER)
            async with connected(store, settings_of(platform)) as (_, delivery):
                await platform.quiet()
                await delivery.idle()
            assert platform.person("dylan").sees("comptable", None)
        assert {call.arguments["drop_pending_updates"] for call in platform.log if "drop_pending_updates" in call.arguments} == {"false"}

    async def test_what_is_asked_for_is_named(self, tmp_path: Path) -> None:
        async with opened_door(tmp_path) as door:
            await door.dylan.says("aide")
            await door.dylan.reacts(door.dylan.last(), "👍")
            assert door.platform.delivery.updates.allowed == {"message", "edited_message", "callback_query", "my_chat_member"}

    async def test_nothing_is_confirmed_before_it_is_kept(self, tmp_path: Path) -> None:
        async with opened_door(tmp_path) as door:
            await asyncio.to_thread(door.store.close)
            door.platform.stage.patience = 0.05
            door.platform.settle_with(_at_once)
            await door.dylan.says(OFFER)
            assert [one.kind for one in door.platform.pending] == ["message"]
            assert max(door.platform.polls) <= door.platform.pending[0].update_id

    async def test_everything_is_confirmed_when_we_leave(self, tmp_path: Path) -> None:
        async with opened_door(tmp_path) as door:
            await door.dylan.says(OFFER)
            platform = door.platform
        assert platform.pending == []

    @pytest.mark.parametrize(
        "fault",
        [
            faults.http_500(),
            faults.html_page(),
            faults.empty_body(),
            faults.drop_before_accept(),
            faults.rate_limited(0),
            faults.refused("Bad Gateway", 502),
        ],
        ids=lambda fault: fault.name,
    )
    async def test_trouble_ends_nothing(self, tmp_path: Path, fault: Fault) -> None:
        async with opened_door(tmp_path) as door:
            door.platform.faults.arm("getUpdates", fault, times=3)
            await door.dylan.says("aide")
            await door.dylan.says("aide")
            assert len(door.dylan.received()) == 2

    async def test_another_reader_is_an_alarm_and_we_look_again(self, tmp_path: Path) -> None:
        async with opened_door(tmp_path) as door:
            with capture_logs() as logs:
                door.platform.faults.arm("getUpdates", faults.conflict(), times=2)
                await door.dylan.says("aide")
                await door.dylan.says("aide")
            assert len(door.dylan.received()) == 2
            alarms = [one for one in logs if one["log_level"] == "critical"]
            assert alarms
            assert "somebody else reads" in alarms[0]["event"]

    async def test_a_second_house_is_found_out_and_the_first_recovers(self, tmp_path: Path) -> None:
        async with opened_door(tmp_path) as door:
            (tmp_path / "other").mkdir()
            async with opened_store(tmp_path / "other", door.platform, door.clock) as other, connected(other, settings_of(door.platform)):
                await until(lambda: any(one["log_level"] == "critical" for one in door.logs))
            await door.dylan.says(OFFER)
            await door.quiet()
            assert door.platform.pending == []
            assert door.dylan.sees("Offre 1 reçue", None)

    async def test_what_was_given_and_never_arrived_is_given_again(self, tmp_path: Path) -> None:
        async with opened_door(tmp_path) as door:
            door.platform.faults.arm("getUpdates", faults.accept_then_drop(), times=2)
            await door.dylan.says(OFFER)
            assert door.count("contributions") == 1
            assert door.dylan.sees("Offre 1 reçue", None)

    async def test_an_address_that_telegram_refuses_ends_the_start(self, tmp_path: Path) -> None:
        clock = MovedClock(FRIDAY)
        async with strict(clock) as platform, opened_store(tmp_path, platform, clock) as store:
            platform.faults.arm("setWebhook", faults.refused("Bad Request: bad webhook: IP address 127.0.0.1 is reserved"))
            with pytest.raises(ConnectionRefused, match="reserved"):
                async with connected(store, settings_of(platform, webhook=True)):
                    pass

    async def test_a_start_can_be_given_up(self, tmp_path: Path) -> None:
        clock = MovedClock(FRIDAY)
        async with strict(clock) as platform, opened_store(tmp_path, platform, clock) as store:
            platform.faults.arm("getMe", faults.http_500(), times=100_000)
            telegram = Telegram(settings_of(platform), store, patience=QUICK)
            starting = asyncio.create_task(telegram.connect())
            await until(lambda: bool(platform.log))
            starting.cancel()
            await asyncio.gather(starting, return_exceptions=True)
            await telegram.close_entrance()
            await telegram.close()
            assert telegram.username == ""

    async def test_a_token_that_dies_is_an_alarm_and_ends_nothing(self, tmp_path: Path) -> None:
        async with opened_door(tmp_path) as door:
            with capture_logs() as logs:
                door.platform.faults.arm("getUpdates", faults.refused("Unauthorized", 401), times=2)
                await door.dylan.says("aide")
                await door.dylan.says("aide")
            assert len(door.dylan.received()) == 2
            assert any("token" in one["event"] for one in logs if one["log_level"] == "critical")
            assert not any(door.platform.token in str(one) for one in logs)

    async def test_a_dead_token_refuses_the_start_and_is_not_told(self, tmp_path: Path) -> None:
        clock = MovedClock(FRIDAY)
        async with strict(clock) as platform, opened_store(tmp_path, platform, clock) as store:
            platform.revoke_token()
            with pytest.raises(ConnectionRefused) as refused:
                async with connected(store, settings_of(platform)):
                    pass
            assert platform.token not in repr(refused.value)
            assert refused.value.__cause__ is None

    async def test_a_start_waits_for_telegram(self, tmp_path: Path) -> None:
        clock = MovedClock(FRIDAY)
        async with strict(clock) as platform, opened_store(tmp_path, platform, clock) as store:
            platform.faults.arm("getMe", faults.http_500(), times=3)
            platform.faults.arm("deleteWebhook", faults.drop_before_accept(), times=2)
            platform.faults.arm("getMyCommands", faults.http_500(), times=1)
            async with connected(store, settings_of(platform)) as (telegram, _):
                assert telegram.username == platform.bot_username
                assert telegram.bot == str(platform.bot_id)


async def _at_once() -> None:
    """Waits for nothing."""


def test_the_defaults_ask_no_longer_than_telegram_allows() -> None:
    assert Patience().long_poll <= 50
