"""What a workspace is made of: members, rooms, messages. Values only; `world.py` holds their present state."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
ChannelKind = Literal["channel", "group", "im"]


class SlackError(Exception):
    """The workspace refuses: `code` is Slack's own error, `messages` what Slack adds in response_metadata, `beside` other fields."""

    def __init__(self, code: str, messages: tuple[str, ...] = (), **beside: str) -> None:
        super().__init__(code, *messages)
        self.code = code
        self.messages = messages
        self.beside = beside


def slack_id(letter: str, name: str) -> str:
    """A stable id a reader recognises, in Slack's shape: `slack_id("U", "claire")` is `U000CLAIRE`."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    letters = "".join(character for character in ascii_name.upper() if character.isalnum())
    return letter + letters[:24].rjust(9, "0")


@dataclass(frozen=True, kw_only=True)
class Member:
    """A person of the workspace, a guest of it, or another app's bot. `locale` is BCP 47, `tz` an IANA name.

    `is_stranger`: he is of another workspace and met in a shared channel; `team_id` is then that one's.
    """

    name: str
    real_name: str = ""
    email: str = ""
    locale: str = "fr-FR"
    tz: str = "Europe/Paris"
    is_bot: bool = False
    deleted: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    is_email_confirmed: bool = True
    team_id: str = ""

    @property
    def id(self) -> str:
        return slack_id("U", self.name)

    @property
    def label(self) -> str:
        """The name others read."""
        return self.real_name or self.name.capitalize()


@dataclass(frozen=True, kw_only=True)
class Room:
    """A channel as a story declares it: its members by name, and whether our bot was invited."""

    name: str
    members: tuple[str, ...] = ()
    with_bot: bool = True
    archived: bool = False
    private: bool = False


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Who the workspace and the app are. Two workspaces of a test differ by `team_id`."""

    team_id: str = "T00RESEAU1"
    team_name: str = "Réseau"
    team_domain: str = "reseau"
    bot_name: str = "Maillage"
    app_id: str = "A00000APP1"
    bot_id: str = "B00000BOT1"

    @property
    def bot_user_id(self) -> str:
        """The user behind whom our app speaks."""
        return slack_id("U", self.bot_name)


@dataclass
class Channel:
    """A channel, a private channel or a direct message (`im`) as it is now; `members` are user ids."""

    id: str
    name: str
    kind: ChannelKind
    members: set[str]
    archived: bool = False

    @property
    def event_kind(self) -> str:
        """The `channel_type` of events."""
        return self.kind


@dataclass(frozen=True, kw_only=True)
class Message:
    """One version of one message: an edit replaces it in the world, and whoever kept the old one holds what he saw."""

    channel: str
    ts: str
    user: str
    text: str = ""
    blocks: tuple[Json, ...] = ()
    bot_id: str = ""
    client_msg_id: str = ""
    thread_ts: str = ""
    metadata: Json | None = None
    reactions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    edited_by: str = ""
    edited_ts: str = ""
    deleted: bool = False
    ephemeral_to: str = ""
    live_mentions: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()

    @property
    def is_reply(self) -> bool:
        """True in a thread, below its first message."""
        return bool(self.thread_ts) and self.thread_ts != self.ts
