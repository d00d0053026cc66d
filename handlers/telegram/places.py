"""Where in a chat something is said: `Address.thread` of Telegram is "topic/message", and either may be empty."""

from __future__ import annotations

import re

_THREAD = re.compile(r"(\d{0,18})/(\d{0,18})")


def thread_of(topic: int | None, message: int | None = None) -> str:
    """The place of that topic (`message_thread_id`), in answer to that message; "" for neither."""
    return f"{topic or ''}/{message or ''}" if topic or message else ""


def topic_and_reply(thread: str) -> tuple[int | None, int | None]:
    """The reverse; neither for what was not written by `thread_of`."""
    found = _THREAD.fullmatch(thread)
    topic, message = found.groups() if found else ("", "")
    return int(topic) if topic else None, int(message) if message else None
