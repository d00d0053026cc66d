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

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

LARGEST_BODY = 1024 * 1024
OLDEST_SECONDS = 300
_TIMESTAMP, _SIGNATURE = re.compile(r"[0-9]{1,12}", re.ASCII), re.compile(r"v0=[0-9a-f]{64}", re.ASCII)

log = structlog.get_logger("slack")


class Entrance:
    """The one route that Slack calls."""

    def __init__(self, app: AsyncApp, signing_secret: str) -> None:
        self._app, self._secret = app, signing_secret.encode()

    def application(self, path: str) -> web.Application:
        """The web application, with that path and nothing else."""
        application = web.Application(client_max_size=LARGEST_BODY)
        application.router.add_post(path, self.take)
        return application

    async def take(self, request: web.Request) -> web.Response:
        """401 for what is not signed by Slack within five minutes, 413 for what is too large, 400 for what cannot be read."""
        body = await request.read()
        if not self._authentic(request, body):
            log.warning("a request was refused", why="signature")
            return web.Response(status=401)
        try:
            text = body.decode("utf-8")
            taken = AsyncBoltRequest(
                body=text, query=request.query_string, headers={name: [value] for name, value in request.headers.items()}
            )
        except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
            return web.Response(status=400)
        return await to_aiohttp_response(await self._app.async_dispatch(taken))

    def _authentic(self, request: web.Request, body: bytes) -> bool:
        sent = request.headers.get("X-Slack-Request-Timestamp", "")
        signature = request.headers.get("X-Slack-Signature", "")
        if not _TIMESTAMP.fullmatch(sent) or not _SIGNATURE.fullmatch(signature) or abs(time.time() - int(sent)) > OLDEST_SECONDS:
            return False
        expected = hmac.new(self._secret, b"v0:" + sent.encode() + b":" + body, hashlib.sha256).hexdigest()
        return hmac.compare_digest(f"v0={expected}", signature)
