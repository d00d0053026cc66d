"""What all parts of the terminal share: the door, the lines in and out, the language, and the paint."""

from __future__ import annotations

from dataclasses import dataclass

from bot.playground.chat.client import DoorClient, Json, RefusedError
from bot.playground.chat.lines import Lines, Typed
from bot.playground.chat.screen import Painter, excerpt, plain
from bot.playground.chat.words import Language, refusal, word

LISTED = 15


@dataclass
class Console:
    """One terminal. `person` is who acts now; a script replaces `lines` for each of its dialogues."""

    client: DoorClient
    lines: Lines
    painter: Painter
    language: Language
    person: str

    def ask(self, path: str, **query: object) -> Json:
        """Reads at the door, as the person."""
        return self.client.ask(path, as_=self.person, **query)

    def do(self, gesture: str, **request: object) -> Json:
        """Acts at the door, as the person. Raises RefusedError."""
        return self.client.do(gesture, as_=self.person, **request)

    def read(self) -> Typed | None:
        """The next thing typed."""
        return self.lines.read(self.person)

    def write(self, *lines: str) -> None:
        """Lines as they are."""
        for line in lines:
            self.lines.write(line)

    def say(self, key: str, **values: object) -> None:
        """A sentence of the table."""
        self.lines.write(word(self.language, key, **values))

    def refuse(self, error: RefusedError, before: str = "") -> None:
        """Why not, in words."""
        self.lines.write(before + refusal(self.language, error.code, error.where, error.limit))

    def pick(self, options: list[str]) -> str:
        """One of these, by its number or as typed."""
        for number, label in enumerate(options, start=1):
            self.lines.write(f"  [{number}] {label}")
        typed = self.read()
        return option(options, typed.text.strip() if typed else "")


def option(options: list[str], typed: str) -> str:
    """The choice of this number, else what was typed."""
    if typed.isdecimal() and 1 <= int(typed) <= len(options):
        return options[int(typed) - 1]
    return typed


class Finder:
    """Messages by number, by words, or mine."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._listed: list[Json] = []

    def messages(self, place: str = "") -> list[Json]:
        """All the person sees, or what stands in one place, oldest first."""
        found: list[Json] = self._console.ask("messages", in_=place)["messages"]
        return found

    def show(self, rest: str) -> None:
        """The latest, numbered."""
        count = int(rest) if rest.isdecimal() else LISTED
        self._listed = self.messages()[-count:]
        if not self._listed:
            self._console.say("nothing")
        for number, message in enumerate(self._listed, start=1):
            header = self._console.painter.header(message)
            self._console.write(f"({number}) {header} : {excerpt(plain(message))}")

    def find(self, wanted: str, place: str = "") -> Json:
        """By its number in the last listing, or the newest that contains these words; without words the newest of the place.

        Raises RefusedError no_message.
        """
        if wanted.isdecimal() and 1 <= int(wanted) <= len(self._listed):
            return self._listed[int(wanted) - 1]
        return _newest([one for one in self.messages(place) if wanted.lower() in plain(one).lower()])

    def mine(self) -> Json:
        """The person's own newest message. Raises RefusedError no_message."""
        return _newest([one for one in self.messages() if one["mine"]])


def reference(message: Json) -> Json:
    """How the door names a message."""
    return {"channel": message["channel"], "ts": message["ts"]}


def _newest(messages: list[Json]) -> Json:
    if not messages:
        raise RefusedError("no_message")
    return messages[-1]
