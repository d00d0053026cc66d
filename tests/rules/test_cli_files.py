"""`maillage load`, `maillage export --jsonl` and the letter of a loaded week, at a terminal."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.rules.test_cli import DATABASE, Maillage
from tests.rules.test_cli import maillage as maillage  # noqa: PLC0414 - a fixture
from tests.year import EXPECTED, FILE

OFFER = {
    "event_id": "Ev-1",
    "id": "L1",
    "ts": "2008-10-14T17:14:00+02:00",
    "platform": "slack",
    "author": {"handle": "@dir.bno", "role": "director", "chamber": "BNO"},
    "kind": "job_offer",
    "text": "Offre d'emploi : comptable, Caen. CDI. Candidatures avant le 04/11/2008.",
}


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database into which the year was loaded by the command itself."""
    from bot.cli import main

    database = tmp_path_factory.mktemp("year") / "year.db"
    assert main(["load", str(FILE), "--database", f"sqlite:///{database}"]) == 0
    return database


def written(*rows: object) -> str:
    file = Path("said.jsonl")
    file.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return file.name


class TestLoad:
    def test_it_says_what_became_of_each_kind(self, maillage: Maillage) -> None:
        ran = maillage("load", written(OFFER, OFFER), "--database", DATABASE)
        assert (ran.code, ran.err) == (0, "")
        heading, row, total = ran.out.splitlines()
        assert re.split(r"\s{2,}", heading.strip()) == ["Déposés", "Fusionnés", "Corrigés", "Laissés", "Pas compris", "Pas encore connus"]
        assert (row.split(), total.split()[1:]) == (["job_offer", "1", "0", "0", "1", "0", "0"], ["1", "0", "0", "1", "0", "0"])

    def test_twice_changes_nothing(self, maillage: Maillage) -> None:
        file = written(OFFER)
        maillage("load", file, "--database", DATABASE)
        before = maillage("export", "--jsonl", "--database", DATABASE).out
        assert maillage("load", file, "--database", DATABASE).code == 0
        assert maillage("export", "--jsonl", "--database", DATABASE).out == before

    def test_a_broken_line_is_told_and_the_others_are_loaded(self, maillage: Maillage) -> None:
        ran = maillage("load", written('{"event_id": "Ev-0"', OFFER, OFFER | {"event_id": "Ev-2", "ts": "demain"}), "--database", DATABASE)
        assert ran.code == 1
        assert [re.match(r"ligne (\d+) : (\w+)", line).groups() for line in ran.err.splitlines()] == [("1", "JSON"), ("3", "ts")]  # type: ignore[union-attr] # else the test fails
        assert len(maillage("export", "--jsonl", "--database", DATABASE).out.splitlines()) == 1

    def test_what_was_refused_is_told_with_its_reason(self, maillage: Maillage) -> None:
        partner = OFFER | {"author": {"handle": "@paul", "role": "partner", "chamber": "BNO"}}
        ran = maillage("load", written(partner), "--database", DATABASE)
        assert (ran.code, ran.err.count("\n")) == (0, 1)
        assert "chambre" in ran.err

    def test_a_database_that_cannot_be_written(self, maillage: Maillage) -> None:
        maillage("load", written(OFFER), "--database", DATABASE)
        with sqlite3.connect("town.db") as broken:
            broken.execute("DROP TABLE loaded")
        broken.close()
        ran = maillage("load", written(OFFER), "--database", DATABASE)
        assert (ran.code, ran.out) == (1, "")
        assert "Ce qui est déjà chargé est gardé" in ran.err

    def test_an_empty_file(self, maillage: Maillage) -> None:
        assert maillage("load", written(""), "--database", DATABASE).code == 0

    @pytest.mark.parametrize(
        ("arguments", "told"), [(["load"], "FILE"), (["load", "nowhere.jsonl"], "nowhere.jsonl"), (["load", "said.jsonl"], "--database")]
    )
    def test_what_is_not_right(self, maillage: Maillage, arguments: list[str], told: str) -> None:
        written(OFFER)
        ran = maillage(*arguments)
        assert (ran.code, ran.out) == (2, "")
        assert told in ran.err


class TestExport:
    def test_one_object_per_line(self, maillage: Maillage) -> None:
        maillage("load", written(OFFER), "--database", DATABASE)
        [row] = map(json.loads, maillage("export", "--jsonl", "--database", DATABASE).out.splitlines())
        assert {name: row[name] for name in OFFER} == OFFER
        assert row["fields"]["deadline"] == "2008-11-04"

    @pytest.mark.parametrize("arguments", [[], ["--jsonl", "--kind", "job_offer"]])
    def test_a_kind_or_everything(self, maillage: Maillage, arguments: list[str]) -> None:
        ran = maillage("export", *arguments, "--database", DATABASE)
        assert (ran.code, ran.out) == (2, "")
        assert "--jsonl" in ran.err

    def test_the_export_of_a_year_can_be_loaded_again(self, maillage: Maillage, year: Path) -> None:
        shutil.copy(year, "year.db")
        before = maillage("export", "--jsonl", "--database", "sqlite:///year.db").out
        Path("year.jsonl").write_text(before, encoding="utf-8")
        assert maillage("load", "year.jsonl", "--database", DATABASE).code == 0
        after = maillage("export", "--jsonl", "--database", DATABASE).out
        assert sorted(told(after, "job_offer")) == sorted(told(before, "job_offer"))
        assert sorted(told(after, "meeting_minutes")) == sorted(told(before, "meeting_minutes"))


def told(exported: str, kind: str) -> list[str]:
    """The fields of a kind, as text, but for those of corrections."""
    rows = [json.loads(line) for line in exported.splitlines()]
    return [
        json.dumps(row["fields"], sort_keys=True) for row in rows if row["kind"] == kind and not row["text"].startswith("Correction du CR")
    ]


class TestPreview:
    @pytest.mark.parametrize("example", EXPECTED["extras"]["job_offers"]["digest_examples"], ids=lambda example: example["week"])
    def test_the_letter_of_a_loaded_week(self, maillage: Maillage, year: Path, example: dict[str, object]) -> None:
        chosen = ("--week", str(example["week"]), "--topics", "emploi", "--regions", "NOR")
        ran = maillage("digest", "--preview", *chosen, "--database", f"sqlite:///{year}")
        listed = re.findall(r"(?m)^(\S+) (\d+) ", ran.out)
        assert sorted(listed) == sorted(("Offre", str(int(offer[-3:]))) for offer in example["offer_ids"])  # type: ignore[attr-defined] # a list
        assert ran.code == 0

    @pytest.mark.parametrize(("week", "offers"), EXPECTED["extras"]["job_offers"]["weekly_digest_emploi"].items())
    def test_all_offers_of_a_week(self, maillage: Maillage, year: Path, week: str, offers: list[dict[str, str]]) -> None:
        ran = maillage("digest", "--preview", "--week", week, "--topics", "emploi", "--database", f"sqlite:///{year}")
        numbers = {int(number) for number in re.findall(r"(?m)^Offre (\d+) ", ran.out)}
        assert numbers == {int(offer["offer_id"][-3:]) for offer in offers}
