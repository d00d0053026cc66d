"""Whose a channel is."""

from __future__ import annotations

from storage.contributions import Origin
from storage.transaction import Tx


def channel_group(origin: Origin, tx: Tx) -> str:
    """The name of the working group whose channel that is; "" for any other place."""
    body = tx.bodies.of_channel(origin.platform, origin.workspace, origin.channel)
    return body.name if body and body.is_group else ""
