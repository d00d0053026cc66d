"""The arguments of a Web API call, however they were sent: query, form or JSON; structures as JSON or as a string of JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.playground.slack.entities import Json, SlackError

TRUE = (True, 1, "1", "true", "True")


@dataclass(frozen=True)
class Arguments:
    """Reads like Slack does: a wrong type is `invalid_arguments`, a number in place of a ts is its own mistake."""

    given: Json

    def text(self, name: str) -> str:
        """A string, empty when absent."""
        value = self.given.get(name)
        if value is None:
            return ""
        if not isinstance(value, (str, int, float)):
            raise invalid(f"must be a string [json-pointer:/{name}]")
        return str(value)

    def required(self, name: str) -> str:
        """A string. Raises SlackError invalid_arguments when absent."""
        value = self.text(name)
        if not value:
            raise invalid(f"missing required field: {name}")
        return value

    def flag(self, name: str) -> bool:
        """A boolean, as `true`, `1` or `"true"`."""
        return self.given.get(name) in TRUE

    def number(self, name: str, default: int) -> int:
        """An integer. Raises SlackError invalid_arguments."""
        try:
            return int(self.given.get(name, default))
        except (TypeError, ValueError):
            raise invalid(f"must be an integer [json-pointer:/{name}]") from None

    def structure(self, name: str, otherwise: str) -> Any:
        """A JSON value, None when absent. Raises SlackError `otherwise` when a string is not JSON."""
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise SlackError(otherwise) from None


def invalid(*problems: str) -> SlackError:
    """`invalid_arguments` with the sentences Slack adds."""
    return SlackError("invalid_arguments", tuple(f"[ERROR] {problem}" for problem in problems))


async def read(request: web.Request, *, json_body: bool) -> Arguments:
    """Query and body together. Without `json_body` a JSON body is ignored, as Slack's reading methods do."""
    given: Json = dict(request.query)
    if request.content_type == "application/json":
        if json_body:
            given |= await _json(request)
    elif request.can_read_body:
        given |= {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
    return Arguments(given)


async def _json(request: web.Request) -> Json:
    try:
        body = await request.json()
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(body, dict):
        raise SlackError("json_not_object")
    return body
