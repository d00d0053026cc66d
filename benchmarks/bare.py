"""What we are compared with: Bolt with nothing of ours, on the same aiohttp server, in its own best honest form."""

from __future__ import annotations

import argparse
import asyncio
import logging
import sqlite3
import sys
import time
from pathlib import Path
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from benchmarks.settings import PATH, SECRET, SLOW_DISK_SECONDS, TOKEN

MANY = 60


class Rows:
    """One connection, one commit per command: WAL and full durability, as ours."""

    def __init__(self, path: Path, *, slow: bool) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._slow = slow
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "temp_store=MEMORY", "cache_size=-65536", "mmap_size=268435456"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, user TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL)")

    def add(self, user: str, text: str) -> None:
        """Committed when it returns."""
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("INSERT INTO notes (user, text, at) VALUES (?, ?, datetime('now'))", (user, text))
        if self._slow:
            time.sleep(SLOW_DISK_SECONDS)
        self._connection.execute("COMMIT")


def application(mode: str, api: str, rows: Rows) -> AsyncApp:
    """`ack` answers at once, `default` is Bolt as it comes, `many` has sixty commands of which the last is called, `insert` keeps a row."""
    client = AsyncWebClient(token=TOKEN, base_url=api)
    app = AsyncApp(client=client, signing_secret=SECRET, process_before_response=mode != "default", logger=logging.getLogger("bare"))

    async def answer(ack: Any) -> None:
        await ack("Bonjour")

    async def keep(ack: Any, body: dict[str, Any]) -> None:
        rows.add(body["user_id"], body["text"])
        await ack("Bonjour")

    for number in range(MANY - 1 if mode == "many" else 0):
        app.command(f"/other{number}")(answer)
    app.command("/maillage")(answer)
    app.command("/offre")(keep)
    return app


async def serve(mode: str, api: str, folder: Path, *, slow: bool) -> None:
    """Until the standard input is closed."""
    app = application(mode, api, Rows(folder / "bare.db", slow=slow))

    async def take(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    server = web.Application()
    server.router.add_post(PATH, take)
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


def main() -> None:
    logging.disable(logging.CRITICAL)
    asked = argparse.ArgumentParser()
    asked.add_argument("--mode", choices=("ack", "default", "many", "insert"), required=True)
    asked.add_argument("--api", required=True)
    asked.add_argument("--folder", type=Path, required=True)
    asked.add_argument("--slow", action="store_true")
    given = asked.parse_args()
    asyncio.run(serve(given.mode, given.api, given.folder, slow=given.slow))


if __name__ == "__main__":
    main()
