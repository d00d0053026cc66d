"""An update as Telegram brings it, before anything in it is read: whether it is one, and whose queue it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

Json = Mapping[str, Any]
_PLACED: Final = ("message", "edited_message", "callback_query", "my_chat_member")


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
