"""The ways a Bot API call goes wrong, armed by a test for the next calls of a method; those that are no platform's own are shared.

`effect` tells whether Telegram did the work before things went wrong: that is what the bot cannot know.
"""

from __future__ import annotations

import json

from bot.playground.slack.faults import (
    Fault,
    Faults,
    accept_then_drop,
    drop_before_accept,
    empty_body,
    hang,
    html_page,
    late,
)
from bot.playground.telegram.deliver_poll import OTHER_POLLER

__all__ = [
    "Fault",
    "Faults",
    "accept_then_drop",
    "conflict",
    "drop_before_accept",
    "empty_body",
    "hang",
    "html_page",
    "http_500",
    "late",
    "rate_limited",
    "refused",
]


def rate_limited(seconds: int = 1) -> Fault:
    """429 with `retry_after` in its parameters, as Telegram does, and in the header."""
    body = _refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
    return Fault(name="rate_limited", effect=False, status=429, body=body, headers=(("Retry-After", str(seconds)),))


def http_500(*, effect: bool = False) -> Fault:
    """Telegram's own trouble; the work may have been done."""
    return Fault(name="http_500", effect=effect, status=500, body=_refusal(500, "Internal Server Error"))


def conflict() -> Fault:
    """409: somebody else polls with this token."""
    return Fault(name="conflict", effect=False, status=409, body=_refusal(409, OTHER_POLLER))


def refused(description: str, code: int = 400, *, effect: bool = False) -> Fault:
    """Any refusal, by its words."""
    return Fault(name="refused", effect=effect, status=code, body=_refusal(code, description))


def _refusal(code: int, description: str, **parameters: int) -> str:
    more = {"parameters": parameters} if parameters else {}
    return json.dumps({"ok": False, "error_code": code, "description": description} | more)
