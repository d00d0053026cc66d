"""A person's own page: what waits for an answer, and what the chamber has open."""

from __future__ import annotations

from bot.domain.messages import Button, Home, Message, Part, Row, Text
from bot.domain.people import Person
from bot.domain.permissions import Act, Grant, grant
from bot.wording import Words
from bot.wording.escape import literal
from handlers.contribute import draft_message
from handlers.letter import described, of_person
from handlers.question import next_question
from handlers.troubles import may_see, shown, troubles
from handlers.verbs import filed_by, verb_of
from handlers.waiting import Entry, entries, fitting, is_open, open_items
from storage.drafts import Draft
from storage.transaction import Tx

__all__ = ["home", "is_open"]

MOST_ITEMS = 20
MOST_PARTS = 80
"""Texts and rows of buttons: a page holds 100 blocks, and its last row is what one can do."""
MOST_KEPT = 3
"""So many texts that were not understood are shown: a page full of them would hide the rest."""


def home(person: Person, tx: Tx) -> Home:
    """Drafts first, then what waits for him by section, then what one can do."""
    words = tx.words(person.language, person.zone)
    found = entries(open_items(person, tx), person, tx)
    parts: list[Part] = [Text(_head(person, sum(entry.waits for entry in found), words, tx)), *_troubles(person, words, tx)]
    parts += [part for draft in _drafts(person, words, tx) for part in draft.parts]
    parts += _listed(found, words, room=MOST_PARTS - len(parts))
    return Home(Message((*parts, Row(_gestures(person, words, tx)))))


def _listed(found: list[Entry], words: Words, *, room: int) -> list[Part]:
    """As many as fit, under their headings, and how many more there are."""
    count, heading, parts = fitting(found, most=MOST_ITEMS, room=room), "", list[Part]()
    for entry in found[:count]:
        parts += [] if entry.heading == heading else [Text(f"**{literal(entry.heading)}**")]
        parts += entry.parts
        heading = entry.heading
    left = len(found) - count
    return [*parts, Text(words.nmarkdown("and {n} more", "and {n} more", left))] if left else parts


def _head(person: Person, count: int, words: Words, tx: Tx) -> str:
    """Who one is here, and how much is open; somebody who only reads is told what he receives."""
    reader = grant(person, Act.FILE) is Grant.NO
    chamber = None if reader else tx.directory.get(person.chamber)
    values = {"name": person.name, "chamber": chamber.name if chamber else "", "open": count, "reader": reader}
    letter = described(of_person(person, tx), words, tx)
    return words.render("shared/home", national=person.is_national, letter=letter, **values)


def _troubles(person: Person, words: Words, tx: Tx) -> list[Part]:
    """What does not arrive, where it is his to know."""
    found = troubles(tx) if may_see(person) else []
    return [Text("\n\n".join([words.markdown("**Faults**"), *shown(found, words)]))] if found else []


def _drafts(person: Person, words: Words, tx: Tx) -> list[Message]:
    """The open questions, then the newest of the texts that were not understood, each with what it says."""
    waiting = tx.drafts.waiting(person.id)
    asked = [(draft, question) for draft in waiting if draft.kind and (question := next_question(draft, person, tx))]
    kept = [draft for draft in reversed(waiting) if not draft.kind]
    shown = [draft_message(draft, question, person, tx) for draft, question in asked]
    shown += [_kept(draft, person, words, tx) for draft in kept[:MOST_KEPT]]
    left = len(kept) - MOST_KEPT
    return (
        [*shown, Message.of(words.nmarkdown("and {n} more text that is kept", "and {n} more texts that are kept", left))]
        if left > 0
        else shown
    )


def _kept(draft: Draft, person: Person, words: Words, tx: Tx) -> Message:
    """A text that was not understood: what it says, what it can be filed as, or nothing."""
    text = words.markdown("Kept, not understood: “{typed}”", typed=draft.raw_text)
    file = [Button(label=words.text(kind.cls.proposal), act=f"keep:{draft.id}:{kind.name}") for kind in filed_by(person, tx.kinds)]
    return Message.of(text, *file, Button(label=words.text("Withdraw"), act=f"draft:drop:{draft.id}", word=words.text("withdraw")))


def _gestures(person: Person, words: Words, tx: Tx) -> tuple[Button, ...]:
    new = [
        Button(label=words.text(kind.cls.proposal), act=f"new:{kind.name}", word=verb_of(kind, words), style="primary")
        for kind in filed_by(person, tx.kinds)
    ]
    letter = Button(label=words.text("My letter"), act="letter:show", word=words.text("letter"))
    settings = Button(label=words.text("My settings"), act="own:settings", word=words.text("my settings"))
    return (*new, letter, settings, Button(label=words.text("Help"), act="help", word=words.text("help")))
