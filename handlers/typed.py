"""A message as it was typed, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.ports import Address
from storage.contributions import Origin

LATE = timedelta(minutes=15)
"""What was written so long before it came is answered with both times. (DIALOGUES.md 4)"""
LONG_AGO = timedelta(days=7)
"""No network is away for longer: a clock that says so is wrong, as one that is ahead of ours is."""


@dataclass(frozen=True)
class Attached:
    """A file that came with a text, of which we know no more than its name and, where the platform tells it, where it is."""

    name: str
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A message as typed, and as `markdown` with its formatting. `thread`: the message under which it stands. `private`: to us alone.
    `channel`, `channel_name`: where, when a channel can be meant ("lettre ici"). `written_at` (UTC): when it was typed, where the platform
    may bring it much later. `files` came with it; nobody here reads them."""

    text: str
    origin: Origin
    addressed: bool
    private: bool
    markdown: str = ""
    thread: str = ""
    channel: Address | None = None
    channel_name: str = ""
    written_at: datetime | None = None
    files: tuple[Attached, ...] = ()


def said_at(written_at: datetime | None, now: datetime) -> datetime:
    """When it was said, UTC: the days that it names are counted from there. A time that cannot be is the present one."""
    return written_at if written_at is not None and now - LONG_AGO <= written_at <= now else now


def late(written_at: datetime | None, now: datetime) -> datetime | None:
    """When it was written, if that is worth saying: it came much later."""
    said = said_at(written_at, now)
    return said if now - said >= LATE else None
