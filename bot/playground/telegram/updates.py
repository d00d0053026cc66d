"""What waits for the bot: updates in order, each kept until it is confirmed or a day old (LIMITS B.1)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bot.playground.telegram.entities import Json

DAY = 24 * 3600
ALL_KINDS = frozenset({"message", "edited_message", "callback_query", "my_chat_member", "message_reaction"})
UNASKED = ALL_KINDS - {"message_reaction"}
"""What comes without being named in allowed_updates."""


@dataclass
class Update:
    """One update; `born` is the story's Unix time. `handed`: real instant at which a poller took it; it may come again.

    `confirmed`: it waits no more, because it was taken or because it is `lost`.
    """

    update_id: int
    kind: str
    body: Json
    chat: int
    born: int
    handed: float = float("-inf")
    confirmed: bool = False
    lost: bool = False

    def as_json(self) -> Json:
        """As the Bot API sends it."""
        return {"update_id": self.update_id, self.kind: self.body}


@dataclass
class Updates:
    """The queue of one bot. `now` is the story's Unix time."""

    now: Callable[[], int]
    pending: list[Update] = field(default_factory=list)
    allowed: frozenset[str] = UNASKED
    heard: list[Callable[[Update], None]] = field(default_factory=list)
    _next: int = 100_001
    _bell: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, kind: str, body: Json, chat: int) -> Update | None:
        """A new one; None for a kind the bot did not ask for, which is never kept."""
        if kind not in self.allowed:
            return None
        update = Update(self._next, kind, body, chat, self.now())
        self._next += 1
        self.pending.append(update)
        self.ring()
        for listener in self.heard:
            listener(update)
        return update

    def allow(self, kinds: Iterable[str] | None) -> None:
        """As `allowed_updates` says: None keeps what was, an empty list is the default again."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or UNASKED

    def confirm(self, offset: int) -> None:
        """All before `offset` are done with. A negative one forgets all but the last ones."""
        if offset < 0:
            keep = len(self.pending) + offset
            self._drop(self.pending[: max(keep, 0)], lost=True)
        else:
            self._drop([one for one in self.pending if one.update_id < offset])

    def conclude(self, update: Update, *, lost: bool) -> None:
        """This one was taken by a webhook, or given up."""
        self._drop([update], lost=lost)

    def forget(self) -> None:
        """`drop_pending_updates`."""
        self._drop(list(self.pending), lost=True)

    def waiting(self, limit: int = 100) -> list[Update]:
        """The oldest ones, without those that waited for more than a day."""
        self._drop([one for one in self.pending if self.now() - one.born > DAY], lost=True)
        return self.pending[:limit]

    def ring(self) -> None:
        """Something changed: whoever waits looks again."""
        self._bell.set()
        self._bell = asyncio.Event()

    async def changed(self, seconds: float) -> None:
        """Returns when something changed, or after `seconds`."""
        bell = self._bell
        try:
            await asyncio.wait_for(bell.wait(), seconds)
        except TimeoutError:
            return

    def _drop(self, gone: list[Update], *, lost: bool = False) -> None:
        for one in gone:
            one.confirmed, one.lost = True, lost
        self.pending[:] = [one for one in self.pending if not one.confirmed]
        self.ring()
