"""What one does to the roster by hand, each on a database that may be in use: the house sees it at the next message."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Literal, TypeVar

from bot.clockwork import machine_clock
from bot.domain.errors import Refused
from bot.domain.kinds import discover
from bot.domain.roster_file import read
from bot.house import setting_for
from bot.wording import Words
from handlers import roster
from handlers.handover import close_access, hand_over
from handlers.held import exported
from handlers.homonyms import as_typed, called
from handlers.linking import link_to
from storage.invitations import LIVES
from storage.roster import Known
from storage.schema import opened
from storage.store import Store
from storage.transaction import Tx

T = TypeVar("T")
Language = Literal["fr", "en"]
_AT_ONCE = 200
"""Lines in one transaction: a house that runs on the same database waits no longer than for these."""


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """What was read, said in words, and whether every line was right."""

    report: str
    whole: bool


def load(database: str, file: Path, language: Language, *, dry: bool) -> Loaded:
    """Brings the roster up to date with the right lines of the file, or tells what that would do. Raises Unreadable, OSError."""
    raw = file.read_bytes()
    with _opened(database, trial=dry) as store:
        sheet = read(raw, store.directory, machine_clock().date())
        found = store.read(lambda tx: roster.plan(sheet, tx))
        report = store.read(lambda tx: roster.told(found, _words(store, language), tx, dry=dry))
        real = [change for change in found.changes if not change.is_nothing]
        for start in range(0, 0 if dry else len(real), _AT_ONCE):
            _do(store, partial(roster.apply_all, real[start : start + _AT_ONCE]))
        return Loaded(report=report, whole=not found.refused)


def listing(database: str, language: Language) -> list[str]:
    """Everybody, one line each."""
    with _opened(database) as store:
        return store.read(lambda tx: roster.listed(_words(store, language), tx))


@dataclass(frozen=True, kw_only=True)
class Invited:
    """A link, or where the name of the bot is not known, what to type to it. `until` is the day on which it ends. `reopened`: he had
    left."""

    name: str
    link: str
    until: date
    reopened: bool = False


def invite(database: str, name: str, bot: str) -> Invited:
    """A link by which a person of the roster joins his Telegram; who had left has access again. Raises Refused."""

    def case(tx: Tx) -> Invited:
        person = _called(name, tx).person
        if not person.active:
            tx.roster.reopen(person.id)
            tx.audit.note("person", by=None, after={"person": person.id, "active": True})
        token = tx.invitations.issue(person.id, by=None)
        tx.audit.note("invited", by=None, after={"person": person.id})
        link = link_to(token, bot) if bot else f"/start {token}"
        return Invited(name=person.name, link=link, until=(tx.now + LIVES).date(), reopened=not person.active)

    with _opened(database) as store:
        return _do(store, case)


@dataclass(frozen=True, kw_only=True)
class Gone:
    """Who left, who came after (or nobody), and how much was open."""

    name: str
    successor: str
    items: int


def leave(database: str, name: str, successor: str) -> Gone:
    """Ends somebody's access at once, and hands what he had open to a successor where there is one. Raises Refused."""

    def case(tx: Tx) -> Gone:
        left = _called(name, tx)
        if not successor:
            return Gone(name=left.person.name, successor="", items=len(close_access(left, None, tx).items))
        new = _called(successor, tx)
        if new.person.id == left.person.id or not new.person.active:
            raise Refused("“{name}” cannot take over: somebody else who has access can.", name=new.person.name)
        return Gone(name=left.person.name, successor=new.person.name, items=len(hand_over(left, new, None, tx).items))

    with _opened(database) as store:
        return _do(store, case)


def export(database: str, name: str) -> str:
    """All that is held about a person, as JSON; also of who has left. Raises Refused."""

    def case(tx: Tx) -> str:
        person = _called(name, tx).person
        tx.audit.note("exported", by=None, after={"person": person.id})
        return exported(person.id, tx)

    with _opened(database) as store:
        return _do(store, case)


def _called(name: str, tx: Tx) -> Known:
    """By name or by e-mail address. Raises Refused."""
    by_email = tx.roster.by_email(name.strip().lower())
    named = called(name, tx)
    found = [by_email] if by_email else [known for known in named if known.person.active] or named
    if not found:
        raise Refused("I know nobody called “{typed}”.", typed=name)
    if len(found) > 1:
        names = ", ".join(known.email or as_typed(known, found, tx) for known in found[:5])
        raise Refused("Several people have that name: {names}. Write the whole name or the e-mail address.", names=names)
    return found[0]


def _do(store: Store, case: Callable[[Tx], T]) -> T:
    return store.submit(case).result()


def _words(store: Store, language: Language) -> Words:
    return store.setting.wording.words(language, "Europe/Paris")


@contextlib.contextmanager
def _opened(database: str, *, trial: bool = False) -> Iterator[Store]:
    """The store in that file. `trial`: where there is none, one that is thrown away."""
    path = Path(database.removeprefix("sqlite:///"))
    with contextlib.ExitStack() as stack:
        if trial and not path.exists():
            path = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "trial.db"
        yield stack.enter_context(contextlib.closing(opened(path, setting_for(discover(), machine_clock))))
