"""What the methods of the Web API work on: one world, its forms, its response addresses, its tokens, its rules."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field

from bot.playground.slack.entities import SlackError
from bot.playground.slack.payloads import Payloads
from bot.playground.slack.views import Views
from bot.playground.slack.world import World

ALL_EVENTS = frozenset({"message.im", "message.channels", "message.groups", "app_mention", "app_home_opened"})


@dataclass(frozen=True, kw_only=True)
class Rules:
    """How strict and how patient this Slack is; the defaults are the real one's. All seconds are real time.

    `commands`, `shortcuts` and `scopes` are what the app's manifest declares (None: any), `events` what it subscribes to.
    `strict_pacing` refuses a second message to a channel within a second, which Slack tolerates in short bursts.
    """

    ack_seconds: float = 3.0
    retry_delays: tuple[float, ...] = (0.0, 60.0, 300.0)
    trigger_seconds: float = 3.0
    response_url_seconds: float = 1800.0
    response_url_uses: int = 5
    socket_warning_seconds: float = 10.0
    strict_pacing: bool = False
    events: frozenset[str] = ALL_EVENTS
    commands: frozenset[str] | None = None
    shortcuts: frozenset[str] | None = None
    scopes: frozenset[str] | None = None

    def grants(self, scope: str) -> bool:
        """Whether the app was installed with that scope."""
        return self.scopes is None or scope in self.scopes


@dataclass
class Tokens:
    """The secrets of one installation; a revoked bot token answers `token_revoked` for ever."""

    bot: str = field(default_factory=lambda: f"xoxb-{secrets.token_hex(12)}")
    app: str = field(default_factory=lambda: f"xapp-{secrets.token_hex(12)}")
    signing_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    revoked: set[str] = field(default_factory=set)

    def check(self, given: str, wanted: str) -> None:
        """Raises SlackError not_authed, token_revoked or invalid_auth."""
        if not given:
            raise SlackError("not_authed")
        if given in self.revoked:
            raise SlackError("token_revoked")
        if given != wanted:
            raise SlackError("not_allowed_token_type" if given in (self.bot, self.app) else "invalid_auth")


@dataclass
class ResponseUrl:
    """Where an app may answer a gesture later."""

    user: str
    channel: str
    message_ts: str
    born: float
    uses: int = 0


class ResponseUrls:
    """Five uses within thirty minutes of real time."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._known: dict[str, ResponseUrl] = {}
        self.base = ""

    def new(self, user: str, channel: str, message_ts: str = "") -> str:
        """An address for this gesture."""
        key = secrets.token_hex(12)
        self._known[key] = ResponseUrl(user, channel, message_ts, time.monotonic())
        return f"{self.base}{key}"

    def spend(self, key: str) -> ResponseUrl:
        """One use. Raises SlackError used_url, expired_url or invalid_url."""
        known = self._known.get(key)
        if known is None:
            raise SlackError("invalid_url")
        if time.monotonic() - known.born > self._rules.response_url_seconds:
            raise SlackError("expired_url")
        if known.uses >= self._rules.response_url_uses:
            raise SlackError("used_url")
        known.uses += 1
        return known


@dataclass
class Workspace:
    """Everything one workspace holds, by name."""

    world: World
    views: Views
    payloads: Payloads
    response_urls: ResponseUrls
    tokens: Tokens
    rules: Rules

    @classmethod
    def of(cls, world: World, rules: Rules) -> Workspace:
        """A workspace with fresh tokens."""
        views = Views(world, rules.trigger_seconds)
        return cls(world, views, Payloads(world), ResponseUrls(rules), Tokens(), rules)
