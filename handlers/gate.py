"""The one address on which platforms call us, each at a path of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, TypeAlias

from aiohttp import web

LARGEST_BODY: Final = 1024 * 1024
"""Bytes; no platform sends more, and more is refused (413) before it is read."""
Taker: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Gate:
    """A server that is there as long as a path of it is open. POST to any other path is a 404."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._takers: dict[str, Taker] = {}
        self._server: web.AppRunner | None = None
        self._one_at_a_time = asyncio.Lock()

    async def open(self, path: str, taker: Taker) -> None:
        """From now on what is posted there is taken. Raises OSError when the port is not free."""
        async with self._one_at_a_time:
            self._takers[path] = taker
            if self._server is None:
                self._server = web.AppRunner(self._application(), access_log=None)
                await self._server.setup()
                await web.TCPSite(self._server, self._host, self._port).start()

    async def close(self, path: str) -> None:
        """Takes nothing more there. With the last path the server goes, when what it has taken is finished."""
        async with self._one_at_a_time:
            self._takers.pop(path, None)
            if not self._takers and self._server is not None:
                server, self._server = self._server, None
                await server.cleanup()

    def _application(self) -> web.Application:
        application = web.Application(client_max_size=LARGEST_BODY)
        application.router.add_post("/{path:.*}", self._take)
        return application

    async def _take(self, request: web.Request) -> web.StreamResponse:
        taker = self._takers.get(request.path)
        if taker is None:
            raise web.HTTPNotFound
        return await taker(request)
