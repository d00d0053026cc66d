"""Marks 1 and 2: from a signed command to its acknowledgement, against Bolt with nothing of ours."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

from benchmarks.figures import Figure, in_turns, ratio
from benchmarks.processes import Load, Loaded, Lost, Server, started

OURS, BARE = "benchmarks.ours", "benchmarks.bare"
PUBLISHED = "publi"
"""In every answer to an offer that was filed: a question instead would be another path."""
SIXTIETH = "/c60"


def p50(server: Server, load: Load) -> Callable[[], Awaitable[float]]:
    """Seconds until the acknowledgement, as a side of a comparison."""

    async def side() -> float:
        return (await server.take(load)).p50

    return side


def rate(server: Server, load: Load, table: str) -> Callable[[], Awaitable[float]]:
    """Commands a second, as a side of a comparison. Raises Lost when an answer was given for what is not there."""

    async def side() -> float:
        before = server.rows(table)
        done: Loaded = await server.take(load)
        if server.rows(table) - before < done.count:
            raise Lost(f"{done.count} answers, {server.rows(table) - before} rows")
        return done.rate

    return side


async def acknowledged(folder: Path, api: str, *, rounds: int, count: int) -> list[Figure]:
    """Mark 1, over one connection: `/maillage aide`."""
    async with contextlib.AsyncExitStack() as running:
        start = partial(_start, running, folder, api)
        bare = await start(BARE, "bare-ack", "--mode", "ack")
        many = await start(BARE, "bare-many", "--mode", "many")
        default = await start(BARE, "bare-default", "--mode", "default")
        ours = await start(OURS, "ours-ack")
        help_me, few = Load(count=count), Load(count=max(20, count // 20))
        for server in (bare, many, default, ours):
            await server.take(few)
        times = await in_turns(
            rounds,
            {
                "bare": p50(bare, help_me),
                "ours": p50(ours, help_me),
                "sixtieth": p50(ours, Load(command=SIXTIETH, count=count)),
                "many": p50(many, help_me),
                "default": p50(default, few),
            },
        )
    return [
        _compared("1", "`/maillage aide`, p50 against bare Bolt's", times, "ours", "bare", most=2),
        _compared("1", "Bolt by default, p50 against ours", times, "default", "ours", least=40),
        _compared("1", "Bolt by default, p50 against bare Bolt's", times, "default", "bare"),
        _compared("1", "speed of a sixtieth command against the first, ours (one listener for all)", times, "ours", "sixtieth", least=0.9),
        _compared("1", "the same with bare Bolt, sixty listeners", times, "bare", "many"),
    ]


async def filed(folder: Path, api: str, *, rounds: int, count: int) -> list[Figure]:
    """Mark 2: an offer, against bare Bolt with one committed insert."""
    async with contextlib.AsyncExitStack() as running:
        start = partial(_start, running, folder, api)
        bare, ours = await start(BARE, "bare-insert", "--mode", "insert"), await start(OURS, "ours-filed")
        slow_bare, slow_ours = await start(BARE, "slow-bare", "--mode", "insert", "--slow"), await start(OURS, "slow-ours", "--slow")
        rates = await in_turns(
            rounds,
            {
                "bare": rate(bare, _offers(16, count, ""), "notes"),
                "ours": rate(ours, _offers(16, count, PUBLISHED), "contributions"),
                "slow bare": rate(slow_bare, _offers(64, count, ""), "notes"),
                "slow ours": rate(slow_ours, _offers(64, count, PUBLISHED), "contributions"),
            },
        )
        held = ours.rows("contributions")
    return [
        _compared(
            "2",
            f"an offer filed, 16 at once, against one committed insert ({held} offers open in the end)",
            rates,
            "ours",
            "bare",
            least=0.5,
        ),
        _compared("2", "the same with 64 at once on a slow disk (2 ms a COMMIT)", rates, "slow ours", "slow bare", least=10),
    ]


async def _start(running: contextlib.AsyncExitStack, folder: Path, api: str, module: str, name: str, *words: str) -> Server:
    return await running.enter_async_context(started(module, folder / name, api, *words))


def _offers(connections: int, count: int, expect: str) -> Load:
    return Load(command="/offre", text="", connections=connections, count=count, expect=expect)


def _compared(
    mark: str, what: str, found: dict[str, list[float]], of: str, to: str, *, most: float | None = None, least: float | None = None
) -> Figure:
    value, spread = ratio(found[of], found[to])
    return Figure(mark=mark, what=what, value=value, unit="x", most=most, least=least, spread=spread)
