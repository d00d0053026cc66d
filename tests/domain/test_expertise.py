"""Who is likely to know, and how far a request has come: choices over facts alone. (DOMAIN.md F41, F42, 2.4)"""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.contribution import Contribution
from bot.domain.expertise import Answered, Candidate, Declared, Knowledge, Led, candidates
from bot.domain.kinds.help_request import HelpRequest, Urgency
from bot.domain.requests import (
    FORGOTTEN,
    REOPENED_WITHIN,
    Due,
    Pursuit,
    Routing,
    Standing,
    due,
    is_urgent,
    shaped,
    standing,
    working_day,
)
from storage.stems import stems

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


def led(chamber: str, group: str, objectives: str = "", *, second: str = "") -> Led:
    about = frozenset(stems(f"{group} {second or objectives}"))
    return Led(chamber=chamber, group=group, named=frozenset(stems(f"{group} {second}")), stems=about, second=bool(second))


def answered(chamber: str, topic: str, on: date = date(2026, 3, 2), request_id: int = 1) -> Answered:
    return Answered(chamber=chamber, request_id=request_id, topic=topic, on=on, stems=frozenset(stems(topic)))


def declared(chamber: str, topic: str) -> Declared:
    return Declared(chamber=chamber, topic=topic, stems=frozenset(stems(topic)))


def found(asked: str, known: Knowledge, **never: object) -> list[tuple[str, str]]:
    return [(one.chamber, one.reason) for one in candidates(stems(asked), known, **never)]  # type: ignore[arg-type]


class TestWhoMayKnow:
    KNOWN = Knowledge(
        led=[led("PDL", "GT Financement", "les ressources propres des chambres"), led("BRE", "GT Observation"),
             led("PAC", "GT Mois de l'ESS", second="communication"), led("GES", "GT Europe", "fonds européens FSE, dossiers et avances")],
        answered=[answered("NOR", "modèle de convention de mise à disposition"), answered("IDF", "la finance solidaire", request_id=2)],
        declared=[declared("PAC", "observatoire"), declared("BRE", "clauses sociales"), declared("COR", "agenda 21")],
    )  # fmt: skip

    @pytest.mark.parametrize(
        ("asked", "first"),
        [
            ("part d'autofinancement", ("PDL", "leads")),
            ("plan de financement", ("PDL", "leads")),
            ("dossiers et avances du FSE", ("GES", "leads")),
            ("l'observatoire, nomenclature INSEE", ("BRE", "leads")),
            ("convention de mise à disposition d'un agent communal", ("NOR", "answered")),
            ("un intervenant sur la finance solidaire", ("IDF", "answered")),
            ("clause sociale dans un marché", ("BRE", "declared")),
            ("communication du Mois de l'ESS", ("PAC", "co_leads")),
        ],
    )
    def test_the_likeliest(self, asked: str, first: tuple[str, str]) -> None:
        known = self.KNOWN if "solidaire" not in asked else dataclasses.replace(self.KNOWN, led=[])
        assert found(asked, known)[0] == first

    @pytest.mark.parametrize(
        "asked", ["", "un modèle", "quelqu'un pour m'aider", "élevage de lamas", "une convention", "un exemple de GT", "2026"]
    )
    def test_of_what_says_nothing_nobody_is_known(self, asked: str) -> None:
        assert found(asked, self.KNOWN) == []

    def test_never_who_is_left_out(self) -> None:
        assert found("convention de mise à disposition", self.KNOWN, never={"NOR"}) == []

    def test_reasons_of_one_chamber_add_up(self) -> None:
        known = Knowledge(
            declared=[declared("COR", "SCIC"), declared("NOR", "SCIC")],
            answered=[answered("NOR", "le statut SCIC", date(2025, 1, 5)), answered("NOR", "statuts de SCIC", date(2026, 3, 2), 2)],
        )
        first, second = candidates(stems("modèle de statuts de SCIC"), known)
        assert (first.chamber, second.chamber) == ("NOR", "COR")
        assert first.reason == "answered"
        assert first.evidence == {"n": 2, "topic": "statuts de SCIC", "on": "2026-03-02"}
        assert [code for code, _ in first.more] == ["declared"]

    def test_the_order_is_the_same_whatever_the_order_of_the_facts(self) -> None:
        topics = [declared(chamber, "SCIC") for chamber in ("NOR", "BRE", "COR")]
        there, back = (candidates(stems("SCIC"), Knowledge(declared=some)) for some in (topics, topics[::-1]))
        assert [one.chamber for one in there] == [one.chamber for one in back] == ["BRE", "COR", "NOR"]
        assert all(isinstance(one, Candidate) and one.weight == there[0].weight for one in there)


