"""The Bot API's front: `/bot<token>/<method>`, faults, pacing and the log of every call."""

from __future__ import annotations

import inspect
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.playground.telegram import methods_bot, methods_chat
from bot.playground.telegram.arguments import Arguments, Fields, checked, read
from bot.playground.telegram.entities import Json, TelegramError
from bot.playground.telegram.faults import Faults
from bot.playground.telegram.messenger import Messenger
from bot.playground.telegram.pacing import Pacing

Work = Callable[[Messenger, Arguments], Any | Awaitable[Any]]
CHAT: Fields = {"chat_id": "chat"}
MESSAGE: Fields = {**CHAT, "message_id": "number"}
MENU: Fields = {"scope": "object", "language_code": "text"}
SENT: Fields = {
    **CHAT,
    "message_thread_id": "number",
    "parse_mode": "text",
    "disable_notification": "flag",
    "protect_content": "flag",
    "reply_parameters": "object",
    "reply_markup": "object",
}
WORDS: Fields = {"text": "text", "parse_mode": "text", "entities": "list", "link_preview_options": "object"}
POLLED: Fields = {"offset": "number", "limit": "number", "timeout": "number", "allowed_updates": "list"}
WEBHOOK: Fields = {
    "url": "text",
    "secret_token": "text",
    "max_connections": "number",
    "allowed_updates": "list",
    "ip_address": "text",
    "certificate": "file",
    "drop_pending_updates": "flag",
}
METHODS: dict[str, tuple[Fields, Work]] = {
    "getMe": ({}, methods_bot.get_me),
    "getUpdates": (POLLED, methods_bot.get_updates),
    "setWebhook": (WEBHOOK, methods_bot.set_webhook),
    "deleteWebhook": ({"drop_pending_updates": "flag"}, methods_bot.delete_webhook),
    "getWebhookInfo": ({}, methods_bot.get_webhook_info),
    "setMyCommands": ({**MENU, "commands": "list"}, methods_bot.set_my_commands),
    "deleteMyCommands": (MENU, methods_bot.delete_my_commands),
    "getMyCommands": (MENU, methods_bot.get_my_commands),
    "setMyName": ({"name": "text", "language_code": "text"}, methods_bot.set_my_words),
    "setMyDescription": ({"description": "text", "language_code": "text"}, methods_bot.set_my_words),
    "setMyShortDescription": ({"short_description": "text", "language_code": "text"}, methods_bot.set_my_words),
    "setChatMenuButton": ({**CHAT, "menu_button": "object"}, methods_bot.set_chat_menu_button),
    "getChat": (CHAT, methods_bot.get_chat),
    "getChatMember": ({**CHAT, "user_id": "number"}, methods_bot.get_chat_member),
    "getChatMemberCount": (CHAT, methods_bot.get_chat_member_count),
    "leaveChat": (CHAT, methods_bot.leave_chat),
    "getFile": ({"file_id": "text"}, methods_bot.get_file),
    "sendMessage": ({**SENT, **WORDS}, methods_chat.send_message),
    "sendDocument": (
        {**SENT, "document": "file", "caption": "text", "caption_entities": "list", "disable_content_type_detection": "flag"},
        methods_chat.send_document,
    ),
    "sendChatAction": ({**CHAT, "message_thread_id": "number", "action": "text"}, methods_chat.send_chat_action),
    "editMessageText": ({**MESSAGE, **WORDS, "reply_markup": "object"}, methods_chat.edit_message_text),
    "editMessageReplyMarkup": ({**MESSAGE, "reply_markup": "object"}, methods_chat.edit_reply_markup),
    "deleteMessage": (MESSAGE, methods_chat.delete_message),
    "setMessageReaction": ({**MESSAGE, "reaction": "list", "is_big": "flag"}, methods_chat.set_message_reaction),
    "answerCallbackQuery": (
        {"callback_query_id": "text", "text": "text", "show_alert": "flag", "url": "text", "cache_time": "number"},
        methods_chat.answer_callback_query,
    ),
}
# The Bot API does not mind how a method's name is written.
NAMES = {name.lower(): name for name in METHODS}
PACED = ("sendMessage", "sendDocument", "editMessageText", "editMessageReplyMarkup")


