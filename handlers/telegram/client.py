"""Calls to Telegram: connections that are kept open, with timeouts of our own."""

from __future__ import annotations

import functools
import os
import ssl
from typing import Final, Self

import httpx
from telegram import Bot
from telegram.request import HTTPXRequest

CALL_SECONDS = 10.0
CONNECT_SECONDS = 5.0
MOST_CALLS: Final = 100
"""Connections side by side: more than delivery and the entrance ever have open, so that nobody waits for one."""


class Bots:
    """The two ways of calling: whatever is done, and the long question for what is new. Open it within a running loop; it must be closed.

    The bots are never `initialize`d: that asks getMe, and an InvalidToken raised there has the token in its text.
    """

    def __init__(self, token: str, base_url: str, *, seconds: float = CALL_SECONDS) -> None:
        # Or PTB warns whenever Telegram asks to wait; it reads this at each use, and offers no other way to say it.
        os.environ.setdefault("PTB_TIMEDELTA", "1")
        self._requests = [_request(seconds), _request(seconds)]
        calls, polls = self._requests  # an answer is not to wait behind a question that lasts half a minute
        self.calls = Bot(token, base_url=base_url, request=calls, get_updates_request=polls)
        self.polls = self.calls

    async def open(self) -> None:
        """Opens the connections; calls nothing."""
        for request in self._requests:
            await request.initialize()

    async def close(self) -> None:
        """Lets go of the connections."""
        for request in self._requests:
            await request.shutdown()

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


def _request(seconds: float) -> HTTPXRequest:
    """A tap lives while its answer is awaited: a connection that is dead must not hold it for long."""
    return HTTPXRequest(
        connection_pool_size=MOST_CALLS,
        connect_timeout=min(CONNECT_SECONDS, seconds),
        read_timeout=seconds,
        write_timeout=seconds,
        pool_timeout=seconds,
        httpx_kwargs={"verify": _trusted()},
    )


@functools.cache
def _trusted() -> ssl.SSLContext:
    """Whom we trust to be Telegram: read once, for it takes longer than all the rest of a bot's making."""
    return httpx.create_ssl_context()
