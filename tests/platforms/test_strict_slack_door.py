"""The control door: nobody without its key, and everything a person can do through it."""

import asyncio
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from bot.playground.door import KEY_HEADER, Door
from bot.playground.slack import Rules, StrictSlack
from tests.platforms.tiny_bolt import asks, button, form, ignores_the_rest, over_socket, picks, plain, row, section, words

FRIDAY = datetime(2026, 11, 20, 15, 42, tzinfo=UTC)
RULES = Rules(ack_seconds=0.5, retry_delays=(), shortcuts=frozenset({"file_it"}), commands=frozenset({"/offre"}))


class Story:
    """A clock that only moves when told."""

    def __init__(self):
        self.now = FRIDAY

    async def move(self, text, zone):
        self.zone = zone
        if not text.startswith("+"):
            raise ValueError(text)
        self.now += timedelta(hours=int(text[1:-1]))


@pytest.fixture
async def slack():
    story = Story()
    async with StrictSlack(clock=lambda: story.now, users=["claire", "malik"], channels={"emploi": ["claire"]}, rules=RULES) as running:
        running.story = story
        yield running


@pytest.fixture
async def door(slack):
    async with Door(slack, move_clock=slack.story.move) as running:
        yield running


@pytest.fixture
async def bolt(slack):
    async with over_socket(slack) as running:
        yield running
        await slack.quiet()


@pytest.fixture
async def visitor(door):
    base = door.url.partition("/?")[0]
    async with aiohttp.ClientSession(base, headers={KEY_HEADER: door.key}) as session:
        yield session


async def do(visitor, gesture, **request):
    who = {"as": request.pop("as_", "claire")}
    async with visitor.post(f"/{gesture}", json=who | request) as response:
        return response.status, await response.json()


async def ask(visitor, path, **query):
    async with visitor.get(f"/{path}", params=query) as response:
        return await response.json()


@pytest.mark.parametrize(
    ("headers", "refused"),
    [
        ({}, "wrong_key"),
        ({KEY_HEADER: "é"}, "wrong_key"),
        ({KEY_HEADER: "right", "Host": "evil.example:80"}, "wrong_host"),
        ({KEY_HEADER: "right", "Host": "127.0.0.1"}, "wrong_host"),
        ({KEY_HEADER: "right"}, ""),
    ],
)
async def test_nobody_enters_without_the_key_or_under_another_name(door, headers, refused):
    headers = {name: door.key if value == "right" else value for name, value in headers.items()}
    async with aiohttp.ClientSession() as session:
        response = await session.get(door.url.partition("?")[0] + "workspace", headers=headers)
        assert response.status == (403 if refused else 200)
        assert (await response.json()).get("refused", "") == refused


async def test_the_url_alone_opens_it_and_no_two_keys_are_the_same(slack, door):
    async with aiohttp.ClientSession() as session:
        response = await session.get(door.url.replace("/?", "/workspace?"))
        found = await response.json()
    assert [one["name"] for one in found["people"]] == ["claire", "malik"]
    assert (found["rooms"], found["commands"], found["shortcuts"]) == (["emploi"], ["/offre"], ["file_it"])
    assert Door(slack, move_clock=slack.story.move).key != door.key


def _answers_everything(bolt):
    """A small application that answers each gesture in its own way."""

    @bolt.app.event("message")
    async def answer(event, say):
        if not event.get("subtype"):
            choices = row(button("Corriger", "fix"), picks("Un", "Deux") | {"placeholder": plain("Rang")})
            await say(text="Offre 21", blocks=[section("*Offre* 21"), choices])

    @bolt.app.action("fix")
    async def fix(ack, body, client):
        view = form(asks("Intitulé", "title", words()), asks("Contrat", "contract", picks("CDI", "CDD")))
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()

    @bolt.app.action("picked")
    async def picked(ack, say, body):
        await say(text=body["actions"][0]["selected_option"]["text"]["text"])
        await ack()

    @bolt.app.view("offer")
    async def sent(ack, view):
        vague = view["state"]["values"]["title"]["typed"]["value"] == "x"
        await (ack(response_action="errors", errors={"title": "Trop vague"}) if vague else ack())

    @bolt.app.command("/offre")
    async def offre(ack):
        await ack("Aide")

    @bolt.app.shortcut("file_it")
    async def file_it(ack, respond):
        await respond("Noté", response_type="ephemeral")
        await ack()

    @bolt.app.event("app_home_opened")
    async def opened(event, client):
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [section("Accueil")]})


