"""Telegram: the way in (polling or a webhook) and the way out, for one bot."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

import structlog
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError
from telegram.ext import ApplicationBuilder

from bot.domain.ports import ConnectionRefused
from handlers.gate import Gate
from handlers.telegram.client import Bots
from handlers.telegram.commands import set_menus
from handlers.telegram.http import Entrance
from handlers.telegram.inbound import Identity
from handlers.telegram.intake import Intake, Raising
from handlers.telegram.listeners import ALLOWED, PLATFORM, Listeners
from handlers.telegram.polling import Patience, Poller, asking
from handlers.telegram.sender import DEAD_WORKSPACE_REASONS, TelegramSender
from handlers.telegram.settings import TelegramSettings
from storage.store import Store

__all__ = ["ConnectionRefused", "Telegram"]

T = TypeVar("T")

log = structlog.get_logger("telegram")


class Telegram:
    """A connected bot. Made within the running loop; `connect` first, `close` in the end. `bot` is its id, and its addresses' workspace."""

    platform = PLATFORM

    def __init__(self, settings: TelegramSettings, store: Store, *, gate: Gate | None = None, patience: Patience | None = None) -> None:
        self._settings, self._store, self._patience = settings, store, patience or Patience()
        self._gate = gate or Gate(settings.host, settings.port)
        self._bots = Bots(settings.token, settings.api_url)
        self.sender = TelegramSender(self._bots.calls)
        self.bot = settings.token.partition(":")[0]
        self.username = ""
        self._poller: Poller | None = None
        self._polling: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        """Learns who we are, releases what a dead token had parked, sets the menus, and opens the way in. While Telegram cannot be reached
        it is asked again, more and more seldom. Raises ConnectionRefused."""
        # The library's application, told to let failures through, without a queue, a memory or a clock of its own.
        app = ApplicationBuilder().bot(self._bots.calls).application_class(Raising).updater(None).job_queue(None).build()
        await self._persevering(app.initialize)
        me = Identity(self._bots.calls.id, self._bots.calls.username)
        self.username = me.username
        released = await self._store.do(lambda tx: tx.outbox.release(self.platform, self.bot, DEAD_WORKSPACE_REASONS))
        log.info("connected to Telegram", bot=self.bot, username=self.username, released=released)
        await self._persevering(partial(set_menus, self._bots.calls, self._store.setting))
        listeners = Listeners(self._store, self._bots.calls, me)
        listeners.register(app)
        await self._open(Intake(app, listeners, self._store, self.bot))

    async def _persevering(self, call: Callable[[], Awaitable[T]]) -> T:
        """What the call gives, once Telegram answers. The library's own words for a refused token have the token in them: they go no
        further."""
        for wait in itertools.chain(self._patience.away, itertools.repeat(self._patience.away[-1])):
            try:
                return await call()
            except (InvalidToken, Forbidden):
                raise ConnectionRefused("Telegram does not take this token") from None
            except BadRequest as wrong:
                raise ConnectionRefused(wrong.message) from None  # asked again, it would be refused again
            except TelegramError as away:
                log.warning("Telegram cannot be reached; trying again", seconds=wait, error=type(away).__name__)
                await asyncio.sleep(wait)
        raise AssertionError("the waits never end")

    async def _open(self, intake: Intake) -> None:
        calls, settings = self._bots.calls, self._settings
        if not settings.over_http:
            await self._persevering(partial(calls.delete_webhook, drop_pending_updates=False))
            self._poller = Poller(asking(calls), intake.take, self._patience)
            self._polling = asyncio.create_task(self._poller.run())
            self._polling.add_done_callback(_watched)
            return
        await self._gate.open(settings.path, Entrance(intake.take, settings.secret).take)
        await self._persevering(
            partial(calls.set_webhook, settings.webhook, secret_token=settings.secret, allowed_updates=ALLOWED, drop_pending_updates=False)
        )

    async def close_entrance(self) -> None:
        """Takes nothing more in; what was taken is finished."""
        if self._poller is not None:
            self._poller.stop()
        if self._polling is not None:
            await asyncio.gather(self._polling, return_exceptions=True)
        if self._settings.over_http:
            await self._gate.close(self._settings.path)

    async def close(self) -> None:
        """Lets go of everything."""
        await self.close_entrance()
        await self._bots.close()


def _watched(polling: asyncio.Task[None]) -> None:
    """A loop that ends by itself would leave us deaf without a word."""
    if not polling.cancelled() and (error := polling.exception()) is not None:
        log.critical("ALARM: nobody asks Telegram what is new any more; start again", exc_info=error)
