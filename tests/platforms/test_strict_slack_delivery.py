"""What the strict Slack does when the app is late, wrong, away or cut off, and how a test makes the Web API fail."""

import asyncio
import contextlib

import aiohttp
import pytest
from aiohttp import web
from slack_bolt import BoltResponse
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.slack import Rules, StrictSlack, faults
from bot.playground.slack.deliver_http import signed_headers
from tests.platforms.tiny_bolt import WAYS, asks, button, form, ignores_the_rest, over_http, over_socket, row, section, words

QUICK = Rules(ack_seconds=0.2, retry_delays=(0.01,) * 3, socket_warning_seconds=0.05)


@pytest.fixture
async def slack():
    async with StrictSlack(users=["claire"], channels={"emploi": ["claire"]}, rules=QUICK) as running:
        yield running


@pytest.fixture(params=WAYS)
async def bolt(request, slack):
    async with WAYS[request.param](slack) as running:
        yield running
        await slack.quiet()


async def test_an_event_that_fails_comes_three_more_times_with_the_same_id(slack, bolt):
    @bolt.app.event("message")
    async def fails():
        raise RuntimeError("the database is locked")

    @bolt.app.error
    async def unanswered():
        return None

    await slack.person("claire").says("Bonjour")
    await slack.quiet()

    assert len({one["event_id"] for one in bolt.heard.payloads}) == 1
    assert [one.attempt for one in slack.delivery.attempts] == [0, 1, 2, 3]
    reason = "http_error" if slack.mode == "http" else "timeout"
    assert [one.get("x-slack-retry-num", ["0"]) for one in bolt.heard.headers] == [["0"], ["1"], ["2"], ["3"]]
    assert [one["x-slack-retry-reason"] for one in bolt.heard.headers[1:]] == [[reason]] * 3


async def test_an_event_is_not_repeated_once_acknowledged(slack, bolt):
    tries = []

    @bolt.app.event("message")
    async def second_time_lucky():
        tries.append(1)
        if len(tries) == 1:
            raise RuntimeError("once")

    await slack.person("claire").says("Bonjour")
    await slack.quiet()
    assert [one.answer.acknowledged for one in slack.delivery.attempts] == [False, True]


async def test_an_app_can_decline_the_retries(slack):
    async with over_http(slack) as bolt:

        @bolt.app.event("message")
        async def fails():
            return BoltResponse(status=500, headers={"x-slack-no-retry": "1"}, body="")

        @bolt.app.middleware
        async def declines(next_):
            await next_()
            return BoltResponse(status=500, headers={"x-slack-no-retry": "1"}, body="")

        await slack.person("claire").says("Bonjour")
        await slack.quiet()
    assert len(slack.delivery.attempts) == 1


@pytest.mark.parametrize(
    ("content_type", "body", "failure", "shown"),
    [("text/plain", "Aide", "", ["Aide"]), ("application/json", "{", "http_error", []), ("application/json", "", "", [])],
)
async def test_any_answer_of_a_server_is_understood_or_a_failure(slack, content_type, body, failure, shown):
    async def answer(_):
        return web.Response(text=body, content_type=content_type)

    server = web.Application()
    server.router.add_post("/", answer)
    runner = web.AppRunner(server)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.call_at(f"http://127.0.0.1:{runner.addresses[0][1]}/")
    claire = slack.person("claire")
    assert (await claire.types_command("/offre")).failure == failure
    assert [claire.text(one) for one in claire.messages()] == shown
    assert claire.errors == (["dispatch_failed"] if failure else [])
    await runner.cleanup()


async def test_a_late_command_fails_before_its_author_and_is_not_repeated(slack, bolt):
    @bolt.app.command("/offre")
    async def slow(ack):
        await asyncio.sleep(0.4)
        await ack("trop tard")

    claire = slack.person("claire")
    answer = await claire.types_command("/offre")
    await asyncio.sleep(0.4)

    assert not answer.acknowledged
    assert claire.errors == ["operation_timeout"]
    assert claire.messages() == []
    assert len(bolt.heard.of("/offre")) == 1


async def test_a_broken_command_fails_before_its_author(slack):
    async with over_http(slack) as bolt:

        @bolt.app.command("/offre")
        async def broken():
            raise RuntimeError("broken")

        claire = slack.person("claire")
        await claire.types_command("/offre")
        await claire.types_command("/inconnue")
        assert claire.errors == ["dispatch_failed", "dispatch_failed"]


async def test_without_an_app_gestures_fail_at_once_and_events_are_retried(slack):
    claire = slack.person("claire")
    await claire.types_command("/offre")
    assert claire.errors == ["dispatch_failed"]
    said = asyncio.create_task(claire.says("Bonjour"))
    async with over_socket(slack) as bolt:
        ignores_the_rest(bolt)
        await said
        assert [one["event"]["text"] for one in bolt.heard.payloads] == ["Bonjour"]