async def test_everything_a_person_does_can_be_done_through_it(slack, bolt, visitor):
    _answers_everything(bolt)
    status, said = await do(visitor, "says", text="Bonjour")
    assert status == 200
    seen = (await ask(visitor, "messages", **{"as": "claire"}))["messages"]
    assert [one["by"] for one in seen] == ["Claire", "Maillage"]
    assert seen[1]["parts"][0] == {"line": [["Offre", "b"], [" 21", ""]]}
    assert [one["label"] for one in seen[1]["parts"][1]["controls"]] == ["Corriger", "Rang"]
    on = {"channel": seen[1]["channel"], "ts": seen[1]["ts"]}

    assert await do(visitor, "chooses", label="Rang", choice="Deux", on=on) == (200, {"acknowledged": True})
    assert await do(visitor, "presses", label="Corriger", on=on) == (200, {"acknowledged": True})
    found = await ask(visitor, "form", **{"as": "claire"})
    assert [(one["label"], one["options"]) for one in found["fields"]] == [("Intitulé", []), ("Contrat", ["CDI", "CDD"])]
    assert await do(visitor, "submits") == (409, {"refused": "required", "where": "Intitulé", "limit": 0})
    assert (await do(visitor, "enters", values={"Intitulé": "x", "Contrat": "CDI"}))[0] == 200
    assert (await do(visitor, "submits"))[0] == 200
    errors = [one["error"] for one in (await ask(visitor, "form", **{"as": "claire"}))["fields"]]
    assert errors == ["Trop vague", ""]
    assert (await do(visitor, "closes_modal"))[0] == 200
    assert await ask(visitor, "form", **{"as": "claire"}) == {}

    assert (await do(visitor, "command", command="/offre"))[0] == 200
    assert (await do(visitor, "edits", message=said["message"], text="Bonsoir"))[0] == 200
    assert (await do(visitor, "reacts", message=on, emoji="eyes"))[0] == 200
    assert (await do(visitor, "reacts", message=on, emoji="eyes"))[1]["refused"] == "already_reacted"
    assert (await do(visitor, "shortcut", message=said["message"], callback_id="file_it"))[0] == 200
    assert (await do(visitor, "opens_home"))[0] == 200
    assert (await ask(visitor, "home", **{"as": "claire"}))["parts"] == [{"line": [["Accueil", ""]]}]
    assert (await do(visitor, "deletes", message=said["message"]))[0] == 200
    claire = slack.person("claire")
    assert [claire.text(one) for one in claire.messages()] == ["Offre 21", "Deux", "Aide", "Noté"]


async def test_what_makes_no_sense_is_refused_with_a_reason(slack, visitor, bolt):
    ignores_the_rest(bolt)
    for gesture, request, status, refused in (
        ("says", {"text": "a", "as_": "personne"}, 409, "unknown_person"),
        ("says", {"text": "a", "in": "#nulle-part"}, 409, "no_such_room"),
        ("says", {"text": "a", "in": "#emploi", "as_": "malik"}, 409, "not_in_room"),
        ("says", {}, 400, "not_understood"),
        ("presses", {"label": "Corriger"}, 409, "no_such_button"),
        ("presses", {"label": "Corriger", "on": {"channel": "D", "ts": "1"}}, 409, "no_such_message"),
        ("command", {"command": "/autre"}, 409, "unknown_command"),
        ("submits", {}, 409, "nothing_open"),
    ):
        answered, body = await do(visitor, gesture, **request)
        assert (answered, body["refused"]) == (status, refused), gesture
    async with visitor.post("/says", data="{") as response:
        assert response.status == 400


async def test_the_clock_is_read_and_moved(slack, visitor):
    waited = []

    async def settle():
        waited.append(slack.story.now)

    slack.settle_with(settle)
    assert (await ask(visitor, "clock"))["now"] == "2026-11-20T15:42:00+00:00"
    assert await do(visitor, "clock", to="+2h") == (200, {"now": "2026-11-20T17:42:00+00:00"})
    assert waited == [FRIDAY + timedelta(hours=2)]
    assert await do(visitor, "clock", to="hier") == (409, {"refused": "clock_not_understood", "where": "hier", "limit": 0})
    assert (await do(visitor, "settle"))[0] == 200
    assert len(waited) == 2


async def test_happenings_are_waited_for_and_only_ones_own(slack, visitor, bolt):
    ignores_the_rest(bolt)
    waiting = asyncio.create_task(ask(visitor, "happenings", **{"as": "claire", "since": 0, "wait": 5}))
    await slack.person("malik").says("à moi seul")
    assert not waiting.done()
    await slack.person("claire").says("Bonjour", "#emploi")
    found = await waiting
    assert [(one["kind"], one["mine"], one["message"]["room"]) for one in found["happenings"]] == [("message", True, "emploi")]
    assert await ask(visitor, "happenings", **{"as": "claire", "since": 2, "wait": 0.01}) == {"last": 2, "happenings": []}
