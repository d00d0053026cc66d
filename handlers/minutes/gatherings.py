"""The body that met: whether the whole network meets in it, who reads its channel, and where that is."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.chambers import NATIONAL
from bot.domain.folding import words as folded
from bot.domain.minutes import Minutes
from bot.domain.ports import Address
from storage.transaction import Tx

_OF_THE_NETWORK = frozenset(
    {
        "dircres", "dircress", "comite des directions", "comite des directrices et directeurs", "comite des regions", "ca",
        "conseil d administration", "bureau", "ag", "age", "ago", "assemblee generale", "assemblee generale extraordinaire",
        "assemblee generale ordinaire", "assemblee generale mixte",
    }
)  # fmt: skip
"""Bodies in which every chamber has its seat, or is represented. (DOMAIN.md 2.1)"""


@dataclass(frozen=True, kw_only=True)
class Gathering:
    """`of_network`: every chamber has its seat there. `chambers`: how many chambers read its channel; 0 where that is not known."""

    of_network: bool
    channel: Address | None = None
    channel_name: str = ""
    chambers: int = 0


def body_key(name: str) -> str:
    """The same for the same body, however it is written."""
    said = folded(name)
    for article in ("le ", "la ", "les ", "l "):
        said = said.removeprefix(article)
    return _SAME.get(said, said)


_SAME = {
    "dircres": "comite des directions",
    "dircress": "comite des directions",
    "ca": "conseil d administration",
    "ag": "assemblee generale",
    "comite des directrices et directeurs": "comite des directions",
}


def gathering_of(minutes: Minutes, tx: Tx) -> Gathering:
    """What is known of the body of these minutes."""
    of_network = body_key(minutes.body) in _OF_THE_NETWORK
    today = minutes.date_start or tx.now.date()
    chambers = sum(1 for one in tx.directory.on(max(today, tx.now.date())) if one.code != NATIONAL)
    return Gathering(of_network=of_network, chambers=chambers if of_network else 0)
