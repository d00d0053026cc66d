"""What a person's screen shows, as JSON: messages, the open form, the home page, and what happens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bot.playground.screen import Line, Part
from bot.playground.slack import Field, Message, Person, StrictSlack
from bot.playground.slack.emoji import shown
from bot.playground.slack.entities import Json
from bot.playground.slack.escaping import unescape
from bot.playground.slack.forms import options_of
from bot.playground.slack.happenings import Happening

SIDE = "slack"


class Screen:
    """Reads one workspace for whoever looks through the door."""

    def __init__(self, slack: StrictSlack) -> None:
        self._slack = slack

    def workspace(self) -> Json:
        """Who is there, which rooms, which commands and shortcuts the app declares."""
        world, rules = self._slack.world, self._slack.rules
        people = [one for one in world.members.values() if not one.is_bot]
        return {
            "people": [{"name": one.name, "label": one.label, "tz": one.tz, "side": SIDE, "last": self.last} for one in people],
            "rooms": [one.name for one in world.channels.values() if one.kind != "im"],
            "commands": sorted(rules.commands or ()),
            "shortcuts": sorted(rules.shortcuts or ()),
        }

    def zone(self, person: Person) -> str:
        """Where the person is (IANA)."""
        return person.member.tz

    @property
    def last(self) -> int:
        """The number of the newest happening."""
        return self._slack.world.happenings.last

    async def happenings(self, person: Person, since: int, seconds: float) -> list[Json]:
        """Those that this person sees after `since`, waiting so long for the first."""
        found = await self._slack.world.happenings.wait_beyond(since, seconds, person.id)
        return [self.happening(person, one) for one in found]

    def messages(self, person: Person, place: str) -> list[Json]:
        """What stands in a place now, or everywhere."""
        found = person.messages(place) if place else person.everything()
        return [self.message(person, one) for one in found]

    def happening(self, person: Person, happening: Happening) -> Json:
        """One thing that came to this person's screen; of a message, what it was at that moment."""
        message = self.message(person, happening.message) if happening.message else None
        return {
            "number": happening.number,
            "kind": happening.kind,
            "by": self._label(happening.by),
            "mine": happening.by == person.id,
            "what": shown(happening.what) if happening.kind == "reaction" else happening.what,
            "message": message,
        }

    def message(self, person: Person, message: Message) -> Json:
        """A message with its lines, its buttons and where it stands."""
        channel = self._slack.world.channels[message.channel]
        root = self._slack.world.find(message.channel, message.thread_ts) if message.is_reply else None
        return {
            "channel": message.channel,
            "ts": message.ts,
            "by": self._label(message.user),
            "mine": message.user == person.id,
            "side": SIDE,
            "room": "" if channel.kind == "im" else channel.name,
            "thread": person.text(root).split("\n")[0] if root else "",
            "private": bool(message.ephemeral_to) and channel.kind != "im",
            "edited": bool(message.edited_ts),
            "reactions": [shown(name) for name in message.reactions],
            "parts": parts_as_json(person.parts(message)),
        }

    def form(self, person: Person) -> Json:
        """The open form with its fields, or an empty object."""
        view = person.modal
        if view is None:
            return {}
        title = view.properties.get("title") or {"text": ""}
        return {
            "id": view.id,
            "hash": view.hash,
            "title": unescape(title["text"]),
            "parts": parts_as_json(person.parts_on("modal")),
            "fields": [field_as_json(one, view.errors.get(one.block_id, "")) for one in person.fields()],
            "sends": view.properties.get("submit") is not None,
        }

    def home(self, person: Person) -> Json:
        """The home page, or an empty object."""
        return {"parts": parts_as_json(person.parts_on("home"))} if person.home else {}

    def _label(self, user_id: str) -> str:
        member = self._slack.world.members.get(user_id)
        return member.label if member else ""


def field_as_json(field: Field, error: str) -> Json:
    """A field with its choices, its present value and the error under it."""
    return {
        "name": field.block_id,
        "label": field.label,
        "kind": field.kind,
        "optional": field.optional,
        "hint": field.hint,
        "current": field.current,
        "options": [unescape(one["text"]["text"]) for one in field.options],
        "error": error,
    }


def parts_as_json(parts: Iterable[Part]) -> list[Json]:
    """Lines as lists of [text, style], rows as lists of controls; `nth` tells apart controls of one label."""
    seen: Counter[str] = Counter()
    found: list[Json] = []
    for part in parts:
        if isinstance(part, Line):
            found.append({"line": [[span.text, span.style] for span in part.spans]})
            continue
        row = []
        for control in part.controls:
            seen[control.label] += 1
            options = [unescape(one["text"]["text"]) for one in options_of(control.element)]
            nth = seen[control.label]
            link = str(control.element.get("url", ""))
            row.append({"label": control.label, "kind": control.kind, "nth": nth, "options": options, "url": link})
        found.append({"controls": row})
    return found
