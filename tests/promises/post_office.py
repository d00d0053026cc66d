"""The way out alone: an outbox, the delivery loop and the strict Slack. What it says is read from Slack's side and from the database only."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.domain.messages import Message
from bot.domain.ports import Address
from bot.playground.slack import Message as Shown
from bot.playground.slack import Room, Rules, StrictSlack
from bot.playground.slack.web_api import ApiCall
from handlers.slack.client import Clients
from handlers.slack.sender import SlackSender
from scheduler.delivery import DeliveryLoop
from storage.store import Store
from storage.transaction import Tx
from tests.shelf import new_file, store_at
from tests.town import MovedClock

PATIENCE = 0.4
"""Seconds that a call may take here; 10 in the house."""
CHANNELS = ("a", "b", "c", "d")


LONGEST_WAIT = 120.0
"""Seconds: ten times what a loaded machine takes."""


async def until(true: Callable[[], bool], step: float = 0.005) -> None:
    """Waits for something that is no event: what stands in a database, or in a strict server's log. What never comes fails the test."""
    async with asyncio.timeout(LONGEST_WAIT):
        while not true():  # noqa: ASYNC110 - as said
            await asyncio.sleep(step)


@dataclass(frozen=True)
class Row:
    """A row of the outbox as it is in the database."""

    id: int
    text: str
    state: str
    reason: str
    ref: str
    channel: str


@dataclass
class PostOffice:
    slack: StrictSlack
    store: Store
    delivery: DeliveryLoop
    sender: SlackSender

    def place(self, name: str, thread: str = "") -> Address:
        """A channel by name, or a person by hers."""
        rooms = {room.name: room.id for room in self.slack.world.channels.values()}
        target = rooms.get(name) or self.slack.person(name).id
        return Address(platform="slack", workspace=self.slack.team_id, channel=target, thread=thread)

    async def post(self, name: str, *texts: str) -> list[int]:
        """Written in one transaction; delivery is woken by its COMMIT."""
        messages = [(self.place(name), Message.of(text)) for text in texts]
        return await self.store.do(lambda tx: [tx.outbox.post(to, message, purpose="notice") for to, message in messages])

    async def edit(self, row: int, text: str) -> int:
        return await self.store.do(lambda tx: tx.outbox.edit(row, Message.of(text)))

    async def settled(self) -> None:
        await self.delivery.idle()

    def claire_says(self, name: str, text: str) -> Shown:
        """Somebody's own message; nobody here listens to it."""
        return self.slack.world.post(channel=self.place(name).channel, user=self.slack.person("claire").id, text=text)

    async def until_sent(self, *rows: int) -> None:
        """Waits for these, whatever else is held up."""
        await until(lambda: all(row.state == "sent" for row in self.rows() if row.id in rows))

    def shown(self, name: str) -> list[str]:
        """The texts that stand in a channel, in order."""
        return [message.text for message in self.messages(name)]

    def messages(self, name: str) -> list[Shown]:
        channel = next(one for one in self.slack.world.channels.values() if one.name == name)
        return list(self.slack.world.messages(channel.id))

    def calls(self, method: str = "chat.postMessage", name: str = "") -> list[ApiCall]:
        return [call for call in self.slack.log if call.method == method and (not name or call.channel == self.place(name).channel)]

    def rows(self) -> list[Row]:
        def read(tx: Tx) -> list[Row]:
            table = tx.tables.outbox
            found = tx.connection.execute(table.select().order_by(table.c.id))
            return [Row(r.id, Message.from_json(r.message).markdown, r.state, r.reason, r.ref, r.channel) for r in found]

        return self.store.read(read)

    def states(self) -> list[tuple[str, str]]:
        return [(row.state, row.reason) for row in self.rows()]


@contextlib.asynccontextmanager
async def opened_post_office(
    folder: Path, *, pace: float = 0.0, retry: float = 0.05, strict_pacing: bool = False, channels: Sequence[str] = CHANNELS
) -> AsyncIterator[PostOffice]:
    clock = MovedClock()
    rooms = [Room(name=name, members=("claire",)) for name in channels]
    async with StrictSlack(clock=clock, users=["claire"], channels=rooms, rules=Rules(strict_pacing=strict_pacing)) as slack:
        store = store_at(new_file(folder), clock)
        async with Clients(slack.bot_token, slack.api_url, seconds=PATIENCE) as clients:
            sender = SlackSender(clients.calls)
            delivery = DeliveryLoop(store, {"slack": sender}, pace=pace, retry=retry)
            running = asyncio.create_task(delivery.run())
            try:
                yield PostOffice(slack, store, delivery, sender)
            finally:
                await delivery.stop()
                await running
        await asyncio.to_thread(store.close)
