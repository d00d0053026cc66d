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
    """One thing to do on a platform. `key` is unique for ever: it travels with the message, so that one can ask whether it arrived."""

    key: str
    operation: Operation
    to: Address
    message: Message
    target: str = ""
    attempts: int = 0


@dataclass(frozen=True)
class Sent:
    """The platform has it. `ref` is the message's id there, `channel` where it really is (a person's own conversation has an id)."""

    ref: str
    channel: str


@dataclass(frozen=True)
class Later:
    """Not now: the platform asked to wait, or a passing fault before anything was sent. `whole_workspace`: it waits for everyone."""

    seconds: float
    reason: str
    whole_workspace: bool = False


@dataclass(frozen=True)
class Refusal:
    """Final. `dead` says how much of the address will refuse everything: this message only, the channel, or the workspace."""

    reason: str
    dead: Literal["message", "channel", "workspace"] = "message"


@dataclass(frozen=True)
class Unclear:
    """The call was made and no answer came: it may have had its effect. Ask before sending again."""

    reason: str


Outcome = Sent | Later | Refusal | Unclear


class Sender(Protocol):
    """A platform's way out. Never raises for what the platform or the network does: that is an Outcome."""

    async def send(self, delivery: Delivery) -> Outcome:
        """Does it once, without any retry of its own."""
        ...

    async def find(self, delivery: Delivery) -> Outcome:
        """Whether an earlier try arrived: Sent, Later(0) when it surely did not, Unclear when the platform cannot tell now."""
        ...
