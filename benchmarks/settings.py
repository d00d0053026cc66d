"""What the servers and the load must agree on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from bot import demo

SECRET: Final = "benchmark-signing-secret"
TOKEN: Final = "xoxb-benchmark"
TEAM: Final = "T0BENCH"
PATH: Final = "/slack/events"
BY_HANDLE: Final = {someone.handle: f"U0{someone.handle.upper()}" for someone in demo.PEOPLE}
USERS: Final = [BY_HANDLE["claire"], BY_HANDLE["yann"], BY_HANDLE["soraya"], BY_HANDLE["malik"]]
"""Those who file: each may publish, and reads French."""
CHANNELS: Final = {name: f"C0{name.upper()}" for name in demo.CHANNELS}
SLOW_DISK_SECONDS: Final = 0.002
_BEGUN: Final = datetime.now(UTC)


def clock() -> datetime:
    """Always Friday 20/11/2026, 10 h in Paris, and running: a figure does not depend on the day it was measured on."""
    return demo.OPENING + (datetime.now(UTC) - _BEGUN)
