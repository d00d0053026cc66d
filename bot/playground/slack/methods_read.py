"""The reading methods: `conversations.*`, `users.*`, `team.info`, `auth.test`."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

from bot.playground.slack.arguments import Arguments
from bot.playground.slack.entities import Channel, Json, Member, Message, SlackError
from bot.playground.slack.workspace import Workspace

MAX_PAGE = 999


def auth_test(workspace: Workspace, _: Arguments) -> Json:
    """`auth.test`."""
    who = workspace.world.identity
    names = {"url": f"https://{who.team_domain}.slack.com/", "team": who.team_name, "user": who.bot_name.lower()}
    ids = {"team_id": who.team_id, "user_id": who.bot_user_id, "bot_id": who.bot_id}
    return names | ids | {"is_enterprise_install": False}


def team_info(workspace: Workspace, _: Arguments) -> Json:
    """`team.info`."""
    who = workspace.world.identity
    return {"team": {"id": who.team_id, "name": who.team_name, "domain": who.team_domain}}


def history(workspace: Workspace, arguments: Arguments) -> Json:
    """`conversations.history`: newest first, without replies and without ephemeral messages."""
    channel = _readable(workspace, arguments)
    found = [one for one in _between(workspace, channel, arguments) if not one.is_reply]
    page, cursor = _page(found[::-1], arguments, default=100)
    return _shown(workspace, page, arguments) | _next(cursor)


def replies(workspace: Workspace, arguments: Arguments) -> Json:
    """`conversations.replies`: the thread's first message, then its replies, oldest first."""
    channel = _readable(workspace, arguments)
    root = arguments.required("ts")
    if not any(one.ts == root for one in workspace.world.messages(channel.id)):
        raise SlackError("thread_not_found")
    found = [one for one in _between(workspace, channel, arguments) if root in (one.ts, one.thread_ts)]
    page, cursor = _page(found, arguments, default=1000)
    return _shown(workspace, page, arguments) | _next(cursor)


def open_direct(workspace: Workspace, arguments: Arguments) -> Json:
    """`conversations.open` with one member."""
    user = arguments.required("users")
    already = any(one.kind == "im" and user in one.members for one in workspace.world.channels.values())
    channel = workspace.world.direct(user)
    return {"channel": {"id": channel.id}, "already_open": already, "no_op": already}


def channel_info(workspace: Workspace, arguments: Arguments) -> Json:
    """`conversations.info`."""
    channel = workspace.world.channel(arguments.required("channel"))
    if channel.kind != "channel" and workspace.world.identity.bot_user_id not in channel.members:
        raise SlackError("channel_not_found")
    return {"channel": _channel(workspace, channel)}


def channel_list(workspace: Workspace, arguments: Arguments) -> Json:
    """`conversations.list`: public channels unless `types` says more; of the private ones only the app's own."""
    wanted = (arguments.text("types") or "public_channel").split(",")
    kinds = {"channel": "public_channel", "group": "private_channel", "im": "im"}
    bot = workspace.world.identity.bot_user_id
    found = [
        channel
        for channel in workspace.world.channels.values()
        if kinds[channel.kind] in wanted
        and (channel.kind == "channel" or bot in channel.members)
        and not (arguments.flag("exclude_archived") and channel.archived)
    ]
    page, cursor = _page(found, arguments, default=100)
    return {"channels": [_channel(workspace, channel) for channel in page]} | _next(cursor)


def channel_members(workspace: Workspace, arguments: Arguments) -> Json:
    """`conversations.members`."""
    channel = workspace.world.channel(arguments.required("channel"))
    page, cursor = _page(sorted(channel.members), arguments, default=100)
    return {"members": list(page)} | _next(cursor)


def user_info(workspace: Workspace, arguments: Arguments) -> Json:
    """`users.info`: the address only with a scope of its own. (https://docs.slack.dev/reference/methods/users.info)"""
    _must_have("users:read", workspace)
    return {"user": _user(workspace, workspace.world.member(arguments.required("user")), arguments)}


def user_by_email(workspace: Workspace, arguments: Arguments) -> Json:
    """`users.lookupByEmail`."""
    _must_have("users:read.email", workspace)
    email = arguments.required("email").lower()
    for member in workspace.world.members.values():
        if member.email.lower() == email and not member.deleted:
            return {"user": _user(workspace, member, arguments)}
    raise SlackError("users_not_found")


def _must_have(scope: str, workspace: Workspace) -> None:
    if not workspace.rules.grants(scope):
        raise SlackError("missing_scope", needed=scope, provided=",".join(sorted(workspace.rules.scopes or ())))


