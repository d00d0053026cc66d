"""What of all that happens reaches our bot: everything said to it alone, and of a group what privacy mode lets through."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

from bot.playground.telegram.deliver_poll import Polling
from bot.playground.telegram.deliver_webhook import Webhook
from bot.playground.telegram.entities import Chat, Message, Standing
from bot.playground.telegram.happenings import Happening
from bot.playground.telegram.payloads import Payloads
from bot.playground.telegram.spans import cut
from bot.playground.telegram.updates import Update, Updates
from bot.playground.telegram.world import World

TICK = 0.05


@dataclass
class Delivery:
    """The two ways to the bot, and whether anybody is at their end. `grace` is real seconds between two polls."""

    updates: Updates
    polling: Polling
    webhook: Webhook
    grace: float = 1.0

    @property
    def awake(self) -> bool:
        """False when waiting for the bot would be in vain."""
        return bool(self.webhook.url) or self.polling.awake(self.grace)

    async def concluded(self, updates: Iterable[Update], patience: float) -> bool:
        """Waits until the bot is done with these; false when it is not within `patience` real seconds, or nobody listens."""
        wanted, deadline = list(updates), time.monotonic() + patience
        while not all(one.confirmed for one in wanted):
            if time.monotonic() > deadline or not self.awake:
                return False
            await self.updates.changed(TICK)
        return not any(one.lost for one in wanted)

    async def begun(self, seconds: float) -> bool:
        """True as soon as the bot polls or has a webhook; false when it does neither within real `seconds`."""
        deadline = time.monotonic() + seconds
        while not self.awake and time.monotonic() < deadline:
            await self.updates.changed(TICK)
        return self.awake

    async def idle(self) -> None:
        """Returns when nothing waits to be confirmed or brought again, or nobody listens."""
        while self.updates.pending and self.awake:
            await self.updates.changed(TICK)


class Hearing:
    """Turns happenings into updates."""

    def __init__(self, world: World, payloads: Payloads, updates: Updates, *, privacy: bool) -> None:
        self._world = world
        self._payloads = payloads
        self._updates = updates
        self._privacy = privacy
        self._made: dict[int, list[Update]] = {}

    def hear(self, happening: Happening) -> None:
        """Queues what the bot is told of it."""
        update = self._update_of(happening)
        if update is not None:
            self._made[happening.number] = [update]

    def made(self, first: int, last: int) -> list[Update]:
        """The updates that happenings `first` to `last` became."""
        return [update for number in range(first, last + 1) for update in self._made.pop(number, [])]

    def _update_of(self, happening: Happening) -> Update | None:
        chat = self._world.chats.get(happening.chat)
        if chat is None or happening.by == self._world.identity.bot_id:
            return None
        match happening.kind:
            case "member":
                before, after = happening.what.split()
                return self._updates.add("my_chat_member", self._standing(chat, happening.by, before, after), chat.id)
            case "message" | "changed" if happening.message and self._told(happening.message, chat):
                kind = "message" if happening.kind == "message" else "edited_message"
                return self._updates.add(kind, self._payloads.message(happening.message), chat.id)
            case "reaction" if happening.message and happening.before and (chat.kind == "private" or chat.bot == "administrator"):
                body = self._payloads.reaction(happening.message, happening.before, happening.by)
                return self._updates.add("message_reaction", body, chat.id)
        return None

    def _standing(self, chat: Chat, by: int, before: str, after: str) -> dict[str, object]:
        known: dict[str, Standing] = {"member": "member", "administrator": "administrator", "left": "left", "kicked": "kicked"}
        return self._payloads.standing(chat, by, known[before], known[after])

    def _told(self, message: Message, chat: Chat) -> bool:
        if chat.bot not in ("member", "administrator"):
            return False
        open_to_it = chat.kind == "private" or not self._privacy or chat.bot == "administrator"
        return open_to_it or bool(message.service) or self._concerns_it(message)

    def _concerns_it(self, message: Message) -> bool:
        answered = self._world.find(message.chat, message.reply_to) if message.reply_to else None
        if answered and answered.sender == self._world.identity.bot_id:
            return True
        return any(self._calls_it(cut(message.text, one["offset"], one["length"]), one) for one in message.entities)

    def _calls_it(self, text: str, entity: dict[str, object]) -> bool:
        name = f"@{self._world.identity.bot_username}".lower()
        if entity["type"] == "bot_command" and entity["offset"] == 0:
            return "@" not in text or text.lower().endswith(name)
        return entity["type"] == "mention" and text.lower() == name
