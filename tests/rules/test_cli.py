"""`maillage` at a terminal: what was asked for on the standard output, words about it on the standard error, 0, 1 or 2."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

from bot.cli import commands, main
from bot.terminal import Voice
from tests.rules.house import ROOT
from tests.rules.test_config import APP, BOT, WHOLE

DATABASE = "sqlite:///town.db"
HEAVY = frozenset({"aiohttp", "babel", "bot.app", "bot.wording", "jinja2", "pydantic", "slack_bolt", "sqlalchemy", "zoneinfo"})


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


Maillage = Callable[..., Ran]


@pytest.fixture
def maillage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Maillage:
    """Runs a command in an empty folder, in French."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("MAILLAGE_", "LC_", "LANG"))]:
        monkeypatch.delenv(name)

    def run(*arguments: str) -> Ran:
        code = main(arguments)
        written = capsys.readouterr()
        return Ran(code, written.out, written.err)

    return run


def every_command(command: click.Command) -> Iterator[click.Command]:
    yield command
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        yield from every_command(inner)


class TestHelp:
    def test_every_command_and_option_is_explained(self) -> None:
        for command in every_command(commands(Voice("fr"))):
            assert command.help, command.name
            assert [option.name for option in command.params if isinstance(option, click.Option) and not option.help] == []

    def test_french_and_english_differ_everywhere(self) -> None:
        pairs = zip(every_command(commands(Voice("fr"))), every_command(commands(Voice("en"))), strict=True)
        assert [french.name for french, english in pairs if french.help == english.help] == []

    def test_in_french(self, maillage: Maillage) -> None:
        ran = maillage("--help")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith("Utilisation : maillage")
        assert "Commandes:\n  chat " in ran.out

    def test_in_english(self, maillage: Maillage) -> None:
        assert maillage("--lang", "en", "person", "add", "-h").out.startswith("Usage: maillage person add")

    def test_it_opens_nothing_of_the_house(self) -> None:
        asked = f"import sys; from bot.cli import main; main(['--lang=en', '--help']); print(sorted({set(HEAVY)!r} & set(sys.modules)))"
        ran = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
        assert ran.stdout.splitlines()[-1] == "[]"

    def test_python_m_bot_is_the_same(self) -> None:
        ran = subprocess.run([sys.executable, "-m", "bot", "--version"], cwd=ROOT, capture_output=True, text=True, check=True)
        assert ran.stdout == "maillage 0.1.0\n"

    @pytest.mark.parametrize(
        ("arguments", "environ", "language"),
        [
            ([], {}, "fr"),
            ([], {"LANG": "C.UTF-8"}, "fr"),
            ([], {"LANG": "fr_BE.UTF-8"}, "fr"),
            ([], {"LANG": "en_GB.UTF-8"}, "en"),
            ([], {"LANG": "de_DE.UTF-8"}, "en"),
            ([], {"LANG": "fr_FR", "LC_ALL": "en_US.UTF-8"}, "en"),
            ([], {"LANG": "en_US", "MAILLAGE_LANGUAGE": "fr"}, "fr"),
            (["--lang", "en"], {"LANG": "fr_FR"}, "en"),
            (["run", "--lang=fr"], {"LANG": "en_US"}, "fr"),
        ],
    )
    def test_the_language_of_the_terminal(self, arguments: list[str], environ: dict[str, str], language: str) -> None:
        assert Voice.heard(arguments, environ).language == language


