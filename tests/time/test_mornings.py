"""The grouped message of the morning: what is asked, when, how often; and one message a person a day. (DIALOGUES.md 3, 6; rule 10)"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from bot.domain.contribution import WITHDRAWN
from bot.domain.messages import Message
from bot.domain.people import Role
from tests.shelf import channel
from tests.time.season import Season, paris

ASKED = "comptable à Caen : pourvue ?"


class TestTheDeadline:
    async def test_it_is_asked_that_morning_with_its_gestures(self, season: Season) -> None:
        claire = season.add("Claire", letter=False)
        season.offer(claire, deadline="2026-12-04")
        await season.until(paris(2026, 12, 4, 7))
        assert season.written(claire) == []
        await season.at(paris(2026, 12, 4, 8))
        (morning,) = season.written(claire)
        assert (morning.purpose, morning.text) == ("morning", f"Bonjour Claire. Offre 1, {ASKED}")
        assert morning.buttons == ("Pourvue", "Encore 15 jours", "Retirer")

    async def test_once(self, season: Season) -> None:
        claire = season.add("Claire", letter=False)
        season.offer(claire, deadline="2026-12-04")
        await season.until(paris(2026, 12, 20), step=timedelta(hours=2))
        assert len(season.written(claire)) == 1

    @pytest.mark.parametrize(
        ("deadline", "asked"),
        [
            ("2026-12-05", "2026-12-07 08:00"),
            ("2026-12-06", "2026-12-07 08:00"),
            ("2026-12-25", "2026-12-28 08:00"),
            ("2027-01-01", "2027-01-04 08:00"),
        ],
        ids=["saturday", "sunday", "christmas", "new year"],
    )
    async def test_on_the_next_working_day(self, season: Season, deadline: str, asked: str) -> None:
        claire = season.add("Claire", letter=False)
        season.clock.now = paris(2026, 12, 1)
        season.offer(claire, deadline=deadline)
        season.clock.now = paris(2026, 12, 4) if deadline < "2026-12-20" else paris(2026, 12, 24)
        await season.until(paris(2027, 1, 5) if deadline > "2026-12-31" else season.clock.now + timedelta(days=6), step=timedelta(hours=1))
        assert [one.local for one in season.written(claire)] == [asked]

    async def test_on_the_authors_own_clock(self, season: Season) -> None:
        dylan = season.add("Dylan", letter=False, chamber="GUF", zone="America/Cayenne")
        season.offer(dylan, deadline="2026-12-04")
        await season.until(paris(2026, 12, 5))
        assert f"{season.written(dylan)[0].at:%Y-%m-%d %H:%M}" == "2026-12-04 11:00"

    async def test_extended_it_is_asked_again_on_the_new_day(self, season: Season) -> None:
        claire = season.add("Claire", letter=False)
        item = season.offer(claire, deadline="2026-12-04")
        await season.until(paris(2026, 12, 4, 8))
        kind = season.store.setting.kinds["job_offer"]
        extend = kind.action("extend")
        assert extend is not None
        extended = item.after(extend, paris(2026, 12, 4, 9).date())
        season.become(item, deadline=extended.expires_on())
        await season.until(paris(2026, 12, 31))
        assert [one.local for one in season.written(claire)] == ["2026-12-04 08:00", "2026-12-21 08:00"], "19/12 is a Saturday"

    @pytest.mark.parametrize("state", ["filled", WITHDRAWN])
    async def test_what_is_closed_is_not_asked_about(self, season: Season, state: str) -> None:
        claire = season.add("Claire", letter=False)
        season.become(season.offer(claire, deadline="2026-12-04"), state=state)
        await season.until(paris(2026, 12, 8))
        assert season.written(claire) == []

    async def test_without_a_deadline_after_thirty_days(self, season: Season) -> None:
        claire = season.add("Claire", letter=False)
        season.offer(claire, deadline="")
        await season.until(paris(2026, 12, 20))
        assert [one.local for one in season.written(claire)] == ["2026-12-16 08:00"]

    async def test_after_an_outage_not_what_is_long_over(self, season: Season) -> None:
        claire = season.add("Claire", letter=False)
        season.offer(claire, deadline="2026-12-01")
        season.offer(claire, "juriste", deadline="2026-12-10")
        await season.until(paris(2026, 11, 30))
        await season.at(paris(2026, 12, 10, 14))
        assert [one.text for one in season.written(claire)] == ["Bonjour Claire. Offre 2, juriste à Caen : pourvue ?"]


class TestTogether:
    async def test_all_of_a_day_is_one_message(self, season: Season) -> None:
        claire = season.add("Claire", letter=False)
        for title in ("comptable", "juriste", "animateur"):
            season.offer(claire, title, deadline="2026-12-04")
        await season.until(paris(2026, 12, 5))
        (morning,) = season.written(claire)
        assert [title for title in ("comptable", "juriste", "animateur") if title in morning.text] == ["comptable", "juriste", "animateur"]

    async def test_on_the_day_of_the_letter_they_ride_on_top_of_it(self, season: Season) -> None:
        claire = season.add("Claire", hour=10)
        season.offer(claire, deadline="2026-11-23")
        await season.until(paris(2026, 11, 24))
        (letter,) = season.written(claire)
        assert (letter.purpose, letter.local) == ("letter", "2026-11-23 10:00")
        assert letter.text.count(ASKED) == 1

    async def test_even_when_the_letter_itself_is_empty(self, season: Season) -> None:
        claire = season.add("Claire", topics=("europe",))
        season.offer(claire, deadline="2026-11-23")
        await season.until(paris(2026, 11, 24))
        (letter,) = season.written(claire)
        assert letter.text == f"Pour vous Offre 1, {ASKED}"

    async def test_one_message_a_person_a_day_through_a_busy_month(self, season: Season) -> None:
        people = [
            season.add(name, chamber="NOR", hour=8 + number, weekday=number % 5) for number, name in enumerate(("Ann", "Bob", "Cid", "Dee"))
        ]
        for number in range(24):
            at = paris(2026, 11, 17 + number % 12, 9 + number % 10)
            day = 18 + number % 12
            season.offer(people[number % 4], f"post {number}", at=at, deadline=f"2026-11-{day:02}" if day > at.day else "2026-11-30")
        season.clock.now = paris(2026, 11, 17, 7)
        await season.until(paris(2026, 12, 12))
        for person in people:
            days = Counter(one.local[:10] for one in season.written(person))
            assert max(days.values()) == 1, days
            assert all("08:00" <= one.local[11:] < "19:00" for one in season.written(person))
            assert len(season.written(person)) >= 3

    async def test_who_was_written_to_in_the_morning_has_his_letter_the_next_day(self, season: Season) -> None:
        claire, author = season.add("Claire", weekday=2), season.add("Yann", letter=False)
        season.offer(author, "of the week")
        season.offer(claire, deadline="2026-11-23")
        await season.until(paris(2026, 11, 23, 9))
        season.change(claire, weekday=0, hour=10)
        await season.until(paris(2026, 11, 25))
        assert [(one.purpose, one.local) for one in season.written(claire)] == [
            ("morning", "2026-11-23 08:00"),
            ("letter", "2026-11-24 08:00"),
        ]
        assert "panne" not in season.last(claire)


class TestProposals:
    async def test_the_chamber_at_once_and_the_national_team_after_one_working_day(self, season: Season) -> None:
        marie = season.add("Marie", letter=False, chamber="GUF", zone="America/Cayenne")
        malik, yann = season.add("Malik", letter=False, role=Role.NATIONAL, chamber="NAT"), season.add("Yann", letter=False, chamber="BRE")
        dylan = season.add("Dylan", letter=False, role=Role.AMBASSADOR, chamber="GUF", zone="America/Cayenne")
        season.become(season.offer(dylan, "animateur", at=paris(2026, 11, 20, 17)), state="proposed")
        await season.until(paris(2026, 11, 27), step=timedelta(minutes=30))
        assert [one.local for one in season.written(marie)] == ["2026-11-20 17:30"]
        assert [one.local for one in season.written(malik)] == ["2026-11-24 08:00"], "filed on Friday, Monday is its working day"
        assert "Offre 1, animateur, de Dylan" in season.last(malik)
        assert season.written(yann) == season.written(dylan) == []


class TestOrganisers:
    async def test_a_dead_channel_is_told_to_the_national_team_once_by_its_name(self, season: Season) -> None:
        malik, claire = season.add("Malik", letter=False, role=Role.NATIONAL), season.add("Claire", letter=False)
        dead = ("slack", "T1", "C9")
        season.store.submit(lambda tx: (tx.outbox.name_channel(dead, "#emploi"), tx.outbox.bury(dead, "is_archived"))).result()
        await season.until(paris(2026, 11, 20), step=timedelta(hours=2))
        assert [one.text for one in season.written(malik)] == ["Bonjour Malik. #emploi ne reçoit plus rien : is_archived."]
        assert season.written(claire) == []

    async def test_a_person_who_cannot_be_reached_is_named(self, season: Season) -> None:
        malik, claire = season.add("Malik", letter=False, role=Role.NATIONAL), season.add("Claire Le Goff", letter=False)
        season.store.submit(lambda tx: tx.outbox.bury(("slack", "T1", "UCLAIRELEGOFF"), "user_disabled")).result()
        await season.until(paris(2026, 11, 17))
        assert "Claire Le Goff ne reçoit plus rien : user_disabled." in season.last(malik)
        assert season.written(claire) == []

    async def test_messages_that_were_refused_are_counted_once(self, season: Season) -> None:
        malik = season.add("Malik", letter=False, role=Role.NATIONAL)

        def refuse(tx: object, times: int) -> None:
            for _ in range(times):
                tx.outbox.park(tx.outbox.post(channel("C1"), Message.of("x"), purpose="notice"), "msg_too_long")  # type: ignore[attr-defined]

        season.store.submit(lambda tx: refuse(tx, 3)).result()
        await season.until(paris(2026, 11, 20))
        assert [one.text for one in season.written(malik)] == ["Bonjour Malik. Messages qui n'ont pas pu partir : 3 (msg_too_long)."]


class TestTheClockJumps:
    @pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(minutes=5), timedelta(days=1)])
    async def test_back_nothing_comes_twice(self, season: Season, back: timedelta) -> None:
        claire, yann = season.add("Claire"), season.add("Yann", letter=False)
        season.offer(claire, "of the week")
        season.offer(yann, deadline="2026-11-23")
        await season.at(paris(2026, 11, 23, 8))
        before = season.written()
        assert len(before) == 2
        season.clock.now -= back
        await season.until(paris(2026, 11, 24, 20), step=timedelta(minutes=30))
        assert season.written() == before

    async def test_forward_nothing_is_left_out(self, season: Season) -> None:
        claire = season.add("Claire")
        season.offer(claire, "of the week")
        await season.at(paris(2026, 11, 23, 7, 59))
        await season.at(paris(2026, 11, 23, 9))
        assert len(season.letters(claire)) == 1
