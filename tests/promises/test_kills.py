"""A process is killed while it sends, again and again: nothing is lost, nothing stands there twice. (PROMISES.md 1, 2, 16)

What is judged are the strict Slack's log and the database, by nobody's own counting.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.domain.messages import Message
from bot.domain.ports import Address
from bot.playground.slack import Room, StrictSlack, faults
from storage.store import Store
from tests.promises.post_office import until
from tests.shelf import new_file, store_at

ROOT = Path(__file__).parents[2]
CHANNELS = tuple(f"c{number}" for number in range(8))
KILLS, ROWS = 20, 400


async def started(database: Path, **settings: dict[str, str]) -> asyncio.subprocess.Process:
    """A house on that database and on these platforms; it serves as soon as the one before has gone. One that ends before it is ready fails
    the test: asked for further lines, what it leaves behind answers at once and for ever."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.promises.runner", str(database), json.dumps(settings), cwd=ROOT, stdout=-1
    )
    assert child.stdout is not None
    async for line in child.stdout:
        if line.strip() == b"ready":
            return child
    raise AssertionError(f"ended with {await child.wait()} before it was ready")


@dataclass
class Scene:
    """A Slack, a database, and the processes that have it open."""

    slack: StrictSlack
    store: Store
    children: list[asyncio.subprocess.Process] = field(default_factory=list)

    async def start(self) -> asyncio.subprocess.Process:
        tokens = {"api_url": self.slack.api_url, "bot_token": self.slack.bot_token, "app_token": self.slack.app_token}
        child = await started(self.store.path, slack=tokens)
        self.children.append(child)
        return child

    async def write(self, rows: int) -> None:
        """Messages that are all different, over all channels."""
        ids = {room.name: room.id for room in self.slack.world.channels.values()}
        places = [Address(platform="slack", workspace=self.slack.team_id, channel=ids[name]) for name in CHANNELS]
        await self.store.do(
            lambda tx: [tx.outbox.post(places[n % len(places)], Message.of(f"message {n}"), purpose="notice") for n in range(rows)]
        )

    def posted(self) -> int:
        return len(self.slack.api.accepted("chat.postMessage"))

    def states(self) -> Counter[str]:
        table = self.store.tables.outbox
        return self.store.read(lambda tx: Counter(row.state for row in tx.connection.execute(table.select())))

    def everything_sent(self) -> bool:
        return not self.store.read(lambda tx: tx.outbox.waiting())

    def check(self, rows: int) -> None:
        """The judge."""
        rooms = [room for room in self.slack.world.channels.values() if room.name in CHANNELS]
        shown = {room.name: list(self.slack.world.messages(room.id)) for room in rooms}
        texts = Counter(message.text for messages in shown.values() for message in messages)
        wanted = {f"message {number}" for number in range(rows)}
        assert wanted - set(texts) == set(), "lost"
        assert {text: count for text, count in texts.items() if count > 1} == {}, "doubled"
        for number, name in enumerate(CHANNELS):
            assert [message.text for message in shown[name]] == [f"message {n}" for n in range(number, rows, len(CHANNELS))], "out of order"
        table = self.store.tables.outbox
        found = self.store.read(lambda tx: list(tx.connection.execute(table.select())))
        assert self.states() == {"sent": rows}
        assert {row.ref for row in found} == {message.ts for messages in shown.values() for message in messages}


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    rooms = [Room(name=name, members=("claire",)) for name in CHANNELS]
    async with StrictSlack(users=["claire"], channels=rooms) as slack:
        store = store_at(new_file(tmp_path))
        made = Scene(slack, store)
        yield made
        for child in made.children:
            with contextlib.suppress(ProcessLookupError):
                child.kill()
            await child.wait()
        await asyncio.to_thread(store.close)


async def test_twenty_kills_while_it_sends(scene: Scene) -> None:
    """Each time the next house is there already: it takes over the moment the other one dies."""
    chance = random.Random(2026)
    scene.slack.faults.arm("chat.postMessage", faults.late(0.01), times=10_000)  # most kills fall between the work and the answer
    first = await scene.start()
    await scene.write(ROWS)
    killed_at = []
    for number in range(KILLS):
        following = asyncio.create_task(scene.start())
        goal = (number + 1) * ROWS * 9 // 10 // KILLS
        await until(lambda goal=goal: scene.posted() >= goal, step=0.001)  # type: ignore[misc] # bound at once
        await asyncio.sleep(chance.uniform(0, 0.02))
        first.kill()
        killed_at.append(scene.posted())
        first = await following
    await until(scene.everything_sent, step=0.02)
    assert max(killed_at) < ROWS, "every kill was in the middle"
    scene.check(ROWS)


async def test_a_house_that_is_told_to_end_ends_in_time_and_loses_nothing(scene: Scene) -> None:
    scene.slack.faults.arm("chat.postMessage", faults.late(0.05), times=10_000)
    for number in range(3):
        child = await scene.start()
        if number == 0:
            await scene.write(200)
        goal = (number + 1) * 40
        await until(lambda goal=goal: scene.posted() >= goal)  # type: ignore[misc] # bound at once
        child.send_signal(signal.SIGTERM)
        async with asyncio.timeout(10):
            assert await child.wait() == 0
        assert "sending" not in scene.states(), "what was on its way was finished and noted"
    await scene.start()
    await until(scene.everything_sent, step=0.02)
    scene.check(200)


async def test_it_ends_in_time_though_slack_says_nothing(scene: Scene) -> None:
    scene.slack.faults.arm("chat.postMessage", faults.hang(effect=True), times=len(CHANNELS))
    child = await scene.start()
    await scene.write(16)
    await until(lambda: scene.slack.faults.left == 0)
    child.send_signal(signal.SIGTERM)
    async with asyncio.timeout(10):
        assert await child.wait() == 0
    await scene.start()
    await until(scene.everything_sent, step=0.02)
    scene.check(16)
