"""What the tests themselves are held to (tests/conftest.py): no network but this machine's, nothing that fails unseen."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import left, stays_here
from tests.rules.house import ROOT

ELSEWHERE = "192.0.2.1"  # RFC 5737: an address that is nobody's


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost", b"localhost", "", None])
def test_this_machine(host: str | bytes | None) -> None:
    assert stays_here(host)


@pytest.mark.parametrize("host", [ELSEWHERE, "0.0.0.0", "10.0.0.1", "slack.com", b"slack.com", "localhost.example"])
def test_elsewhere(host: str | bytes) -> None:
    assert not stays_here(host)


def test_an_attempt_is_refused_and_remembered() -> None:
    with socket.socket() as connection, pytest.raises(ConnectionRefusedError):
        connection.connect((ELSEWHERE, 80))
    with pytest.raises(ConnectionRefusedError):
        socket.getaddrinfo("slack.com", 443)
    assert left == [f"socket.connect {ELSEWHERE}", "socket.getaddrinfo slack.com"]
    left.clear()


def test_a_server_of_ours_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as connection:
        connection.sendall(b"x")


def verdict(tmp_path: Path, test: str) -> str:
    """What pytest, with the settings of this project, says of a test."""
    file = tmp_path / "test_planted.py"
    file.write_text(f"import asyncio, gc, socket, threading, warnings\n\n{test}\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-c",
        ROOT / "pyproject.toml",
        "--rootdir",
        tmp_path,
        "-p",
        "tests.conftest",
        "-p",
        "no:cacheprovider",
    ]
    ran = subprocess.run([*command, file], cwd=ROOT, capture_output=True, text=True, check=False)
    return ran.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    "test",
    [
        f"def test():\n    try: socket.socket().connect(({ELSEWHERE!r}, 80))\n    except OSError: pass",
        "def test():\n    thread = threading.Thread(target=lambda: 1 / 0)\n    thread.start()\n    thread.join()",
        "class Broken:\n    def __del__(self): raise ValueError\ndef test():\n    Broken()\n    gc.collect()",
        "async def unwaited(): pass\nasync def test():\n    unwaited()\n    gc.collect()",
        "def test():\n    warnings.warn('old', DeprecationWarning)",
        "def test():\n    return 1",
    ],
    ids=["an attempt that is swallowed", "a thread", "a destructor", "a coroutine that nobody awaits", "a warning", "a test that returns"],
)
def test_what_would_fail_unseen_fails(tmp_path: Path, test: str) -> None:
    assert "passed" not in verdict(tmp_path, test) or "error" in verdict(tmp_path, test)


def test_a_sound_test_passes(tmp_path: Path) -> None:
    assert verdict(tmp_path, "async def test():\n    await asyncio.sleep(0)").startswith("1 passed")
