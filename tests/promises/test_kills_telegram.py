"""A process is killed while updates of Telegram arrive, again and again: nothing is lost, nothing is filed twice. (PROMISES.md 1, 16)

What is judged are the database and the strict Telegram's own log.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import re
import signal
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.domain.people import Account, Role
from bot.playground.telegram import Contact, StrictTelegram, faults
from storage.store import Store
from tests.promises.post_office import until
from tests.promises.test_kills import started
from tests.shelf import FRIDAY, new_file, store_at

KILLS, MESSAGES = 20, 240
WRITERS = tuple(f"w{number}" for number in range(6))
_SYLLABLES = [consonant + vowel for consonant in "bdfglmnprstv" for vowel in "aeiou"]
_RECEIVED = re.compile(r"reçue : (\w+),")


def title(number: int) -> str:
    """A made-up trade, like no other: one that is alike would be asked about."""
    return "".join(random.Random(number).choices(_SYLLABLES, k=10))


@dataclass
class Scene:
    """A Telegram, a database, and the processes that have it open."""

    telegram: StrictTelegram
    store: Store
    children: list[asyncio.subprocess.Process] = field(default_factory=list)

    async def start(self) -> asyncio.subprocess.Process:
        child = await started(self.store.path, telegram={"token": self.telegram.token, "api_url": self.telegram.api_url})
        self.children.append(child)
        return child

    def says(self, number: int) -> None:
        """Typed by one of the writers, who does not wait."""
        writer = self.telegram.person(WRITERS[number % len(WRITERS)])
        text = f"Offre d'emploi : {title(number)}, Cayenne, CDI, avant le 15/12"
        self.telegram.world.post(self.telegram.world.open(writer.id), writer.id, text=text)

    def filed(self) -> list[str]:
        return [item.title for item in self.store.read(lambda tx: tx.contributions.every("job_offer"))]

    def nothing_waits(self) -> bool:
        return not self.telegram.pending and not self.store.read(lambda tx: tx.outbox.waiting())

    def answered(self) -> Counter[str]:
        """What each writer was told, by the trade it was about."""
        told = [message.text for name in WRITERS for message in self.telegram.person(name).received()]
        return Counter(found[1] for text in told if (found := _RECEIVED.search(text)))


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    people = [Contact(name=name, first_name=name.upper(), last_name="Clet", started=True) for name in WRITERS]
    async with StrictTelegram(clock=lambda: FRIDAY, people=people) as telegram:
        store = store_at(new_file(tmp_path))

        def known(tx) -> None:
            for name in WRITERS:
                account = Account(platform="telegram", workspace=str(telegram.bot_id), user=str(telegram.person(name).id))
                person = tx.people.add(
                    name=f"{name} Clet", role=Role.AMBASSADOR, chamber="GUF", language="fr", zone="America/Cayenne", accounts=[account]
                )
                tx.people.greet(person.id)

        await store.do(known)
        made = Scene(telegram, store)
        yield made
        for child in made.children:
            with contextlib.suppress(ProcessLookupError):
                child.kill()
            await child.wait()
        await asyncio.to_thread(store.close)


async def test_twenty_kills_while_updates_arrive(scene: Scene) -> None:
    """Each time the next house is there already: it asks from what was confirmed, so some come twice."""
    chance = random.Random(2026)
    first = await scene.start()
    for number in range(KILLS):
        following = asyncio.create_task(scene.start())
        for one in range(number * MESSAGES // KILLS, (number + 1) * MESSAGES // KILLS):
            scene.says(one)
        goal = number * MESSAGES // KILLS + chance.randrange(1, MESSAGES // KILLS)
        await until(lambda goal=goal: len(scene.filed()) >= goal, step=0.001)  # type: ignore[misc] # bound at once
        await asyncio.sleep(chance.uniform(0, 0.01))
        first.kill()
        first = await following
    await until(scene.nothing_waits, step=0.02)
    assert Counter(scene.filed()) == Counter(title(number) for number in range(MESSAGES))
    assert len(scene.telegram.polls) >= KILLS
    answers = scene.answered()
    assert set(answers) == {title(number) for number in range(MESSAGES)}, "everybody was answered"
    assert sum(count - 1 for count in answers.values()) <= KILLS * len(WRITERS), "one in doubt for each chat and kill, at most"


async def test_told_to_end_it_ends_in_time_and_confirms_what_it_has_taken(scene: Scene) -> None:
    for number in range(3):
        child = await scene.start()
        for one in range(number * 20, number * 20 + 20):
            scene.says(one)
        await until(lambda number=number: len(scene.filed()) >= number * 20 + 5)  # type: ignore[misc] # bound at once
        child.send_signal(signal.SIGTERM)
        async with asyncio.timeout(10):
            assert await child.wait() == 0
        filed = len(scene.filed())
        assert len(scene.telegram.pending) == (number + 1) * 20 - filed, "what is kept is confirmed, and nothing else is"
    await scene.start()
    await until(scene.nothing_waits, step=0.02)
    assert Counter(scene.filed()) == Counter(title(number) for number in range(60))


async def test_it_ends_in_time_though_telegram_says_nothing(scene: Scene) -> None:
    child = await scene.start()
    await until(lambda: bool(scene.telegram.polls))
    scene.telegram.faults.arm("sendMessage", faults.hang(effect=True), times=len(WRITERS))
    for number in range(6):
        scene.says(number)
    await until(lambda: len(scene.filed()) == 6)
    child.send_signal(signal.SIGTERM)
    async with asyncio.timeout(10):
        assert await child.wait() == 0
