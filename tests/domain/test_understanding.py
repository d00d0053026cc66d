"""`maillage understand FILE.jsonl`: what others typed, what the house makes of it, and how far that agrees with a careful reader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.agreement import agrees
from bot.cli import main

AUTHOR = {"role": "directeur·rice", "chamber": "Bretagne"}
UPDATE = {"id": "a", "ts": "2026-11-20T11:00:00+01:00", "author": AUTHOR, "text": "GT Santé : la Carsat nous suit, courrier attendu"}
MINUTES = {
    "id": "b",
    "ts": "2026-11-20T11:00:00+01:00",
    "author": AUTHOR,
    "text": "CR du bureau d'hier. Présents : Ana, Bretagne. On garde le local. Ana appelle la banque avant mardi. Prochain bureau en janvier.",
}
TALK = {"id": "c", "ts": "2026-11-20T11:00:00+01:00", "author": AUTHOR, "text": "mdr"}


def file_of(folder: Path, *rows: dict[str, Any]) -> str:
    file = folder / "lines.jsonl"
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return str(file)


def test_each_line_is_answered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["understand", file_of(tmp_path, UPDATE, MINUTES, TALK), "--json"]) == 0
    update, minutes, talk = map(json.loads, capsys.readouterr().out.splitlines())
    assert (update["id"], update["kind"]) == ("a", "group_update")
    assert update["fields"] == {"group": "GT Santé", "text": "la Carsat nous suit, courrier attendu", "date": "2026-11-20"}
    assert minutes["fields"]["present"] == ["Ana", "Bretagne"]
    assert minutes["fields"]["actions"] == [{"who": "Ana", "what": "appelle la banque", "due": "2026-11-24"}]
    assert [doubt.partition(":")[0] for doubt in minutes["doubts"]] == ["next_meeting"]
    assert talk == {"id": "c", "kind": "none", "fields": {}, "doubts": []}


def test_records_are_answered_in_the_words_of_records(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = MINUTES | {"event_id": "Ev-1", "author": {"chamber": "BRE"}}
    assert main(["understand", file_of(tmp_path, record), "--json"]) == 0
    fields = json.loads(capsys.readouterr().out)["fields"]
    assert (fields["date_start"], fields["days"], fields["status"], fields["absent"]) == ("2026-11-19", 1, "held", [])
    assert fields["present"] == ["Ana", "BRE"]
    assert fields["actions"] == [{"owner": "Ana", "what": "appelle la banque", "due": "2026-11-24"}]


def test_beside_what_is_expected_stand_the_rates_and_what_was_missed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    right = UPDATE | {
        "expected": {"kind": "group_update", "fields": {"group": "GT Santé", "text": "La Carsat nous suit, courrier attendu."}}
    }
    wrong = MINUTES | {"expected": {"kind": "minutes", "fields": {"body": "bureau", "date": "2026-11-18"}}}
    other = TALK | {"expected": {"kind": "event", "fields": {"title": "mdr"}}}
    missed = TALK | {"id": "d", "expected": {"kind": "help_request", "fields": {"topic": "mdr"}}}
    assert main(["understand", file_of(tmp_path, right, wrong, other, missed)]) == 0
    report = capsys.readouterr().out
    assert "kinds 3/4 = 75.0 %   fields 3/5 = 60.0 %" in report
    assert 'b: date = "2026-11-19", expected "2026-11-18"' in report
    assert "d: help_request, understood as none: mdr" in report
    assert "event 1/1 = 100.0 %" in report


@pytest.mark.parametrize("row", [{"text": "mdr"}, {"ts": "2026-11-20T11:00:00+01:00"}, {"ts": "hier", "text": "mdr", "author": {}}])
def test_a_file_of_something_else_is_refused(row: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["understand", file_of(tmp_path, row)]) == 2
    assert "lines.jsonl" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "one", "other", "agree"),
    [
        ("body", "le Bureau", "bureau", True),
        ("body", "bureau", "bureau élargi", False),
        ("body", "Conseil d'administration", "CA", True),
        ("body", "Réunion de bilan du Mois", "Bilan Mois", True),
        ("body", "CA", "AG", False),
        ("working_group", "groupe de travail Europe", "GT Europe", True),
        ("topic", "une fiche de poste", "une fiche de poste de chargé d'accueil", True),
        ("topic", "une fiche de paie", "un modèle de statuts", False),
        ("decisions", ["On garde le local."], ["on garde le local"], True),
        ("decisions", ["On garde le local."], [], False),
        ("present", ["Luc", "Ana"], ["Ana", "Luc"], True),
        ("present", ["Luc"], ["Ana"], False),
        ("actions", [{"who": "Ana", "what": "appelle", "due": ""}], [{"who": "Ana", "what": "appelle", "due": ""}], True),
        ("actions", [{"who": "Ana", "what": "appelle", "due": ""}], [{"who": "Ana", "what": "appelle", "due": "2026-11-24"}], False),
        ("next_meeting", None, None, True),
    ],
)
def test_what_no_reader_would_mind(name: str, one: object, other: object, agree: bool) -> None:
    assert agrees(name, one, other) is agree
