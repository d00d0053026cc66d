"""What a message of Telegram says to us: its words as Markdown to store and as plain text to recognise, its command, and to whom it is."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType

from handlers.telegram.entities import markdown_of, plain_of
from handlers.telegram.places import thread_of

AT_ONCE: Final = timedelta(minutes=1)
"""What comes later, or from a phone whose clock is so wrong, has waited for the network."""
_COMMAND: Final = re.compile(r"/(\w{1,32})(?:@(\w+))?", re.ASCII)
_CARRIED: Final = (
    ("photo", ("photo", "live_photo")),
    ("voice", ("voice", "audio", "video_note")),
    ("video", ("video", "animation", "story")),
    ("sticker", ("sticker", "dice")),
    ("document", ("document",)),
    ("location", ("location", "venue")),
    ("poll", ("poll", "checklist")),
    ("contact", ("contact",)),
)
"""What a message without words carries; an animation is a document as well, so the order counts."""


@dataclass(frozen=True)
class Identity:
    """Our bot, as others name it."""

    id: int
    username: str

    def is_named(self, name: str) -> bool:
        return name.lower() == self.username.lower()


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """One message. `verb`: the command it begins with, and the words are what follows. `called`: it names us or answers us. `unreadable`:
    what it carries instead of words."""

    text: str
    markdown: str
    verb: str = ""
    called: bool = False
    unreadable: str = ""

    @property
    def is_empty(self) -> bool:
        """It tells what happened to a chat, and nobody has said it."""
        return not (self.text or self.verb or self.called or self.unreadable)


def author_of(message: Message, bot: Identity) -> User | None:
    """The person who wrote it. None for other bots, for ourselves, and for a channel or a group that speaks as itself."""
    user = message.from_user
    spoken_by_a_chat = message.sender_chat is not None or message.chat.type == ChatType.CHANNEL
    return None if user is None or user.is_bot or user.id == bot.id or spoken_by_a_chat else user


def spoken(message: Message, bot: Identity) -> Spoken:
    """What it says; a caption is text."""
    text = message.text or message.caption or ""
    entities: Sequence[MessageEntity] = message.entities or message.caption_entities or ()
    called = _answers(message, bot) or any(_names(text, entity, bot) for entity in entities)
    verb, named = _command(text, entities) if message.forward_origin is None else ("", "")  # a forwarded command is somebody else's
    if named and not bot.is_named(named):
        verb = ""
    elif verb:
        called, (text, entities) = called or bool(named), _after(text, entities, entities[0].length)
    return Spoken(
        text=plain_of(text, entities, bot=bot.username),
        markdown=markdown_of(text, entities, bot=bot.username),
        verb=verb,
        called=called,
        unreadable="" if text or verb else _unreadable(message),
    )


def same_message(message: Message, now: datetime) -> str:
    """What it has in common with its doubles. One message counts once, whatever update brings it; and what waited for the network may be
    sent again by the phone of whoever wrote it, as another message of the same instant."""
    chat = message.chat.id
    words = message.text or message.caption or ""
    if abs(now - message.date) <= AT_ONCE or not words:
        return f"message:{chat}:{message.message_id}"
    digest = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
    author = message.from_user.id if message.from_user else ""
    return f"typed:{chat}:{author}:{int(message.date.timestamp())}:{digest[:32]}"


def topic_of(message: Message) -> int | None:
    """The topic it stands in. In a group without topics a chain of answers has a thread id too, which is no topic."""
    return message.message_thread_id if message.is_topic_message else None


def replied_to(message: Message) -> Message | None:
    """The message it answers. In a topic everything answers the message that opened it, which nobody has said."""
    before = message.reply_to_message
    if before is None or before.forum_topic_created or (message.is_topic_message and before.message_id == message.message_thread_id):
        return None
    return before


def thread_under(message: Message) -> str:
    """The thread of the message it answers, or nothing."""
    before = replied_to(message)
    return thread_of(topic_of(message), before.message_id) if before else ""


def _answers(message: Message, bot: Identity) -> bool:
    before = replied_to(message)
    return before is not None and before.from_user is not None and before.from_user.id == bot.id


def _names(text: str, entity: MessageEntity, bot: Identity) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == bot.id
    return entity.type == MessageEntity.MENTION and bot.is_named(_cut(text, entity.offset, entity.length).removeprefix("@"))


def _command(text: str, entities: Sequence[MessageEntity]) -> tuple[str, str]:
    """The command a message begins with, and the bot it names; only what Telegram itself takes for one, so that "/2 postes" is none."""
    first = entities[0] if entities else None
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset:
        return "", ""
    found = _COMMAND.fullmatch(_cut(text, 0, first.length))
    return (found[1].lower(), found[2] or "") if found else ("", "")


def _cut(text: str, start: int, length: int) -> str:
    """A part of the text by Telegram's measure, UTF-16 units."""
    return text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * (start + length)].decode("utf-16-le", "replace")


def _after(text: str, entities: Iterable[MessageEntity], length: int) -> tuple[str, tuple[MessageEntity, ...]]:
    """The text without its first units and the blanks behind them, its entities moved along."""
    rest = _cut(text, length, len(text))
    gone = length + len(rest) - len(rest.lstrip())  # blanks are one unit each
    return rest.lstrip(), tuple(_moved(entity, gone) for entity in entities if entity.offset >= gone)


def _moved(entity: MessageEntity, by: int) -> MessageEntity:
    return MessageEntity(
        entity.type,
        entity.offset - by,
        entity.length,
        url=entity.url,
        user=entity.user,
        language=entity.language,
        custom_emoji_id=entity.custom_emoji_id,
    )


def _unreadable(message: Message) -> str:
    return next((what for what, names in _CARRIED if any(getattr(message, name, None) for name in names)), "")
