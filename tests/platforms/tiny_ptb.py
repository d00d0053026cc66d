"""A tiny bot on python-telegram-bot and its two ways to a StrictTelegram: what the tests of the strict Telegram talk with."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import NetworkError
from telegram.request import HTTPXRequest

from bot.playground.telegram import StrictTelegram

Json = dict[str, Any]
Listener = Callable[[Update, Bot], Awaitable[None]]
SECRET = "the-secret_1"
EVERYTHING = ["message", "edited_message", "callback_query", "my_chat_member", "message_reaction"]
# PTB's transport writes every address, token included, at INFO.
logging.getLogger("httpx").setLevel(logging.WARNING)


async def nothing(update: Update, bot: Bot) -> None: ...


@dataclass
class Tiny:
    """A running bot: `listener` does what a test wants with each update, `heard` is all that came."""

    bot: Bot
    listener: Listener = nothing
    heard: list[Update] = field(default_factory=list)

    def on(self, listener: Listener) -> Listener:
        self.listener = listener
        return listener

    async def hears(self, update: Update) -> None:
        self.heard.append(update)
        await self.listener(update, self.bot)

    def texts(self) -> list[str]:
        return [one.effective_message.text for one in self.heard if one.effective_message]


def keyboard(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(one, callback_data=f"do:{one}") for one in labels]])


def a_bot(telegram: StrictTelegram) -> Bot:
    return Bot(
        telegram.token,
        base_url=telegram.api_url,
        base_file_url=telegram.file_url,
        request=HTTPXRequest(connection_pool_size=8),
        get_updates_request=HTTPXRequest(connection_pool_size=2, read_timeout=5),
    )


async def _polls(tiny: Tiny) -> None:
    offset = 0
    while True:
        try:
            updates = await tiny.bot.get_updates(offset=offset, timeout=5, allowed_updates=EVERYTHING)
        except NetworkError:
            await asyncio.sleep(0.01)
            continue
        for update in updates:
            await tiny.hears(update)
            offset = update.update_id + 1


@asynccontextmanager
async def by_polling(telegram: StrictTelegram) -> AsyncIterator[Tiny]:
    async with a_bot(telegram) as bot:
        tiny = Tiny(bot)
        polling = asyncio.create_task(_polls(tiny))
        assert await telegram.connected()
        yield tiny
        polling.cancel()
        with suppress(asyncio.CancelledError):
            await polling


@asynccontextmanager
async def by_webhook(telegram: StrictTelegram) -> AsyncIterator[Tiny]:
    async with a_bot(telegram) as bot:
        tiny = Tiny(bot)

        async def receive(request: web.Request) -> web.Response:
            if request.headers.get("X-Telegram-Bot-Api-Secret-Token") != SECRET:
                return web.Response(status=403)
            await tiny.hears(Update.de_json(await request.json(), bot))
            return web.Response()

        async with served(receive) as url:
            await bot.set_webhook(url, secret_token=SECRET, allowed_updates=EVERYTHING)
            yield tiny


@asynccontextmanager
async def served(receive: Callable[[web.Request], Awaitable[web.Response]]) -> AsyncIterator[str]:
    server = web.Application()
    server.router.add_post("/telegram", receive)
    runner = web.AppRunner(server)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
    await runner.cleanup()


WAYS = {"polling": by_polling, "webhook": by_webhook}
