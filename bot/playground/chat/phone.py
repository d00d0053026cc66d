"""What one does with a phone and with nothing else: the network, the menu, forwarding, links."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.playground.chat.console import Console
from bot.playground.chat.words import word

SIDE = ".telegram"
LINK = "?start="


class Phone:
    """The phone of whoever acts now. `become` makes the talk that of another person, or of the same on another side."""

    def __init__(self, console: Console, become: Callable[[str], None]) -> None:
        self._console, self._become = console, become
        self._links: dict[str, str] = {}

    @property
    def directives(self) -> Mapping[str, Callable[[str], None]]:
        """What stands after the colon, and what it does."""
        return {
            "phone": self._take,
            "menu": self._menu,
            "start": self._start,
            "forward": self._forward,
            "send": lambda kind: self._do("sends", kind=kind or "voice"),
            "block": self._block,
            "unblock": self._unblock,
            "offline": self._offline,
            "online": self._online,
        }

    def follow(self, url: str) -> None:
        """A link was touched elsewhere than on the phone: that to a bot opens its conversation there, where START is the second touch."""
        if LINK not in url:
            self._console.write(f"→ {url}")
            return
        self._take("")
        self._links[self._console.person] = url
        self._console.say("touch_start")

    def _take(self, _: str) -> None:
        self._become(f"{self._console.person.removesuffix(SIDE)}{SIDE}")
        self._console.say("here", place="Telegram")

    def _do(self, gesture: str, **request: object) -> None:
        self._console.do(gesture, **request)

    def _start(self, link: str) -> None:
        """By this link, else by the one touched before, else by the bare START of a bot one has found."""
        followed = link or self._links.pop(self._console.person, "")
        self._do("starts", payload=followed.rpartition(LINK)[2])

    def _forward(self, text: str) -> None:
        self._do("forwards", text=text, sender=word(self._console.language, "somebody"))

    def _menu(self, _: str) -> None:
        for one in self._console.ask("menu")["menu"]:
            self._console.write(f"  /{one['command']}  {one['description']}")

    def _block(self, _: str) -> None:
        self._do("blocks")
        self._console.say("cut_off")

    def _unblock(self, _: str) -> None:
        self._do("unblocks")
        self._console.say("let_in")

    def _offline(self, _: str) -> None:
        self._do("goes_offline")
        self._console.say("cut")

    def _online(self, rest: str) -> None:
        count = int(self._console.do("comes_online", twice=rest.strip() == "2")["sent"])
        self._console.say({0: "online_empty", 1: "online_one"}.get(count, "online"), count=count)
