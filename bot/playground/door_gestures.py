"""What can be done through the door, by name; the JSON of each request names the person as `as`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.playground.slack import GestureError, Message, Person, StrictSlack
from bot.playground.slack.entities import Json
from bot.playground.slack.reading import Surface

Doing = Callable[["Gestures", Person, Json], Awaitable[Json]]


class Gestures:
    """Translates requests into what `Person` does."""

    def __init__(self, slack: StrictSlack) -> None:
        self._slack = slack

    async def do(self, name: str, person: Person, request: Json) -> Json:
        """The answer as JSON. Raises GestureError, and KeyError for a request that lacks something."""
        if name not in GESTURES:
            raise GestureError("only_on_a_phone", name)
        return await GESTURES[name](self, person, request)

    def person(self, name: str) -> Person:
        """By short name. Raises KeyError."""
        return self._slack.person(name)

    def message(self, where: Json) -> Message:
        """The message a request means by its channel and ts."""
        found = self._slack.world.find(where["channel"], where["ts"])
        if found is None:
            raise GestureError("no_such_message")
        return found

    def surface(self, request: Json) -> Message | Surface | None:
        """What is pressed: a message, `home`, `modal`, or whatever has the button."""
        on = request.get("on")
        return on if on in ("home", "modal", None) else self.message(on)


async def _says(door: Gestures, person: Person, request: Json) -> Json:
    thread = door.message(request["thread"]) if request.get("thread") else None
    pasted = bool(request.get("pasted"))
    return _told(await person.says(request["text"], request.get("in") or None, thread=thread, pasted=pasted))


async def _edits(door: Gestures, person: Person, request: Json) -> Json:
    return _told(await person.edits(door.message(request["message"]), request["text"]))


async def _deletes(door: Gestures, person: Person, request: Json) -> Json:
    await person.deletes(door.message(request["message"]))
    return {}


async def _reacts(door: Gestures, person: Person, request: Json) -> Json:
    await person.reacts(door.message(request["message"]), request["emoji"])
    return {}


async def _command(_: Gestures, person: Person, request: Json) -> Json:
    answer = await person.types_command(request["command"], request.get("text", ""), request.get("in") or None)
    return {"acknowledged": answer.acknowledged}


async def _presses(door: Gestures, person: Person, request: Json) -> Json:
    answer = await person.presses(request["label"], door.surface(request), int(request.get("nth", 1)))
    return {"acknowledged": answer.acknowledged}


async def _chooses(door: Gestures, person: Person, request: Json) -> Json:
    surface, nth = door.surface(request), int(request.get("nth", 1))
    answer = await person.chooses(request["choice"], request["label"], surface, nth)
    return {"acknowledged": answer.acknowledged}


async def _shortcut(door: Gestures, person: Person, request: Json) -> Json:
    answer = await person.shortcut(door.message(request["message"]), request["callback_id"])
    return {"acknowledged": answer.acknowledged}


async def _opens_home(_: Gestures, person: Person, __: Json) -> Json:
    await person.opens_home()
    return {}


async def _enters(_: Gestures, person: Person, request: Json) -> Json:
    await person.enters(request["values"])
    return {}


async def _submits(_: Gestures, person: Person, request: Json) -> Json:
    answer = await person.submits(request.get("values") or {})
    return {"acknowledged": answer.acknowledged}


async def _looks_up(_: Gestures, person: Person, request: Json) -> Json:
    return {"options": await person.looks_up(request["label"], request["typed"])}


async def _closes(_: Gestures, person: Person, __: Json) -> Json:
    await person.closes_modal()
    return {}


def _told(message: Message) -> Json:
    return {"message": {"channel": message.channel, "ts": message.ts}}


GESTURES: dict[str, Doing] = {
    "says": _says,
    "edits": _edits,
    "deletes": _deletes,
    "reacts": _reacts,
    "command": _command,
    "presses": _presses,
    "chooses": _chooses,
    "shortcut": _shortcut,
    "opens_home": _opens_home,
    "enters": _enters,
    "submits": _submits,
    "looks_up": _looks_up,
    "closes_modal": _closes,
}
