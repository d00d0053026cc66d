"""What the house understands of texts that others typed: `maillage understand FILE.jsonl`.

A line has `text`, `ts` (ISO, with its zone) and `author` (with his chamber); `expected` beside it, or `kind` and `fields`, is what a
careful reader understands. Each text is judged as if it were said to us. Kinds and fields are named as the file names them: as the
records of a year do (as the house itself does), or as people's phrases do (`minutes`, `group_update`).
"""

from __future__ import annotations

import dataclasses
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.agreement import OWN_NUMBERS, agrees
from bot.domain.bodies import body_key
from bot.domain.chambers import NETWORK_ZONE, Chamber, Directory
from bot.domain.contribution import Kind, Kinds
from bot.domain.fields import Choice, as_text
from bot.domain.records import ActionItem, Attendee, Decision
from bot.domain.text import Said, Understood, understand

NONE = "none"
"""What is no contribution, in a file of phrases; so is what the house has no kind for."""


@dataclass(frozen=True)
class Names:
    """How a file calls kinds, fields and options that the house calls otherwise, by the lives of the kinds (`of` tells whose they are);
    `codes`: chambers stand as their codes; `bodies`: what
    statutory bodies are called, whatever was typed (R6), by their keys (`body_key`)."""

    kinds: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    bodies: Mapping[str, str] = field(default_factory=dict)
    codes: bool = True
    lives: Mapping[str, str] = field(default_factory=dict)

    def of(self, kinds: Kinds) -> Names:
        """The same for these kinds."""
        return dataclasses.replace(self, lives={kind.name: kind.cls.life for kind in kinds.values()})

    def kind(self, name: str | None) -> str:
        """What the file calls a kind."""
        return self.kinds.get(self.lives.get(name, ""), name) if name else NONE

    def field(self, kind: str, name: str) -> str:
        """What the file calls a field of a kind."""
        return self.fields.get(self.lives.get(kind, ""), {}).get(name, name)


RECORDS = Names(
    fields={"minutes": {"action_items": "actions"}},
    bodies={body_key(name): name for name in ("CA", "AG", "AGE")},
)
"""The records of a year: data named as exports name them."""
PHRASES = Names(
    kinds={"minutes": "minutes", "group": "group_update"},
    fields={
        "minutes": {"action_items": "actions", "date_start": "date"},
        "group": {"working_group": "group", "outcome": "text"},
    },
    options={
        "outils_types": "outil_type",
        "intervenants_partenaires": "intervenant_partenaire",
        "infos_thematiques": "information_thematique",
        "comparaison_inter_cres": "comparaison",
        "offres_emploi": "offre_emploi",
    },
    codes=False,
)
"""Phrases that people typed."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a file, as it was read. `expected` is None where the file does not say; `stated`: the author's chamber as the file
    names it."""

    id: str
    text: str
    now: datetime
    chamber: Chamber | None
    language: str
    names: Names
    expected: Mapping[str, Any] | None = None
    stated: str = ""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What was understood of a line, in the file's own words."""

    id: str
    kind: str
    fields: Mapping[str, Any]
    doubts: tuple[str, ...]

    def as_json(self) -> str:
        found = {"id": self.id, "kind": self.kind, "fields": self.fields, "doubts": list(self.doubts)}
        return json.dumps(found, ensure_ascii=False)


@dataclass
class Rates:
    """How many of the expected kinds and fields were understood, by kind, and what was missed."""

    kinds: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    fields: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    missed: list[str] = field(default_factory=list)

    def count(self, line: Line, answer: Answer, known: Iterable[str]) -> None:
        """Adds one line. A kind that the house has not is right when nothing was filed."""
        if line.expected is None:
            return
        wanted = str(line.expected["kind"])
        filed_as = wanted if wanted in known else NONE
        right = answer.kind == filed_as
        self._add(self.kinds[wanted], right=right)
        if not right:
            self.missed.append(f"{line.id}: {wanted}, understood as {answer.kind}: {' '.join(line.text.split())[:100]}")
        fields = line.expected["fields"] if filed_as != NONE else {}
        for name, value in ((name, value) for name, value in fields.items() if name not in OWN_NUMBERS):
            agreed = right and agrees(name, answer.fields.get(name), value)
            self._add(self.fields[wanted, name], right=agreed)
            if right and not agreed:
                said = json.dumps(answer.fields.get(name), ensure_ascii=False)
                self.missed.append(f"{line.id}: {name} = {said}, expected {json.dumps(value, ensure_ascii=False)}")

    @staticmethod
    def _add(counted: list[int], *, right: bool) -> None:
        counted[0] += right
        counted[1] += 1

    def report(self) -> str:
        """Rates by kind and field, then what was missed."""
        found = [f"kinds {_rate(self.kinds.values())}   fields {_rate(self.fields.values())}"]
        for kind, counted in sorted(self.kinds.items()):
            found.append(f"  {kind} {_rate([counted])}")
            found += [f"    {name} {_rate([one])}" for (of, name), one in sorted(self.fields.items()) if of == kind]
        return "\n".join([*found, *(["missed:"] if self.missed else []), *(f"  {one}" for one in self.missed)])


def _rate(counted: Iterable[list[int]]) -> str:
    rows = list(counted)
    right, wanted = (sum(row[place] for row in rows) for place in (0, 1))
    return f"{right}/{wanted} = {100 * right / wanted:.1f} %" if wanted else "0/0"


def understood(path: Path, kinds: Kinds, directory: Directory, say: Callable[..., str]) -> Iterator[tuple[Line, Answer]]:
    """Each line of a file with what is understood of it. `say` words a doubt. Raises ValueError for what is no such line."""
    rows = [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines() if row.strip()]
    names = _names_of(rows, kinds)
    for row in rows:
        line = _line(row, names, directory)
        yield line, answer_of(line, kinds, directory, say)


