"""The house, as it runs, on a port of its own: the roster of the playground, a real database, delivery on."""

from __future__ import annotations

import argparse
import asyncio
import socket
import sys
import threading
import time
from pathlib import Path

import sqlalchemy as sa

from benchmarks.settings import BY_HANDLE, CHANNELS, PATH, SECRET, SLOW_DISK_SECONDS, TEAM, TOKEN, clock
from bot import demo, logs
from bot.domain.kinds import discover
from bot.house import running, setting_for
from handlers.slack.settings import SlackSettings
from storage.schema import opened
from storage.store import Store


def seeded(folder: Path) -> Store:
    """A store with the people of the playground, all of them greeted already."""
    store = opened(folder / "ours.db", setting_for(discover(), clock, organiser="Malik"))
    place = demo.Place(platform="slack", workspace=TEAM, users=BY_HANDLE, channels=CHANNELS)
    store.submit(lambda tx: demo.seed(tx, place)).result()
    store.submit(lambda tx: [tx.people.greet(person.id) for person in tx.people.active()]).result()
    return store


def slow_disk() -> None:
    """Every COMMIT of the writer waits as for a real disk: nothing else of the house does."""

    @sa.event.listens_for(sa.Engine, "commit")
    def _wait(_connection: sa.Connection) -> None:
        if threading.current_thread().name == "store-writer":
            time.sleep(SLOW_DISK_SECONDS)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


async def serve(api: str, folder: Path) -> None:
    """Until the standard input is closed. The clock does not tick: a tick is measured by itself."""
    port = free_port()
    settings = SlackSettings(bot_token=TOKEN, signing_secret=SECRET, api_url=api, port=port, path=PATH)
    async with running(seeded(folder), settings, ticking=False):
        print(port, flush=True)
        await asyncio.to_thread(sys.stdin.read)


def main() -> None:
    logs.set_up("error", as_json=True)
    asked = argparse.ArgumentParser()
    asked.add_argument("--api", required=True)
    asked.add_argument("--folder", type=Path, required=True)
    asked.add_argument("--slow", action="store_true")
    given = asked.parse_args()
    if given.slow:
        slow_disk()
    asyncio.run(serve(given.api, given.folder))


if __name__ == "__main__":
    main()
