"""Sending, changing, marking and deleting messages: what a bot may do, and what it may not."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from bot.playground.telegram.arguments import Arguments, Upload
from bot.playground.telegram.emoji import is_reaction
from bot.playground.telegram.entities import Chat, Json, Message, TelegramError, bad, forbidden
from bot.playground.telegram.keyboards import check_markup
from bot.playground.telegram.markup import parse_html
from bot.playground.telegram.messenger import Callback, Messenger
from bot.playground.telegram.spans import detected, is_empty, trimmed, units

TEXT, CAPTION, TOAST = 4096, 1024, 200
TWO_DAYS = 48 * 3600
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup"
    " of the message"
)
CHAT_ACTIONS = [
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
]


@dataclass(frozen=True)
class Content:
    """What a message says, checked."""

    text: str
    entities: tuple[Json, ...]


def send_message(messenger: Messenger, arguments: Arguments) -> Json:
    """`sendMessage`."""
    chat = target(messenger, arguments)
    content = _content(arguments, "text", TEXT)
    return messenger.told(_post(messenger, chat, arguments, content))


def send_document(messenger: Messenger, arguments: Arguments) -> Json:
    """`sendDocument`, of a file that comes with the call or is known by its file_id."""
    chat = target(messenger, arguments)
    given = arguments.structure("document")
    if not isinstance(given, Upload):
        raise bad("wrong remote file identifier specified: Wrong padding in the string" if given else "there is no document in the request")
    if not given.content:
        raise bad("file must be non-empty")
    file_id = secrets.token_urlsafe(18)
    messenger.files[file_id] = given.content
    document: Json = {"file_name": given.name, "mime_type": given.content_type, "file_id": file_id}
    document |= {"file_unique_id": file_id[:12], "file_size": len(given.content)}
    content = _content(arguments, "caption", CAPTION) if arguments.text("caption") else Content("", ())
    return messenger.told(_post(messenger, chat, arguments, content, media={"document": document}))


def edit_message_text(messenger: Messenger, arguments: Arguments) -> Json:
    """`editMessageText`: without a reply_markup the buttons disappear."""
    message = _own(messenger, arguments)
    if message.media:
        raise bad("there is no text in the message to edit")
    content = _content(arguments, "text", TEXT)
    markup = check_markup(arguments.structure("reply_markup"), inline_only=True)
    return _changed(messenger, message, content, markup)


def edit_reply_markup(messenger: Messenger, arguments: Arguments) -> Json:
    """`editMessageReplyMarkup`."""
    message = _own(messenger, arguments)
    markup = check_markup(arguments.structure("reply_markup"), inline_only=True)
    return _changed(messenger, message, Content(message.text, message.entities), markup)


def delete_message(messenger: Messenger, arguments: Arguments) -> bool:
    """`deleteMessage`, of its own messages within 48 hours; a member's only in private, or as an administrator."""
    chat = target(messenger, arguments)
    message = messenger.world.find(chat.id, arguments.number("message_id"))
    if message is None:
        raise bad("message to delete not found")
    theirs = message.sender != messenger.bot and chat.kind != "private" and chat.bot != "administrator"
    if theirs or messenger.world.now - message.date >= TWO_DAYS:
        raise bad("message can't be deleted for everyone")
    messenger.world.delete(message, by=messenger.bot)
    return True


def answer_callback_query(messenger: Messenger, arguments: Arguments) -> bool:
    """`answerCallbackQuery`: once, soon, in 200 characters."""
    if units(arguments.text("text")) > TOAST:
        raise bad("MESSAGE_TOO_LONG")
    callback: Callback = messenger.callbacks.take(arguments.text("callback_query_id"))
    callback.text, callback.alert, callback.url = arguments.text("text"), arguments.flag("show_alert"), arguments.text("url")
    if callback.text:
        messenger.world.happen("toast", {callback.user}, by=messenger.bot, what=callback.text, chat=callback.message.chat)
    return True


def set_message_reaction(messenger: Messenger, arguments: Arguments) -> bool:
    """`setMessageReaction`: one of Telegram's own emoji, or none."""
    chat = target(messenger, arguments)
    signs = tuple(_sign(one) for one in arguments.structure("reaction") or [])
    if len(signs) > 1:
        raise bad("REACTIONS_TOO_MANY")
    message = messenger.world.find(chat.id, arguments.number("message_id"))
    if message is None:
        raise bad("message to react not found")
    messenger.world.react(message, signs, messenger.bot)
    return True


