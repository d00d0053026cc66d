"""Telegram over HTTP: only what shows the secret has an effect, and 200 means that it is kept. (PROMISES.md 5, 43; LIMITS.md B.1)"""

from __future__ import annotations

import asyncio
import io
import json
import random
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.playground.telegram import Person
from handlers.telegram.http import SECRET_HEADER, Entrance
from handlers.telegram.settings import TelegramSettings
from tests.platforms.telegram_door import SECRET, Door, opened_door

OFFER = "Offre d'emploi : comptable, Cayenne, CDI, avant le 15/12"


@dataclass
class Counter:
    """Our address, and what a stranger needs to knock there."""

    url: str
    door: Door
    session: aiohttp.ClientSession

    @property
    def dylan(self) -> Person:
        return self.door.dylan

    async def post(self, body: bytes, headers: Mapping[str, str]) -> int:
        async with self.session.post(self.url, data=io.BytesIO(body), headers=dict(headers)) as response:
            return response.status

    async def sends(self, payload: Any, secret: str = SECRET) -> int:
        body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        return await self.post(body, {SECRET_HEADER: secret, "Content-Type": "application/json"})

    def said(self, text: str = OFFER, number: int = 500, message: int = 900) -> dict[str, Any]:
        who = {"id": self.dylan.id, "is_bot": False, "first_name": "Dylan"}
        chat = {"id": self.dylan.id, "type": "private", "first_name": "Dylan"}
        date = int(self.door.clock.now.timestamp())
        return {"update_id": number, "message": {"message_id": message, "date": date, "chat": chat, "from": who, "text": text}}

    def rows(self) -> list[int]:
        return [self.door.count(table) for table in ("contributions", "drafts", "outbox", "received", "parked", "versions")]


@pytest.fixture
async def counter(tmp_path: Path) -> AsyncIterator[Counter]:
    async with opened_door(tmp_path, webhook=True) as door, aiohttp.ClientSession() as session:
        yield Counter(door.platform.delivery.webhook.url, door, session)


async def test_a_whole_conversation(counter: Counter) -> None:
    await counter.dylan.says(OFFER)
    assert counter.dylan.sees("Offre 1 reçue", None)
    await counter.dylan.presses("Retirer")
    assert counter.dylan.sees("retirée", None)
    assert counter.door.platform.unanswered == counter.door.platform.pending == []


async def test_telegram_is_told_our_address_our_secret_and_what_we_read(counter: Counter) -> None:
    (call,) = counter.door.platform.accepted("setWebhook")
    assert call.arguments["secret_token"] == SECRET
    assert set(json.loads(call.arguments["allowed_updates"])) == {"message", "edited_message", "callback_query", "my_chat_member"}
    assert call.arguments.get("drop_pending_updates") != "true"


class TestWhoKnocks:
    @pytest.mark.parametrize(
        "headers",
        [{}, {SECRET_HEADER: ""}, {SECRET_HEADER: "wrong"}, {SECRET_HEADER: SECRET + "x"}, {SECRET_HEADER: SECRET[:-1]}, {SECRET_HEADER: "é" * 9}, {SECRET_HEADER: SECRET.upper()}, {"Authorization": SECRET}],
    )  # fmt: skip
    async def test_without_the_secret(self, counter: Counter, headers: dict[str, str]) -> None:
        before = counter.rows()
        body = json.dumps(counter.said()).encode()
        assert await counter.post(body, headers) == 403
        assert counter.rows() == before

    async def test_a_thousand_forgers(self, counter: Counter) -> None:
        dice, before = random.Random(5), counter.rows()
        body = json.dumps(counter.said()).encode()
        for _ in range(300):
            secret = list(SECRET)
            secret[dice.randrange(len(secret))] = dice.choice("abcxyzABC019_-é%ÿ")
            shown = "".join(secret)
            if shown != SECRET:
                assert await counter.post(body, {SECRET_HEADER: shown}) == 403
        assert counter.rows() == before

    async def test_a_header_that_is_no_text(self, counter: Counter) -> None:
        """Bytes that are not UTF-8, as no library sends them."""
        host, port = counter.url.split("/")[2].split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(b"POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n" + SECRET_HEADER.encode() + b": \xff\xfe\r\n\r\n{}")
        status = (await reader.readline()).split()[1]
        writer.close()
        assert status in (b"403", b"400")

    @pytest.mark.parametrize(
        "body",
        [b"", b"x", b"[]", b"null", b"1", b"{}", b'{"update_id": "1"}', b'{"update_id": true}', b'{"update_id": 1.5}', b'{"message": {}}', b"\xff\xfe", b"[" * 50_000, b'{"update_id": 1', b"update_id=1"],
        ids=lambda body: body[:16].decode("latin-1"),
    )  # fmt: skip
    async def test_what_is_no_update(self, counter: Counter, body: bytes) -> None:
        before = counter.rows()
        assert await counter.sends(body) == 400
        assert counter.rows() == before

    async def test_what_is_too_large(self, counter: Counter) -> None:
        assert await counter.sends(b'{"update_id": 1, "x": "' + b"x" * 2 * 1024 * 1024 + b'"}') == 413

    async def test_another_path(self, counter: Counter) -> None:
        async with counter.session.post(counter.url + "/other", data=b"{}", headers={SECRET_HEADER: SECRET}) as response:
            assert response.status == 404


