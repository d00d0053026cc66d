"""Delivery: what the outbox holds is reserved, sent, and noted. What may have arrived is asked for before it is sent again."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from bot.domain.ports import Later, Outcome, Refusal, Sender, Sent, Unclear
from storage.outbox import Lane, Reserved
from storage.store import Store
from storage.transaction import Tx

log = structlog.get_logger("delivery")

MOST_IN_FLIGHT = 50
LONGEST_SLEEP = 30.0
"""Seconds; a commit that leaves something to send wakes it at once."""
LONG_WAIT = 2.0
FIRST_RETRY, LONGEST_RETRY = 1.0, 3600.0
MOST_ATTEMPTS = 30
"""With the waits doubling to an hour: about a day."""


@dataclass
class Pace:
    """When each lane, and each workspace, may be used again (monotonic seconds)."""

    seconds: float
    lanes: dict[Lane, float] = field(default_factory=dict)
    workspaces: dict[tuple[str, str], float] = field(default_factory=dict)

    def used(self, lane: Lane) -> None:
        self.lanes[lane] = time.monotonic() + self.seconds

    def busy(self) -> list[Lane]:
        """Lanes to leave alone for the moment; forgets those that are free."""
        now = time.monotonic()
        self.lanes = {lane: until for lane, until in self.lanes.items() if until > now}
        return list(self.lanes)

    def held(self) -> list[tuple[str, str]]:
        now = time.monotonic()
        self.workspaces = {workspace: until for workspace, until in self.workspaces.items() if until > now}
        return list(self.workspaces)

    def next_free(self) -> float | None:
        """Seconds until the first of them is free."""
        waits = [*self.lanes.values(), *self.workspaces.values()]
        return max(0.0, min(waits) - time.monotonic()) if waits else None


class DeliveryLoop:
    """Sends what is due, several lanes side by side, one message at a time in each. `pace`: seconds between two messages of a lane."""

    def __init__(self, store: Store, senders: Mapping[str, Sender], *, pace: float = 1.0) -> None:
        self._store, self._senders, self._pace = store, senders, Pace(pace)
        self._woken = asyncio.Event()
        self._in_flight: dict[Lane, asyncio.Task[None]] = {}
        self._loop = asyncio.get_running_loop()
        self._stopping = False
        store.when_posted(self._wake_from_thread)

    def _wake_from_thread(self) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._woken.set)

    def wake(self) -> None:
        """Looks again now (the clock was moved)."""
        self._woken.set()

    async def run(self) -> None:
        """Until `stop`."""
        while not self._stopping:
            self._woken.clear()
            try:
                taken = await self._reserve()
            except Exception:  # noqa: BLE001 - one of the four: the store may be unwell for a while; what is due stays due
                log.exception("the outbox could not be read; trying again")
                await asyncio.sleep(FIRST_RETRY)
                continue
            for reserved in taken:
                self._in_flight[reserved.lane] = asyncio.create_task(self._one(reserved))
            if not taken:
                await self._sleep()

    async def _reserve(self) -> list[Reserved]:
        room = MOST_IN_FLIGHT - len(self._in_flight)
        if room <= 0:
            return []
        busy, held = [*self._pace.busy(), *self._in_flight], self._pace.held()
        if not await self._anything_due():
            return []
        platforms = list(self._senders)
        return await self._store.do(lambda tx: tx.outbox.reserve(tx.now, platforms=platforms, most=room, busy=busy, held=held))

    async def _anything_due(self) -> bool:
        return bool(await self._store.ask(lambda tx: tx.outbox.waiting(due_by=tx.now)))

    async def _sleep(self) -> None:
        waits = [LONGEST_SLEEP, self._pace.next_free()]
        waits.append(await self._store.ask(_until_due))
        wait = min(wait for wait in waits if wait is not None)  # what is due already and was not taken waits for its lane
        try:
            await asyncio.wait_for(self._woken.wait(), timeout=max(wait, 0.005))
        except TimeoutError:
            return

    async def _one(self, reserved: Reserved) -> None:
        lane = reserved.lane
        try:
            outcome = await self._attempt(reserved)
            await self._note(reserved, outcome)
        except Exception:  # noqa: BLE001 - as above: the row stays `sending`, and is asked about at the next try
            log.exception("a delivery could not be noted", row=reserved.id)
            self._pace.lanes[lane] = time.monotonic() + FIRST_RETRY
        finally:
            self._in_flight.pop(lane, None)
            self._woken.set()

    async def _attempt(self, reserved: Reserved) -> Outcome:
        """Asks first where an earlier try may have arrived."""
        sender = self._senders[reserved.lane[0]]
        if reserved.again:
            found = await sender.find(reserved.delivery)
            if not isinstance(found, Later) or found.seconds > 0:
                return found
        outcome = await sender.send(reserved.delivery)
        self._pace.used(reserved.lane)
        return outcome

    async def _note(self, reserved: Reserved, outcome: Outcome) -> None:
        row, lane, attempts = reserved.id, reserved.lane, reserved.delivery.attempts + 1
        if isinstance(outcome, Sent):
            await self._store.do(lambda tx: tx.outbox.sent(row, outcome.ref, outcome.channel))
        elif isinstance(outcome, Refusal):
            await self._refused(row, lane, outcome)
        elif attempts >= MOST_ATTEMPTS:
            await self._store.do(lambda tx: tx.outbox.park(row, f"given up after {attempts} tries: {outcome.reason}"))
        else:
            await self._again(row, lane, outcome, attempts)

    async def _refused(self, row: int, lane: Lane, refusal: Refusal) -> None:
        log.warning("a message was refused for good", row=row, reason=refusal.reason, dead=refusal.dead)
        if refusal.dead == "workspace":
            self._pace.workspaces[lane[:2]] = time.monotonic() + LONGEST_RETRY

        def note(tx: Tx) -> None:
            tx.outbox.park(row, refusal.reason)
            if refusal.dead == "channel":
                tx.outbox.bury(lane, refusal.reason)

        await self._store.do(note)

    async def _again(self, row: int, lane: Lane, outcome: Later | Unclear, attempts: int) -> None:
        backoff = min(LONGEST_RETRY, FIRST_RETRY * 2 ** min(attempts - 1, 12)) * random.uniform(0.8, 1.2)  # noqa: S311 - not a secret
        wait = outcome.seconds if isinstance(outcome, Later) and outcome.seconds > 0 else backoff
        until = time.monotonic() + wait
        if isinstance(outcome, Later) and outcome.whole_workspace:
            self._pace.workspaces[lane[:2]] = until
        self._pace.lanes[lane] = until
        unclear = isinstance(outcome, Unclear)
        log.info("a message will be tried again", row=row, reason=outcome.reason, seconds=round(wait, 1), unclear=unclear)
        await self._store.do(lambda tx: tx.outbox.later(row, timedelta(0), outcome.reason, unclear=unclear))

    async def idle(self) -> None:
        """Until nothing is in flight, and nothing is due but what has to wait for long: for the playground and tests."""
        while self._in_flight or await self._anything_due():
            if not self._in_flight and (self._pace.next_free() or 0.0) > LONG_WAIT:
                return
            await asyncio.sleep(0.005)

    async def stop(self) -> None:
        """Takes nothing more, and lets what is in flight finish."""
        self._stopping = True
        self._woken.set()
        if self._in_flight:
            await asyncio.wait(list(self._in_flight.values()), timeout=5)


def _until_due(tx: Tx) -> float | None:
    due = tx.outbox.next_due()
    return None if due is None or due <= tx.now else (due - tx.now).total_seconds()
