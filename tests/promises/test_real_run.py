"""`maillage run` as it runs for real: a process with a configuration, told to end by SIGTERM, refused where it must be."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from bot import app, demo
from bot.domain.kinds import discover
from bot.domain.people import Account, Role
from bot.house import setting_for
from bot.playground.slack import Person, StrictSlack
from bot.playground.telegram import StrictTelegram, faults
from bot.playhouse import slack_of_the_playground, telegram_of_the_playground
from storage.people import People
from storage.schema import opened
from tests.promises.post_office import until
from tests.rules.house import ROOT
from tests.town import FAST

ENDS_WITHIN_SECONDS = 10
AD = "Offre d'emploi : comptable, SCIC Bann'Kaz, Caen, CDI, candidatures avant le {day}"


def configuration(folder: Path, slack: StrictSlack | None, telegram: StrictTelegram | None = None, more: str = "") -> Path:
    """A whole one, for these."""
    file = folder / "maillage.toml"
    text = f'database = "sqlite:///{folder / "real.db"}"\norganiser = "Malik"\nnetwork_name = "Réseau"\n'
    if slack is not None:
        text += f'[slack]\napi_url = "{slack.api_url}"\nbot_token = "{slack.bot_token}"\napp_token = "{slack.app_token}"\n'
    if telegram is not None:
        text += f'[telegram]\napi_url = "{telegram.api_url}"\ntoken = "{telegram.token}"\n'
    file.write_text(text + more, encoding="utf-8")
    return file


def put_in_roster(folder: Path, slack: StrictSlack, handle: str = "claire") -> None:
    someone = next(person for person in demo.PEOPLE if person.handle == handle)
    account = f"{slack.team_id}:{slack.person(handle).id}"
    new = app.NewPerson(name=someone.name, role=someone.role.value, chamber=someone.chamber, slack=account)
    assert "CRESS Normandie" in app.add_person(f"sqlite:///{folder / 'real.db'}", new)


@contextlib.asynccontextmanager
async def started(file: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """The process, ready; killed in the end if it still runs."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAILLAGE_")}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", "--config", str(file), cwd=ROOT, env=environment, stderr=asyncio.subprocess.PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def says(process: asyncio.subprocess.Process, word: str) -> str:
    """Its log until that word, and nothing secret in it."""
    assert process.stderr is not None
    read = ""
    while word not in read:
        line = (await asyncio.wait_for(process.stderr.readline(), 30)).decode()
        assert line, f"it ended without saying {word!r}: {read}"
        read += line
    return read


async def published(person: Person) -> None:
    """Until the real one, which nobody here can ask whether it is quiet, has answered."""
    for _ in range(200):
        if person.sees("Offre 1 publiée"):
            return
        await asyncio.sleep(0.05)
    raise AssertionError([person.text(message) for message in person.messages()])


@pytest.fixture
async def slack() -> AsyncIterator[StrictSlack]:
    async with slack_of_the_playground(lambda: datetime.now(UTC), rules=FAST) as running:
        yield running


async def test_it_serves_and_ends_when_told_with_nothing_lost(slack: StrictSlack, tmp_path: Path) -> None:
    file = configuration(tmp_path, slack)
    put_in_roster(tmp_path, slack)
    async with started(file) as process:
        log = await says(process, "ready")
        claire = slack.person("claire")
        deadline = datetime.now(UTC).replace(month=12, day=28)
        await claire.says(AD.format(day=f"{deadline:%d/%m/%Y}"))
        await published(claire)
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), ENDS_WITHIN_SECONDS) == 0
        assert process.stderr is not None
        log += (await process.stderr.read()).decode()
    with contextlib.closing(sqlite3.connect(tmp_path / "real.db")) as database:
        assert database.execute("select heading, state from contributions").fetchall() == [("comptable", "published")]
        assert database.execute("select count(*) from outbox where state != 'sent'").fetchone() == (0,)
    for secret in (slack.bot_token, slack.app_token, "comptable", "Bann'Kaz"):
        assert secret not in log


