"""The sheets of working groups, and who joins, leaves and leads them, as a file tells it."""

from __future__ import annotations

from bot.loading_telling import Telling
from storage.loaded import Outcome

GROUP = "working_group"
"""As exports call them."""


def of_group(told: Telling) -> Outcome | None:
    """None yet."""
    del told
    return None
