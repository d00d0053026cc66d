"""The present state of one Telegram as our bot's people see it: accounts, chats, messages. Every change is also a happening."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.playground.telegram.entities import Chat, ChatKind, Contact, Group, Identity, Json, Message, Standing, bad
from bot.playground.telegram.happenings import Happening, HappeningKind, Happenings

Clock = Callable[[], datetime]


def wall_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


class World:
    """`clock` gives the story's time (aware, UTC): it dates messages, and tells what is too old."""

    def __init__(self, clock: Clock, identity: Identity, people: Iterable[Contact], groups: Iterable[Group]) -> None:
        self.clock = clock
        self.identity = identity
        self.happenings: Happenings[Happening] = Happenings()
        self.contacts: dict[int, Contact] = {}
        self.chats: dict[int, Chat] = {}
        self._messages: dict[int, dict[int, Message]] = {}
        self._counters: dict[int, int] = {}
        for contact in people:
            self.welcome(contact)
        for group in groups:
            self.found(group)

    def welcome(self, contact: Contact) -> None:
        """A new account. Raises ValueError when two names give one id."""
        if contact.id in self.contacts:
            raise ValueError(f"two people are called {contact.name}")
        self.contacts[contact.id] = contact
        if contact.started:
            self.open(contact.id)

    def found(self, group: Group) -> Chat:
        """A new group. Raises KeyError for a member nobody knows."""
        members = {self.contact_named(name).id for name in group.members}
        bot: Standing = "left" if not group.with_bot else "administrator" if group.admin_bot else "member"
        kind: ChatKind = "supergroup" if group.topics or group.supergroup else "group"
        title = group.title or group.name.capitalize()
        return self._add(Chat(group.id, group.name, kind, members, title, forum=group.topics, bot=bot))

    def open(self, user: int) -> Chat:
        """The private conversation of this account with our bot, opened on demand."""
        return self.chats.get(user) or self._add(Chat(user, self.contacts[user].name, "private", {user}))

    def contact_named(self, name: str) -> Contact:
        """By the short name of the story. Raises KeyError."""
        return next((one for one in self.contacts.values() if one.name == name), None) or _unknown(name)

    def label(self, user: int) -> str:
        """The name others read of a person or of our bot."""
        return self.identity.bot_name if user == self.identity.bot_id else self.contacts[user].label

    def chat_named(self, name: str) -> Chat:
        """A group: `emploi`, `#emploi`, its title or its id as text; a migrated one is found where it went. Raises KeyError."""
        bare = name.removeprefix("#")
        groups = (one for one in self.chats.values() if one.kind != "private" and not one.migrated_to)
        return next((one for one in groups if bare in (one.name, one.title, one.channel)), None) or _unknown(name)

    @property
    def now(self) -> int:
        """Unix seconds of the story."""
        return int(self.clock().timestamp())

    def find(self, channel: str | int, ts: str | int) -> Message | None:
        """The present version, None for what does not exist or was deleted."""
        found = self._messages.get(int(channel), {}).get(int(ts))
        return None if found is None or found.deleted else found

    def current(self, message: Message) -> Message:
        """The present version of a message seen earlier, deleted or not."""
        return self._messages[message.chat][message.message_id]

    def messages(self, chat: int) -> Iterator[Message]:
        """Oldest first, without the deleted ones."""
        return (one for one in self._messages[chat].values() if not one.deleted)

    def post(self, chat: Chat, sender: int, *, date: int = 0, **content: Any) -> Message:
        """A new message, as `Message` names its fields; dated now unless the phone says otherwise."""
        message = Message(chat=chat.id, message_id=self._next_id(chat), sender=sender, date=date or self.now, **content)
        self._messages[chat.id][message.message_id] = message
        self.happen("message", self.audience(message), by=sender, chat=chat.id, message=message)
        return message

    def edit(self, message: Message, *, by: int, shown: bool = True, **content: Any) -> Message:
        """Replaces what `content` names; not `shown` where only buttons change, which no client marks as edited."""
        before = self.current(message)
        changed = replace(before, edited=max(self.now, before.date) if shown else before.edited, **content)
        self._messages[changed.chat][changed.message_id] = changed
        self.happen("changed", self.audience(changed), by=by, chat=changed.chat, message=changed, before=before)
        return changed

    def delete(self, message: Message, *, by: int) -> None:
        """It disappears from every screen."""
        before = self.current(message)
        gone = replace(before, deleted=True)
        self._messages[gone.chat][gone.message_id] = gone
        self.happen("deleted", self.audience(gone), by=by, chat=gone.chat, message=gone, before=before)

    def react(self, message: Message, signs: tuple[str, ...], by: int) -> Message:
        """Replaces the reactions of `by`; none takes them away."""
        before = self.current(message)
        others = {user: given for user, given in before.reactions.items() if user != by}
        changed = replace(before, reactions=others | ({by: signs} if signs else {}))
        self._messages[changed.chat][changed.message_id] = changed
        self.happen("reaction", self.audience(changed), by=by, what=" ".join(signs), chat=changed.chat, message=changed, before=before)
        return changed

    def audience(self, message: Message) -> frozenset[int]:
        """Whose screen shows it."""
        return frozenset(self.chats[message.chat].members)

    def happen(self, kind: HappeningKind, audience: Iterable[int], **details: Any) -> Happening:
        """Adds to the log, with the details `Happening` names, and wakes whoever waits for it."""
        return self.happenings.add(Happening(kind=kind, audience=frozenset(audience), **details))

    def topic(self, chat: Chat, name: str, by: int) -> int:
        """The message_thread_id of this topic of a forum, which its first writer opens. Raises TelegramError."""
        if not chat.forum:
            raise bad("the chat is not a forum")
        if name not in chat.topics:
            created = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
            number = self._counters.get(chat.id, 0) + 1
            chat.topics[name] = self.post(chat, by, topic=number, service=created).message_id
        return chat.topics[name]

    def migrate(self, chat: Chat) -> Chat:
        """A basic group becomes a supergroup: a new id, a new numbering, and two service messages that name each other."""
        moved = Chat(-1_000_000_000_000 + chat.id, chat.name, "supergroup", set(chat.members), chat.title, bot=chat.bot)
        self._add(moved)
        chat.migrated_to = moved.id
        someone = min(chat.members)
        self.post(chat, someone, service={"migrate_to_chat_id": moved.id})
        self.post(moved, someone, service={"migrate_from_chat_id": chat.id})
        return moved

    def stands(self, chat: Chat, standing: Standing, by: int) -> None:
        """Our bot enters, leaves, is blocked or let in again."""
        before, chat.bot = chat.bot, standing
        self.happen("member", chat.members, by=by, what=f"{before} {standing}", chat=chat.id)

    def _add(self, chat: Chat) -> Chat:
        self._messages[chat.id] = {}
        self.chats[chat.id] = chat
        return chat

    def _next_id(self, chat: Chat) -> int:
        # Private conversations and basic groups share one numbering; each supergroup counts for itself, so ids collide.
        counter = chat.id if chat.kind == "supergroup" else 0
        self._counters[counter] = self._counters.get(counter, 0) + 1
        return self._counters[counter]


def as_user(contact: Contact) -> Json:
    """A person as the Bot API shows him."""
    shown: Json = {"id": contact.id, "is_bot": False, "first_name": contact.first_name or contact.name.capitalize()}
    shown |= {"last_name": contact.last_name} if contact.last_name else {}
    shown |= {"username": contact.username} if contact.username else {}
    return shown | ({"language_code": contact.language_code} if contact.language_code else {})


def _unknown(name: str) -> Any:
    raise KeyError(name)
