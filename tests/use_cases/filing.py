"""Small files of contributions, as somebody would write them, loaded into a store."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.loading import Report, load
from storage.export_jsonl import lines
from storage.store import Store
from tests.shelf import new_file, store_at

NAT = ("@equipe.nat", "national_team", "NAT")
CLAIRE = ("@dir.bno", "director", "BNO")
DYLAN = ("@amb.mtq", "ambassador", "MTQ")

CR = """CR Bureau – {day} – Paris, présentiel
Présents (2) : Basse-Normandie, Bretagne
Excusés (1) : Picardie
Actions :
A1. Basse-Normandie – Envoyer la note – pour le 28/03/2008
Prochaine réunion : 15/05/2008"""
MINUTES = CR.format(day="06/03/2008")
DONE = "BUREAU-2008-03-06-A1"


@dataclass
class Shelf:
    """A file that grows line by line, and the store into which it is loaded."""

    folder: Path
    store: Store
    written: list[dict[str, Any]] = field(default_factory=list)

    def says(self, who: tuple[str, str, str], when: str, words: str, **more: Any) -> Shelf:
        """Another line of the file; `fields`: the numbers that stand beside the text."""
        number = f"L{len(self.written) + 1:03d}"
        author = dict(zip(("handle", "role", "chamber"), who, strict=True))
        line = {"id": number, "event_id": f"Ev-{number}", "ts": when, "platform": "slack", "author": author, "lang": "fr", "text": words}
        self.written.append({**line, **more})
        return self

    def load(self) -> Report:
        """Loads all that is written."""
        file = self.folder / "said.jsonl"
        file.write_text("\n".join(json.dumps(line) for line in self.written), encoding="utf-8")
        return load(file, self.store)

    def exported(self, kind: str = "") -> list[dict[str, Any]]:
        """What `maillage export --jsonl` prints, of a kind or of all."""
        rows = self.store.read(lambda tx: [json.loads(line) for line in lines(tx)])
        return [row for row in rows if not kind or row["kind"] == kind]

    def fields(self, kind: str) -> dict[str, Any]:
        """The fields of the one of that kind."""
        [row] = self.exported(kind)
        found: dict[str, Any] = row["fields"]
        return found

    def counted(self) -> Mapping[str, int]:
        """How many rows each table has."""
        names = [table.name for table in self.store.tables.metadata.sorted_tables]
        return self.store.read(
            lambda tx: {name: tx.connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one() for name in names}
        )


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Shelf]:
    """An empty one."""
    store = store_at(new_file(tmp_path))
    yield Shelf(tmp_path, store)
    store.close()
