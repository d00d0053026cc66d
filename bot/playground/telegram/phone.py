"""A phone without network: what is typed waits with the date of its own clock, what is tapped is lost."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.playground.telegram.entities import Message

Sending = Callable[[], Awaitable[Message]]


@dataclass
class Phone:
    """What waits for the network, in the order in which it was typed."""

    online: bool = True
    waiting: list[Sending] = field(default_factory=list)

    async def reconnect(self, *, twice: bool) -> list[Message]:
        """Everything leaves now; `twice`: the network loses the first receipt and the app sends each message again."""
        self.online = True
        queued, self.waiting = self.waiting, []
        return [await sending() for sending in queued for _ in range(2 if twice else 1)]
