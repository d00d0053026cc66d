"""A configuration is whole, or every mistake of it is told at once: its key, where it stands, what to write; never a secret."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.config import Config, Misconfigured, known_keys, load, refusal_of_database
from bot.config.judging import SENTENCES
from bot.config.layers import variable
from bot.wording import Wording

BOT, APP, SIGNING = "xoxb-1111111111-HUSHBOT", "xapp-1-A111-HUSHAPP", "5ec2e75ec2e75ec2e75ec2e75ec2e7aa"
WHOLE = f"""\
database = "sqlite:////srv/maillage.db"
organiser = "Claire Martin"
network_name = "Réseau"

[slack]
bot_token = "{BOT}"
app_token = "{APP}"
"""
OVER_HTTP = WHOLE.replace(f'app_token = "{APP}"', f'mode = "http"\nsigning_secret = "{SIGNING}"')
IN_VARIABLES = {
    "MAILLAGE_DATABASE": "sqlite:///maillage.db",
    "MAILLAGE_ORGANISER": "Claire Martin",
    "MAILLAGE_NETWORK_NAME": "Réseau",
    "MAILLAGE_SLACK__BOT_TOKEN": BOT,
    "MAILLAGE_SLACK__APP_TOKEN": APP,
}


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(text: str) -> Path:
    Path("maillage.toml").write_text(text, encoding="utf-8")
    return Path("maillage.toml")


def secrets(**files: str) -> Path:
    Path("secrets").mkdir()
    for name, secret in files.items():
        Path("secrets", name).write_text(secret, encoding="utf-8")
    return Path("secrets")


def loaded(path: Path | None = None, environ: Mapping[str, str] | None = None) -> Config:
    config = load(path, environ or {})
    assert config is not None
    return config


def token(config: Config) -> str:
    assert config.slack is not None
    return config.slack.bot_token.get_secret_value()


class TestWhole:
    def test_a_file(self) -> None:
        config = loaded(written(WHOLE))
        assert config.slack is not None
        assert (config.database_path, config.organiser, config.slack.mode) == (Path("/srv/maillage.db"), "Claire Martin", "socket")

    def test_a_file_over_http(self) -> None:
        config = loaded(written(OVER_HTTP + '[http]\nport = 8080\nhost = "0.0.0.0"'))
        assert config.slack is not None
        assert (config.slack.app_token, config.http.port, config.http.path) == (None, 8080, "/slack/events")

    def test_variables_alone(self) -> None:
        config = loaded(environ=IN_VARIABLES | {"MAILLAGE_HTTP__PORT": "8080"})
        assert (config.database_path, config.http.port, token(config)) == (Path("maillage.db"), 8080, BOT)

    def test_a_secret_wins_over_the_file_and_a_variable_over_both(self) -> None:
        file, folder = written(WHOLE), secrets(slack__bot_token=f"{BOT}2\n", slack__app_token=f"{APP}2\n")
        config = loaded(file, {"MAILLAGE_SECRETS": str(folder), "MAILLAGE_SLACK__APP_TOKEN": f"{APP}3"})
        assert token(config) == f"{BOT}2"
        assert config.slack is not None
        assert config.slack.app_token is not None
        assert config.slack.app_token.get_secret_value() == f"{APP}3"

    def test_the_folder_of_secrets_is_relative_to_the_file(self, monkeypatch: pytest.MonkeyPatch) -> None:
        file = written('secrets_dir = "secrets"\n' + WHOLE.replace("bot_token", "# bot_token")).absolute()
        secrets(slack__bot_token=BOT)
        monkeypatch.chdir("/")
        assert token(loaded(file)) == BOT

    def test_what_a_mount_adds_to_the_secrets_is_not_read(self) -> None:
        folder = secrets(slack__bot_token=BOT, **{".hidden": "x"})
        (folder / "..data").mkdir()
        assert token(loaded(written(WHOLE), {"MAILLAGE_SECRETS": str(folder)})) == BOT

    def test_the_file_is_found_by_name_by_variable_or_in_the_folder(self) -> None:
        file = written(WHOLE)
        other = Path("other.toml")
        other.write_text(WHOLE.replace("Claire Martin", "Malik"), encoding="utf-8")
        assert loaded().organiser == "Claire Martin"
        assert loaded(environ={"MAILLAGE_CONFIG": "other.toml"}).organiser == "Malik"
        assert loaded(file, {"MAILLAGE_CONFIG": "other.toml"}).organiser == "Claire Martin"

    def test_a_secret_is_never_shown(self) -> None:
        assert "HUSH" not in repr(loaded(written(WHOLE)))


class TestPlayground:
    @pytest.mark.parametrize(
        "environ", [{}, {"MAILLAGE_LANGUAGE": "en"}, {"MAILLAGE_LOG__LEVEL": "debug", "HOME": "x"}, {"MAILLAGE_CONFIG": ""}]
    )
    def test_neither_file_nor_token(self, environ: dict[str, str]) -> None:
        assert load(None, environ) is None

    @pytest.mark.parametrize("name", [*IN_VARIABLES, "MAILLAGE_SLACK__BOT_TOKN", "MAILLAGE_TOKEN", "MAILLAGE_SLACK"])
    def test_one_setting_is_a_half_written_configuration(self, name: str) -> None:
        with pytest.raises(Misconfigured):
            load(None, {name: IN_VARIABLES.get(name, BOT)})

    def test_an_empty_file_is_one_too(self) -> None:
        with pytest.raises(Misconfigured) as wrong:
            load(written(""), {})
        assert {mistake.key for mistake in wrong.value.mistakes} == {"database", "organiser", "network_name", "slack.bot_token"}
        assert "et telegram.token aussi" in wrong.value.told(Wording({}).words("fr", "Europe/Paris"))

    def test_an_empty_folder_of_secrets_is_one_too(self) -> None:
        with pytest.raises(Misconfigured):
            load(None, {"MAILLAGE_SECRETS": str(secrets())})


@dataclass(frozen=True)
class Half:
    """A half-written configuration, and what is told of it: key -> words that stand in its paragraph."""

    name: str
    told: dict[str, tuple[str, ...]]
    file: str | None = WHOLE
    environ: dict[str, str] = field(default_factory=dict)
    secrets: dict[str, str] | None = None


LINE = "maillage.toml, ligne {}".format
HALVES = [
    Half("token of the app for the bot", {"slack.bot_token": (LINE(6), "slack.app_token")}, WHOLE.replace(BOT, APP)),
    Half("token of the bot for the app", {"slack.app_token": (LINE(7), "slack.bot_token")}, WHOLE.replace(APP, BOT)),
    Half("token as signing secret", {"slack.signing_secret": (LINE(8), "slack.bot_token")}, OVER_HTTP.replace(SIGNING, BOT)),
    Half("a user's token", {"slack.bot_token": ("utilisateur", "xoxb-")}, WHOLE.replace("xoxb-", "xoxp-")),
    Half("the example's token", {"slack.bot_token": ("incomplet",)}, WHOLE.replace(BOT, "xoxb-…")),
    Half("a token with a space", {"slack.app_token": ("sans espace",)}, WHOLE.replace(APP, f"{APP} ")),
    Half("anything as a token", {"slack.bot_token": ("incomplet",)}, WHOLE.replace(BOT, "s3same-0uvre-toi")),
    Half("an empty token", {"slack.bot_token": ("vide",)}, WHOLE.replace(BOT, "")),
    Half("no token", {"slack.bot_token": ("Manque", "MAILLAGE_SLACK__BOT_TOKEN", "OAuth")}, WHOLE.replace("bot_token", "# bot_token")),
    Half("no app token for the socket", {"slack.app_token": ("Manque", "connections:write")}, WHOLE.replace("app_token", "# app_token")),
    Half("HTTP without signing secret", {"slack.signing_secret": ("Manque", "passer pour Slack")}, WHOLE + 'mode = "http"'),
    Half("another mode", {"slack.mode": (LINE(8), "socket, http")}, WHOLE + 'mode = "sockt"'),
    Half("a wrong section", {"discord": (LINE(9), "retirez-le")}, WHOLE + '[discord]\ntoken = "123:HUSH"'),
    Half("a key misspelt", {"slack.bot_tokn": (LINE(8), "slack.bot_token")}, WHOLE + 'bot_tokn = "xoxb-2-HUSH1"'),
    Half("a key out of its section", {"bot_token": (LINE(1), "slack.bot_token")}, 'bot_token = "xoxb-2-HUSH1"\n' + WHOLE),
    Half("a token where a key should be", {"slack.…": ("retirez-le",)}, WHOLE + '"xoxb-2-HUSH1" = 1'),
    Half("PostgreSQL", {"database": (LINE(1), "SQLite")}, WHOLE.replace("sqlite:///", "postgresql://u:HUSH@h")),
    Half("a database in memory", {"database": ("mémoire",)}, WHOLE.replace("/srv/maillage.db", ":memory:")),
    Half("a port that is none", {"http.port": (LINE(9), "65535")}, WHOLE + "[http]\nport = 70000"),
    Half("a port in words", {"http.port": ("variable MAILLAGE_HTTP__PORT", "65535")}, environ={"MAILLAGE_HTTP__PORT": "eighty"}),
    Half("a path without slash", {"http.path": ("/slack/events",)}, WHOLE + '[http]\npath = "slack"'),
    Half("a text that is a number", {"organiser": ("guillemets",)}, WHOLE.replace('"Claire Martin"', "12")),
    Half("an empty text", {"organiser": ("vide",)}, WHOLE.replace("Claire Martin", "")),
    Half("a text for a section", {"log": ("[log]",)}, 'log = "debug"\n' + WHOLE),
    Half("a section under a text", {"log": ("[log]",)}, 'log = "debug"\n' + WHOLE, {"MAILLAGE_LOG__LEVEL": "info"}),
    Half("another language", {"language": (LINE(1), "fr, en")}, 'language = "de"\n' + WHOLE),
    Half("quotes forgotten", {"maillage.toml": (LINE(2), "TOML")}, WHOLE.replace('"Claire Martin"', "Claire Martin")),
    Half("quotes forgotten, and a variable", {"maillage.toml": ("TOML",), "foo": ("variable MAILLAGE_FOO",)}, "x", {"MAILLAGE_FOO": "1"}),
    Half("a wrong variable", {"slack.bot_tokn": ("variable MAILLAGE_SLACK__BOT_TOKN",)}, environ={"MAILLAGE_SLACK__BOT_TOKN": "xoxb-2-HUSH1"}),
    Half("an empty variable", {"slack.bot_token": ("vide",)}, environ={"MAILLAGE_SLACK__BOT_TOKEN": ""}),
    Half("a wrong secret", {"slack.bot_token": ("fichier secret secrets/slack__bot_token",)}, secrets={"slack__bot_token": "xoxb-HUSH1"}),
    Half("a secret that nobody asks for", {"smtp_password": ("retirez-le",)}, secrets={"smtp_password": "HUSH"}),
    Half("no folder of secrets", {"secrets_dir": ("dossier nowhere", "n'existe pas")}, environ={"MAILLAGE_SECRETS": "nowhere"}),
    Half("no file", {"nowhere.toml": ("n'existe pas",)}, None, {"MAILLAGE_CONFIG": "nowhere.toml"}),
    Half("a folder as the file", {".": ("ne peut pas être lu",)}, None, {"MAILLAGE_CONFIG": "./"}),
    Half(
        "everything at once",
        {
            "database": ("SQLite",),
            "organiser": ("Manque",),
            "network_name": ("Manque",),
            "slack.bot_token": ("slack.app_token",),
            "slack.signing_secret": ("Manque",),
            "http.port": ("65535",),
            "log.level": ("variable MAILLAGE_LOG__LEVEL", "debug, info, warning, error"),
            "databse": ("database",),
        },
        f'databse = "x"\ndatabase = "mysql://x"\n[slack]\nmode = "http"\nbot_token = "{APP}"\n[http]\nport = 0',
        {"MAILLAGE_LOG__LEVEL": "loud"},
    ),
]  # fmt: skip


class TestHalfWritten:
    @pytest.mark.parametrize("half", HALVES, ids=[half.name for half in HALVES])
    def test_every_mistake_is_told_and_no_secret(self, half: Half) -> None:
        file = written(half.file) if half.file is not None else None
        environ = half.environ | ({"MAILLAGE_SECRETS": str(secrets(**half.secrets))} if half.secrets is not None else {})
        with pytest.raises(Misconfigured) as wrong:
            load(file, environ)
        french = told_by_key(wrong.value.told(Wording({}).words("fr", "Europe/Paris")))
        assert {key: tuple(words for words in said if words in french[key]) for key, said in half.told.items()} == half.told
        assert french.keys() == half.told.keys()
        for text in (wrong.value.told(Wording({}).words("en", "Europe/Paris")), *french.values(), repr(wrong.value), str(wrong.value)):
            assert "HUSH" not in text
        assert wrong.value.__suppress_context__ or wrong.value.__context__ is None

    def test_one_mistake_is_told_as_one(self) -> None:
        with pytest.raises(Misconfigured) as wrong:
            load(written(WHOLE.replace("organiser", "# organiser")), {})
        assert wrong.value.told(Wording({}).words("fr", "Europe/Paris")) == (
            "La configuration a 1 faute :\n\n"
            "  organiser  (ni dans maillage.toml, ni dans la variable MAILLAGE_ORGANISER)\n"
            "      Manque. Écrivez à qui les membres peuvent s'adresser, comme : Claire Martin, 01 23 45 67 89.\n\n"
            "Chaque réglage est expliqué dans config.example.toml. Pour vérifier de nouveau : maillage config check"
        )

    def test_a_secret_that_is_no_text(self) -> None:
        folder = secrets()
        (folder / "slack__bot_token").write_bytes(b"\xff\xfe")
        with pytest.raises(Misconfigured, match="slack__bot_token"):
            load(written(WHOLE), {"MAILLAGE_SECRETS": str(folder)})

    def test_every_setting_that_must_be_written_says_what_to_write(self) -> None:
        with pytest.raises(Misconfigured) as wrong:
            load(written('[slack]\nmode = "http"'), {})
        assert all(mistake.sentence not in SENTENCES.values() for mistake in wrong.value.mistakes)


def told_by_key(text: str) -> dict[str, str]:
    """Each paragraph of the answer by its key."""
    paragraphs = re.findall(r"^  (\S+)((?:  .*|\n      .*)*)", text, re.MULTILINE)
    return {key: " ".join(rest.split()) for key, rest in paragraphs}


@pytest.mark.parametrize(
    ("url", "served"),
    [("sqlite:///x.db", True), ("sqlite:////srv/x.db", True), ("sqlite://", False), ("sqlite:///", False), ("postgresql://h/x", False)],
)
def test_databases(url: str, served: bool) -> None:
    assert (refusal_of_database(url) is None) is served


def test_names_of_variables() -> None:
    assert variable(("slack", "bot_token")) == "MAILLAGE_SLACK__BOT_TOKEN"
    assert ("log", "level") in known_keys()
    assert tomllib.loads(WHOLE)["slack"]["bot_token"] == BOT
