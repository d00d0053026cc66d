"""A strict Telegram on localhost: the playground's server and the tests' double. It knows nothing of what the bot does."""

from bot.playground.screen import GestureError
from bot.playground.telegram import faults
from bot.playground.telegram.acting import Answer, Person
from bot.playground.telegram.entities import Contact, Group, Identity, Message, TelegramError
from bot.playground.telegram.messenger import Rules
from bot.playground.telegram.server import StrictTelegram

__all__ = [
    "Answer",
    "Contact",
    "GestureError",
    "Group",
    "Identity",
    "Message",
    "Person",
    "Rules",
    "StrictTelegram",
    "TelegramError",
    "faults",
]