def send_chat_action(messenger: Messenger, arguments: Arguments) -> bool:
    """`sendChatAction`."""
    target(messenger, arguments)
    if arguments.text("action") not in CHAT_ACTIONS:
        raise bad("wrong parameter action in request")
    return True


def target(messenger: Messenger, arguments: Arguments) -> Chat:
    """The chat to write to. Raises TelegramError when the bot may not, or it moved."""
    given = arguments.structure("chat_id")
    if given is None:
        raise bad("chat_id is empty")
    if given in messenger.world.contacts and given not in messenger.world.chats:
        raise forbidden("bot can't initiate conversation with a user")
    chat = messenger.chat_of(given)
    if chat.migrated_to:
        raise TelegramError("Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
    if chat.bot == "kicked":
        raise forbidden("bot was blocked by the user" if chat.kind == "private" else f"bot was kicked from the {chat.kind} chat")
    if chat.bot == "left":
        raise forbidden(f"bot is not a member of the {chat.kind} chat")
    return chat


def _content(arguments: Arguments, name: str, longest: int) -> Content:
    text, entities = arguments.text(name), list(arguments.structure("caption_entities" if name == "caption" else "entities") or [])
    mode = arguments.text("parse_mode").lower()
    if mode == "html":
        text, entities = parse_html(text)
    elif mode:
        raise bad("unsupported parse_mode")
    text, kept = trimmed(text, entities)
    if is_empty(text):
        raise bad("message text is empty")
    # Which length Telegram means is not written; of code points and UTF-16 units the larger.
    if units(text) > longest:
        raise bad("message is too long" if name == "text" else "message caption is too long")
    return Content(text, detected(text, kept))


def _post(messenger: Messenger, chat: Chat, arguments: Arguments, content: Content, **more: Any) -> Message:
    topic = _topic(messenger, chat, arguments)
    reply_to = _reply_to(messenger, chat, arguments)
    markup = check_markup(arguments.structure("reply_markup"))
    parts: dict[str, Any] = {"text": content.text, "entities": content.entities, "markup": markup, "topic": topic, "reply_to": reply_to}
    return messenger.world.post(chat, messenger.bot, **parts, **more)


def _topic(messenger: Messenger, chat: Chat, arguments: Arguments) -> int:
    wanted = arguments.number("message_thread_id")
    if not wanted:
        return 0
    if chat.forum and wanted in chat.topics.values():
        return wanted
    if chat.kind == "supergroup" and not chat.forum and messenger.world.find(chat.id, wanted):
        return 0
    raise bad("message thread not found")


def _reply_to(messenger: Messenger, chat: Chat, arguments: Arguments) -> int:
    given = arguments.structure("reply_parameters")
    if given is None:
        return 0
    if not isinstance(given.get("message_id"), int):
        raise bad("can't parse reply parameters: message_id isn't specified")
    if messenger.world.find(chat.id, given["message_id"]):
        return int(given["message_id"])
    if given.get("allow_sending_without_reply") is True:
        return 0
    raise bad("message to be replied not found")


def _own(messenger: Messenger, arguments: Arguments) -> Message:
    chat = target(messenger, arguments)
    message = messenger.world.find(chat.id, arguments.number("message_id"))
    if message is None:
        raise bad("message to edit not found")
    below = message.markup is not None and "inline_keyboard" not in message.markup
    if message.sender != messenger.bot or message.service or below:
        raise bad("message can't be edited")
    return message


def _changed(messenger: Messenger, message: Message, content: Content, markup: Json | None) -> Json:
    same_words = (content.text, content.entities) == (message.text, message.entities)
    if same_words and markup == message.markup:
        raise bad(NOT_MODIFIED)
    parts = {"text": content.text, "entities": content.entities, "markup": markup}
    return messenger.told(messenger.world.edit(message, by=messenger.bot, shown=not same_words, **parts))


def _sign(given: object) -> str:
    if not isinstance(given, dict) or given.get("type") not in ("emoji", "custom_emoji", "paid"):
        raise bad("can't parse reaction types JSON object: invalid reaction type specified")
    sign = given.get("emoji")
    if given["type"] != "emoji" or not isinstance(sign, str) or not is_reaction(sign):
        raise bad("REACTION_INVALID")
    return sign
