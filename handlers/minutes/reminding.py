"""What is said of minutes in the morning: a draft, once, to its author, on whose page it waits then; what was published, to the chambers
that nobody represents where it was posted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.domain.contribution import DRAFTED, Contribution, Scope
from bot.domain.i18n import nmark
from bot.domain.messages import Button
from bot.domain.minutes import LIFE
from bot.domain.people import Person, Role
from bot.domain.permissions import may_change
from bot.wording import Words
from handlers.lives.minutes.facts import head
from handlers.lives.minutes.gatherings import gathering_of
from handlers.lives.minutes.settling import SHELVED, acts, minutes_of, open_points
from handlers.morning import Line
from storage.transaction import Tx

NEWS_FOR = timedelta(days=7)
_STAFF = (Role.DIRECTOR, Role.EMPLOYEE, Role.ADMINISTRATOR)
_COUNTED = nmark("{n} set of minutes to publish", "{n} sets of minutes to publish")


def draft_lines(people: Sequence[Person], tx: Tx) -> Mapping[int, Sequence[Line]]:
    """Of each of these people, the minutes that he has filed and not published, unless he chose to keep them as a draft."""
    drafts = [item for item in tx.contributions.open_in(state=DRAFTED) if item.life == LIFE]
    lines: dict[int, list[Line]] = defaultdict(list)
    for person in people if drafts else ():
        for item in drafts:
            if person.wrote(item.author_id) and may_change(person, item, tx.directory) and SHELVED not in acts(item, tx):
                lines[person.id].append(_line(item, person, tx))
    return lines


def news_lines(people: Sequence[Person], tx: Tx) -> Mapping[int, Sequence[Line]]:
    """Minutes of these days, to those of these people whose chamber belongs to the body and has nobody in the place of its channel."""
    recent = tx.contributions.published_between(tx.now - NEWS_FOR, tx.now)
    lines: dict[int, list[Line]] = defaultdict(list)
    for item in (item for item in recent if item.life == LIFE and item.scope is not Scope.NATIONAL):
        where = gathering_of(minutes_of(item), tx)
        if where.channel is None:
            continue
        there = tx.people.chambers_on(where.channel.platform, where.channel.workspace)
        for person in people:
            if (
                person.role in _STAFF
                and person.chamber in where.read_by
                and person.chamber not in there
                and not person.wrote(item.author_id)
            ):
                lines[person.id].append(_news(item, person, tx))
    return lines


def _news(item: Contribution, person: Person, tx: Tx) -> Line:
    words = tx.words(person.language, person.zone)
    said = f"{words.text(item.noun)} {item.number}".lower()
    text = words.markdown("{name} is published. Type “{said}” to read it.", name=_named(item, words), said=said)
    return Line(key=f"{item.reference}:news", markdown=text, since=item.published_at, counted=item.counted)


def _named(item: Contribution, words: Words) -> str:
    return words.text("Minutes – {head}", head=head(minutes_of(item), words))


def _line(item: Contribution, person: Person, tx: Tx) -> Line:
    words = tx.words(person.language, person.zone)
    left = len(open_points(item, tx))
    name = _named(item, words)
    see = Button(label=words.text("See"), act=f"minutes:show:{item.reference}", word=words.text("see"))
    keep = Button(label=words.text("Keep as a draft"), act=f"minutes:shelve:{item.reference}", word=words.text("draft"))
    if left:
        text = words.nmarkdown(
            "{name}: {n} point to settle before publishing.", "{name}: {n} points to settle before publishing.", left, name=name
        )
        return Line(key=f"{item.reference}:draft", markdown=text, buttons=(see, keep), since=item.filed_at, counted=_COUNTED)
    publish = Button(label=words.text("Publish"), act=f"minutes:publish:{item.reference}", word=words.text("publish"), style="primary")
    text = words.markdown("{name}: nothing left to settle, not published yet.", name=name)
    return Line(key=f"{item.reference}:draft", markdown=text, buttons=(publish, see, keep), since=item.filed_at, counted=_COUNTED)
