"""The body that met: whether the whole network meets in it, who reads its channel, and where that is."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.bodies import STATUTORY_BODIES, body_key
from bot.domain.chambers import NATIONAL
from bot.domain.minutes import Minutes
from bot.domain.ports import Address
from storage.transaction import Tx


@dataclass(frozen=True, kw_only=True)
class Gathering:
    """`of_network`: the whole network meets there. `channel_name` is how people call its channel; `read_by`: the codes of
    the chambers of that body, empty where they are not known."""

    of_network: bool
    channel: Address | None = None
    channel_name: str = ""
    read_by: tuple[str, ...] = ()

    @property
    def chambers(self) -> int:
        """How many read its channel."""
        return len(self.read_by)


def gathering_of(minutes: Minutes, tx: Tx) -> Gathering:
    """What is known of the body of these minutes."""
    body, today = tx.bodies.known(minutes.body), tx.now.date()
    channel = body.channel if body else None
    of_network = body_key(minutes.body) in STATUTORY_BODIES
    all_chambers = [one.code for one in tx.directory.on(today) if one.code != NATIONAL]
    reading = all_chambers if of_network else body.chambers_on(today) if body else ()
    name = tx.outbox.channel_name((channel.platform, channel.workspace, channel.channel)) if channel else ""
    return Gathering(of_network=of_network, channel=channel, channel_name=name, read_by=tuple(reading))
