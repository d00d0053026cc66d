"""A tiny real Bolt app and its two ways to a StrictSlack: what the tests of the strict Slack talk with."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.slack import StrictSlack

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def section(text: str) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(label: str, action_id: str, value: str = "1") -> Json:
    return {"type": "button", "text": plain(label), "action_id": action_id, "value": value}


def row(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def asks(label: str, block_id: str, element: Json, **more: Any) -> Json:
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element, **more}


def words(**more: Any) -> Json:
    return {"type": "plain_text_input", "action_id": "typed", **more}


def option(text: str) -> Json:
    return {"text": plain(text), "value": text.lower()}


def picks(*texts: str, kind: str = "static_select") -> Json:
    return {"type": kind, "action_id": "picked", "options": [option(one) for one in texts]}


def form(*blocks: Json, title: str = "Offre", **more: Any) -> Json:
    return {
        "type": "modal",
        "callback_id": "offer",
        "title": plain(title),
        "submit": plain("Envoyer"),
        "blocks": list(blocks),
        **more,
    }


@dataclass
class Heard:
    """What the app was told, in order, with the headers of each request."""

    payloads: list[Json] = field(default_factory=list)
    headers: list[dict[str, Any]] = field(default_factory=list)

    def events(self, kind: str, **wanted: Any) -> list[Json]:
        found = [one["event"] for one in self.payloads if one.get("event", {}).get("type") == kind]
        return [one for one in found if all(one.get(key) == value for key, value in wanted.items())]

    def of(self, kind: str) -> list[Json]:
        return [one for one in self.payloads if one.get("type") == kind or one.get("command") == kind]


@dataclass
class Bolt:
    """A running app: `app` to register listeners on, `heard` what came."""

    app: AsyncApp
    heard: Heard
    client: AsyncWebClient


def _app(slack: StrictSlack) -> Bolt:
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, timeout=5)
    app = AsyncApp(client=client, signing_secret=slack.signing_secret, process_before_response=True)
    heard = Heard()

    @app.middleware
    async def hear(req: Any, next_: Callable[[], Any]) -> None:
        heard.payloads.append(req.body)
        heard.headers.append(req.headers)
        await next_()

    return Bolt(app, heard, client)


@asynccontextmanager
async def over_socket(slack: StrictSlack, ping_interval: float = 5) -> AsyncIterator[Bolt]:
    bolt = _app(slack)
    web_client = AsyncWebClient(base_url=slack.api_url)
    handler = AsyncSocketModeHandler(bolt.app, app_token=slack.app_token, web_client=web_client, ping_interval=ping_interval)
    await handler.connect_async()
    assert await slack.connected()
    yield bolt
    await handler.close_async()


@asynccontextmanager
async def over_http(slack: StrictSlack) -> AsyncIterator[Bolt]:
    bolt = _app(slack)

    async def receive(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await bolt.app.async_dispatch(await to_bolt_request(request)))

    server = web.Application()
    server.router.add_post("/slack/events", receive)
    runner = web.AppRunner(server)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.call_at(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events")
    yield bolt
    await runner.cleanup()


WAYS = {"socket": over_socket, "http": over_http}


def ignores_the_rest(bolt: Bolt) -> None:
    """The catch-all listeners: the app's own posts come back as events."""

    @bolt.app.event("message")
    async def _message() -> None: ...

    @bolt.app.event("app_mention")
    async def _mention() -> None: ...
