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

    A message that is too long for the platform is several there: `targets` are the ids of all that an edit changes (one, for a reaction),
    `done` those of the pieces that already stand as they should. `written_at` (UTC) is before any try: where one asks, nothing older is
    looked at. `under` is the id of the message in whose thread it stands.
    """

    key: str
    operation: Operation
    to: Address
    message: Message
    targets: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    attempts: int = 0
    written_at: datetime
    under: str = ""

    @property
    def target(self) -> str:
        """The first of them, which is the message for most."""
        return self.targets[0] if self.targets else ""


@dataclass(frozen=True)
class Sent:
    """The platform has all of it. `refs` are the ids of its pieces there, `channel` where it really is (a person's own conversation has an
    id)."""

    refs: tuple[str, ...]
    channel: str


@dataclass(frozen=True)
class Partly:
    """The platform has these pieces, and there are more: asked again, one sends the next. Noted in between, so that whatever happens only
    one piece is ever in doubt, and so that each keeps the platform's pace."""

    refs: tuple[str, ...]
    channel: str


def arrived(delivery: Delivery, ref: str, channel: str, *, pieces: int) -> Sent | Partly:
    """What it is once the next of so many pieces stands there under that id: everything, or everything but what follows."""
    refs = (*delivery.done, ref)
    surplus = len(delivery.targets) > pieces
    return Sent(refs, channel) if len(refs) == pieces and not surplus else Partly(refs, channel)


@dataclass(frozen=True)
class Moved:
    """Surely not done: the conversation is another one now, to which all that waits for it has to go."""

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
    """An earlier try surely did not arrive, or it does no harm to do it again."""


@dataclass(frozen=True)
class Untold:
    """The platform cannot be asked, now or ever: what the message is for decides whether it may be there twice."""


@dataclass(frozen=True)
class Refusal:
    """Final. `dead` says how much of the address will refuse everything: this message only, the channel, or the workspace."""

    reason: str
    dead: Literal["message", "channel", "workspace"] = "message"


@dataclass(frozen=True)
class Unclear:
    """The call was made and no answer came: it may have had its effect. Ask before sending again."""

    reason: str


Outcome = Sent | Partly | Moved | Later | Unreachable | Refusal | Unclear
Found = Outcome | Missing | Untold


@dataclass(frozen=True)
class Rate:
    """At most so many messages within so many seconds."""

    most: int
    seconds: float


class ConnectionRefused(Exception):  # noqa: N818 - reads as what happened
    """A platform does not take our token; the text is its own reason."""


class Sender(Protocol):
    """A platform's way out. Never raises for what the platform or the network does: that is an Outcome."""

    async def send(self, delivery: Delivery) -> Outcome:
        """Does it, or its next piece, once, without any retry of its own."""
        ...

    async def find(self, delivery: Delivery) -> Found:
        """Whether an earlier try of the piece that comes next arrived: Sent, Partly or Missing; Untold when the platform never tells,
        anything else when it does not now."""
        ...

    def rates(self, channel: str) -> tuple[Rate, ...]:
        """How often that conversation may be written to."""
        ...

    @property
    def in_all(self) -> tuple[Rate, ...]:
        """How often one may write on the whole platform."""
        ...