class TestRefusals:
    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (["rn"], "rn"),
            (["run", "--fast"], "--fast"),
            (["chat", "--script", "nowhere.md"], "nowhere.md"),
            (["digest"], "--preview"),
            (["digest", "--preview"], "--database"),
            (["digest", "--preview", "--database", DATABASE, "--week", "47"], "2026-W47"),
            (["digest", "--preview", "--database", DATABASE, "--topics", "cinéma"], "cinéma"),
            (["digest", "--preview", "--database", DATABASE, "--regions", "Atlantide"], "Atlantide"),
            (["db", "upgrade", "--database", "postgresql://u:HUSH@h/x"], "SQLite"),
            (["db", "upgrade", "--config", "nowhere.toml"], "nowhere.toml"),
        ],
    )
    def test_what_is_not_right_ends_with_2(self, maillage: Maillage, arguments: list[str], told: str) -> None:
        ran = maillage(*arguments)
        assert (ran.code, ran.out) == (2, "")
        assert told in ran.err
        assert "HUSH" not in ran.err
        assert "Traceback" not in ran.err

    @pytest.mark.parametrize("command", [["run"], ["config", "check"], ["digest", "--preview"], ["db", "upgrade"]])
    def test_a_half_written_configuration_starts_nothing(
        self, maillage: Maillage, monkeypatch: pytest.MonkeyPatch, command: list[str]
    ) -> None:
        monkeypatch.setenv("MAILLAGE_SLACK__BOT_TOKEN", APP)
        ran = maillage(*command)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("La configuration a 5 fautes :")
        assert "HUSH" not in ran.err
        assert list(Path().iterdir()) == []

    def test_in_english(self, maillage: Maillage, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("MAILLAGE_SLACK__BOT_TOKEN", APP)
        assert maillage("run", "--lang", "en").err.startswith("The configuration has 5 mistakes:")

    def test_a_folder_that_may_not_be_written(self, maillage: Maillage) -> None:
        Path("file").write_text("", encoding="utf-8")
        ran = maillage("digest", "--preview", "--database", "sqlite:///file/town.db")
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith("file: ")


class TestConfig:
    def test_nothing_is_the_playground(self, maillage: Maillage) -> None:
        assert "bac à sable" in maillage("config", "check").out

    def test_a_whole_one(self, maillage: Maillage) -> None:
        Path("here.toml").write_text(WHOLE, encoding="utf-8")
        ran = maillage("config", "check", "--config", "here.toml")
        assert (ran.code, ran.out) == (0, "La configuration est complète.\n")
        assert BOT not in ran.out


class TestSlack:
    def test_the_manifest_is_json_and_nothing_else(self, maillage: Maillage) -> None:
        manifest = json.loads(maillage("slack", "manifest").out)
        assert manifest["settings"]["socket_mode_enabled"] is True
        assert {"/offre", "/maillage"} <= {command["command"] for command in manifest["features"]["slash_commands"]}

    def test_over_http(self, maillage: Maillage) -> None:
        manifest = json.loads(maillage("slack", "manifest", "--http", "https://chambres.example/slack/events").out)
        assert manifest["settings"]["event_subscriptions"]["request_url"] == "https://chambres.example/slack/events"


class TestDatabase:
    ADD = ("person", "add", "--database", DATABASE, "--name", "Claire Le Goff", "--role", "director", "--chamber", "Normandie")

    def test_somebody_is_added_and_brought_up_to_date(self, maillage: Maillage) -> None:
        assert maillage("db", "upgrade", "--database", DATABASE) == Ran(0, "", "La base est à jour.\n")
        added = maillage(*self.ADD, "--slack", "T012AB3CD:U012AB3CD")
        assert added.code == 0
        assert "Claire Le Goff" in added.out
        assert maillage(*self.ADD, "--slack", "T012AB3CD:U012AB3CD", "--zone", "America/Cayenne").code == 0
        with sqlite3.connect("town.db") as rows:
            assert rows.execute("SELECT name, zone FROM people").fetchall() == [("Claire Le Goff", "America/Cayenne")]
        rows.close()

    @pytest.mark.parametrize(
        ("extra", "told"),
        [
            (["--slack", "claire"], "T012AB3CD:U012AB3CD"),
            (["--slack", "T1:U1", "--zone", "Cayenne"], "America/Cayenne"),
            (["--slack", "T1:U1", "--chamber", "Atlantide"], "Atlantide"),
            (["--slack", "T1:U1", "--role", "king"], "king"),
            ([], "--slack"),
        ],
    )
    def test_somebody_who_cannot_be_added(self, maillage: Maillage, extra: list[str], told: str) -> None:
        ran = maillage(*self.ADD, *extra)
        assert (ran.code, ran.out) == (2, "")
        assert told in ran.err

    def test_everything_of_a_kind_as_csv(self, maillage: Maillage) -> None:
        maillage("db", "upgrade", "--database", DATABASE)
        ran = maillage("export", "--kind", "job_offer", "--database", DATABASE)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith("reference,")
        assert "Intitulé du poste" in maillage("export", "--kind", "job_offer", "--language", "fr", "--database", DATABASE).out
        refused = maillage("export", "--kind", "minutes", "--database", DATABASE)
        assert (refused.code, refused.out) == (2, "")
        assert "job_offer" in refused.err

    def test_a_file_that_is_no_database(self, maillage: Maillage) -> None:
        Path("town.db").write_bytes(b"some text, and not a database" * 99)
        ran = maillage("db", "upgrade", "--database", DATABASE)
        assert (ran.code, ran.out) == (1, "")
        assert "Cette base ne peut pas servir" in ran.err

    def test_a_week_without_anything_to_tell(self, maillage: Maillage) -> None:
        assert maillage("digest", "--preview", "--week", "2026-W47", "--database", DATABASE) == Ran(
            0, "", "Il n'y aurait pas de lettre : rien à dire.\n"
        )

    def test_the_database_of_the_configuration(self, maillage: Maillage) -> None:
        Path("maillage.toml").write_text(WHOLE.replace("sqlite:////srv/maillage.db", "sqlite:///kept/town.db"), encoding="utf-8")
        assert maillage("digest", "--preview").code == 0
        assert Path("kept/town.db").exists()

    @pytest.mark.parametrize("command", [["db", "upgrade"], ["digest", "--preview"]])
    def test_a_database_of_a_newer_version(self, maillage: Maillage, command: list[str]) -> None:
        maillage("db", "upgrade", "--database", DATABASE)
        with sqlite3.connect("town.db") as rows:
            rows.execute("UPDATE alembic_version SET version_num = '9999'")
        rows.close()
        ran = maillage(*command, "--database", DATABASE)
        assert (ran.code, ran.out) == (1, "")
        assert "version plus récente" in ran.err
