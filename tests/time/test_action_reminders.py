"""Actions over weeks: when each owner is reminded, together with what, where it rides on the letter, and when it stops. (DIALOGUES.md 5, 6)"""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import date, timedelta
from functools import partial

import pytest

from bot.domain.messages import Message
from bot.domain.people import Account, Person
from bot.domain.reminders import reminder_days
from handlers.actions.filing import responsible
from storage.transaction import Tx
from tests.time.acting import act, current, days, meets, mornings, presses, texts, uncapped
from tests.time.season import Season, paris


@pytest.fixture
def claire(season: Season) -> Person:
    """The secretary, who has nothing to do herself."""
    return season.add("Claire", letter=False)


@pytest.fixture
def hina(season: Season) -> Person:
    return season.add("Hina", letter=False, chamber="MYT", zone="Indian/Mayotte")


class TestPolicy:
    async def test_from_its_publication_to_the_last_reminder(self, season: Season, claire: Person, hina: Person) -> None:
        meets(season, claire, act("MYT", due="2026-12-15"))
        await mornings(season, paris(2027, 2, 20))
        assert days(season, hina) == [
            "11-17 08:00",  # new: the morning after its publication
            "12-08 08:00",
            "12-14 08:00",
            "12-16 08:00",
            "12-23 08:00",
            "12-30 08:00",
            "01-06 08:00",
        ]

    async def test_the_last_one_says_so(self, season: Season, claire: Person, hina: Person) -> None:
        meets(season, claire, act("MYT", due="2026-12-15"))
        await mornings(season, paris(2027, 2, 1))
        *_, before, last = season.written(hina)
        assert before.text == "Bonjour Hina. Relire le guide Action 1, en retard depuis le 15/12."
        assert last.text == (
            "Bonjour Hina. Relire le guide Action 1, en retard depuis le 15/12. Je n'insiste plus : elle sera à l'ordre du jour du 21/01."
        )
        assert last.buttons == ("Fait", "Reporter", "Passer à…", "Abandonner")

    async def test_without_a_next_meeting_it_stays_in_the_list(self, season: Season, claire: Person, hina: Person) -> None:
        meets(season, claire, act("MYT", due="2026-12-15"), next_on=date(2026, 12, 20))
        await mornings(season, paris(2027, 2, 1))
        assert season.last(hina).endswith("Je n'insiste plus : elle reste dans « mes actions ».")

    async def test_without_a_cap_it_goes_on(self, season: Season, claire: Person, hina: Person) -> None:
        uncapped(season)
        meets(season, claire, act("MYT", due="2026-12-15"))
        await mornings(season, paris(2027, 3, 1))
        expected = reminder_days(date(2026, 12, 15), None, date(2027, 2, 28))
        assert [day[:5] for day in days(season, hina)][1:] == [f"{day:%m-%d}" for day in expected]

    async def test_done_it_is_not_spoken_of_again(self, season: Season, claire: Person, hina: Person) -> None:
        [action] = meets(season, claire, act("MYT", due="2026-12-15"))
        await mornings(season, paris(2026, 12, 14, 12))
        presses(season, hina, f"act:done:{action.id}:1")
        await mornings(season, paris(2027, 2, 1))
        assert days(season, hina) == ["11-17 08:00", "12-08 08:00", "12-14 08:00"]

    async def test_postponed_it_is_reminded_of_anew(self, season: Season, claire: Person, hina: Person) -> None:
        [action] = meets(season, claire, act("MYT", due="2026-12-08"))
        await mornings(season, paris(2026, 12, 7, 12))
        presses(season, hina, f"act:due:{action.id}:1:2026-12-22")
        await mornings(season, paris(2026, 12, 24))
        assert days(season, hina) == ["11-17 08:00", "12-01 08:00", "12-07 08:00", "12-15 08:00", "12-21 08:00", "12-23 08:00"]

    async def test_on_a_holiday_it_waits_for_the_next_working_day(self, season: Season, claire: Person) -> None:
        yann = season.add("Yann", letter=False, chamber="BRE")
        season.clock.now = paris(2026, 12, 20)
        meets(season, claire, act("BRE", due="2027-01-01"))
        await mornings(season, paris(2027, 1, 3))
        assert days(season, yann) == ["12-21 08:00", "12-28 08:00", "12-31 08:00"], "J-7 is Christmas, a Friday: Monday"

    async def test_without_a_day_it_is_told_once(self, season: Season, claire: Person, hina: Person) -> None:
        meets(season, claire, act("MYT", due=""))
        await mornings(season, paris(2027, 1, 10))
        (told,) = season.written(hina)
        assert "1. Relire le guide – sans date" in told.text

    async def test_published_in_the_afternoon_nobody_is_told_that_day(self, season: Season, claire: Person, hina: Person) -> None:
        season.clock.now = paris(2026, 11, 20, 16)
        records = meets(season, claire, act("MYT"), act("BRE"), act("MYT"))
        yann = season.add("Yann", letter=False, chamber="BRE")
        assert season.store.read(partial(responsible, records)) == {hina.id, yann.id}
        await mornings(season, paris(2026, 11, 24))
        assert days(season, hina) == days(season, yann) == ["11-23 08:00"], "Friday: Monday's message"

    async def test_after_an_outage_not_three_days_of_reminders(self, season: Season, claire: Person, hina: Person) -> None:
        meets(season, claire, act("MYT", due="2026-12-08"))
        await mornings(season, paris(2026, 11, 18))
        await season.at(paris(2026, 12, 10, 14))
        await mornings(season, paris(2026, 12, 14))
        assert days(season, hina) == ["11-17 08:00", "12-10 16:00"]

    async def test_minutes_of_long_ago_burst_upon_nobody(self, season: Season, claire: Person, hina: Person) -> None:
        season.clock.now = paris(2025, 11, 20)
        meets(season, claire, *(act("MYT", what=f"Action {n}", due=f"2025-12-{n + 1:02}") for n in range(1, 15)))
        season.clock.now = paris(2026, 11, 20)
        await mornings(season, paris(2026, 12, 1))
        assert season.written(hina) == []


