"""What waits for a person, theme by theme in the order of his page: minutes to publish, actions, groups, requests, offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.contribution import DRAFTED, PUBLISHED, Contribution
from bot.domain.messages import Part, Row, Text
from bot.domain.people import Person
from bot.domain.permissions import Act, Grant, grant, may_change, may_read, may_relay
from bot.wording import Words
from bot.wording.escape import title
from handlers.actions.meaning import open_of
from handlers.actions.speaking import alone
from handlers.lives import life_of
from handlers.proposals import PROPOSED
from handlers.requests.lines import request_lines
from handlers.show import action_buttons, line, local_today, own, own_buttons
from handlers.verbs import filed_by
from storage.transaction import Tx

MOST_GROUPS = 12
_TELLS = ("minutes", "news")
"""Sorts of text that tell what was: once they are published, nobody has anything to do about them."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing under its heading, in the reader's language. `waits`: something is to be done about it."""

    heading: str
    parts: tuple[Part, ...]
    waits: bool = True


def is_open(item: Contribution, tx: Tx) -> bool:
    """Whether it is to be published, to be relayed, listed, or still asked about."""
    today = local_today(tx, item)
    return item.state in (DRAFTED, PROPOSED) or item.listed(today) or item.reminder(today) is not None


def open_items(person: Person, tx: Tx) -> list[Contribution]:
    """What is open at his chamber, whoever filed it, as far as he may read it; for the national team, everywhere. Drafts are those that he
    may publish."""
    if grant(person, Act.FILE) is Grant.NO:
        return []
    codes = None if person.is_national else tx.directory.lineage(person.chamber)
    items = [item for state in (DRAFTED, PROPOSED, PUBLISHED) for item in tx.contributions.open_in(codes, state=state)]
    shown = [item for item in items if _is_to_do(item, person, tx) and may_read(person, item, tx.directory) and is_open(item, tx)]
    return sorted(shown, key=lambda item: (item.rank, item.kind, item.state != DRAFTED, item.number))


def _is_to_do(item: Contribution, person: Person, tx: Tx) -> bool:
    if item.state == DRAFTED:
        return may_change(person, item, tx.directory)
    return item.state == PROPOSED or item.read_as not in _TELLS


def entries(items: Sequence[Contribution], person: Person, tx: Tx) -> list[Entry]:
    """All of it in order, with what his chamber is asked or has taken on. `items`: those that are open."""
    words = tx.words(person.language, person.zone)
    first = [item for item in items if item.state == DRAFTED]
    put = [one for one in request_lines([person], tx).get(person.id, ()) if one.buttons]
    said = {one.key.partition(":")[0] for one in put}
    rest = [item for item in items if item.state != DRAFTED and item.reference not in said]
    asked = {request.rank for request in (kind.cls for kind in tx.kinds.values()) if request.read_as == "request"}
    before = [item for item in rest if asked and item.rank < min(asked)]
    after = [item for item in rest if item not in before]
    return [
        *(_of_item(item, person, words, tx) for item in first),
        *_actions(person, words, tx),
        *_groups(person, words, tx),
        *(_of_item(item, person, words, tx) for item in before),
        *(Entry(heading=words.text("Put to you"), parts=(Text(str(one.markdown)), Row(one.buttons))) for one in put),
        *(_of_item(item, person, words, tx) for item in after),
    ]


def _of_item(item: Contribution, person: Person, words: Words, tx: Tx) -> Entry:
    parts = own(tx, person, item).message.parts if item.state == DRAFTED else _listed(item, person, words, tx)
    return Entry(heading=words.text(item.section), parts=tuple(parts))


def _listed(item: Contribution, person: Person, words: Words, tx: Tx) -> list[Part]:
    """Its line, and its gestures for who may change it."""
    parts: list[Part] = [Text(line(tx, item, words, tx.today(person.zone)))]
    if may_change(person, item, tx.directory):
        actions = tuple(action.name for action in item.offers(local_today(tx, item)))
        buttons = life_of(item).buttons(item, person, words, tx)
        usual = own_buttons(item, words, relays=may_relay(person, item, tx.directory))
        changing = buttons if buttons is not None else usual if item.state == PROPOSED else usual[:2]
        parts.append(Row((*action_buttons(item, actions, words), *changing)))
    return parts


def _actions(person: Person, words: Words, tx: Tx) -> list[Entry]:
    """What he has to do, by its term."""
    today, heading = tx.today(person.zone), words.text("Actions")
    found = []
    for action in open_of(person, tx):
        text, buttons = alone(action, None, words, today)
        found.append(Entry(heading=heading, parts=(Text(str(text)), Row(buttons))))
    return found


def _groups(person: Person, words: Words, tx: Tx) -> list[Entry]:
    """The working groups in which his chamber is, in one entry: of each, the day of its last news."""
    today, codes = tx.today(person.zone), tx.directory.lineage(person.chamber)
    own = [body for body in tx.bodies.groups() if codes & {body.lead, body.co_lead, *body.chambers_on(today)}]
    if not own or _gives_no_news(person, tx):
        return []
    last = {group.id: day for name, day in tx.bodies.last_news().items() if (group := tx.bodies.known(name))}
    lines = [_group(body.name, last.get(body.id), words, today) for body in own[:MOST_GROUPS]]
    more = [words.nmarkdown("and {n} more", "and {n} more", len(own) - MOST_GROUPS)] if len(own) > MOST_GROUPS else []
    return [Entry(heading=words.text("Working groups"), parts=(Text("\n".join(f"- {line}" for line in [*lines, *more])),), waits=False)]


def _group(name: str, last: date | None, words: Words, today: date) -> str:
    if last is None:
        return words.markdown("**{group}**: no news yet", group=title(name))
    return words.markdown("**{group}**: last news on {day}", group=title(name), day=words.day(last, today))


def _gives_no_news(person: Person, tx: Tx) -> bool:
    """Whether news of groups are not for him to give."""
    return not any(kind.cls.read_as == "news" for kind in filed_by(person, tx.kinds))


def fitting(found: Sequence[Entry], *, most: int, room: int) -> int:
    """How many of the entries fit: so many at most, and so many parts in all, a heading counted as one."""
    taken, heading = 0, ""
    for place, entry in enumerate(found[:most]):
        taken += len(entry.parts) + (entry.heading != heading)
        heading = entry.heading
        if taken > room:
            return place
    return min(len(found), most)
