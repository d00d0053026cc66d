"""A house in a process of its own, against strict platforms that run elsewhere: `python -m tests.promises.runner DATABASE SETTINGS`.

SETTINGS is JSON: for each platform its settings. It says "ready" on its output and begins as soon as the database has no other; it ends on
SIGTERM as the real one does.
"""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from pathlib import Path
from typing import Any

from bot.house import Settings, running
from storage.leases import AlreadyRunning, alone
from tests.shelf import store_at


def made(platform: str, **values: Any) -> Settings:
    """The settings of a platform; of the other one nothing is imported, which takes a second of each start."""
    if platform == "slack":
        from handlers.slack.settings import SlackSettings

        return SlackSettings(**values)
    from handlers.telegram.settings import TelegramSettings

    return TelegramSettings(**values)


async def main(database: Path, settings: list[Settings]) -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    while True:
        try:
            with alone(database):
                async with running(store_at(database), *settings, pace=0.0, ticking=False):
                    await ended.wait()
                return
        except AlreadyRunning:
            await asyncio.sleep(0.01)


if __name__ == "__main__":
    given: dict[str, dict[str, str]] = json.loads(sys.argv[2])
    asyncio.run(main(Path(sys.argv[1]), [made(platform, **values) for platform, values in given.items()]))