@dataclass(frozen=True, kw_only=True)
class ApiCall:
    """One call of the bot. `instant` is real monotonic seconds; `error` is Telegram's description, empty when accepted.

    `fault` names what went wrong on purpose; with one, `accepted` tells whether the work was done nevertheless.
    """

    method: str
    arguments: Json
    instant: float
    chat: int = 0
    message_id: int = 0
    error: str = ""
    fault: str = ""
    accepted: bool = True


class BotApi:
    """Answers the bot's calls and remembers them."""

    def __init__(self, messenger: Messenger, faults: Faults) -> None:
        self._messenger = messenger
        self._faults = faults
        self.pacing = Pacing()
        self.log: list[ApiCall] = []

    def routes(self) -> list[web.AbstractRouteDef]:
        """For the aiohttp application."""
        return [
            web.route("*", "/bot{token}/{method}", self.call),
            web.get("/file/bot{token}/documents/{file_id}", self.fetch),
        ]

    def accepted(self, method: str) -> list[ApiCall]:
        """Calls of this method that had their effect, in order."""
        return [one for one in self.log if one.method == method and one.accepted]

    async def call(self, request: web.Request) -> web.StreamResponse:
        """One call of one method."""
        asked = request.match_info["method"]
        name = NAMES.get(asked.lower(), asked)
        try:
            raw = await read(request)
        except TelegramError as refusal:
            return _response(refused(refusal))
        fault = self._faults.take(name, str(raw.get("chat_id", "")))
        if fault is not None and not fault.effect:
            self._note(name, raw, {}, fault=fault.name, accepted=False)
            return await self._faults.answer(fault, request, {})
        answer = await self._answer(name, raw, request.match_info["token"])
        self._note(name, raw, answer, fault=fault.name if fault else "", accepted=bool(answer["ok"]))
        return await self._faults.answer(fault, request, answer) if fault else _response(answer)

    async def fetch(self, request: web.Request) -> web.Response:
        """A file that getFile told of."""
        content = self._messenger.files.get(request.match_info["file_id"])
        right = request.match_info["token"] == self._messenger.token.value
        return web.Response(body=content) if content is not None and right else web.Response(status=404)

    async def _answer(self, name: str, raw: Json, token: str) -> Json:
        try:
            self._check_token(token)
            fields, work = _method(name)
            arguments = checked(raw, fields)
            self._check_pace(name, arguments)
            result = work(self._messenger, arguments)
            return {"ok": True, "result": await result if inspect.isawaitable(result) else result}
        except TelegramError as refusal:
            return refused(refusal)

    def _check_token(self, given: str) -> None:
        token = self._messenger.token
        if given != token.value or token.revoked:
            raise TelegramError("Unauthorized", 401)

    def _check_pace(self, name: str, arguments: Arguments) -> None:
        if name not in PACED or not self._messenger.rules.strict_pacing:
            return
        chat = arguments.structure("chat_id")
        if isinstance(chat, int) and (seconds := self.pacing.wait(chat)):
            raise TelegramError(f"Too Many Requests: retry after {seconds}", 429, retry_after=seconds)

    def _note(self, name: str, raw: Json, answer: Json, *, fault: str, accepted: bool) -> None:
        result = answer.get("result")
        sent = result if isinstance(result, dict) else {}
        self.log.append(
            ApiCall(
                method=name,
                arguments=raw,
                instant=time.monotonic(),
                chat=_as_number(raw.get("chat_id")),
                message_id=int(sent.get("message_id") or _as_number(raw.get("message_id"))),
                error=str(answer.get("description", "")),
                fault=fault,
                accepted=accepted,
            )
        )


def _method(name: str) -> tuple[Fields, Work]:
    if name not in METHODS:
        raise TelegramError("Not Found: method not found", 404)
    return METHODS[name]


def refused(refusal: TelegramError) -> Json:
    """The answer that says no."""
    more = {"parameters": refusal.parameters} if refusal.parameters else {}
    return {"ok": False, "error_code": refusal.code, "description": refusal.description} | more


def _response(answer: Json) -> web.Response:
    return web.json_response(answer, status=int(answer.get("error_code", 200)))


def _as_number(given: object) -> int:
    try:
        return int(str(given or 0))
    except ValueError:
        return 0
