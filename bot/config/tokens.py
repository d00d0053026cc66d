"""Secrets and addresses, judged by their shape: a wrong one would be refused by the platform without saying why."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from pydantic import SecretStr
from pydantic_core import PydanticCustomError

_SHAPES: Final = {
    "slack.bot_token": r"xoxb-[A-Za-z0-9-]{10,}",
    "slack.app_token": r"xapp-[A-Za-z0-9-]{10,}",
    "slack.signing_secret": r"[0-9A-Za-z]{16,}",
    "telegram.token": r"\d+:[\w-]{35}",
    "telegram.secret": r"[A-Za-z0-9_-]{16,256}",
}
_BEGINNINGS: Final = {"slack.bot_token": "xoxb-", "slack.app_token": "xapp-", "telegram.token": r"\d{6,}:"}
"""By which a secret tells what it is."""
_WEBHOOK_PORTS: Final = frozenset({None, 443, 80, 88, 8443})
"""The only ones that Telegram calls (https://core.telegram.org/bots/api#setwebhook)."""


def checked(key: str, secret: SecretStr) -> SecretStr:
    """The same secret. Raises PydanticCustomError, which never quotes it."""
    value = secret.get_secret_value()
    if not value.strip():
        raise PydanticCustomError("empty", "empty")
    belongs = next((other for other, beginning in _BEGINNINGS.items() if re.match(beginning, value)), key)
    if belongs != key:
        raise PydanticCustomError("belongs_elsewhere", "another token", {"belongs": belongs})
    if value.startswith("xoxp-"):
        raise PydanticCustomError("user_token", "a user's token")
    if not re.fullmatch(_SHAPES[key], value, re.ASCII):
        raise PydanticCustomError(f"unfinished_{key.replace('.', '_')}" if key.startswith("telegram") else "unfinished", "not whole")
    return secret


def slack_api(url: str) -> str:
    """With its closing slash: method names are appended."""
    _refuse_clear(url, "not_an_api")
    return url if url.endswith("/") else f"{url}/"


def telegram_api(url: str) -> str:
    """As far as `bot`, to which the token is appended: https://api.telegram.org/bot."""
    _refuse_clear(url, "not_a_bot_api")
    return f"{url.rstrip('/').removesuffix('/bot')}/bot"


def outside_url(url: str) -> str:
    """Where Telegram finds this machine from outside, without a closing slash. It calls over https alone, and few ports."""
    if not url.startswith("https://"):
        raise PydanticCustomError("not_public", "not https")
    try:
        parts = urlsplit(url)
        right = bool(parts.hostname) and parts.port in _WEBHOOK_PORTS
    except ValueError:
        right = False
    if not right:
        raise PydanticCustomError("not_a_port_of_telegram", "port")
    return url.rstrip("/")


def web_path(path: str) -> str:
    """The path of an address, which begins with a slash."""
    if not path.startswith("/"):
        raise PydanticCustomError("not_a_path", "no slash")
    return path


def _refuse_clear(url: str, sentence: str) -> None:
    """Plain http is for this machine alone: a token would cross the network in clear."""
    if not (url.startswith("https://") or re.match(r"http://(127\.0\.0\.1|localhost|\[::1\])[:/]", url)):
        raise PydanticCustomError(sentence, "not https")
