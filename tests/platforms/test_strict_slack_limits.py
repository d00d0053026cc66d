"""What the strict Slack refuses, asked by a real client: each row is a call and the error Slack gives for it."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.slack import Room, Rules, StrictSlack
from tests.platforms.tiny_bolt import asks, button, form, option, picks, plain, row, section, words

pytestmark = pytest.mark.filterwarnings("ignore:The top-level `text` argument is missing")


ALONE = Rules(ack_seconds=0.01, retry_delays=())  # no app is connected here


@pytest.fixture
async def slack():
    rooms = [
        Room(name="emploi", members=("claire",)),
        Room(name="fermé", members=("claire",), archived=True),
        Room(name="ailleurs", members=("claire",), with_bot=False),
        Room(name="secret", members=("claire",), with_bot=False, private=True),
    ]
    async with StrictSlack(users=["claire", "malik"], channels=rooms, rules=ALONE) as running:
        yield running


@pytest.fixture
def client(slack):
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, timeout=5)


async def refusal(call):
    """The error and what Slack adds to it; ("", []) when the call was accepted."""
    try:
        await call
    except SlackApiError as error:
        return error.response["error"], error.response.get("response_metadata", {}).get("messages", [])
    return "", []


def text(kind, length):
    return {"type": kind, "text": "x" * length}


def rich(*elements):
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


def options(number, **changes):
    return [option(f"o{n}") | changes for n in range(number)]


def select(**changes):
    return row({"type": "static_select", "action_id": "s", "options": options(2)} | changes)


ACCEPTED = {
    "a section of 3,000": [section("x" * 3000)],
    "a header of 150": [{"type": "header", "text": text("plain_text", 150)}],
    "50 blocks": [{"type": "divider"}] * 50,
    "25 buttons": [row(*(button("b", f"a{n}") for n in range(25)))],
    "a button of 75": [row(button("b" * 75, "a", "v" * 2000))],
    "100 options": [select(options=options(100))],
    "10 in a context": [{"type": "context", "elements": [text("mrkdwn", 10)] * 10}],
    "13,200 characters": [section("x" * 3000)] * 4 + [section("x" * 1200)],
    "rich text": [rich({"type": "text", "text": "a", "style": {"bold": True}}, {"type": "link", "url": "https://a.fr"})],
    "a table": [{"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]}],
    "markdown": [{"type": "markdown", "text": "**a**"}],
    "a live mention": [section("<!channel>")],
}
REFUSED = {
    "a section of 3,001": ([section("x" * 3001)], "must be less than 3001 characters", "/blocks/0/text/text"),
    "an empty section": ([section("")], "must be more than 0 characters", "/blocks/0/text/text"),
    "1,501 astral characters": ([section("😀" * 1501)], "must be less than 3001 characters", "/blocks/0/text/text"),
    "a section of nothing": ([{"type": "section"}], "must have text or fields", "/blocks/0"),
    "11 fields": ([{"type": "section", "fields": [text("mrkdwn", 1)] * 11}], "no more than 10", "/blocks/0/fields"),
    "a header of 151": ([{"type": "header", "text": text("plain_text", 151)}], "less than 151", "/blocks/0/text/text"),
    "a mrkdwn header": ([{"type": "header", "text": text("mrkdwn", 5)}], "unsupported type: mrkdwn", "/blocks/0/text/type"),
    "51 blocks": ([{"type": "divider"}] * 51, "no more than 50 items", "/blocks"),
    "26 buttons": ([row(*(button("b", f"a{n}") for n in range(26)))], "no more than 25", "/blocks/0/elements"),
    "no button": ([row()], "no fewer than 1", "/blocks/0/elements"),
    "a button of 76": ([row(button("b" * 76, "a"))], "less than 76", "/blocks/0/elements/0/text/text"),
    "a value of 2,001": ([row(button("b", "a", "v" * 2001))], "less than 2001", "/blocks/0/elements/0/value"),
    "an action_id of 256": ([row(button("b", "a" * 256))], "less than 256", "/blocks/0/elements/0/action_id"),
    "one action_id twice": ([row(button("b", "a"), button("c", "a"))], "`a` already exists", "/blocks/0"),
    "a block_id of 256": ([{"type": "divider", "block_id": "b" * 256}], "less than 256", "/blocks/0/block_id"),
    "one block_id twice": ([{"type": "divider", "block_id": "b"}] * 2, "`b` already exists", "/blocks"),
    "a style unknown": ([row(button("b", "a") | {"style": "blue"})], "value must be one of", "/blocks/0/elements/0/style"),
    "11 in a context": ([{"type": "context", "elements": [text("mrkdwn", 1)] * 11}], "no more than 10", "/blocks/0/elements"),
    "101 options": ([select(options=options(101))], "no more than 100", "/blocks/0/elements/0/options"),
    "no option": ([select(options=[])], "no fewer than 1", "/blocks/0/elements/0/options"),
    "an option of 76": (
        [select(options=options(1, text=text("plain_text", 76)))],
        "less than 76",
        "/blocks/0/elements/0/options/0/text/text",
    ),
    "an option value of 151": (
        [select(options=options(1, value="v" * 151))],
        "less than 151",
        "/blocks/0/elements/0/options/0/value",
    ),
    "an initial option not offered": ([select(initial_option=option("z"))], "must be one of the options", "/blocks/0/elements/0"),
    "options and groups": (
        [select(option_groups=[{"label": plain("g"), "options": options(1)}])],
        "exactly one of",
        "/blocks/0/elements/0",
    ),
    "an overflow of 6": (
        [row({"type": "overflow", "action_id": "o", "options": options(6)})],
        "no more than 5",
        "/blocks/0/elements/0/options",
    ),
    "a date not ISO": (
        [row({"type": "datepicker", "action_id": "d", "initial_date": "04/12/2026"})],
        "must match",
        "/blocks/0/elements/0/initial_date",
    ),
    "an unknown block": ([{"type": "banner"}], "unsupported type: banner", "/blocks/0/type"),
    "an unknown element": ([row({"type": "slider"})], "unsupported type: slider", "/blocks/0/elements/0/type"),
    "a block without type": ([{"text": "a"}], "unsupported type: None", "/blocks/0/type"),
    "a block that is text": (["a"], "unsupported type: None", "/blocks/0/type"),
    "an unknown key": ([{"type": "divider", "colour": "red"}], "invalid additional property: colour", "/blocks/0"),
    "a missing key": ([{"type": "header"}], "missing required field: text", "/blocks/0"),
    "an empty rich text": ([rich({"type": "text", "text": ""})], "more than 0", "/blocks/0/elements/0/elements/0/text"),
    "a broadcast to all": ([rich({"type": "broadcast", "range": "all"})], "one of", "/blocks/0/elements/0/elements/0/range"),
    "too much markdown": ([{"type": "markdown", "text": "x" * 7000}] * 2, "in all markdown blocks", "/blocks"),
}


@pytest.mark.parametrize("blocks", ACCEPTED.values(), ids=ACCEPTED)
async def test_blocks_within_the_limits_are_accepted(slack, client, blocks):
    assert await refusal(client.chat_postMessage(channel=slack.person("claire").id, text="a", blocks=blocks)) == ("", [])


@pytest.mark.parametrize(("blocks", "sentence", "pointer"), REFUSED.values(), ids=REFUSED)
async def test_blocks_over_the_limits_are_refused_with_a_pointer(slack, client, blocks, sentence, pointer):
    code, messages = await refusal(client.chat_postMessage(channel=slack.person("claire").id, text="a", blocks=blocks))
    assert code == "invalid_blocks"
    assert any(sentence in one and one.endswith(f"[json-pointer:{pointer}]") for one in messages), messages
    assert slack.person("claire").messages() == []


MESSAGES = {
    "nothing": ({}, "no_text"),
    "only spaces": ({"text": "  "}, "no_text"),
    "blocks without a fallback": ({"blocks": [section("a")]}, ""),
    "40,000 characters": ({"text": "x" * 40_000}, ""),
    "40,001 characters": ({"text": "x" * 40_001}, "msg_too_long"),
    "13,201 in blocks": ({"text": "a", "blocks": [section("x" * 2641)] * 5}, "msg_blocks_too_long"),
    "blocks not a list": ({"text": "a", "blocks": {"type": "divider"}}, "invalid_blocks_format"),
    "blocks not JSON": ({"text": "a", "blocks": "[{"}, "invalid_blocks_format"),
    "blocks as JSON text": ({"text": "a", "blocks": '[{"type": "divider"}]'}, ""),
    "metadata": ({"text": "a", "metadata": {"event_type": "k", "event_payload": {"key": "1"}}}, ""),
    "metadata without payload": ({"text": "a", "metadata": {"event_type": "k"}}, "invalid_metadata_format"),
    "metadata too large": (
        {"text": "a", "metadata": {"event_type": "k", "event_payload": {"k": "x" * 16_000}}},
        "metadata_too_large",
    ),
    "a thread that is a number": ({"text": "a", "thread_ts": 1795189320.0001}, "invalid_thread_ts"),
    "a thread that is not a ts": ({"text": "a", "thread_ts": "0"}, "invalid_thread_ts"),
    "a thread that is not there": ({"text": "a", "thread_ts": "1795189320.000100"}, "thread_not_found"),
}


@pytest.mark.parametrize(("content", "code"), MESSAGES.values(), ids=MESSAGES)
async def test_a_message_as_a_whole(slack, client, content, code):
    channel = slack.world.channel_named("emploi").id
    assert (await refusal(client.chat_postMessage(channel=channel, **content)))[0] == code


PLACES = {"fermé": "is_archived", "ailleurs": "not_in_channel", "secret": "channel_not_found", "emploi": ""}


@pytest.mark.parametrize(("name", "code"), PLACES.items())
async def test_where_the_bot_may_post(slack, client, name, code):
    channel = slack.world.channel_named(name).id
    assert (await refusal(client.chat_postMessage(channel=channel, text="a")))[0] == code


async def test_the_other_calls_refuse_what_does_not_exist(slack, client):
    claire = slack.person("claire")
    theirs = await claire.says("à moi", "#emploi")
    channel = theirs.channel
    for call, code in (
        (client.chat_postMessage(channel="C404", text="a"), "channel_not_found"),
        (client.chat_postMessage(channel=slack.bot_user_id, text="a"), "cannot_dm_bot"),
        (client.chat_update(channel=channel, ts="1.000001", text="a"), "message_not_found"),
        (client.chat_update(channel=channel, ts=theirs.ts, text="a"), "cant_update_message"),
        (client.chat_delete(channel=channel, ts=theirs.ts), "cant_delete_message"),
        (client.chat_postEphemeral(channel=channel, user=slack.person("malik").id, text="a"), "user_not_in_channel"),
        (client.reactions_add(channel=channel, timestamp=theirs.ts, name="é"), "invalid_name"),
        (client.reactions_add(channel=channel, timestamp="1.000001", name="memo"), "message_not_found"),
        (client.conversations_history(channel=slack.world.channel_named("ailleurs").id), "not_in_channel"),
        (client.conversations_history(channel=channel, cursor="é"), "invalid_cursor"),
        (client.conversations_history(channel=channel, oldest="hier"), "invalid_ts_oldest"),
        (client.conversations_history(channel=channel, limit=0), "invalid_limit"),
        (client.conversations_replies(channel=channel, ts="1.000001"), "thread_not_found"),
        (client.conversations_info(channel=slack.world.channel_named("secret").id), "channel_not_found"),
        (client.conversations_open(users="U404"), "user_not_found"),
        (client.users_info(user="U404"), "user_not_found"),
        (client.users_lookupByEmail(email="personne@exemple.fr"), "users_not_found"),
        (client.chat_getPermalink(channel=channel, message_ts="1.000001"), "message_not_found"),
        (client.views_publish(user_id="U404", view={"type": "home", "blocks": []}), "user_not_found"),
        (client.views_update(view_id="V404", view=form()), "not_found"),
        (client.api_call("views.update", json={"view": form()}), "invalid_arguments"),
        (client.api_call("chat.postMessage", json={"text": "a"}), "invalid_arguments"),
        (client.api_call("chat.scheduleMessage", json={}), "unknown_method"),
    ):
        assert (await refusal(call))[0] == code
    assert (await refusal(client.reactions_add(channel=channel, timestamp=theirs.ts, name="memo")))[0] == ""
    assert (await refusal(client.reactions_add(channel=channel, timestamp=theirs.ts, name="memo")))[0] == "already_reacted"


async def test_an_update_keeps_or_removes_the_blocks_as_the_reference_says(slack, client):
    claire = slack.person("claire")
    posted = await client.chat_postMessage(channel=claire.id, text="a", blocks=[section("a")], metadata=METADATA)
    where = {"channel": posted["channel"], "ts": posted["ts"]}
    await client.chat_update(**where, blocks=[section("b"), row(button("Oui", "yes"))])
    assert (claire.text(claire.last()), claire.buttons()) == ("b", ["Oui"])
    await client.chat_update(**where, text="c")
    assert (claire.text(claire.last()), claire.buttons()) == ("c", [])
    assert claire.last().metadata == METADATA


METADATA = {"event_type": "outbox", "event_payload": {"key": "42"}}


async def test_history_gives_back_metadata_only_when_asked_and_pages(slack, client):
    channel = slack.world.channel_named("emploi").id
    for number in range(5):
        await client.chat_postMessage(channel=channel, text=str(number), metadata=METADATA)
    page = await client.conversations_history(channel=channel, limit=2)
    assert [one["text"] for one in page["messages"]] == ["4", "3"]
    assert "metadata" not in page["messages"][0]
    rest = await client.conversations_history(
        channel=channel, limit=9, cursor=page["response_metadata"]["next_cursor"], include_all_metadata=True
    )
    assert [one["text"] for one in rest["messages"]] == ["2", "1", "0"]
    assert rest["messages"][0]["metadata"] == METADATA
    assert not rest["has_more"]
    since = await client.conversations_history(channel=channel, oldest=rest["messages"][0]["ts"])
    assert [one["text"] for one in since["messages"]] == ["4", "3"]


async def test_who_is_who(slack, client):
    me = await client.auth_test()
    assert (me["team_id"], me["user_id"]) == (slack.team_id, slack.bot_user_id)
    user = (await client.users_info(user=slack.person("claire").id, include_locale=True))["user"]
    assert (user["name"], user["tz"], user["locale"]) == ("claire", "Europe/Paris", "fr-FR")
    opened = await client.conversations_open(users=user["id"])
    assert (await client.conversations_info(channel=opened["channel"]["id"]))["channel"]["user"] == user["id"]
    names = [one["name"] for one in (await client.conversations_list(exclude_archived=True))["channels"]]
    assert names == ["emploi", "ailleurs"]
    assert (await client.team_info())["team"]["id"] == slack.team_id
    posted = await client.chat_postMessage(channel=slack.world.channel_named("emploi").id, text="a")
    link = await client.chat_getPermalink(channel=posted["channel"], message_ts=posted["ts"])
    assert link["permalink"].endswith("/p" + posted["ts"].replace(".", ""))


VIEWS = {
    "a title of 24": (form(title="x" * 24), ""),
    "a title of 25": (form(title="x" * 25), "/view/title/text"),
    "a submit of 25": (form(submit=plain("x" * 25)), "/view/submit/text"),
    "a close of 25": (form(close=plain("x" * 25)), "/view/close/text"),
    "private_metadata of 3,001": (form(private_metadata="x" * 3001), "/view/private_metadata"),
    "a callback_id of 256": (form(callback_id="x" * 256), "/view/callback_id"),
    "100 blocks": (form(*[{"type": "divider"}] * 100), ""),
    "101 blocks": (form(*[{"type": "divider"}] * 101), "/view/blocks"),
    "an input without submit": (
        {key: value for key, value in form(asks("a", "b", words())).items() if key != "submit"},
        "/view",
    ),
    "markdown in a form": (form({"type": "markdown", "text": "a"}), "/view/blocks/0/type"),
    "a label of 2,001": (form(asks("x" * 2001, "b", words())), "/view/blocks/0/label/text"),
    "a max_length of 3,001": (form(asks("a", "b", words(max_length=3001))), "/view/blocks/0/element/max_length"),
    "an initial value too long": (
        form(asks("a", "b", words(max_length=3, initial_value="abcd"))),
        "/view/blocks/0/element/initial_value",
    ),
    "a button as an input": (form(asks("a", "b", button("b", "a"))), "/view/blocks/0/element/type"),
    "11 boxes to tick": (form(asks("a", "b", picks(*"abcdefghijk", kind="checkboxes"))), "/view/blocks/0/element/options"),
    "the focus twice": (
        form(*(asks("a", one, words(focus_on_load=True)) for one in "bc")),
        "/view/blocks",
    ),
    "a block_id twice": (form(*(asks("a", "b", words()),) * 2), "/view/blocks"),
    "a home page": ({"type": "home", "blocks": []}, "/view/type"),
}


@pytest.mark.parametrize(("view", "pointer"), VIEWS.values(), ids=VIEWS)
async def test_forms_have_limits_of_their_own(slack, client, view, pointer):
    trigger = slack.workspace.views.new_trigger(slack.person("claire").id)
    code, messages = await refusal(client.views_open(trigger_id=trigger, view=view))
    assert code == ("invalid_arguments" if pointer else "")
    assert [one for one in messages if one.endswith(f"[json-pointer:{pointer}]")] or not pointer, messages
    assert (slack.person("claire").modal is None) == bool(pointer)


async def test_a_form_of_more_than_250_kb_is_too_large(slack, client):
    trigger = slack.workspace.views.new_trigger(slack.person("claire").id)
    view = form(*[section("é" * 3000)] * 50)
    assert (await refusal(client.views_open(trigger_id=trigger, view=view)))[0] == "view_too_large"


async def test_forms_pile_up_to_three_and_hashes_protect_them(slack, client):
    claire = slack.person("claire")

    def trigger():
        return slack.workspace.views.new_trigger(claire.id)

    assert (await refusal(client.views_push(trigger_id=trigger(), view=form())))[0] == "not_found"
    first = (await client.views_open(trigger_id=trigger(), view=form(asks("a", "a", words()), external_id="e")))["view"]
    assert (await refusal(client.views_open(trigger_id=trigger(), view=form(external_id="e"))))[0] == "duplicate_external_id"
    await claire.enters({"a": "tapé"})
    longer = form(asks("a", "a", words()), asks("b", "b", words()))
    second = (await client.views_update(external_id="e", hash=first["hash"], view=longer | {"external_id": "e"}))["view"]
    assert [one.current for one in claire.fields()] == ["tapé", ""]
    assert (await refusal(client.views_update(view_id=first["id"], hash=first["hash"], view=form())))[0] == "hash_conflict"
    assert second["hash"] != first["hash"]
    await client.views_push(trigger_id=trigger(), view=form(title="deux"))
    await client.views_push(trigger_id=trigger(), view=form(title="trois"))
    assert (await refusal(client.views_push(trigger_id=trigger(), view=form())))[0] == "push_limit_reached"


async def test_a_trigger_lives_three_seconds_and_serves_once(client, slack):
    claire = slack.person("claire")
    trigger = slack.workspace.views.new_trigger(claire.id)
    assert (await refusal(client.views_open(trigger_id="1.2.a", view=form())))[0] == "invalid_trigger_id"
    assert (await refusal(client.views_open(trigger_id=trigger, view=form(title="x" * 25))))[0] == "invalid_arguments"
    assert (await refusal(client.views_open(trigger_id=trigger, view=form())))[0] == ""
    assert (await refusal(client.views_open(trigger_id=trigger, view=form())))[0] == "exchanged_trigger_id"


async def test_a_late_trigger_has_expired():
    async with StrictSlack(users=["claire"], rules=Rules(trigger_seconds=0.0)) as slack:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        trigger = slack.workspace.views.new_trigger(slack.person("claire").id)
        assert (await refusal(client.views_open(trigger_id=trigger, view=form())))[0] == "expired_trigger_id"
    assert Rules().trigger_seconds == 3.0


async def test_tokens_are_checked_on_every_call(slack, client):
    def with_token(token):
        return AsyncWebClient(token=token, base_url=slack.api_url)

    assert (await refusal(with_token(None).auth_test()))[0] == "not_authed"
    assert (await refusal(with_token("xoxb-other").auth_test()))[0] == "invalid_auth"
    assert (await refusal(with_token(slack.app_token).chat_postMessage(channel="C", text="a")))[0] == "not_allowed_token_type"
    assert (await refusal(client.apps_connections_open(app_token=slack.bot_token)))[0] == "not_allowed_token_type"
    slack.revoke_token()
    assert (await refusal(client.auth_test()))[0] == "token_revoked"
    assert [one.error for one in slack.log if one.method == "auth.test"] == ["not_authed", "invalid_auth", "token_revoked"]
    assert slack.bot_token not in repr(slack.log)


async def test_pacing_is_logged_and_when_strict_refused():
    rules = Rules(strict_pacing=True)
    async with StrictSlack(users=["claire", "malik"], rules=rules) as slack:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        claire, malik = slack.person("claire"), slack.person("malik")
        await client.chat_postMessage(channel=claire.id, text="1")
        await client.chat_postMessage(channel=malik.id, text="1")
        with pytest.raises(SlackApiError) as error:
            await client.chat_postMessage(channel=claire.last().channel, text="2")
    assert error.value.response.status_code == 429
    assert error.value.response.headers["Retry-After"] == "1"
    first, other, refused = slack.log
    assert first.instant <= other.instant <= refused.instant
    assert (first.channel, refused.channel, refused.error) == (claire.last().channel,) * 2 + ("ratelimited",)
    assert [one.arguments["text"] for one in slack.api.accepted("chat.postMessage")] == ["1", "1"]


async def test_bursts_are_tolerated_by_default(slack, client):
    for number in range(6):
        await client.chat_postMessage(channel=slack.person("claire").id, text=str(number))
    assert len(slack.person("claire").received()) == 6