async def test_a_failed_form_stays_open(slack, bolt):
    @bolt.app.command("/offre")
    async def offre(ack, body, client):
        await client.views_open(trigger_id=body["trigger_id"], view=form(asks("Intitulé", "title", words())))
        await ack()

    @bolt.app.view("offer")
    async def answers(ack, view):
        word = view["state"]["values"]["title"]["typed"]["value"]
        if word == "lent":
            await asyncio.sleep(0.3)
        if word == "faux":
            await ack(response_action="errors", errors={"nowhere": "non"})
        elif word == "long":
            await ack(response_action="update", view=form(title="x" * 25))
        else:
            await ack(response_action="explode")

    claire = slack.person("claire")
    await claire.types_command("/offre")
    for word, error in (
        ("lent", "operation_timeout"),
        ("faux", "invalid_response_errors"),
        ("long", "invalid_arguments"),
        ("boum", "invalid_response_action"),
    ):
        await claire.submits({"Intitulé": word})
        assert claire.errors[-1] == error
        assert claire.fields()[0].current == word


async def test_a_command_answered_with_wrong_blocks_fails(slack, bolt):
    @bolt.app.command("/offre")
    async def offre(ack):
        await ack(text="a", blocks=[section("x" * 3001)])

    claire = slack.person("claire")
    await claire.types_command("/offre")
    assert claire.errors == ["invalid_blocks"]


async def test_a_response_url_serves_five_times():
    async with StrictSlack(users=["claire"], rules=QUICK) as slack, over_socket(slack) as bolt:
        ignores_the_rest(bolt)

        @bolt.app.command("/offre")
        async def offre(ack, respond):
            answers = [await respond(str(number)) for number in range(6)]
            assert [one.status_code for one in answers] == [200] * 5 + [404]
            assert "used_url" in answers[-1].body
            await ack()

        claire = slack.person("claire")
        await claire.types_command("/offre")
        assert [claire.text(one) for one in claire.messages()] == list("01234")
        assert claire.errors == []


async def test_a_response_url_expires_and_can_remove_its_message():
    rules = Rules(response_url_seconds=0.0)
    async with StrictSlack(users=["claire"]) as slack, StrictSlack(users=["claire"], rules=rules) as old:
        claire = slack.person("claire")
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        await client.chat_postMessage(channel=claire.id, text="a")
        message = claire.last()
        url = slack.workspace.response_urls.new(claire.id, message.channel, message.ts)
        expired = old.workspace.response_urls.new(claire.id, message.channel)
        async with aiohttp.ClientSession() as session:
            assert (await session.post(expired, json={"text": "b"})).status == 404
            assert (await session.post(url, data="{")).status == 400
            assert (await session.post(url, json={"text": ""})).status == 400
            assert (await session.post(url, json={"delete_original": True})).status == 200
        assert claire.messages() == []


async def test_every_request_is_signed_with_real_time(slack):
    async with over_http(slack) as bolt:
        ignores_the_rest(bolt)
        body = '{"a": "é"}'
        headers = signed_headers(slack.signing_secret, body)
        assert SignatureVerifier(slack.signing_secret).is_valid_request(body, headers)
        assert not SignatureVerifier("another").is_valid_request(body, headers)
        assert not SignatureVerifier(slack.signing_secret).is_valid_request(body, signed_headers(slack.signing_secret, body, 0))
        slack.workspace.tokens.signing_secret = "rotated"
        slack.call_at(slack.bot_url)
        await slack.person("claire").says("Bonjour")
        await slack.quiet()
    assert bolt.heard.payloads == []
    assert {one.answer.failure for one in slack.delivery.attempts} == {"http_error"}


# --- what a test arms -----------------------------------------------------------------------------------------------


@pytest.fixture
def client(slack):
    quiet_client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, timeout=1)
    quiet_client.retry_handlers = []  # the default one posts twice after a dropped connection
    return quiet_client


BROKEN = {
    "accept then drop": (faults.accept_then_drop(), True, aiohttp.ClientError),
    "drop before accept": (faults.drop_before_accept(), False, aiohttp.ClientError),
    "500 with effect": (faults.http_500(effect=True), True, SlackApiError),
    "500 without": (faults.http_500(), False, SlackApiError),
    "no, and not done": (faults.ok_false("is_archived"), False, SlackApiError),
    "a page of HTML": (faults.html_page(), False, SlackApiError),
    "nothing in it": (faults.empty_body(effect=True), True, SlackClientError),
    "silence": (faults.hang(), False, TimeoutError),
    "429": (faults.rate_limited(30), False, SlackApiError),
}


