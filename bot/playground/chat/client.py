"""The terminal's side of the door: plain requests, one after the other."""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

Json = dict[str, Any]
TIMEOUT = 120.0  # moving the clock may run a week of jobs


class RefusedError(Exception):
    """The door said no: `code`, and what it is about."""

    def __init__(self, code: str, where: str = "", limit: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.where = where
        self.limit = limit


class DoorClient:
    """`url` is what the playground printed, with its key. Raises RefusedError, and OSError when nobody answers."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._key = parse_qs(parts.query).get("key", [""])[0]
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port or 80

    def ask(self, path: str, **query: object) -> Json:
        """Reads; `as_` names the person."""
        named = {key.rstrip("_"): value for key, value in query.items()}
        return self._request("GET", f"/{quote(path)}?{urlencode(named)}", None)

    def do(self, gesture: str, **request: object) -> Json:
        """Acts; `as_` names the person."""
        body = {key.rstrip("_"): value for key, value in request.items()}
        return self._request("POST", f"/{quote(gesture)}", json.dumps(body))

    def _request(self, method: str, target: str, body: str | None) -> Json:
        connection = http.client.HTTPConnection(self._host, self._port, timeout=TIMEOUT)
        headers = {"X-Door-Key": self._key, "Content-Type": "application/json"}
        try:
            connection.request(method, target, None if body is None else body.encode(), headers)
            response = connection.getresponse()
            answer: Json = json.loads(response.read() or b"{}")
        finally:
            connection.close()
        if response.status != http.client.OK:
            raise RefusedError(answer.get("refused", ""), answer.get("where", ""), answer.get("limit", 0))
        return answer
