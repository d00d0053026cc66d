"""The door's second side: what can be done with a person's phone, by name, and what its screen shows, as JSON."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.playground.door_screen import parts_as_json
from bot.playground.slack import GestureError
from bot.playground.telegram import Message, Person, StrictTelegram
from bot.playground.telegram.entities import Json
from bot.playground.telegram.happenings import Happening

SIDE = "telegram"
Doing = Callable[["PhoneGestures", Person, Json], Awaitable[Json]]


class PhoneScreen:
    """Reads one Telegram for whoever looks through the door. `zones`: where each person's phone is, by short name (IANA)."""

    def __init__(self, telegram: StrictTelegram, zones: Mapping[str, str]) -> None:
        self._telegram = telegram
        self._zones = zones

    def workspace(self) -> Json:
        """Who has a phone, and which groups there are."""
        world = self._telegram.world
        people = [
            {"name": one.name, "label": one.label, "tz": self._zone_of(one.name), "side": SIDE, "last": self.last}
            for one in world.contacts.values()
        ]
        return {"people": people, "rooms": [one.name for one in world.chats.values() if one.kind != "private"]}

    def zone(self, person: Person) -> str:
        """Where the person's phone is (IANA)."""
        return self._zone_of(person.member.name)

    def _zone_of(self, name: str) -> str:
        return self._zones.get(name, "Europe/Paris")

    @property
    def last(self) -> int:
        """The number of the newest happening."""
        return self._telegram.world.happenings.last

    async def happenings(self, person: Person, since: int, seconds: float) -> list[Json]:
        """Those that this person sees after `since`, waiting so long for the first."""
        found = await self._telegram.world.happenings.wait_beyond(since, seconds, person.id)
        return [self._happening(person, one) for one in found]

    def messages(self, person: Person, place: str) -> list[Json]:
        """What stands in a group now, or everywhere."""
        found = person.messages(place.removeprefix("#")) if place else person.everything()
        return [self.message(person, one) for one in found]

    def message(self, person: Person, message: Message) -> Json:
        """A message with its lines, its buttons and where it stands."""
        chat = self._telegram.world.chats[message.chat]
        return {
            "channel": message.channel,
            "ts": message.ts,
            "by": self._label(message.sender),
            "mine": message.sender == person.id,
            "side": SIDE,
            "room": "" if chat.kind == "private" else chat.name,
            "thread": "",
            "private": False,
            "edited": bool(message.edited),
            "reactions": [sign for signs in message.reactions.values() for sign in signs],
            "parts": parts_as_json(person.parts(message)),
        }

    def form(self, _: Person) -> Json:
        """Telegram has no forms: questions come as messages."""
        return {}

    def home(self, _: Person) -> Json:
        """Nor a home page."""
        return {}

    def menu(self, person: Person) -> Json:
        """The commands that his app offers."""
        return {"menu": [{"command": command, "description": description} for command, description in person.menu]}

    def _happening(self, person: Person, happening: Happening) -> Json:
        message = self.message(person, happening.message) if happening.message else None
        return {
            "number": happening.number,
            "kind": happening.kind,
            "by": self._label(happening.by),
            "mine": happening.by == person.id,
            "what": happening.what,
            "message": message,
        }

    def _label(self, user_id: int) -> str:
        contact = self._telegram.world.contacts.get(user_id)
        return contact.label if contact else self._telegram.world.identity.bot_name


class PhoneGestures:
    """Translates requests into what a person does with his phone."""

    def __init__(self, telegram: StrictTelegram) -> None:
        self._telegram = telegram

    async def do(self, name: str, person: Person, request: Json) -> Json:
        """The answer as JSON. Raises GestureError, and KeyError for a request that lacks something."""
        if name not in GESTURES:
            raise GestureError("not_on_a_phone", name)
        return await GESTURES[name](self, person, request)

    def person(self, name: str) -> Person:
        """By short name. Raises KeyError."""
        return self._telegram.person(name)

    def message(self, where: Json) -> Message:
        """The message a request means by its chat and id."""
        found = self._telegram.world.find(where["channel"], where["ts"])
        if found is None:
            raise GestureError("no_such_message")
        return found

    def completed(self, text: str) -> str:
        """The bot's name after an @ becomes its username, as the app completes it: Telegram knows no mention of a bot by its name."""
        identity = self._telegram.world.identity
        return text.replace(f"@{identity.bot_name}", f"@{identity.bot_username}")


def _place(request: Json) -> str | None:
    return (request.get("in") or "").removeprefix("#") or None


async def _says(phone: PhoneGestures, person: Person, request: Json) -> Json:
    answered = phone.message(request["thread"]) if request.get("thread") else None
    text = phone.completed(request["text"])
    return _told(await person.says(text, _place(request), reply_to=answered, formatted=not request.get("pasted")))


async def _command(_: PhoneGestures, person: Person, request: Json) -> Json:
    answer = await person.types_command(request["command"], request.get("text", ""), _place(request))
    return {"acknowledged": answer.acknowledged}


async def _edits(phone: PhoneGestures, person: Person, request: Json) -> Json:
    return _told(await person.edits(phone.message(request["message"]), phone.completed(request["text"]), formatted=True))


async def _deletes(phone: PhoneGestures, person: Person, request: Json) -> Json:
    await person.deletes(phone.message(request["message"]))
    return {}


async def _reacts(phone: PhoneGestures, person: Person, request: Json) -> Json:
    await person.reacts(phone.message(request["message"]), request["emoji"])
    return {}


async def _presses(phone: PhoneGestures, person: Person, request: Json) -> Json:
    on = phone.message(request["on"]) if request.get("on") else None
    answer = await person.presses(request["label"], on, int(request.get("nth", 1)))
    return {"acknowledged": answer.acknowledged, "toast": answer.text}


async def _starts(_: PhoneGestures, person: Person, request: Json) -> Json:
    return _told(await person.starts(request.get("payload", "")))


async def _forwards(_: PhoneGestures, person: Person, request: Json) -> Json:
    return _told(await person.forwards(request["text"], request.get("sender", ""), _place(request)))


async def _sends(_: PhoneGestures, person: Person, request: Json) -> Json:
    return _told(await person.sends(request["kind"], request.get("caption", ""), _place(request)))


async def _blocks(_: PhoneGestures, person: Person, __: Json) -> Json:
    await person.blocks()
    return {}


async def _unblocks(_: PhoneGestures, person: Person, __: Json) -> Json:
    await person.unblocks()
    return {}


async def _goes_offline(_: PhoneGestures, person: Person, __: Json) -> Json:
    person.goes_offline()
    return {}


async def _comes_online(_: PhoneGestures, person: Person, request: Json) -> Json:
    return {"sent": len(await person.comes_online(twice=bool(request.get("twice"))))}


def _told(message: Message) -> Json:
    return {"message": {"channel": message.channel, "ts": message.ts}}


GESTURES: dict[str, Doing] = {
    "says": _says,
    "command": _command,
    "edits": _edits,
    "deletes": _deletes,
    "reacts": _reacts,
    "presses": _presses,
    "starts": _starts,
    "forwards": _forwards,
    "sends": _sends,
    "blocks": _blocks,
    "unblocks": _unblocks,
    "goes_offline": _goes_offline,
    "comes_online": _comes_online,
}
