"""Contributions with their versions, whatever their kind."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.domain.contribution import ASKED_WITHIN, DRAFTED, PUBLISHED, Contribution, Kind, Kinds, Scope
from bot.domain.fields import LISTS, Question, as_text, from_text
from storage.search import Search
from storage.tables import Tables

_INSTANTS = ("filed_at", "said_at", "published_at")
_SHARED = ("id", "number", "author_id", "chamber", *_INSTANTS, "scope", "topics", "regions", "language", "state", "version")


@dataclass(frozen=True, kw_only=True)
class Origin:
    """The message it was said in. `message` is None for what has no message (a form, a command)."""

    platform: str
    workspace: str
    channel: str
    message: str | None = None


def answers_of(item: Contribution, kind: Kind) -> dict[str, str]:
    """An item's answers in the form of versions, drafts and forms."""
    return {question.name: as_text(getattr(item, question.name)) for question in kind.questions}


def read_answers(kind: Kind, answers: Mapping[str, str]) -> dict[str, Any]:
    """The reverse, for the answers that are there."""
    typed = {name: from_text(kind.question(name), text) for name, text in answers.items()}
    return {name: value for name, value in typed.items() if value is not None}


def _kept_as_text(question: Question) -> bool:
    """Whether its column holds the text form of the answer."""
    return question.choice is not None or question.type in LISTS


def _last_numbers(tables: Tables) -> sa.Select[Any]:
    """The highest number of a kind, filed and held by a draft."""
    highest = [
        sa.select(sa.func.max(table.c.number)).where(table.c.kind == sa.bindparam("of_kind")).scalar_subquery().label(table.name)
        for table in (tables.contributions, tables.drafts)
    ]
    return sa.select(*highest)


def _said_in(tables: Tables) -> sa.Select[Any]:
    column = tables.contributions.c
    return sa.select(column.id).where(*(column[name] == sa.bindparam(name) for name in ("platform", "workspace", "channel", "message")))


def _same_text(tables: Tables) -> sa.Select[Any]:
    column = tables.contributions.c
    there = sa.or_(column.state == PUBLISHED, column.state == DRAFTED)
    same = (column.author_id == sa.bindparam("author"), column.text_key == sa.bindparam("key"), there)
    return sa.select(column.id).where(*same, column.filed_at >= sa.bindparam("since")).order_by(column.id).limit(1)


@dataclass(frozen=True)
class Turn:
    """How something came to the state in which it is: by which act, by whose (None: nobody's), and when (UTC)."""

    act: str
    by: int | None
    at: datetime