def _names_of(rows: list[dict[str, Any]], kinds: Kinds) -> Names:
    """A file of phrases says in which place each was typed, or expects kinds that only phrases name so."""
    expected = {str(row.get("expected", {}).get("kind", "")) for row in rows}
    renamed = {kind.name for kind in kinds.values() if kind.cls.life in PHRASES.kinds}
    return (RECORDS if expected & renamed or any("event_id" in row for row in rows) else PHRASES).of(kinds)


def _line(row: Mapping[str, Any], names: Names, directory: Directory) -> Line:
    try:
        now = datetime.fromisoformat(row["ts"])
        stated = str(row.get("author", {}).get("chamber", ""))
        text = str(row["text"])
    except (KeyError, TypeError, AttributeError) as missing:
        raise ValueError(f"a line without {missing}") from missing
    expected = row.get("expected") or (
        {"kind": row["kind"], "fields": row.get("fields", {})} if "kind" in row and "fields" in row else None
    )
    chamber = directory.get(stated) or (directory.resolve(stated, now.date()) if stated else None)
    said_in = str(row.get("lang", "fr"))
    return Line(
        id=str(row.get("id", "")), text=text, now=now, chamber=chamber, language=said_in, names=names, expected=expected, stated=stated
    )


def answer_of(line: Line, kinds: Kinds, directory: Directory, say: Callable[..., str]) -> Answer:
    """What the house understands of one text that is said to it."""
    zone = line.chamber.zone if line.chamber else NETWORK_ZONE
    said = Said(text=line.text, now=line.now, zone=zone, language=line.language, chamber=line.chamber, addressed=True)
    meant = understand(said, kinds, directory)
    doubts = tuple(f"{_named(line, meant, doubt.field)}: {say(doubt.problem.message, **doubt.problem.values)}" for doubt in meant.doubts)
    return Answer(id=line.id, kind=line.names.kind(meant.kind), fields=_fields(line, meant, kinds, directory), doubts=doubts)


def _named(line: Line, meant: Understood, name: str) -> str:
    return line.names.field(meant.kind or "", name)


def _fields(line: Line, meant: Understood, kinds: Kinds, directory: Directory) -> dict[str, Any]:
    fields = {_named(line, meant, name): _plain(value, line.names, directory) for name, value in meant.answers.items() if name != "notes"}
    if line.chamber and line.stated and not line.names.codes:
        own = {name for name, value in meant.answers.items() if value == line.chamber.code}
        fields |= {_named(line, meant, name): line.stated for name in own}
    for name in ("body", "working_group"):
        fields |= {name: line.names.bodies.get(body_key(str(fields[name])), fields[name])} if name in fields else {}
    if meant.kind and line.names.codes:
        fields = _beside(kinds[meant.kind], line, meant, directory) | fields
    return fields


def _beside(kind: Kind, line: Line, meant: Understood, directory: Directory) -> dict[str, Any]:
    """What records have besides: the day on which it was said, the chamber's region, and what holds when nothing was said."""
    chamber = directory.get(str(meant.answers.get("chamber", "")))
    fields = {"date": line.now.astimezone(ZoneInfo(line.chamber.zone if line.chamber else NETWORK_ZONE)).date().isoformat()}
    fields |= {"region": chamber.region} if chamber else {}
    fields |= {spec.name: as_text(spec.default) for spec in dataclasses.fields(kind.cls) if isinstance(spec.default, Choice)}
    return fields | (_counted(meant.answers) if kind.cls.life == "minutes" else {})


def _plain(value: Any, names: Names, directory: Directory) -> Any:
    """A value as a file has it."""
    if isinstance(value, tuple):
        return [_plain(one, names, directory) for one in value]
    plain = _PLAIN.get(type(value))
    if plain:
        return plain(value, names)
    if isinstance(value, Choice):
        return names.options.get(as_text(value), as_text(value))
    chamber = directory.get(str(value)) if not names.codes else None
    return chamber.region if chamber else str(value)


def _plain_action(value: ActionItem, names: Names) -> dict[str, str]:
    due = value.due.isoformat() if value.due else value.said
    owner = value.chamber if names.codes and value.chamber else value.who
    return {"owner" if names.codes else "who": owner, "what": value.what, "due": due}


_PLAIN: Mapping[type, Callable[[Any, Names], Any]] = {
    bool: lambda value, _names: value,
    int: lambda value, _names: value,
    date: lambda value, _names: value.isoformat(),
    Attendee: lambda value, names: value.chamber if names.codes and value.chamber else value.name,
    Decision: lambda value, _names: value.text,
    ActionItem: _plain_action,
}


def _counted(answers: Mapping[str, Any]) -> dict[str, Any]:
    """What records of meetings say besides: how many days, that it was held, and from which chamber how many came."""
    first, last = answers.get("date_start"), answers.get("date_end")
    counted: dict[str, Any] = {"status": "held", "seminar": bool(answers.get("seminar"))}
    counted |= {"days": (last - first).days + 1} if first and last else {}
    counted |= {
        name: [] for name in ("present", "excused", "absent", "guests", "agenda", "decisions", "actions") if not answers.get(_ours(name))
    }
    persons = {one.chamber: one.persons for one in answers.get("present", ()) if one.chamber and one.persons}
    return counted | ({"persons_by_chamber": persons} if persons else {})


def _ours(name: str) -> str:
    return next((ours for ours, theirs in RECORDS.fields["minutes"].items() if theirs == name), name)
