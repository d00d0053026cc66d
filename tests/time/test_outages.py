"""What was due while nobody was there: sent late and said so, or reported as missed; never in silence, never twice. (PROMISES.md 6)"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.domain.people import Role
from scheduler.jobs import Jobs
from storage.schema import INDEXED
from storage.transaction import Tx
from tests.time.season import Season, paris

MISSED = "La lettre de la semaine 2026-W47 n'est pas partie pour tous : la panne a duré plus d'une semaine."


def outcomes(season: Season, outcome: str) -> list[str]:
    return season.store.read(lambda tx: tx.periods.with_outcome("edition", outcome))


async def down_until(season: Season, moment: datetime, *, since: datetime | None = None) -> None:
    """Nobody ticks from Sunday evening on, and then it goes on by the hour."""
    await season.until(since or paris(2026, 11, 22, 20), step=timedelta(hours=4))
    await season.at(moment)


class TestBackInTime:
    @pytest.mark.parametrize(
        ("back", "note"),
        [
            (paris(2026, 11, 23, 8, 40), ""),
            (paris(2026, 11, 23, 14), "(en retard : elle était due le lun. 23/11, 8 h, une panne l'a retenue)"),
            (paris(2026, 11, 25, 10), "(en retard : elle était due le lun. 23/11, 8 h, une panne l'a retenue)"),
            (paris(2026, 11, 27, 18), "(en retard : elle était due le lun. 23/11, 8 h, une panne l'a retenue)"),
        ],
        ids=["40 minutes", "6 hours", "2 days", "4 days"],
    )
    async def test_the_letter_leaves_late_and_says_so(self, season: Season, back: datetime, note: str) -> None:
        claire = season.add("Claire")
        season.offer(claire, "of the week")
        await down_until(season, back)
        (letter,) = season.written(claire)
        assert letter.at == back
        assert ("en retard" in letter.text) == bool(note)
        assert note in letter.text
        await season.until(paris(2026, 11, 29, 20), step=timedelta(hours=3))
        assert len(season.letters(claire)) == 1

    async def test_back_at_night_it_waits_for_the_morning(self, season: Season) -> None:
        claire = season.add("Claire")
        season.offer(claire, "of the week")
        await down_until(season, paris(2026, 11, 23, 23))
        await season.until(paris(2026, 11, 24, 12))
        assert season.letters(claire) == ["2026-11-24 08:00"]
        assert "une panne l'a retenue" in season.last(claire)

    async def test_nothing_is_reported(self, season: Season) -> None:
        malik, claire = season.add("Malik", letter=False, role=Role.NATIONAL), season.add("Claire")
        season.offer(claire, "of the week")
        await down_until(season, paris(2026, 11, 26, 10))
        await season.until(paris(2026, 12, 16), step=timedelta(hours=3))
        assert outcomes(season, "missed") == []
        assert season.written(malik) == []
        assert "2026-W47" in outcomes(season, "done")


class TestBackTooLate:
    @pytest.mark.parametrize(
        ("back", "weeks"),
        [
            (paris(2026, 11, 30, 0, 30), ["W47"]),
            (paris(2026, 11, 30, 8), ["W47"]),
            (paris(2026, 12, 2, 10), ["W47"]),
            (paris(2026, 12, 8, 9), ["W47", "W48"]),
        ],
        ids=["a week less some hours of the night", "a week to the minute", "nine days", "two weeks"],
    )
    async def test_the_week_is_reported_once_and_never_sent(self, season: Season, back: datetime, weeks: list[str]) -> None:
        malik, claire = season.add("Malik", letter=False, role=Role.NATIONAL), season.add("Claire")
        season.offer(claire, "of the week", deadline="2026-12-31")
        await down_until(season, back)
        await season.until(paris(2026, 12, 20), step=timedelta(hours=2))
        assert season.letters(claire) == []
        assert [one.text for one in season.written(malik)] == [
            " ".join(["Bonjour Malik.", *(MISSED.replace("W47", week) for week in weeks)])
        ]
        assert outcomes(season, "missed") == [f"2026-{week}" for week in weeks]

    async def test_the_week_that_is_still_in_time_is_sent(self, season: Season) -> None:
        claire = season.add("Claire")
        season.offer(claire, "lost")
        season.offer(claire, "in time", at=paris(2026, 11, 24, 9))
        season.clock.now = paris(2026, 11, 17)
        await down_until(season, paris(2026, 12, 2, 10))
        await season.until(paris(2026, 12, 6))
        assert [("lost" in one.text, "in time" in one.text, "en retard" in one.text) for one in season.written(claire)] == [
            (False, True, True)
        ]

    async def test_who_reads_later_in_the_week_still_gets_his(self, season: Season) -> None:
        malik = season.add("Malik", letter=False, role=Role.NATIONAL)
        monday, wednesday = season.add("Monday"), season.add("Wednesday", weekday=2)
        season.offer(malik, "of the week", deadline="2026-12-31")
        await down_until(season, paris(2026, 12, 1, 10))
        await season.until(paris(2026, 12, 8), step=timedelta(hours=2))
        assert "of the week" not in " ".join(one.text for one in season.written(monday))
        assert [one.local for one in season.written(wednesday) if "of the week" in one.text] == ["2026-12-01 10:00"]
        assert outcomes(season, "missed") == ["2026-W47"]
        assert len([one for one in season.written(malik) if "W47" in one.text]) == 1

    async def test_nobody_is_owed_two_letters_on_one_day(self, season: Season) -> None:
        claire, author = season.add("Claire", weekday=1), season.add("Yann", letter=False)
        season.offer(author, "first")
        season.offer(author, "second", at=paris(2026, 11, 25, 9))
        season.clock.now = paris(2026, 11, 20)
        await down_until(season, paris(2026, 11, 30, 9))
        season.change(claire, weekday=0)
        await season.until(paris(2026, 12, 4))
        assert [one.local for one in season.written(claire)] == ["2026-11-30 09:00", "2026-12-01 08:00"]
        assert ["first" in season.written(claire)[0].text, "second" in season.written(claire)[1].text] == [True, True]

    async def test_a_new_house_has_missed_nothing(self, season: Season) -> None:
        malik = season.add("Malik", letter=False, role=Role.NATIONAL)
        season.add("Claire")
        await season.until(paris(2026, 11, 21), step=timedelta(hours=4))
        assert outcomes(season, "missed") == []
        assert season.written(malik) == []


class TestFaults:
    async def test_one_letter_that_cannot_be_written_holds_up_no_other(self, season: Season) -> None:
        readers = [season.add(f"Reader {number}") for number in range(20)]
        season.offer(readers[0], "of the week")
        _break(season, "Reader 7")
        await season.at(paris(2026, 11, 23, 8))
        assert [len(season.letters(reader)) for reader in readers] == [1] * 7 + [0] + [1] * 12
        assert season.store.read(lambda tx: tx.editions.had(["2026-W47"])) == {(n, "2026-W47") for n in range(1, 21) if n != 8}

    async def test_it_is_sent_when_it_can_be(self, season: Season) -> None:
        readers = [season.add(f"Reader {number}") for number in range(3)]
        season.offer(readers[0], "of the week")
        mend = _break(season, "Reader 1")
        await season.at(paris(2026, 11, 23, 8))
        mend()
        await season.at(paris(2026, 11, 23, 8, 1))
        assert [len(season.letters(reader)) for reader in readers] == [1, 1, 1]

    async def test_a_store_that_is_gone_does_not_end_the_clock(self, season: Season) -> None:
        jobs = Jobs(season.store)
        season.store.close()
        await jobs.due()
        await jobs.tidy()


def _break(season: Season, name: str) -> object:
    """A trigger in the database refuses what is written to that person."""
    person = season.store.read(lambda tx: next(p.id for p in tx.people.active() if p.name == name))
    statement = f"CREATE TRIGGER broken BEFORE INSERT ON outbox WHEN NEW.person_id = {person} BEGIN SELECT RAISE(FAIL, 'broken'); END"

    def run(statement: str) -> None:
        def case(tx: Tx) -> None:
            tx.connection.exec_driver_sql(statement)

        season.store.submit(case).result()

    run(statement)
    return lambda: run("DROP TRIGGER broken")


async def test_long_past_days_are_forgotten_and_what_was_said_is_not(season: Season) -> None:
    claire = season.add("Claire", letter=False)
    season.offer(claire, deadline="2026-11-17")
    await season.until(paris(2026, 11, 18))
    season.clock.now = paris(2027, 3, 1)
    await season.jobs.tidy()
    periods = season.store.tables.periods
    jobs = season.store.read(lambda tx: {row.job for row in tx.connection.execute(periods.select())})
    assert jobs == {"said", "edition", INDEXED}
