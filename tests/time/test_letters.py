"""Who gets which letter, when, and what stands in it. (DIALOGUES.md 5)"""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from bot.domain.contribution import WITHDRAWN, Scope
from bot.domain.digest import MOST_WORDS
from bot.domain.people import Role
from bot.wording.plain import words_in
from tests.time.season import Season, paris

MONDAY, NEXT_MONDAY = paris(2026, 11, 23, 8), paris(2026, 11, 30, 8)


class TestWhen:
    async def test_once_on_monday_at_eight_and_never_before(self, season: Season) -> None:
        claire, author = season.add("Claire"), season.add("Yann", letter=False)
        season.offer(author)
        await season.until(paris(2026, 11, 23, 7))
        assert season.letters() == []
        await season.until(paris(2026, 11, 24, 20), step=timedelta(minutes=20))
        assert season.letters(claire) == ["2026-11-23 08:00"]

    async def test_everybody_at_eight_on_his_own_clock(self, season: Season) -> None:
        author = season.add("Yann", letter=False)
        places = {"NOR": "Europe/Paris", "GUF": "America/Cayenne", "REU": "Indian/Reunion", "MYT": "Indian/Mayotte"}
        readers = {code: season.add(f"Reader {code}", chamber=code, zone=zone) for code, zone in places.items()}
        season.offer(author, regions=())
        await season.until(paris(2026, 11, 23, 20))
        sent = {code: f"{season.written(person)[0].at:%H:%M}" for code, person in readers.items()}
        assert sent == {"NOR": "07:00", "GUF": "11:00", "REU": "04:00", "MYT": "05:00"}

    async def test_on_easter_tuesday_but_monday_where_it_is_no_holiday(self, season: Season) -> None:
        season.clock.now = paris(2026, 3, 30, 9)
        author = season.add("Yann", letter=False)
        claire, channel = season.add("Claire"), season.add_channel("C1")
        season.offer(author)
        await season.until(paris(2026, 4, 8, 8))
        assert season.letters(claire) == ["2026-04-07 08:00"]
        assert season.letters(channel) == ["2026-04-07 08:00"]

    @pytest.mark.parametrize(
        ("weekday", "hour", "at"), [(0, 18, "2026-11-23 18:00"), (1, 9, "2026-11-24 09:00"), (4, 12, "2026-11-27 12:00")]
    )
    async def test_when_the_reader_chose(self, season: Season, weekday: int, hour: int, at: str) -> None:
        claire = season.add("Claire", weekday=weekday, hour=hour)
        season.offer(season.add("Yann", letter=False))
        await season.until(paris(2026, 11, 29, 20))
        assert season.letters(claire) == [at]

    @pytest.mark.parametrize("night", [paris(2026, 3, 29), paris(2026, 10, 25)], ids=["spring", "autumn"])
    async def test_once_over_the_nights_when_the_clocks_change(self, season: Season, night: object) -> None:
        begin = paris(2026, 3, 20, 9) if night == paris(2026, 3, 29) else paris(2026, 10, 16, 9)
        season.clock.now = begin
        claire, author = season.add("Claire"), season.add("Yann", letter=False)
        first = begin + timedelta(days=6)
        season.offer(author, "one", at=first)
        await season.until(begin + timedelta(days=18), step=timedelta(minutes=30))
        monday = "2026-03-30 08:00" if night == paris(2026, 3, 29) else "2026-10-26 08:00"
        assert season.letters(claire).count(monday) == 1
        assert len([letter for letter in season.written(claire) if "one" in letter.text]) == 1

    async def test_a_friday_reader_keeps_his_letter_over_a_holiday(self, season: Season) -> None:
        season.clock.now = paris(2026, 4, 20, 9)
        claire, author = season.add("Claire", weekday=4), season.add("Yann", letter=False)
        season.offer(author, "first")
        season.offer(author, "second", at=paris(2026, 4, 28, 9))
        await season.until(paris(2026, 5, 12))
        assert season.letters(claire) == ["2026-05-04 08:00", "2026-05-11 08:00"], "1 and 8 May were Fridays"
        assert ["first" in season.written(claire)[0].text, "second" in season.written(claire)[1].text] == [True, True]


