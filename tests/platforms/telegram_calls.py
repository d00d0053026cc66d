"""A strict Telegram where nobody listens, and calls to it as any HTTP client makes them."""

import aiohttp
import pytest

from bot.playground.telegram import Contact, Group, StrictTelegram
from tests.platforms.tiny_ptb import a_bot

DYLAN = Contact(name="dylan", started=True)
STRANGER = Contact(name="inès")
EMPLOI = Group(name="emploi", members=("dylan",))
FORUM = Group(name="forum", members=("dylan",), topics=True)
AWAY = Group(name="ailleurs", members=("dylan",), with_bot=False)
SUPER = Group(name="grand", members=("dylan",), supergroup=True)


@pytest.fixture
async def telegram():
    people, groups = [DYLAN, STRANGER, Contact(name="paul", started=True)], [EMPLOI, FORUM, AWAY, SUPER]
    async with StrictTelegram(people=people, groups=groups) as running:
        yield running


@pytest.fixture
async def bot(telegram):
    async with a_bot(telegram) as bot:
        yield bot


@pytest.fixture
async def calls(telegram):
    """A call as any HTTP client makes it: `await calls("sendMessage", chat_id=1)` gives the whole answer."""
    async with aiohttp.ClientSession() as session:

        async def call(method, **arguments):
            async with session.post(f"{telegram.api_url}{telegram.token}/{method}", json=arguments) as response:
                answer = await response.json()
                assert response.status == answer.get("error_code", 200)
                return answer

        call.session = session
        yield call


def refusal(answer):
    return "" if answer["ok"] else answer["description"].removeprefix("Bad Request: ")
