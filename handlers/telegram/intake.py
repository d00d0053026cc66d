"""Updates taken one by one: what cannot be taken is tried again, and after five failures parked, told to its author, and confirmed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

import structlog
from telegram import Update
from telegram.ext import Application

from handlers.faults import Fault, noted
from handlers.telegram.listeners import PLATFORM, Listeners
from handlers.telegram.updates import Json, place_of
from storage.store import Store
from storage.transaction import Tx
from storage.writer import StoreFailed

ATTEMPTS: Final = 5
_PROBE: Final = "probe"

App = Application[Any, Any, Any, Any, Any, Any]

log = structlog.get_logger("telegram")


class Raising(App):
    """An application whose failures reach whoever gave it the update: the original logs and swallows them, and the update is lost."""

    __slots__ = ()

    async def process_error(self, update: object, error: Exception, job: Any = None, coroutine: Any = None) -> bool:
        """Raises the error."""
        del update, job, coroutine
        raise error


class Intake:
    """What polling and the webhook share. Whoever calls it sees to the order within a chat."""

    def __init__(self, app: App, listeners: Listeners, store: Store, workspace: str) -> None:
        self._app, self._listeners, self._store, self._workspace = app, listeners, store, workspace
        self._failures: dict[int, int] = {}

    async def take(self, payload: Json) -> bool:
        """Whether nothing more is to be done with this update, which may be confirmed. Its effect is committed, or it is parked."""
        number = int(payload["update_id"])
        if self._failures.get(number, 0) >= ATTEMPTS:
            return True  # parked already: that we confirmed it was lost on the way
        try:
            await self._app.process_update(Update.de_json(dict(payload), self._app.bot))
        except StoreFailed as failed:
            if await self._store_answers():
                return await self._failed(number, payload, failed)
            log.warning("the store keeps nothing; what came in waits", error=type(failed).__name__)
            return False
        except Fault.CAUSES as error:
            return await self._failed(number, payload, error)
        self._failures.pop(number, None)
        return True

    async def _store_answers(self) -> bool:
        """Whether others can be served: then it is this update that cannot be kept. While nobody can, it is no update's failure."""

        def probe(tx: Tx) -> None:
            tx.received.first_time(PLATFORM, _PROBE, _PROBE)
            tx.received.unnote(PLATFORM, _PROBE)

        try:
            await self._store.do(probe)
        except Fault.CAUSES:
            return False
        return True

    async def _failed(self, number: int, payload: Json, error: Exception) -> bool:
        failures = self._failures.get(number, 0) + 1
        if failures < ATTEMPTS:
            self._failures[number] = failures
            log.warning("an update could not be taken; it is tried again", update=number, failures=failures, error=type(error).__name__)
            return False
        code = noted(error, "update", on="telegram")
        reason = f"{code} {type(error).__name__}: {error}"
        if not await self._parked(payload, reason, self._lost(payload, code)) and not await self._parked_bare(number, reason):
            return False
        self._failures[number] = failures
        await self._let_go(payload)
        return True

    async def _parked(self, payload: Json, reason: str, tell: Callable[[Tx], None]) -> bool:
        try:
            await self._store.do(partial(self._park, payload, reason, tell))
        except Fault.CAUSES as away:
            log.warning("an update could not be parked", update=payload["update_id"], error=type(away).__name__)
            return False
        return True

    async def _parked_bare(self, number: int, reason: str) -> bool:
        """Where what it carries, or what would be said of it, is itself the fault: without either, rather than in the way for a day."""
        return await self._store_answers() and await self._parked({"update_id": number}, reason, lambda _: None)

    async def _let_go(self, payload: Json) -> None:
        try:
            await self._listeners.let_go(payload)
        except Fault.CAUSES as error:
            noted(error, "a button", on="telegram")

    def _lost(self, payload: Json, code: str) -> Callable[[Tx], None]:
        """What its author is told. Of an update that cannot even be read, nobody is the author."""
        try:
            return self._listeners.lost(Update.de_json(dict(payload), self._app.bot), code)
        except Fault.CAUSES as error:
            noted(error, "reading an update", on="telegram")
            return lambda _: None

    def _park(self, payload: Json, reason: str, tell: Callable[[Tx], None], tx: Tx) -> None:
        event_id = f"{self._workspace}:{payload['update_id']}"
        if tx.parked.park(PLATFORM, self._workspace, event_id, place=place_of(payload), payload=payload, reason=reason):
            tell(tx)
