"""Calls to Slack: sessions that are kept open, and our own rule of what may be tried again."""

from __future__ import annotations

from typing import Self

import aiohttp
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient

CALL_SECONDS = 10.0
VIEW_SECONDS = 1.5
"""A modal's trigger lives 3 s: an answer that takes longer than this leaves time to say so."""
_ONLY_READ = ("auth.test", "apps.connections.open", "conversations.history", "conversations.replies", "conversations.open", "users.info")


class ReadsAgain(AsyncRetryHandler):
    """Tries again, once, what only reads. slack_sdk's own rule does so after every dropped connection, and posts twice."""

    async def _can_retry_async(
        self, *, state: RetryState, request: HttpRequest, response: HttpResponse | None = None, error: Exception | None = None
    ) -> bool:
        del state, response
        return error is not None and not isinstance(error, TimeoutError) and request.url.rpartition("/")[2] in _ONLY_READ


class Clients:
    """The two ways of calling: at leisure, and within a trigger's life. Open it within a running loop; it must be closed."""

    def __init__(self, token: str, base_url: str, *, seconds: float = CALL_SECONDS) -> None:
        self._token, self._base_url = token, base_url
        self._sessions: list[aiohttp.ClientSession] = []
        self.calls = self._client(seconds)
        self.views = self._client(VIEW_SECONDS)

    def _client(self, seconds: float) -> AsyncWebClient:
        session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=seconds))
        self._sessions.append(session)
        return AsyncWebClient(token=self._token, base_url=self._base_url, session=session, retry_handlers=[ReadsAgain()])

    async def close(self) -> None:
        """Lets go of the connections."""
        for session in self._sessions:
            await session.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
