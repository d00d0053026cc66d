"""Slack: the way in (Socket Mode or HTTP) and the way out, for one workspace."""

from __future__ import annotations

import asyncio
import itertools
import logging

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.domain.ports import ConnectionRefused
from handlers.gate import Gate
from handlers.slack.client import Clients
from handlers.slack.http import Entrance
from handlers.slack.listeners import Listeners
from handlers.slack.sender import DEAD_WORKSPACE_REASONS, SlackSender
from handlers.slack.settings import SlackSettings
from storage.store import Store

log = structlog.get_logger("slack")
_WAITS = (1.0, 2.0, 5.0, 15.0, 60.0)
_NEVER_SIGNED = "not used: a socket is opened by us"


class Slack:
    """A connected workspace. `connect` first, `close` in the end."""

    platform = "slack"

    def __init__(self, settings: SlackSettings, store: Store, *, gate: Gate | None = None) -> None:
        self._settings, self._store = settings, store
        self._gate = gate or Gate(settings.host, settings.port)
        self._clients = Clients(settings.bot_token, settings.api_url)
        self.sender = SlackSender(self._clients.calls)
        self.team = ""
        self._socket: AsyncSocketModeHandler | None = None

    async def connect(self) -> None:
        """Learns who we are, releases what a dead token had parked, and opens the way in. Raises ConnectionRefused."""
        identity = await self._identity()
        self.team = str(identity["team_id"])
        released = await self._store.do(lambda tx: tx.outbox.release(self.platform, self.team, DEAD_WORKSPACE_REASONS))
        log.info("connected to Slack", team=self.team, released=released)
        app = self._application()
        Listeners(self._store, self._clients, team=self.team, bot_user=str(identity["user_id"])).register(app)
        if self._settings.over_http:
            await self._serve(app)
        else:
            await self._open_socket(app)

    async def _identity(self) -> AsyncSlackResponse:
        """Who we are. While Slack cannot be reached it is asked again, more and more seldom."""
        for wait in itertools.chain(_WAITS, itertools.repeat(_WAITS[-1])):
            try:
                return await self._clients.calls.auth_test()
            except SlackApiError as refused:
                raise ConnectionRefused(str(refused.response.get("error", ""))) from refused
            except (aiohttp.ClientError, TimeoutError) as away:
                log.warning("Slack cannot be reached; trying again", seconds=wait, error=type(away).__name__)
                await asyncio.sleep(wait)
        raise AssertionError("the waits never end")

    def _application(self) -> AsyncApp:
        """Bolt, told to answer only when the work is done."""
        return AsyncApp(
            client=self._clients.calls,
            signing_secret=self._settings.signing_secret or _NEVER_SIGNED,
            process_before_response=True,
            request_verification_enabled=False,  # handlers/slack/http.py has done it, without raising on malformed requests
            logger=logging.getLogger("slack_bolt"),
        )

    async def _open_socket(self, app: AsyncApp) -> None:
        web_client = AsyncWebClient(token=self._settings.bot_token, base_url=self._settings.api_url)
        self._socket = AsyncSocketModeHandler(app, app_token=self._settings.app_token, web_client=web_client)
        await self._socket.connect_async()  # type: ignore[no-untyped-call]

    async def _serve(self, app: AsyncApp) -> None:
        await self._gate.open(self._settings.path, Entrance(app, self._settings.signing_secret).take)

    async def close_entrance(self) -> None:
        """Takes nothing more in; what was taken is finished."""
        if self._socket is not None:
            await self._socket.close_async()  # type: ignore[no-untyped-call]
        if self._settings.over_http:
            await self._gate.close(self._settings.path)

    async def close(self) -> None:
        """Lets go of everything."""
        await self.close_entrance()
        await self._clients.close()
