"""A secret never stands in a log, wherever a library or we ourselves put it."""

from __future__ import annotations

import logging

import httpx
import pytest
import structlog

from bot import logs

BOT = "123456789:" + "A" * 34 + "-"
HUSH = (BOT, "xoxb-1111-HUSH", "xapp-1-A111-HUSH", "v0=" + "ab" * 32)


class Answering(httpx.BaseTransport):
    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"ok": True})


@pytest.mark.parametrize("secret", HUSH, ids=["Telegram", "Slack's bot", "Slack's app", "a signature"])
@pytest.mark.parametrize("as_json", [True, False])
def test_in_every_place_of_an_event(secret: str, as_json: bool, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("debug", as_json=as_json)
    log, asking = structlog.get_logger("telegram"), f"asking /bot{secret}/getMe"
    log.info(asking, token=secret, place={"url": f"https://h/bot{secret}/getMe"}, listed=[f"/bot{secret}"])
    log.info("an object", error=ValueError(secret))
    logging.getLogger("anything").warning("POST %s", f"https://h/bot{secret}/getMe")
    try:
        int(secret)
    except ValueError:
        log.exception("it failed")
        logging.getLogger("anything").exception("it failed too")
    said = capsys.readouterr().err
    assert said.count("\n") == 5
    assert secret not in said
    assert "]/getMe" in said


@pytest.mark.parametrize(
    "name", ["telegram.Bot", "telegram.ext.ExtBot", "telegram.request.HTTPXRequest", "httpx", "httpcore.http11", "slack_sdk"]
)
def test_what_writes_members_texts_is_silent(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("debug")
    logging.getLogger(name).info("Dylan wrote: HUSH")
    logging.getLogger(name).warning("heard")
    said = capsys.readouterr().err
    assert "heard" in said
    assert "HUSH" not in said


def test_our_own_words_about_telegram_are_heard(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("info")
    structlog.get_logger("telegram").info("connected to Telegram", bot=123456789)
    assert "connected to Telegram" in capsys.readouterr().err


def test_the_client_that_logs_each_address(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("debug")
    with httpx.Client(transport=Answering()) as client:
        client.post(f"https://api.telegram.org/bot{BOT}/getMe")
    assert capsys.readouterr().err == ""


def test_numbers_and_times_stay_what_they_are() -> None:
    event = {"row": 12, "at": "2026-11-20T09:00:00", "seconds": 1.5, "lane": ("telegram", "1", "2"), "bot": "1:short"}
    assert logs.redact(None, "info", dict(event)) == event


class TestTheNextTest:
    """What a test sets up is gone in the next one, in whichever order they come."""

    @pytest.mark.parametrize("level", ["error", "debug"])
    def test_finds_logging_as_it_was(self, level: str) -> None:
        assert logging.getLogger("asyncio").level == logging.NOTSET
        assert not structlog.is_configured()
        with structlog.testing.capture_logs() as said:
            structlog.get_logger("x").info("heard")
        assert [line["event"] for line in said] == ["heard"]
        logs.set_up(level)
        logging.getLogger("asyncio").setLevel(logging.CRITICAL)