class TestWhatIsAnswered:
    async def test_200_is_after_the_commit_and_the_second_time_changes_nothing(self, counter: Counter) -> None:
        assert await counter.sends(counter.said()) == 200
        assert counter.door.count("contributions") == 1
        await counter.door.quiet()
        before = counter.rows()
        assert await counter.sends(counter.said()) == 200
        assert counter.rows() == before

    @pytest.mark.parametrize(
        "update",
        [
            {"update_id": 7},
            {"update_id": 8, "poll": {"id": "1"}},
            {"update_id": 9, "callback_query": {"id": "1", "from": {"id": 1, "is_bot": False, "first_name": "x"}, "chat_instance": "1"}},
        ],
    )
    async def test_what_nobody_listens_to_is_taken(self, counter: Counter, update: dict[str, Any]) -> None:  # fmt: skip
        assert await counter.sends(update) in (200, 503)
        for _ in range(4):
            await counter.sends(update)
        assert await counter.sends(update) == 200
        assert counter.door.count("contributions") == counter.door.count("outbox") == 0

    async def test_our_fault_is_sent_again_and_parked_after_five(self, counter: Counter) -> None:
        await counter.dylan.starts()
        before = counter.door.count("received")
        await counter.door.store.do(lambda tx: tx.connection.exec_driver_sql("ALTER TABLE drafts RENAME TO gone"))
        assert [await counter.sends(counter.said()) for _ in range(5)] == [503, 503, 503, 503, 200]
        assert counter.door.count("parked") == 1
        await counter.door.quiet()
        assert counter.dylan.sees("donnez le code", None)
        assert counter.door.count("received") == before
        assert await counter.sends(counter.said()) == 200

    async def test_what_is_mended_in_between_is_filed(self, counter: Counter) -> None:
        await counter.door.store.do(lambda tx: tx.connection.exec_driver_sql("ALTER TABLE drafts RENAME TO gone"))
        assert await counter.sends(counter.said()) == 503
        await counter.door.store.do(lambda tx: tx.connection.exec_driver_sql("ALTER TABLE gone RENAME TO drafts"))
        assert await counter.sends(counter.said()) == 200
        assert counter.door.count("contributions") == 1
        assert counter.door.count("parked") == 0

    async def test_many_at_once_of_one_chat_are_each_taken_once(self, counter: Counter) -> None:
        trades = (
            "comptable",
            "juriste",
            "cuisinier",
            "menuisier",
            "graphiste",
            "jardinier",
            "soudeur",
            "vitrier",
            "boulanger",
            "régisseuse",
            "infirmière",
            "plombier",
        )
        updates = [
            counter.said(f"Offre d'emploi : {trade}, Cayenne, CDI, avant le 15/12", 600 + n, 950 + n) for n, trade in enumerate(trades)
        ]
        assert set(await asyncio.gather(*(counter.sends(update) for update in updates * 2))) == {200}
        assert counter.door.count("contributions") == 12


class TestWithoutASecret:
    @pytest.mark.parametrize(
        "given",
        [{"public_url": "https://e.example"}, {"secret": "x"}, {"secret": "é", "public_url": "https://e.example"}, {"secret": "x" * 257, "public_url": "https://e.example"}],
    )  # fmt: skip
    def test_there_is_no_webhook(self, given: dict[str, str]) -> None:
        with pytest.raises(ValueError, match="webhook"):
            TelegramSettings(token="1:x", **given)  # type: ignore[arg-type]

    def test_there_is_no_entrance(self) -> None:
        async def take(_: Any) -> bool:
            return True

        with pytest.raises(ValueError, match="secret"):
            Entrance(take, "")

    def test_the_address_is_told_whole(self) -> None:
        settings = TelegramSettings(token="1:x", secret="s", public_url="https://e.example/", path="/telegram")
        assert settings.webhook == "https://e.example/telegram"
        assert "1:x" not in repr(settings)
