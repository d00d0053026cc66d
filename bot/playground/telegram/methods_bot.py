"""The bot itself: who it is, what its menus offer, where its updates go, and what it may learn of a chat."""

from __future__ import annotations

import re

from bot.playground.telegram.arguments import Arguments
from bot.playground.telegram.deliver_poll import BY_WEBHOOK, WHILE_WEBHOOK
from bot.playground.telegram.entities import Chat, Json, Standing, TelegramError, bad
from bot.playground.telegram.menus import key_of, menu_of
from bot.playground.telegram.messenger import Messenger
from bot.playground.telegram.methods_chat import target

SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
PORTS = ("", ":443", ":80", ":88", ":8443")
ADDRESS = re.compile(r"(?P<scheme>https?)://(?P<host>[^/:]+)(?P<port>:\d+)?(?:/\S*)?")
GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def get_me(messenger: Messenger, _: Arguments) -> Json:
    """`getMe`."""
    more = {"can_join_groups": True, "can_read_all_group_messages": not messenger.rules.privacy, "supports_inline_queries": False}
    return messenger.payloads.me() | more


async def get_updates(messenger: Messenger, arguments: Arguments) -> list[Json]:
    """`getUpdates`. Raises TelegramError 409 beside a webhook or another poller."""
    delivery = messenger.delivery
    if delivery.webhook.url:
        raise TelegramError(WHILE_WEBHOOK, 409)
    delivery.updates.allow(arguments.structure("allowed_updates"))
    limit = min(max(arguments.number("limit", 100), 1), 100)
    found = await delivery.polling.take(arguments.number("offset"), limit, arguments.number("timeout"))
    return [one.as_json() for one in found]


def set_webhook(messenger: Messenger, arguments: Arguments) -> bool:
    """`setWebhook`. Plain http is taken for this machine only."""
    url, secret = arguments.text("url"), arguments.text("secret_token")
    if not url:
        return delete_webhook(messenger, arguments)
    _check_address(url)
    if len(secret) > 256:
        raise bad("secret token is too long")
    if secret and not SECRET.fullmatch(secret):
        raise bad("secret token contains unallowed characters")
    delivery = messenger.delivery
    delivery.updates.allow(arguments.structure("allowed_updates"))
    if arguments.flag("drop_pending_updates"):
        delivery.updates.forget()
    delivery.polling.send_away(BY_WEBHOOK)
    delivery.webhook.max_connections = arguments.number("max_connections", 40)
    delivery.webhook.set(url, secret)
    return True


def delete_webhook(messenger: Messenger, arguments: Arguments) -> bool:
    """`deleteWebhook`."""
    messenger.delivery.webhook.remove()
    if arguments.flag("drop_pending_updates"):
        messenger.delivery.updates.forget()
    return True


def get_webhook_info(messenger: Messenger, _: Arguments) -> Json:
    """`getWebhookInfo`."""
    delivery = messenger.delivery
    shown: Json = {"url": delivery.webhook.url, "has_custom_certificate": False, "pending_update_count": len(delivery.updates.pending)}
    if delivery.webhook.last_error:
        shown |= {"last_error_date": messenger.world.now, "last_error_message": delivery.webhook.last_error}
    return shown | {"allowed_updates": sorted(delivery.updates.allowed), "max_connections": delivery.webhook.max_connections}


def set_my_commands(messenger: Messenger, arguments: Arguments) -> bool:
    """`setMyCommands`."""
    commands = arguments.structure("commands")
    if commands is None:
        raise bad("can't parse commands JSON object")
    key = key_of(arguments.structure("scope"), arguments.text("language_code"))
    messenger.menus.known[key] = menu_of(commands)
    messenger.world.happen("menu", messenger.world.contacts, by=messenger.bot, what=key[0])
    return True


def delete_my_commands(messenger: Messenger, arguments: Arguments) -> bool:
    """`deleteMyCommands`."""
    messenger.menus.known.pop(key_of(arguments.structure("scope"), arguments.text("language_code")), None)
    return True


def get_my_commands(messenger: Messenger, arguments: Arguments) -> list[Json]:
    """`getMyCommands`, of exactly this scope and language."""
    menu = messenger.menus.known.get(key_of(arguments.structure("scope"), arguments.text("language_code")), ())
    return [{"command": name, "description": description} for name, description in menu]


def set_chat_menu_button(_: Messenger, arguments: Arguments) -> bool:
    """`setChatMenuButton`: the menu of commands, which is all our people use."""
    if (arguments.structure("menu_button") or {"type": "default"}).get("type") not in ("commands", "default", "web_app"):
        raise bad("can't parse menu button: MenuButton has unsupported type")
    return True


def set_my_words(_: Messenger, arguments: Arguments) -> bool:
    """`setMyName`, `setMyDescription`, `setMyShortDescription`."""
    for name, longest in (("name", 64), ("description", 512), ("short_description", 120)):
        if len(arguments.text(name)) > longest:
            raise bad(f"{name.replace('_', ' ')} is too long")
    return True


def get_chat(messenger: Messenger, arguments: Arguments) -> Json:
    """`getChat`."""
    chat = messenger.chat_of(arguments.structure("chat_id"))
    required = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": dict.fromkeys(GIFTS, False)}
    return messenger.payloads.chat(chat) | required


def get_chat_member(messenger: Messenger, arguments: Arguments) -> Json:
    """`getChatMember`. Raises TelegramError for somebody Telegram does not know."""
    chat, user = target(messenger, arguments), arguments.number("user_id")
    if user == messenger.bot:
        return messenger.payloads.member(user, chat.bot)
    if user not in messenger.world.contacts:
        raise bad("PARTICIPANT_ID_INVALID")
    standing: Standing = "member" if user in chat.members else "left"
    return messenger.payloads.member(user, standing)


def get_chat_member_count(messenger: Messenger, arguments: Arguments) -> int:
    """`getChatMemberCount`, our bot included."""
    chat = target(messenger, arguments)
    return len(chat.members) + 1


def leave_chat(messenger: Messenger, arguments: Arguments) -> bool:
    """`leaveChat`."""
    chat: Chat = target(messenger, arguments)
    if chat.kind == "private":
        raise bad("chat member status can't be changed in private chats")
    messenger.world.stands(chat, "left", messenger.bot)
    return True


def get_file(messenger: Messenger, arguments: Arguments) -> Json:
    """`getFile`: where to fetch it, under /file/bot<token>/."""
    file_id = arguments.text("file_id")
    if file_id not in messenger.files:
        raise bad("wrong file_id or the file is temporarily unavailable")
    size = len(messenger.files[file_id])
    if size > 20_000_000:
        raise bad("file is too big")
    return {"file_id": file_id, "file_unique_id": file_id[:12], "file_size": size, "file_path": f"documents/{file_id}"}


def _check_address(url: str) -> None:
    match = ADDRESS.fullmatch(url)
    if match is None:
        raise bad("invalid webhook URL specified")
    if match["host"] in ("127.0.0.1", "localhost"):
        return
    if match["scheme"] != "https":
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if (match["port"] or "") not in PORTS:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
