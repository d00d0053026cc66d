"""`python -m benchmarks`: all figures, in one run of a few minutes. `--write` puts them in docs/performance.md, with the profile beside."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from pathlib import Path

from benchmarks import commands, inside, profile, report, search, start, updates
from benchmarks.figures import Figure
from benchmarks.processes import slack_api

PARTS = ("commands", "updates", "inside", "search", "start")


async def _outside(folder: Path, parts: list[str], rounds: int) -> list[Figure]:
    found: list[Figure] = []
    async with slack_api() as api:
        if "commands" in parts:
            found += await commands.acknowledged(folder, api, rounds=rounds, count=600)
            found += await commands.filed(folder, api, rounds=rounds, count=600)
        if "updates" in parts:
            found += await updates.measured(folder, rounds=rounds, count=600)
        if "start" in parts:
            found += await start.measured(folder, api, count=1_000)
    return found


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    asked.add_argument("--write", action="store_true", help="write docs/performance.md and the profile")
    asked.add_argument("--rounds", type=int, default=7, help="of each comparison; the median counts")
    asked.add_argument("--only", choices=PARTS, action="append", help="this part alone; may be repeated")
    asked.add_argument("--large", action="store_true", help="the letters over 100,000 items, and a search in a million, too")
    given = asked.parse_args()
    parts = given.only or list(PARTS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        figures = asyncio.run(_outside(folder, parts, given.rounds))
        if "inside" in parts:
            figures += inside.measured(folder, sizes=(10_000, 100_000) if given.large or given.write else (10_000,))
        if "search" in parts:
            figures += search.measured(folder, sizes=(100_000, 1_000_000) if given.large else (100_000,))
        if given.write:
            profile.write(folder / "profile")
    text = f"{report.machine()}\n\n{report.table(sorted(figures, key=lambda one: one.mark or 'z'))}"
    print(text)
    if given.write:
        report.write(text)


if __name__ == "__main__":
    main()