def item(**values: object) -> Contribution:
    return HelpRequest(**({"topic": "charte", "filed_at": NOW, "chamber": "GUF"} | values))  # type: ignore[arg-type]


class TestHowFarItHasCome:
    ASKED = Routing(request_id=1, chamber="NOR", reason="leads", at=NOW)

    @pytest.mark.parametrize(
        ("state", "pursuit", "routings", "expected"),
        [
            ("published", {}, [], Standing.OPEN),
            ("published", {}, [ASKED], Standing.ROUTED),
            ("published", {}, [dataclasses.replace(ASKED, result="silent")], Standing.OPEN),
            ("published", {}, [dataclasses.replace(ASKED, chamber="NAT")], Standing.ESCALATED),
            ("published", {"claimed_by": 7}, [ASKED], Standing.CLAIMED),
            ("published", {"claimed_by": 7, "answered_at": NOW}, [], Standing.ANSWERED),
            ("resolved", {"answered_at": NOW, "resolved_at": NOW}, [], Standing.RESOLVED),
            ("resolved", {"resolved_at": NOW - REOPENED_WITHIN - timedelta(seconds=1)}, [], Standing.CLOSED),
            ("closed", {}, [], Standing.CLOSED),
            ("withdrawn", {"claimed_by": 7}, [ASKED], Standing.WITHDRAWN),
        ],
    )
    def test_its_state(self, state: str, pursuit: dict[str, object], routings: list[Routing], expected: Standing) -> None:
        known = Pursuit(request_id=1, **pursuit)  # type: ignore[arg-type]
        assert standing(item(state=state), known, routings, national="NAT", now=NOW) is expected

    @pytest.mark.parametrize(
        ("pursuit", "expected"),
        [
            ({}, None),
            ({"next_at": NOW + timedelta(seconds=1)}, None),
            ({"next_at": NOW}, Due.NEXT),
            ({"next_at": NOW, "claimed_by": 7}, Due.NOTHING),
            ({"next_at": NOW, "claimed_by": 7, "answered_at": NOW}, Due.HELPED),
            ({"next_at": NOW - FORGOTTEN - timedelta(seconds=1)}, Due.NOTHING),
        ],
    )
    def test_what_the_clock_does(self, pursuit: dict[str, object], expected: Due | None) -> None:
        known = Pursuit(request_id=1, **pursuit)  # type: ignore[arg-type]
        assert due(known, national_at=NOW + timedelta(days=1), now=NOW) is expected

    def test_after_five_days_it_is_the_national_teams(self) -> None:
        assert due(Pursuit(request_id=1, next_at=NOW), national_at=NOW, now=NOW) is Due.NATIONAL

    @pytest.mark.parametrize(
        ("day", "after", "expected"),
        [("2026-11-20", 0, "2026-11-20"), ("2026-11-21", 0, "2026-11-23"), ("2026-11-20", 1, "2026-11-23"), ("2026-11-21", 2, "2026-11-25"),
         ("2026-11-20", 5, "2026-11-27"), ("2026-12-24", 1, "2026-12-28")],
    )  # fmt: skip
    def test_working_days(self, day: str, after: int, expected: str) -> None:
        holidays = {date(2026, 12, 25)}
        assert working_day(date.fromisoformat(day), after, lambda one: one.weekday() < 5 and one not in holidays).isoformat() == expected


@pytest.mark.parametrize(("urgency", "urgent"), [(Urgency.NORMAL, False), (Urgency.TWO_DAYS, False), (Urgency.TODAY, True)])
def test_what_is_urgent(urgency: Urgency, urgent: bool) -> None:
    assert is_urgent(item(urgency=urgency)) is urgent
    assert shaped(item(), "request") == "charte"
    assert shaped(item(), "place") is None
