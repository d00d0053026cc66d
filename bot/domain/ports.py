"""What the core asks of the outside, and the values that cross that line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from bot.domain.messages import Message

Clock = Callable[[], datetime]
"""Gives the present instant, aware, in UTC. The playground moves it; nothing else reads the machine's clock for what members see."""


class Calendar(Protocol):
    """Working days of each territory: its public holidays and week-ends."""

    def is_working_day(self, day: date, chamber: str) -> bool:
        """Whether people of that chamber are at work on that day."""
        ...


@dataclass(frozen=True, kw_only=True)
class Address:
    """A place on a platform: a channel, or a person's own conversation (`channel` is then the user id). `thread` is a message's id."""

    platform: str
    workspace: str
    channel: str
    thread: str = ""


Operation = Literal["post", "edit", "react"]


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One thing to do on a platform. `key` is unique for ever: it travels with the message, so that one can ask whether it arrived.

    `written_at` (UTC) is before any try: where one asks, nothing older is looked at.
    """

    key: str
    operation: Operation
    to: Address
    message: Message
    target: str = ""
    attempts: int = 0
    written_at: datetime


@dataclass(frozen=True)
class Sent:
    """The platform has it. `ref` is the message's id there, `channel` where it really is (a person's own conversation has an id)."""

    ref: str
    channel: str


@dataclass(frozen=True)
class Later:
    """Surely not done, and by nobody's fault: the platform asked to wait so many seconds."""

    seconds: float
    reason: str


@dataclass(frozen=True)
class Unreachable:
    """Surely not done: the platform cannot be reached at all, by anyone."""

    reason: str


@dataclass(frozen=True)
class Missing:
    """The platform was asked, and an earlier try surely did not arrive."""


@dataclass(frozen=True)
class Refusal:
    """Final. `dead` says how much of the address will refuse everything: this message only, the channel, or the workspace."""

    reason: str
    dead: Literal["message", "channel", "workspace"] = "message"


@dataclass(frozen=True)
class Unclear:
    """The call was made and no answer came: it may have had its effect. Ask before sending again."""

    reason: str


Outcome = Sent | Later | Unreachable | Refusal | Unclear
Found = Sent | Missing | Later | Unreachable | Refusal | Unclear


class Sender(Protocol):
    """A platform's way out. Never raises for what the platform or the network does: that is an Outcome."""

    async def send(self, delivery: Delivery) -> Outcome:
        """Does it once, without any retry of its own."""
        ...

    async def find(self, delivery: Delivery) -> Found:
        """Whether an earlier try arrived: Sent or Missing; anything else when the platform cannot tell now."""
        ...
