"""The present state of one workspace: members, channels, messages. Every change is also a happening."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.playground.slack.entities import Channel, ChannelKind, Identity, Member, Message, Room, SlackError, slack_id
from bot.playground.slack.happenings import Happening, HappeningKind, Happenings
from bot.playground.slack.identifiers import with_ids
from bot.playground.slack.mentions import links, live_mentions

Clock = Callable[[], datetime]


def wall_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


class World:
    """`clock` gives the story's time (aware, UTC): it dates messages and nothing else."""

    def __init__(self, clock: Clock, identity: Identity, members: Iterable[Member], rooms: Iterable[Room]) -> None:
        self.clock = clock
        self.identity = identity
        self.happenings: Happenings[Happening] = Happenings()
        self.members: dict[str, Member] = {}
        self.channels: dict[str, Channel] = {}
        self._messages: dict[str, dict[str, Message]] = {}
        self._last_micros = 0
        self.welcome(Member(name=identity.bot_name.lower(), real_name=identity.bot_name, is_bot=True))
        for member in members:
            self.welcome(member)
        for room in rooms:
            self.found(room)

    def welcome(self, member: Member) -> None:
        """A new member. Raises ValueError when two names give one id."""
        if member.id in self.members:
            raise ValueError(f"two members are called {member.name}")
        self.members[member.id] = member

    def found(self, room: Room) -> Channel:
        """A new channel. Raises KeyError for a member nobody knows."""
        members = {self.member_named(name).id for name in room.members}
        members |= {self.identity.bot_user_id} if room.with_bot else set()
        kind: ChannelKind = "group" if room.private else "channel"
        return self._add(Channel(slack_id("C", room.name), room.name, kind, members, room.archived))

    def member_named(self, name: str) -> Member:
        """By the short name of the story. Raises KeyError."""
        return next((one for one in self.members.values() if one.name == name), None) or _unknown(name)

    def member(self, user_id: str) -> Member:
        """Raises SlackError user_not_found."""
        if user_id not in self.members:
            raise SlackError("user_not_found")
        return self.members[user_id]

    def channel(self, channel_id: str) -> Channel:
        """Raises SlackError channel_not_found."""
        if channel_id not in self.channels:
            raise SlackError("channel_not_found")
        return self.channels[channel_id]

    def channel_named(self, name: str) -> Channel:
        """`#emploi` or `emploi`, or an id. Raises KeyError."""
        bare = name.removeprefix("#")
        found = (one for one in self.channels.values() if bare in (one.name, one.id))
        return next(found, None) or _unknown(name)

    def direct(self, user_id: str) -> Channel:
        """The direct message channel of this member and our bot, opened on demand.

        Raises SlackError user_not_found, cannot_dm_bot.
        """
        member = self.member(user_id)
        if member.is_bot:
            raise SlackError("cannot_dm_bot")
        channel_id = slack_id("D", member.name)
        members = {user_id, self.identity.bot_user_id}
        return self.channels.get(channel_id) or self._add(Channel(channel_id, "directmessage", "im", members))

    def next_ts(self) -> str:
        """Unique and increasing, even when the story's clock stands still or goes back."""
        micros = int(self.clock().timestamp() * 1_000_000)
        self._last_micros = max(micros, self._last_micros + 1)
        return f"{self._last_micros // 1_000_000}.{self._last_micros % 1_000_000:06d}"

    def find(self, channel_id: str, ts: str) -> Message | None:
        """The present version, None for what does not exist or was deleted."""
        found = self._messages.get(channel_id, {}).get(ts)
        return None if found is None or found.deleted else found

    def message(self, channel_id: str, ts: str) -> Message:
        """As `find`. Raises SlackError message_not_found."""
        found = self.find(channel_id, ts)
        if found is None:
            raise SlackError("message_not_found")
        return found

    def current(self, message: Message) -> Message:
        """The present version of a message seen earlier, deleted or not."""
        return self._messages[message.channel][message.ts]

    def messages(self, channel_id: str) -> Iterator[Message]:
        """Oldest first, without the deleted ones; ephemeral ones included."""
        return (one for one in self._messages[channel_id].values() if not one.deleted)

    def post(self, *, channel: str, user: str, link_names: bool = False, **content: Any) -> Message:
        """A new message of `user`, as `Message` names its fields. Raises SlackError when its thread does not exist."""
        if root := content.get("thread_ts"):
            self._must_have_thread(channel, str(root))
        message = Message(channel=channel, ts=self.next_ts(), user=user, **content)
        seen = _acting_parts(replace(message, blocks=with_ids(message.blocks)), link_names=link_names)
        self._keep(seen)
        self.happen("message", self.audience(seen), by=user, message=seen)
        return seen

    def edit(self, message: Message, *, by: str, link_names: bool = False, **content: Any) -> Message:
        """Replaces what `content` names; `edited` shows as soon as the text of a person changes."""
        before = self.current(message)
        changed = replace(before, edited_by=by, edited_ts=self.next_ts(), **content)
        changed = _acting_parts(replace(changed, blocks=with_ids(changed.blocks)), link_names=link_names)
        self._keep(changed)
        self.happen("changed", self.audience(changed), by=by, message=changed, before=before)
        return changed

    def delete(self, message: Message, *, by: str) -> None:
        """It disappears from every screen."""
        before = self.current(message)
        gone = replace(before, deleted=True)
        self._keep(gone)
        self.happen("deleted", self.audience(gone), by=by, message=gone, before=before)

    def react(self, message: Message, emoji: str, user_id: str) -> None:
        """Raises SlackError already_reacted."""
        now = self.current(message)
        if user_id in now.reactions.get(emoji, ()):
            raise SlackError("already_reacted")
        reactions = {**now.reactions, emoji: (*now.reactions.get(emoji, ()), user_id)}
        changed = replace(now, reactions=reactions)
        self._keep(changed)
        self.happen("reaction", self.audience(changed), by=user_id, what=emoji, message=changed)

    def audience(self, message: Message) -> frozenset[str]:
        """Whose screen shows it: one person for an ephemeral message, else the members of its channel."""
        if message.ephemeral_to:
            return frozenset({message.ephemeral_to})
        return frozenset(self.channels[message.channel].members)

    def happen(self, kind: HappeningKind, audience: Iterable[str], **details: Any) -> Happening:
        """Adds to the log, with the details `Happening` names, and wakes whoever waits for it."""
        return self.happenings.add(Happening(kind=kind, audience=frozenset(audience), **details))

    def _add(self, channel: Channel) -> Channel:
        self._messages[channel.id] = {}
        self.channels[channel.id] = channel
        return channel

    def _keep(self, message: Message) -> None:
        self._messages[message.channel][message.ts] = message

    def _must_have_thread(self, channel: str, root: str) -> None:
        # The real one accepts a ts that does not exist and shows the message to nobody: here the loss is said.
        if self.find(channel, root) is None:
            raise SlackError("thread_not_found")


def _acting_parts(message: Message, *, link_names: bool) -> Message:
    return replace(
        message,
        live_mentions=live_mentions(message.text, message.blocks, link_names=link_names),
        links=links(message.text, message.blocks),
    )


def _unknown(name: str) -> Any:
    raise KeyError(name)
