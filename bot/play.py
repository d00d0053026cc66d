"""The playground as a command: its servers in a thread of their own, and the terminal, which blocks, in front of them."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import tempfile
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from bot import logs
from bot.demo import PEOPLE
from bot.domain.i18n import mark as _
from bot.playground.chat import chat as talk
from bot.playground.chat.words import Language
from bot.playground.door import Door
from bot.playhouse import Playground, playground
from bot.wording import Wording, Words

ADDRESS_FILE = Path(".playground")
"""Where a running playground leaves the address of its door, for `maillage chat` in another terminal."""
FIRST_PERSON = PEOPLE[0].handle


def run_playground(*, terminal: bool, language: str) -> int:
    """Starts it. With a terminal, one acts at once; without, it serves until it is told to end, and says what to type."""
    logs.set_up("error")
    words = Wording({}).words(language, "Europe/Paris")
    with served() as address, _announced(address):
        print(banner(words, address), flush=True)  # noqa: T201 - the terminal is where it is read
        if terminal:
            return talk(address, FIRST_PERSON, None, sys.stdin, sys.stdout, language=_spoken(language))
        _wait_for_the_end()
    return 0


def chat(person: str, *, at: str | None, script: Path | None, write: bool, language: str) -> int:
    """Talks to a running playground (`at`, or the one that left its address here), or to one of its own."""
    address = at or _announced_already()
    if address:
        return talk(address, person, script, sys.stdin, sys.stdout, language=_spoken(language), write=write)
    logs.set_up("error")
    with served() as own:
        return talk(own, person, script, sys.stdin, sys.stdout, language=_spoken(language), write=write)


def _announced_already() -> str:
    """The address that a running playground has left here; nothing when it does not answer any more."""
    with contextlib.suppress(OSError, ValueError):
        address = ADDRESS_FILE.read_text(encoding="utf-8").strip()
        place, _, key = address.partition("?")
        with urllib.request.urlopen(f"{place}clock?{key}", timeout=2):  # noqa: S310 - an address of this machine, left by ourselves
            return address
    return ""


def chat_script(script: Path, *, write: bool) -> int:
    """Replays the dialogues of a document in a playground of their own, from its opening."""
    logs.set_up("error")
    with served() as own:
        return talk(own, FIRST_PERSON, script, sys.stdin, sys.stdout, write=write)


def _spoken(language: str) -> Language:
    return "en" if language == "en" else "fr"


@contextlib.contextmanager
def served() -> Iterator[str]:
    """A playground in a thread, and the address of its door. Its data is gone with it."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="playground")
    thread.start()
    held = contextlib.AsyncExitStack()
    try:
        yield asyncio.run_coroutine_threadsafe(_open(held), loop).result()
    finally:
        asyncio.run_coroutine_threadsafe(held.aclose(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _open(held: contextlib.AsyncExitStack) -> str:
    folder = held.enter_context(tempfile.TemporaryDirectory(prefix="maillage-"))
    opened = await held.enter_async_context(playground(Path(folder)))
    door = await held.enter_async_context(_door(opened))
    return door.url


def _door(opened: Playground) -> Door:
    async def move(typed: str, zone: str) -> None:
        await opened.move(typed, zone)

    zones = {someone.handle: someone.zone for someone in PEOPLE}
    return Door(opened.slack, opened.telegram, move_clock=move, zones=zones)


@contextlib.contextmanager
def _announced(address: str) -> Iterator[None]:
    """Leaves the address, for our eyes only: it holds the key."""
    if _announced_already():  # the first one here keeps its place
        yield
        return
    with contextlib.suppress(OSError):  # a folder that cannot be written: the banner says the address
        ADDRESS_FILE.unlink(missing_ok=True)
        with os.fdopen(os.open(ADDRESS_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(address)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            if ADDRESS_FILE.read_text(encoding="utf-8").strip() == address:
                ADDRESS_FILE.unlink()


def _wait_for_the_end() -> None:
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    ended.wait()


_LINES = (
    _("Playground: there is neither a token nor a configuration, so nothing leaves this machine. Clock: Friday 20/11/2026, 10 h."),
    _("Slack       {slack}"),
    _("Telegram    {telegram}   (the others have a phone that the bot does not know yet: “my telegram”)"),
    _("Elsewhere   .venv/bin/maillage chat --as {first} --at {address}"),
    _("Try         1. paste a job advertisement   2. answer with the number of a button   3. :clock lundi 08:00   4. :as dylan   5. :help"),
    _("For real    README, “Connecting a real Slack” or “a real Telegram”, then the same command. To end: Ctrl-C"),
)


def banner(words: Words, address: str) -> str:
    """Who is where, how to come in from elsewhere, and what to try first."""
    facts = {"first": FIRST_PERSON, "address": address, "slack": _people_of("slack"), "telegram": _people_of("telegram")}
    return "\n".join(words.text(line, **facts) for line in _LINES)


def _people_of(door: str) -> str:
    return ", ".join(someone.handle for someone in PEOPLE if door in someone.doors)
