"""Servers and loads as processes of their own, and the Slack that the servers call."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import sqlite3
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from benchmarks.settings import PATH, TEAM


class Lost(Exception):  # noqa: N818 - reads as what it is
    """Fewer rows than answers: something acknowledged was not kept."""


@dataclass(frozen=True, kw_only=True)
class Load:
    """What is sent. `text` empty: each command is another job offer."""

    command: str = "/maillage"
    text: str = "aide"
    connections: int = 1
    count: int = 400
    expect: str = ""


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """What came of it: commands a second, and seconds until the acknowledgement."""

    count: int
    rate: float
    p50: float
    p99: float


@dataclass(frozen=True, kw_only=True)
class Server:
    """A running server, its process and its database."""

    port: int
    process: asyncio.subprocess.Process
    database: Path

    async def take(self, load: Load) -> Loaded:
        """One load, from a process of its own. Raises Lost, and RuntimeError when an answer was not as expected."""
        shown = {name: str(value) for name, value in vars(load).items()} | {"port": str(self.port), "path": PATH}
        words = itertools.chain.from_iterable((f"--{name}", value) for name, value in shown.items())
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "benchmarks.load", *words, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
        )
        said, complained = await process.communicate()
        if process.returncode:
            raise RuntimeError(complained.decode()[-2000:])
        return Loaded(**json.loads(said))

    def resident(self) -> float:
        """Megabytes of memory that the process holds."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS:"))

    def rows(self, table: str) -> int:
        """How many rows a table holds, seen from outside."""
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


async def _say_ok(request: web.Request) -> web.Response:
    """Every method succeeds."""
    said = {"ok": True, "team_id": TEAM, "user_id": "U0BOT", "bot_id": "B0BOT", "channel": "C0RESEAU", "ts": "1.1"}
    return web.json_response(said | {"method": request.match_info["method"]})


@contextlib.asynccontextmanager
async def slack_api() -> AsyncIterator[str]:
    """The address of a Slack that says yes."""
    application = web.Application()
    application.router.add_route("*", "/api/{method}", _say_ok)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    finally:
        await runner.cleanup()


@contextlib.asynccontextmanager
async def started(module: str, folder: Path, api: str, *words: str) -> AsyncIterator[Server]:
    """`benchmarks.ours` or `benchmarks.bare` in a process and a folder of its own."""
    await asyncio.to_thread(folder.mkdir, parents=True)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, "--api", api, "--folder", str(folder), *words),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        port = int(await process.stdout.readline())
        yield Server(port=port, process=process, database=folder / f"{module.rpartition('.')[2]}.db")
    finally:
        process.stdin.close()
        await process.wait()
