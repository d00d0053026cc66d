"""Time zones as people say them: by a city ("Paris", "Cayenne"), a town, a region, or their own name."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import date
from zoneinfo import available_timezones

from bot.domain.chambers import Directory
from bot.domain.folding import words
from bot.domain.towns import home_of

_SHORTEST = 4
"""Shorter names are codes ("EST", "ROC"), which people mean otherwise."""


def zone_named(typed: str, directory: Directory, on: date) -> str:
    """The IANA name, or nothing where it is no zone that we know."""
    said = words(typed)
    if not said or (said.isdecimal() and len(said) < 3):  # "+3" is an hour, and 03 a department
        return ""
    chamber = directory.resolve(typed, on) or directory.resolve(home_of(typed), on)
    if chamber is not None:
        return chamber.zone
    return _names().get(said, "") if len(said) >= _SHORTEST else ""


@functools.cache
def _names() -> Mapping[str, str]:
    """All names, folded, read once: a file may name ten thousand people."""
    return {words(part): name for name in sorted(available_timezones()) for part in (name, name.rpartition("/")[2])}