def _readable(workspace: Workspace, arguments: Arguments) -> Channel:
    channel = workspace.world.channel(arguments.required("channel"))
    if workspace.world.identity.bot_user_id in channel.members:
        return channel
    raise SlackError("channel_not_found" if channel.kind == "group" else "not_in_channel")


def _between(workspace: Workspace, channel: Channel, arguments: Arguments) -> list[Message]:
    oldest, latest = _instant(arguments, "oldest"), _instant(arguments, "latest")
    inclusive = arguments.flag("inclusive")
    return [
        message
        for message in workspace.world.messages(channel.id)
        if not message.ephemeral_to
        and (not oldest or _key(message.ts) > oldest or (inclusive and _key(message.ts) == oldest))
        and (not latest or _key(message.ts) < latest or (inclusive and _key(message.ts) == latest))
    ]


def _instant(arguments: Arguments, name: str) -> tuple[int, int] | None:
    try:
        return _key(arguments.text(name)) if arguments.text(name) else None
    except ValueError:
        raise SlackError(f"invalid_ts_{name}") from None


def _key(ts: str) -> tuple[int, int]:
    seconds, _, micros = ts.partition(".")
    return int(seconds), int(micros.ljust(6, "0")[:6] or 0)


def _page(found: Sequence[Any], arguments: Arguments, default: int) -> tuple[Sequence[Any], str]:
    limit = arguments.number("limit", default)
    if not 1 <= limit <= MAX_PAGE + 1:
        raise SlackError("invalid_limit")
    start = _offset(arguments.text("cursor"))
    end = start + limit
    more = base64.b64encode(f"next:{end}".encode()).decode() if end < len(found) else ""
    return found[start:end], more


def _offset(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(cursor, validate=True).decode().removeprefix("next:"))
    except ValueError:
        raise SlackError("invalid_cursor") from None


def _next(cursor: str) -> Json:
    return {"has_more": bool(cursor), "response_metadata": {"next_cursor": cursor}}


def _shown(workspace: Workspace, page: Sequence[Message], arguments: Arguments) -> Json:
    everything = arguments.flag("include_all_metadata")
    return {"messages": [_message(workspace, one, with_metadata=everything) for one in page]}


def _message(workspace: Workspace, message: Message, *, with_metadata: bool) -> Json:
    shown = workspace.payloads.message(message)
    if with_metadata and message.metadata:
        shown["metadata"] = message.metadata
    below = [one for one in workspace.world.messages(message.channel) if one.is_reply and one.thread_ts == message.ts]
    if below:
        users = list(dict.fromkeys(one.user for one in below))
        count = {"reply_count": len(below), "reply_users_count": len(users), "latest_reply": below[-1].ts}
        shown |= {"thread_ts": message.ts, "reply_users": users} | count
    return shown


def _channel(workspace: Workspace, channel: Channel) -> Json:
    member = workspace.world.identity.bot_user_id in channel.members
    kinds = {"is_channel": channel.kind == "channel", "is_im": channel.kind == "im", "is_group": channel.kind == "group"}
    base = {"id": channel.id, "is_archived": channel.archived, "context_team_id": workspace.world.identity.team_id}
    if channel.kind == "im":
        other = (channel.members - {workspace.world.identity.bot_user_id}).pop()
        return base | kinds | {"user": other, "is_open": True}
    private = {"is_private": channel.kind == "group", "is_member": member, "num_members": len(channel.members)}
    return base | kinds | private | {"name": channel.name, "name_normalized": channel.name}


def _user(workspace: Workspace, member: Member, arguments: Arguments) -> Json:
    shown: Json = {
        "id": member.id,
        "team_id": member.team_id or workspace.world.identity.team_id,
        "name": member.name,
        "deleted": member.deleted,
        "real_name": member.label,
        "is_bot": member.is_bot,
        "is_app_user": False,
        "profile": {"real_name": member.label, "display_name": member.name},
    }
    if member.email and not member.is_bot and workspace.rules.grants("users:read.email"):
        shown["profile"]["email"] = member.email
    if member.is_stranger:
        shown["is_stranger"] = True
    if not (member.is_bot or member.deleted):  # of these the real one says less
        guest = {"is_restricted": member.is_restricted or member.is_ultra_restricted, "is_ultra_restricted": member.is_ultra_restricted}
        shown |= guest | {"tz": member.tz, "is_email_confirmed": member.is_email_confirmed}
    return shown | ({"locale": member.locale} if arguments.flag("include_locale") else {})
