"""What the strict Telegram is made of: people, groups, messages. Values only; `world.py` holds their present state."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Literal

Json = dict[str, Any]
ChatKind = Literal["private", "group", "supergroup"]
Standing = Literal["member", "administrator", "left", "kicked"]


class TelegramError(Exception):
    """The Bot API refuses: its HTTP code, its description, and what it adds in `parameters`."""

    def __init__(self, description: str, code: int = 400, **parameters: int) -> None:
        super().__init__(code, description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad(problem: str) -> TelegramError:
    """400, with the words Telegram puts before its reason."""
    return TelegramError(f"Bad Request: {problem}")


def forbidden(problem: str) -> TelegramError:
    """403."""
    return TelegramError(f"Forbidden: {problem}", 403)


def account_id(name: str) -> int:
    """A stable user id for a name; like newer real ones it does not fit into 32 bits."""
    return 5_000_000_000 + zlib.crc32(name.encode()) % 1_000_000_000


@dataclass(frozen=True, kw_only=True)
class Contact:
    """A person with a Telegram account. `language_code` is IETF; `started`: he has already opened the bot's conversation.

    `phone_clock_ahead` is how wrong his phone's clock is: it dates what he types without network.
    """

    name: str
    first_name: str = ""
    last_name: str = ""
    username: str = ""
    language_code: str = "fr"
    started: bool = False
    phone_clock_ahead: timedelta = timedelta()

    @property
    def id(self) -> int:
        return account_id(self.name)

    @property
    def label(self) -> str:
        """The name others read."""
        return f"{self.first_name or self.name.capitalize()} {self.last_name}".strip()


@dataclass(frozen=True, kw_only=True)
class Group:
    """A group as a story declares it. `topics` makes it a forum, and so a supergroup; an `admin_bot` reads everything."""

    name: str
    title: str = ""
    members: tuple[str, ...] = ()
    topics: bool = False
    supergroup: bool = False
    with_bot: bool = True
    admin_bot: bool = False

    @property
    def id(self) -> int:
        number = zlib.crc32(f"group {self.name}".encode()) % 1_000_000_000
        return -1_000_000_000_000 - number if self.topics or self.supergroup else -number - 1


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Who our bot is. Two servers of a test differ by `bot_id`."""

    bot_id: int = 7_100_000_001
    bot_name: str = "Maillage"
    bot_username: str = "maillage_bot"


@dataclass
class Chat:
    """A private conversation with our bot or a group, as it is now; `members` are user ids, without the bot."""

    id: int
    name: str
    kind: ChatKind
    members: set[int]
    title: str = ""
    forum: bool = False
    bot: Standing = "member"
    topics: dict[str, int] = field(default_factory=dict)
    migrated_to: int = 0

    @property
    def channel(self) -> str:
        """Its id as an address of a message carries it."""
        return str(self.id)


@dataclass(frozen=True, kw_only=True)
class Message:
    """One version of one message: an edit replaces it in the world, and whoever kept the old one holds what he saw.

    `date` and `edited` are Unix seconds; `topic` is the message_thread_id of a forum's topic, `reply_to` a message id, 0 for none.
    `entities` belong to `text`, which is the caption where there is `media`.
    """

    chat: int
    message_id: int
    sender: int
    date: int
    text: str = ""
    entities: tuple[Json, ...] = ()
    reply_to: int = 0
    topic: int = 0
    markup: Json | None = None
    media: Json = field(default_factory=dict)
    service: Json = field(default_factory=dict)
    forward_origin: Json | None = None
    edited: int = 0
    reactions: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    deleted: bool = False

    @property
    def channel(self) -> str:
        """The chat's id as text, as every platform of the playground names a place."""
        return str(self.chat)

    @property
    def ts(self) -> str:
        """The message's id as text, unique within `channel`."""
        return str(self.message_id)

    @property
    def user(self) -> int:
        """Who wrote it."""
        return self.sender

    @property
    def rows(self) -> list[list[Json]]:
        """The buttons under it, row by row."""
        return list((self.markup or {}).get("inline_keyboard", []))
