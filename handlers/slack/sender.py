"""The way out to Slack: one call per message, its outcome told apart, and the question whether an earlier call arrived."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any, Final, TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.ports import Address, Delivery, Found, Later, Missing, Outcome, Rate, Refusal, Sent, Unclear, Unreachable, arrived
from handlers.slack.markup import Rendered, blocks

METADATA_TYPE: Final = "maillage_delivery"
CHECK_MARK: Final = "white_check_mark"
LONGEST_WAIT = 3600.0
"""Seconds; a Retry-After that asks for more is asked again."""
CLOCKS_DIFFER = timedelta(hours=26)
"""Our clock and Slack's: a search may begin too early, never too late."""
_PAGE = 200
_EACH_CHANNEL = (Rate(1, 1.0),)
_What = TypeVar("_What", Outcome, Found)
_LITERAL: Final[Mapping[str, Any]] = {"parse": "none", "link_names": False, "unfurl_links": False, "unfurl_media": False}

_DONE = frozenset({"already_reacted"})
_UNCERTAIN = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"})
_DEAD_CHANNEL = frozenset(
    {"channel_not_found", "is_archived", "not_in_channel", "user_not_found", "user_disabled", "cannot_dm_bot", "restricted_action"}
)
_DEAD_WORKSPACE = frozenset({"token_revoked", "token_expired", "invalid_auth", "account_inactive", "not_authed", "org_login_required"})
DEAD_WORKSPACE_REASONS = tuple(sorted(_DEAD_WORKSPACE))
"""Reasons that a new token mends: what was parked for them is due again after it is put in place."""


