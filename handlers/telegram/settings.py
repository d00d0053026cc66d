"""What connects one Telegram bot."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import ClassVar, Final, Literal

TELEGRAM_API = "https://api.telegram.org/bot"
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{1,256}", re.ASCII)
"""What Telegram takes as `secret_token` (https://core.telegram.org/bots/api#setwebhook)."""


@dataclass(frozen=True, kw_only=True)
class TelegramSettings:
    """The token is never shown. With `secret`, Telegram calls `public_url` + `path` and shows that secret; without, we poll.

    Raises ValueError for a webhook without a secret (anybody could forge what members write), or a secret without an address to call.
    """

    platform: ClassVar[Literal["telegram"]] = "telegram"
    token: str = field(repr=False)
    secret: str = field(default="", repr=False)
    api_url: str = TELEGRAM_API
    host: str = "127.0.0.1"
    port: int = 8443
    path: str = "/telegram"
    public_url: str = ""

    def __post_init__(self) -> None:
        if bool(self.secret) != bool(self.public_url):
            raise ValueError("a webhook needs both its address and a secret")
        if self.secret and not _SECRET.fullmatch(self.secret):
            raise ValueError("the secret of a webhook is 1 to 256 of A-Z a-z 0-9 _ -")

    @property
    def over_http(self) -> bool:
        """Whether Telegram calls us, instead of us asking for what is new."""
        return bool(self.secret)

    @property
    def webhook(self) -> str:
        """The address that Telegram calls."""
        return self.public_url.rstrip("/") + self.path
