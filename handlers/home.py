"""A person's own page: what waits for an answer, and what the chamber has open."""

from __future__ import annotations

from bot.domain.contribution import Contribution
from bot.domain.messages import Button, Home, Message, Part, Row, Text
from bot.domain.people import Person
from bot.domain.permissions import Act, Grant, grant, may_change, may_read, may_relay
from bot.wording import Words
from bot.wording.escape import literal
from handlers.contribute import draft_message
from handlers.letter import described, of_person
from handlers.proposals import PROPOSED
from handlers.question import next_question
from handlers.show import action_buttons, line, local_today, own_buttons
from handlers.troubles import may_see, shown, troubles
from handlers.verbs import verb_of
from storage.drafts import Draft
from storage.transaction import Tx

MOST_ITEMS = 20
MOST_KEPT = 3
"""So many texts that were not understood are shown: a page full of them would hide the rest."""


def home(person: Person, tx: Tx) -> Home:
    """Drafts first, then what is open by section, then what one can do."""
    words = tx.words(person.language, person.zone)
    items = _open_items(person, tx)
    parts: list[Part] = [Text(_head(person, len(items), words, tx)), *_troubles(person, words, tx)]
    parts += [part for draft in _drafts(person, words, tx) for part in draft.parts]
    heading = ""
    for item in items[:MOST_ITEMS]:
        section = words.text(item.section)
        parts += [] if section == heading else [Text(f"**{literal(section)}**")]
        heading = section
        parts += _item(item, person, tx, words)
    if len(items) > MOST_ITEMS:
        parts.append(Text(words.nmarkdown("and {n} more", "and {n} more", len(items) - MOST_ITEMS)))
    return Home(Message((*parts, Row(_gestures(person, words, tx)))))


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
    shown += [_kept(draft, words, tx) for draft in kept[:MOST_KEPT]]
    left = len(kept) - MOST_KEPT
    return (
        [*shown, Message.of(words.nmarkdown("and {n} more text that is kept", "and {n} more texts that are kept", left))]
        if left > 0
        else shown
    )


def _kept(draft: Draft, words: Words, tx: Tx) -> Message:
    """A text that was not understood: what it says, what it can be filed as, or nothing."""
    text = words.markdown("Kept, not understood: “{typed}”", typed=draft.raw_text)
    file = [Button(label=words.text(kind.cls.proposal), act=f"keep:{draft.id}:{name}") for name, kind in tx.kinds.items()]
    return Message.of(text, *file, Button(label=words.text("Withdraw"), act=f"draft:drop:{draft.id}", word=words.text("withdraw")))


def _open_items(person: Person, tx: Tx) -> list[Contribution]:
    """The chamber's own, whoever filed it, as far as he may read it; for the national team, everybody's. An unanswered question stays a
    week."""
    if grant(person, Act.FILE) is Grant.NO:
        return []
    codes = None if person.is_national else tx.directory.lineage(person.chamber)
    items = [*tx.contributions.open_in(codes, state=PROPOSED), *tx.contributions.open_in(codes)]
    shown = [item for item in items if may_read(person, item, tx.directory) and is_open(item, tx)]
    return sorted(shown, key=lambda item: (item.rank, item.kind, item.number))


def is_open(item: Contribution, tx: Tx) -> bool:
    """Whether it is to be relayed, listed, or still asked about."""
    today = local_today(tx, item)
    return item.state == PROPOSED or item.listed(today) or item.reminder(today) is not None


def _item(item: Contribution, person: Person, tx: Tx, words: Words) -> list[Part]:
    parts: list[Part] = [Text(line(tx, item, words, tx.today(person.zone)))]
    if may_change(person, item, tx.directory):
        actions = tuple(action.name for action in item.offers(local_today(tx, item)))
        own = own_buttons(item, words, relays=may_relay(person, item, tx.directory))
        changing = own if item.state == PROPOSED else own[:2]
        parts.append(Row((*action_buttons(item, actions, words), *changing)))
    return parts


def _gestures(person: Person, words: Words, tx: Tx) -> tuple[Button, ...]:
    files = grant(person, Act.FILE) is not Grant.NO
    new = [
        Button(label=words.text(kind.cls.proposal), act=f"new:{kind.name}", word=verb_of(kind, words), style="primary")
        for kind in tx.kinds.values()
        if files
    ]
    letter = Button(label=words.text("My letter"), act="letter:show", word=words.text("letter"))
    settings = Button(label=words.text("My settings"), act="own:settings", word=words.text("my settings"))
    return (*new, letter, settings, Button(label=words.text("Help"), act="help", word=words.text("help")))
