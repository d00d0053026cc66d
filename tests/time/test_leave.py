"""A leave over a season: nothing before the first day back, one message on it, and no burst after. (DIALOGUES.md 6; journey J12)"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.domain.messages import Message
from bot.domain.people import Person, Role
from bot.wording.plain import words_in
from handlers.answer import Reply
from handlers.leave import begin, end
from handlers.respond import press
from storage.transaction import Tx
from tests.time.season import Season, paris


def leaves(season: Season, person: Person, typed: str) -> None:
    """He says so now."""

    def case(tx: Tx) -> None:
        begin(typed, _present(person, tx), tx)

    season.store.submit(case).result()


def one_offer_a_day(season: Season, author: Person, first: date, days: int) -> None:
    for number in range(days):
        day = first + timedelta(days=number)
        season.offer(author, f"poste {number}", at=paris(day.year, day.month, day.day, 9), deadline="2027-02-01")


def opened(season: Season, person: Person) -> Message:
    """What stands behind [Voir]."""

    def case(tx: Tx) -> Message:
        answer = press("leave:see", _present(person, tx), tx)
        assert isinstance(answer, Reply)
        return answer.message

    return season.store.submit(case).result()


class TestAMonth:
    async def test_nothing_while_away_one_message_when_back_and_then_as_before(self, season: Season) -> None:
        claire, yann = season.add("Claire"), season.add("Yann", letter=False, chamber="BRE")
        season.offer(claire, "comptable", deadline="2026-12-14")
        leaves(season, claire, "jusqu'au 04/01")
        one_offer_a_day(season, yann, date(2026, 11, 30), 12)
        season.clock.now = paris(2026, 11, 18)
        await season.until(paris(2027, 1, 4, 7))
        assert season.written(claire) == []
        await season.until(paris(2027, 1, 5))
        (back,) = season.written(claire)
        assert (back.purpose, back.local) == ("morning", "2027-01-04 08:00")
        assert back.text == "Bon retour. Le reste : 12 offres."
        assert back.buttons == ("Voir",)
        season.offer(yann, "juriste", at=paris(2027, 1, 5, 9))
        await season.until(paris(2027, 1, 12))
        assert [one.local for one in season.written(claire)] == ["2027-01-04 08:00", "2027-01-11 08:00"], (
            "the next letter is the next Monday's"
        )
        assert "juriste" in season.last(claire)

    async def test_what_still_waits_for_him_is_counted_and_not_said_again(self, season: Season) -> None:
        claire = season.add("Claire")
        for title in ("comptable", "juriste"):
            season.offer(claire, title, deadline="2026-11-30")
        leaves(season, claire, "jusqu'au 02/12")
        await season.until(paris(2026, 12, 6))
        assert [(one.local, one.text) for one in season.written(claire)] == [("2026-12-02 08:00", "Bon retour. Pour vous : 2 offres.")]

        shown = opened(season, claire)
        assert "Offre 1, comptable à Caen : pourvue ?" in shown.markdown.replace("\\", "")
        assert [button.label for button in shown.buttons] == ["Pourvue", "Encore 15 jours", "Retirer"] * 2

    async def test_an_empty_return_says_so(self, season: Season) -> None:
        claire = season.add("Claire")
        leaves(season, claire, "jusqu'au 23/11")
        await season.until(paris(2026, 11, 24))
        assert [(one.local, one.text) for one in season.written(claire)] == [("2026-11-23 08:00", "Bon retour. Rien ne vous attend.")]

    @pytest.mark.parametrize(("items", "most"), [(3, 200), (80, 200)])
    async def test_what_is_opened_stays_short(self, season: Season, items: int, most: int) -> None:
        claire, yann = season.add("Claire"), season.add("Yann", letter=False, chamber="BRE")
        leaves(season, claire, "jusqu'au 23/11")
        for number in range(items):
            season.offer(yann, f"poste {number}", at=paris(2026, 11, 17, 9))
        await season.until(paris(2026, 11, 24))
        assert season.last(claire) == f"Bon retour. Le reste : {items} offres."
        shown = opened(season, claire)
        assert words_in(shown.markdown) <= most
        assert ("et " in shown.markdown.splitlines()[-1] and "autres" in shown.markdown.splitlines()[-1]) is (items == 80)


class TestItsEdges:
    async def test_before_it_begins_everything_comes(self, season: Season) -> None:
        claire, yann = season.add("Claire"), season.add("Yann", letter=False)
        leaves(season, claire, "du 30/11 au 07/12")
        season.offer(yann, "of the week")
        season.offer(claire, deadline="2026-11-27")
        season.offer(claire, "juriste", deadline="2026-12-02")
        await season.until(paris(2026, 12, 9))
        assert [(one.purpose, one.local) for one in season.written(claire)] == [
            ("letter", "2026-11-23 08:00"),
            ("morning", "2026-11-27 08:00"),
            ("morning", "2026-12-07 08:00"),
        ]
        assert season.last(claire).startswith("Bon retour. Pour vous : 1 offre.")

    async def test_at_eight_on_his_own_clock(self, season: Season) -> None:
        dylan = season.add("Dylan", chamber="GUF", zone="America/Cayenne")
        leaves(season, dylan, "jusqu'au 24/11")
        await season.until(paris(2026, 11, 25))
        assert [f"{one.at:%Y-%m-%d %H:%M}" for one in season.written(dylan)] == ["2026-11-24 11:00"]

    async def test_a_day_back_that_is_no_working_day_is_put_off(self, season: Season) -> None:
        claire = season.add("Claire")
        leaves(season, claire, "jusqu'au 25/12")
        await season.until(paris(2026, 12, 31))
        assert [one.local for one in season.written(claire)] == ["2026-12-28 08:00"]

    async def test_cut_short_no_letter_of_it_comes_after(self, season: Season) -> None:
        claire, yann = season.add("Claire"), season.add("Yann", letter=False)
        season.offer(yann, "of the week")
        leaves(season, claire, "jusqu'au 04/01")
        await season.until(paris(2026, 11, 25, 10))
        season.store.submit(lambda tx: end(_present(claire, tx), tx)).result()
        await season.until(paris(2026, 12, 6))
        assert season.written(claire) == [], "the answer told what waits; Monday's letter fell into the leave"
        season.offer(yann, "of the next", at=paris(2026, 12, 6))
        await season.until(paris(2026, 12, 8))
        assert season.letters(claire) == ["2026-12-07 08:00"]

    async def test_another_leave_begun_at_once_brings_no_letter_of_the_first(self, season: Season) -> None:
        claire, yann = season.add("Claire"), season.add("Yann", letter=False)
        season.offer(yann, "of the week")
        leaves(season, claire, "jusqu'au 24/11")
        await season.until(paris(2026, 11, 24, 12))
        leaves(season, claire, "du 01/12 au 04/12")
        await season.until(paris(2026, 11, 28))
        assert [one.purpose for one in season.written(claire)] == ["morning"]

    async def test_an_outage_on_the_day_back_puts_the_message_off_not_out(self, season: Season) -> None:
        claire = season.add("Claire", letter=False)
        leaves(season, claire, "jusqu'au 24/11")
        await season.until(paris(2026, 11, 23, 20))
        await season.at(paris(2026, 11, 26, 14))
        assert [one.local for one in season.written(claire)] == ["2026-11-26 14:00"]
        await season.until(paris(2026, 12, 12))
        assert len(season.written(claire)) == 1

    async def test_after_a_long_outage_it_would_be_no_news(self, season: Season) -> None:
        claire = season.add("Claire", letter=False)
        leaves(season, claire, "jusqu'au 24/11")
        await season.at(paris(2026, 12, 3, 14))
        assert season.written(claire) == []


class TestOthers:
    async def test_the_weeks_of_a_leave_are_not_missed_letters(self, season: Season) -> None:
        claire, malik = season.add("Claire"), season.add("Malik", letter=False, role=Role.NATIONAL)
        season.offer(malik, "of the week")
        leaves(season, claire, "jusqu'au 04/01")
        await season.until(paris(2027, 1, 15))
        assert [one.text for one in season.written(malik) if "lettre" in one.text] == []
        assert season.store.read(lambda tx: tx.periods.with_outcome("edition", "missed")) == []

    async def test_a_proposal_goes_to_who_is_there(self, season: Season) -> None:
        marie, luc = (season.add(name, letter=False, chamber="GUF", zone="America/Cayenne") for name in ("Marie", "Luc"))
        dylan = season.add("Dylan", letter=False, role=Role.AMBASSADOR, chamber="GUF", zone="America/Cayenne")
        leaves(season, marie, "jusqu'au 04/01")
        season.become(season.offer(dylan, "animateur", at=paris(2026, 11, 20, 17)), state="proposed")
        await season.until(paris(2026, 11, 25))
        assert season.written(marie) == []
        assert len(season.written(luc)) == 1

    async def test_who_left_gets_nothing_any_more(self, season: Season) -> None:
        claire, yann = season.add("Claire"), season.add("Yann", letter=False)
        season.offer(yann, "of the week")
        season.offer(claire, deadline="2026-11-27")

        def gone(tx: Tx) -> None:
            people = tx.tables.people
            tx.connection.execute(people.update().where(people.c.id == claire.id).values(active=False))

        season.store.submit(gone).result()
        await season.until(paris(2026, 12, 8))
        assert season.written(claire) == []


def _present(person: Person, tx: Tx) -> Person:
    present = tx.people.get(person.id)
    assert present is not None
    return present
