"""Relays: the channels that show an item at once, and follow what becomes of it."""

from __future__ import annotations

from bot.domain.chambers import NATIONAL, NETWORK_ZONE
from bot.domain.contribution import Contribution, Kind
from bot.domain.digest import wanted
from bot.domain.permissions import channel_may_read
from bot.domain.ports import Address
from bot.domain.subscription import topics_of
from handlers.show import card, local_today
from storage.contributions import Origin
from storage.outbox import About
from storage.transaction import Tx

_OF_ITS_WORDS = ("news", "request")
"""Sorts of text that are about whatever they speak of; others are about what their kind is about."""
_OF_EVERYBODY = ("minutes", "news")
"""Sorts of text that concern the whole network, whoever writes them down."""


def topics_and_regions(kind: Kind, chamber: str, said: str = "") -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a new item is filed under: the topics that it speaks of, or those of its kind; the region of its chamber. What the national team
    files concerns every region."""
    topics = (topics_of(said) if kind.cls.read_as in _OF_ITS_WORDS else ()) or kind.cls.default_topics
    return topics, () if chamber == NATIONAL or kind.cls.read_as in _OF_EVERYBODY else (chamber,)


def relay(tx: Tx, item: Contribution, said_in: Origin) -> None:
    """Posts it to every channel that follows its topic at once, but for the one in which it was said."""
    if item.published_at is None or not channel_may_read(item):
        return
    today = local_today(tx, item)
    if not item.listed(today):
        return  # an old advertisement, filed with its date: nobody can answer it
    for subscription in tx.subscriptions.running("at_once"):
        heard_there = said_in.message is not None and subscription.channel is not None and subscription.channel.channel == said_in.channel
        wants = subscription.channel and not heard_there and wanted(item, subscription, tx.directory)
        if wants and subscription.channel and not _read_at(subscription.channel, item, tx):
            message = card(tx, item, tx.words(subscription.language, subscription.zone), today)
            tx.outbox.post(
                subscription.channel, message, purpose="relay", about=About(contribution=item.id), key=f"relay:{item.id}:{subscription.id}"
            )


def _read_at(channel: Address, item: Contribution, tx: Tx) -> bool:
    """Whether that channel has it as that of the body which it concerns."""
    return any(shown.place == channel for shown in tx.outbox.showing(item.id, "body"))


def follow(tx: Tx, item: Contribution) -> None:
    """The relays of an item become what it is now; one that was never relayed, and now may be, is."""
    shown = tx.outbox.showing(item.id, "relay")
    by_place = {subscription.channel: subscription for subscription in tx.subscriptions.running("at_once")}
    for one in shown:
        subscription = by_place.get(one.place)
        words = tx.words(subscription.language if subscription else "fr", subscription.zone if subscription else NETWORK_ZONE)
        tx.outbox.edit(one.row, card(tx, item, words, local_today(tx, item)))
    if not shown:
        relay(tx, item, tx.contributions.origin_of(item.id))
