"""Where the time of a command goes: the writer's thread under a profiler, written beside the figures (profiles/command.txt)."""

from __future__ import annotations

import cProfile
import io
import pstats
import re
import time
from pathlib import Path

from benchmarks.load import offer
from benchmarks.ours import seeded
from benchmarks.settings import BY_HANDLE, TEAM
from bot.domain.people import Account
from bot.domain.ports import Address
from handlers.answer import Answer, Event, Where, answered
from handlers.converse import Typed, command
from storage.contributions import Origin
from storage.transaction import Tx

PAGE = Path(__file__).parent / "profiles" / "command.txt"
COUNT = 400
LINES = 70
_HOUSE, _INSTALLED = Path(__file__).parent.parent, re.compile(r"\S*/(?=site-packages/)|/\S*/lib/(?=python\d)")


def write(folder: Path) -> None:
    """Files some offers first, then some under the profiler."""
    store = seeded(folder)
    try:
        store.submit(lambda tx: [_file(tx, number) for number in range(COUNT)]).result()
        plain = store.submit(lambda tx: _seconds(tx, range(COUNT, 2 * COUNT))).result()
        profile = cProfile.Profile()

        def watched(tx: Tx) -> None:
            profile.enable()
            for number in range(2 * COUNT, 3 * COUNT):
                _file(tx, number)
            profile.disable()

        store.submit(watched).result()
    finally:
        store.close()
    text = io.StringIO()
    pstats.Stats(profile, stream=text).sort_stats("cumulative").print_stats(LINES)
    head = f"{COUNT} offers filed, all in one transaction. Without the profiler: {plain / COUNT * 1e6:.0f} µs of processor time each.\n"
    PAGE.write_text(head + _INSTALLED.sub("", text.getvalue().replace(f"{_HOUSE}/", "")), encoding="utf-8")


def _seconds(tx: Tx, numbers: range) -> float:
    begun = time.thread_time()
    for number in numbers:
        _file(tx, number)
    return time.thread_time() - begun


def _file(tx: Tx, number: int) -> Answer:
    account = Account(platform="slack", workspace=TEAM, user=BY_HANDLE["claire"])
    origin = Origin(platform="slack", workspace=TEAM, channel="C0RESEAU")
    typed = Typed(text=offer(number), origin=origin, addressed=True, private=True)
    where = Where(own=Address(platform="slack", workspace=TEAM, channel=account.user))
    event = Event(platform="slack", id=f"command:{number}", type="command")
    return answered(event, account, where, lambda person, tx: command("offre", typed, person, tx))(tx)
