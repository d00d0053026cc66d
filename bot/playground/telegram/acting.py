"""What a person does in Telegram. Every gesture returns when the bot is done with its updates, and then waits for quiet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.playground.screen import GestureError
from bot.playground.telegram.attachments import attachment
from bot.playground.telegram.composer import composed, exact
from bot.playground.telegram.emoji import is_reaction
from bot.playground.telegram.entities import Chat, Contact, Json, Message
from bot.playground.telegram.messenger import Callback
from bot.playground.telegram.payloads import origin
from bot.playground.telegram.phone import Phone
from bot.playground.telegram.reading import Place, Stage, Viewer
from bot.playground.telegram.spans import detected, trimmed
from bot.playground.telegram.updates import Update

LONGEST = 4096
DEEP_LINK = re.compile(r"[A-Za-z0-9_-]{1,64}")
BOT_ADDRESS = re.compile(r"https?://(?:t\.me|telegram\.me)/(?P<bot>\w+)(?:\?start=(?P<payload>\S*))?")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came of a press: `acknowledged` when the bot took the update; the toast, or the address that opens."""

    acknowledged: bool
    answered: bool = False
    text: str = ""
    alert: bool = False
    url: str = ""


class Person(Viewer):
    """A person with a phone. What the app would not let him do raises GestureError."""

    def __init__(self, stage: Stage, contact: Contact) -> None:
        super().__init__(stage, contact)
        self.phone = Phone()
        self._taken = False

    async def says(
        self,
        text: str,
        in_: Place = None,
        *,
        reply_to: Message | None = None,
        thread: Message | None = None,
        topic: str | int = "",
        formatted: bool = False,
        pasted: bool = False,
        entities: Iterable[tuple[str, int, int]] = (),
    ) -> Message:
        """Types a message, in his conversation with the bot by default; a long one leaves as several, of which this is the last.

        `reply_to` (or `thread`, its name on other platforms) is the message answered. `formatted` takes the app's own marks
        (`**bold** __italic__ ~~struck~~ ||hidden||` and code); pasted text keeps them. `entities` are exact: (type, offset, length).
        """
        answered = reply_to or thread or (in_ if isinstance(in_, Message) else None)
        chat = self.room(answered or in_)
        words, marks = composed(text) if formatted and not pasted else (text, exact(entities))
        words, kept = trimmed(words, marks)
        if not words:
            raise GestureError("no_text")
        parts = [words[start : start + LONGEST] for start in range(0, len(words), LONGEST)]
        where = {"topic": self._topic(chat, topic, answered), "reply_to": answered.message_id if answered else 0}
        sent = [await self._sends(chat, text=part, entities=detected(part, kept if len(parts) == 1 else ()), **where) for part in parts]
        return sent[-1]

    async def starts(self, payload: str = "") -> Message:
        """Presses START, or follows a link to the bot that carries `payload`."""
        if payload and not DEEP_LINK.fullmatch(payload):
            raise GestureError("bad_deep_link", payload, 64)
        if self._world.open(self.id).bot == "kicked":
            await self.unblocks()
        return await self.says(f"/start {payload}".strip())

    async def types_command(self, command: str, text: str = "", in_: Place = None) -> Answer:
        """A command, with or without its slash, and what follows it."""
        await self.says(f"/{command.removeprefix('/')} {text}".strip(), in_)
        return Answer(acknowledged=self.phone.online and self._taken)

    async def edits(self, message: Message, text: str, *, formatted: bool = False, pasted: bool = False) -> Message:
        """Changes one of his own messages; answers the new version."""
        self._must_be_mine(message)
        self._must_be_online()
        words, kept = trimmed(*(composed(text) if formatted and not pasted else (text, [])))
        if not words or len(words) > LONGEST:
            raise GestureError("too_long" if words else "no_text", limit=LONGEST)
        first = self._world.happenings.last + 1
        changed = self._world.edit(message, by=self.id, text=words, entities=detected(words, kept))
        await self._concluded(first)
        return changed

    async def deletes(self, message: Message) -> None:
        """Takes one of his own messages away, of which no bot is told."""
        self._must_be_mine(message)
        self._must_be_online()
        self._world.delete(message, by=self.id)
        await self.stage.settle()

    async def forwards(self, text: str, sender: str = "", in_: Place = None, *, formatted: bool = False) -> Message:
        """Forwards what `sender` wrote elsewhere: a person of the story by short name, or a name behind which an account hides."""
        words, kept = trimmed(*(composed(text) if formatted else (text, [])))
        known = next((one for one in self._world.contacts.values() if one.name == sender), None)
        source = origin(sender or "Somebody", known, self._world.now - 3600)
        return await self._sends(self.room(in_), text=words, entities=detected(words, kept), forward_origin=source)

    async def sends(self, kind: str, caption: str = "", in_: Place = None, *, content: bytes = b"", name: str = "") -> Message:
        """Sends a voice, sticker, photo, document, poll, location or contact."""
        media = attachment(kind, name, content, self.stage.messenger.files)
        return await self._sends(self.room(in_), text=caption, entities=detected(caption, ()), media=media)

    async def reacts(self, message: Message, emoji: str) -> None:
        """Puts an emoji on a message he sees; an empty one takes his own away."""
        self.room(message)
        self._must_be_online()
        if emoji and not is_reaction(emoji):
            raise GestureError("no_such_reaction", emoji)
        first = self._world.happenings.last + 1
        self._world.react(message, (emoji,) if emoji else (), self.id)
        await self._concluded(first)

    async def presses(self, label: str, on: Message | None = None, nth: int = 1) -> Answer:
        """Presses the `nth` button with this label, on the newest message that has it.

        A message kept from before an edit still shows its old buttons: pressing one of them is what a slow screen does.
        """
        message, button = self._find(label, on, nth)
        if message is None:
            await self.says(label)
            return Answer(acknowledged=self.phone.online and self._taken)
        self._must_be_online()
        if "callback_data" not in button:
            return await self._follows(str(button.get("url", "")))
        callback = self.stage.messenger.callbacks.new(self.id, message, str(button["callback_data"]))
        update = self._query(callback)
        acknowledged = update is not None and await self.stage.messenger.delivery.concluded([update], self.stage.patience)
        await self.stage.settle()
        answered = callback.answered
        return Answer(acknowledged=acknowledged, answered=answered, text=callback.text, alert=callback.alert, url=callback.url)

    def _query(self, callback: Callback) -> Update | None:
        messenger = self.stage.messenger
        body = {
            "id": callback.query_id,
            "from": messenger.payloads.user(self.id),
            "message": messenger.payloads.message(self._world.current(callback.message)),
            "chat_instance": str(abs(callback.message.chat) * 7919),
            "data": callback.asked,
        }
        return messenger.delivery.updates.add("callback_query", body, callback.message.chat)

    async def _follows(self, url: str) -> Answer:
        match = BOT_ADDRESS.fullmatch(url)
        if match and match["bot"].lower() == self._world.identity.bot_username.lower():
            await self.starts(match["payload"] or "")
        return Answer(acknowledged=True, url=url)

    async def blocks(self) -> None:
        """Stops the bot: from here on it may not write to him."""
        await self._stands(self.room(), "kicked")

    async def unblocks(self) -> None:
        """Lets the bot write to him again."""
        await self._stands(self.room(), "member")

    async def adds_bot(self, group: str) -> None:
        """Brings our bot into one of his groups."""
        chat = self.room(group)
        await self._stands(chat, "member")
        await self._sends(chat, service={"new_chat_members": [self.stage.messenger.payloads.me()]})

    async def removes_bot(self, group: str) -> None:
        """Puts our bot out of one of his groups."""
        chat = self.room(group)
        await self._stands(chat, "kicked")
        await self._sends(chat, service={"left_chat_member": self.stage.messenger.payloads.me()})

    async def _stands(self, chat: Chat, standing: Any) -> None:
        self._must_be_online()
        first = self._world.happenings.last + 1
        self._world.stands(chat, standing, self.id)
        await self._concluded(first)

    def goes_offline(self) -> None:
        """No network from here on."""
        self.phone.online = False

    async def comes_online(self, *, twice: bool = False) -> list[Message]:
        """Network again: what he typed arrives now, dated when he typed it, each `twice` where the first receipt is lost."""
        return await self.phone.reconnect(twice=twice)

    async def _sends(self, chat: Chat, **content: Any) -> Message:
        if chat.bot == "kicked" and chat.kind == "private":
            raise GestureError("blocked", chat.name)
        if self.phone.online:
            return await self._posts(chat, content)
        date = int((self._world.clock() + self.member.phone_clock_ahead).timestamp())
        self.phone.waiting.append(lambda: self._posts(chat, content | {"date": date}))
        return Message(chat=chat.id, message_id=0, sender=self.id, **content | {"date": date})

    async def _posts(self, chat: Chat, content: Json) -> Message:
        first = self._world.happenings.last + 1
        message = self._world.post(chat, self.id, **content)
        await self._concluded(first)
        return message

    async def _concluded(self, first: int) -> None:
        made = self.stage.hearing.made(first, self._world.happenings.last)
        self._taken = await self.stage.messenger.delivery.concluded(made, self.stage.patience)
        await self.stage.settle()

    def _topic(self, chat: Chat, topic: str | int, answered: Message | None) -> int:
        if topic and isinstance(topic, str):
            return self._world.topic(chat, topic, self.id)
        return int(topic or 0) or (answered.topic if answered else 0)

    def _find(self, label: str, on: Message | None, nth: int) -> tuple[Message | None, Json]:
        for message in self._surfaces(on):
            found = [one for row in message.rows for one in row if label in (one["text"], one.get("callback_data"))]
            if len(found) >= nth:
                return message, found[nth - 1]
        if on is None and label in self.keyboard:
            return None, {}
        raise GestureError("no_such_button", label)

    def _surfaces(self, on: Message | None) -> list[Message]:
        if on is None:
            return list(reversed(self.everything()))
        self.room(on)
        return [self._world.current(on), on]

    def _must_be_mine(self, message: Message) -> None:
        if message.sender != self.id or not message.message_id or self._world.current(message).deleted:
            raise GestureError("not_yours")

    def _must_be_online(self) -> None:
        if not self.phone.online:
            raise GestureError("offline")
