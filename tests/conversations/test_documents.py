"""The dialogues of the documents are replayed: what stands there is what happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot import demo, play
from bot.wording import Wording

ROOT = Path(__file__).parents[2]
DIALOGUES = [path for path in sorted((ROOT / "docs").glob("*.md")) if "\n```chat\n" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("document", DIALOGUES, ids=[path.stem for path in DIALOGUES])
def test_what_is_told_is_what_happens(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = play.chat_script(document, write=False)
    assert code == 0, capsys.readouterr().out


def test_both_doors_have_their_document() -> None:
    assert {path.stem for path in DIALOGUES} >= {"ambassadeur", "tutorial"}
    for document in DIALOGUES:
        text = document.read_text(encoding="utf-8")
        assert text.split("\n")[2].startswith("*In English: "), "who reads no French learns what it is"
        assert f"maillage chat --script docs/{document.name}" in text


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


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/tutorial.md", "docs/ambassadeur.md"])
def test_no_link_of_ours_leads_nowhere(name: str) -> None:
    page = ROOT / name
    linked = re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in linked if not (page.parent / link).exists()] == []


def test_no_file_that_contributing_names_is_gone() -> None:
    named = re.findall(
        r"`((?:bot|handlers|storage|scheduler|tests|docs)/[\w/]+\.\w+)`", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    )
    assert len(named) > 30
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_playground_says_who_is_on_which_side(language: str) -> None:
    banner = play.banner(Wording({}).words(language, "Europe/Paris"), "http://127.0.0.1:1/?key=x")
    sides = {line.split()[0]: line for line in banner.split("\n") if line.startswith(("Slack ", "Telegram "))}
    for someone in demo.PEOPLE:
        assert (f" {someone.handle}" in sides["Slack"]) == ("slack" in someone.doors)
        assert (re.search(rf"\b{someone.handle}\b", sides["Telegram"]) is not None) == ("telegram" in someone.doors)
    assert "--as claire --at http://127.0.0.1:1/?key=x" in banner


def _words(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
