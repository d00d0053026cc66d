"""What a new database is born with: the chambers of 2008 and of today, and the national team."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from importlib import resources
from typing import Any

from bot.domain.chambers import Chamber


def chambers() -> tuple[Chamber, ...]:
    """The 18 chambers of today, the 18 of 2008 that have gone since, and the national team, each with its time of validity."""
    text = resources.files(__name__).joinpath("chambers.json").read_text(encoding="utf-8")
    return tuple(_chamber(entry) for entry in json.loads(text)["chambers"])


def _chamber(entry: Mapping[str, Any]) -> Chamber:
    return Chamber(
        code=entry["code"],
        name=entry["name"],
        region=entry["region"],
        insee=entry["insee"],
        zone=entry["zone"],
        aliases=tuple(entry["aliases"]),
        departments=tuple(entry["departments"]),
        valid_from=_day(entry.get("from")),
        valid_until=_day(entry.get("until")),
        successor=entry.get("successor", ""),
    )


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
