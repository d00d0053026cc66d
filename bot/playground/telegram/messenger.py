"""What the methods of the Bot API work on: one world, its callbacks, its command menus, the ways to the bot, its token, its rules."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field

from bot.playground.telegram.entities import Chat, Json, Message, bad
from bot.playground.telegram.hearing import Delivery
from bot.playground.telegram.menus import Menus
from bot.playground.telegram.payloads import Payloads
from bot.playground.telegram.world import World

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(frozen=True, kw_only=True)
class Rules:
    """How strict and how patient this Telegram is; the defaults are the real one's. All seconds are real time.

    `strict_pacing` refuses a second message to a chat within a second, a 21st to a group within a minute and a 31st within a second,
    which Telegram tolerates in short bursts.
    """

    privacy: bool = True
    strict_pacing: bool = False
    callback_seconds: float = 30.0
    conflict_seconds: float = 3.0
    webhook_seconds: float = 60.0
    webhook_retry_delays: tuple[float, ...] = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0, 60.0, 60.0)


@dataclass
class Callback:
    """A press whose progress bar turns until the bot answers."""

    query_id: str
    user: int
    message: Message
    asked: str
    born: float
    answered: bool = False
    text: str = ""
    alert: bool = False
    url: str = ""


@dataclass
class Callbacks:
    """The presses of one bot; `seconds` is how long an answer is taken."""

    seconds: float
    known: dict[str, Callback] = field(default_factory=dict)

    def new(self, user: int, message: Message, asked: str) -> Callback:
        """A press of a button that carries `asked`."""
        callback = Callback(str(secrets.randbits(62)), user, message, asked, time.monotonic())
        self.known[callback.query_id] = callback
        return callback

    def take(self, query_id: str) -> Callback:
        """The press to answer, once. Raises TelegramError for an unknown, old or answered one."""
        callback = self.known.get(query_id)
        if callback is None or callback.answered or time.monotonic() - callback.born > self.seconds:
            raise bad(TOO_OLD)
        callback.answered = True
        return callback


@dataclass
class Token:
    """The secret of the bot; a revoked one answers 401 for ever."""

    value: str
    revoked: bool = False


@dataclass
class Messenger:
    """Everything one Telegram holds for our bot, by name."""

    world: World
    payloads: Payloads
    callbacks: Callbacks
    menus: Menus
    delivery: Delivery
    token: Token
    rules: Rules
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def bot(self) -> int:
        return self.world.identity.bot_id

    def told(self, message: Message) -> Json:
        """A message as the bot gets it back."""
        return self.payloads.message(message)

    def chat_of(self, given: int | str | None) -> Chat:
        """Raises TelegramError "chat not found" for what the bot has never met."""
        if isinstance(given, int) and given in self.world.chats:
            return self.world.chats[given]
        raise bad("chat not found")
