"""`chat.*` and `reactions.*`: what an app may post, change and mark, and what it may not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.playground.slack.arguments import Arguments
from bot.playground.slack.entities import Channel, Json, Message, SlackError
from bot.playground.slack.limits import check_message, check_metadata
from bot.playground.slack.workspace import ResponseUrl, Workspace

TIMESTAMP = re.compile(r"\d{1,10}\.\d{6}")
EMOJI_NAME = re.compile(r"[a-z0-9_+'\-]+(::skin-tone-[2-6])?")


@dataclass(frozen=True)
class Content:
    """What a message carries, checked."""

    text: str
    blocks: tuple[Json, ...]
    metadata: Json | None
    link_names: bool


def post_message(workspace: Workspace, arguments: Arguments) -> Json:
    """`chat.postMessage` to a channel, a direct message or a member."""
    channel = _writable(workspace, arguments.required("channel"))
    content = _content(arguments)
    message = workspace.world.post(channel=channel.id, thread_ts=_thread(arguments), **_authored(workspace), **_parts(content))
    return _told(workspace, message)


def post_ephemeral(workspace: Workspace, arguments: Arguments) -> Json:
    """`chat.postEphemeral`: one member of the channel sees it, until he leaves."""
    channel = _writable(workspace, arguments.required("channel"))
    user = workspace.world.member(arguments.required("user")).id
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    parts = _parts(_content(arguments)) | {"thread_ts": _thread(arguments), "ephemeral_to": user}
    message = workspace.world.post(channel=channel.id, **_authored(workspace), **parts)
    return {"message_ts": message.ts}


def update(workspace: Workspace, arguments: Arguments) -> Json:
    """`chat.update`. With a text and no blocks the blocks disappear; without a text they stay (Slack's reference)."""
    message = _own(workspace, arguments, "cant_update_message")
    blocks_given = arguments.given.get("blocks") is not None
    text_given = bool(arguments.text("text"))
    content = _content(arguments)
    blocks = content.blocks if blocks_given or text_given else message.blocks
    metadata = content.metadata or message.metadata
    changed = workspace.world.edit(
        message,
        by=workspace.world.identity.bot_user_id,
        text=content.text if text_given or blocks_given else message.text,
        blocks=blocks,
        metadata=metadata,
        link_names=content.link_names,
    )
    return _told(workspace, changed) | {"text": changed.text}


def delete(workspace: Workspace, arguments: Arguments) -> Json:
    """`chat.delete`, of its own messages only."""
    message = _own(workspace, arguments, "cant_delete_message")
    workspace.world.delete(message, by=workspace.world.identity.bot_user_id)
    return {"channel": message.channel, "ts": message.ts}


def permalink(workspace: Workspace, arguments: Arguments) -> Json:
    """`chat.getPermalink`."""
    channel = _member_of(workspace, arguments.required("channel"))
    message = workspace.world.message(channel.id, arguments.required("message_ts"))
    address = f"https://{workspace.world.identity.team_domain}.slack.com/archives/{channel.id}"
    return {"channel": channel.id, "permalink": f"{address}/p{message.ts.replace('.', '')}"}


def add_reaction(workspace: Workspace, arguments: Arguments) -> Json:
    """`reactions.add`."""
    name = arguments.required("name")
    if not EMOJI_NAME.fullmatch(name):
        raise SlackError("invalid_name")
    channel = _member_of(workspace, arguments.required("channel"))
    if channel.archived:
        raise SlackError("is_archived")
    message = workspace.world.message(channel.id, arguments.required("timestamp"))
    if message.ephemeral_to:
        raise SlackError("message_not_found")
    workspace.world.react(message, name, workspace.world.identity.bot_user_id)
    return {}


def respond(workspace: Workspace, target: ResponseUrl, given: Json) -> None:
    """What a response_url does with its JSON: a new message, a replacement or a removal. Raises SlackError."""
    world = workspace.world
    shown = world.message(target.channel, target.message_ts) if target.message_ts else None
    if given.get("delete_original") is True and shown:
        world.delete(shown, by=world.identity.bot_user_id)
        return
    content = _content(Arguments(given))
    if given.get("replace_original") is True and shown:
        by = world.identity.bot_user_id
        world.edit(shown, by=by, text=content.text, blocks=content.blocks, link_names=content.link_names)
        return
    hidden: Json = {} if given.get("response_type") == "in_channel" else {"ephemeral_to": target.user}
    thread = str(given.get("thread_ts") or "")
    world.post(channel=target.channel, thread_ts=thread, **_authored(workspace), **_parts(content), **hidden)


def _writable(workspace: Workspace, target: str) -> Channel:
    world = workspace.world
    if target in world.members:
        return world.direct(target)
    channel = _member_of(workspace, target)
    if channel.archived:
        raise SlackError("is_archived")
    return channel


def _member_of(workspace: Workspace, channel_id: str) -> Channel:
    channel = workspace.world.channel(channel_id)
    if workspace.world.identity.bot_user_id in channel.members:
        return channel
    # A private channel the app is not in does not exist for it.
    raise SlackError("channel_not_found" if channel.kind == "group" else "not_in_channel")


def _own(workspace: Workspace, arguments: Arguments, otherwise: str) -> Message:
    channel = workspace.world.channel(arguments.required("channel"))
    message = workspace.world.message(channel.id, arguments.required("ts"))
    if message.ephemeral_to:
        raise SlackError("message_not_found")
    if message.user != workspace.world.identity.bot_user_id:
        raise SlackError(otherwise)
    if channel.archived:
        raise SlackError("is_archived")
    return message


def _content(arguments: Arguments) -> Content:
    text = arguments.text("text")
    blocks = arguments.structure("blocks", "invalid_blocks_format")
    metadata = arguments.structure("metadata", "invalid_metadata_format")
    check_message(text, blocks)
    check_metadata(metadata)
    # `parse=full` and `link_names` make Slack look for @channel in the text itself.
    linked = arguments.flag("link_names") or arguments.text("parse") == "full"
    return Content(text, tuple(blocks or ()), metadata, linked)


def _thread(arguments: Arguments) -> str:
    root = arguments.given.get("thread_ts")
    if root is None or root == "":
        return ""
    # A number loses its last zeros on the way and the reply is shown nowhere (python-slack-sdk #840).
    if not isinstance(root, str) or not TIMESTAMP.fullmatch(root):
        raise SlackError("invalid_thread_ts", (f"[ERROR] {root} is not a valid thread_ts",))
    return root


def _authored(workspace: Workspace) -> dict[str, Any]:
    return {"user": workspace.world.identity.bot_user_id, "bot_id": workspace.world.identity.bot_id}


def _parts(content: Content) -> dict[str, Any]:
    return {
        "text": content.text,
        "blocks": content.blocks,
        "metadata": content.metadata,
        "link_names": content.link_names,
    }


def _told(workspace: Workspace, message: Message) -> Json:
    shown = workspace.payloads.message(message)
    shown |= {"metadata": message.metadata} if message.metadata else {}
    return {"channel": message.channel, "ts": message.ts, "message": shown}