class TestTogether:
    async def test_what_falls_on_one_morning_is_one_message(self, season: Season, claire: Person, hina: Person) -> None:
        first = act("MYT", "Envoyer la liste des structures de Mayotte", "2026-12-02")
        meets(season, claire, first, act("MYT", "Relire le guide d'évaluation", "2026-12-08"))
        await mornings(season, paris(2026, 12, 1, 12))
        assert season.last(hina) == (
            "Bonjour Hina, 2 actions à votre nom : 1. Envoyer la liste des structures de Mayotte – demain, mer. 02/12 "
            "2. Relire le guide d'évaluation – mar. 08/12 Écrivez par exemple « 1 fait » ou « 2 au 15/12 »."
        )
        assert days(season, hina)[-1] == "12-01 08:00", "on her own clock"

    async def test_with_what_else_waits_for_her(self, season: Season, claire: Person, hina: Person) -> None:
        meets(season, claire, act("MYT", due="2026-12-05"))
        season.offer(hina, deadline="2026-12-04")
        await mornings(season, paris(2026, 12, 4, 12))
        last = season.written(hina)[-1]
        assert last.text.startswith("Bonjour Hina, 1 action à votre nom : 1. Relire le guide – demain, sam. 05/12")
        assert last.text.endswith("comptable à Caen : pourvue ?")
        assert last.buttons == ("Fait", "Reporter", "Passer à…", "Pourvue", "Encore 15 jours", "Retirer")

    async def test_at_most_one_a_day_and_five_a_week_through_a_busy_autumn(self, season: Season, claire: Person) -> None:
        people = [
            season.add(name, chamber=code, weekday=n) for n, (name, code) in enumerate((("Yann", "BRE"), ("Nadia", "PDL"), ("Luc", "NAQ")))
        ]
        for week in range(8):
            season.clock.now = paris(2026, 11, 16, 14) + timedelta(weeks=week)
            chambers = itertools.cycle(person.chamber for person in people)
            dues = [season.clock.now.date() + timedelta(days=day) for day in (2, 3, 5, 9, 11, 16)]
            meets(season, claire, *(act(next(chambers), f"Action {week}.{n}", due.isoformat()) for n, due in enumerate(dues)))
            season.offer(people[week % 3], f"poste {week}", deadline=(dues[-1]).isoformat())
            await mornings(season, season.clock.now + timedelta(days=6))
        for person in people:
            written = season.written(person)
            assert len(written) > 15
            assert max(Counter(one.local[:10] for one in written).values()) == 1
            weeks = Counter(one.at.isocalendar()[:2] for one in written)
            assert max(weeks.values()) <= 5, weeks
            assert all("08:00" <= one.local[11:] < "19:00" for one in written)

    async def test_forty_actions_are_one_short_message_on_a_telephone(self, season: Season, claire: Person, hina: Person) -> None:
        phone = Account(platform="telegram", workspace="42", user="700100")

        def link(tx: Tx) -> None:
            row = {"platform": phone.platform, "workspace": phone.workspace, "user_id": phone.user, "person_id": hina.id}
            tx.connection.execute(tx.tables.accounts.insert().values(row))
            tx.people.used(phone)

        season.store.submit(link).result()
        meets(
            season, claire, *(act("MYT", f"Relire le chapitre {n} du guide d'évaluation des structures", "2026-11-30") for n in range(40))
        )
        await mornings(season, paris(2026, 11, 24))
        first, second = season.written(hina)
        for one in (first, second):
            assert one.text.startswith("Bonjour Hina, 40 actions à votre nom : 1. Relire le chapitre 0")
            assert len(one.text.encode()) <= 1000
            assert "autres : écrivez « mes actions »." in one.text
            assert [label for label in one.buttons if label.endswith("Fait")] == [
                f"{n} Fait" for n in range(1, one.text.count("Relire le chapitre") + 1)
            ]

    async def test_lines_without_room_wait_for_the_next_morning(self, season: Season, hina: Person) -> None:
        season.clock.now = paris(2026, 11, 16, 9)
        for n in range(30):
            season.offer(hina, f"chargé·e de mission développement territorial et coopération numéro {n}", deadline="2026-11-18")
        await mornings(season, paris(2026, 11, 21))
        texts = [one.text for one in season.written(hina)]
        assert len(texts) >= 2
        told = [n for text in texts for n in range(30) if f"numéro {n} " in text]
        assert sorted(told) == list(range(30)), "each once, and none lost"


