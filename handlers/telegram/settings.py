"""What connects one Telegram bot."""

from __future__ import annotations

from dataclasses import dataclass, field

TELEGRAM_API = "https://api.telegram.org/bot"


@dataclass(frozen=True, kw_only=True)
class TelegramSettings:
    """The token is never shown. With `secret`, Telegram calls us at `path` and shows that secret; without, we poll."""

    token: str = field(repr=False)
    secret: str = field(default="", repr=False)
    api_url: str = TELEGRAM_API
    host: str = "127.0.0.1"
    port: int = 8443
    path: str = "/telegram"
    public_url: str = ""

    @property
    def over_http(self) -> bool:
        """Whether Telegram calls us, instead of us asking for what is new."""
        return bool(self.secret)
