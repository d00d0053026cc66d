"""A house in a process of its own, against a strict Slack that runs elsewhere: `python -m tests.promises.runner DATABASE API BOT APP`.

It says "ready" on its output and begins as soon as the database has no other; it ends on SIGTERM as the real one does.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

from bot.house import running
from handlers.slack.settings import SlackSettings
from storage.leases import AlreadyRunning, alone
from tests.shelf import store_at


async def main(database: Path, api_url: str, bot_token: str, app_token: str) -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    settings = SlackSettings(bot_token=bot_token, app_token=app_token, api_url=api_url)
    while True:
        try:
            with alone(database):
                async with running(store_at(database), settings, pace=0.0, ticking=False):
                    await ended.wait()
                return
        except AlreadyRunning:
            await asyncio.sleep(0.01)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), *sys.argv[2:5]))
