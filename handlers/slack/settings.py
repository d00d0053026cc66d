"""What connects one Slack workspace."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal

SLACK_API = "https://slack.com/api/"


@dataclass(frozen=True, kw_only=True)
class SlackSettings:
    """Tokens are never shown. `app_token` opens Socket Mode, `signing_secret` judges HTTP requests; one of the two is needed."""

    platform: ClassVar[Literal["slack"]] = "slack"
    bot_token: str = field(repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    api_url: str = SLACK_API
    host: str = "127.0.0.1"
    port: int = 3000
    path: str = "/slack/events"

    @property
    def over_http(self) -> bool:
        """Whether Slack calls us, instead of us opening a socket."""
        return not self.app_token
