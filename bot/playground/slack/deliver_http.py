"""Delivery to the app's own address: signed requests, three seconds, Slack's retry headers."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from urllib.parse import urlencode

import aiohttp

from bot.playground.slack.deliver import Answer, Envelope
from bot.playground.slack.entities import Json

FORM = "application/x-www-form-urlencoded"


def signed_headers(secret: str, body: str, at: float | None = None) -> dict[str, str]:
    """The two headers of a signed request; `at` is Unix seconds of real time, now by default.

    Rule: https://docs.slack.dev/authentication/verifying-requests-from-slack/
    """
    timestamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}


def encoded(envelope: Envelope, payload: Json) -> tuple[str, str]:
    """The body and its content type: events are JSON, commands a form, interactions a form around JSON."""
    if envelope == "events_api":
        return json.dumps(payload), "application/json"
    if envelope == "slash_commands":
        return urlencode(payload), FORM
    return urlencode({"payload": json.dumps(payload)}), FORM


@dataclass
class HttpTransport:
    """`url` is the app's request URL; `patience` the seconds it has to answer."""

    session: aiohttp.ClientSession
    url: str
    secret: str
    patience: float = 3.0

    async def carry(self, envelope: Envelope, payload: Json, attempt: int, reason: str) -> Answer:
        """One signed request."""
        body, content_type = encoded(envelope, payload)
        headers = {"Content-Type": content_type} | signed_headers(self.secret, body)
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}
        timeout = aiohttp.ClientTimeout(total=self.patience)
        try:
            async with self.session.post(self.url, data=body, headers=headers, timeout=timeout) as response:
                return await _answer(response)
        except asyncio.TimeoutError:  # noqa: UP041 - aiohttp raises its subclass, named so in its documentation
            return Answer(failure="http_timeout")
        except aiohttp.ClientError:
            return Answer(failure="connection_failed")


async def _answer(response: aiohttp.ClientResponse) -> Answer:
    text = await response.text()
    if response.status // 100 != 2:
        return Answer(failure="http_error", no_retry=response.headers.get("X-Slack-No-Retry") == "1")
    if not text:
        return Answer()
    if response.content_type != "application/json":
        return Answer(body={"text": text})
    try:
        return Answer(body=json.loads(text))
    except ValueError:
        return Answer(failure="http_error")
