"""The network is closed but for this machine: whatever tries to leave it fails, and so does its test, even where the code carries on."""

from __future__ import annotations

import ipaddress
import logging
import os
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from hypothesis import settings

# The same examples at every run: a property that fails says the same to everybody. `HYPOTHESIS_PROFILE=search` looks further.
settings.register_profile("house", deadline=None, derandomize=True, database=None)
settings.register_profile("search", deadline=None, max_examples=2000)
os.environ.setdefault("PTB_TIMEDELTA", "1")  # as our own client sets it: without it the library warns at each limit
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))

_LOCAL_NAMES = frozenset({"", "localhost"})
_WITH_ADDRESS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})


def stays_here(host: str | bytes | None) -> bool:
    """Whether a host is this machine; a Unix socket's path is no host and never asked about."""
    name = host.decode() if isinstance(host, bytes) else host or ""
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name in _LOCAL_NAMES


left: list[str] = []
"""What tried to leave, until the end of its test."""


def _guard(event: str, arguments: tuple[Any, ...]) -> None:
    host = None
    if event in _WITH_ADDRESS and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    if host is not None and not stays_here(host):
        left.append(f"{event} {host}")
        raise ConnectionRefusedError(f"the network is closed in tests: {host}")


sys.addaudithook(_guard)


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    """Logging is the whole process's: a test in which the programme sets it up would silence the next one's, by its level, its handlers, or
    the levels of the libraries' own loggers."""
    root = logging.getLogger()
    handlers, levels = root.handlers[:], _levels()
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()
    yield
    root.handlers[:] = handlers
    for name in _levels():
        logging.getLogger(name).setLevel(levels.get(name, logging.NOTSET))
    structlog.reset_defaults()


def _levels() -> dict[str, int]:
    """Of every logger that anybody has asked for, by its name; the root's is empty."""
    named = {name: one.level for name, one in logging.root.manager.loggerDict.items() if isinstance(one, logging.Logger)}
    return named | {"": logging.root.level}


@pytest.fixture(autouse=True)
def _nothing_leaves() -> Iterator[None]:
    left.clear()
    yield
    assert left == []
