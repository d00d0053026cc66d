"""The control door: people (a terminal, a page, a test in another process) act in the playground through it.

Loopback only, a random key in each request, and the Host header checked: a web page opened in the same browser can reach
127.0.0.1 by a name of its own (DNS rebinding), but it can neither guess the key nor forge the Host.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.playground.door_gestures import GESTURES, Gestures
from bot.playground.door_screen import Screen
from bot.playground.slack import GestureError, SlackError, StrictSlack

KEY_HEADER = "X-Door-Key"
LONGEST_WAIT = 30.0
MoveClock = Callable[[str], Awaitable[None]]


class Door:
    """`async with Door(slack, move_clock=...) as door:` then give `door.url` to the terminal.

    `move_clock` takes what a person typed ("lundi 08:00", "+1h") and raises ValueError when it understands nothing.
    """

    def __init__(self, slack: StrictSlack, *, move_clock: MoveClock, key: str = "", port: int = 0) -> None:
        self.key = key or secrets.token_urlsafe(24)
        self._slack = slack
        self._move_clock = move_clock
        self._port = port
        self._screen = Screen(slack)
        self._gestures = Gestures(slack)

    async def __aenter__(self) -> Self:
        app = web.Application(middlewares=[self._guard, _refusals])
        app.add_routes(self._routes())
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self._port = int(self._runner.addresses[0][1])
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        """With the key: keep it as you keep a password."""
        return f"http://127.0.0.1:{self._port}/?key={self.key}"

    def _routes(self) -> list[web.AbstractRouteDef]:
        return [
            web.get("/workspace", self._workspace),
            web.get("/happenings", self._happenings),
            web.get("/messages", self._messages),
            web.get("/form", self._form),
            web.get("/home", self._home),
            web.get("/clock", self._clock),
            web.post("/clock", self._move),
            web.post("/settle", self._settle),
            *(web.post(f"/{name}", self._gesture) for name in GESTURES),
        ]

    @web.middleware
    async def _guard(self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> web.StreamResponse:
        if request.headers.get("Host") not in (f"127.0.0.1:{self._port}", f"localhost:{self._port}"):
            return _refused(403, "wrong_host")
        given = request.headers.get(KEY_HEADER) or request.query.get("key", "")
        if not hmac.compare_digest(given.encode(), self.key.encode()):
            return _refused(403, "wrong_key")
        return await handler(request)

    async def _gesture(self, request: web.Request) -> web.Response:
        return web.json_response(await self._gestures.do(request.path.strip("/"), await request.json()))

    async def _workspace(self, _: web.Request) -> web.Response:
        return web.json_response(self._screen.workspace())

    async def _happenings(self, request: web.Request) -> web.Response:
        """Long poll: those after `since` that `as` sees, waiting up to `wait` seconds for the first."""
        person = self._gestures.person(request.query["as"])
        since, wait = int(request.query.get("since", 0)), min(float(request.query.get("wait", 0)), LONGEST_WAIT)
        happenings = self._slack.world.happenings
        found = await happenings.wait_beyond(since, wait, person.id)
        shown = [self._screen.happening(person, one) for one in found]
        return web.json_response({"last": happenings.last, "happenings": shown})

    async def _messages(self, request: web.Request) -> web.Response:
        person = self._gestures.person(request.query["as"])
        place = request.query.get("in") or None
        found = person.messages(place) if place else person.everything()
        return web.json_response({"messages": [self._screen.message(person, one) for one in found]})

    async def _form(self, request: web.Request) -> web.Response:
        return web.json_response(self._screen.form(self._gestures.person(request.query["as"])))

    async def _home(self, request: web.Request) -> web.Response:
        return web.json_response(self._screen.home(self._gestures.person(request.query["as"])))

    async def _clock(self, _: web.Request) -> web.Response:
        return web.json_response({"now": self._slack.world.clock().isoformat()})

    async def _move(self, request: web.Request) -> web.Response:
        try:
            await self._move_clock(str((await request.json())["to"]))
        except ValueError as error:
            return _refused(409, "clock_not_understood", where=str(error))
        await self._slack.stage.settle()
        return await self._clock(request)

    async def _settle(self, _: web.Request) -> web.Response:
        await self._slack.stage.settle()
        return web.json_response({"last": self._slack.world.happenings.last})


@web.middleware
async def _refusals(request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> web.StreamResponse:
    """What a client would not let one do is 409 with its reason; a request that makes no sense is 400."""
    try:
        return await handler(request)
    except GestureError as refusal:
        return _refused(409, refusal.code, where=refusal.where, limit=refusal.limit)
    except SlackError as refusal:
        return _refused(409, refusal.code)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return _refused(400, "not_understood", where=str(error))


def _refused(status: int, code: str, *, where: str = "", limit: int = 0) -> web.Response:
    return web.json_response({"refused": code, "where": where, "limit": limit}, status=status)
