"""What people type, whatever their keyboard: minutes, news of groups, requests, and all that is none of these."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from bot.agreement import agrees
from bot.domain.chambers import NETWORK_ZONE
from bot.domain.folding import fold
from bot.understanding import PHRASES, RECORDS, Answer, Line, answer_of
from tests.domain.language import ALL_KINDS, DIRECTORY, lines, say

TYPED = lines("typed.jsonl")
PEOPLES = lines("phrases.jsonl")
OTHERS = lines("typed2.jsonl")
YEAR = lines("meetings2008.jsonl")
FILED = [line for line in TYPED if line["expected"]["kind"] != "none"]
NOT_FILED = [line for line in TYPED if line["expected"]["kind"] == "none"]
OURS = ("minutes", "group_update", "help_request", "job_offer")
NOT_TOLD = {
    ("min-x-07", "decisions"): "a resolution without a verb, among remarks without a verb",
    ("job-40", "place"): "a town behind a title, with nothing between them",
    ("job-40", "title"): "the same",
    ("c30", "place"): "a town that is not in the list, behind 'sur'",
    ("l11", "place"): "a town between an employer and a verb",
    ("f29", "place"): "the town of an employer without a capital",
}


def understood(line: dict[str, Any], *, records: bool) -> Answer:
    now = datetime.fromisoformat(line["ts"])
    stated = line["author"]["chamber"]
    chamber = DIRECTORY.get(stated) or DIRECTORY.resolve(stated, now.date())
    names = (RECORDS if records else PHRASES).of(ALL_KINDS)
    said = Line(id=line["id"], text=line["text"], now=now, chamber=chamber, language=line.get("lang", "fr"), names=names, stated=stated)
    return answer_of(said, ALL_KINDS, DIRECTORY, lambda message, **values: message.format(**values))


def name_of(line: dict[str, Any]) -> str:
    return str(line["id"])


@pytest.mark.parametrize("line", FILED, ids=name_of)
def test_what_is_certain_is_read(line: dict[str, Any]) -> None:
    answer = understood(line, records=True)
    assert answer.kind == line["expected"]["kind"]
    for name, expected in line["expected"]["fields"].items():
        assert agrees(name, answer.fields.get(name), expected), (name, answer.fields.get(name))


@pytest.mark.parametrize("line", [line for line in FILED if line["doubts"]], ids=name_of)
def test_what_is_doubtful_is_asked(line: dict[str, Any]) -> None:
    asked = {doubt.partition(":")[0] for doubt in understood(line, records=True).doubts}
    assert {doubt.partition(":")[0].replace("action_items", "actions") for doubt in line["doubts"]} <= asked


@pytest.mark.parametrize("line", NOT_FILED, ids=name_of)
@pytest.mark.parametrize("addressed", [True, False])
def test_talk_is_not_filed(line: dict[str, Any], *, addressed: bool) -> None:
    assert say(line["text"], kinds=ALL_KINDS, addressed=addressed).kind is None


@pytest.mark.parametrize("line", [*PEOPLES, *OTHERS], ids=name_of)
def test_phrases_that_others_typed(line: dict[str, Any]) -> None:
    answer, expected = understood(line, records=False), line["expected"]
    assert answer.kind == (expected["kind"] if expected["kind"] in OURS else "none")
    for name, value in expected["fields"].items() if answer.kind != "none" else ():
        if (line["id"], name) not in NOT_TOLD:
            assert agrees(name, answer.fields.get(name), value), (name, answer.fields.get(name))


NOT_IN_THE_TEXT = {
    "request_id": "its own number",
    "edit_of": "its own number",
    "seats_total": "a rule of the body",
    "seats_per_chamber": "a rule of the body",
}
UNTOLD = {
    "Y08-0207": {"mode", "excused", "absent", "decisions"},  # a member's account of a meeting whose minutes came the same day (R3)
    "Y08-0426": {"agenda", "next_meeting"},  # a correction says only what changes (R2)
    "Y08-0617": {"body"},  # "Réunion de bilan du Mois" is filed under another name
}


@pytest.mark.parametrize("line", YEAR, ids=name_of)
def test_the_year_2008(line: dict[str, Any]) -> None:
    answer = understood(line, records=True)
    assert answer.kind == (line["kind"] if line["kind"] in ALL_KINDS else "none")
    untold = UNTOLD.get(line["id"], set()) | NOT_IN_THE_TEXT.keys()
    if line["kind"] == "working_group_update":
        untold = untold | {"date"}  # some were told a day or two later, and do not say so
    for name, value in line["fields"].items() if answer.kind != "none" else ():
        if name not in untold:
            assert exact(answer.fields.get(name)) == exact(value), name


def exact(value: Any) -> str:
    """Values of records are compared as they are, but for an action's own number."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        value = [{name: one for name, one in entry.items() if name != "action_id"} for entry in value]
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def test_nothing_of_these_files_is_fitted_to_a_zone() -> None:
    """The same words at the same instant mean the same day in Guyane, where it is still yesterday evening, as its clock says."""
    told = say(
        "CR du bureau d'hier. Présents : Ana, Luc. On garde le local.",
        by="GUF",
        now=datetime.fromisoformat("2026-11-20T02:00:00+01:00"),
        kinds=ALL_KINDS,
    )
    assert told.answers["date_start"].isoformat() == "2026-11-18"
    assert DIRECTORY.zone_of("GUF") != NETWORK_ZONE


def test_accents_and_case_tell_nothing() -> None:
    text = "GT SANTE : LA CARSAT NOUS SUIT, COURRIER ATTENDU"
    assert say(text, kinds=ALL_KINDS).answers["working_group"] == "GT SANTE"
    assert fold(str(say(text.lower(), kinds=ALL_KINDS).answers["outcome"])) == "la carsat nous suit, courrier attendu"
