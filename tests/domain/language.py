"""What the tests of language share: the directory, the one kind, and a way to say something."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bot.domain.chambers import Directory
from bot.domain.contribution import Kind, Kinds
from bot.domain.kinds import discover
from bot.domain.kinds.job_offer import JobOffer
from bot.domain.text import Reading, Said, Understood, understand
from storage.seeds import chambers

DIRECTORY = Directory(chambers())
KINDS = Kinds([Kind(JobOffer, Path())])
ALL_KINDS = discover()
FRIDAY = datetime.fromisoformat("2026-11-20T11:00:00+01:00")
TODAY = FRIDAY.date()
FILES = Path(__file__).parent / "data"


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FILES / name).read_text(encoding="utf-8").splitlines()]


def say(
    text: str,
    *,
    by: str = "NOR",
    addressed: bool = True,
    language: str = "fr",
    now: datetime = FRIDAY,
    kind: str = "",
    kinds: Kinds = KINDS,
    group: str = "",
) -> Understood:
    chamber = DIRECTORY.get(by)
    zone = DIRECTORY.zone_of(by)
    said = Said(text=text, now=now, zone=zone, language=language, chamber=chamber, addressed=addressed, kind=kind, group=group)
    return understand(said, kinds, DIRECTORY)


def reading(*, language: str = "fr", in_form: bool = True, now: datetime = FRIDAY) -> Reading:
    return Reading(now=now, zone="Europe/Paris", language=language, directory=DIRECTORY, in_form=in_form)


def on(iso: str) -> date:
    return date.fromisoformat(iso)


def spoken(value: Any) -> str:
    """An answer as the data files write it."""
    return value.isoformat() if isinstance(value, date) else str(getattr(value, "value", value))
