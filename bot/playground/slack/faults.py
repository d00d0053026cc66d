"""The ways a Web API call goes wrong, armed by a test for the next calls of a method.

`effect` tells whether Slack did the work before things went wrong: that is what the app cannot know.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Literal

from aiohttp import web

from bot.playground.slack.entities import Json

AnswerKind = Literal["drop", "hang", "late", "answer"]


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One way to fail: what the caller gets, after the work was done or instead of it."""

    name: str
    effect: bool
    kind: AnswerKind = "answer"
    status: int = 200
    body: str = ""
    content_type: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.0


def accept_then_drop() -> Fault:
    """The work is done, the connection closes without an answer."""
    return Fault(name="accept_then_drop", effect=True, kind="drop")


def drop_before_accept() -> Fault:
    """The connection closes, nothing was done."""
    return Fault(name="drop_before_accept", effect=False, kind="drop")


def rate_limited(retry_after: float | str | None = 1) -> Fault:
    """429. `retry_after` is sent as it stands, so "", "0" and "soon" are possible; None sends no header."""
    headers = () if retry_after is None else (("Retry-After", str(retry_after)),)
    return Fault(name="rate_limited", effect=False, status=429, body=_refusal("ratelimited"), headers=headers)


def http_500(*, effect: bool = False) -> Fault:
    """`fatal_error`, of which Slack says that some aspect of the operation may have succeeded."""
    return Fault(name="http_500", effect=effect, status=500, body=_refusal("fatal_error"))


def ok_false(error: str, *, effect: bool = False) -> Fault:
    """A 200 that says no."""
    return Fault(name="ok_false", effect=effect, body=_refusal(error))


def late(seconds: float) -> Fault:
    """The work is done at once, the true answer comes `seconds` later."""
    return Fault(name="late", effect=True, kind="late", seconds=seconds)


def html_page(status: int = 503, *, effect: bool = False) -> Fault:
    """A proxy's error page."""
    page = "<html><body><h1>Service Unavailable</h1></body></html>"
    return Fault(name="html_page", effect=effect, status=status, body=page, content_type="text/html")


def empty_body(*, effect: bool = False) -> Fault:
    """200 and nothing in it."""
    return Fault(name="empty_body", effect=effect)


def hang(*, effect: bool = False) -> Fault:
    """No answer until the caller gives up."""
    return Fault(name="hang", effect=effect, kind="hang")


def _refusal(error: str) -> str:
    return json.dumps({"ok": False, "error": error})


@dataclass
class Armed:
    """A fault that waits for its calls."""

    method: str
    fault: Fault
    left: int
    channel: str


@dataclass
class Faults:
    """The menu of one workspace; faults are used up in the order they were armed."""

    _armed: list[Armed] = field(default_factory=list)
    _closing: asyncio.Event = field(default_factory=asyncio.Event)

    def arm(self, method: str, fault: Fault, *, times: int = 1, channel: str = "") -> None:
        """For the next `times` calls of `method` (`*`: any), to this channel id where one is given."""
        self._armed.append(Armed(method, fault, times, channel))

    def disarm(self) -> None:
        """Nothing goes wrong from here on."""
        self._armed.clear()

    @property
    def left(self) -> int:
        """How many armed calls have not come yet: 0 when the story went where the test meant."""
        return sum(one.left for one in self._armed)

    def take(self, method: str, channel: str) -> Fault | None:
        """The fault for this call, if one is armed."""
        for one in self._armed:
            if one.left and one.method in ("*", method) and one.channel in ("", channel):
                one.left -= 1
                return one.fault
        return None

    async def answer(self, fault: Fault, request: web.Request, true_answer: Json) -> web.StreamResponse:
        """What the caller gets."""
        match fault.kind:
            case "drop":
                if request.transport is not None:
                    request.transport.abort()
            case "hang":
                await self._closing.wait()
            case "late":
                await asyncio.sleep(fault.seconds)
                return web.json_response(true_answer)
            case "answer":
                return web.Response(status=fault.status, text=fault.body, content_type=fault.content_type, headers=dict(fault.headers))
        return web.Response(status=500)

    def release(self) -> None:
        """Lets hanging calls end, so that the server can stop."""
        self._closing.set()