class TestTelegram:
    @pytest.fixture
    async def telegram(self) -> AsyncIterator[StrictTelegram]:
        async with telegram_of_the_playground(lambda: datetime.now(UTC)) as running:
            yield running

    def known(self, folder: Path, telegram: StrictTelegram) -> None:
        """Dylan and his phone are in the roster."""
        path = folder / "real.db"
        store = opened(path, setting_for(discover(), lambda: datetime.now(UTC)))
        account = Account(platform="telegram", workspace=str(telegram.bot_id), user=str(telegram.person("dylan").id))
        add = partial(People.add, name="Dylan Clet", role=Role.AMBASSADOR, chamber="GUF", language="fr", zone="America/Cayenne")
        store.submit(lambda tx: add(tx.people, accounts=[account])).result()
        store.close()

    async def test_it_serves_at_debug_and_no_secret_and_no_word_of_a_member_is_in_the_log(
        self, slack: StrictSlack, telegram: StrictTelegram, tmp_path: Path
    ) -> None:
        file = configuration(tmp_path, slack, telegram, '[log]\nlevel = "debug"\n')
        self.known(tmp_path, telegram)
        dylan, deadline = telegram.person("dylan"), datetime.now(UTC).replace(month=12, day=28)
        async with started(file) as process:
            log = await says(process, "ready")
            telegram.faults.arm("sendMessage", faults.http_500(), times=2)
            await dylan.says(f"offre : canaricoleur, Bann'Kaz, CDI, avant le {deadline:%d/%m/%Y}")
            await until(lambda: dylan.sees("Offre 1 reçue"))
            await dylan.presses("Retirer")
            await dylan.sends("voice")
            await dylan.says("/offre@maillage_bot canaricoleur")
            telegram.faults.arm("getUpdates", faults.drop_before_accept(), times=2)
            await telegram.person("claire").starts("HUSHHUSHHUSH")
            await until(lambda: bool(telegram.person("claire").received()))
            process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(process.wait(), ENDS_WITHIN_SECONDS) == 0
            assert process.stderr is not None
            log += (await process.stderr.read()).decode()
        assert "connected to Telegram" in log
        for secret in (
            telegram.token,
            telegram.token.partition(":")[2],
            slack.bot_token,
            slack.app_token,
            "canaricoleur",
            "Bann'Kaz",
            "HUSH",
        ):
            assert secret not in log
        assert telegram.pending == []

    async def test_alone(self, telegram: StrictTelegram, tmp_path: Path) -> None:
        file = configuration(tmp_path, None, telegram)
        self.known(tmp_path, telegram)
        async with started(file) as process:
            await says(process, "ready")
            await telegram.person("dylan").says("aide")
            await until(lambda: bool(telegram.person("dylan").received()))
            process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(process.wait(), ENDS_WITHIN_SECONDS) == 0

    async def test_a_refused_token_is_told_without_showing_it(self, telegram: StrictTelegram, tmp_path: Path) -> None:
        telegram.revoke_token()
        async with started(configuration(tmp_path, None, telegram)) as process:
            log = await says(process, "Telegram refused the connection")
            assert await asyncio.wait_for(process.wait(), ENDS_WITHIN_SECONDS) == 1
        assert "check telegram.token" in log
        assert telegram.token not in log


async def test_a_second_one_on_the_same_database_is_refused(slack: StrictSlack, tmp_path: Path) -> None:
    file = configuration(tmp_path, slack)
    async with started(file) as first:
        await says(first, "ready")
        async with started(file) as second:
            assert "another Maillage serves this database" in await says(second, "another Maillage")
            assert await asyncio.wait_for(second.wait(), ENDS_WITHIN_SECONDS) == 1


async def test_a_refused_token_is_told_without_showing_it(slack: StrictSlack, tmp_path: Path) -> None:
    file = configuration(tmp_path, slack)
    slack.revoke_token()
    async with started(file) as process:
        log = await says(process, "Slack refused the connection")
        assert await asyncio.wait_for(process.wait(), ENDS_WITHIN_SECONDS) == 1
    assert slack.bot_token not in log


async def test_a_database_from_a_newer_version_is_refused(slack: StrictSlack, tmp_path: Path) -> None:
    file = configuration(tmp_path, slack)
    app.upgrade_database(f"sqlite:///{tmp_path / 'real.db'}")
    with contextlib.closing(sqlite3.connect(tmp_path / "real.db")) as database, database:
        database.execute("update alembic_version set version_num = '9999'")
    async with started(file) as process:
        log = await says(process, "newer version")
        assert await asyncio.wait_for(process.wait(), ENDS_WITHIN_SECONDS) == 1
    assert "install that version, or restore a backup" in log


async def test_it_waits_for_a_slack_that_is_away_and_ends_when_told(slack: StrictSlack, tmp_path: Path) -> None:
    file = configuration(tmp_path, slack)
    file.write_text(file.read_text(encoding="utf-8").replace(slack.api_url, "http://127.0.0.1:1/api/"), encoding="utf-8")
    async with started(file) as process:
        await says(process, "Slack cannot be reached; trying again")
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), ENDS_WITHIN_SECONDS) == 0


async def test_a_file_that_is_no_database_is_told(slack: StrictSlack, tmp_path: Path) -> None:
    file = configuration(tmp_path, slack)
    (tmp_path / "real.db").write_bytes(b"not a database at all, but some text" * 50)
    async with started(file) as process:
        log = await says(process, "the database cannot be used")
        assert await asyncio.wait_for(process.wait(), ENDS_WITHIN_SECONDS) == 1
    assert "Traceback" not in log
