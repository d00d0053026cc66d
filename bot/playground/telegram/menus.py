"""The command menus a bot offers, by scope and language, and which of them a person's app shows (BotCommandScope in the Bot API)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.playground.telegram.entities import Chat, Json, bad

NAME = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"[a-z]{2}")
SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}
Menu = tuple[tuple[str, str], ...]
Key = tuple[str, str]


@dataclass
class Menus:
    """What was set and not deleted."""

    known: dict[Key, Menu] = field(default_factory=dict)

    def shown(self, chat: Chat, user: int, language: str) -> list[tuple[str, str]]:
        """What this person's app offers in this chat: the narrowest scope wins, and in it his language."""
        private = (f"chat {chat.id}", "all_private_chats", "default")
        group = (f"chat_member {chat.id} {user}", f"chat {chat.id}", "all_group_chats", "default")
        for scope in private if chat.kind == "private" else group:
            for spoken in (language[:2], ""):
                if menu := self.known.get((scope, spoken)):
                    return list(menu)
        return []


def key_of(scope: Json | None, language: str) -> Key:
    """Where a menu is kept. Raises TelegramError for a scope or a language Telegram does not know."""
    kind = str((scope or {"type": "default"}).get("type"))
    if kind not in SCOPES:
        raise bad("can't parse BotCommandScope: unsupported type specified")
    missing = [name for name in SCOPES[kind] if not isinstance((scope or {}).get(name), int)]
    if missing:
        raise bad(f"can't parse BotCommandScope: {missing[0]} is empty")
    if language and not LANGUAGE.fullmatch(language):
        raise bad("LANG_CODE_INVALID")
    return " ".join([kind, *(str((scope or {})[name]) for name in SCOPES[kind])]), language


def menu_of(commands: list[object]) -> Menu:
    """Raises TelegramError BOT_COMMANDS_TOO_MUCH, BOT_COMMAND_INVALID or BOT_COMMAND_DESCRIPTION_INVALID."""
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    return tuple(_command(one) for one in commands)


def _command(given: object) -> tuple[str, str]:
    if not isinstance(given, dict) or not {"command", "description"} <= set(given):
        raise bad("can't parse BotCommand: expected an Object with command and description")
    name, description = str(given["command"]).removeprefix("/"), str(given["description"])
    if not NAME.fullmatch(name):
        raise bad("BOT_COMMAND_INVALID")
    if not 1 <= len(description.strip()) <= 256:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return name, description
