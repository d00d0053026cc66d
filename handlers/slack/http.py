"""Requests over HTTP: what is not surely from Slack is refused before Bolt sees it.

slack_sdk's verifier raises on a timestamp of 400 digits, on a signature that is not ASCII and on a body that is not UTF-8: each would be a
500 and a trace. Here they are a 401 (https://docs.slack.dev/authentication/verifying-requests-from-slack/).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import time
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import parse_qsl

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

OLDEST_SECONDS = 300
_OF_COMMANDS: Final = ("user_id", "channel_id", "trigger_id", "command")
_TIMESTAMP, _SIGNATURE = re.compile(r"[0-9]{1,12}", re.ASCII), re.compile(r"v0=[0-9a-f]{64}", re.ASCII)

log = structlog.get_logger("slack")


class Entrance:
    """What Slack calls."""

    def __init__(self, app: AsyncApp, signing_secret: str) -> None:
        self._app, self._secret = app, signing_secret.encode()

    async def take(self, request: web.Request) -> web.Response:
        """401 for what is not signed by Slack within five minutes, 413 for what is too large, 400 for what cannot be read."""
        body = await request.read()
        if not self._authentic(request, body):
            log.warning("a request was refused", why="signature")
            return web.Response(status=401)
        try:
            said = _parsed(body.decode("utf-8"), request.content_type)
        except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
            said = None
        if not _is_slacks(said):
            log.warning("a request was refused", why="unreadable")
            return web.Response(status=400)
        headers: dict[str, str | Sequence[str]] = {name: [value] for name, value in request.headers.items()}
        # As JSON: Bolt takes any form in which the word "payload" stands for an empty one.
        taken = AsyncBoltRequest(body=json.dumps(said), query=request.query_string, headers=headers)
        return await to_aiohttp_response(await self._app.async_dispatch(taken))

    def _authentic(self, request: web.Request, body: bytes) -> bool:
        sent = request.headers.get("X-Slack-Request-Timestamp", "")
        signature = request.headers.get("X-Slack-Signature", "")
        if not _TIMESTAMP.fullmatch(sent) or not _SIGNATURE.fullmatch(signature) or abs(time.time() - int(sent)) > OLDEST_SECONDS:
            return False
        expected = hmac.new(self._secret, b"v0:" + sent.encode() + b":" + body, hashlib.sha256).hexdigest()
        return hmac.compare_digest(f"v0={expected}", signature)


def _parsed(text: str, content_type: str) -> Any:
    """A body as Bolt reads it: JSON, or a form, or JSON in a form's `payload`. Raises JSONDecodeError, RecursionError."""
    if content_type == "application/json" or text.startswith("{"):
        return json.loads(text)
    form = dict(parse_qsl(text, keep_blank_values=True))
    return json.loads(form["payload"]) if "payload" in form else form


def _is_slacks(body: Any) -> bool:
    """Whether it has what Slack always sends: Bolt, and our listeners, take it for granted."""
    if not isinstance(body, dict) or not body:
        return False
    if body.get("type") == "event_callback":
        event = body.get("event")
        return isinstance(event, dict) and isinstance(event.get("type"), str)
    if "command" in body:
        return all(isinstance(body.get(name), str) for name in _OF_COMMANDS)
    user = body.get("user")
    return "user" not in body or (isinstance(user, dict) and isinstance(user.get("id"), str))
