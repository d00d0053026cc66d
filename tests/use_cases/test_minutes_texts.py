"""How minutes read: their days, an English reader's card, the short text of a channel, and what a correction tells."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest

from bot.domain.kinds.meeting_minutes import MeetingMinutes
from bot.domain.minutes import Around, period
from bot.domain.records import ActionItem, Attendee, Decision
from bot.wording.plain import plain
from handlers.lives.minutes.differences import differences
from handlers.lives.minutes.life import short_text, whole_text
from tests.shelf import FRIDAY
from tests.use_cases.talk import Talk

BEFORE = MeetingMinutes(
    filed_at=FRIDAY,
    body="Bureau",
    place="Caen",
    date_start=date(2026, 11, 19),
    date_end=date(2026, 11, 19),
    present=(Attendee(name="Bretagne", chamber="BRE"), Attendee(name="Corse", chamber="COR")),
    decisions=(Decision(text="Le budget est voté", result="unanimous"),),
    action_items=(
        ActionItem(who="Bretagne", chamber="BRE", what="Envoyer le guide", due=date(2026, 12, 11)),
        ActionItem(who="Corse", chamber="COR", what="Relire le guide", said="avant les fêtes"),
    ),
    next_meeting=date(2027, 1, 21),
)


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2026-11-19", None, "19/11/2026"),
        ("2026-11-19", "2026-11-19", "19/11/2026"),
        ("2026-11-19", "2026-11-20", "19 et 20/11/2026"),
        ("2026-11-30", "2026-12-01", "30/11 et 01/12/2026"),
        ("2026-12-31", "2027-01-01", "31/12/2026 et 01/01/2027"),
        ("2026-11-18", "2026-11-20", "18–20/11/2026"),
        ("2026-11-29", "2026-12-01", "29/11–01/12/2026"),
    ],
)
def test_the_days_of_a_meeting(start: str, end: str | None, said: str) -> None:
    assert period(date.fromisoformat(start), date.fromisoformat(end) if end else None, joined="et") == said


def test_in_the_year_itself_the_year_goes_without_saying() -> None:
    assert period(date(2026, 11, 19), date(2026, 11, 20), joined="et", year=False) == "19 et 20/11"


def _with_action(place: int, **changes: Any) -> dict[str, Any]:
    items = list(BEFORE.action_items)
    items[place] = dataclasses.replace(items[place], **changes)
    return {"action_items": tuple(items)}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, []),
        ({"place": "Rouen"}, ["lieu, Rouen (avant : Caen)"]),
        ({"next_meeting": None}, ["prochaine réunion, – (avant : jeu. 21/01/2027)"]),
        (_with_action(0, due=date(2026, 12, 18)), ["action 1, ven. 18/12 (avant : ven. 11/12)"]),
        (_with_action(0, who="Normandie", chamber="NOR"), ["action 1, Normandie (avant : Bretagne)"]),
        (_with_action(1, due=date(2026, 12, 18), said=""), ["action 2, ven. 18/12 (avant : avant les fêtes)"]),
        ({"action_items": BEFORE.action_items[:1]}, ["action 2, – (avant : Corse, Relire le guide, avant les fêtes)"]),
        ({"decisions": (Decision(text="Le budget est reporté"),)}, ["décision 1, Le budget est reporté (avant : Le budget est voté)"]),
        ({"present": (Attendee(name="Bretagne"), Attendee(name="Mayotte"))}, ["présents : + Mayotte, – Corse"]),
        ({"notes": "Tout autre texte"}, []),
    ],
)
def test_a_correction_tells_what_changed_and_nothing_else(talk: Talk, changes: dict[str, Any], told: list[str]) -> None:
    after = dataclasses.replace(BEFORE, **changes)
    assert talk.store.read(lambda tx: differences(BEFORE, after, tx.words("fr", "Europe/Paris"), tx)) == told


def test_an_english_reader(talk: Talk) -> None:
    emma = talk.add("Emma Wilson", chamber="NAQ", language="en")
    said = talk.says(
        emma, "CR Bureau, 19/11/2026, Caen\nPrésents (2) : Bretagne, Corse\nActions :\nA1. Loire – Écrire – pour le 14/12/2026"
    )
    assert said.text == ("Minutes – Bureau, 19/11/2026, Caen 2 present 1 action 1 point to settle before publishing Action 1, “Loire”:")
    assert said.buttons == ("Pays de la Loire", "Centre-Val de Loire", "Read over", "Correct", "Keep as a draft")


def filed(talk: Talk) -> Any:
    [item] = talk.store.read(lambda tx: list(tx.contributions.every("meeting_minutes")))
    return item


def test_a_channel_reads_nine_of_each_and_how_many_there_are(talk: Talk) -> None:
    decisions = "\n".join(f"D{n}. Le point {n} est adopté" for n in range(1, 13))
    actions = "\n".join(f"A{n}. Corse – Écrire la note {n} – pour le 14/12/2026" for n in range(1, 13))
    talk.says(talk.add(), f"CR Bureau, 19/11/2026\nPrésents (2) : Bretagne, Corse\nDécisions :\n{decisions}\nActions :\n{actions}")
    text = talk.store.read(lambda tx: plain(short_text(filed(talk), tx.words("fr", "Europe/Paris"), tx).markdown))
    assert "9. Le point 9 est adopté · et 3 autres" in text
    assert "Le point 10" not in text
    assert text.count("Corse : écrire la note") == 9
    assert "(12)" in text


def test_of_minutes_without_a_text_the_whole_is_their_lists(talk: Talk) -> None:
    """As a form files them."""
    text = talk.store.read(lambda tx: plain(whole_text(BEFORE, tx.words("fr", "Europe/Paris"), tx).markdown))
    assert " ".join(text.split()) == (
        "Bureau, 19/11/2026, Caen Présents : Bretagne, Corse Décisions 1. Le budget est voté – unanimité "
        "Actions 1. Bretagne – envoyer le guide – ven. 11/12 2. Corse – relire le guide – avant les fêtes "
        "Prochaine réunion : jeu. 21/01/2027."
    )


def test_points_are_facts_of_the_minutes_alone(talk: Talk) -> None:
    """The same minutes, the same day, the same chambers: the same points under the same keys."""

    def keys(minutes: MeetingMinutes) -> list[str]:
        around = talk.store.read(lambda tx: Around(today=date(2026, 11, 20), directory=tx.directory, calendar=tx.calendar))
        return [point.key for point in minutes.points(around)]

    off = dataclasses.replace(BEFORE, **_with_action(0, due=date(2026, 12, 13)))
    assert keys(BEFORE) == []
    assert len(keys(off)) == 1
    assert keys(off) == keys(dataclasses.replace(off, place="Rouen", next_meeting=None)), "whatever else is corrected"
    assert keys(off) != keys(dataclasses.replace(BEFORE, **_with_action(0, due=date(2026, 12, 20))))
