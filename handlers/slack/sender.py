"""The way out to Slack: one call per message, its outcome told apart, and the question whether an earlier call arrived."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import timedelta
from typing import Any, Final, TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.ports import Address, Delivery, Found, Later, Missing, Outcome, Refusal, Sent, Unclear, Unreachable
from handlers.slack.markup import Rendered, blocks

METADATA_TYPE: Final = "maillage_delivery"
CHECK_MARK: Final = "white_check_mark"
LONGEST_WAIT = 3600.0
"""Seconds; a Retry-After that asks for more is asked again."""
CLOCKS_DIFFER = timedelta(hours=26)
"""Our clock and Slack's: a search may begin too early, never too late."""
_PAGE = 200
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
        """Looks for our key in the metadata of what the channel got since. What an edit or a reaction does, it does again harmlessly."""
        if delivery.operation != "post":
            return Missing()
        return await _told(lambda: self._find(delivery))

    async def _send(self, delivery: Delivery) -> Outcome:
        if delivery.operation == "react":
            await self._client.reactions_add(channel=delivery.to.channel, timestamp=delivery.target, name=CHECK_MARK)
            return Sent(delivery.target, delivery.to.channel)
        pieces = blocks(delivery.message)
        if delivery.operation == "edit":
            return await self._edit(delivery, pieces[0])
        return await self._post(delivery, pieces)

    async def _edit(self, delivery: Delivery, piece: Rendered) -> Outcome:
        channel = delivery.to.channel
        await self._client.chat_update(
            channel=channel, ts=delivery.target, text=piece.text, blocks=piece.blocks, parse="none", link_names=False
        )
        return Sent(delivery.target, channel)

    async def _post(self, delivery: Delivery, pieces: list[Rendered]) -> Outcome:
        """A message that Slack would refuse for its length is several; only those that are not there yet are posted."""
        channel = await self._conversation(delivery.to)
        keys = [f"{delivery.key}:{number}" for number in range(len(pieces))]
        there = await self._search(delivery, channel, keys) if len(pieces) > 1 else {}
        refs = [there.get(key) or await self._post_piece(delivery.to, channel, key, piece) for key, piece in zip(keys, pieces, strict=True)]
        return Sent(refs[0], channel)

    async def _post_piece(self, to: Address, channel: str, key: str, piece: Rendered) -> str:
        metadata = {"event_type": METADATA_TYPE, "event_payload": {"key": key}}
        where = dict(_LITERAL) | ({"thread_ts": to.thread} if to.thread else {})
        answer = await self._client.chat_postMessage(channel=channel, text=piece.text, blocks=piece.blocks, metadata=metadata, **where)
        return str(answer["ts"])

    async def _find(self, delivery: Delivery) -> Found:
        channel = await self._conversation(delivery.to)
        first, last = f"{delivery.key}:0", f"{delivery.key}:{len(blocks(delivery.message)) - 1}"
        there = await self._search(delivery, channel, {first, last})
        return Sent(there[first], channel) if last in there and first in there else Missing()

    async def _search(self, delivery: Delivery, channel: str, keys: Collection[str]) -> dict[str, str]:
        """The ids of the messages with these keys, by key. Looks at all that came since the message was written, newest first."""
        found: dict[str, str] = {}
        cursor = ""
        while True:
            page = await self._page(delivery, channel, cursor)
            for message in page["messages"]:
                key = message.get("metadata", {}).get("event_payload", {}).get("key")
                if key in keys:
                    found[key] = str(message["ts"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor or len(found) == len(keys):
                return found

    async def _page(self, delivery: Delivery, channel: str, cursor: str) -> Mapping[str, Any]:
        since = (delivery.written_at - CLOCKS_DIFFER).timestamp()
        asked: dict[str, Any] = {"channel": channel, "limit": _PAGE, "include_all_metadata": True, "oldest": f"{since:.6f}"}
        asked |= {"cursor": cursor} if cursor else {}
        if delivery.to.thread:
            answer = await self._client.conversations_replies(ts=delivery.to.thread, **asked)
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
        return Sent("", "")
    dead = "workspace" if reason in _DEAD_WORKSPACE else "channel" if reason in _DEAD_CHANNEL else "message"
    return Refusal(reason, dead)  # type: ignore[arg-type] # one of the three


def retry_after(header: str) -> float:
    """Seconds to wait, at least one, whatever the header says (PROMISES.md 47)."""
    seconds = float(header) if re.fullmatch(r"\d{1,9}(\.\d+)?", header.strip()) else 1.0
    return min(max(seconds, 1.0), LONGEST_WAIT)