class TestWhatItCarries:
    async def test_the_week_to_its_very_last_instant(self, season: Season) -> None:
        claire, author = season.add("Claire"), season.add("Yann", letter=False)
        season.offer(author, "old", at=paris(2026, 11, 16) - timedelta(microseconds=1))
        season.offer(author, "first", at=paris(2026, 11, 16))
        season.offer(author, "last", at=paris(2026, 11, 23) - timedelta(microseconds=1))
        season.offer(author, "next", at=paris(2026, 11, 23))
        await season.at(MONDAY)
        text = season.last(claire)
        assert [title for title in ("old", "first", "last", "next") if title in text] == ["first", "last"]
        await season.until(NEXT_MONDAY)
        assert "next" in season.last(claire)
        assert "last" not in season.last(claire)

    async def test_what_the_topics_and_regions_ask_for(self, season: Season) -> None:
        author = season.add("Yann", letter=False, chamber="NOR")
        readers = {
            "all": season.add("All"),
            "normandy": season.add("Normandy", regions=("NOR",)),
            "brittany": season.add("Brittany", regions=("BRE",)),
            "jobs": season.add("Jobs", topics=("emploi",)),
            "europe": season.add("Europe", topics=("europe",)),
        }
        season.offer(author, "of-today")
        season.offer(author, "of-before-2016", regions=("BNO",))
        season.offer(author, "of-everywhere", regions=())
        season.offer(author, "of-europe", topics=("europe",))
        await season.at(MONDAY)
        titles = ("of-today", "of-before-2016", "of-everywhere", "of-europe")
        got = {name: [title for title in titles if title in season.last(person)] for name, person in readers.items()}
        assert got == {
            "all": list(titles),
            "normandy": list(titles),
            "brittany": ["of-everywhere"],
            "jobs": list(titles[:3]),
            "europe": ["of-europe"],
        }

    async def test_only_what_the_reader_may_read(self, season: Season) -> None:
        author = season.add("Yann", letter=False, chamber="BRE")
        readers = {
            "partner": season.add("Partner", role=Role.PARTNER, chamber="NAT"),
            "chamber": season.add("Colleague", role=Role.EMPLOYEE, chamber="BRE"),
            "network": season.add("Claire", chamber="NOR"),
            "national": season.add("Malik", role=Role.NATIONAL, chamber="NAT"),
        }
        channel = season.add_channel("C1")
        for scope in Scope:
            season.offer(author, f"for-{scope}", scope=scope)
        await season.at(MONDAY)
        got = {name: re.findall(r"for-(\w+)", season.last(person)) for name, person in readers.items()}
        assert got == {
            "partner": ["public"],
            "chamber": ["public", "network", "chamber"],
            "network": ["public", "network"],
            "national": ["public", "network", "chamber", "national"],
        }
        assert re.findall(r"for-(\w+)", season.last(channel)) == ["public", "network"]

    async def test_not_what_is_withdrawn_filled_or_over(self, season: Season) -> None:
        claire, author = season.add("Claire"), season.add("Yann", letter=False)
        season.become(season.offer(author, "withdrawn"), state=WITHDRAWN)
        season.become(season.offer(author, "filled"), state="filled")
        season.offer(author, "over", deadline="2026-11-22")
        season.offer(author, "today", deadline="2026-11-23")
        season.offer(author, "open", deadline="2026-12-04")
        await season.at(MONDAY)
        assert [title for title in ("withdrawn", "filled", "over", "today", "open") if title in season.last(claire)] == ["today", "open"]

    async def test_items_keep_their_own_numbers(self, season: Season) -> None:
        claire, author = season.add("Claire", regions=("BRE",)), season.add("Yann", letter=False)
        for number in range(1, 8):
            season.offer(author, f"post {number}", regions=("BRE",) if number in (3, 7) else ("NOR",))
        await season.at(MONDAY)
        assert re.findall(r"Offre (\d+)", season.last(claire)) == ["3", "7"]

    async def test_at_most_so_many_words_and_then_how_many_more(self, season: Season) -> None:
        claire, channel, author = season.add("Claire"), season.add_channel("C1"), season.add("Yann", letter=False)
        for number in range(60):
            season.offer(author, f"chargée de mission développement des territoires {number}")
        await season.at(MONDAY)
        for reader in (claire, channel):
            text = season.last(reader)
            shown = len(re.findall(r"chargée de mission", text))
            more = re.search(r"et (\d+) autres", text)
            assert more is not None
            assert shown + int(more[1]) == 60
            assert words_in(text) <= MOST_WORDS
            assert shown > 10, "and not much less"
            assert ("Pause" in season.written(reader)[-1].buttons) == (reader is claire), "a channel has nothing to press"

    async def test_reminders_are_counted_too_and_stand_on_top(self, season: Season) -> None:
        claire = season.add("Claire")
        for number in range(60):
            season.offer(claire, f"chargée de mission développement des territoires {number}", deadline="2026-12-10")
        season.offer(claire, "comptable", deadline="2026-11-21")
        await season.at(MONDAY)
        text = season.last(claire)
        assert text.index("Pour vous") < text.index("comptable à Caen : pourvue ?") < text.index("Emploi")
        assert words_in(text) <= MOST_WORDS
        assert season.letters(claire) == ["2026-11-23 08:00"]
        assert len(season.written(claire)) == 1


