"""The strict Telegram and a tiny bot in it, for its tests."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.playground.telegram import Contact, Group, Rules, StrictTelegram
from tests.platforms.tiny_ptb import WAYS, Tiny

FRIDAY = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
FAST = Rules(webhook_retry_delays=(0.02,) * 3, conflict_seconds=0.05)
PEOPLE = (
    Contact(name="dylan", first_name="Dylan", last_name="Joseph", username="dylan973"),
    Contact(name="hina", first_name="Hina", last_name="Attoumani", language_code="en-GB"),
    "paul",
)
GROUPS = (
    Group(name="emploi", title="Emploi ESS", members=("dylan", "hina")),
    Group(name="forum", title="Réseau", members=("dylan", "hina"), topics=True),
    Group(name="libre", members=("dylan",), admin_bot=True),
    Group(name="ailleurs", members=("dylan",), with_bot=False),
)


class Story:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = FRIDAY

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def story() -> Story:
    return Story()


@pytest.fixture
async def telegram(story: Story) -> AsyncIterator[StrictTelegram]:
    async with StrictTelegram(clock=story, people=PEOPLE, groups=GROUPS, rules=FAST) as telegram:
        yield telegram


@pytest.fixture(params=list(WAYS))
async def tiny(request: pytest.FixtureRequest, telegram: StrictTelegram) -> AsyncIterator[Tiny]:
    async with WAYS[request.param](telegram) as tiny:
        yield tiny
