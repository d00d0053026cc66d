"""When a channel, a whole workspace or a whole platform may be written to again."""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.ports import Rate, Sender
from storage.outbox import Lane

Workspace = tuple[str, str]
"""Platform and workspace."""


class Meter:
    """What was written lately, held against rates. Times are monotonic seconds; `factor` stretches the rates, 0 switches them off."""

    def __init__(self, rates: tuple[Rate, ...], factor: float) -> None:
        self._rates = rates if factor else ()
        self._factor = factor
        self._instants: deque[float] = deque(maxlen=max((rate.most for rate in rates), default=1))

    def count(self, messages: int = 1) -> None:
        """So many were written now."""
        self._instants.extend([time.monotonic()] * messages)

    def wait(self) -> float:
        """Seconds until there is room for one more."""
        now = time.monotonic()
        full = (rate for rate in self._rates if len(self._instants) >= rate.most)
        return max([0.0, *(self._instants[-rate.most] + rate.seconds * self._factor - now for rate in full)])

    def room(self) -> int:
        """How many may be written now."""
        now = time.monotonic()
        free = (rate.most - sum(now - instant < rate.seconds * self._factor for instant in self._instants) for rate in self._rates)
        return max(0, min(free, default=sys.maxsize))

    def forgets(self) -> bool:
        """Whether all of it is so long ago that no rate counts it."""
        longest = max((rate.seconds for rate in self._rates), default=0.0) * self._factor
        return not self._instants or time.monotonic() - self._instants[-1] >= longest


@dataclass
class Pace:
    """Each platform's own rates (times `factor`), and the waits that it asks for. Times are monotonic seconds."""

    factor: float
    senders: Mapping[str, Sender] = field(default_factory=dict)
    lanes: dict[Lane, float] = field(default_factory=dict)
    limited: dict[Lane, float] = field(default_factory=dict)
    workspaces: dict[Workspace, float] = field(default_factory=dict)
    meters: dict[Lane, Meter] = field(default_factory=dict)
    platforms: dict[str, Meter] = field(default_factory=dict)

    def used(self, lane: Lane) -> None:
        """A message left, or may have left, just now."""
        if lane not in self.meters:
            rates = self.senders[lane[0]].rates(lane[2]) if lane[0] in self.senders else ()
            self.meters[lane] = Meter(rates, self.factor)
        self.meters[lane].count()
        self.wait(lane, self.meters[lane].wait())

    def wait(self, lane: Lane, seconds: float) -> None:
        """Nothing to that lane for so long."""
        self.lanes[lane] = max(self.lanes.get(lane, 0.0), time.monotonic() + seconds)

    def room(self, platform: str) -> int:
        """How many messages may leave for that platform now."""
        return self._platform(platform).room()

    def leaving(self, platform: str, messages: int) -> None:
        """So many leave now."""
        self._platform(platform).count(messages)

    def _platform(self, name: str) -> Meter:
        if name not in self.platforms:
            self.platforms[name] = Meter(self.senders[name].in_all, self.factor)
        return self.platforms[name]

    def hold(self, workspace: Workspace, seconds: float) -> None:
        """Nothing to that workspace for so long."""
        self.workspaces[workspace] = max(self.workspaces.get(workspace, 0.0), time.monotonic() + seconds)

    def limit(self, lane: Lane, seconds: float) -> None:
        """The platform asked this lane to wait. When it has asked another one too, it means all of them: its limits hold for a channel
        or for the workspace, and it does not say for which (LIMITS.md A.4, B.2)."""
        now = time.monotonic()
        self.limited = {other: until for other, until in self.limited.items() if until > now}
        self.wait(lane, seconds)
        if any(other != lane and other[:2] == lane[:2] for other in self.limited):
            self.hold(lane[:2], seconds)
        self.limited[lane] = now + seconds

    def busy(self) -> list[Lane]:
        """Lanes to leave alone for the moment; forgets those that are free."""
        now = time.monotonic()
        self.lanes = {lane: until for lane, until in self.lanes.items() if until > now}
        self.meters = {lane: meter for lane, meter in self.meters.items() if not meter.forgets()}
        return list(self.lanes)

    def held(self) -> list[Workspace]:
        """Workspaces to leave alone for the moment; forgets those that are free."""
        now = time.monotonic()
        self.workspaces = {workspace: until for workspace, until in self.workspaces.items() if until > now}
        return list(self.workspaces)

    def next_free(self) -> float | None:
        """Seconds until the first of them is free."""
        now = time.monotonic()
        waits = [until - now for until in (*self.lanes.values(), *self.workspaces.values())]
        waits += [wait for meter in self.platforms.values() if (wait := meter.wait())]
        return max(0.0, min(waits)) if waits else None
