"""Groups as they are read: the list, one of them, and the table of a year."""

from __future__ import annotations

from typing import Any

from bot.domain.bodies import Body, year_of_groups
from bot.domain.messages import Button, Message
from bot.domain.people import Person
from bot.wording import Words
from handlers.answer import Reply
from handlers.groups.rights import founds, leads, region
from storage.transaction import Tx

MOST_LISTED = 12
MOST_NAMED = 18
MOST_ON_A_PHONE = 5


def listed(person: Person, tx: Tx) -> Reply:
    """The groups that are open, each with who leads it and how many chambers it has."""
    words, today = tx.words(person.language, person.zone), tx.today(person.zone)
    groups = tx.bodies.groups()
    most = MOST_ON_A_PHONE if person.plainly else MOST_LISTED
    rows = [{"name": body.name, "lead": _lead(body, tx), "n": len(body.chambers_on(today))} for body in groups[:most]]
    values = {
        "groups": rows,
        "total": len(groups),
        "more": len(groups) - len(rows),
        "founds": founds(person),
        "others": _others(groups, most),
    }
    return Reply(message=Message.of(words.render("shared/groups", **values)))


def _others(groups: list[Body], most: int) -> list[str]:
    return [body.name for body in groups[most : most + MOST_NAMED]]


def _lead(body: Body, tx: Tx) -> str:
    return region(body.lead, tx) if body.lead else ""


def shown(body: Body, person: Person, tx: Tx) -> Reply:
    """One group, with what this person may do with it."""
    return Reply(message=Message.of(card(body, person, tx), *buttons(body, person, tx)))


def card(body: Body, person: Person, tx: Tx) -> str:
    """One group in some lines, as Markdown."""
    words, today = tx.words(person.language, person.zone), tx.today(person.zone)
    codes = body.chambers_on(today)
    news = [day for name, day in tx.bodies.last_news().items() if (found := tx.bodies.known(name)) and found.id == body.id]
    values: dict[str, Any] = {
        "body": body,
        "today": today,
        "lead": _lead(body, tx),
        "co_lead": region(body.co_lead, tx) if body.co_lead else "",
        "delegated": region(body.delegated_to, tx) if body.delegated_to else "",
        "chambers": [region(code, tx) for code in codes[:MOST_NAMED]],
        "count": len(codes),
        "news": max(news, default=None),
    }
    return words.render("shared/group", **values)


def buttons(body: Body, person: Person, tx: Tx) -> tuple[Button, ...]:
    """What this person may do with the group: come or go with his chamber, close it or open it again."""
    words = tx.words(person.language, person.zone)
    if not body.is_group:
        return ()
    if not body.is_open:
        return (_button("reopen", words.text("Open again"), words.text("open again"), body),) if leads(person, body, tx) else ()
    offered = []
    if founds(person) and not person.is_national and person.chamber != body.lead:
        here = person.chamber in body.chambers_on(tx.today(person.zone))
        join = _button("join", words.text("Join"), words.text("join"), body)
        offered.append(_button("leave", words.text("Leave"), words.text("leave"), body) if here else join)
    if leads(person, body, tx):
        offered.append(_button("close", words.text("Close the group"), words.text("close the group"), body))
    return tuple(offered)


def _button(verb: str, label: str, word: str, body: Body) -> Button:
    return Button(label=label, act=f"grp:{verb}:{body.id}", word=word)


def year(number: int, person: Person, tx: Tx) -> Reply:
    """The table of the groups of a year, counted from their minutes, their members and their news. (DOMAIN.md F22)"""
    words = tx.words(person.language, person.zone)
    rows = year_of_groups(number, tx.bodies.all(), tx.bodies.meetings(), tx.bodies.news())
    values = {
        "year": number,
        "rows": [vars(row) | _said(row.lead, row.co_lead, row.delegated_to, tx) | {"results": len(row.outcomes)} for row in rows],
        "meetings": sum(row.meetings for row in rows),
    }
    return Reply(message=Message.of(_table(words, values)))


def _said(lead: str, co_lead: str, delegated: str, tx: Tx) -> dict[str, str]:
    names = {"lead": lead, "co_lead": co_lead, "delegated_to": delegated}
    return {name: region(code, tx) if code else "" for name, code in names.items()}


def _table(words: Words, values: dict[str, Any]) -> str:
    return words.render("shared/group_year", **values)
