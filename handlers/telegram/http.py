"""Telegram calls us: what does not show our secret has no effect, and what is answered 200 is committed.

(https://core.telegram.org/bots/api#setwebhook: anything but 2xx is sent again, less and less often, for a day.)
"""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable
from weakref import WeakValueDictionary

import structlog
from aiohttp import web

from handlers.telegram.updates import Json, is_update, place_of

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header

log = structlog.get_logger("telegram")


class Entrance:
    """The one route that Telegram calls. Raises ValueError without a secret: anybody could forge what members write."""

    def __init__(self, take: Callable[[Json], Awaitable[bool]], secret: str) -> None:
        if not secret:
            raise ValueError("a webhook needs a secret")
        self._take, self._secret = take, secret.encode()
        # One queue per chat: Telegram opens up to forty connections at once. A lock lives as long as somebody waits for it.
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def take(self, request: web.Request) -> web.Response:
        """403 without the secret, 400 for what is no update, 503 for what is to be sent again."""
        shown = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(shown, self._secret):
            log.warning("a request was refused", why="secret")
            return web.Response(status=403)
        try:
            payload = json.loads((await request.read()).decode("utf-8"))
        except (ValueError, RecursionError):
            payload = None
        if not is_update(payload):
            log.warning("a request was refused", why="unreadable")
            return web.Response(status=400)
        place = place_of(payload)
        turn = self._turns[place] = self._turns.get(place) or asyncio.Lock()
        async with turn:
            return web.Response(status=200 if await self._take(payload) else 503)
