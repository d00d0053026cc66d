"""Every button has a word: typed in a private conversation, it does what the button under our latest messages there does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.domain.folding import words as folded
from bot.domain.messages import Button
from bot.domain.people import Person
from handlers.answer import Answer, Reply
from handlers.respond import press
from handlers.typed import Typed
from storage.conversation import Said, last_asked, last_said
from storage.transaction import Tx

LATEST = 3
"""So many of our messages back, a word still means the button that bears it. A number means the last one that has any."""
RECENT = timedelta(days=7)
LONGEST_WORD = 40


def newer_button(typed: Typed, person: Person, tx: Tx) -> Answer | None:
    """The same of what we said after the person's open question, which yields to it. None while nothing is newer than the question."""
    draft = tx.drafts.waiting_for(person.id) if typed.private else None
    asked = last_asked(tx.connection, tx.tables, draft.id) if draft else None
    return typed_button(typed, person, tx, after=asked) if asked else None


def typed_button(typed: Typed, person: Person, tx: Tx, *, after: int = 0) -> Answer | None:
    """What the button does whose word, label or place was typed; None when there is none, or several. Raises what a press raises.
    `after`: only under messages that came after that row."""
    said = folded(typed.text)
    if not typed.private or not said or len(typed.text) > LONGEST_WORD:
        return None
    numbered = False
    for message, buttons in _shown(typed, tx):
        if message.row <= after:
            return None
        found = _numbered(said, buttons) if not numbered else _bearing(said, buttons)
        numbered = True
        if len({button.act for button in found}) == 1:
            return _pressed(message, found[0], person, tx)
    return None


def _shown(typed: Typed, tx: Tx) -> Iterator[tuple[Said, list[Button]]]:
    """Our latest messages there, with what can be pressed under each as it is now: what only opens a page has no word."""
    lane = (typed.origin.platform, typed.origin.workspace, typed.origin.channel)
    for message in last_said(tx.connection, tx.tables, lane=lane, since=tx.now - RECENT, most=LATEST):
        buttons = [button for button in tx.outbox.current(message.row).buttons if not button.url]
        if buttons:
            yield message, buttons


def _numbered(said: str, buttons: list[Button]) -> list[Button]:
    """What a number means there: the answer that is written with it ("1 Oui"), wherever it stands, of the first question that has one; else
    the button in that place."""
    if written := [button for button in buttons if said.isdecimal() and folded(button.label) == f"{said} {folded(button.word)}"]:
        return written[:1]
    return [buttons[int(said) - 1]] if _is_place(said, len(buttons)) else _bearing(said, buttons)


def _is_place(said: str, count: int) -> bool:
    return said.isdecimal() and len(said) < 3 and 0 < int(said) <= count


def _bearing(said: str, buttons: list[Button]) -> list[Button]:
    return [button for button in buttons if said in (folded(button.word), folded(button.label))]


def _pressed(message: Said, button: Button, person: Person, tx: Tx) -> Answer:
    """In a message of several lines, the line of the button becomes the answer as well."""
    answer = press(button.act, person, tx)
    if isinstance(answer, Reply) and not (answer.refused or answer.fresh) and message.purpose in ("morning", "letter"):
        tx.outbox.edit(message.row, tx.outbox.current(message.row).replacing(button.act, answer.message))
    return answer
