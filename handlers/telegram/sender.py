"""The way out to Telegram: one call per piece of a message, its outcome told apart. Telegram cannot be asked whether a call arrived."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final, Literal

import httpx
from telegram import Bot, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.domain.ports import (
    Delivery,
    Found,
    Later,
    Missing,
    Moved,
    Outcome,
    Rate,
    Refusal,
    Sent,
    Unclear,
    Unreachable,
    Untold,
    arrived,
)  # fmt: skip
from handlers.telegram.limits import EACH_GROUP, EACH_PERSON, IN_ALL
from handlers.telegram.markup import LITERAL, Piece, pieces
from handlers.telegram.places import topic_and_reply

MARK: Final = "👌"
"""Slack's check mark: ✅ is not among the reactions that Telegram takes."""
LONGEST_WAIT: Final = 3600.0
"""Seconds; a retry_after that asks for more is asked again."""
LEFT_OVER: Final = "–"
"""What becomes of a piece that an edit no longer needs, and that is too old (48 h) to be deleted."""
DEAD_WORKSPACE_REASONS: Final = ("the bot's token is not valid",)
"""Reasons that a new token mends: what was parked for them is due again after it is put in place."""

_SAME = "message is not modified"
_DEAD_CHANNEL = (
    "chat not found", "peer_id_invalid", "user not found", "not enough rights", "have no rights", "chat_write_forbidden",
    "need administrator rights", "chat was deactivated", "chat was deleted",
)  # fmt: skip
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


class TelegramSender:
    """One bot's way out (the Sender of bot.domain.ports)."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, delivery: Delivery) -> Outcome:
        """Posts, edits or reacts, once: the next piece."""
        try:
            return await self._send(delivery)
        except ChatMigrated as error:
            return Moved(str(error.new_chat_id))
        except TelegramError as error:
            return outcome_of(error)

    async def find(self, delivery: Delivery) -> Found:
        """What changes, takes away or marks a message is done again harmlessly; a new message may be there, and nobody tells."""
        number = len(delivery.done)
        again = delivery.operation == "react" or number < len(delivery.targets) or number >= len(pieces(delivery.message))
        return Missing() if again else Untold()

    def rates(self, channel: str) -> tuple[Rate, ...]:
        """One message a second to a person; to a group 20 a minute too (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits)."""
        return EACH_GROUP if channel.startswith("-") else EACH_PERSON

    @property
    def in_all(self) -> tuple[Rate, ...]:
        """Some less than the 30 a second that the same page allows."""
        return IN_ALL

    async def _send(self, delivery: Delivery) -> Outcome:
        if delivery.operation == "react":
            return await self._react(delivery)
        shown, number = pieces(delivery.message), len(delivery.done)
        if not shown:
            return Refusal("nothing to show")
        if number == len(shown):
            return await self._tidy(delivery)
        if number < len(delivery.targets):
            ref = await self._edit(delivery, delivery.targets[number], shown[number])
        else:
            ref = await self._post(delivery, shown[number])
        return arrived(delivery, ref, delivery.to.channel, pieces=len(shown))

    async def _post(self, delivery: Delivery, piece: Piece) -> str:
        """Only the first piece answers a message: the others follow it."""
        topic, reply = topic_and_reply(delivery.to.thread)
        reply = int(delivery.under) if delivery.under else reply
        answers = ReplyParameters(reply, allow_sending_without_reply=True) if reply and not delivery.done else None
        sent = await self._bot.send_message(
            chat_id=int(delivery.to.channel),
            text=piece.html,
            reply_markup=piece.keyboard,
            message_thread_id=topic,
            reply_parameters=answers,
            **LITERAL,
        )
        return str(sent.message_id)

    async def _edit(self, delivery: Delivery, ref: str, piece: Piece) -> str:
        chat = int(delivery.to.channel)
        try:
            await self._bot.edit_message_text(chat_id=chat, message_id=int(ref), text=piece.html, reply_markup=piece.keyboard, **LITERAL)
        except BadRequest as error:
            if _SAME not in error.message.lower():
                raise
        return ref

    async def _tidy(self, delivery: Delivery) -> Outcome:
        """Pieces that an edit no longer needs go; one that is too old to be deleted says nothing any more."""
        for ref in delivery.targets[len(delivery.done) :]:
            try:
                await self._bot.delete_message(chat_id=int(delivery.to.channel), message_id=int(ref))
            except BadRequest as error:
                if "not found" not in error.message.lower():
                    await self._edit(delivery, ref, Piece(LEFT_OVER))
        return Sent(delivery.done, delivery.to.channel)

    async def _react(self, delivery: Delivery) -> Outcome:
        """A message that is gone, or a group that does not take this mark, is not worth a refusal: nothing is lost."""
        try:
            await self._bot.set_message_reaction(chat_id=int(delivery.to.channel), message_id=int(delivery.target), reaction=MARK)
        except BadRequest as error:
            if _dead(error) == "channel":
                raise
        return Sent((delivery.target,), delivery.to.channel)


def outcome_of(error: TelegramError) -> Outcome:
    """What Telegram and the network do, as an outcome. No text of an error but Telegram's own is kept: others may hold the token."""
    if isinstance(error, RetryAfter):
        return Later(_seconds(error.retry_after), "too many requests")
    if "too many requests" in error.message.lower():
        return Later(1.0, "too many requests")
    if isinstance(error, InvalidToken):
        return Refusal(DEAD_WORKSPACE_REASONS[0], "workspace")
    if isinstance(error, Forbidden):
        return Refusal(error.message, "channel")
    if isinstance(error, BadRequest):
        return Refusal(error.message, _dead(error))
    return _of_network(error)


def _of_network(error: TelegramError) -> Outcome:
    if isinstance(error.__cause__, _NOT_SENT):
        return Unreachable(f"Telegram cannot be reached: {type(error.__cause__).__name__}")
    return Unclear(f"no answer: {type(error.__cause__ or error).__name__}")


def _dead(error: BadRequest) -> Literal["message", "channel"]:
    reason = error.message.lower()
    return "channel" if any(known in reason for known in _DEAD_CHANNEL) else "message"


def _seconds(wait: int | dt.timedelta | Any) -> float:
    """At least one, whatever Telegram says (PROMISES.md 47)."""
    seconds = wait.total_seconds() if isinstance(wait, dt.timedelta) else float(wait)
    return min(max(seconds, 1.0), LONGEST_WAIT)
