"""Our own faults, at the boundary of what Telegram brings: told with a code, kept for an organiser, and in nobody's way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import structlog

from handlers.fault_words import new_code

Json = Mapping[str, Any]
_PLACED: Final = ("message", "edited_message", "callback_query", "my_chat_member")

log = structlog.get_logger("telegram")


class Fault:
    """What is caught at the boundary: everything. One update that cannot be taken must not hold up a chat for a day."""

    CAUSES: Final = (Exception,)


def noted(error: BaseException, during: str) -> str:
    """Logs the fault, and gives its code (`K7F2`)."""
    code = new_code()
    log.error("our fault", code=code, during=during, exc_info=error)
    return code


def is_update(payload: Any) -> bool:
    """Whether it has what every update has."""
    return isinstance(payload, dict) and type(payload.get("update_id")) is int


def place_of(payload: Json) -> str:
    """The chat an update comes from, read before anything else is: its queue. An update without one is a queue of its own."""
    for kind in _PLACED:
        what = payload.get(kind)
        if isinstance(what, Mapping):
            carried = what.get("message") if kind == "callback_query" else what
            return _id(carried, "chat") or _id(what, "from") or f"update {payload['update_id']}"
    return f"update {payload['update_id']}"


def _id(what: Any, of: str) -> str:
    found = what.get(of) if isinstance(what, Mapping) else None
    return str(found.get("id", "")) if isinstance(found, Mapping) else ""
