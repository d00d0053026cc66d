"""The load: its own process, which signs each request itself and believes nothing.

A raw client of a few lines, so that the client is never what is measured. Before each load a good signature must get 200 and a corrupted
one 401; the report is one line of JSON on the standard output.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import hmac
import json
import random
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlencode

from benchmarks.settings import SECRET, TEAM, USERS

SYLLABLES = [consonant + vowel for consonant in "bdfglmnprstv" for vowel in "aiou"]


class NotAsExpected(Exception):  # noqa: N818 - reads as what it is
    """A server that takes a corrupted signature, or refuses a good one: its figures would mean nothing."""


def offer(number: int) -> str:
    """A job offer like no other: two made-up words keep it from being taken for one that is filed already."""
    word = random.Random(uuid.uuid4().int)
    made_up = (" ".join("".join(word.choices(SYLLABLES, k=5)) for _ in range(2))).title()
    return f"comptable {made_up} n°{number}, Caen, CDI, avant le 12/12/2026"


def request(path: str, command: str, text: str, *, good: bool = True) -> bytes:
    """One signed slash command, as Slack sends it."""
    fields = {"token": "x", "team_id": TEAM, "team_domain": "reseau", "channel_id": "C0RESEAU", "channel_name": "reseau"}
    fields |= {"user_id": random.choice(USERS), "user_name": "claire", "command": command, "text": text, "api_app_id": "A1"}
    fields |= {"response_url": "http://127.0.0.1/never", "trigger_id": f"{uuid.uuid4().int}.1"}
    body, now = urlencode(fields).encode(), str(int(time.time()))
    signature = hmac.new(SECRET.encode(), f"v0:{now}:".encode() + body, hashlib.sha256).hexdigest()
    if not good:
        signature = signature[:-1] + ("0" if signature[-1] != "0" else "1")
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"X-Slack-Request-Timestamp: {now}\r\nX-Slack-Signature: v0={signature}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class Caller:
    """One connection, kept open."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def call(self, sent: bytes) -> tuple[int, bytes]:
        """The status and the body."""
        self._writer.write(sent)
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = next((int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0)
        return int(head[9:12]), await self._reader.readexactly(length) if length else b""

    def close(self) -> None:
        self._writer.close()


async def connected(port: int) -> Caller:
    """A connection to the server on that port of this machine."""
    return Caller(*await asyncio.open_connection("127.0.0.1", port))


async def loaded(port: int, path: str, command: str, text: str, *, connections: int, count: int, expect: str) -> dict[str, object]:
    """Sends `count` commands over that many connections. `expect`: what every answer must contain."""
    callers = [await connected(port) for _ in range(connections)]
    await _check_signatures(callers[0], path, command)
    waiting = iter([request(path, command, text or offer(number)) for number in range(count)])
    seconds: list[float] = []
    statuses: Counter[int] = Counter()
    unexpected: list[str] = []

    async def caller(one: Caller, waiting: Iterator[bytes]) -> None:
        for sent in waiting:
            begun = time.perf_counter()
            status, body = await one.call(sent)
            seconds.append(time.perf_counter() - begun)
            statuses[status] += 1
            if expect.encode() not in body:
                unexpected.append(body.decode()[:300])

    begun = time.perf_counter()
    await asyncio.gather(*(caller(one, waiting) for one in callers))
    took = time.perf_counter() - begun
    for one in callers:
        one.close()
    if set(statuses) != {200} or unexpected:
        raise NotAsExpected(f"{dict(statuses)} {unexpected[:1]}")
    seconds.sort()
    return {"count": count, "rate": count / took, "p50": seconds[count // 2], "p99": seconds[min(count - 1, int(count * 0.99))]}


async def _check_signatures(caller: Caller, path: str, command: str) -> None:
    good, _ = await caller.call(request(path, command, "aide"))
    corrupted, _ = await caller.call(request(path, command, "aide", good=False))
    if (good, corrupted) != (200, 401):
        raise NotAsExpected(f"a good signature got {good}, a corrupted one {corrupted}")


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--port", type=int, required=True)
    asked.add_argument("--path", required=True)
    asked.add_argument("--command", required=True)
    asked.add_argument("--text", default="", help="empty: each command is another job offer")
    asked.add_argument("--connections", type=int, required=True)
    asked.add_argument("--count", type=int, required=True)
    asked.add_argument("--expect", default="")
    given = vars(asked.parse_args())
    json.dump(asyncio.run(loaded(given.pop("port"), given.pop("path"), given.pop("command"), given.pop("text"), **given)), sys.stdout)


if __name__ == "__main__":
    main()
