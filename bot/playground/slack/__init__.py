"""A strict Slack on localhost: the playground's server and the tests' double. It knows nothing of what the bot does."""

from bot.playground.screen import GestureError
from bot.playground.slack import faults
from bot.playground.slack.acting import Person
from bot.playground.slack.entities import Identity, Member, Message, Room, SlackError
from bot.playground.slack.forms import Field
from bot.playground.slack.server import StrictSlack
from bot.playground.slack.workspace import Rules

__all__ = [
    "Field",
    "GestureError",
    "Identity",
    "Member",
    "Message",
    "Person",
    "Room",
    "Rules",
    "SlackError",
    "StrictSlack",
    "faults",
]
