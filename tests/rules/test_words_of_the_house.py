"""Names say what a thing is; and nothing in the house speaks of the machine it was written on, or of work left undone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rules.exceptions import NAMES
from tests.rules.house import CODE, ROOT, Source, sources

SAYS_NOTHING = frozenset({"manager", "helper", "helpers", "util", "utils", "misc", "data", "process", "processor", "stuff"})
_PARTS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_UNDONE = re.compile(r"\b(?:TODO|FIXME|HACK)\b|(?<!:)\bXXX\b|(?i:\bprototype)")
"""Written so by who means to come back: "todo" is a heading that members type, and XXX a code that nobody has."""
_MACHINE = re.compile(r"(?<![\w.:/~$}])/(?:home|root|work|workspace|Users|mnt|media)/[\w.]")
_READ = {".py", ".md", ".toml", ".j2", ".po", ".lock", ".html", ".css", ".js", ".json", ".cfg", ".yml", ".yaml", ".mako", ""}
_NOT_OURS = {".venv", ".git", "build", "dist"}


def empty_names(root: Path = ROOT) -> list[str]:
    """Modules, classes, functions and their arguments whose name has a word that says nothing."""
    return [
        f"{source.path}: {name}"
        for source in sources(root, (*CODE, "benchmarks"))
        for name in _names(source)
        if SAYS_NOTHING & {part.lower() for part in _PARTS.findall(name)} and f"{source.path}: {name}" not in NAMES
    ]


def _names(source: Source) -> Iterator[str]:
    yield source.path.removesuffix(".py").replace("/__init__", "").rpartition("/")[2]
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg


def undone(root: Path = ROOT) -> list[str]:
    """Lines that promise work."""
    return _lines_with(_UNDONE, root)


def machines(root: Path = ROOT) -> list[str]:
    """Lines that name a folder of one machine."""
    return _lines_with(_MACHINE, root)


def _lines_with(pattern: re.Pattern[str], root: Path) -> list[str]:
    return [
        f"{path.relative_to(root).as_posix()}:{number}"
        for path in _written(root)
        if path != Path(__file__)  # which must name what it looks for
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def _written(root: Path) -> Iterator[Path]:
    """Every text of the project: not what is installed, and not what tools keep in folders that begin with a dot (but .ci)."""
    for path in sorted(root.iterdir()):
        if path.is_file() and path.suffix in _READ and path.name != ".git":
            yield path
        elif path.is_dir() and path.name not in _NOT_OURS and (path.name == ".ci" or not path.name.startswith(".")):
            yield from (
                file for file in sorted(path.rglob("*")) if file.is_file() and file.suffix in _READ and "__pycache__" not in file.parts
            )


def test_names_say_something() -> None:
    assert empty_names() == []


def test_every_exception_is_still_one() -> None:
    assert [name for name in NAMES if name not in {f"{source.path}: {name}" for source in sources() for name in _names(source)}] == []


def test_nothing_is_left_undone() -> None:
    assert undone() == []


def test_no_machine_is_named() -> None:
    assert machines() == []


class TestPlanted:
    @pytest.mark.parametrize(
        ("path", "text", "found"),
        [
            ("bot/utils.py", "", ["bot/utils.py: utils"]),
            ("handlers/misc/__init__.py", "", ["handlers/misc/__init__.py: misc"]),
            ("bot/x.py", "class OutboxManager: pass", ["bot/x.py: OutboxManager"]),
            ("bot/x.py", "async def process_event(): pass", ["bot/x.py: process_event"]),
            ("bot/x.py", "def f(row, data): pass", ["bot/x.py: data"]),
            ("bot/x.py", "def f(metadata, information): pass\nclass Dataset: pass", []),
        ],
    )
    def test_a_name_that_says_nothing(self, tmp_path: Path, path: str, text: str, found: list[str]) -> None:
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
        assert empty_names(tmp_path) == found

    @pytest.mark.parametrize(
        ("text", "found"),
        [("x = 1  # TODO later", ["a.md:1"]), ("mes travaux", []), ("a to-do list", []), ("# XXX", ["a.md:1"]), ('"todo", "req:XXX"', [])],
    )
    def test_work_left_undone(self, tmp_path: Path, text: str, found: list[str]) -> None:
        (tmp_path / "a.md").write_text(text, encoding="utf-8")
        assert undone(tmp_path) == found

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("see /home/claire/x", [".ci/run:1"]),
            ("cd /root/x", [".ci/run:1"]),
            ("sqlite:////var/lib/maillage/x.db", []),
            ("https://example.org/home/x", []),
            ("bot/work/x", []),
        ],
    )
    def test_a_folder_of_one_machine(self, tmp_path: Path, text: str, found: list[str]) -> None:
        (tmp_path / ".ci").mkdir()
        (tmp_path / ".ci/run").write_text(text, encoding="utf-8")
        assert machines(tmp_path) == found
