"""Slack, Telegram or both: one is enough, and a half-written one is told however whole the other is."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import Config, Misconfigured, load
from bot.config.mistakes import Mistake
from bot.config.tokens import telegram_api
from bot.wording import Wording
from tests.rules.test_config import APP, BOT, LINE, SIGNING, WHOLE, told_by_key

TOKEN = "123456789:HUSH" + "x" * 31
SECRET = "HUSH-hush_hush-hush"
HEAD, SLACK = WHOLE.split("[slack]")
TELEGRAM = f'{HEAD}[telegram]\ntoken = "{TOKEN}"\n'
WEBHOOK = f'{TELEGRAM}mode = "webhook"\nsecret = "{SECRET}"\npublic_url = "https://maillage.exemple.fr"\n'
BOTH = f'{WHOLE}[telegram]\ntoken = "{TOKEN}"\n'


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def loaded(text: str, environ: dict[str, str] | None = None) -> Config:
    Path("maillage.toml").write_text(text, encoding="utf-8")
    config = load(None, environ or {})
    assert config is not None
    return config


def told(text: str, environ: dict[str, str] | None = None) -> dict[str, str]:
    """What is said of each key, in French."""
    with pytest.raises(Misconfigured) as wrong:
        loaded(text, environ)
    assert all("HUSH" not in one for one in (repr(wrong.value), str(wrong.value)))
    return told_by_key(wrong.value.told(Wording({}).words("fr", "Europe/Paris")))


class TestWhole:
    @pytest.mark.parametrize(("text", "platforms"), [(WHOLE, (True, False)), (TELEGRAM, (False, True)), (BOTH, (True, True))])
    def test_one_or_both(self, text: str, platforms: tuple[bool, bool]) -> None:
        config = loaded(text)
        assert (config.slack is not None, config.telegram is not None) == platforms

    def test_polling_needs_its_token_alone(self) -> None:
        telegram = loaded(TELEGRAM).telegram
        assert telegram is not None
        assert (telegram.mode, telegram.secret, telegram.public_url, telegram.api_url) == (
            "polling", None, None, "https://api.telegram.org/bot"
        )  # fmt: skip
        assert telegram.token.get_secret_value() == TOKEN

    def test_a_webhook(self) -> None:
        config = loaded(WEBHOOK.replace("exemple.fr", "exemple.fr:8443/"))
        assert config.telegram is not None
        assert (config.telegram.public_url, config.http.telegram_path) == ("https://maillage.exemple.fr:8443", "/telegram")

    def test_a_variable_alone_brings_it_beside_slack(self) -> None:
        assert loaded(WHOLE, {"MAILLAGE_TELEGRAM__TOKEN": TOKEN}).telegram is not None

    def test_an_empty_section_is_none(self) -> None:
        assert loaded(f"{WHOLE}[telegram]\n").telegram is None
        assert loaded(f"{TELEGRAM}[slack]\n").slack is None

    def test_no_secret_is_shown(self) -> None:
        assert "HUSH" not in repr(loaded(WEBHOOK))

    @pytest.mark.parametrize("written", ["http://127.0.0.1:8081/bot", "http://127.0.0.1:8081", "http://127.0.0.1:8081/bot/"])
    def test_the_address_of_the_api_ends_where_the_token_begins(self, written: str) -> None:
        assert telegram_api(written) == "http://127.0.0.1:8081/bot"


def without(text: str, line: str) -> str:
    return "".join(one for one in text.splitlines(keepends=True) if not one.startswith(line))


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        pytest.param(HEAD, {"slack.bot_token": "et telegram.token aussi"}, id="neither"),
        pytest.param(f"{HEAD}[slack]\n[telegram]\n", {"slack.bot_token": "et telegram.token aussi"}, id="two empty sections"),
        pytest.param(f'{HEAD}[telegram]\nmode = "polling"', {"telegram.token": "BotFather"}, id="no token"),
        pytest.param(f'{HEAD}[slack]\nbot_token = "{BOT}"\n', {"slack.app_token": "connections:write"}, id="half of Slack"),
        pytest.param(
            f'{TELEGRAM}[slack]\nbot_token = "{BOT}"\n', {"slack.app_token": "connections:write"}, id="half of Slack beside Telegram"
        ),
        pytest.param(f'{WHOLE}[telegram]\nsecret = "{SECRET}"', {"telegram.token": "Manque"}, id="half of Telegram beside Slack"),
        pytest.param(BOTH.replace(TOKEN, TOKEN[:-1]), {"telegram.token": "sans espace"}, id="a token cut short"),
        pytest.param(BOTH.replace(TOKEN, f"{TOKEN} "), {"telegram.token": LINE(9)}, id="a token with a space"),
        pytest.param(BOTH.replace(TOKEN, "123456789:…"), {"telegram.token": "BotFather"}, id="the example's token"),
        pytest.param(BOTH.replace(TOKEN, ""), {"telegram.token": "vide"}, id="an empty token"),
        pytest.param(BOTH.replace(TOKEN, BOT), {"telegram.token": "slack.bot_token"}, id="Slack's token for Telegram"),
        pytest.param(BOTH.replace(APP, TOKEN), {"slack.app_token": "telegram.token"}, id="Telegram's token for Slack"),
        pytest.param(without(WEBHOOK, "secret"), {"telegram.secret": "passer pour Telegram"}, id="a webhook without secret"),
        pytest.param(without(WEBHOOK, "public_url"), {"telegram.public_url": "https://"}, id="a webhook that nobody finds"),
        pytest.param(
            f'{TELEGRAM}mode = "webhook"', {"telegram.secret": "Manque", "telegram.public_url": "Manque"}, id="a webhook with nothing"
        ),
        pytest.param(WEBHOOK.replace(SECRET, "HUSH"), {"telegram.secret": "openssl"}, id="a short secret"),
        pytest.param(WEBHOOK.replace(SECRET, f"{SECRET}é!"), {"telegram.secret": "openssl"}, id="a secret that no header carries"),
        pytest.param(WEBHOOK.replace(SECRET, TOKEN), {"telegram.secret": "telegram.token"}, id="the token as secret"),
        pytest.param(WEBHOOK.replace("https://maillage", "http://maillage"), {"telegram.public_url": "https://"}, id="in clear"),
        pytest.param(WEBHOOK.replace(".fr", ".fr:3000"), {"telegram.public_url": "8443"}, id="a port that Telegram does not call"),
        pytest.param(WEBHOOK.replace(".fr", ".fr:port"), {"telegram.public_url": "8443"}, id="a port in words"),
        pytest.param(f'{TELEGRAM}mode = "pull"', {"telegram.mode": "polling, webhook"}, id="another mode"),
        pytest.param(f'{TELEGRAM}api_url = "http://api.exemple.fr"', {"telegram.api_url": "https://"}, id="an API in clear"),
        pytest.param(f'{BOTH}[http]\npath = "/x"\ntelegram_path = "/x"', {"http.telegram_path": "autre chemin"}, id="one path for two"),
        pytest.param(f'{BOTH}[http]\npath = "/telegram"', {"http.telegram_path": "autre chemin"}, id="the other's path"),
        pytest.param(f'{BOTH}tokn = "{TOKEN}"', {"telegram.tokn": "telegram.token"}, id="a key misspelt"),
        pytest.param(f'{BOTH}"{TOKEN}" = 1', {"telegram.…": "retirez-le"}, id="a token where a key should be"),
        pytest.param(
            f'telegram = "{TOKEN}"\n{HEAD}[slack]\nmode = "http"\nbot_token = "{APP}"\n[http]\nport = 0\ntelegram_path = "x"',
            {
                "telegram": "[telegram]",
                "slack.bot_token": "slack.app_token",
                "slack.signing_secret": "Manque",
                "http.port": "65535",
                "http.telegram_path": "/slack/events",
            },
            id="everything at once",
        ),
    ],
)
def test_what_is_told(text: str, keys: dict[str, str]) -> None:
    found = told(text)
    assert {key: words in found.get(key, "") for key, words in keys.items()} == dict.fromkeys(keys, True), found
    assert found.keys() == keys.keys()
    assert all("HUSH" not in sentence and SIGNING not in sentence for sentence in found.values())


def test_a_secret_is_covered_even_where_it_is_a_name() -> None:
    assert TOKEN not in str(Misconfigured([Mistake(f"telegram.{TOKEN}", None, "x")]))
