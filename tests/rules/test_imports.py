"""Each library has one home, an import inside a function says why, and what catches everything stands in four places."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rules.exceptions import IMPORTS
from tests.rules.house import ROOT, Source, functions, sources

HOMES = {
    "aiohttp": ("handlers/gate.py", "handlers/slack/", "handlers/telegram/", "bot/playground/"),
    "alembic": ("storage/",),
    "apscheduler": ("scheduler/clock.py",),
    "babel": ("bot/wording/",),
    "click": ("bot/cli.py", "bot/files_cli.py", "bot/options.py", "bot/roster_cli.py", "bot/terminal.py"),
    "holidays": ("scheduler/calendar.py",),
    "httpx": ("handlers/telegram/",),
    "jinja2": ("bot/wording/", "bot/playground/"),
    "markdown_it": ("bot/wording/",),
    "pydantic": ("bot/config/",),
    "pydantic_core": ("bot/config/",),
    "slack_bolt": ("handlers/slack/",),
    "slack_sdk": ("handlers/slack/",),
    "snowballstemmer": ("storage/stems.py",),
    "sqlalchemy": ("storage/",),
    "telegram": ("handlers/telegram/",),
}
CATCH_EVERYTHING = (
    "storage/writer.py",
    "handlers/faults.py",
    "handlers/slack/listeners.py",
    "handlers/telegram/intake.py",
    "scheduler/delivery.py",
    "scheduler/jobs.py",
)
"""The writer, the listeners' boundary (whose cause is named in `faults`), the delivery loop and the job runner."""

FAULTS = "handlers.faults"


def strangers(root: Path = ROOT) -> list[str]:
    """Libraries that are imported outside their home."""
    return [
        f"{source.path}: {library}"
        for source in sources(root)
        for library in sorted(imported(source))
        if library in HOMES and not source.path.startswith(HOMES[library]) and source.path not in IMPORTS
    ]


def imported(source: Source) -> set[str]:
    """The first names of all that a file imports from elsewhere."""
    names: set[str] = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(node.module or "")
    return {name.partition(".")[0] for name in names}


def unexplained(root: Path = ROOT) -> list[str]:
    """Imports inside a function with no comment above them."""
    return [f"{source.path}:{line}" for source in sources(root) for line in _inner_imports(source) if not _is_explained(source.lines, line)]


def _inner_imports(source: Source) -> list[int]:
    return sorted(
        {node.lineno for function in functions(source) for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)}
    )


def _is_explained(lines: list[str], line: int) -> bool:
    above = line - 2
    while above >= 0 and (not lines[above].strip() or lines[above].strip().startswith(("import ", "from "))):
        above -= 1
    return lines[above].strip().startswith("# ") and not lines[above].strip().startswith("# noqa")


def nets(root: Path = ROOT) -> list[str]:
    """Places outside the four where `Exception` or `BaseException` stands for a value: a handler, a tuple for one, `suppress`."""
    return [f"{source.path}:{line}" for source in sources(root) if source.path not in CATCH_EVERYTHING for line in _nets_of(source)]


def _nets_of(source: Source) -> Iterator[int]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler) and (node.type is None or _names_everything(node.type)):
            yield node.lineno
        elif isinstance(node, ast.Tuple | ast.Call) and any(_names_everything(part) for part in ast.iter_child_nodes(node)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "isinstance"):
                yield node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module == FAULTS and "Fault" in {alias.name for alias in node.names}:
            yield node.lineno


def _names_everything(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id in {"Exception", "BaseException"}


def test_each_library_has_its_home() -> None:
    assert strangers() == []


def test_each_import_inside_a_function_says_why() -> None:
    assert unexplained() == []


def test_everything_is_caught_in_four_places_only() -> None:
    assert nets() == []


def test_every_home_is_used() -> None:
    used = {library for source in sources() for library in imported(source)}
    assert set(HOMES) - used == set(), "a library that nobody imports any more needs no home, and no line in pyproject.toml"


class TestPlanted:
    """Each fault in a house of its own, and found."""

    @pytest.fixture
    def plant(self, tmp_path: Path):
        def planted(path: str, text: str) -> Path:
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text, encoding="utf-8")
            return tmp_path

        return planted

    @pytest.mark.parametrize(
        ("path", "text", "found"),
        [
            ("bot/app.py", "from slack_sdk.errors import SlackApiError", ["bot/app.py: slack_sdk"]),
            ("handlers/show.py", "import sqlalchemy as sa", ["handlers/show.py: sqlalchemy"]),
            ("scheduler/jobs.py", "def due():\n    import apscheduler.triggers", ["scheduler/jobs.py: apscheduler"]),
            ("scheduler/clock.py", "import apscheduler", []),
            ("handlers/telegram/sender.py", "import slack_bolt", ["handlers/telegram/sender.py: slack_bolt"]),
            ("bot/domain/week.py", "from .holidays import x", []),
        ],
    )
    def test_a_library_away_from_home(self, plant, path: str, text: str, found: list[str]) -> None:
        assert strangers(plant(path, text)) == found

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("def f():\n    import json", ["bot/x.py:2"]),
            ("def f():\n    # noqa: PLC0415\n    import json", ["bot/x.py:3"]),
            ("def f():\n    # Slow to open, and rarely needed.\n    import json\n    from a import b", []),
            ("class A:\n    async def f(self):\n        x = 1\n        from a import b", ["bot/x.py:4"]),
            ("import json", []),
        ],
    )
    def test_an_import_without_a_reason(self, plant, text: str, found: list[str]) -> None:
        assert unexplained(plant("bot/x.py", text)) == found

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("try: f()\nexcept: pass", ["bot/x.py:2"]),
            ("try: f()\nexcept Exception: pass", ["bot/x.py:2"]),
            ("try: f()\nexcept (ValueError, BaseException): pass", ["bot/x.py:2"]),
            ("with contextlib.suppress(Exception): f()", ["bot/x.py:1"]),
            ("CAUSES = (Exception,)", ["bot/x.py:1"]),
            ("from handlers.faults import Fault, noted", ["bot/x.py:1"]),
            ("class Refused(Exception): pass\ntry: f()\nexcept Refused: pass", []),
            ("def f(error: Exception) -> bool: return isinstance(error, BaseException)", []),
        ],
    )
    def test_a_net_that_catches_everything(self, plant, text: str, found: list[str]) -> None:
        assert nets(plant("bot/x.py", text)) == found
        assert nets(plant("storage/writer.py", "try: f()\nexcept Exception: pass")) == found
