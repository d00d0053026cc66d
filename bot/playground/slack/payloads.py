"""The JSON Slack sends to an app: events, commands, button presses, submitted forms. Shapes as in its reference pages."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from bot.playground.slack.entities import Channel, Json, Member, Message
from bot.playground.slack.views import View
from bot.playground.slack.world import World

TOKEN = "verification-token-nobody-should-check"  # noqa: S105 - the old token of payloads, replaced by signatures


@dataclass(frozen=True, kw_only=True)
class Gesture:
    """What every interaction carries: who did it, and what the app may do in return."""

    user: Member
    trigger_id: str
    response_url: str = ""


class Payloads:
    """Builds payloads from the present state of one world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._identity = world.identity

    def message(self, message: Message) -> Json:
        """A message as events, history and interactions show it."""
        who = self._identity
        shown: Json = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text, "team": who.team_id}
        if message.bot_id:
            shown |= {"bot_id": message.bot_id}
        if message.user == who.bot_user_id:
            profile = {"id": who.bot_id, "app_id": who.app_id, "name": who.bot_name, "team_id": who.team_id}
            shown |= {"app_id": who.app_id, "bot_profile": profile | {"deleted": False}}
        return shown | self._optional_parts(message)

    def _optional_parts(self, message: Message) -> Json:
        parts: Json = {"client_msg_id": message.client_msg_id, "blocks": list(message.blocks)}
        if message.thread_ts:
            parts |= {"thread_ts": message.thread_ts} | self._parent(message)
        if message.edited_ts:
            parts["edited"] = {"user": message.edited_by, "ts": message.edited_ts}
        parts["reactions"] = [{"name": name, "users": list(users), "count": len(users)} for name, users in message.reactions.items()]
        return {key: value for key, value in parts.items() if value}

    def _parent(self, message: Message) -> Json:
        root = self._world.find(message.channel, message.thread_ts) if message.is_reply else None
        return {"parent_user_id": root.user} if root else {}

    def event(self, event: Json) -> Json:
        """The Events API envelope; `event_id` is new, so build it once for all attempts."""
        who = self._identity
        return {
            "token": TOKEN,
            "team_id": who.team_id,
            "context_team_id": who.team_id,
            "context_enterprise_id": None,
            "api_app_id": who.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": "Ev" + secrets.token_hex(6).upper(),
            "event_time": int(self._world.clock().timestamp()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": who.team_id,
                    "user_id": who.bot_user_id,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
            "event_context": "4-" + secrets.token_hex(20),
        }

    def posted(self, message: Message) -> Json:
        """The `message` event; another app's message has subtype bot_message."""
        foreign = message.bot_id and message.user != self._identity.bot_user_id
        return self.message(message) | self._where(message) | ({"subtype": "bot_message"} if foreign else {})

    def mention(self, message: Message) -> Json:
        """The `app_mention` event, sent in addition to the `message` event."""
        where = {"channel": message.channel, "event_ts": message.ts}
        return self.message(message) | {"type": "app_mention"} | where

    def changed(self, message: Message, before: Message) -> Json:
        """The `message_changed` event."""
        versions = {"message": self.message(message), "previous_message": self.message(before)}
        return self._hidden(message, "message_changed", message.edited_ts) | versions

    def removed(self, message: Message) -> Json:
        """The `message_deleted` event."""
        gone = {"previous_message": self.message(message), "deleted_ts": message.ts}
        return self._hidden(message, "message_deleted", self._world.next_ts()) | gone

    def _hidden(self, message: Message, subtype: str, ts: str) -> Json:
        where = self._where(message) | {"event_ts": ts}
        return {"type": "message", "subtype": subtype, "hidden": True, "ts": ts} | where

    def _where(self, message: Message) -> Json:
        kind = self._world.channels[message.channel].event_kind
        return {"channel": message.channel, "event_ts": message.ts, "channel_type": kind}

    def reaction(self, message: Message, emoji: str, user: str) -> Json:
        """The `reaction_added` event."""
        item = {"type": "message", "channel": message.channel, "ts": message.ts}
        author = {"item_user": message.user, "event_ts": self._world.next_ts()}
        return {"type": "reaction_added", "user": user, "reaction": emoji, "item": item} | author

    def home_opened(self, user: str, channel: str, view: View | None) -> Json:
        """The `app_home_opened` event; `view` is what the app published before, absent the first time."""
        base = {"type": "app_home_opened", "user": user, "channel": channel, "tab": "home"}
        shown = {"view": view.as_json(self._identity)} if view else {}
        return base | {"event_ts": self._world.next_ts()} | shown

    def command(self, gesture: Gesture, channel: Channel, command: str, text: str) -> Json:
        """A slash command. `text` has & < > escaped, as everywhere a member types outside a form."""
        who = self._identity
        return {
            "token": TOKEN,
            "team_id": who.team_id,
            "team_domain": who.team_domain,
            "channel_id": channel.id,
            "channel_name": "privategroup" if channel.kind == "group" else channel.name,
            "user_id": gesture.user.id,
            "user_name": gesture.user.name,
            "command": command,
            "text": text,
            "api_app_id": who.app_id,
            "is_enterprise_install": "false",
            "response_url": gesture.response_url,
            "trigger_id": gesture.trigger_id,
        }

    def _interaction(self, kind: str, gesture: Gesture) -> Json:
        who, user = self._identity, gesture.user
        return {
            "type": kind,
            "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": who.team_id},
            "api_app_id": who.app_id,
            "token": TOKEN,
            "trigger_id": gesture.trigger_id,
            "team": {"id": who.team_id, "domain": who.team_domain},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def pressed(self, gesture: Gesture, action: Json, message: Message, state: Json) -> Json:
        """`block_actions` from a message. An ephemeral message is not in the payload: Slack no longer has it."""
        hidden = bool(message.ephemeral_to)
        container = {"type": "message", "message_ts": message.ts, "channel_id": message.channel, "is_ephemeral": hidden}
        container |= {"thread_ts": message.thread_ts} if message.thread_ts else {}
        shown = {} if hidden else {"message": self.message(message)}
        where = {"container": container, "channel": self._place(message.channel), "response_url": gesture.response_url}
        return self._interaction("block_actions", gesture) | where | shown | {"state": state, "actions": [action]}

    def pressed_in_view(self, gesture: Gesture, action: Json, view: View) -> Json:
        """`block_actions` from a form or a home page."""
        container = {"type": "view", "view_id": view.id}
        shown = {"container": container, "view": view.as_json(self._identity), "actions": [action]}
        return self._interaction("block_actions", gesture) | shown

    def submitted(self, gesture: Gesture, view: View) -> Json:
        """`view_submission`."""
        return self._interaction("view_submission", gesture) | {
            "view": view.as_json(self._identity),
            "response_urls": [],
        }

    def closed(self, gesture: Gesture, view: View) -> Json:
        """`view_closed`, without a trigger."""
        payload = self._interaction("view_closed", gesture)
        del payload["trigger_id"]
        return payload | {"view": view.as_json(self._identity), "is_cleared": False}

    def shortcut(self, gesture: Gesture, message: Message, callback_id: str) -> Json:
        """`message_action`: a shortcut of the menu of a message."""
        told = {"callback_id": callback_id, "message_ts": message.ts, "message": self.message(message)}
        where = {"channel": self._place(message.channel), "response_url": gesture.response_url}
        return self._interaction("message_action", gesture) | {"action_ts": self._world.next_ts()} | told | where

    def suggestion(self, gesture: Gesture, typed: str, block_id: str, element: Json, view: View) -> Json:
        """`block_suggestion`: someone types in a list whose choices the app looks up."""
        asked = {"value": typed, "block_id": block_id, "action_id": element["action_id"]}
        payload = self._interaction("block_suggestion", gesture)
        del payload["trigger_id"]
        return payload | asked | {"container": {"type": "view", "view_id": view.id}, "view": view.as_json(self._identity)}

    def _place(self, channel_id: str) -> Json:
        channel = self._world.channels[channel_id]
        return {"id": channel.id, "name": "privategroup" if channel.kind == "group" else channel.name}
