"""The arguments of a Bot API call, however they were sent: query, form, multipart or JSON; structures as JSON or as a string of JSON.

The real server ignores a parameter it does not know, and the wish it carried is lost: here the loss is said.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from aiohttp import web

from bot.playground.telegram.entities import Json, TelegramError, bad

Kind = Literal["text", "number", "flag", "chat", "list", "object", "file"]
Fields = Mapping[str, Kind]
FLAGS = {"true": True, "false": False, "yes": True, "no": False, "1": True, "0": False}


@dataclass(frozen=True)
class Upload:
    """A file that came with the call."""

    name: str
    content: bytes
    content_type: str = "application/octet-stream"


@dataclass(frozen=True)
class Arguments:
    """What was given, each of the type its method declares."""

    given: Json

    def text(self, name: str) -> str:
        """A string, empty when absent."""
        return str(self.given.get(name, ""))

    def number(self, name: str, default: int = 0) -> int:
        """An integer."""
        return int(self.given.get(name, default))

    def flag(self, name: str) -> bool:
        """A boolean, false when absent."""
        return bool(self.given.get(name, False))

    def structure(self, name: str) -> Any:
        """A list or an object, None when absent."""
        return self.given.get(name)


def checked(raw: Json, fields: Fields) -> Arguments:
    """Raises TelegramError for what the method does not know and for what has the wrong type."""
    files = {key for key, value in raw.items() if isinstance(value, Upload)}
    if unknown := [name for name in raw if name not in fields and name not in files]:
        raise bad(f'unknown parameter "{unknown[0]}"')
    given = {name: _typed(name, value, fields[name]) for name, value in raw.items() if name in fields and value is not None}
    return Arguments({name: _attached(value, raw) for name, value in given.items()})


def _attached(value: object, raw: Json) -> object:
    """A file may come in a part of its own that the parameter names."""
    if isinstance(value, str) and value.startswith("attach://"):
        return raw.get(value.removeprefix("attach://"), value)
    return value


def _typed(name: str, value: object, kind: Kind) -> object:
    match kind:
        case "number":
            return _number(name, value)
        case "flag":
            return _flag(name, value)
        case "chat":
            return _chat(value)
        case "list" | "object":
            return _structure(name, value, list if kind == "list" else dict)
        case "file":
            return value if isinstance(value, Upload) else _text(name, value)
        case "text":
            return _text(name, value)


def _text(name: str, value: object) -> str:
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return str(value)
    raise bad(f'field "{name}" must be of type String')


def _number(name: str, value: object) -> int:
    try:
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            return int(value)
    except ValueError:
        pass
    raise bad(f'field "{name}" must be a valid Integer')


def _flag(name: str, value: object) -> bool:
    if isinstance(value, bool):
        return value
    if str(value).lower() in FLAGS:
        return FLAGS[str(value).lower()]
    raise bad(f'field "{name}" must be of type Boolean')


def _chat(value: object) -> int | str:
    if isinstance(value, str) and value.startswith("@"):
        return value
    try:
        return _number("chat_id", value)
    except TelegramError:
        raise bad("chat not found") from None


def _structure(name: str, value: object, wanted: type) -> object:
    try:
        found = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from None
    if not isinstance(found, wanted):
        raise bad(f"{'object' if wanted is dict else 'array'} expected as {name.replace('_', ' ')}")
    return found


async def read(request: web.Request) -> Json:
    """Query and body together, as they came. Raises TelegramError for a body that is not what it says."""
    given: Json = dict(request.query)
    if request.content_type == "application/json":
        given |= await _json(request)
    elif request.can_read_body:
        given |= {key: _part(value) for key, value in (await request.post()).items()}
    return given


def _part(value: object) -> object:
    if isinstance(value, web.FileField):
        return Upload(value.filename, value.file.read(), value.content_type)
    return value


async def _json(request: web.Request) -> Json:
    try:
        body = await request.json()
    except ValueError:
        raise bad("can't parse JSON body") from None
    if not isinstance(body, dict):
        raise bad("object expected as JSON body")
    return body
