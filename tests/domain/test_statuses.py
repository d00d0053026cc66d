"""Where the chambers stood in the network, day by day. (DOMAIN.md F02; report of 2008, p. 526)"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.chambers import Directory
from bot.domain.membership import Membership, Precision, Status, Step
from storage.seeds import statuses
from tests.domain.language import DIRECTORY, TODAY, on

SEEDED = Membership(statuses(), DIRECTORY)


def counts(day: str) -> tuple[int, int, int, int]:
    """Members, applicants, constituted and in constitution."""
    found = SEEDED.counts_on(on(day))
    return tuple(found.get(status, 0) for status in (Status.MEMBER, Status.APPLICANT, Status.CONSTITUTED, Status.IN_CONSTITUTION))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("day", "expected", "constituted"),
    [
        ("2008-12-31", (23, 1, 0, 2), 24),
        ("2008-01-18", (23, 0, 1, 2), 24),
        ("2009-06-01", (25, 1, 0, 0), 26),
        ("2015-12-31", (25, 1, 0, 0), 26),
        ("2016-01-01", (18, 0, 0, 0), 18),
        ("2026-11-20", (18, 0, 0, 0), 18),
    ],
)
def test_how_many_stood_where(day: str, expected: tuple[int, int, int, int], constituted: int) -> None:
    assert counts(day) == expected
    assert SEEDED.constituted_on(on(day)) == constituted
    assert sum(counts(day)) == len(DIRECTORY.on(on(day))) - 1


@pytest.mark.parametrize(
    ("chamber", "day", "status"),
    [
        ("GUA", "2008-01-18", Status.CONSTITUTED),
        ("GUA", "2008-12-31", Status.APPLICANT),
        ("COR", "2008-12-31", Status.IN_CONSTITUTION),
        ("GUF", "2009-04-01", Status.MEMBER),
        ("BNO", "2015-12-31", Status.MEMBER),
        ("BNO", "2016-01-01", Status.MERGED),
        ("NOR", "2016-01-01", Status.MEMBER),
        ("NOR", "2015-12-31", None),
        ("BRE", "2007-12-31", None),
        ("MYT", "2026-11-20", Status.MEMBER),
    ],
)
def test_where_one_stood(chamber: str, day: str, status: Status | None) -> None:
    assert SEEDED.state_on(chamber, on(day)) == status


def test_no_day_is_told_that_no_source_gives() -> None:
    told = {(step.chamber, step.status, step.precision, step.effective.year) for step in statuses() if step.precision is not Precision.NONE}
    assert {one for one in told if one[1] is not Status.MERGED} == {
        ("GUA", Status.APPLICANT, Precision.LATE_YEAR, 2008),
        ("COR", Status.MEMBER, Precision.EARLY_YEAR, 2009),
        ("GUF", Status.MEMBER, Precision.EARLY_YEAR, 2009),
    }
    assert {(precision, year) for _, status, precision, year in told if status is Status.MERGED} == {(Precision.DAY, 2016)}


def test_what_was_merged_has_a_successor_that_stands_somewhere() -> None:
    for chamber in DIRECTORY:
        if SEEDED.state_on(chamber.code, TODAY) is Status.MERGED:
            assert SEEDED.state_on(chamber.successor, TODAY) is Status.MEMBER


MERGED = Directory(
    replace(chamber, valid_until=date(2026, 12, 31), successor="REU") if chamber.code == "MYT" else chamber for chamber in DIRECTORY
)


@pytest.mark.parametrize(
    ("day", "of_mayotte", "of_reunion"),
    [
        ("2026-12-31", {"MYT"}, {"REU"}),
        ("2027-01-01", {"REU", "MYT"}, {"REU", "MYT"}),
    ],
)
def test_a_merger_holds_from_its_day_on(day: str, of_mayotte: set[str], of_reunion: set[str]) -> None:
    seen = MERGED.as_of(on(day))
    assert (seen.lineage("MYT"), seen.lineage("REU")) == (of_mayotte, of_reunion)
    assert seen.lineage("NOR") == seen.lineage("BNO") == {"NOR", "BNO", "HNO"}
    assert seen.lineage("XYZ") == {"XYZ"}
    assert ("MYT" in {chamber.code for chamber in seen.suggest("Mayote")}) is (of_mayotte == {"MYT"})
    assert MERGED.lineage("MYT") == {"MYT"}, "as of no day, a code is what it is"


@pytest.mark.parametrize("typed", ["Mayotte", "976", "Mamoudzou (976)"])
def test_the_name_of_what_was_merged_means_its_successor(typed: str) -> None:
    found = [MERGED.resolve(typed, on(day)) for day in ("2026-12-31", "2027-01-01")]
    assert [chamber.code for chamber in found if chamber] == ["MYT", "REU"]


LIFE = (Status.IN_CONSTITUTION, Status.CONSTITUTED, Status.APPLICANT, Status.MEMBER, Status.LEFT)
START = date(2026, 1, 1)


def lived(count: int) -> Membership:
    """A chamber that took so many steps of an ordinary life, one a month."""
    return Membership([Step(chamber="MYT", effective=START + timedelta(days=30 * n), status=LIFE[n]) for n in range(count)], DIRECTORY)


ALLOWED = {
    0: {Status.IN_CONSTITUTION, Status.CONSTITUTED},
    1: {Status.CONSTITUTED},
    2: {Status.APPLICANT},
    3: {Status.MEMBER},
    4: {Status.MERGED, Status.LEFT},
    5: {Status.APPLICANT},
}


@pytest.mark.parametrize("count", range(6))
@pytest.mark.parametrize("status", Status)
def test_what_may_follow(count: int, status: Status) -> None:
    step = Step(chamber="MYT", effective=START + timedelta(days=365), status=status)
    assert (status in lived(count).may_become(step)) is (status in ALLOWED[count])


def test_nothing_follows_a_merger_and_a_step_before_others_must_lead_to_them() -> None:
    merged = Membership([Step(chamber="MYT", effective=START, status=Status.MERGED)], DIRECTORY)
    assert merged.may_become(Step(chamber="MYT", effective=START, status=Status.MEMBER)) == ()
    early = Step(chamber="MYT", effective=START - timedelta(days=1), status=Status.CONSTITUTED)
    assert lived(1).may_become(early) == ()
    assert lived(5).may_become(Step(chamber="MYT", effective=START + timedelta(days=10), status=Status.CONSTITUTED)) == ()


@given(st.integers(0, 5), st.integers(-60, 400))
def test_a_day_has_the_status_of_the_last_step_before_it(count: int, days: int) -> None:
    taken = min(count, max(0, days // 30 + 1))
    assert lived(count).state_on("MYT", START + timedelta(days=days)) == (LIFE[taken - 1] if taken else None)
    assert lived(count).state_on("REU", START) is None
