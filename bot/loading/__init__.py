"""`maillage load FILE.jsonl`: contributions of a file, filed as if their authors had said them then."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal

from bot.domain.errors import Refused
from bot.loading.follow_ups import FOLLOW_UPS, followed
from bot.loading.lines import Line, Lines, Mistake
from bot.loading.records import edited, filed
from bot.loading.telling import Telling, told
from storage.loaded import LEFT, Outcome
from storage.store import Store
from storage.transaction import Tx

AT_ONCE = 16
"""Lines in one transaction: where the house is at work meanwhile, whoever writes to it waits for no longer."""
SMALL_TALK = "chat"
Fate = Literal[Outcome, "unknown", "none"]
"""What became of a line: an outcome, or that it was not understood, or that the house has no such kind."""


@dataclass
class Report:
    """How many lines of each kind, as the file calls it, met which fate; the lines that could not be read, and why others were refused."""

    counts: dict[str, Counter[Fate]] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    refused: dict[str, Refused] = field(default_factory=dict)

    def count(self, kind: str, fate: Fate) -> None:
        """One more."""
        self.counts.setdefault(kind, Counter())[fate] += 1

    def of(self, fate: Fate) -> dict[str, int]:
        """How many of each kind met it."""
        return {kind: counted[fate] for kind, counted in sorted(self.counts.items()) if counted[fate]}


def load(path: Path, store: Store) -> Report:
    """Files what the house has not taken in before, and says what became of each line. Lines that cannot be read are left out and told;
    the others are loaded: mended, the file can be loaded again."""
    lines = Lines(path, store.directory)
    report = Report(mistakes=lines.mistakes)
    for batch in _batches(lines):
        for line, fate, refusal in store.submit(partial(_take_in, batch)).result():
            report.count(line.kind, fate)
            if refusal:
                report.refused.setdefault(refusal.message, refusal)
    return report


def _batches(lines: Iterable[Line]) -> Iterator[list[Line]]:
    rows = iter(lines)
    while batch := list(itertools.islice(rows, AT_ONCE)):
        yield batch


def _take_in(batch: list[Line], tx: Tx) -> list[tuple[Line, Fate, Refused | None]]:
    return [(line, *_fate(line, tx)) for line in batch]


def _fate(line: Line, tx: Tx) -> tuple[Fate, Refused | None]:
    if tx.loaded.knows(line.event_id):
        return LEFT, None
    telling = told(line, tx.long_ago(line.at))
    try:
        with tx.undone_if_it_fails():
            outcome = next((found for take in _READERS if (found := take(telling))), None)
    except Refused as refusal:
        return "unknown", refusal
    return outcome or _without(line, tx), None


_READERS: tuple[Callable[[Telling], Outcome | None], ...] = (edited, followed, filed)
"""Who may take a line in, in this order."""


def _without(line: Line, tx: Tx) -> Fate:
    """Small talk is left alone; what the house has a kind for should have been understood."""
    if line.kind in ("", SMALL_TALK):
        return LEFT
    return "unknown" if line.kind in tx.kinds or line.kind in FOLLOW_UPS else "none"