@pytest.mark.parametrize(("fault", "done", "raised"), BROKEN.values(), ids=BROKEN)
async def test_each_fault_has_the_effect_it_says(slack, client, fault, done, raised):
    claire = slack.person("claire")
    slack.faults.arm("chat.postMessage", fault)
    with pytest.raises(raised):
        await client.chat_postMessage(channel=claire.id, text="Offre 21")
    assert claire.sees("Offre 21") == done
    assert slack.faults.left == 0
    (call,) = slack.log
    assert (call.fault, call.accepted) == (fault.name, done)
    await client.chat_postMessage(channel=claire.id, text="encore")
    assert claire.sees("encore")


async def test_a_late_answer_is_the_true_one(slack, client):
    slack.faults.arm("chat.postMessage", faults.late(0.05))
    answer = await client.chat_postMessage(channel=slack.person("claire").id, text="a")
    assert answer["ts"] == slack.person("claire").last().ts


@pytest.mark.parametrize("header", ["", "0", "bientôt".encode().decode("latin-1"), "3600", None])
async def test_a_429_with_any_header(slack, client, header):
    slack.faults.arm("*", faults.rate_limited(header))
    with pytest.raises(SlackApiError) as error:
        await client.auth_test()
    assert error.value.response.status_code == 429
    assert error.value.response["error"] == "ratelimited"
    assert ("Retry-After" in error.value.response.headers) == (header is not None)


async def test_a_fault_strikes_one_channel_as_often_as_asked(slack, client):
    claire, emploi = slack.person("claire"), slack.world.channel_named("emploi").id
    slack.faults.arm("chat.postMessage", faults.ok_false("is_archived"), times=2, channel=emploi)
    outcomes = []
    for target in (emploi, claire.id, emploi, emploi):
        with contextlib.suppress(SlackApiError):
            await client.chat_postMessage(channel=target, text="a")
        outcomes.append(slack.log[-1].accepted)
    assert outcomes == [False, True, False, True]
    slack.faults.arm("chat.postMessage", faults.hang(), times=9)
    slack.faults.disarm()
    await client.chat_postMessage(channel=emploi, text="a")


# --- sockets --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["warning", "refresh_requested", "reset", "black_hole"])
async def test_an_app_comes_back_after_a_cut_and_gets_the_event(how):
    rules = Rules(ack_seconds=0.3, retry_delays=(0.05,) * 40, socket_warning_seconds=0.05)
    async with StrictSlack(users=["claire"], rules=rules) as slack, over_socket(slack, ping_interval=0.3) as bolt:
        ignores_the_rest(bolt)
        assert await slack.sockets.cut(how) == 1
        await slack.person("claire").says("Toujours là ?")
        await slack.quiet()
        # A socket that closes may take the acknowledgement with it: twice is possible, never is not.
        assert {one["event"]["text"] for one in bolt.heard.payloads} == {"Toujours là ?"}
        assert slack.delivery.attempts[-1].answer.acknowledged


async def test_ten_sockets_and_no_more(slack):
    client = AsyncWebClient(base_url=slack.api_url)
    async with aiohttp.ClientSession() as session:
        sockets = []
        for _ in range(10):
            url = (await client.apps_connections_open(app_token=slack.app_token))["url"]
            sockets.append(await session.ws_connect(url))
            hello = await sockets[-1].receive_json()
            assert (hello["type"], hello["num_connections"]) == ("hello", len(sockets))
        with pytest.raises(SlackApiError) as error:
            await client.apps_connections_open(app_token=slack.app_token)
        assert error.value.response["error"] == "too_many_websockets"
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)  # a ticket opens one socket
        said = asyncio.create_task(slack.person("claire").says("à qui ?"))
        done, pending = await asyncio.wait(
            [asyncio.create_task(one.receive_json()) for one in sockets], return_when=asyncio.FIRST_COMPLETED
        )
        (envelope,) = [one.result() for one in done]
        assert envelope["payload"]["event"]["text"] == "à qui ?"
        assert (envelope["type"], envelope["retry_attempt"], len(pending)) == ("events_api", 0, 9)
        for one in pending:
            one.cancel()
        await asyncio.gather(*pending, return_exceptions=True)
        await said


async def test_both_sockets_of_two_processes_get_their_share(slack):
    async with over_socket(slack) as one, over_socket(slack) as other:
        ignores_the_rest(one)
        ignores_the_rest(other)
        for number in range(4):
            await slack.person("claire").says(str(number))
        assert len(one.heard.payloads) == len(other.heard.payloads) == 2


async def test_a_press_on_an_ephemeral_message_carries_no_message(slack, bolt):
    @bolt.app.action("yes")
    async def yes(ack, body, respond):
        assert "message" not in body
        await respond(delete_original=True)
        await ack()

    claire = slack.person("claire")
    channel = slack.world.channel_named("emploi").id
    await bolt.client.chat_postEphemeral(
        channel=channel, user=claire.id, text="Sûr ?", blocks=[section("Sûr ?"), row(button("Oui", "yes"))]
    )
    await claire.presses("Oui")
    assert bolt.heard.of("block_actions")[0]["container"]["is_ephemeral"] is True
    assert claire.messages("#emploi") == []
