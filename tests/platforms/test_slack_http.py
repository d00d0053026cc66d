"""Slack over HTTP: only what Slack signed has an effect, once, and nothing that arrives is a 500 or a trace. (PROMISES.md 4 and 5, 1-12)"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import io
import json
import random
import socket
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest

from bot.domain.kinds import discover
from bot.house import running, setting_for
from bot.playground.slack import Person
from bot.playhouse import slack_of_the_playground
from handlers.slack.settings import SlackSettings
from storage.schema import opened
from storage.store import Store
from tests.town import FAST, MovedClock, settle_people

AD = "Offre d'emploi : comptable, Rouen, CDI, avant le 15/12"
FORM = "application/x-www-form-urlencoded"


@dataclass
class Counter:
    """Our address, and what a stranger needs to knock there."""

    url: str
    secret: str
    session: aiohttp.ClientSession
    slack: Any
    store: Store

    def __getattr__(self, handle: str) -> Person:
        found: Person = self.slack.person(handle)
        return found

    def signed(self, body: bytes, at: float | None = None) -> dict[str, str]:
        timestamp = str(int(time.time() if at is None else at))
        digest = hmac.new(self.secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}", "Content-Type": "application/json"}

    async def post(self, body: bytes, headers: Mapping[str, str]) -> tuple[int, str]:
        async with self.session.post(self.url, data=io.BytesIO(body), headers=dict(headers)) as response:
            return response.status, await response.text()

    async def sends(self, payload: Any, **headers: str) -> tuple[int, str]:
        body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        return await self.post(body, self.signed(body) | headers)

    def event(self, event: Any, event_id: str = "Ev1") -> dict[str, Any]:
        return {"type": "event_callback", "event_id": event_id, "team_id": self.slack.team_id, "api_app_id": "A1", "event": event}

    def said(self, text: str | None = AD, ts: str = "1795165200.000100", **more: Any) -> dict[str, Any]:
        channel = self.claire.room().id
        return {"type": "message", "user": self.claire.id, "channel": channel, "channel_type": "im", "ts": ts, "text": text} | more

    def rows(self) -> list[int]:
        return [self._count(table) for table in ("contributions", "drafts", "outbox", "received", "audit", "versions")]

    def _count(self, table: str) -> int:
        return int(self.store.read(lambda tx: tx.connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()))


@pytest.fixture
async def counter(tmp_path: Path) -> AsyncIterator[Counter]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}/slack/events"
    clock = MovedClock()
    async with contextlib.AsyncExitStack() as stack:
        slack = await stack.enter_async_context(slack_of_the_playground(clock, rules=FAST, bot_url=url))
        store = opened(tmp_path / "town.db", setting_for(discover(), clock, organiser="Malik"))
        await settle_people(store, slack)
        settings = SlackSettings(bot_token=slack.bot_token, signing_secret=slack.signing_secret, api_url=slack.api_url, port=port)
        house = await stack.enter_async_context(running(store, settings, pace=0.0, ticking=False))
        slack.settle_with(house.delivery.idle)
        session = await stack.enter_async_context(aiohttp.ClientSession())
        yield Counter(url, slack.signing_secret, session, slack, store)
        await house.delivery.idle()


async def test_a_whole_conversation(counter: Counter) -> None:
    claire = counter.claire
    await claire.says("Offre d'emploi : comptable, Rouen, CDI")
    await claire.presses("ven. 04/12")
    assert claire.sees("Offre 1 publiée, jusqu'au ven. 04/12.", None)
    await claire.presses("Corriger")
    await claire.submits({"Lieu": "Dieppe"})
    assert counter.yann.sees("Dieppe", "#emploi")
    await claire.types_command("/offre")
    await claire.closes_modal()
    await claire.types_command("/lettre")
    assert claire.sees("Vous recevez : tout", None)
    await claire.opens_home()
    assert "Offre 1 comptable" in claire.view_text("home")
    await counter.yann.shortcut(await claire.says("Poste de cuisinier à pourvoir, Caen, CDI", in_="#general"), "file_message")
    assert claire.errors == counter.yann.errors == []


async def test_a_command_that_speaks_of_a_payload(counter: Counter) -> None:
    """Bolt reads any form in which this word stands as an empty one."""
    await counter.claire.types_command("/offre", "payload engineer, Rouen, CDI, avant le 15/12")
    assert counter.claire.sees("Offre 1 – payload engineer", None)


class TestWhoKnocks:
    """1-5, 7: 401, and nothing is stored."""

    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {"X-Slack-Signature": "v0=" + "0" * 64},
            {"X-Slack-Request-Timestamp": "NOW"},
            {"X-Slack-Request-Timestamp": "NOW", "X-Slack-Signature": "v0=" + "0" * 64},
            {"X-Slack-Request-Timestamp": "NOW", "X-Slack-Signature": ""},
            {"X-Slack-Request-Timestamp": "NOW", "X-Slack-Signature": "v0=é"},
            {"X-Slack-Request-Timestamp": "NOW", "X-Slack-Signature": "v1=" + "a" * 64},
            {"X-Slack-Request-Timestamp": "abc", "X-Slack-Signature": "SIGNED"},
            {"X-Slack-Request-Timestamp": "", "X-Slack-Signature": "SIGNED"},
            {"X-Slack-Request-Timestamp": "nan", "X-Slack-Signature": "SIGNED"},
            {"X-Slack-Request-Timestamp": "inf", "X-Slack-Signature": "SIGNED"},
            {"X-Slack-Request-Timestamp": "-1", "X-Slack-Signature": "SIGNED"},
            {"X-Slack-Request-Timestamp": "1e9", "X-Slack-Signature": "SIGNED"},
            {"X-Slack-Request-Timestamp": "٣" * 10, "X-Slack-Signature": "SIGNED"},
            {"X-Slack-Request-Timestamp": "9" * 400, "X-Slack-Signature": "SIGNED"},
        ],
    )
    async def test_odd_headers(self, counter: Counter, headers: dict[str, str]) -> None:
        body = json.dumps(counter.event(counter.said())).encode()
        before = counter.rows()
        sent = {name: value.replace("NOW", str(int(time.time()))) for name, value in headers.items()}
        stamp = sent.get("X-Slack-Request-Timestamp", "")
        digest = hmac.new(counter.secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
        sent = {name: value.replace("SIGNED", f"v0={digest}") for name, value in sent.items()}
        assert await counter.post(body, sent | {"Content-Type": "application/json"}) == (401, "")
        assert counter.rows() == before

    @pytest.mark.parametrize(("seconds", "status"), [(-301, 401), (301, 401), (-86400, 401), (-290, 200), (290, 200)])
    async def test_the_clock(self, counter: Counter, seconds: int, status: int) -> None:
        body = json.dumps(counter.event(counter.said())).encode()
        assert (await counter.post(body, counter.signed(body, time.time() + seconds)))[0] == status

    async def test_another_secret_and_another_body(self, counter: Counter) -> None:
        body = json.dumps(counter.event(counter.said())).encode()
        before = counter.rows()
        right = counter.signed(body)
        assert (await counter.post(body + b" ", right))[0] == 401
        other = Counter(counter.url, "another" + counter.secret, counter.session, counter.slack, counter.store)
        assert (await counter.post(body, other.signed(body)))[0] == 401
        assert counter.rows() == before

    async def test_other_methods_and_paths(self, counter: Counter) -> None:
        for method, path in (("GET", ""), ("PUT", ""), ("POST", "/x"), ("POST", "/../slack/events/")):
            async with counter.session.request(method, counter.url + path) as response:
                assert response.status in (404, 405)

    async def test_url_verification(self, counter: Counter) -> None:
        body = json.dumps({"type": "url_verification", "challenge": "3eZbrw1aB", "token": "x"}).encode()
        before = counter.rows()
        assert await counter.post(body, {"Content-Type": "application/json"}) == (401, "")
        status, text = await counter.sends(body)
        assert (status, json.loads(text)) == (200, {"challenge": "3eZbrw1aB"})
        assert counter.rows() == before

    async def test_ssl_check(self, counter: Counter) -> None:
        body = urlencode({"ssl_check": "1", "token": "x"}).encode()
        assert (await counter.post(body, {"Content-Type": FORM}))[0] == 401
        assert (await counter.sends(body, **{"Content-Type": FORM}))[0] == 200

    async def test_five_hundred_mutated_requests(self, counter: Counter) -> None:
        """A right request, one thing of which is wrong: never an effect, never a 500."""
        chance, before = random.Random(7), counter.rows()
        body = json.dumps(counter.event(counter.said())).encode()
        for _ in range(500):
            at = chance.randrange(len(body))
            wrong_body, headers = body, counter.signed(body)
            match chance.randrange(5):
                case 0:
                    wrong_body = body[:at] + bytes([body[at] ^ chance.randrange(1, 256)]) + body[at + 1 :]
                case 1:
                    wrong_body = body[:at]
                case 2:
                    place = chance.randrange(3, 67)
                    signature = headers["X-Slack-Signature"]
                    headers["X-Slack-Signature"] = signature[:place] + ("0" if signature[place] != "0" else "1") + signature[place + 1 :]
                case 3:
                    headers["X-Slack-Request-Timestamp"] = str(int(time.time()) + chance.choice((-1, 1)) * chance.randrange(2, 10_000))
                case _:
                    del headers[chance.choice(("X-Slack-Signature", "X-Slack-Request-Timestamp"))]
            assert await counter.post(wrong_body, headers) == (401, "")
        assert counter.rows() == before


class TestWhatIsSigned:
    async def test_a_replay_has_no_second_effect(self, counter: Counter) -> None:
        body = json.dumps(counter.event(counter.said())).encode()
        headers = counter.signed(body)
        assert (await counter.post(body, headers))[0] == 200
        after = counter.rows()
        for _ in range(3):
            assert (await counter.post(body, headers))[0] == 200
        assert counter.rows() == after
        assert after[0] == 1

    async def test_a_replayed_command_button_and_form(self, counter: Counter) -> None:
        payload = {
            "command": "/offre",
            "text": "comptable, Rouen, CDI, avant le 15/12",
            "user_id": counter.claire.id,
            "trigger_id": "1.2.3",
        }
        payload |= {"channel_id": counter.claire.room().id, "channel_name": "directmessage", "response_url": "http://127.0.0.1:9/x"}
        body = urlencode(payload).encode()
        first = await counter.sends(body, **{"Content-Type": FORM})
        assert "Offre 1 publiée" in json.loads(first[1])["text"]
        after = counter.rows()
        assert await counter.sends(body, **{"Content-Type": FORM}) == (200, "")
        assert counter.rows() == after

    async def test_slacks_own_retries_count_once(self, counter: Counter) -> None:
        event = counter.event(counter.said())
        for number in ("", "1", "2", "3"):
            headers = {"X-Slack-Retry-Num": number, "X-Slack-Retry-Reason": "http_timeout"} if number else {}
            assert (await counter.sends(event, **headers))[0] == 200
        assert counter.rows()[0] == 1

    async def test_a_mention_that_arrives_as_two_events(self, counter: Counter) -> None:
        channel = counter.slack.world.channel_named("general").id
        said = counter.said(f"<@{counter.slack.bot_user_id}> {AD}", channel=channel, channel_type="channel")
        assert (await counter.sends(counter.event(said, "Ev1")))[0] == 200
        assert (await counter.sends(counter.event(said | {"type": "app_mention"}, "Ev2")))[0] == 200
        assert counter.rows()[0] == 1

    @pytest.mark.parametrize(
        ("body", "statuses"),
        [
            (b"\xff\xfe", {400}),
            (b"", {200, 400, 404}),
            (b"{", {400}),
            (b"[]", {400, 404}),
            (b"null", {400, 404}),
            (b'"x"', {400, 404}),
            (b'{"type": "event_callback"}', {200, 400, 404}),
            (b'{"type": "event_callback", "event": null}', {200, 400, 404}),
            (b'{"type": "event_callback", "event": [1]}', {200, 400, 404}),
            (b'{"type": "event_callback", "event": {}}', {200, 400, 404}),
            (b'{"type": "event_callback", "event": {"type": "moon_rises"}}', {200}),
            (b'{"type": "event_callback", "event": {"type": "message"}}', {200}),
            (b'{"type": "event_callback", "event": {"type": "app_home_opened"}}', {200}),
            (b'{"type": "app_rate_limited"}', {200, 404}),
            (b"payload=%5B%5D", {400, 404}),
            (b"payload=null", {400, 404}),
            (b"payload=%7B", {400}),
            (b"payload=%7B%7D", {400, 404}),
            (b"payload=" + b"%5B" * 10_000, {400}),
            (b"command=/offre", {400, 404}),
            (b"[" * 10_000, {400}),
            (b'{"a":' * 10_000, {400}),
            (b'{"type": "event_callback", "event": ' + b'{"a":' * 10_000 + b"1" + b"}" * 10_002, {400}),
            (b"x" * (10 * 1024 * 1024), {413}),
        ],
    )
    async def test_odd_bodies(self, counter: Counter, body: bytes, statuses: set[int]) -> None:
        before = counter.rows()
        kind = FORM if body.startswith((b"payload", b"command", b"x")) else "application/json"
        try:
            status, text = await counter.sends(body, **{"Content-Type": kind})
        except aiohttp.ClientConnectionError:  # the server has said 413 and hung up before all was written
            status, text = 413, ""
        assert status in statuses
        assert "Traceback" not in text
        assert counter.rows() == before

    @pytest.mark.parametrize(
        "change",
        [
            {"user": None},
            {"user": ""},
            {"text": None},
            {"text": 12},
            {"ts": None},
            {"channel": None},
            {"bot_id": "B1"},
            {"subtype": "bot_message"},
            {"subtype": "channel_join"},
            {"subtype": "message_changed"},
            {"subtype": "message_changed", "message": None, "previous_message": None},
            {"subtype": "message_changed", "message": {"text": "x"}},
            {"subtype": "message_deleted"},
            {"subtype": "message_deleted", "previous_message": {"user": "U00CLAIRE"}, "deleted_ts": "1.1"},
            {"subtype": "reply_to_nobody_knows"},
            {"blocks": None},
            {"blocks": [{"type": "rich_text"}], "text": ""},
            {"blocks": [{"type": "rich_text", "elements": [{"type": "mystery"}]}], "text": ""},
            {"files": [{}], "text": ""},
            {"user": "U_UNKNOWN"},
        ],
    )
    async def test_odd_events_are_taken_and_file_nothing(self, counter: Counter, change: dict[str, Any]) -> None:
        status, text = await counter.sends(counter.event(counter.said() | change))
        assert status == 200
        assert "Traceback" not in text
        if change != {"blocks": None}:
            assert counter.rows()[0] == 0

    async def test_our_own_messages_are_not_answered(self, counter: Counter) -> None:
        before = counter.rows()
        assert (await counter.sends(counter.event(counter.said(user=counter.slack.bot_user_id))))[0] == 200
        assert counter.rows() == before

    async def test_a_lone_surrogate_and_a_nul(self, counter: Counter) -> None:
        said = counter.said("Offre d'emploi : compta\ud800ble\x00, Rouen, CDI, avant le 15/12")
        assert (await counter.sends(counter.event(said)))[0] == 200
        await counter.slack.stage.settle()
        assert counter.yann.sees("Offre 1 – comptable", "#emploi")
