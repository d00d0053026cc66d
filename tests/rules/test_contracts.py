"""Each contract on the floors (pyproject.toml) is broken in a copy of the house, and seen to break."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.rules.house import CODE, ROOT

PLANTED = {
    "An arrow points down only": ("storage/received.py", "import handlers.slack.settings"),
    "Every module of bot has its floor": ("bot/newcomer.py", "from bot.domain import week"),
    "Use cases stand above the store and the words": ("bot/wording/plain.py", "import handlers.contribute"),
    "Only the composition root knows the edges": ("handlers/contribute.py", "import scheduler.jobs"),
    "Nobody knows the composition root": ("handlers/contribute.py", "import bot.config"),
    "The edges are independent of each other": ("scheduler/jobs.py", "import handlers.slack.settings"),
    "The domain needs nothing but the standard library": ("bot/domain/week.py", "import sqlalchemy"),
    "No import goes in a circle": ("storage/received.py", "import storage.transaction"),
}


def contracts() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]]


def verdicts(root: Path) -> dict[str, str]:
    """Contract -> KEPT or BROKEN, of the house in that folder."""
    linter = Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run([linter, "--no-cache"], cwd=root, capture_output=True, text=True, check=False)
    found = {
        name: verdict for name in contracts() for verdict in re.findall(rf"^{re.escape(name)} (KEPT|BROKEN)", ran.stdout, re.MULTILINE)
    }
    assert set(found) == set(contracts()), ran.stdout + ran.stderr
    return found


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for folder in CODE:
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_is_kept() -> None:
    assert {name for name, verdict in verdicts(ROOT).items() if verdict != "KEPT"} == set()


def test_every_contract_is_tried() -> None:
    assert sorted(PLANTED) == sorted(contracts())


@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_violation_is_caught(copy: Path, contract: str) -> None:
    path, line = PLANTED[contract]
    file = copy / path
    file.write_text((file.read_text(encoding="utf-8") if file.exists() else "") + f"\n{line}\n", encoding="utf-8")
    assert verdicts(copy)[contract] == "BROKEN"