class Contributions:
    """What is filed. Reading gives the frozen values of bot.domain; writing always leaves a version, and is found by a search at once."""

    def __init__(self, connection: sa.Connection, tables: Tables, kinds: Kinds, now: datetime, search: Search) -> None:
        self._connection, self._tables, self._kinds, self._now, self._search = connection, tables, kinds, now, search
        self._shared = tables.contributions

    def next_number(self, kind: str) -> int:
        """The number that will be spoken. Drafts hold theirs while a question is open."""
        filed, held = self._tables.prepared(_last_numbers).first(self._connection, {"of_kind": kind})
        return 1 + max(filed or 0, held or 0)

    def add(self, item: Contribution, *, raw_text: str, text_key: str, origin: Origin) -> Contribution:
        """Files it. Raises IntegrityError when this very message, or this number, is filed already."""
        kind = self._kinds[item.kind]
        row = {name: getattr(item, name) for name in _SHARED if name != "id"} | self._listed_values(item)
        row |= {"kind": item.kind, "raw_text": raw_text, "text_key": text_key} | vars(origin)
        row_id = self._tables.inserting(self._shared).add(self._connection, row)
        typed = {"contribution_id": row_id} | self._typed_values(item, kind)
        self._tables.inserting(self._tables.kinds[item.kind]).run(self._connection, typed)
        filed = dataclasses.replace(item, id=row_id)
        self._note(filed, act="file", by=item.author_id)
        self._search.add([filed])
        return filed

    def change(self, item: Contribution, *, act: str, by: int | None) -> Contribution:
        """Stores a changed item as its next version."""
        changed = dataclasses.replace(item, version=item.version + 1)
        shared = {name: getattr(changed, name) for name in _SHARED if name != "id"} | self._listed_values(changed)
        self._connection.execute(sa.update(self._shared).where(self._shared.c.id == item.id), shared)
        typed, table = self._typed_values(changed, self._kinds[item.kind]), self._tables.kinds[item.kind]
        if typed:
            self._connection.execute(sa.update(table).where(table.c.contribution_id == item.id), typed)
        self._note(changed, act=act, by=by)
        self._search.put(changed)
        return changed

    def _note(self, item: Contribution, *, act: str, by: int | None) -> None:
        answers = answers_of(item, self._kinds[item.kind])
        row = {"contribution_id": item.id, "version": item.version, "answers": answers, "scope": item.scope.value}
        row |= {"state": item.state, "act": act, "by_id": by, "at": self._now}
        self._tables.inserting(self._tables.versions).run(self._connection, row)

    @staticmethod
    def _listed_values(item: Contribution) -> dict[str, Any]:
        listed = {"heading": item.heading()[:200], "scope": item.scope.value, "asks_on": item.asks_on()}
        return listed | {"topics": list(item.topics), "regions": list(item.regions)}

    def _typed_values(self, item: Contribution, kind: Kind) -> dict[str, Any]:
        names = [name for name in self._tables.kinds[kind.name].c.keys() if name != "contribution_id"]  # noqa: SIM118 - not a dict
        values = {name: getattr(item, name) for name in names}
        return {
            name: as_text(value) if value is not None and _kept_as_text(kind.question(name)) else value for name, value in values.items()
        }

    def get(self, contribution_id: int) -> Contribution | None:
        """The item of that id."""
        return next(iter(self._load(self._shared.c.id == contribution_id)), None)

    def numbered(self, kind: str, number: int) -> Contribution | None:
        """The item that is spoken of by that number."""
        return next(iter(self._load(self._shared.c.kind == kind, self._shared.c.number == number)), None)

    def said_in(self, origin: Origin) -> Contribution | None:
        """The item filed from that message."""
        found = self._tables.prepared(_said_in).first(self._connection, vars(origin))
        return self.get(found.id) if found else None

    def origin_of(self, contribution_id: int) -> Origin:
        """Where it was said. Raises NoResultFound."""
        column = self._shared.c
        query = sa.select(column.platform, column.workspace, column.channel, column.message).where(column.id == contribution_id)
        row = self._connection.execute(query).one()
        return Origin(platform=row.platform, workspace=row.workspace, channel=row.channel, message=row.message)

    def text_of(self, contribution_id: int) -> str:
        """What was said, as typed. Raises NoResultFound."""
        return str(self._connection.execute(sa.select(self._shared.c.raw_text).where(self._shared.c.id == contribution_id)).scalar_one())

    def latest_of(self, author_id: int, kinds: Collection[str] | None = None) -> Contribution | None:
        """What this person filed last, of these kinds or of all."""
        query = sa.select(sa.func.max(self._shared.c.id)).where(self._shared.c.author_id == author_id)
        query = query if kinds is None else query.where(self._shared.c.kind.in_(kinds))
        return next(iter(self._load(self._shared.c.id == query.scalar_subquery())), None)

    def same_text(self, author_id: int, text_key: str, within: timedelta) -> Contribution | None:
        """The item this person filed with the same words since then."""
        same = {"author": author_id, "key": text_key, "since": self._now - within}
        found = self._tables.prepared(_same_text).first(self._connection, same)
        return self.get(found.id) if found else None

    def open_in(self, chambers: Collection[str] | None = None, kind: str | None = None, state: str = PUBLISHED) -> list[Contribution]:
        """What is in that state, of these chambers or of all, in order of filing."""
        where = [self._shared.c.state == state]
        where += [self._shared.c.chamber.in_(chambers)] if chambers is not None else []
        where += [self._shared.c.kind == kind] if kind else []
        return self._load(*where)

    def reword(self, contribution_id: int, *, raw_text: str, text_key: str) -> None:
        """The message in which it was said says this now."""
        values = {"raw_text": raw_text, "text_key": text_key}
        self._connection.execute(sa.update(self._shared).where(self._shared.c.id == contribution_id).values(values))

    def answering(self, kind: str, question: str, value: Any, states: Collection[str]) -> list[Contribution]:
        """What is in one of these states and has that very answer, in order of filing."""
        table = self._tables.kinds[kind]
        ids = sa.select(table.c.contribution_id).where(table.c[question] == value)
        return self._load(self._shared.c.id.in_(ids), self._shared.c.state.in_(states))

    def published_between(self, start: datetime, end: datetime) -> list[Contribution]:
        """What was published from `start` to before `end`, still published, in order of filing."""
        column = self._shared.c
        return self._load(column.published_at >= start, column.published_at < end, column.state == PUBLISHED)

    def to_ask_about(self, authors: Collection[int]) -> dict[int, list[Contribution]]:
        """What is published and about whose end its author may be asked in these days, by author: the facts of the morning messages."""
        column, grouped = self._shared.c, dict[int, list[Contribution]]()
        first, last = (self._now - ASKED_WITHIN).date(), (self._now + timedelta(days=1)).date()
        wanted = set(authors)
        for item in self._load(column.state == PUBLISHED, column.asks_on >= first, column.asks_on <= last):
            if item.author_id in wanted:
                grouped.setdefault(item.author_id, []).append(item)
        return grouped

    def versions(self, contribution_id: int) -> list[sa.Row[Any]]:
        """All versions, oldest first."""
        table = self._tables.versions
        query = sa.select(table).where(table.c.contribution_id == contribution_id).order_by(table.c.version)
        return list(self._connection.execute(query))

    def turns(self, ids: Collection[int]) -> dict[int, Turn]:
        """How each of these came to the state it is in now; what was changed of it since then is no turn."""
        table = self._tables.versions
        query = sa.select(table).where(table.c.contribution_id.in_(ids)).order_by(table.c.contribution_id, table.c.version)
        found: dict[int, tuple[str, Turn]] = {}
        for row in self._connection.execute(query) if ids else ():
            before, _turn = found.get(row.contribution_id, ("", None))
            if row.state != before:
                found[row.contribution_id] = (row.state, Turn(row.act, row.by_id, row.at))
        return {item: turn for item, (_state, turn) in found.items()}

    def every(self, kind: str) -> Iterable[Contribution]:
        """All items of a kind, withdrawn ones too, in order of number: for exports."""
        return self._load(self._shared.c.kind == kind)

    def after(self, contribution_id: int, most: int) -> list[Contribution]:
        """The next so many after that id, in order of filing, whatever their state."""
        column = self._shared.c
        ids = sa.select(column.id).where(column.id > contribution_id).order_by(column.id).limit(most)
        return self._load(column.id.in_(ids))

    def _load(self, *where: sa.ColumnElement[bool]) -> list[Contribution]:
        """One query for the shared rows, one per kind found for the typed ones."""
        rows = list(self._connection.execute(sa.select(self._shared).where(*where).order_by(self._shared.c.id)))
        typed: dict[int, sa.Row[Any]] = {}
        for kind in {row.kind for row in rows}:
            table = self._tables.kinds[kind]
            ids = [row.id for row in rows if row.kind == kind]
            found = self._connection.execute(sa.select(table).where(table.c.contribution_id.in_(ids)))
            typed |= {row.contribution_id: row for row in found}
        return [self._item(row, typed[row.id]) for row in rows]

    def _item(self, row: sa.Row[Any], typed: sa.Row[Any]) -> Contribution:
        kind = self._kinds[row.kind]
        values = {name: getattr(row, name) for name in _SHARED}
        values |= {"scope": Scope(row.scope), "topics": tuple(row.topics), "regions": tuple(row.regions)}
        for name, value in typed._mapping.items():  # noqa: SLF001 - SQLAlchemy's public name for it
            if name != "contribution_id":
                question = kind.question(name)
                values[name] = from_text(question, value) if value is not None and _kept_as_text(question) else value
        return kind.cls(**values)
