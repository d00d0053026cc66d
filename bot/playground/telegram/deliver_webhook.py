"""Updates brought to the bot's own address: its secret in a header, again and again until it says 2xx, in order within a chat."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import aiohttp

from bot.playground.telegram.updates import Update, Updates

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header


@dataclass(frozen=True)
class Delivered:
    """One attempt, for the tests: `attempt` counts from 0, `status` is 0 where nobody answered."""

    update: Update
    attempt: int
    status: int


@dataclass
class Webhook:
    """Where updates go; an empty `url` is no webhook. Seconds are real."""

    updates: Updates
    session: aiohttp.ClientSession
    delays: tuple[float, ...]
    patience: float
    url: str = ""
    secret: str = ""
    max_connections: int = 40
    attempts: list[Delivered] = field(default_factory=list)
    last_error: str = ""
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _order: dict[int, asyncio.Lock] = field(default_factory=dict)

    def set(self, url: str, secret: str = "") -> None:
        """From here on updates go to this address, those that wait first and at once."""
        self.stop()
        self.url, self.secret = url, secret
        for update in self.updates.waiting(len(self.updates.pending)):
            self.bring(update)

    def remove(self) -> None:
        """They wait for a poller again."""
        self.url = ""
        self.stop()

    def bring(self, update: Update) -> None:
        """In the background, with re-delivery."""
        if self.url:
            task = asyncio.create_task(self._brought(update))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def stop(self) -> None:
        """Gives up what is under way."""
        for task in list(self._tasks):
            task.cancel()

    async def stopped(self) -> None:
        """As `stop`, and waits for it."""
        self.stop()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _brought(self, update: Update) -> None:
        async with self._order.setdefault(update.chat, asyncio.Lock()):
            for attempt, delay in enumerate((0.0, *self.delays)):
                await asyncio.sleep(delay)
                if taken := await self._attempt(update, attempt):
                    break
            # After the last attempt the update is as lost as after Telegram's 24 hours.
            self.updates.conclude(update, lost=not taken)

    async def _attempt(self, update: Update, attempt: int) -> bool:
        status = await self._post(update)
        self.attempts.append(Delivered(update, attempt, status))
        taken = status // 100 == 2
        if not taken:
            self.last_error = f"Wrong response from the webhook: {status}" if status else "Connection refused"
        return taken

    async def _post(self, update: Update) -> int:
        headers = {SECRET_HEADER: self.secret} if self.secret else {}
        timeout = aiohttp.ClientTimeout(total=self.patience)
        try:
            async with self.session.post(self.url, json=update.as_json(), headers=headers, timeout=timeout) as response:
                return response.status
        except (aiohttp.ClientError, TimeoutError):
            return 0
