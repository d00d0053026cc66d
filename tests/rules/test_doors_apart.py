"""A platform that is not configured is never imported: its libraries cost a second, and their faults are not ours."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot import app
from bot.config import load
from tests.rules.house import ROOT
from tests.rules.test_config import OVER_HTTP, WHOLE
from tests.rules.test_config_telegram import BOTH, SECRET, TELEGRAM, TOKEN, WEBHOOK

OF_SLACK, OF_TELEGRAM = {"slack_bolt", "slack_sdk", "handlers.slack"}, {"telegram", "httpx", "handlers.telegram"}
BUILT = """
import asyncio, sys
from pathlib import Path
from bot import app, house
from bot.clockwork import machine_clock
from bot.config import load
from bot.domain.kinds import discover
from storage.schema import opened

async def build():
    store = opened(Path("town.db"), house.setting_for(discover(), machine_clock))
    for platform in house._built(app.settings_of(load(None, {})), store):
        await platform.close()
    store.close()

asyncio.run(build())
print(*sys.modules, sep="\\n")
"""


def imported(folder: Path, code: str) -> set[str]:
    """What a process of its own has imported in the end."""
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return set(ran.stdout.split())


@pytest.mark.parametrize(
    ("configuration", "there"),
    [(WHOLE, OF_SLACK), (OVER_HTTP, OF_SLACK), (TELEGRAM, OF_TELEGRAM), (WEBHOOK, OF_TELEGRAM), (BOTH, OF_SLACK | OF_TELEGRAM)],
    ids=["Slack", "Slack over HTTP", "Telegram", "Telegram by webhook", "both"],
)
def test_only_what_is_configured(tmp_path: Path, configuration: str, there: set[str]) -> None:
    (tmp_path / "maillage.toml").write_text(configuration, encoding="utf-8")
    assert (OF_SLACK | OF_TELEGRAM) & imported(tmp_path, BUILT) == there


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["db", "upgrade", "--database", "sqlite:///x.db"], ["config", "check"]])
def test_commands_that_talk_to_nobody_import_neither(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "maillage.toml").write_text(BOTH, encoding="utf-8")
    code = f"import sys\nfrom bot.cli import main\nmain({arguments!r})\nprint(*sys.modules, sep='\\n')"
    assert (OF_SLACK | OF_TELEGRAM) & imported(tmp_path, code) == set()


def test_each_setting_arrives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("maillage.toml").write_text(f'{WEBHOOK}[http]\nport = 8080\ntelegram_path = "/t"\n', encoding="utf-8")
    config = load(None, {"MAILLAGE_SLACK__BOT_TOKEN": "xoxb-1111111111-HUSHBOT", "MAILLAGE_SLACK__APP_TOKEN": "xapp-1-A111-HUSHAPP"})
    assert config is not None
    slack, telegram = app.settings_of(config)
    assert (slack.platform, slack.over_http, slack.port, slack.path) == ("slack", False, 8080, "/slack/events")
    assert (telegram.platform, telegram.over_http, telegram.port, telegram.path) == ("telegram", True, 8080, "/t")
    assert (telegram.token, telegram.secret, telegram.public_url) == (TOKEN, SECRET, "https://maillage.exemple.fr")  # type: ignore[union-attr]
    assert all("HUSH" not in repr(one) for one in (slack, telegram))


def test_a_secret_that_polling_does_not_need_opens_no_webhook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("maillage.toml").write_text(WEBHOOK.replace('mode = "webhook"', 'mode = "polling"'), encoding="utf-8")
    config = load(None, {})
    assert config is not None
    assert [one.over_http for one in app.settings_of(config)] == [False]
