"""Rooms and people for the tests of the strict Slack, and a tiny Bolt application in them over each way."""

from datetime import UTC, datetime

import pytest

from bot.playground.slack import Member, Room, Rules, StrictSlack
from tests.platforms.tiny_bolt import WAYS

FRIDAY = datetime(2026, 11, 20, 15, 42, tzinfo=UTC)
PEOPLE = (Member(name="claire", real_name="Claire Martin"), Member(name="malik"), Member(name="yann"))


@pytest.fixture
async def slack():
    rooms = [
        Room(name="emploi", members=("claire", "malik")),
        Room(name="sans-bot", members=("claire",), with_bot=False),
        Room(name="bureau", members=("malik",), private=True),
    ]
    rules = Rules(ack_seconds=0.5, retry_delays=(0.02,) * 3)
    async with StrictSlack(clock=lambda: FRIDAY, users=PEOPLE, channels=rooms, rules=rules) as running:
        yield running


@pytest.fixture(params=WAYS)
async def bolt(request, slack):
    async with WAYS[request.param](slack) as running:
        yield running
        await slack.quiet()
