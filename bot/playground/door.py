"""The control door: people (a terminal, a page, a test in another process) act in the playground through it.

A person is named by his short name; who is on Slack and has a phone too is `hina` in Slack and `hina.telegram` on his phone.

Loopback only, a random key in each request, and the Host header checked: a web page opened in the same browser can reach
127.0.0.1 by a name of its own (DNS rebinding), but it can neither guess the key nor forge the Host.
"""

from __future__ import annotations

import contextlib
import hmac
import secrets
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType, TracebackType
from typing import Any, Self

from aiohttp import web

from bot.playground import door_gestures, door_phone
from bot.playground.door_gestures import Gestures
from bot.playground.door_phone import PhoneGestures, PhoneScreen
from bot.playground.door_screen import Screen
from bot.playground.slack import GestureError, SlackError, StrictSlack
from bot.playground.telegram import StrictTelegram

KEY_HEADER = "X-Door-Key"
LONGEST_WAIT = 30.0
MoveClock = Callable[[str, str], Awaitable[None]]
Side = tuple[Any, Any]
"""A platform's screen and gestures; those of both take the same words."""
_EVERY_GESTURE = {**door_gestures.GESTURES, **door_phone.GESTURES}


class Door:
    """`async with Door(slack, telegram, move_clock=...) as door:` then give `door.url` to the terminal.

    `move_clock` takes what a person typed ("lundi 08:00", "+1h") and his zone (IANA), and raises ValueError when it understands nothing.
    `zones`: where each person's phone is (IANA).
    """

    def __init__(
        self,
        slack: StrictSlack,
        telegram: StrictTelegram | None = None,
        *,
        move_clock: MoveClock,
        zones: Mapping[str, str] = MappingProxyType({}),
        key: str = "",
        port: int = 0,
    ) -> None:
        self.key = key or secrets.token_urlsafe(24)
        self._slack = slack
        self._move_clock = move_clock
        self._port = port
        self._sides: dict[str, Side] = {"slack": (Screen(slack), Gestures(slack))}
        if telegram is not None:
            self._sides["telegram"] = (PhoneScreen(telegram, zones), PhoneGestures(telegram))

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
            web.get("/menu", self._menu),
            web.get("/clock", self._clock),
            web.post("/clock", self._move),
            web.post("/settle", self._settle),
            *(web.post(f"/{name}", self._gesture) for name in _EVERY_GESTURE),
        ]

    @web.middleware
    async def _guard(self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> web.StreamResponse:
        if request.headers.get("Host") not in (f"127.0.0.1:{self._port}", f"localhost:{self._port}"):
            return _refused(403, "wrong_host")
        given = request.headers.get(KEY_HEADER) or request.query.get("key", "")
        if not hmac.compare_digest(given.encode(), self.key.encode()):
            return _refused(403, "wrong_key")
        return await handler(request)

    def _of(self, named: str) -> tuple[Any, Any, Any]:
        """The person, his screen, and his gestures; in Slack where he is on both and no side is named.

        Raises GestureError unknown_person.
        """
        short, _, wanted = named.partition(".")
        for name in [wanted] if wanted else self._sides:
            with contextlib.suppress(KeyError):
                screen, gestures = self._sides[name]
                return gestures.person(short), screen, gestures
        raise GestureError("unknown_person", named)

    async def _gesture(self, request: web.Request) -> web.Response:
        asked = await request.json()
        person, _, gestures = self._of(asked["as"])
        return web.json_response(await gestures.do(request.path.strip("/"), person, asked))

    async def _workspace(self, _: web.Request) -> web.Response:
        """Who is there on each side; a phone's owner who is in Slack too is named with its side."""
        shown = self._sides["slack"][0].workspace()
        in_slack = {one["name"] for one in shown["people"]}
        for screen, _gestures in list(self._sides.values())[1:]:
            there = screen.workspace()
            shown["people"] += [
                one | {"name": f"{one['name']}.{one['side']}"} if one["name"] in in_slack else one for one in there["people"]
            ]
            shown["rooms"] += there["rooms"]
        return web.json_response(shown)

    async def _happenings(self, request: web.Request) -> web.Response:
        """Long poll: those after `since` that `as` sees, waiting up to `wait` seconds for the first."""
        person, screen, _ = self._of(request.query["as"])
        since, wait = int(request.query.get("since", 0)), min(float(request.query.get("wait", 0)), LONGEST_WAIT)
        found = await screen.happenings(person, since, wait)
        return web.json_response({"last": screen.last, "happenings": found})

    async def _messages(self, request: web.Request) -> web.Response:
        person, screen, _ = self._of(request.query["as"])
        return web.json_response({"messages": screen.messages(person, request.query.get("in") or "")})

    async def _form(self, request: web.Request) -> web.Response:
        person, screen, _ = self._of(request.query["as"])
        return web.json_response(screen.form(person))

    async def _home(self, request: web.Request) -> web.Response:
        person, screen, _ = self._of(request.query["as"])
        return web.json_response(screen.home(person))

    async def _menu(self, request: web.Request) -> web.Response:
        person, screen, _ = self._of(request.query["as"])
        if not isinstance(screen, PhoneScreen):
            raise GestureError("only_on_a_phone", "menu")
        return web.json_response(screen.menu(person))

    async def _clock(self, _: web.Request) -> web.Response:
        return web.json_response({"now": self._slack.world.clock().isoformat()})

    async def _move(self, request: web.Request) -> web.Response:
        asked = await request.json()
        person, screen, _ = self._of(asked["as"])
        try:
            await self._move_clock(str(asked["to"]), screen.zone(person))
        except ValueError as error:
            return _refused(409, "clock_not_understood", where=str(error))
        await self._slack.stage.settle()
        return await self._clock(request)

    async def _settle(self, _: web.Request) -> web.Response:
        await self._slack.stage.settle()
        return web.json_response({"last": self._sides["slack"][0].last})


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
