"""Mark 9: how long it takes to begin, and what it weighs."""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from functools import partial
from pathlib import Path

from benchmarks.figures import Figure, in_turns
from benchmarks.processes import Load, started

TIMES = 9


async def measured(folder: Path, api: str, *, count: int) -> list[Figure]:
    """`maillage --help` in a new process, a server up to its first answer, and its memory after a load."""
    languages = await in_turns(TIMES, {"en": partial(_help, "en"), "fr": partial(_help, "fr"), "python": partial(_ms, "-c", "pass")})
    english, french, empty = (statistics.median(found) for found in languages.values())
    begun = time.perf_counter()
    async with started("benchmarks.ours", folder / "start", api) as server:
        ready = time.perf_counter() - begun
        await server.take(Load(command="/offre", text="", connections=16, count=count))
        held = server.resident()
    return [
        Figure(mark="9", what="`maillage --help`, cold, in English", value=english, unit="ms", most=60),
        Figure(mark="9", what="the same in French: the catalogue is read", value=french, unit="ms", most=60),
        Figure(mark="9", what="of which Python itself", value=empty, unit="ms"),
        Figure(mark="9", what="a server ready, its database made and filled with people", value=ready, unit="s", most=1.5),
        Figure(mark="9", what=f"its memory after {count} offers, Slack alone", value=held, unit="MB", most=110),
    ]


async def _help(language: str) -> float:
    return await _ms("-m", "bot", "--lang", language, "--help")


async def _ms(*words: str) -> float:
    """Milliseconds from nothing to the end of that process."""
    begun = time.perf_counter()
    process = await asyncio.create_subprocess_exec(sys.executable, *words, stdout=asyncio.subprocess.DEVNULL)
    if await process.wait():
        raise RuntimeError(f"python {' '.join(words)}")
    return (time.perf_counter() - begun) * 1000
