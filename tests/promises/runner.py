"""A house in a process of its own, against a strict Slack that runs elsewhere: `python -m tests.promises.runner DATABASE API BOT APP PACE`.

It says "ready" on its output, and ends on SIGTERM as the real one does.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

from bot.house import running
from handlers.slack.settings import SlackSettings
from tests.shelf import store_at


async def main(database: str, api_url: str, bot_token: str, app_token: str, pace: str) -> None:
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    settings = SlackSettings(bot_token=bot_token, app_token=app_token, api_url=api_url)
    async with running(store_at(Path(database)), settings, pace=float(pace), ticking=False):
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await ended.wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:6]))
