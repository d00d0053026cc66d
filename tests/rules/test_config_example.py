"""config.example.toml shows every setting, with its meaning and what holds when nothing is written."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.config import Misconfigured, declared, known_keys, load
from bot.config.layers import Key
from tests.rules.house import ROOT

EXAMPLE = (ROOT / "config.example.toml").read_text(encoding="utf-8")
_COMMENTED = re.compile(r"^# (?=\w+ = )", re.MULTILINE)
TOKENS = {"xoxb-…": "xoxb-1111111111-abcdefghij", "xapp-…": "xapp-1-A111-abcdefghij"}
BOT_TOKEN = "123456789:" + "a" * 35


def shown(text: str) -> dict[Key, Any]:
    """Every setting of the file, those behind a # as well."""
    tables = tomllib.loads(_COMMENTED.sub("", text))
    return {
        key: value
        for name, content in tables.items()
        for key, value in ([((name, inner), one) for inner, one in content.items()] if isinstance(content, dict) else [((name,), content)])
    }


def without_meaning(text: str) -> list[str]:
    """Settings with no comment above their paragraph."""
    found = []
    for paragraph in text.split("\n\n"):
        lines = [line for line in paragraph.splitlines() if not line.startswith("[")]
        settings = [line for line in lines if re.match(r"(# )?\w+ = ", line)]
        if settings and settings[0] == lines[0]:
            found += settings
    return found


def default_of(key: Key) -> Any:
    setting = declared()[key]
    return None if setting.is_required() else setting.default


def test_every_setting_is_shown_and_no_other() -> None:
    assert sorted(shown(EXAMPLE)) == sorted(known_keys())


def test_every_setting_has_its_meaning() -> None:
    assert without_meaning(EXAMPLE) == []


def test_what_stands_behind_a_comment_is_what_holds_without_it() -> None:
    written = tomllib.loads(EXAMPLE)
    optional = {key: value for key, value in shown(EXAMPLE).items() if key[-1] not in written and key[-1] not in written.get(key[0], {})}
    examples = {("secrets_dir",), ("slack", "signing_secret"), *(("telegram", name) for name in ("token", "secret", "public_url"))}
    # nothing holds without these
    assert {key: value for key, value in optional.items() if key not in examples} == {
        key: default_of(key) for key in optional if key not in examples
    }


def test_the_example_lacks_its_tokens_alone(tmp_path: Path) -> None:
    file = tmp_path / "maillage.toml"
    file.write_text(EXAMPLE, encoding="utf-8")
    with pytest.raises(Misconfigured) as wrong:
        load(file, {})
    assert [mistake.key for mistake in wrong.value.mistakes] == ["slack.bot_token", "slack.app_token"]


def test_the_example_with_its_tokens_is_complete(tmp_path: Path) -> None:
    file, text = tmp_path / "maillage.toml", EXAMPLE
    for placeholder, token in TOKENS.items():
        text = text.replace(placeholder, token)
    file.write_text(text, encoding="utf-8")
    config = load(file, {})
    assert config is not None
    assert config.database_path == Path("/var/lib/maillage/maillage.db")
    assert config.slack is not None
    assert (config.slack.mode, config.language, config.log.level, config.telegram) == ("socket", "fr", "info", None)


def test_the_example_with_a_bot_of_telegram_instead(tmp_path: Path) -> None:
    file, text = tmp_path / "maillage.toml", re.sub("^(bot|app)_token", r"# \g<0>", EXAMPLE, flags=re.MULTILINE)
    file.write_text(text.replace('# token = "123456789:…"', f'token = "{BOT_TOKEN}"'), encoding="utf-8")
    config = load(file, {})
    assert config is not None
    assert config.telegram is not None
    assert (config.telegram.mode, config.slack) == ("polling", None)


@pytest.mark.parametrize(
    ("before", "after"),
    [("# port = 3000\n", ""), ("# level =", "# levels ="), ("[log]\n", "[log]\n# colour = true\n")],
    ids=["a missing key", "a wrong key", "a key too many"],
)
def test_a_planted_difference_is_seen(before: str, after: str) -> None:
    assert before in EXAMPLE
    assert sorted(shown(EXAMPLE.replace(before, after))) != sorted(known_keys())


def test_a_planted_setting_without_meaning_is_seen() -> None:
    assert without_meaning("# Why.\na = 1\n\n[s]\nb = 2\n\n# c = 3\n# d = 4\n") == ["b = 2", "# c = 3", "# d = 4"]
