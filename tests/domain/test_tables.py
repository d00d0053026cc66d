"""What a year comes to, from facts that a table can hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from bot.domain.actions import DONE, DROPPED, OPEN, ActionRecord, State
from bot.domain.bodies import body_key
from bot.domain.expertise import LEADS, NAMED
from bot.domain.fields import Choice
from bot.domain.kinds import discover
from bot.domain.kinds.meeting_minutes import Mode
from bot.domain.requests import Routing
from bot.domain.tables.actions import standings, stood
from bot.domain.tables.meetings import Meetings, meetings_of, together
from bot.domain.tables.requests import asked_by_type, passed_on

NOON = datetime(2008, 3, 6, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Meeting:
    body: str = "CA"
    date_start: date | None = date(2008, 3, 6)
    days: int = 1
    seminar: bool = False
    mode: Choice | None = Mode.IN_PERSON
    participants: int | None = 10
    state: str = "published"


class TestMeetings:
    def test_one_body_however_it_is_called(self) -> None:
        held = meetings_of([Meeting(), Meeting("Conseil d'administration", participants=20), Meeting("Bureau")], 2008, body_key)
        assert {met.name: (met.count, met.mean) for met in held.values()} == {"CA": (2, 15.0), "Bureau": (1, 10.0)}

    @pytest.mark.parametrize(
        "meeting", [Meeting(state="draft"), Meeting(state="withdrawn"), Meeting(date_start=None), Meeting(date_start=date(2007, 12, 31))]
    )
    def test_what_was_not_held_in_that_year(self, meeting: Meeting) -> None:
        assert meetings_of([meeting], 2008, body_key) == {}

    def test_days_seminars_and_telephones(self) -> None:
        several = [Meeting(days=2, seminar=True), Meeting(seminar=True), Meeting(mode=Mode.PHONE, participants=None), Meeting(mode=None)]
        [met] = meetings_of(several, 2008, body_key).values()
        assert (met.count, met.days, met.seminars, met.by_phone, met.in_person, met.participants) == (4, 5, 1, 1, 3, 30)

    def test_several_bodies_together(self) -> None:
        held = meetings_of([Meeting(), Meeting("Bureau", days=2)], 2008, body_key)
        assert together(held.values()) == Meetings(name="", count=2, days=3, participants=20)
        assert together([]).mean == 0.0


def action(*, due: date | None = date(2008, 4, 1), done: date | None = None, state: State = OPEN) -> ActionRecord:
    return ActionRecord(
        minutes_id=1, position=1, what="x", due=due, done_on=done, state=state, held_on=date(2008, 3, 6), assigned_at=NOON, changed_at=NOON
    )


class TestActions:
    @pytest.mark.parametrize(
        ("one", "on", "how"),
        [
            (action(), date(2008, 3, 5), None),
            (action(), date(2008, 4, 1), "open"),
            (action(), date(2008, 4, 2), "overdue"),
            (action(due=None), date(2009, 1, 1), "open"),
            (action(done=date(2008, 4, 1), state=DONE), date(2008, 4, 1), "done_on_time"),
            (action(done=date(2008, 4, 3), state=DONE), date(2008, 4, 2), "overdue"),
            (action(done=date(2008, 4, 3), state=DONE), date(2008, 4, 3), "done_late"),
            (action(due=None, done=date(2008, 4, 3), state=DONE), date(2008, 4, 3), "done_on_time"),
            (action(state=DROPPED), date(2008, 4, 3), None),
        ],
    )
    def test_how_one_stood(self, one: ActionRecord, on: date, how: str | None) -> None:
        assert stood(one, on) == how

    def test_how_many(self) -> None:
        late = action(done=date(2008, 4, 3), state=DONE)
        assert standings([late, late, action(), action(state=DROPPED)], date(2008, 12, 31)) == {"done_late": 2, "overdue": 1}


class TestRequests:
    def test_by_type_with_those_that_became_offers(self) -> None:
        kind = discover()["help_request"]
        need = kind.question("type").choice
        assert need is not None
        wanted = [
            kind.cls(filed_at=NOON, topic="x", type=next(iter(need)), state=state) for state in ("published", "resolved", "withdrawn")
        ]  # type: ignore[call-arg] # of that kind
        offered = [{"type": "offres_emploi", "date": "2008-05-01"}, {"type": "offres_emploi", "date": "2009-01-01"}]
        assert asked_by_type(wanted, offered, 2008) == {"outils_types": 2, "offres_emploi": 1}
        assert asked_by_type(wanted, offered, 2009) == {"offres_emploi": 1}

    def test_what_the_house_proposes_is_no_hand(self) -> None:
        def asked(chamber: str, reason: str, by: int | None) -> Routing:
            return Routing(request_id=1, chamber=chamber, reason=reason, by=by, at=NOON)

        assert passed_on([asked("BRE", NAMED, 3), asked("BRE", NAMED, None), asked("PAC", LEADS, 3)]) == {"BRE": 1}