class TestManyQuestions:
    async def test_on_top_of_a_letter_stand_a_few_and_the_others_come_later(self, season: Season) -> None:
        """Twelve offers that are over on the same day: nobody answers twelve questions above a letter."""
        claire = season.add("Claire")
        for number in range(12):
            season.offer(claire, f"comptable {number}", deadline="2026-11-21")
        await season.at(MONDAY)
        assert season.last(claire).count(" : pourvue ?") == 5
        await season.until(paris(2026, 11, 25, 20))
        asked = [text for one in season.written(claire) for text in one.text.split("Offre ") if ": pourvue" in text]
        assert len(asked) == len(set(asked)) == 12


class TestEmptyWeeks:
    async def test_nothing_but_one_line_where_that_was_chosen(self, season: Season) -> None:
        claire, channel = season.add("Claire"), season.add_channel("C1", when_empty="short")
        wants_it, quiet = season.add("Yann", when_empty="short"), season.add_channel("C2")
        await season.until(paris(2026, 11, 24, 20))
        assert season.written(claire) == season.written(quiet) == []
        assert [letter.text for letter in season.written(channel)] == ["Lettre du lun. 23/11 : rien de neuf cette semaine."]
        assert len(season.written(wants_it)) == 1

    async def test_an_empty_week_stays_empty(self, season: Season) -> None:
        """Something filed later belongs to the next one."""
        claire, author = season.add("Claire"), season.add("Yann", letter=False)
        await season.at(MONDAY)
        season.offer(author, "late", at=MONDAY + timedelta(hours=1))
        await season.until(paris(2026, 11, 29, 20))
        assert season.written(claire) == []
        await season.until(NEXT_MONDAY)
        assert "late" in season.last(claire)

    async def test_a_silent_letter_does_not_use_up_the_day(self, season: Season) -> None:
        claire, dylan = season.add("Claire", chamber="GUF"), season.add("Dylan", letter=False, chamber="GUF", role=Role.AMBASSADOR)
        await season.at(MONDAY)
        season.become(season.offer(dylan, "animateur", at=paris(2026, 11, 23, 15)), state="proposed")
        await season.until(paris(2026, 11, 23, 17))
        assert season.written(claire)[0].local == "2026-11-23 16:00"
        assert "de Dylan" in season.last(claire)


class TestReaders:
    async def test_a_pause_ends_on_its_day(self, season: Season) -> None:
        claire, author = season.add("Claire"), season.add("Yann", letter=False)
        season.change(claire, paused_until=date(2026, 11, 30))
        season.offer(author, "during")
        season.offer(author, "after", at=paris(2026, 11, 24, 9))
        await season.until(paris(2026, 12, 1))
        assert season.letters(claire) == ["2026-11-30 08:00"]
        assert "during" not in season.last(claire)

    async def test_who_left_gets_nothing(self, season: Season) -> None:
        claire, author = season.add("Claire"), season.add("Yann", letter=False)
        season.offer(author)
        season.change(claire, ended_at=season.clock.now)
        await season.until(paris(2026, 12, 1))
        assert season.written(claire) == []

    async def test_who_has_no_access_any_more_gets_nothing(self, season: Season) -> None:
        claire, author = season.add("Claire"), season.add("Yann", letter=False)
        season.offer(author)
        season.store.submit(
            lambda tx: tx.connection.execute(tx.tables.people.update().where(tx.tables.people.c.id == claire.id).values(active=False))
        ).result()
        await season.until(paris(2026, 12, 10))
        assert season.written(claire) == []

    async def test_who_subscribes_after_eight_begins_with_the_next(self, season: Season) -> None:
        author = season.add("Yann", letter=False)
        season.offer(author, "before")
        await season.at(MONDAY)
        season.clock.now = MONDAY + timedelta(seconds=1)
        claire = season.add("Claire")
        season.offer(author, "after")
        await season.until(paris(2026, 12, 1))
        assert season.letters(claire) == ["2026-11-30 08:00"]
        assert "before" not in season.last(claire)

    async def test_who_can_not_be_reached_is_no_missed_letter(self, season: Season) -> None:
        malik, nobody = season.add("Malik", role=Role.NATIONAL), season.add("Nobody")
        accounts = season.store.tables.accounts
        season.store.submit(lambda tx: tx.connection.execute(accounts.delete().where(accounts.c.person_id == nobody.id))).result()
        season.offer(malik)
        await season.until(paris(2026, 12, 15))
        assert season.written(nobody) == []
        assert not [one for one in season.written(malik) if "panne" in one.text]

    async def test_who_changes_his_day_gets_no_week_twice_and_reads_of_no_outage(self, season: Season) -> None:
        claire, author = season.add("Claire", weekday=4), season.add("Yann", letter=False)
        season.offer(author)
        await season.until(paris(2026, 11, 25, 10))
        season.change(claire, weekday=0)
        await season.until(paris(2026, 11, 27, 20))
        assert season.letters(claire) == ["2026-11-25 11:00"]
        assert "panne" not in season.last(claire)
        season.change(claire, weekday=4)
        await season.until(paris(2026, 11, 29))
        assert len(season.letters(claire)) == 1
