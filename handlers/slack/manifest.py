"""The app manifest: what Slack must know of us, from what is registered and nothing else."""

from __future__ import annotations

from typing import Any

from bot.domain.contribution import Kinds
from bot.domain.i18n import mark as _
from bot.wording import Words
from handlers.slack.listeners import FILE_IT
from handlers.verbs import commands, described

__all__ = ["EVENTS", "SCOPES", "SHORTCUT_NAME", "commands", "manifest"]

EVENTS = ("app_home_opened", "app_mention", "message.channels", "message.groups", "message.im")
SCOPES = (
    "app_mentions:read",
    "channels:history",
    "chat:write",
    "commands",
    "groups:history",
    "im:history",
    "im:write",
    "reactions:write",
    "users:read",
    "users:read.email",
)
SHORTCUT_NAME = _("File in Maillage")
"""At most 24 characters in each language."""


def manifest(kinds: Kinds, words: Words, *, url: str = "") -> dict[str, Any]:
    """The manifest as Slack takes it. With `url`, requests come over HTTP to it; without, through Socket Mode."""
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "Maillage",
            "description": words.text("The assistant of the CRESS network"),
            "background_color": "#1f4e5f",
        },
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False},
            "bot_user": {"display_name": "Maillage", "always_online": True},
            "shortcuts": [
                {
                    "name": words.text(SHORTCUT_NAME),
                    "type": "message",
                    "callback_id": FILE_IT,
                    "description": words.text("File what this message says"),
                }
            ],
            "slash_commands": [_command(verb, kinds, words, url) for verb in commands(kinds)],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS)} | ({"request_url": url} if url else {}),
            "interactivity": {"is_enabled": True} | ({"request_url": url} if url else {}),
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }


def _command(verb: str, kinds: Kinds, words: Words, url: str) -> dict[str, Any]:
    described_as, hint = described(verb, kinds, words)
    shown: dict[str, Any] = {"command": f"/{verb}", "description": described_as, "usage_hint": hint, "should_escape": False}
    return shown | ({"url": url} if url else {})
