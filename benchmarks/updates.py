"""Mark 3: from an update of Telegram to what it files, against python-telegram-bot with nothing of ours and one committed insert."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

from telegram import Bot, Update
from telegram.ext import Application, ApplicationBuilder, MessageHandler, filters

from benchmarks.bare import Rows
from benchmarks.figures import Figure, in_turns, ratio
from benchmarks.load import offer
from benchmarks.processes import Lost
from benchmarks.settings import clock
from bot import demo
from bot.domain.kinds import discover
from bot.domain.people import Account, Role
from bot.house import setting_for
from bot.playground.telegram import StrictTelegram
from handlers.telegram.inbound import Identity
from handlers.telegram.intake import Intake, Raising
from handlers.telegram.listeners import Listeners
from storage.schema import opened
from storage.store import Store
from storage.transaction import Tx

AT_ONCE = 32
FIRST_USER = 5_000
Take = Callable[[dict[str, Any]], Awaitable[None]]


async def measured(folder: Path, *, rounds: int, count: int) -> list[Figure]:
    """Both in this process, on one loop; Telegram's server is asked once who we are."""
    async with StrictTelegram(clock=clock) as telegram:
        bot = Bot(telegram.token, base_url=telegram.api_url)
        await bot.initialize()
        store = opened(folder / "updates.db", setting_for(discover(), clock, organiser="Malik"))
        try:
            store.submit(lambda tx: _settle(tx, str(bot.id))).result()
            rows, numbers = Rows(folder / "bare-updates.db", slow=False), itertools.count(1)
            sides = {"bare": await _bare(bot, rows), "ours": await _ours(bot, store)}
            rates = await in_turns(rounds, {name: _rate(take, numbers, count) for name, take in sides.items()})
            filed = store.read(lambda tx: len(tx.contributions.every("job_offer")))
        finally:
            store.close()
            await bot.shutdown()
    if filed != rounds * count:
        raise Lost(f"{rounds * count} updates, {filed} offers")
    value, spread = ratio(rates["ours"], rates["bare"])
    what = f"an update filed, {AT_ONCE} at once, against one committed insert ({filed} offers open in the end)"
    return [Figure(mark="3", what=what, value=value, unit="x", least=0.6, spread=spread)]


def _settle(tx: Tx, workspace: str) -> None:
    """As many employees as there are chats, none of whom is greeted any more."""
    for number in range(AT_ONCE):
        account = Account(platform="telegram", workspace=workspace, user=str(FIRST_USER + number))
        person = tx.people.add(
            name=f"Person {number}", role=Role.EMPLOYEE, chamber="NOR", language="fr", zone="Europe/Paris", accounts=[account]
        )
        tx.people.greet(person.id)


async def _bare(bot: Bot, rows: Rows) -> Take:
    app: Application[Any, Any, Any, Any, Any, Any] = ApplicationBuilder().bot(bot).updater(None).job_queue(None).build()

    async def keep(update: Update, _context: Any) -> None:
        assert update.message is not None
        rows.add(str(update.message.chat.id), update.message.text or "")

    app.add_handler(MessageHandler(filters.ALL, keep))
    await app.initialize()

    async def take(payload: dict[str, Any]) -> None:
        await app.process_update(Update.de_json(payload, bot))

    return take


async def _ours(bot: Bot, store: Store) -> Take:
    app = ApplicationBuilder().bot(bot).application_class(Raising).updater(None).job_queue(None).build()
    listeners = Listeners(store, bot, Identity(bot.id, bot.username))
    listeners.register(app)
    await app.initialize()
    intake = Intake(app, listeners, store, str(bot.id))

    async def take(payload: dict[str, Any]) -> None:
        if not await intake.take(payload):
            raise Lost("an update was not taken")

    return take


def _rate(take: Take, numbers: Iterator[int], count: int) -> Callable[[], Awaitable[float]]:
    async def side() -> float:
        updates = [_update(next(numbers), chat) for _, chat in zip(range(count), itertools.cycle(range(AT_ONCE)), strict=False)]
        lanes = [updates[lane::AT_ONCE] for lane in range(AT_ONCE)]
        begun = time.perf_counter()
        await asyncio.gather(*(_one_after_the_other(take, lane) for lane in lanes))
        return count / (time.perf_counter() - begun)

    return side


async def _one_after_the_other(take: Take, lane: list[dict[str, Any]]) -> None:
    for payload in lane:
        await take(payload)


def _update(number: int, chat: int) -> dict[str, Any]:
    user = FIRST_USER + chat
    said = {
        "message_id": number,
        "date": int(demo.OPENING.timestamp()),
        "chat": {"id": user, "type": "private"},
        "from": {"id": user, "is_bot": False, "first_name": "P"},
        "text": f"offre : {offer(number)}",
    }
    return {"update_id": number, "message": said}
