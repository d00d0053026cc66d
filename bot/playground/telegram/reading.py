"""What one person sees: his conversation with the bot, his groups, the menu of commands. Nobody else's."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from bot.playground.screen import GestureError, Part, at_once, controls, flat, plain
from bot.playground.telegram.entities import Chat, Contact, Message
from bot.playground.telegram.happenings import Happening
from bot.playground.telegram.hearing import Hearing
from bot.playground.telegram.messenger import Messenger
from bot.playground.telegram.rendering import Renderer
from bot.playground.telegram.world import World

Place = str | Message | None
Settle = Callable[[], Awaitable[None]]


@dataclass
class Stage:
    """What every person of one server acts on. `patience` is how long a gesture waits for the bot, in real seconds."""

    messenger: Messenger
    hearing: Hearing
    renderer: Renderer
    settle: Settle = at_once
    patience: float = 5.0


class Viewer:
    """Reading as this person.

    Places are `None` for his conversation with the bot, `"emploi"` for a group, or a message for where it stands.
    """

    def __init__(self, stage: Stage, contact: Contact) -> None:
        self.stage = stage
        self.member = contact
        self.id = contact.id
        self.name = contact.name

    @property
    def _world(self) -> World:
        return self.stage.messenger.world

    def room(self, place: Place = None) -> Chat:
        """The chat of a place. Raises GestureError not_in_room for one he is not in."""
        if isinstance(place, Message):
            chat = self._world.chats[place.chat]
        else:
            chat = self._world.open(self.id) if place is None else self._named(place)
        if chat.migrated_to:
            raise GestureError("migrated", chat.name)
        if self.id not in chat.members:
            raise GestureError("not_in_room", chat.name)
        return chat

    def _named(self, name: str) -> Chat:
        try:
            return self._world.chat_named(name)
        except KeyError:
            raise GestureError("no_such_room", name) from None

    def rooms(self) -> list[Chat]:
        """Every chat he is in, one he migrated from included."""
        return [one for one in self._world.chats.values() if self.id in one.members]

    def messages(self, place: Place = None) -> list[Message]:
        """What stands there now, oldest first; with a message, the topic it is in. Nothing where he never opened the conversation."""
        if place is None and self.id not in self._world.chats:
            return []
        seen = list(self._world.messages(self.room(place).id))
        return [one for one in seen if one.topic == place.topic] if isinstance(place, Message) else seen

    def everything(self) -> list[Message]:
        """All he can see anywhere, in the order in which it came."""
        seen = (one.message for one in self.happenings() if one.kind == "message" and one.message)
        current = (self._world.current(one) for one in seen)
        return [one for one in current if not one.deleted]

    def last(self, place: Place = None) -> Message:
        """The newest message of our bot there. Raises GestureError no_such_message."""
        for message in reversed(self.messages(place)):
            if message.sender == self.stage.messenger.bot:
                return message
        raise GestureError("no_such_message")

    def parts(self, message: Message) -> list[Part]:
        """Its lines and buttons."""
        return self.stage.renderer.message(message)

    def text(self, message: Message) -> str:
        """Its text, without styles and buttons."""
        return plain(self.parts(message))

    def sees(self, text: str, place: Place | Literal["anywhere"] = "anywhere") -> bool:
        """True when a message he can see now contains this text; runs of any white space compare as one space."""
        where = self.everything() if place == "anywhere" else self.messages(place)
        return any(flat(text) in flat(self.text(one)) for one in where)

    def buttons(self, on: Message | None = None) -> list[str]:
        """The labels to press on a message: the bot's newest in his own conversation by default."""
        return [one.label for one in controls(self.parts_on(on))]

    def parts_on(self, on: Message | None = None) -> list[Part]:
        """Lines and buttons of a message as it is now."""
        return self.parts(self._world.current(on) if on is not None else self.last())

    @property
    def keyboard(self) -> list[str]:
        """The buttons in place of his letters, which type their label; empty where the bot gave none or took them away."""
        for message in reversed(self.messages()):
            if message.markup and ("keyboard" in message.markup or "remove_keyboard" in message.markup):
                return [str(one["text"]) for row in message.markup.get("keyboard", []) for one in row]
        return []

    @property
    def menu(self) -> list[tuple[str, str]]:
        """The commands his app offers in the conversation with the bot: (command, description)."""
        return self.menu_in()

    def menu_in(self, place: Place = None) -> list[tuple[str, str]]:
        """As `menu`, in a group."""
        return self.stage.messenger.menus.shown(self.room(place), self.id, self.member.language_code)

    @property
    def toasts(self) -> list[str]:
        """What the bot said over his screen when he pressed something."""
        return [one.what for one in self.happenings() if one.kind == "toast"]

    def happenings(self, since: int = 0) -> list[Happening]:
        """What came to his screen after this number."""
        return self._world.happenings.since(since, self.id)

    def received(self, since: int = 0) -> list[Message]:
        """The messages of our bot that reached him, each as first posted; an edit of one does not count."""
        found = [one for one in self.happenings(since) if one.kind == "message" and one.by == self.stage.messenger.bot]
        return [one.message for one in found if one.message is not None]

    def file(self, message: Message) -> bytes:
        """What is in the document of a message. Raises KeyError where there is none."""
        return self.stage.messenger.files[message.media["document"]["file_id"]]