class SlackSender:
    """One workspace's way out (the Sender of bot.domain.ports)."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._conversations: dict[str, str] = {}

    async def send(self, delivery: Delivery) -> Outcome:
        """Posts, edits or reacts, once."""
        return await _told(lambda: self._send(delivery))

    async def find(self, delivery: Delivery) -> Found:
        """Looks for our key in the metadata of what the channel got since. What changes or takes away, it does again harmlessly."""
        number = len(delivery.done)
        if delivery.operation == "react" or number < len(delivery.targets) or number >= len(blocks(delivery.message)):
            return Missing()
        return await _told(lambda: self._find(delivery))

    def rates(self, channel: str) -> tuple[Rate, ...]:
        """One message a second in a channel (LIMITS.md A.4)."""
        del channel
        return _EACH_CHANNEL

    @property
    def in_all(self) -> tuple[Rate, ...]:
        """Slack names none."""
        return ()

    async def _send(self, delivery: Delivery) -> Outcome:
        """A message that Slack would refuse for its length is several: the next of them, or at last the deletion of those that an edit no
        longer needs."""
        if delivery.operation == "react":
            await self._client.reactions_add(channel=delivery.to.channel, timestamp=delivery.target, name=CHECK_MARK)
            return Sent((delivery.target,), delivery.to.channel)
        pieces, number = blocks(delivery.message), len(delivery.done)
        if not pieces:
            return Refusal("nothing to show")
        channel = await self._conversation(delivery.to)
        if number == len(pieces):
            return await self._tidy(delivery, channel)
        if number < len(delivery.targets):
            ref = await self._edit_piece(channel, delivery.targets[number], pieces[number])
        else:
            ref = await self._post_piece(_thread(delivery), channel, _key(delivery), pieces[number])
        return arrived(delivery, ref, channel, pieces=len(pieces))

    async def _edit_piece(self, channel: str, ref: str, piece: Rendered) -> str:
        await self._client.chat_update(channel=channel, ts=ref, text=piece.text, blocks=piece.blocks, parse="none", link_names=False)
        return ref

    async def _tidy(self, delivery: Delivery, channel: str) -> Outcome:
        for ref in delivery.targets[len(delivery.done) :]:
            try:
                await self._client.chat_delete(channel=channel, ts=ref)
            except SlackApiError as error:
                if error.response.get("error") != "message_not_found":
                    raise
        return Sent(delivery.done, channel)

    async def _post_piece(self, thread: str, channel: str, key: str, piece: Rendered) -> str:
        metadata = {"event_type": METADATA_TYPE, "event_payload": {"key": key}}
        where = dict(_LITERAL) | ({"thread_ts": thread} if thread else {})
        answer = await self._client.chat_postMessage(channel=channel, text=piece.text, blocks=piece.blocks, metadata=metadata, **where)
        return str(answer["ts"])

    async def _find(self, delivery: Delivery) -> Found:
        channel = await self._conversation(delivery.to)
        ref = await self._search(delivery, channel, _key(delivery))
        return arrived(delivery, ref, channel, pieces=len(blocks(delivery.message))) if ref else Missing()

    async def _search(self, delivery: Delivery, channel: str, key: str) -> str:
        """The id of the message with this key. Looks at all that came since the message was written, newest first."""
        cursor = ""
        while True:
            page = await self._page(delivery, channel, cursor)
            for message in page["messages"]:
                if message.get("metadata", {}).get("event_payload", {}).get("key") == key:
                    return str(message["ts"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return ""

    async def _page(self, delivery: Delivery, channel: str, cursor: str) -> Mapping[str, Any]:
        since = (delivery.written_at - CLOCKS_DIFFER).timestamp()
        asked: dict[str, Any] = {"channel": channel, "limit": _PAGE, "include_all_metadata": True, "oldest": f"{since:.6f}"}
        asked |= {"cursor": cursor} if cursor else {}
        if thread := _thread(delivery):
            answer = await self._client.conversations_replies(ts=thread, **asked)
        else:
            answer = await self._client.conversations_history(**asked)
        assert isinstance(answer.data, dict)
        return answer.data

    async def _conversation(self, to: Address) -> str:
        """A person is written to in his own conversation with us, which has an id of its own."""
        if not to.channel.startswith(("U", "W")):
            return to.channel
        if to.channel not in self._conversations:
            answer = await self._client.conversations_open(users=to.channel)
            self._conversations[to.channel] = str(answer["channel"]["id"])
        return self._conversations[to.channel]


def _thread(delivery: Delivery) -> str:
    """Threads have no threads of their own: under an answer, it stands beside it."""
    return delivery.to.thread or delivery.under


def _key(delivery: Delivery) -> str:
    """What the next piece carries."""
    return f"{delivery.key}:{len(delivery.done)}"


async def _told(call: Callable[[], Awaitable[_What]]) -> _What | Outcome:
    """What Slack and the network do, as an outcome."""
    try:
        return await call()
    except SlackApiError as error:
        return _refused(error)
    except aiohttp.ClientConnectorError as error:
        return Unreachable(f"Slack cannot be reached: {type(error).__name__}")
    except (aiohttp.ClientError, TimeoutError, asyncio.IncompleteReadError, ConnectionError) as error:
        return Unclear(f"no answer: {type(error).__name__}")


def _refused(error: SlackApiError) -> Outcome:
    response: Any = error.response
    data = getattr(response, "data", None)
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0) or 0)
    reason = str(data.get("error", "")) if isinstance(data, dict) else ""
    if status == 429 or reason in ("ratelimited", "rate_limited"):
        return Later(retry_after(getattr(response, "headers", {}).get("Retry-After", "")), "ratelimited")
    if not reason or status >= 500 or reason in _UNCERTAIN:
        return Unclear(reason or f"HTTP {status}")
    if reason in _DONE:
        return Sent((), "")
    dead = "workspace" if reason in _DEAD_WORKSPACE else "channel" if reason in _DEAD_CHANNEL else "message"
    return Refusal(reason, dead)  # type: ignore[arg-type] # one of the three


def retry_after(header: str) -> float:
    """Seconds to wait, at least one, whatever the header says (PROMISES.md 47)."""
    seconds = float(header) if re.fullmatch(r"\d{1,9}(\.\d+)?", header.strip()) else 1.0
    return min(max(seconds, 1.0), LONGEST_WAIT)
