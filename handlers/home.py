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
from handlers.question import next_question
from handlers.said import kept_again
from handlers.show import PROPOSED, action_buttons, line, local_today, own_buttons
from storage.transaction import Tx

MOST_ITEMS = 20


def home(person: Person, tx: Tx) -> Home:
    """Drafts first, then what is open by section, then what one can do."""
    words = tx.words(person.language, person.zone)
    items = _open_items(person, tx)
    parts: list[Part] = [Text(_head(person, len(items), words, tx))]
    parts += [part for draft in _drafts(person, tx) for part in draft.parts]
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


def _drafts(person: Person, tx: Tx) -> list[Message]:
    shown = []
    for draft in tx.drafts.waiting(person.id):
        question = next_question(draft, person, tx) if draft.kind else None
        shown += (
            [draft_message(draft, question, person, tx)] if question else [kept_again(draft, person, tx).message] if not draft.kind else []
        )
    return shown


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
    new = [Button(label=words.text(kind.cls.proposal), act=f"new:{kind.name}", style="primary") for kind in tx.kinds.values() if files]
    return (*new, Button(label=words.text("My letter"), act="letter:show"), Button(label=words.text("Help"), act="help"))
