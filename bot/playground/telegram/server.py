"""The strict Telegram as a whole: the Bot API of one bot on a port of the loopback, and the people who write to it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp import web

from bot.playground.screen import at_once
from bot.playground.telegram.acting import Person
from bot.playground.telegram.bot_api import ApiCall, BotApi
from bot.playground.telegram.deliver_poll import Polling
from bot.playground.telegram.deliver_webhook import Webhook
from bot.playground.telegram.entities import Contact, Group, Identity
from bot.playground.telegram.faults import Faults
from bot.playground.telegram.hearing import Delivery, Hearing
from bot.playground.telegram.menus import Menus
from bot.playground.telegram.messenger import Callback, Callbacks, Messenger, Rules, Token
from bot.playground.telegram.payloads import Payloads
from bot.playground.telegram.reading import Settle, Stage
from bot.playground.telegram.rendering import Renderer
from bot.playground.telegram.updates import Update, Updates
from bot.playground.telegram.world import Clock, World, wall_clock

LOOPBACK = "127.0.0.1"
LARGEST = 50 * 1024 * 1024
DEFAULT_RULES = Rules()
DEFAULT_IDENTITY = Identity()


class StrictTelegram:
    """`async with StrictTelegram(people=["dylan"], groups=[Group(name="emploi", members=("dylan",))]) as telegram:` and connect a real bot.

    `clock` is the story's time (aware, UTC). The bot polls, or sets a webhook. `settle` is awaited after each gesture: give it what
    waits until the bot has nothing left to send.
    """

    def __init__(
        self,
        *,
        clock: Clock = wall_clock,
        people: Iterable[Contact | str] = (),
        groups: Iterable[Group] = (),
        identity: Identity = DEFAULT_IDENTITY,
        rules: Rules = DEFAULT_RULES,
        port: int = 0,
        settle: Settle = at_once,
    ) -> None:
        contacts = [Contact(name=one) if isinstance(one, str) else one for one in people]
        self.world = World(clock, identity, contacts, groups)
        self.rules = rules
        self.faults = Faults()
        self._settle = settle
        self._port = port
        self._people: dict[str, Person] = {}
        self._token = Token(f"{identity.bot_id}:{secrets.token_urlsafe(26)}")

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession()
        payloads, updates = Payloads(self.world), Updates(lambda: self.world.now)
        polling = Polling(updates, self.rules.conflict_seconds)
        webhook = Webhook(updates, self._session, self.rules.webhook_retry_delays, self.rules.webhook_seconds)
        updates.heard = [polling.wake, webhook.bring]
        self.delivery = Delivery(updates, polling, webhook)
        callbacks = Callbacks(self.rules.callback_seconds)
        messenger = Messenger(self.world, payloads, callbacks, Menus(), self.delivery, self._token, self.rules)
        hearing = Hearing(self.world, payloads, updates, privacy=self.rules.privacy)
        self.world.happenings.listener = hearing.hear
        self.messenger = messenger
        self.api = BotApi(messenger, self.faults)
        self.stage = Stage(messenger, hearing, Renderer(self.world), self._settle)
        await self._serve()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.faults.release()
        await self.delivery.webhook.stopped()
        await self._session.close()
        await self._runner.cleanup()

    async def _serve(self) -> None:
        app = web.Application(client_max_size=LARGEST)
        app.add_routes(self.api.routes())
        # A bot that dies leaves its poll open: it must end with the connection, or updates would be handed to nobody.
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
        await self._runner.setup()
        await web.TCPSite(self._runner, LOOPBACK, self._port).start()
        self._port = int(self._runner.addresses[0][1])

    @property
    def base_url(self) -> str:
        """Without a slash at the end."""
        return f"http://{LOOPBACK}:{self._port}"

    @property
    def api_url(self) -> str:
        """The base_url of python-telegram-bot: the token follows it at once."""
        return f"{self.base_url}/bot"

    @property
    def file_url(self) -> str:
        """The base_file_url of python-telegram-bot."""
        return f"{self.base_url}/file/bot"

    @property
    def token(self) -> str:
        return self._token.value

    @property
    def bot_id(self) -> int:
        return self.world.identity.bot_id

    @property
    def bot_username(self) -> str:
        return self.world.identity.bot_username

    @property
    def log(self) -> list[ApiCall]:
        """Every call of the bot, in order, refused ones included."""
        return self.api.log

    def accepted(self, method: str) -> list[ApiCall]:
        """Calls of this method that had their effect, in order."""
        return self.api.accepted(method)

    @property
    def polls(self) -> list[int]:
        """The offset of each getUpdates, 0 where none was given."""
        return self.delivery.polling.offsets

    @property
    def pending(self) -> list[Update]:
        """Updates that nobody confirmed yet."""
        return self.delivery.updates.pending

    @property
    def unanswered(self) -> list[Callback]:
        """Presses whose progress bar still turns."""
        return [one for one in self.messenger.callbacks.known.values() if not one.answered]

    def person(self, name: str) -> Person:
        """The person of this short name. Raises KeyError."""
        if name not in self._people:
            self._people[name] = Person(self.stage, self.world.contact_named(name))
        return self._people[name]

    def group_id(self, name: str) -> int:
        """The present chat id of a group. Raises KeyError."""
        return self.world.chat_named(name).id

    def migrates(self, name: str) -> int:
        """The group becomes a supergroup; answers its new chat id. The old one refuses and names the new one."""
        return self.world.migrate(self.world.chat_named(name)).id

    def revoke_token(self) -> None:
        """From here on the token answers 401."""
        self._token.revoked = True

    def settle_with(self, settle: Settle) -> None:
        """Replaces what is awaited after each gesture: the bot usually starts after this server."""
        self._settle = settle
        self.stage.settle = settle

    async def connected(self, seconds: float = 5.0) -> bool:
        """True as soon as the bot polls or has set its webhook."""
        return await self.delivery.begun(seconds)

    async def quiet(self) -> None:
        """Returns when no update waits to be confirmed or brought again, or nobody listens."""
        await self.delivery.idle()
