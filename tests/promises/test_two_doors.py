"""Two platforms in one house: each opens, serves and closes without the other, and no message is lost while one is away."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from bot import house
from bot.domain.kinds import discover
from bot.domain.messages import Message
from bot.domain.ports import Address, ConnectionRefused
from bot.house import House, running, setting_for
from bot.playground.screen import at_once
from bot.playground.slack import StrictSlack
from bot.playground.telegram import StrictTelegram
from bot.playhouse import heard, settings_for, settle, slack_of_the_playground, telegram_of_the_playground, telegram_settings_for
from handlers.slack.settings import SlackSettings
from handlers.telegram.settings import TelegramSettings
from storage.schema import opened
from storage.store import Store
from tests.promises.post_office import until
from tests.town import FAST, MovedClock

AD = "Offre d'emploi : comptable, Rouen, CDI, avant le 15/12"
NOWHERE = "http://127.0.0.1:1"


@dataclass
class Street:
    """Both platforms, and a database whose house is not open yet."""

    slack: StrictSlack
    telegram: StrictTelegram
    folder: Path
    clock: MovedClock

    @property
    def path(self) -> Path:
        return self.folder / "town.db"

    def store(self) -> Store:
        return opened(self.path, setting_for(discover(), self.clock, organiser="Malik"))

    @contextlib.asynccontextmanager
    async def house(self, *settings: house.Settings) -> AsyncIterator[House]:
        async with running(self.store(), *settings, pace=0.0, ticking=False) as opened_house:
            self.slack.settle_with(opened_house.delivery.idle)
            self.telegram.settle_with(opened_house.delivery.idle)
            if "telegram" in opened_house.platforms:
                await heard(self.telegram)
            yield opened_house
        self.slack.settle_with(at_once)
        self.telegram.settle_with(at_once)

    @property
    def both(self) -> tuple[SlackSettings, TelegramSettings]:
        return settings_for(self.slack), telegram_settings_for(self.telegram)


@pytest.fixture
async def street(tmp_path: Path) -> AsyncIterator[Street]:
    clock = MovedClock()
    async with slack_of_the_playground(clock, rules=FAST) as slack, telegram_of_the_playground(clock) as telegram:
        made = Street(slack, telegram, tmp_path, clock)
        store = made.store()
        await settle(store, slack, telegram)
        await store.do(lambda tx: [tx.people.greet(person.id) for person in tx.people.active()])
        await asyncio.to_thread(store.close)
        yield made


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class TestOneAlone:
    async def test_slack(self, street: Street) -> None:
        async with street.house(settings_for(street.slack)) as alone:
            await street.slack.person("claire").says(AD)
            assert street.slack.person("yann").sees("Offre 1 – comptable", "#emploi")
            assert list(alone.platforms) == ["slack"]
        assert street.telegram.log == []

    async def test_telegram(self, street: Street) -> None:
        async with street.house(telegram_settings_for(street.telegram)) as alone:
            await street.telegram.person("dylan").says("offre : animateur, Cayenne, CDI, avant le 15/12")
            assert street.telegram.person("dylan").sees("Offre 1 reçue", None)
            assert alone.store.setting.telegram_bot == street.telegram.bot_username
        assert street.slack.log == []

    async def test_what_waits_for_the_other_leaves_when_it_is_there(self, street: Street) -> None:
        async with street.house(settings_for(street.slack)) as alone:
            to = Address(platform="telegram", workspace=str(street.telegram.bot_id), channel=str(street.telegram.person("dylan").id))
            await alone.store.do(lambda tx: tx.outbox.post(to, Message.of("bonjour"), purpose="notice"))
            await street.slack.person("claire").says("aide")
        assert street.telegram.person("dylan").received() == []
        async with street.house(*street.both) as whole:
            await whole.delivery.idle()
            assert street.telegram.person("dylan").sees("bonjour", None)


class TestOneIsAway:
    """At the start, it is waited for in the background; `longest_start` is what the other is kept waiting for at most."""

    async def test_slack_serves_without_telegram(self, street: Street) -> None:
        away = TelegramSettings(token=street.telegram.token, api_url=f"{NOWHERE}/bot")
        async with running(street.store(), settings_for(street.slack), away, pace=0.0, ticking=False, longest_start=0.3) as opened_house:
            street.slack.settle_with(lambda: asyncio.sleep(0))
            await street.slack.person("claire").says(AD)
            await until(lambda: street.slack.person("yann").sees("Offre 1 – comptable", "#emploi"))
            assert set(opened_house.platforms) == {"slack", "telegram"}

    async def test_telegram_serves_without_slack(self, street: Street) -> None:
        away = SlackSettings(bot_token=street.slack.bot_token, app_token=street.slack.app_token, api_url=f"{NOWHERE}/api/")
        async with running(street.store(), away, telegram_settings_for(street.telegram), pace=0.0, ticking=False, longest_start=0.3):
            await heard(street.telegram)
            await street.telegram.person("dylan").says("aide")
            await until(lambda: bool(street.telegram.person("dylan").received()))

    async def test_it_is_there_later(self, street: Street) -> None:
        """Telegram comes up on its address a moment after the house."""
        port = free_port()
        late = StrictTelegram(clock=street.clock, people=[street.telegram.person("dylan").member], port=port)
        settings = TelegramSettings(token=late.token, api_url=f"http://127.0.0.1:{port}/bot")
        async with (
            running(street.store(), settings_for(street.slack), settings, pace=0.0, ticking=False, longest_start=0.3) as opened_house,
            late,
        ):
            await until(lambda: bool(late.polls))
            await late.person("dylan").says("aide")
            await until(lambda: bool(late.person("dylan").received()))
            assert opened_house.store.setting.telegram_bot == late.bot_username

    async def test_while_nobody_is_reached_it_is_not_open(self, street: Street) -> None:
        away = TelegramSettings(token=street.telegram.token, api_url=f"{NOWHERE}/bot")
        opening = asyncio.create_task(running(street.store(), away, ticking=False, longest_start=0.3).__aenter__())
        _, waiting = await asyncio.wait([opening], timeout=0.5)
        assert waiting
        opening.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await opening


class TestARefusedToken:
    async def test_of_one_is_told_and_the_other_serves(self, street: Street) -> None:
        street.telegram.revoke_token()
        async with running(street.store(), *street.both, pace=0.0, ticking=False) as opened_house:
            street.slack.settle_with(opened_house.delivery.idle)
            await street.slack.person("claire").says(AD)
            assert street.slack.person("yann").sees("Offre 1 – comptable", "#emploi")
            rows = opened_house.store.read(lambda tx: list(tx.connection.execute(tx.tables.outbox.select())))
            assert {row.state for row in rows} == {"sent"}
        assert street.telegram.polls == []

    async def test_of_both_is_the_end(self, street: Street) -> None:
        street.telegram.revoke_token()
        street.slack.revoke_token()
        with pytest.raises(ConnectionRefused):
            async with running(street.store(), *street.both, ticking=False):
                raise AssertionError("it must not open")


class TestOneAddress:
    """Both call us, at one host and port, each at its path."""

    async def test_both_over_http(self, street: Street) -> None:
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        slack = SlackSettings(
            bot_token=street.slack.bot_token, signing_secret=street.slack.signing_secret, api_url=street.slack.api_url, port=port
        )
        telegram = TelegramSettings(
            token=street.telegram.token, api_url=street.telegram.api_url, secret="s" * 32, public_url=url, port=port, path="/telegram"
        )
        street.slack.call_at(f"{url}{slack.path}")
        async with running(street.store(), slack, telegram, pace=0.0, ticking=False) as opened_house:
            street.slack.settle_with(opened_house.delivery.idle)
            street.telegram.settle_with(opened_house.delivery.idle)
            await street.slack.person("claire").says(AD)
            await street.telegram.person("dylan").says("offre 1")
            assert street.slack.person("yann").sees("Offre 1 – comptable", "#emploi")
            assert street.telegram.person("dylan").sees("comptable", None)
            async with aiohttp.ClientSession() as stranger:
                asked = [("post", "/"), ("post", "/telegram/x"), ("get", "/telegram"), ("post", slack.path), ("post", "/telegram")]
                answers = [(await stranger.request(method, f"{url}{path}", data=b"{}")).status for method, path in asked]
            assert answers == [404, 404, 405, 401, 403]
        async with aiohttp.ClientSession() as stranger:
            with pytest.raises(aiohttp.ClientConnectionError):
                await stranger.post(f"{url}/telegram")


async def test_a_house_that_is_closed_leaves_nothing_open(street: Street) -> None:
    async with street.house(*street.both) as opened_house:
        await street.telegram.person("dylan").says("aide")
        answered = len(street.telegram.person("dylan").received())
    asked = len(street.telegram.log), len(street.slack.log)
    street.telegram.world.post(
        street.telegram.world.open(street.telegram.person("dylan").id), street.telegram.person("dylan").id, text="aide"
    )
    await asyncio.sleep(0.05)
    assert (len(street.telegram.log), len(street.slack.log)) == asked
    assert [task for task in asyncio.all_tasks() if "delivery" in repr(task.get_coro())] == []
    async with street.house(*street.both):
        await street.telegram.quiet()
        await until(lambda: len(street.telegram.person("dylan").received()) == answered + 1)
    del opened_house


class TestARestartInBetween:
    """What is asked on a phone is kept in the store: it survives a restart and days of silence."""

    async def test_a_question_is_answered_by_a_word_days_later(self, street: Street) -> None:
        hina = street.telegram.person("hina")
        async with street.house(*street.both):
            await hina.says("Offre d'emploi : comptable, Mamoudzou, CDI")
            assert hina.buttons() == ["ven. 04/12", "lun. 21/12", "Sans date"]
        street.clock.now += timedelta(days=4)
        async with street.house(*street.both):
            await hina.says("18/12")
            assert hina.sees("Offre 1 publiée, jusqu'au ven. 18/12.", None)

    async def test_a_button_from_before_works(self, street: Street) -> None:
        hina = street.telegram.person("hina")
        async with street.house(*street.both):
            await hina.says("Offre d'emploi : comptable, Mamoudzou, CDI")
        async with street.house(*street.both):
            await hina.presses("Sans date")
            assert hina.sees("Offre 1 publiée", None)
            assert street.telegram.unanswered == []

    async def test_what_was_typed_while_it_was_closed_is_taken_at_the_next_start_once(self, street: Street) -> None:
        dylan = street.telegram.person("dylan")
        async with street.house(*street.both):
            await dylan.says("aide")
        told = len(dylan.received())
        await dylan.says("offre : animateur, Cayenne, CDI, avant le 15/12")
        assert len(dylan.received()) == told
        for _ in range(2):
            async with street.house(*street.both) as opened_house:
                await street.telegram.quiet()
                await opened_house.delivery.idle()
        assert len(dylan.received()) == told + 1
        assert dylan.sees("Offre 1 reçue", None)
