"""The dialogues of the documents are replayed: what stands there is what happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot import play

ROOT = Path(__file__).parents[2]


def test_the_tutorial_is_what_happens(capsys: pytest.CaptureFixture[str]) -> None:
    code = play.chat_script(ROOT / "docs" / "tutorial.md", write=False)
    assert code == 0, capsys.readouterr().out


def test_a_tutorial_that_says_something_else_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "wrong.md"
    wrong.write_text("```chat\nclaire> bonjour\nMaillage · message privé\n  Salut.\n```\n", encoding="utf-8")
    assert play.chat_script(wrong, write=False) == 1
    assert "-  Salut." in capsys.readouterr().out


def test_the_readme_shows_what_the_tutorial_shows() -> None:
    """Its shortened transcript holds no line that the replayed one does not."""
    tutorial = _words((ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8"))
    transcript = (ROOT / "README.md").read_text(encoding="utf-8").split("```")[1]
    for line in transcript.strip().splitlines():
        assert _words(line) in tutorial, line


def _words(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
