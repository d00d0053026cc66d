"""What was measured, beside what was wanted; and how sides are compared: in turns, round after round, the median of the rounds."""

from __future__ import annotations

import statistics
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One line of the table. `mark`: its number in docs/performance.md. `most` or `least`: the limit, where there is one."""

    mark: str
    what: str
    value: float
    unit: str = ""
    most: float | None = None
    least: float | None = None
    spread: tuple[float, float] | None = None

    @property
    def reached(self) -> bool | None:
        """Whether the limit is kept; None without one."""
        if self.most is not None:
            return self.value <= self.most
        return None if self.least is None else self.value >= self.least

    @property
    def wanted(self) -> str:
        """The limit in words."""
        limit = self.most if self.most is not None else self.least
        return "" if limit is None else f"{'at most' if self.most is not None else 'at least'} {shown(limit)} {self.unit}".strip()


def shown(number: float) -> str:
    """Three digits that count; thousands with a thin space."""
    if number >= 1000:
        return f"{round(number, 1 - len(str(int(number))) + 2):,.0f}".replace(",", " ")
    return f"{number:.3g}"


async def in_turns(rounds: int, sides: Mapping[str, Callable[[], Awaitable[float]]]) -> dict[str, list[float]]:
    """Each side once a round, one after the other: what the machine does meanwhile, it does to all of them."""
    found: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, side in sides.items():
            found[name].append(await side())
    return found


def ratio(of: Sequence[float], to: Sequence[float]) -> tuple[float, tuple[float, float]]:
    """The median of the rounds' ratios, and the lowest and highest of them."""
    found = [one / other for one, other in zip(of, to, strict=True)]
    return statistics.median(found), (min(found), max(found))
