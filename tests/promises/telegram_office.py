"""The way out to Telegram alone: an outbox, the delivery loop and the strict Telegram. What it says is read from Telegram's side and from
the database only."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.domain.messages import Message
from bot.domain.ports import Address
from bot.playground.telegram import Contact, Group, Rules, StrictTelegram
from bot.playground.telegram import Message as Shown
from bot.playground.telegram.bot_api import ApiCall
from handlers.telegram.client import Bots
from handlers.telegram.sender import TelegramSender
from scheduler.delivery import DeliveryLoop
from storage.outbox import Purpose
from storage.store import Store
from storage.transaction import Tx
from tests.promises.post_office import PATIENCE, Row, until
from tests.shelf import new_file, store_at
from tests.town import MovedClock

PEOPLE = ("dylan", "hina", "malik", "rose")


@dataclass
class TelegramOffice:
    telegram: StrictTelegram
    store: Store
    delivery: DeliveryLoop
    clock: MovedClock

    def place(self, name: str, thread: str = "") -> Address:
        """A group by name, or a person's conversation by hers."""
        chat = self.telegram.person(name).id if name in self._people else self.telegram.group_id(name)
        return Address(platform="telegram", workspace=str(self.telegram.bot_id), channel=str(chat), thread=thread)

    @property
    def _people(self) -> set[str]:
        return {contact.name for contact in self.telegram.world.contacts.values()}

    async def post(self, name: str, *texts: str, purpose: Purpose = "notice", thread: str = "") -> list[int]:
        """Written in one transaction; delivery is woken by its COMMIT."""
        messages = [(self.place(name, thread), Message.of(text)) for text in texts]
        return await self.store.do(lambda tx: [tx.outbox.post(to, message, purpose=purpose) for to, message in messages])

    async def show(self, name: str, message: Message, purpose: Purpose = "card") -> int:
        to = self.place(name)
        return await self.store.do(lambda tx: tx.outbox.post(to, message, purpose=purpose))

    async def edit(self, row: int, text: str) -> int:
        return await self.store.do(lambda tx: tx.outbox.edit(row, Message.of(text)))

    async def react(self, name: str, ref: str) -> int:
        to = self.place(name)
        return await self.store.do(lambda tx: tx.outbox.react(to, ref))

    async def settled(self) -> None:
        await self.delivery.idle()

    async def until_done(self, *rows: int) -> None:
        """Waits until these are sent or parked, whatever else is held up."""
        await until(lambda: all(row.state in ("sent", "parked") for row in self.rows() if row.id in rows))

    def shown(self, name: str) -> list[str]:
        """The texts that stand in a chat, in order."""
        return [message.text for message in self.messages(name)]

    def messages(self, name: str) -> list[Shown]:
        chat = self.place(name).channel
        return [message for message in self.telegram.world.messages(int(chat)) if not message.service] if self._is_open(chat) else []

    def _is_open(self, chat: str) -> bool:
        return int(chat) in self.telegram.world.chats

    def calls(self, method: str = "sendMessage", name: str = "") -> list[ApiCall]:
        return [call for call in self.telegram.log if call.method == method and (not name or call.chat == int(self.place(name).channel))]

    def rows(self) -> list[Row]:
        def read(tx: Tx) -> list[Row]:
            table = tx.tables.outbox
            found = tx.connection.execute(table.select().order_by(table.c.id))
            return [Row(r.id, Message.from_json(r.message).markdown, r.state, r.reason, r.ref, r.channel) for r in found]

        return self.store.read(read)

    def states(self) -> list[tuple[str, str]]:
        return [(row.state, row.reason) for row in self.rows()]


@contextlib.asynccontextmanager
async def opened_telegram_office(
    folder: Path, *, pace: float = 0.0, retry: float = 0.05, strict_pacing: bool = False, people: Sequence[str] = PEOPLE
) -> AsyncIterator[TelegramOffice]:
    clock = MovedClock()
    contacts = [Contact(name=name, started=True) for name in people]
    groups = [Group(name="emploi", members=tuple(people[:2])), Group(name="forum", members=tuple(people[:1]), topics=True)]
    async with StrictTelegram(clock=clock, people=contacts, groups=groups, rules=Rules(strict_pacing=strict_pacing)) as telegram:
        store = store_at(new_file(folder), clock)
        async with Bots(telegram.token, telegram.api_url, seconds=PATIENCE) as bots:
            delivery = DeliveryLoop(store, {"telegram": TelegramSender(bots.calls)}, pace=pace, retry=retry)
            running = asyncio.create_task(delivery.run())
            try:
                yield TelegramOffice(telegram, store, delivery, clock)
            finally:
                await delivery.stop()
                await running
        await asyncio.to_thread(store.close)
