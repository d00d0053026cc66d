"""What one person sees: his rooms, his direct messages, his form, his home page. Nobody else's."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Literal

from bot.playground.screen import GestureError, Part, at_once, controls, flat, plain
from bot.playground.slack.composer import Composer
from bot.playground.slack.deliver import Delivery, Events
from bot.playground.slack.entities import Channel, Json, Member, Message
from bot.playground.slack.escaping import unescape
from bot.playground.slack.forms import Field, fields_of
from bot.playground.slack.happenings import Happening
from bot.playground.slack.rendering import Renderer
from bot.playground.slack.views import View
from bot.playground.slack.workspace import Workspace
from bot.playground.slack.world import World

Place = str | Message | None
Settle = Callable[[], Awaitable[None]]
Surface = Literal["home", "modal"]


@dataclass
class Stage:
    """What every person of one workspace acts on. `patience` is how long a gesture waits for the app, in real seconds."""

    workspace: Workspace
    delivery: Delivery
    events: Events
    composer: Composer
    renderer: Renderer
    settle: Settle = at_once
    patience: float = 5.0
    chosen: dict[tuple[str, str], dict[str, Json]] = field(default_factory=dict)


class Viewer:
    """Reading as this member. Places are `None` for his direct message, `"#emploi"`, or a message for its thread."""

    def __init__(self, stage: Stage, member: Member) -> None:
        self.stage = stage
        self.member = member
        self.id = member.id
        self.name = member.name

    @property
    def _world(self) -> World:
        return self.stage.workspace.world

    def room(self, place: Place = None) -> Channel:
        """The channel of a place. Raises GestureError not_in_room for one he is not in."""
        if isinstance(place, Message):
            channel = self._world.channels[place.channel]
        else:
            channel = self._world.direct(self.id) if place is None else self._named(place)
        if self.id not in channel.members:
            raise GestureError("not_in_room", channel.name)
        return channel

    def _named(self, name: str) -> Channel:
        try:
            return self._world.channel_named(name)
        except KeyError:
            raise GestureError("no_such_room", name) from None

    def rooms(self) -> list[Channel]:
        """Every channel and direct message he is in."""
        return [one for one in self._world.channels.values() if self.id in one.members]

    def messages(self, place: Place = None) -> list[Message]:
        """What stands there now, oldest first; with a message, its thread. Ephemeral ones only if they are his."""
        seen = [one for one in self._world.messages(self.room(place).id) if self.id in self._world.audience(one)]
        if isinstance(place, Message):
            root = place.thread_ts or place.ts
            return [one for one in seen if root in (one.ts, one.thread_ts)]
        return seen

    def everything(self) -> list[Message]:
        """All he can see anywhere, oldest first."""
        found = [one for room in self.rooms() for one in self._world.messages(room.id)]
        return sorted((one for one in found if self.id in self._world.audience(one)), key=_order)

    def last(self, place: Place = None) -> Message:
        """The newest message of our bot there. Raises GestureError no_such_message."""
        for message in reversed(self.messages(place)):
            if message.user == self._world.identity.bot_user_id:
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

    def buttons(self, on: Message | Surface | None = None) -> list[str]:
        """The labels to press on a message (the bot's newest in his direct message by default), a form or the home page."""
        return [one.label for one in controls(self.parts_on(on))]

    def parts_on(self, on: Message | Surface | None) -> list[Part]:
        """Lines and buttons of a message as it is now, of the open form, or of the home page."""
        if on == "modal" or on == "home":  # noqa: PLR1714 - the type checker narrows this form only
            return self.stage.renderer.blocks(self.view(on).blocks)
        return self.parts(self._world.current(on) if on is not None else self.last())

    def view(self, surface: Surface) -> View:
        """The open form or the home page. Raises GestureError nothing_open."""
        found = self.modal if surface == "modal" else self.home
        if found is None:
            raise GestureError("nothing_open", surface)
        return found

    @property
    def modal(self) -> View | None:
        """The form in front of him."""
        return self.stage.workspace.views.top(self.id)

    @property
    def home(self) -> View | None:
        """His home page, once the app published one."""
        return self.stage.workspace.views.homes.get(self.id)

    def view_text(self, surface: Surface) -> str:
        """Title and text of the form or home page, without its fields."""
        view = self.view(surface)
        title = view.properties.get("title") or {"text": ""}
        return (unescape(title["text"]) + "\n" + plain(self.parts_on(surface))).strip()

    def fields(self) -> list[Field]:
        """The fields of the open form. Raises GestureError nothing_open."""
        return fields_of(self.view("modal"))

    @property
    def field_errors(self) -> dict[str, str]:
        """What stands in red under the fields of the open form, by label."""
        errors = self.view("modal").errors
        return {one.label: errors[one.block_id] for one in self.fields() if one.block_id in errors}

    def happenings(self, since: int = 0) -> list[Happening]:
        """What came to his screen after this number."""
        return self._world.happenings.since(since, self.id)

    @property
    def errors(self) -> list[str]:
        """Every failure Slack showed him: operation_timeout, dispatch_failed…"""
        return [one.what for one in self.happenings() if one.kind == "error"]

    def received(self, since: int = 0) -> list[Message]:
        """The messages of our bot that reached him, each as first posted; an edit of one does not count."""
        bot = self._world.identity.bot_user_id
        found = [one for one in self.happenings(since) if one.kind == "message" and one.by == bot]
        return [one.message for one in found if one.message is not None]


def _order(message: Message) -> tuple[int, int]:
    seconds, _, micros = message.ts.partition(".")
    return int(seconds), int(micros)
