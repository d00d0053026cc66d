"""When a channel, or a whole workspace, may be written to again."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from storage.outbox import Lane

Workspace = tuple[str, str]
"""Platform and workspace."""


@dataclass
class Pace:
    """One message per lane every so many `seconds`, and the waits that a platform asks for. Times are monotonic seconds."""

    seconds: float
    lanes: dict[Lane, float] = field(default_factory=dict)
    limited: dict[Lane, float] = field(default_factory=dict)
    workspaces: dict[Workspace, float] = field(default_factory=dict)

    def used(self, lane: Lane) -> None:
        """A message left, or may have left, just now."""
        self.wait(lane, self.seconds)

    def wait(self, lane: Lane, seconds: float) -> None:
        """Nothing to that lane for so long."""
        self.lanes[lane] = max(self.lanes.get(lane, 0.0), time.monotonic() + seconds)

    def hold(self, workspace: Workspace, seconds: float) -> None:
        """Nothing to that workspace for so long."""
        self.workspaces[workspace] = max(self.workspaces.get(workspace, 0.0), time.monotonic() + seconds)

    def limit(self, lane: Lane, seconds: float) -> None:
        """The platform asked this lane to wait. When it has asked another one too, it means all of them: its limits hold for a channel
        or for the workspace, and it does not say for which (LIMITS.md A.4)."""
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
        return list(self.lanes)

    def held(self) -> list[Workspace]:
        """Workspaces to leave alone for the moment; forgets those that are free."""
        now = time.monotonic()
        self.workspaces = {workspace: until for workspace, until in self.workspaces.items() if until > now}
        return list(self.workspaces)

    def next_free(self) -> float | None:
        """Seconds until the first of them is free."""
        waits = [*self.lanes.values(), *self.workspaces.values()]
        return max(0.0, min(waits) - time.monotonic()) if waits else None
