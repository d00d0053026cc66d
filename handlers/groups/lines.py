"""What is said of groups in somebody's morning: a silence of 30 days, and who came, left or took over. (DIALOGUES.md 2)"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property

from bot.domain.bodies import Body, Silence, silence
from bot.domain.dates import short
from bot.domain.i18n import nmark
from bot.domain.messages import Button
from bot.domain.people import Person
from handlers.groups.rights import leaders, region
from handlers.morning import Compact, Line
from storage.bodies import BodyTurn
from storage.transaction import Tx

_SILENT = nmark("{n} group without news", "{n} groups without news")
_CHANGES = nmark("{n} change in a group", "{n} changes in groups")
TOLD_FOR = timedelta(days=7)
"""What happened longer ago than this is not told in a morning any more."""
_TOLD = ("joined", "left", "leads", "co_leads")


def group_lines(people: Sequence[Person], tx: Tx) -> Mapping[int, Sequence[Line]]:
    """A source of handlers/reminders.py."""
    facts = _Facts(people, tx)
    lines: dict[int, list[Line]] = defaultdict(list)
    facts.changes(lines)
    facts.silences(lines)
    return lines


class _Facts:
    def __init__(self, people: Sequence[Person], tx: Tx) -> None:
        self._people, self._tx = people, tx
        self._groups = {body.id: body for body in tx.bodies.groups()}

    @cached_property
    def _news(self) -> dict[int, date]:
        """The day of the last news of each group, by its id."""
        found: dict[int, date] = {}
        for name, day in self._tx.bodies.last_news().items():
            if (body := self._tx.bodies.known(name)) is not None:
                found[body.id] = max(day, found.get(body.id, day))
        return found

    @cached_property
    def _everybody(self) -> list[Person]:
        return self._tx.people.active()

    def _leaders(self, body: Body) -> list[Person]:
        """Of these people, who leads it; whether another does is known by all who have access."""
        wanted = {person.id: person for person in self._people}
        return [wanted[one.id] for one in leaders(self._everybody, body, self._tx) if one.id in wanted]

    def silences(self, lines: dict[int, list[Line]]) -> None:
        """Of the groups that have been silent, one line each to who leads it."""
        latest = self._tx.now.date() + timedelta(days=1)  # somewhere it is that day already
        for body in self._groups.values():
            if (
                silence(body, self._news.get(body.id), latest) is None
                and silence(body, self._news.get(body.id), latest - timedelta(days=2)) is None
            ):
                continue
            for person in self._leaders(body):
                if found := silence(body, self._news.get(body.id), self._tx.today(person.zone)):
                    lines[person.id].append(self._silent(body, found, person))

    def _silent(self, body: Body, found: Silence, person: Person) -> Line:
        words = self._tx.words(person.language, person.zone)
        day = short(found.since, words.language)
        if found.none:
            text = words.markdown("{group}: no news since {day}. One line is enough, answer here.", group=body.name, day=day)
        else:
            text = words.markdown("{group}: last news on {day}. One line is enough, answer here.", group=body.name, day=day)
        nothing = Button(label=words.text("Nothing new"), act=f"grp:quiet:{body.id}", word=words.text("nothing new"))
        later = Button(label=words.text("In a month"), act=f"grp:month:{body.id}", word=words.text("in a month"))
        brief = words.markdown("{group}: nothing since {day}", group=body.name, day=day)
        named = Button(label=words.text("{group}: nothing new", group=body.name)[:75], act=nothing.act, word=nothing.word, span=brief)
        return Line(
            key=f"group:{body.id}:silent:{body.quiet_until or found.since:%y%m%d}:{found.since:%y%m%d}:{found.turn}",
            markdown=text,
            buttons=(nothing, later),
            counted=_SILENT,
            compact=Compact(markdown=brief, buttons=(named,)),
        )

    def changes(self, lines: dict[int, list[Line]]) -> None:
        """Who came, left or took over lately, to who leads the group, unless he did it himself."""
        for turn in self._tx.bodies.turns_since(self._tx.now - TOLD_FOR) if self._groups else ():
            body = self._groups.get(turn.body_id)
            if body is None or turn.act not in _TOLD:
                continue
            for person in self._leaders(body):
                if turn.by is None or not person.wrote(turn.by):
                    lines[person.id].append(self._change(body, turn, person))

    def _change(self, body: Body, turn: BodyTurn, person: Person) -> Line:
        words = self._tx.words(person.language, person.zone)
        values = {"group": body.name, "chamber": region(turn.chamber, self._tx) if turn.chamber else ""}
        said = {
            "joined": words.markdown("{group}: {chamber} has joined.", **values),
            "left": words.markdown("{group}: {chamber} has left.", **values),
            "leads": words.markdown("{group}: led by {chamber} now.", **values),
            "co_leads": words.markdown("{group}: co-led by {chamber} now.", **values)
            if body.co_lead
            else words.markdown("{group}: {chamber} co-leads it no more.", **values),
        }
        return Line(key=f"group:{body.id}:turn:{turn.id}", markdown=said[turn.act], counted=_CHANGES, since=turn.at)
