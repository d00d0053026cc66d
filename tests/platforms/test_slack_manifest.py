"""The manifest says what is registered, and what is registered is all that Slack is asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from slack_bolt.async_app import AsyncApp

from bot.domain.kinds import discover
from bot.wording import Wording
from handlers.slack.client import Clients
from handlers.slack.listeners import FILE_IT, Listeners
from handlers.slack.manifest import EVENTS, SCOPES, commands, manifest
from tests.town import Town, opened_town

KINDS = discover()
WORDING = Wording(KINDS.folders())
METHODS = {
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "reactions.add": "reactions:write",
    "conversations.open": "im:write",
    "conversations.history": "channels:history",
    "conversations.replies": "channels:history",
    "users.info": "users:read users:read.email",
    "views.open": "",
    "views.publish": "",
    "auth.test": "",
    "apps.connections.open": "",
}
"""What each method that we call asks for (its page on docs.slack.dev); history asks for the scope of the channel's type, and what is said
of a member holds his address only with a scope of its own."""


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("url", ["", "https://maillage.example/slack/events"])
class TestShape:
    def test_slack_would_take_it(self, language: str, url: str) -> None:
        made = manifest(KINDS, WORDING.words(language, "UTC"), url=url)
        assert json.loads(json.dumps(made)) == made
        told = made["display_information"]
        assert len(told["name"]) <= 35
        assert len(told["description"]) <= 140
        for shortcut in made["features"]["shortcuts"]:
            assert len(shortcut["name"]) <= 24
            assert len(shortcut["description"]) <= 150
        for command in made["features"]["slash_commands"]:
            assert command["command"].startswith("/")
            assert len(command["command"]) <= 32
            assert 0 < len(command["description"]) <= 2000
            assert len(command["usage_hint"]) <= 1000

    def test_one_way_in_and_only_one(self, language: str, url: str) -> None:
        made = manifest(KINDS, WORDING.words(language, "UTC"), url=url)
        settings = made["settings"]
        assert settings["socket_mode_enabled"] is not bool(url)
        addresses = [settings["event_subscriptions"].get("request_url", ""), settings["interactivity"].get("request_url", "")]
        addresses += [command.get("url", "") for command in made["features"]["slash_commands"]]
        assert set(addresses) == {url}


def test_commands_have_no_accent_and_stand_once() -> None:
    named = commands(KINDS)
    assert len(named) == len(set(named))
    assert all(name.isascii() and name.islower() for name in named)


@pytest.mark.parametrize("command", commands(KINDS))
async def test_every_command_answers(town: Town, command: str) -> None:
    for text in ("", "aide", "help"):
        answer = await town.claire.types_command(f"/{command}", text)
        assert answer.acknowledged
        assert answer.body.get("text") or town.claire.modal, f"/{command} {text}"
        if town.claire.modal:
            await town.claire.closes_modal()


async def test_its_shortcut_is_the_one_that_is_answered(town: Town) -> None:
    named = [one["callback_id"] for one in manifest(KINDS, WORDING.words("fr", "UTC"))["features"]["shortcuts"]]
    assert named == [FILE_IT]
    message = await town.yann.says("Offre d'emploi : comptable, Rouen, CDI, avant le 15/12", in_="#general")
    assert (await town.claire.shortcut(message, named[0])).acknowledged


async def test_there_is_a_listener_for_every_event_and_an_event_for_every_listener(tmp_path: Path, town: Town) -> None:
    async with Clients("xoxb-0", town.slack.api_url) as clients:
        listeners = Listeners(town.store, clients, team="T", bot_user="U")
        app = AsyncApp(token="xoxb-0", signing_secret="x", request_verification_enabled=False)
        listeners.register(app)
        assert len(app._async_listeners) == 6, "one listener per type"
    assert {event.partition(".")[0] for event in EVENTS} == set(listeners._events)


async def test_the_scopes_are_those_of_the_methods_that_are_called(tmp_path: Path) -> None:
    async with opened_town(tmp_path, greeted=False) as town:
        said = await town.claire.says("Offre d'emploi : comptable, Rouen, CDI", in_="#general")
        await town.claire.presses("Sans date")
        await town.claire.presses("Corriger")
        await town.claire.closes_modal()
        await town.claire.opens_home()
        await town.claire.deletes(said)
        called = {call.method for call in town.slack.log}
    assert called <= set(METHODS), "a new method: which scope does it ask for?"
    needed = {scope for scopes in METHODS.values() for scope in scopes.split()}
    heard = {
        "app_mention": "app_mentions:read",
        "message.channels": "channels:history",
        "message.groups": "groups:history",
        "message.im": "im:history",
    }
    needed |= {scope for event, scope in heard.items() if event in EVENTS} | {"commands"}
    assert set(SCOPES) == needed, "neither less nor more"
