"""The figures as a table, on the terminal and in docs/performance.md, between two marks that only this writes between."""

from __future__ import annotations

import os
import platform
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.figures import Figure, shown

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
BEGIN, END = "<!-- written by python -m benchmarks --write: begin -->", "<!-- end -->"


def table(figures: Iterable[Figure]) -> str:
    """Markdown."""
    lines = ["| mark | what | measured | wanted | |", "|---|---|---|---|---|"]
    for one in figures:
        between = f" ({shown(one.spread[0])} to {shown(one.spread[1])})" if one.spread else ""
        reached = {True: "reached", False: "**not reached**", None: ""}[one.reached]
        lines.append(f"| {one.mark} | {one.what} | {shown(one.value)} {one.unit}{between} | {one.wanted} | {reached} |")
    return "\n".join(lines)


def machine() -> str:
    """What it was measured on, and the time that a COMMIT takes here."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("slack-bolt", "aiohttp", "SQLAlchemy"))
    python = f"Python {platform.python_version()}, {libraries}, SQLite {sqlite3.sqlite_version}"
    where = f"{os.cpu_count()} cores ({platform.machine()}), {platform.system()}"
    return f"{datetime.now(UTC):%d/%m/%Y}, {where}, {python}. One COMMIT of SQLite, WAL, synchronous=FULL: {commit_ms():.2f} ms."


def commit_ms(times: int = 200) -> float:
    """Milliseconds for one committed insert, the median."""
    with tempfile.TemporaryDirectory() as folder:
        connection = sqlite3.connect(Path(folder) / "commit.db", isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("CREATE TABLE one (two)")
        found = []
        for _ in range(times):
            begun = time.perf_counter()
            connection.execute("INSERT INTO one VALUES (1)")
            found.append((time.perf_counter() - begun) * 1000)
        connection.close()
    return statistics.median(found)


def write(text: str) -> None:
    """Puts it between the marks. Raises ValueError when the page has none."""
    page = PAGE.read_text(encoding="utf-8")
    before, after = page.index(BEGIN) + len(BEGIN), page.index(END)
    PAGE.write_text(f"{page[:before]}\n\n{text}\n\n{page[after:]}", encoding="utf-8")
