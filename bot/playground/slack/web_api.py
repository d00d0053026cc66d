"""The Web API's front: `/api/{method}`, tokens, faults, pacing and the log of every call."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from bot.playground.slack import methods_chat, methods_read, methods_views
from bot.playground.slack.arguments import Arguments, read
from bot.playground.slack.deliver_socket import SocketTransport
from bot.playground.slack.entities import Json, SlackError
from bot.playground.slack.faults import Faults
from bot.playground.slack.workspace import Workspace

Method = Callable[[Workspace, Arguments], Json]
ACCEPTS_JSON: dict[str, Method] = {
    "auth.test": methods_read.auth_test,
    "chat.postMessage": methods_chat.post_message,
    "chat.postEphemeral": methods_chat.post_ephemeral,
    "chat.update": methods_chat.update,
    "chat.delete": methods_chat.delete,
    "conversations.open": methods_read.open_direct,
    "reactions.add": methods_chat.add_reaction,
    "views.open": methods_views.open_view,
    "views.push": methods_views.push,
    "views.update": methods_views.update,
    "views.publish": methods_views.publish,
}
FORM_ONLY: dict[str, Method] = {
    "chat.getPermalink": methods_chat.permalink,
    "conversations.history": methods_read.history,
    "conversations.info": methods_read.channel_info,
    "conversations.list": methods_read.channel_list,
    "conversations.members": methods_read.channel_members,
    "conversations.replies": methods_read.replies,
    "team.info": methods_read.team_info,
    "users.info": methods_read.user_info,
    "users.lookupByEmail": methods_read.user_by_email,
}
METHODS = {**ACCEPTS_JSON, **FORM_ONLY}
POSTS = ("chat.postMessage", "chat.postEphemeral")


@dataclass(frozen=True, kw_only=True)
class ApiCall:
    """One call of the app. `instant` is real monotonic seconds; `error` is Slack's code, empty when accepted.

    `fault` names what went wrong on purpose; with one, `accepted` tells whether the work was done nevertheless.
    """

    method: str
    arguments: Json
    instant: float
    channel: str = ""
    ts: str = ""
    error: str = ""
    fault: str = ""
    accepted: bool = True


class WebApi:
    """Answers the app's calls and remembers them."""

    def __init__(self, workspace: Workspace, faults: Faults, sockets: SocketTransport) -> None:
        self._workspace = workspace
        self._faults = faults
        self._sockets = sockets
        self._last_post: dict[str, float] = {}
        self.socket_url = ""
        self.log: list[ApiCall] = []

    def routes(self) -> list[web.AbstractRouteDef]:
        """For the aiohttp application."""
        return [
            web.route("*", "/api/{method}", self.call),
            web.post("/response/{key}", self.respond),
            web.get("/link", self._sockets.accept),
        ]

    def accepted(self, method: str) -> list[ApiCall]:
        """Calls of this method that had their effect, in order."""
        return [one for one in self.log if one.method == method and one.accepted]

    async def call(self, request: web.Request) -> web.StreamResponse:
        """One call of one method."""
        name = request.match_info["method"]
        try:
            arguments = await read(request, json_body=name not in FORM_ONLY)
        except SlackError as refusal:
            return web.json_response(_refused(refusal))
        fault = self._faults.take(name, self._channel_id(arguments))
        if fault is not None and not fault.effect:
            self._note(name, arguments, {}, fault=fault.name, accepted=False)
            return await self._faults.answer(fault, request, {})
        answer, status = self._answer(name, arguments, request)
        self._note(name, arguments, answer, fault=fault.name if fault else "", accepted=bool(answer["ok"]))
        if fault is not None:
            return await self._faults.answer(fault, request, answer)
        headers = {"Retry-After": "1"} if status == web.HTTPTooManyRequests.status_code else {}
        return web.json_response(answer, status=status, headers=headers)

    def _answer(self, name: str, arguments: Arguments, request: web.Request) -> tuple[Json, int]:
        try:
            self._check_token(name, arguments, request)
            if self._too_fast(name, arguments):
                return {"ok": False, "error": "ratelimited"}, web.HTTPTooManyRequests.status_code
            answer = self._connection() if name == "apps.connections.open" else self._method(name, arguments)
        except SlackError as refusal:
            return _refused(refusal), 200
        return {"ok": True} | answer, 200

    def _method(self, name: str, arguments: Arguments) -> Json:
        if name not in METHODS:
            raise SlackError("unknown_method")
        return METHODS[name](self._workspace, arguments)

    def _connection(self) -> Json:
        return {"url": f"{self.socket_url}?ticket={self._sockets.ticket()}&app_id={self._workspace.world.identity.app_id}"}

    def _check_token(self, name: str, arguments: Arguments, request: web.Request) -> None:
        header = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
        tokens = self._workspace.tokens
        wanted = tokens.app if name == "apps.connections.open" else tokens.bot
        tokens.check(header or arguments.text("token"), wanted)

    def _too_fast(self, name: str, arguments: Arguments) -> bool:
        if name not in POSTS:
            return False
        channel, now = self._channel_id(arguments), time.monotonic()
        too_fast = self._workspace.rules.strict_pacing and now - self._last_post.get(channel, float("-inf")) < 1.0
        if not too_fast:
            self._last_post[channel] = now
        return too_fast

    def _channel_id(self, arguments: Arguments) -> str:
        given = str(arguments.given.get("channel") or "")
        world = self._workspace.world
        member = world.members.get(given)
        return world.direct(given).id if member and not member.is_bot else given

    def _note(self, name: str, arguments: Arguments, answer: Json, *, fault: str, accepted: bool) -> None:
        self.log.append(
            ApiCall(
                method=name,
                arguments={key: value for key, value in arguments.given.items() if key != "token"},
                instant=time.monotonic(),
                channel=self._channel_id(arguments),
                ts=str(answer.get("ts", "")),
                error=str(answer.get("error", "")),
                fault=fault,
                accepted=accepted,
            )
        )

    async def respond(self, request: web.Request) -> web.StreamResponse:
        """A response_url."""
        try:
            given = json.loads(await request.text())
            target = self._workspace.response_urls.spend(request.match_info["key"])
            methods_chat.respond(self._workspace, target, given)
        except ValueError:
            return web.json_response({"ok": False, "error": "invalid_payload"}, status=400)
        except SlackError as refusal:
            gone = refusal.code in ("used_url", "expired_url", "invalid_url")
            return web.json_response(_refused(refusal), status=404 if gone else 400)
        return web.Response(text="ok")


def _refused(refusal: SlackError) -> Json:
    answer: Json = {"ok": False, "error": refusal.code} | refusal.beside
    if refusal.messages:
        answer["response_metadata"] = {"messages": list(refusal.messages)}
        answer["errors"] = [one.removeprefix("[ERROR] ") for one in refusal.messages]
    return answer
