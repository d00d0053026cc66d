"""One talk with the playground: what is typed becomes a gesture, and after each gesture the screen shows what came."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.playground.chat.client import Json, RefusedError
from bot.playground.chat.console import Console, Finder, reference
from bot.playground.chat.filling import Filling
from bot.playground.chat.lines import Lines, Typed
from bot.playground.chat.news import News
from bot.playground.chat.phone import Phone
from bot.playground.chat.screen import Choice, choices_of, excerpt, plain
from bot.playground.chat.words import word


class LeaveError(Exception):
    """`:quit`."""


class Session:
    """Who acts, where, and which numbers mean what. Refusals are shown, but for that of a person nobody knows at the start."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._finder = Finder(console)
        self._workspace = console.client.ask("workspace")
        self._room = ""
        self._thread: Json | None = None
        self._choices: list[Choice] = []
        self._home: list[Json] = []
        self._phone = Phone(console, self._become)
        starts = {one["name"]: int(one["last"]) for one in self._workspace["people"]}
        self._news = News(console.client, console.painter, console.language, starts)
        self._directives: Mapping[str, Callable[[str], None]] = {
            "press": self._press_of,
            "messages": self._finder.show,
            "in": self._go,
            "thread": self._enter_thread,
            "as": self._become,
            "home": self._open_home,
            "edit": lambda text: self._on_mine("edits", text=text),
            "delete": lambda _: self._on_mine("deletes"),
            "react": self._react,
            "shortcut": self._shortcut,
            "say": self._write,
            "clock": self._clock,
            **self._phone.directives,
            "help": lambda _: console.say("help"),
            "quit": self._quit,
        }
        self._become(console.person)

    def greet_and_talk(self) -> None:
        """At a keyboard: a word of welcome first."""
        label = self._profile()["label"]
        who = word(self._console.language, "on_phone", who=label) if self._on_phone else label
        self._console.say("welcome", who=who)
        self._talk()

    def play(self, lines: Lines) -> None:
        """One dialogue of a script, after those before it."""
        self._console.lines = lines
        self._talk()

    def _talk(self) -> None:
        typed: Typed | None = None
        while typed := typed or self._console.read():
            try:
                typed = self._hear(typed)
            except RefusedError as error:
                self._console.refuse(error)
                typed = None
            except LeaveError:
                return

    def _hear(self, typed: Typed) -> Typed | None:
        """Does what was typed, shows what came of it, and puts questions while a form is open."""
        if typed.person != self._console.person:
            self._become(typed.person)
        self._do(typed)
        self._show_news()
        form = self._console.ask("form")
        while form:
            other = Filling(self._console, self._show_news).run()
            after = self._console.ask("form")
            if other is not None or (after and after["hash"] == form["hash"]):
                return other
            form = after
        return None

    def _do(self, typed: Typed) -> None:
        text = typed.text
        if typed.pasted:
            self._write(text, pasted=True)
        elif text.startswith(":"):
            name, _, rest = text[1:].partition(" ")
            self._direct(name, rest.strip())
        elif text.startswith("/"):
            command, _, rest = text.partition(" ")
            self._console.do("command", command=command, text=rest, in_=self._place())
        elif text.strip().isdecimal() and self._choices and not self._on_phone:
            self._press(text.strip(), self._choices)
        elif text.strip():
            self._write(text)

    def _direct(self, name: str, rest: str) -> None:
        if name.isdecimal():
            self._press(name, self._choices)
        elif name in self._directives:
            self._directives[name](rest)
        else:
            self._console.say("not_known", text=f":{name}")

    def _write(self, text: str, *, pasted: bool = False) -> None:
        thread = self._thread and reference(self._thread)
        self._console.do("says", text=text, in_=self._place(), thread=thread, pasted=pasted)

    def _press(self, number: str, choices: list[Choice]) -> None:
        if not 1 <= int(number) <= len(choices):
            self._console.say("no_number", number=number)
            return
        choice = choices[int(number) - 1]
        if choice.control["kind"] == "button":
            self._console.do("presses", **choice.as_request())
            if choice.control["url"] and not self._on_phone:
                self._phone.follow(choice.control["url"])
            elif choice.on == "home":
                self._show_home(self._console.ask("home").get("parts", []))
            return
        self._console.say("which")
        self._console.do("chooses", choice=self._console.pick(choice.control["options"]), **choice.as_request())

    def _press_of(self, rest: str) -> None:
        number, _, wanted = rest.partition(" ")
        words = wanted.removeprefix("of ").removeprefix("de ").strip(" …")
        if not number.isdecimal():
            raise RefusedError("no_such_button")
        if not words:
            self._press(number, self._choices)
            return
        message = self._finder.find(words)
        self._press(number, choices_of(message["parts"], reference(message)))

    def _go(self, rest: str) -> None:
        room = rest.removeprefix("#")
        if room:
            self._finder.messages(f"#{room}")  # refused where the person is not
        self._room, self._thread = room, None
        self._console.say("here", place=f"#{room}" if room else word(self._console.language, "direct"))

    def _enter_thread(self, rest: str) -> None:
        self._thread = self._finder.find(rest, "" if rest else self._place())
        place = word(self._console.language, "thread", root=excerpt(plain(self._thread)))
        self._console.say("here", place=place)

    def _become(self, person: str) -> None:
        sides = {one["name"]: one["side"] for one in self._workspace["people"]}
        short, _, wanted = person.partition(".")
        if person not in sides and sides.get(short) == wanted:
            person = short  # who is on one side alone needs no name for it
        if person not in sides:
            raise RefusedError("unknown_person", f"{person} ({', '.join(sides)})")
        self._console.person, self._room, self._thread, self._choices = person, "", None, []

    def _open_home(self, _: str) -> None:
        self._console.do("opens_home")
        self._show_news()
        home = self._console.ask("home")
        if not home:
            self._console.say("no_home")
            return
        self._home = []
        self._show_home(home["parts"])

    def _show_home(self, parts: list[Json]) -> None:
        """The home page, unless it is as it was when it was last shown."""
        if parts == self._home:
            return
        self._home = parts
        self._console.write(self._console.painter.title(word(self._console.language, "home")))
        self._console.write(*self._console.painter.parts(parts))
        self._choices = choices_of(parts, "home")

    def _on_mine(self, gesture: str, **request: str) -> None:
        self._console.do(gesture, message=reference(self._finder.mine()), **request)

    def _react(self, rest: str) -> None:
        emoji, _, wanted = rest.partition(" ")
        message = self._finder.find(wanted, self._place())
        self._console.do("reacts", message=reference(message), emoji=emoji.strip(":"))

    def _shortcut(self, rest: str) -> None:
        words = rest.split()
        numbers = [one for one in words if one.isdecimal()]
        named = [one for one in words if not one.isdecimal()]
        message = self._finder.find(numbers[0]) if numbers else self._finder.mine()
        known = named or self._workspace["shortcuts"]
        if not known:
            raise RefusedError("unknown_shortcut")
        callback_id = known[0] if len(known) == 1 else self._console.pick(known)
        self._console.do("shortcut", message=reference(message), callback_id=callback_id)

    def _clock(self, rest: str) -> None:
        now = self._console.do("clock", to=rest) if rest else self._console.ask("clock")
        self._console.say("clock", when=self._console.painter.clock(now["now"], self._profile()["tz"]))

    def _quit(self, _: str) -> None:
        raise LeaveError

    def _show_news(self) -> None:
        lines, choices = self._news.of(self._console.person)
        self._console.write(*lines)
        self._choices = self._choices if choices is None else choices

    @property
    def _on_phone(self) -> bool:
        """There a number is written, as people do: it waits for the network, and a touch does not."""
        return str(self._profile()["side"]) == "telegram"

    def _place(self) -> str:
        return f"#{self._room}" if self._room else ""

    def _profile(self) -> Json:
        return next(one for one in self._workspace["people"] if one["name"] == self._console.person)