class TestTheLettersDay:
    async def test_they_ride_on_top_in_a_few_words(self, season: Season, claire: Person) -> None:
        yann = season.add("Yann", chamber="BRE")
        season.offer(claire, "of the week", deadline="2027-01-15", at=paris(2026, 11, 20, 16))
        meets(season, claire, act("NOR"), act("BRE", due="2026-11-27"))
        await mornings(season, paris(2026, 11, 23, 12))
        letter = season.written(yann)[-1]
        assert letter.purpose == "letter"
        assert "Pour vous Action 2 : Relire le guide, ven. 27/11" in letter.text, "it is new to him"
        assert letter.buttons[0] == "Action 2 : fait"

    async def test_the_line_alone_becomes_the_answer(self, season: Season, claire: Person) -> None:
        yann = season.add("Yann", chamber="BRE", topics=("europe",))
        season.clock.now = paris(2026, 11, 20, 16)
        meets(season, claire, act("BRE", due="2026-11-24"), act("BRE", due="2026-11-27"))
        await mornings(season, paris(2026, 11, 23, 12))
        shown = current(season, yann)
        assert texts(shown) == "**Pour vous** Action 1 : Relire le guide, demain, mar. 24/11 · Action 2 : Relire le guide, ven. 27/11"
        assert [button.label for button in shown.buttons] == ["Action 1 : fait", "Action 2 : fait"]
        act_of = shown.buttons[0].act
        presses(season, yann, act_of)
        done = Message.of("Action 1 : fait.")
        assert texts(shown.replacing(act_of, done)) == "**Pour vous** Action 1 : fait. · Action 2 : Relire le guide, ven. 27/11"
        assert [button.label for button in shown.replacing(act_of, done).buttons] == ["Action 2 : fait"]

    async def test_the_last_reminder_says_so_there_too(self, season: Season, claire: Person) -> None:
        yann = season.add("Yann", chamber="BRE", topics=("europe",))
        meets(season, claire, act("BRE", due="2026-11-20"))
        await mornings(season, paris(2026, 12, 14, 12))
        assert season.last(yann) == (
            "Pour vous Action 1, en retard depuis le 20/11. Je n'insiste plus : elle sera à l'ordre du jour du 21/01."
        )
