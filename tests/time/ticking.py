"""One tick from a process of its own: `python -m tests.time.ticking DATABASE INSTANT`."""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime
from pathlib import Path

from scheduler.jobs import Jobs
from tests.shelf import store_at
from tests.town import MovedClock


async def main(database: str, instant: str) -> None:
    store = store_at(Path(database), MovedClock(datetime.fromisoformat(instant)))
    for _ in range(3):
        await Jobs(store).due()
    await asyncio.to_thread(store.close)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:3]))
