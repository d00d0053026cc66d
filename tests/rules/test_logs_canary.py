"""What members write stands in no log, at the most talkative level, when all goes well and when everything fails."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
import structlog

from bot import logs
from handlers.faults import noted
from storage.writer import StoreFailed
from tests.shelf import new_file, store_at
from tests.town import Town, opened_town

CANARY = "CANARI-il-est-malade"


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers = handlers
    root.setLevel(level)


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with opened_town(tmp_path) as opened:
        yield opened


class Odd:
    """An object of ours whose description quotes a member, as that of a dataclass does."""

    def __repr__(self) -> str:
        return CANARY


def _value(text: str) -> None:
    said = {"text": text, "again": Odd()}
    raise ValueError(f"cannot read {said}")


def _chained(text: str) -> None:
    try:
        _value(text)
    except ValueError as cause:
        raise RuntimeError(text) from cause


def _noted(text: str) -> None:
    error = KeyError(text)
    error.add_note(text)
    raise error


def _group(text: str) -> None:
    raise ExceptionGroup(text, [ValueError(text)])


def _database(text: str) -> None:
    with sa.create_engine("sqlite://").connect() as connection:
        connection.execute(sa.text("INSERT INTO nowhere VALUES (:said)"), {"said": text})


FAILING = [_value, _chained, _noted, _group, _database]


@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize("failing", FAILING)
def test_a_failure_tells_where_and_never_what_was_said(failing, as_json: bool, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    logs.set_up("debug", as_json=as_json)
    ours, theirs = structlog.get_logger("anything"), logging.getLogger("a.library")
    local = CANARY
    try:
        failing(local)
    except (ValueError, RuntimeError, KeyError, ExceptionGroup, sa.exc.SQLAlchemyError) as error:
        ours.exception("it failed")
        ours.error("our fault", exc_info=error)
        ours.error("our fault", exc_info=True)
        ours.error("our fault", exc_info=(type(error), error, error.__traceback__))
        theirs.exception("it failed there")
        theirs.error("and there", exc_info=error)
        theirs.error("with its stack", exc_info=True, stack_info=True)
        noted(error, "a test", on="slack")
        noted(error, "a test", on="telegram")
    said = capsys.readouterr().err
    assert said.count("error=") + said.count('"error": ') >= 8, "what happened is there"
    assert said.count(" < ") >= 1, "and where"
    assert CANARY not in said


async def test_a_failing_task_nobody_waits_for(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("debug")

    async def fails(text: str) -> None:
        raise ValueError(text)

    task = asyncio.ensure_future(fails(CANARY))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del task
    gc.collect()
    said = capsys.readouterr().err
    assert "never retrieved" in said
    assert CANARY not in said


async def test_a_whole_conversation_on_both_doors(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("debug")
    await town.claire.says(f"Offre d'emploi : {CANARY}, Caen, CDI, avant le 15/12")
    await town.claire.says(f"{CANARY} et rien d'autre")
    await town.claire.types_command("/offre", CANARY)
    await town.dylan.says(f"offre : {CANARY}, Cayenne, CDI, avant le 15/12")
    await town.dylan.says(f"corriger intitulé : {CANARY} bis")
    assert CANARY not in capsys.readouterr().err


def test_the_store_tells_no_parameters_when_it_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("debug")
    store = store_at(new_file(tmp_path))
    with pytest.raises(StoreFailed) as failed:
        store.submit(lambda tx: tx.connection.execute(sa.text("INSERT INTO nowhere VALUES (:said)"), {"said": CANARY})).result()
    structlog.get_logger("store").error("our fault", exc_info=failed.value)
    store.close()
    assert CANARY not in capsys.readouterr().err
