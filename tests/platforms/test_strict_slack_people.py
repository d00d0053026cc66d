"""What the strict Slack says of a member: his address only with its scope, and what he is there."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.slack import Member, Rules, StrictSlack

MEMBERS = (
    Member(name="claire", real_name="Claire Le Goff", email="Claire@exemple.fr"),
    Member(name="guest", email="g@exemple.fr", is_restricted=True),
    Member(name="visitor", email="v@exemple.fr", is_ultra_restricted=True),
    Member(name="neighbour", email="n@exemple.fr", is_stranger=True, team_id="T00AUTRE01"),
    Member(name="unsure", email="u@exemple.fr", is_email_confirmed=False),
    Member(name="gone", email="x@exemple.fr", deleted=True),
    Member(name="robot", email="r@exemple.fr", is_bot=True),
)


@pytest.fixture(params=[None, frozenset({"users:read"}), frozenset({"users:read", "users:read.email"}), frozenset({"chat:write"})])
async def slack(request: pytest.FixtureRequest) -> AsyncIterator[StrictSlack]:
    async with StrictSlack(users=MEMBERS, rules=Rules(scopes=request.param)) as opened:
        yield opened


async def info(slack: StrictSlack, name: str) -> dict[str, object]:
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    return dict((await client.users_info(user=slack.world.member_named(name).id))["user"])


async def test_an_address_needs_its_scope(slack: StrictSlack) -> None:
    scopes = slack.rules.scopes
    if scopes == frozenset({"chat:write"}):
        with pytest.raises(SlackApiError) as refused:
            await info(slack, "claire")
        answer = refused.value.response
        assert (answer["error"], answer["needed"], answer["provided"]) == ("missing_scope", "users:read", "chat:write")
        return
    profile = (await info(slack, "claire"))["profile"]
    assert isinstance(profile, dict)
    assert ("email" in profile) is (scopes is None or "users:read.email" in scopes)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("claire", {"is_restricted": False, "is_ultra_restricted": False, "is_email_confirmed": True, "deleted": False, "is_bot": False}),
        ("guest", {"is_restricted": True, "is_ultra_restricted": False}),
        ("visitor", {"is_restricted": True, "is_ultra_restricted": True}),
        ("neighbour", {"is_stranger": True, "team_id": "T00AUTRE01"}),
        ("unsure", {"is_email_confirmed": False}),
        ("gone", {"deleted": True}),
        ("robot", {"is_bot": True}),
    ],
)
async def test_what_he_is_there(name: str, told: dict[str, object]) -> None:
    async with StrictSlack(users=MEMBERS) as slack:
        said = await info(slack, name)
    assert {key: said.get(key) for key in told} == told
    assert ("is_stranger" in said) is (name == "neighbour"), "the real one says it of strangers alone"
