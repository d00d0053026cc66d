"""Delivery: what the outbox holds is reserved, sent, and noted. What may have arrived is asked for before it is sent again."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Mapping

import structlog

from bot.domain.ports import Later, Missing, Moved, Outcome, Partly, Refusal, Sender, Sent, Unclear, Unreachable, Untold
from scheduler.pace import Pace, Workspace
from storage.outbox import Lane, Purpose, Reserved
from storage.store import Store
from storage.transaction import Tx

log = structlog.get_logger("delivery")

MOST_IN_FLIGHT = 50
LONGEST_SLEEP = 1.0
"""Seconds; a COMMIT of this process that leaves something to send wakes it at once, one of another process (a command) does not."""
LONG_WAIT = 2.0
FIRST_RETRY, LONGEST_RETRY = 1.0, 3600.0
LONGEST_OUTAGE_WAIT = 30.0
"""While the platform cannot be reached, one looks again that often: the first message after an outage is not an hour late."""
MOST_ATTEMPTS = 30
"""Tries without an answer; with the waits doubling to an hour, about a day. Waits that the platform asks for are no tries."""
MOST_BLIND_ATTEMPTS = 10
"""The same where the platform cannot be asked whether one of them arrived: about a quarter of an hour, and as often as one may be seen."""
BETTER_TWICE: Mapping[Purpose, bool] = {
    "answer": True,
    "card": True,
    "notice": True,
    "letter": False,
    "morning": False,
    "relay": False,
    "body": False,
    "whole": False,
    "mark": False,
}
"""What becomes of a message that may have arrived, where the platform cannot be asked (PROMISES.md 2): somebody waits for the first three,
and reads them twice rather than never; the others reach many or come unasked for, and are parked where an organiser sees it."""
MAY_HAVE_ARRIVED = "no answer: it may have arrived"
LONGEST_FAREWELL = 5.0
"""Seconds for what is in flight when the house closes; what does not end is asked about at the next start."""


class DeliveryLoop:
    """Sends what is due, several lanes side by side, one message at a time in each. `pace`: how much of each platform's own rates is kept,
    0 for none; `retry`: seconds before the second try, and never less than one times the pace: the first may have arrived.

    Of several houses on one database one delivers (storage.leases): another would take for lost what the first is sending.
    """

    def __init__(self, store: Store, senders: Mapping[str, Sender], *, pace: float = 1.0, retry: float = FIRST_RETRY) -> None:
        self._store, self._senders, self._pace, self._retry = store, senders, Pace(pace, senders), max(retry, pace)
        self._woken = asyncio.Event()
        self._in_flight: dict[Lane, asyncio.Task[None]] = {}
        self._outages: Counter[Workspace] = Counter()
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
        """Until `stop`; what is in flight then may finish."""
        try:
            while not self._stopping:
                self._woken.clear()
                try:
                    await self._round()
                except Exception:
                    log.exception("the outbox could not be read; trying again")
                    await asyncio.sleep(self._retry)
            if self._in_flight:
                await asyncio.wait(list(self._in_flight.values()), timeout=LONGEST_FAREWELL)
        finally:
            for task in self._in_flight.values():
                task.cancel()

    async def _round(self) -> None:
        taken = await self._reserve()
        for reserved in taken:
            self._pace.leaving(reserved.lane[0], 1)
            self._in_flight[reserved.lane] = asyncio.create_task(self._one(reserved))
        if not taken:
            await self._sleep(LONGEST_SLEEP)

    async def _reserve(self) -> list[Reserved]:
        room = MOST_IN_FLIGHT - len(self._in_flight)
        if room <= 0 or not await self._anything_due():
            return []
        busy, held = [*self._pace.busy(), *self._in_flight], self._pace.held()
        most = {platform: min(room, free) for platform in self._senders if (free := self._pace.room(platform))}
        if not most:
            return []

        def reserve(tx: Tx) -> list[Reserved]:
            each = (tx.outbox.reserve(platforms=[platform], most=number, busy=busy, held=held) for platform, number in most.items())
            return [reserved for taken in each for reserved in taken]

        return await self._store.do(reserve)

    async def _anything_due(self) -> bool:
        return await self._store.ask(lambda tx: tx.outbox.waiting(list(self._senders)))

    async def _sleep(self, longest: float) -> None:
        free = self._pace.next_free()
        wait = longest if free is None else min(longest, free)
        try:
            await asyncio.wait_for(self._woken.wait(), timeout=max(wait, 0.005))
        except TimeoutError:
            return

    async def _one(self, reserved: Reserved) -> None:
        lane = reserved.lane
        try:
            found = await self._find(reserved) if reserved.again else Missing()
            outcome = await self._send(reserved) if isinstance(found, Missing) else found
            self._pace.used(lane)
            await self._note(reserved, outcome, surely_not=isinstance(found, Missing))
        except Exception:
            log.exception("a delivery failed by our fault", row=reserved.id)
            self._pace.wait(lane, self._backoff(reserved.delivery.attempts))
        finally:
            self._in_flight.pop(lane, None)
            self._woken.set()

    async def _find(self, reserved: Reserved) -> Outcome | Missing:
        found = await self._senders[reserved.lane[0]].find(reserved.delivery)
        if not isinstance(found, Untold):
            return found
        if BETTER_TWICE[reserved.purpose] and reserved.delivery.attempts < MOST_BLIND_ATTEMPTS:
            return Missing()
        return Refusal(MAY_HAVE_ARRIVED)

    async def _send(self, reserved: Reserved) -> Outcome:
        attempts = reserved.delivery.attempts
        if attempts >= MOST_ATTEMPTS:
            return Refusal(f"given up after {attempts} tries: {reserved.reason}")
        return await self._senders[reserved.lane[0]].send(reserved.delivery)

    async def _note(self, reserved: Reserved, outcome: Outcome, *, surely_not: bool) -> None:
        """`surely_not`: no earlier try arrived."""
        row, lane = reserved.id, reserved.lane
        if isinstance(outcome, Sent | Partly):
            self._outages.pop(lane[:2], None)
            await self._arrived(row, outcome)
        elif isinstance(outcome, Moved):
            await self._moved(reserved, outcome)
        elif isinstance(outcome, Refusal):
            await self._refused(row, lane, outcome)
        elif isinstance(outcome, Unclear):
            wait = self._backoff(reserved.delivery.attempts)
            self._pace.wait(lane, wait)
            log.info("no answer; asking before the next try", row=row, reason=outcome.reason, seconds=round(wait, 1))
            await self._store.do(lambda tx: tx.outbox.unclear(row, outcome.reason))
        else:
            self._wait_for(lane, outcome)
            await self._store.do(lambda tx: tx.outbox.later(row, outcome.reason, again=not surely_not))

    async def _arrived(self, row: int, outcome: Sent | Partly) -> None:
        ref = " ".join(outcome.refs)
        if isinstance(outcome, Sent):
            await self._store.do(lambda tx: tx.outbox.sent(row, ref, outcome.channel))
        else:
            await self._store.do(lambda tx: tx.outbox.partly(row, ref, outcome.channel))

    async def _moved(self, reserved: Reserved, moved: Moved) -> None:
        """Everything follows the conversation, this message first."""
        (platform, workspace, _), old = reserved.lane, reserved.delivery.to.channel
        log.info("a channel has another id", lane=reserved.lane, now=moved.channel)

        def note(tx: Tx) -> None:
            tx.outbox.later(reserved.id, "")
            tx.outbox.move(platform, workspace, old, moved.channel)

        await self._store.do(note)

    def _wait_for(self, lane: Lane, outcome: Later | Unreachable) -> None:
        if isinstance(outcome, Later):
            self._pace.limit(lane, outcome.seconds)
            log.info("the platform asked to wait", lane=lane, reason=outcome.reason, seconds=outcome.seconds)
            return
        if lane[:2] in self._pace.held():
            return  # of those that were on their way together, the first has said it
        self._outages[lane[:2]] += 1
        wait = min(self._backoff(self._outages[lane[:2]] - 1), LONGEST_OUTAGE_WAIT)
        self._pace.hold(lane[:2], wait)
        log.warning("the platform cannot be reached", workspace=lane[1], reason=outcome.reason, seconds=round(wait, 1))

    async def _refused(self, row: int, lane: Lane, refusal: Refusal) -> None:
        log.warning("a message was refused for good", row=row, reason=refusal.reason, dead=refusal.dead)
        if refusal.dead == "workspace":
            self._pace.hold(lane[:2], LONGEST_RETRY)

        def note(tx: Tx) -> None:
            tx.outbox.park(row, refusal.reason)
            if refusal.dead == "channel":
                tx.outbox.bury(lane, refusal.reason)

        await self._store.do(note)

    async def idle(self) -> None:
        """Until nothing is in flight, and nothing is due but what has to wait for long: for the playground and tests."""
        while self._in_flight or await self._anything_due():
            if not self._in_flight and (self._pace.next_free() or 0.0) > LONG_WAIT:
                return
            await asyncio.sleep(0.005)

    async def stop(self) -> None:
        """Takes nothing more; `run` ends when what is in flight has."""
        self._stopping = True
        self._woken.set()

    def _backoff(self, attempts: int) -> float:
        """Seconds, doubling."""
        return min(LONGEST_RETRY, self._retry * float(2 ** min(attempts, 12))) * random.uniform(1.0, 1.3)  # noqa: S311 - not a secret
