"""The control door with both sides behind it: a small bot in the strict Telegram, another in the strict Slack."""

import re

import pytest

from bot.playground.door import Door
from bot.playground.slack import Member, Rules, StrictSlack
from bot.playground.telegram import Contact, Group, StrictTelegram
from tests.platforms.telegram_rooms import FAST, Story
from tests.platforms.tiny_bolt import button, over_socket, row, section
from tests.platforms.tiny_ptb import by_polling, keyboard

LINK = "https://t.me/maillage_bot?start=abc"
CAYENNE = "America/Cayenne"
USERS = (Member(name="claire", real_name="Claire Martin"), Member(name="hina", real_name="Hina Attoumani"))
PHONES = (
    Contact(name="dylan", first_name="Dylan", last_name="Clet", started=True),
    Contact(name="hina", first_name="Hina", last_name="Attoumani"),
    Contact(name="claire", first_name="Claire", last_name="Martin"),
)
GROUPS = (Group(name="guyane", title="CRESS Guyane", members=("dylan", "hina")), Group(name="bureau", members=("hina",)))
BARE = Rules(ack_seconds=0.5, retry_delays=(), commands=frozenset(), shortcuts=frozenset())


class Moved:
    """What the door was asked to do with the clock."""

    def __init__(self):
        self.asked = []

    async def __call__(self, text, zone):
        if text == "hier":
            raise ValueError(text)
        self.asked.append((text, zone))


@pytest.fixture
def moved():
    return Moved()


@pytest.fixture
def story():
    return Story()


async def repeats(update, bot):
    """Says again what it hears, under two buttons; touched, one of them answers and the other goes."""
    if query := update.callback_query:
        await query.answer("Noté.")
        await (query.edit_message_text("Oui.") if query.data == "do:1 Oui" else query.edit_message_reply_markup(None))
    elif message := update.message or update.edited_message:
        sign = "Corrigé" if update.edited_message else "Entendu"
        what = message.text or "autre chose"
        from_whom = f" de {message.forward_origin.sender_user_name}" if message.forward_origin else ""
        await bot.send_message(message.chat_id, f"{sign}{from_whom} : {what}", reply_markup=keyboard("1 Oui", "Non"))


@pytest.fixture
async def telegram(story):
    async with StrictTelegram(clock=story, people=PHONES, groups=GROUPS, rules=FAST) as running, by_polling(running) as tiny:
        tiny.on(repeats)
        await tiny.bot.set_my_commands([("aide", "Ce que je sais faire")])
        yield running
        await running.quiet()


@pytest.fixture
async def slack(story):
    async with StrictSlack(clock=story, users=USERS, channels={"emploi": ["claire"]}, rules=BARE) as running, over_socket(running) as bolt:
        links = row(button("Ouvrir Telegram", "open") | {"url": LINK}, button("Annonce", "page") | {"url": "https://exemple.fr/a"})

        @bolt.app.event("message")
        async def answer(event, say):
            if not event.get("subtype"):
                await say(text="Liens", blocks=[section("Liens"), links])

        @bolt.app.action(re.compile("open|page"))
        async def nothing(ack):
            await ack()

        yield running
        await running.quiet()


@pytest.fixture
async def door(slack, telegram, moved):
    async with Door(slack, telegram, move_clock=moved, zones={"dylan": CAYENNE}) as running:
        yield running
