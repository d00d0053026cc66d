"""What comes out of the loaded year: the tables of the activity report, and the reminders that were due."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from bot.agreement import agrees, bare
from bot.domain.bodies import GroupYear, body_key, year_of_groups
from bot.domain.reminders import reminder_days
from bot.domain.tables.actions import standings
from bot.domain.tables.meetings import Meetings, meetings_of, together
from bot.domain.tables.requests import asked_by_type, passed_on
from bot.loading import load
from storage.export_jsonl import lines as exported
from storage.store import Store
from tests.year import EXPECTED, FILE, lines, loaded_year, rows

ACTIONS = EXPECTED["extras"]["actions"]
MEETING = "DIRCRES-2008-10-16"


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = loaded_year(tmp_path_factory.mktemp("year"))
    yield store
    store.close()


def meetings(year: Store) -> dict[str, Meetings]:
    return meetings_of(year.read(lambda tx: list(tx.contributions.every("meeting_minutes"))), 2008, body_key)  # type: ignore[arg-type] # of that kind


def test_t06_the_bodies_met_so_often_for_so_long_and_with_so_many(year: Store) -> None:
    held, expected = meetings(year), {row["label"]: row for row in rows("T06")}
    for label, body in (("CA", "CA"), ("DIRCRES", "DIRCRES")):
        row, met = expected[f"Nombre de {label}"], held[body_key(body)]
        assert (met.count, met.days, met.seminars) == (row["value"], row["days"], row["two_day_seminars"])
        assert met.mean == expected[f"Nombre moyen de participants ({label})"]["value"]
    groups = together(met for name, met in held.items() if name.startswith("gt "))
    assert (groups.in_person, groups.count) == (expected["Nombre de GT (hors GT tél)"]["value"], 17)


def test_t07_the_corrected_minutes_count_as_corrected(year: Store) -> None:
    held = meetings(year)
    assert (held["bureau"].count, held["bureau"].mean) == (6, 6.0)
    assert together((held[body_key("AG")], held[body_key("AGE")])).mean == 44.0


def test_t16_fifty_were_asked_for_by_type(year: Store) -> None:
    asked = year.read(
        lambda tx: asked_by_type(
            tx.contributions.every("help_request"), [event.fields for event in tx.loaded.asked_as("help_request")], 2008
        )
    )
    assert dict(asked) | {"TOTAL": asked.total()} == {row["type"]: row["count"] for row in rows("T16")}


def test_twenty_were_passed_on_and_all_were_resolved(year: Store) -> None:
    expected = EXPECTED["extras"]["help"]
    items = year.read(lambda tx: [item.id for kind in ("help_request", "job_offer") for item in tx.contributions.every(kind)])
    routed = year.read(lambda tx: passed_on(one for several in tx.pursuits.routings_of(items).values() for one in several))
    assert (routed, routed.total()) == (Counter(expected["routed_to"]), expected["routed"])
    pursuits = year.read(lambda tx: tx.pursuits.of(items)).values()
    assert sum(pursuit.resolved_at is not None for pursuit in pursuits) == expected["resolved"]


@pytest.mark.parametrize("day", sorted(ACTIONS["snapshot"]))
def test_the_actions_stood_so(year: Store, day: str) -> None:
    assert dict(standings(year.read(lambda tx: tx.actions.every()), date.fromisoformat(day))) == ACTIONS["snapshot"][day]


def test_the_actions_of_one_meeting_and_when_their_owners_were_reminded(year: Store) -> None:
    actions = [action for action in year.read(lambda tx: tx.actions.every()) if action.reference.startswith(MEETING)]
    listed = [
        {
            "action_id": action.reference,
            "owner": action.owner_chamber,
            "what": action.what,
            "due": str(action.due),
            "done": action.done_on and str(action.done_on),
            "reminders": [str(day) for day in reminder_days(action.due, action.done_on, date(2008, 12, 31)) if action.due],
        }
        for action in actions
        if action.due
    ]
    assert listed == ACTIONS["dircres_2008_10_16"]["list"]
    assert len(year.read(lambda tx: tx.actions.every())) == ACTIONS["total"]


def test_its_minutes_hold_six_decisions(year: Store) -> None:
    found = year.read(lambda tx: [item for item in tx.contributions.every("meeting_minutes") if str(item.date_start) == MEETING[-10:]])  # type: ignore[attr-defined] # of that kind
    assert [len(item.decisions) for item in found] == [ACTIONS["dircres_2008_10_16"]["decisions"]]  # type: ignore[attr-defined] # of that kind


@pytest.mark.parametrize("offer", EXPECTED["extras"]["job_offers"]["offers"], ids=lambda offer: offer["offer_id"])
def test_an_offer_keeps_its_number_and_its_terms(year: Store, offer: dict[str, str]) -> None:
    item = year.read(lambda tx: tx.contributions.numbered("job_offer", int(offer["offer_id"][-3:])))
    assert item is not None
    told = {"offer_id": item.reference, "title": item.title, "chamber_2008": item.chamber, "deadline": str(item.deadline)}  # type: ignore[attr-defined] # of that kind
    assert told == {name: offer[name] for name in told}


@pytest.mark.parametrize(("day", "offers"), EXPECTED["extras"]["job_offers"]["open_on"].items())
def test_which_offers_were_open(year: Store, day: str, offers: list[str]) -> None:
    items = year.read(lambda tx: list(tx.contributions.every("job_offer")))
    on = date.fromisoformat(day)
    assert {item.reference for item in items if item.filed_at.date() <= on and item.listed(on)} == set(offers)


def groups(year: Store) -> list[GroupYear]:
    return year.read(lambda tx: year_of_groups(2008, tx.bodies.all(), tx.bodies.meetings(), tx.bodies.news()))


def test_t08_the_working_groups_with_their_leads_and_members(year: Store) -> None:
    listed = {
        row.name: {
            "name": row.name,
            "meetings": row.meetings,
            "chambers": row.chambers,
            "lead": row.lead,
            "co_lead": row.co_lead or None,
            "delegated_to": row.delegated_to or None,
            "created_in_2008": row.created,
        }
        for row in groups(year)
    }
    assert listed == {row["name"]: row for row in rows("T08")}


def test_t23_their_objectives_and_what_came_out(year: Store) -> None:
    listed = {row.name: (row.objectives, len(row.outcomes), sorted(map(bare, row.outcomes))) for row in groups(year)}
    assert listed == {row["name"]: (row["objectives"], row["outcomes"], sorted(map(bare, row["outcome_list"]))) for row in rows("T23")}


@pytest.fixture(scope="module")
def told(year: Store) -> list[dict[str, Any]]:
    return year.read(lambda tx: [json.loads(line) for line in exported(tx)])


class TestTheFile:
    """What `maillage load` and `maillage export --jsonl` make of it."""

    def test_every_field_that_can_be_told_agrees(self, told: list[dict[str, Any]]) -> None:
        valid = {row["event_id"]: row for row in told}
        wrong = []
        for line in lines():
            found = valid.get(line["event_id"])
            if found is None or line["kind"] != found["kind"]:
                continue
            for name, value in line["fields"].items():
                if name not in UNTOLD and not agrees(name, found["fields"].get(name), value):
                    wrong.append((line["id"], name, found["fields"].get(name), value))
        assert [one for one in wrong if not (one[1] == "date" and one[0] in OTHER_DAYS)] == []

    def test_so_many_of_each(self, told: list[dict[str, Any]]) -> None:
        requests = {row["fields"]["request_id"] for row in told if row["kind"] == "help_request"}
        offers = {row["fields"]["offer_id"] for row in told if row["kind"] == "job_offer"}
        assert (len(requests), len(offers)) == (50, 14)
        counted = Counter(row["kind"] for row in told)
        assert counted == {
            "meeting_minutes": 35,
            "working_group_update": 18,
            "help_request": 50,
            "job_offer": 14,
            "help_reply": 50,
            "help_routing": 20,
            "action_update": 24,
            "working_group": 6,
        }

    def test_loaded_again_it_changes_nothing(self, year: Store, told: list[dict[str, Any]]) -> None:
        before = rows_of(year)
        report = load(FILE, year)
        assert report.of("unknown") == report.of("filed") == report.of("merged") == report.of("edited") == {}
        assert rows_of(year) == before
        assert year.read(lambda tx: [json.loads(line) for line in exported(tx)]) == told

    def test_nothing_waits_to_be_sent_or_answered(self, year: Store) -> None:
        counted = rows_of(year)
        assert (counted["outbox"], counted["drafts"], counted["subscriptions"]) == (0, 0, 0)
        assert year.read(lambda tx: tx.pursuits.due(99)) == []


UNTOLD = ("seats_total", "seats_per_chamber")
"""How many seats a body has is said nowhere in the texts."""
OTHER_DAYS = frozenset(
    line["id"] for line in lines() if line["kind"] == "working_group_update" and line["ts"][:10] != line["fields"]["date"]
)
"""News that was written down on a working day after the day of which it tells."""


def rows_of(store: Store) -> dict[str, int]:
    names = [table.name for table in store.tables.metadata.sorted_tables]
    return store.read(lambda tx: {name: tx.connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one() for name in names})
