"""The strict Slack as a whole: one workspace on a port of the loopback."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Literal, Self

import aiohttp
from aiohttp import web

from bot.playground.screen import at_once
from bot.playground.slack.acting import Person
from bot.playground.slack.composer import Composer
from bot.playground.slack.deliver import Delivery, Events
from bot.playground.slack.deliver_http import HttpTransport
from bot.playground.slack.deliver_socket import SocketTransport
from bot.playground.slack.entities import Identity, Member, Room
from bot.playground.slack.faults import Faults
from bot.playground.slack.reading import Settle, Stage
from bot.playground.slack.rendering import Renderer
from bot.playground.slack.web_api import ApiCall, WebApi
from bot.playground.slack.workspace import Rules, Workspace
from bot.playground.slack.world import Clock, World, wall_clock

LOOPBACK = "127.0.0.1"
DEFAULT_RULES = Rules()
DEFAULT_IDENTITY = Identity()


class StrictSlack:
    """`async with StrictSlack(users=["claire"], channels={"emploi": ["claire"]}) as slack:` and connect a real Bolt app to it.

    `clock` is the story's time (aware, UTC). Without `bot_url` the app comes over Socket Mode; with one, Slack calls it there.
    `settle` is awaited after each gesture: give it what waits until the app has nothing left to send.
    """

    def __init__(
        self,
        *,
        clock: Clock = wall_clock,
        users: Iterable[Member | str] = (),
        channels: Mapping[str, Iterable[str]] | Iterable[Room] = (),
        identity: Identity = DEFAULT_IDENTITY,
        rules: Rules = DEFAULT_RULES,
        bot_url: str = "",
        port: int = 0,
        settle: Settle = at_once,
    ) -> None:
        members = [Member(name=one) if isinstance(one, str) else one for one in users]
        self.world = World(clock, identity, members, _rooms(channels))
        self.rules = rules
        self.bot_url = bot_url
        self.faults = Faults()
        self.sockets = SocketTransport(identity.app_id, rules.ack_seconds, rules.socket_warning_seconds)
        self.workspace = Workspace.of(self.world, rules)
        self.api = WebApi(self.workspace, self.faults, self.sockets)
        self._settle = settle
        self._port = port
        self._people: dict[str, Person] = {}

    async def __aenter__(self) -> Self:
        await self._serve()
        self._session = aiohttp.ClientSession()
        self.delivery = Delivery(self.sockets, self.rules.retry_delays)
        if self.bot_url:
            self.call_at(self.bot_url)
        events = Events(self.world, self.workspace.payloads, self.delivery, self.rules.events)
        self.world.happenings.listener = events.hear
        composer, renderer = Composer(self.world), Renderer(self.world)
        self.stage = Stage(self.workspace, self.delivery, events, composer, renderer, self._settle)
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.faults.release()
        await self.delivery.stop()
        await self.sockets.stop()
        await self._session.close()
        await self._runner.cleanup()

    async def _serve(self) -> None:
        app = web.Application(client_max_size=4 * 1024 * 1024)
        app.add_routes(self.api.routes())
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, LOOPBACK, self._port).start()
        self._port = int(self._runner.addresses[0][1])
        self.workspace.response_urls.base = f"{self.base_url}/response/"
        self.api.socket_url = f"ws://{LOOPBACK}:{self._port}/link"

    @property
    def base_url(self) -> str:
        """Without a slash at the end."""
        return f"http://{LOOPBACK}:{self._port}"

    @property
    def api_url(self) -> str:
        """The base_url of the app's AsyncWebClient."""
        return f"{self.base_url}/api/"

    @property
    def mode(self) -> Literal["socket", "http"]:
        """How payloads reach the app."""
        return "http" if self.bot_url else "socket"

    @property
    def bot_token(self) -> str:
        return self.workspace.tokens.bot

    @property
    def app_token(self) -> str:
        return self.workspace.tokens.app

    @property
    def signing_secret(self) -> str:
        return self.workspace.tokens.signing_secret

    @property
    def team_id(self) -> str:
        return self.world.identity.team_id

    @property
    def bot_user_id(self) -> str:
        return self.world.identity.bot_user_id

    @property
    def log(self) -> list[ApiCall]:
        """Every call of the app, in order, refused ones included."""
        return self.api.log

    def person(self, name: str) -> Person:
        """The member of this short name. Raises KeyError."""
        if name not in self._people:
            self._people[name] = Person(self.stage, self.world.member_named(name))
        return self._people[name]

    def call_at(self, bot_url: str) -> None:
        """From here on payloads are sent to this address, signed, instead of over a socket."""
        self.bot_url = bot_url
        self.delivery.transport = HttpTransport(self._session, bot_url, self.signing_secret, self.rules.ack_seconds)

    def revoke_token(self) -> None:
        """From here on the bot token answers token_revoked."""
        self.workspace.tokens.revoked.add(self.bot_token)

    def settle_with(self, settle: Settle) -> None:
        """Replaces what is awaited after each gesture: the app usually starts after this server."""
        self._settle = settle
        self.stage.settle = settle

    async def connected(self, seconds: float = 5.0) -> bool:
        """True as soon as the app has a socket open."""
        return await self.sockets.connected(seconds)

    async def quiet(self) -> None:
        """Returns when no event waits for an answer or a retry."""
        await self.delivery.idle()


def _rooms(channels: Mapping[str, Iterable[str]] | Iterable[Room]) -> list[Room]:
    if isinstance(channels, Mapping):
        return [Room(name=name, members=tuple(members)) for name, members in channels.items()]
    return list(channels)
