"""Mark 9: how long it takes to begin, and what it weighs."""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.processes import Load, started

TIMES = 9


async def measured(folder: Path, api: str, *, count: int) -> list[Figure]:
    """`maillage --help` in a new process, a server up to its first answer, and its memory after a load."""
    helped = [await _seconds("-m", "bot", "--help") * 1000 for _ in range(TIMES)]
    empty = [await _seconds("-c", "pass") * 1000 for _ in range(TIMES)]
    begun = time.perf_counter()
    async with started("benchmarks.ours", folder / "start", api) as server:
        ready = time.perf_counter() - begun
        await server.take(Load(command="/offre", text="", connections=16, count=count))
        held = server.resident()
    return [
        Figure(mark="9", what="`maillage --help`, cold", value=statistics.median(helped), unit="ms", most=60),
        Figure(mark="9", what="of which Python itself", value=statistics.median(empty), unit="ms"),
        Figure(mark="9", what="a server ready, its database made and filled with people", value=ready, unit="s", most=1.5),
        Figure(mark="9", what=f"its memory after {count} offers, Slack alone", value=held, unit="MB", most=110),
    ]


async def _seconds(*words: str) -> float:
    begun = time.perf_counter()
    process = await asyncio.create_subprocess_exec(sys.executable, *words, stdout=asyncio.subprocess.DEVNULL)
    if await process.wait():
        raise RuntimeError(f"python {' '.join(words)}")
    return time.perf_counter() - begun
