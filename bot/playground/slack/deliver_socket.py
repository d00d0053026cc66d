"""Delivery over Socket Mode: the app opens up to ten sockets, each envelope goes to one of them and must be acknowledged.

Rule: https://docs.slack.dev/apis/events-api/using-socket-mode
"""

from __future__ import annotations

import asyncio
import itertools
import json
import secrets
import socket
import struct
from dataclasses import dataclass, field
from typing import Literal

from aiohttp import WSMsgType, web

from bot.playground.slack.deliver import Answer, Envelope
from bot.playground.slack.entities import Json, SlackError

SOCKET_LIMIT = 10
Cut = Literal["warning", "refresh_requested", "link_disabled", "reset", "black_hole"]


@dataclass(eq=False)
class Link:
    """One open socket; `mute` is a black hole: open, and nothing comes through."""

    socket: web.WebSocketResponse
    request: web.Request
    mute: bool = False
    leaving: bool = False
    waiting: dict[str, asyncio.Future[Json]] = field(default_factory=dict)


class SocketTransport:
    """`patience` is the time for an acknowledgement, `warning` the time between a warning and the end, in real seconds."""

    def __init__(self, app_id: str, patience: float = 3.0, warning: float = 10.0) -> None:
        self._app_id = app_id
        self._patience = patience
        self._warning = warning
        self._tickets: set[str] = set()
        self._links: list[Link] = []
        self._turn = itertools.count()
        self._linked = asyncio.Event()
        self._closers: set[asyncio.Task[None]] = set()

    @property
    def connections(self) -> int:
        """How many sockets Slack believes open."""
        return len(self._links)

    def ticket(self) -> str:
        """The right to open one socket. Raises SlackError too_many_websockets at the eleventh."""
        if len(self._links) >= SOCKET_LIMIT:
            raise SlackError("too_many_websockets")
        self._tickets.add(ticket := secrets.token_hex(8))
        return ticket

    async def accept(self, request: web.Request) -> web.StreamResponse:
        """The route the app's client connects to."""
        if request.query.get("ticket", "") not in self._tickets:
            return web.Response(status=403)
        self._tickets.remove(request.query["ticket"])
        ws = web.WebSocketResponse(autoping=False)
        await ws.prepare(request)
        link = Link(ws, request)
        self._links.append(link)
        try:
            await ws.send_json(self._hello())
            self._linked.set()
            await self._listen(link)
        finally:
            self._forget(link)
        return ws

    def _hello(self) -> Json:
        debug = {"host": "applink-1", "build_number": 1, "approximate_connection_time": 18060}
        info = {"app_id": self._app_id}
        return {"type": "hello", "num_connections": len(self._links), "debug_info": debug, "connection_info": info}

    async def _listen(self, link: Link) -> None:
        async for message in link.socket:
            if link.mute:
                continue
            if message.type is WSMsgType.PING:
                await link.socket.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                self._acknowledge(link, json.loads(message.data))

    def _acknowledge(self, link: Link, answer: Json) -> None:
        waiting = link.waiting.pop(answer.get("envelope_id", ""), None)
        if waiting is not None and not waiting.done():
            waiting.set_result(answer.get("payload") or {})

    def _forget(self, link: Link) -> None:
        if link in self._links:
            self._links.remove(link)
        if not self._links:
            self._linked.clear()
        for waiting in link.waiting.values():
            if not waiting.done():
                waiting.set_exception(ConnectionResetError())

    async def carry(self, envelope: Envelope, payload: Json, attempt: int, reason: str) -> Answer:
        """To one of the open sockets. Events wait for a socket as long as for an answer; gestures fail at once."""
        if not self._links and envelope == "events_api":
            await self.connected(self._patience)
        if not self._links:
            return Answer(failure="connection_failed")
        awake = [one for one in self._links if not one.leaving] or self._links
        link = awake[next(self._turn) % len(awake)]
        return await self._exchange(link, _wrapped(envelope, payload, attempt, reason))

    async def _exchange(self, link: Link, message: Json) -> Answer:
        waiting: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        link.waiting[message["envelope_id"]] = waiting
        try:
            await link.socket.send_json(message)
            return Answer(body=await asyncio.wait_for(waiting, self._patience))
        except TimeoutError:
            return Answer(failure="timeout")
        except ConnectionError:
            return Answer(failure="connection_failed")
        finally:
            link.waiting.pop(message["envelope_id"], None)

    async def connected(self, seconds: float) -> bool:
        """Waits until the app has opened a socket."""
        try:
            await asyncio.wait_for(self._linked.wait(), seconds)
        except TimeoutError:
            return False
        return True

    async def cut(self, how: Cut) -> int:
        """Breaks every open socket in one of the ways they break in real life; answers how many there were."""
        links = list(self._links)
        for link in links:
            if how == "black_hole":
                link.mute = True
            elif how == "reset":
                _reset(link)
            else:
                await self._announce(link, how)
        return len(links)

    async def _announce(self, link: Link, reason: str) -> None:
        link.leaving = True
        await link.socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-1"}})
        closer = asyncio.create_task(self._close_later(link, self._warning if reason == "warning" else 0.0))
        self._closers.add(closer)
        closer.add_done_callback(self._closers.discard)

    async def _close_later(self, link: Link, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await link.socket.close()

    async def stop(self) -> None:
        """Closes every socket."""
        for closer in list(self._closers):
            closer.cancel()
        for link in list(self._links):
            if link.mute:
                _reset(link)
            else:
                await link.socket.close()


def _wrapped(envelope: Envelope, payload: Json, attempt: int, reason: str) -> Json:
    wrapped: Json = {"envelope_id": secrets.token_hex(16), "payload": payload, "type": envelope}
    if envelope == "events_api":
        return wrapped | {"accepts_response_payload": False, "retry_attempt": attempt, "retry_reason": reason}
    return wrapped | {"accepts_response_payload": True}


def _reset(link: Link) -> None:
    """A TCP reset without a closing frame, as a dying proxy does."""
    transport = link.request.transport
    if transport is not None:
        raw = transport.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
