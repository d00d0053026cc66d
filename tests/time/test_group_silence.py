"""Thirty days without news of a group: one line to who leads it, in his morning, and "nothing new" is an answer. (DIALOGUES.md 2)"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.bodies import Body, Membership, in_a_month, silence
from bot.domain.people import Person, Role
from bot.domain.reading.groups import GroupChange
from handlers.groups.registry import change_group, keep_quiet
from handlers.respond import press
from tests.four_kinds import news
from tests.shelf import somebody
from tests.time.season import Season, paris
from tests.town import Town, opened_town

LINE = "GT Financement : dernière nouvelle le 19/10. Une ligne suffit, répondez ici."


def enter(season: Season, created: date, *, lead: str = "PDL", leader: Person | None = None, name: str = "GT Financement") -> Body:
    """A group that was created on that day, with two chambers."""
    members = (Membership(chamber=lead), Membership(chamber="NOR"))
    body = Body(name=name, lead=lead, lead_id=leader.id if leader else None, created_on=created, members=members)
    return season.store.submit(lambda tx: tx.bodies.add(body, by=None)).result()


def told(season: Season, author: Person, moment: datetime) -> None:
    """News of the group, at that moment."""
    season.clock.now = moment
    season.store.submit(
        lambda tx: news(tx, author, "tableau de bord prêt", working_group="GT Financement", date=f"{moment:%Y-%m-%d}")
    ).result()


def lines(season: Season, person: Person) -> list[tuple[str, str]]:
    """When he was asked, and in which words."""
    return [(one.local, one.text) for one in season.written(person) if "GT Financement" in one.text]


class TestWhen:
    async def test_thirty_days_after_the_last_news(self, season: Season) -> None:
        nadia = season.add("Nadia", letter=False, chamber="PDL")
        enter(season, date(2026, 9, 1))
        told(season, nadia, paris(2026, 10, 19, 15))
        season.clock.now = paris(2026, 11, 15)
        await season.until(paris(2026, 11, 20))
        assert lines(season, nadia) == [("2026-11-18 08:00", f"Bonjour Nadia. {LINE}")]
        assert season.written(nadia)[-1].buttons == ("Rien de neuf", "Dans un mois")

    async def test_unanswered_it_is_asked_once_more_and_then_the_group_sleeps(self, season: Season) -> None:
        nadia = season.add("Nadia", letter=False, chamber="PDL")
        enter(season, date(2026, 11, 16))
        await season.until(paris(2027, 6, 1), step=timedelta(hours=4))
        assert [when[:10] for when, _ in lines(season, nadia)] == ["2026-12-16", "2027-01-15"]
        assert (
            lines(season, nadia)[0][1] == "Bonjour Nadia. GT Financement : pas de nouvelle depuis le 16/11. Une ligne suffit, répondez ici."
        )

    async def test_nothing_new_gives_thirty_days_of_quiet_and_keeps_the_group_awake(self, season: Season) -> None:
        nadia = season.add("Nadia", letter=False, chamber="PDL")
        body = enter(season, date(2026, 11, 16))
        for day in ("2026-12-16", "2027-01-15", "2027-02-15", "2027-03-17"):
            await season.until(paris(*map(int, day.split("-")), 9), step=timedelta(hours=2))
            assert lines(season, nadia)[-1][0][:10] == day
            season.store.submit(lambda tx: press(f"grp:quiet:{body.id}", nadia, tx)).result()
        assert len(lines(season, nadia)) == 4

    async def test_in_a_month_is_a_month(self, season: Season) -> None:
        nadia = season.add("Nadia", letter=False, chamber="PDL")
        body = enter(season, date(2026, 11, 16))
        await season.until(paris(2026, 12, 16, 9), step=timedelta(hours=2))
        season.store.submit(lambda tx: press(f"grp:month:{body.id}", nadia, tx)).result()
        await season.until(paris(2027, 1, 20), step=timedelta(hours=2))
        assert [when[:10] for when, _ in lines(season, nadia)] == ["2026-12-16", "2027-01-18"]

    async def test_news_ends_the_silence(self, season: Season) -> None:
        nadia = season.add("Nadia", letter=False, chamber="PDL")
        enter(season, date(2026, 11, 16))
        told(season, nadia, paris(2026, 12, 10, 15))
        await season.until(paris(2027, 1, 8), step=timedelta(hours=4))
        assert lines(season, nadia) == []
        await season.until(paris(2027, 1, 12), step=timedelta(hours=2))
        assert [when[:10] for when, _ in lines(season, nadia)] == ["2027-01-11"]

    async def test_a_closed_group_is_asked_nothing(self, season: Season) -> None:
        nadia = season.add("Nadia", letter=False, chamber="PDL")
        body = enter(season, date(2026, 11, 16))
        season.store.submit(lambda tx: press(f"grp:close:{body.id}", nadia, tx)).result()
        await season.until(paris(2027, 1, 12), step=timedelta(hours=6))
        assert lines(season, nadia) == []

    async def test_a_year_that_was_loaded_wakes_nobody(self, season: Season) -> None:
        nadia = season.add("Nadia", letter=False, chamber="PDL")
        enter(season, date(2008, 3, 9))
        await season.until(paris(2026, 12, 12), step=timedelta(hours=6))
        assert lines(season, nadia) == []


class TestWho:
    async def test_the_person_who_leads_it_and_no_other_of_the_chamber(self, season: Season) -> None:
        nadia, other = season.add("Nadia", letter=False, chamber="PDL"), season.add("Omar", letter=False, chamber="PDL")
        enter(season, date(2026, 11, 16), leader=other)
        await season.until(paris(2026, 12, 17), step=timedelta(hours=4))
        assert (lines(season, nadia), len(lines(season, other))) == ([], 1)

    async def test_a_group_of_an_old_region_is_its_heirs(self, season: Season) -> None:
        claire = season.add("Claire", letter=False, chamber="NOR")
        enter(season, date(2026, 11, 16), lead="BNO")
        await season.until(paris(2026, 12, 17), step=timedelta(hours=4))
        assert len(lines(season, claire)) == 1

    async def test_two_groups_are_two_lines_of_one_message(self, season: Season) -> None:
        nadia = season.add("Nadia", letter=False, chamber="PDL")
        enter(season, date(2026, 11, 16))
        enter(season, date(2026, 11, 16), name="GT Europe")
        await season.until(paris(2026, 12, 17), step=timedelta(hours=4))
        (message,) = season.written(nadia)
        assert message.text.count("pas de nouvelle depuis le 16/11") == 2

    async def test_who_joined_and_left_is_told_to_the_lead_the_next_morning(self, season: Season) -> None:
        nadia, yann = season.add("Nadia", letter=False, chamber="PDL"), season.add("Yann", letter=False, chamber="BRE")
        body = enter(season, date(2026, 11, 10))
        season.clock.now = paris(2026, 11, 17, 15)
        season.store.submit(lambda tx: press(f"grp:join:{body.id}", yann, tx)).result()
        await season.until(paris(2026, 11, 20))
        assert lines(season, nadia) == [("2026-11-18 08:00", "Bonjour Nadia. GT Financement : Bretagne a rejoint le groupe.")]
        assert season.written(yann) == []

    async def test_who_takes_over_is_told_so(self, season: Season) -> None:
        nadia, yann = season.add("Nadia", letter=False, chamber="PDL"), season.add("Yann", letter=False, chamber="BRE")
        enter(season, date(2026, 11, 10))
        season.clock.now = paris(2026, 11, 17, 15)

        def hand_over(tx):  # type: ignore[no-untyped-def]
            change_group(GroupChange(name="GT Financement", chamber="BRE", change="leads", since=date(2026, 11, 17)), nadia, tx)

        season.store.submit(hand_over).result()
        await season.until(paris(2026, 11, 19))
        assert [text for _, text in lines(season, yann)] == ["Bonjour Yann. GT Financement : Bretagne anime désormais le groupe."]
        assert lines(season, nadia) == []


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with opened_town(tmp_path) as opened:
        yield opened


class TestTheAnswer:
    """In the message of the morning, on both doors."""

    async def asked(self, town: Town, lead: str) -> None:
        def case(tx):  # type: ignore[no-untyped-def]
            tx.bodies.add(
                Body(name="GT Financement", lead=lead, created_on=date(2026, 10, 1), members=(Membership(chamber=lead),)), by=None
            )
            author = somebody(tx, "Omar", chamber=lead, role=Role.EMPLOYEE)
            news(tx, author, "tableau de bord prêt", working_group="GT Financement", date="2026-10-19")
            tx.connection.execute(tx.tables.contributions.update().values(filed_at=datetime(2026, 10, 19, 9, tzinfo=town.clock.now.tzinfo)))

        await town.at(datetime(2026, 11, 23, 8, 0))
        await town.store.do(case)
        await town.at(datetime(2026, 11, 24, 8, 0))

    async def test_a_line_typed_there_is_the_news(self, town: Town) -> None:
        await self.asked(town, "PDL")
        assert town.nadia.sees(LINE, None)
        await town.nadia.says("trois chambres testent le tableau de bord")
        item = town.read(lambda tx: list(tx.contributions.every("working_group_update")))[-1]
        assert (item.working_group, item.outcome) == ("GT Financement", "trois chambres testent le tableau de bord")
        assert town.nadia.sees("Noté pour le GT Financement. Paraîtra dans la lettre de lundi.", None)

    async def test_on_top_of_the_letter_it_is_shorter(self, town: Town) -> None:
        await self.asked(town, "PDL")
        await town.store.do(lambda tx: tx.bodies.add(Body(name="GT Bois", lead="PDL", created_on=date(2026, 10, 31)), by=None))
        await town.at(datetime(2026, 11, 30, 8, 0))
        assert town.nadia.sees("GT Bois : rien depuis le 31/10", None)
        await town.nadia.presses("GT Bois : rien de neuf")
        assert town.nadia.sees("GT Bois : rien de neuf, noté. Pas de question avant le mer. 30/12.", None)

    async def test_nothing_new_is_pressed(self, town: Town) -> None:
        await self.asked(town, "PDL")
        await town.nadia.presses("Rien de neuf")
        assert town.nadia.sees("GT Financement : rien de neuf, noté. Pas de question avant le jeu. 24/12.", None)
        assert not town.nadia.sees(LINE, None)

    async def test_or_typed_on_a_telephone(self, town: Town) -> None:
        await self.asked(town, "MYT")
        hina = town.phone("hina")
        place = hina if hina.received() else town.hina
        await place.says("rien de neuf")
        assert town.read(lambda tx: tx.bodies.known("GT Financement").quiet_until) == date(2026, 12, 24)
        assert len(town.read(lambda tx: list(tx.contributions.every("working_group_update")))) == 1

    @pytest.mark.parametrize("text", ["merci", "ok merci je regarde", "c'est pour quand la lettre ?", "aide"])
    async def test_small_talk_is_no_news(self, town: Town, text: str) -> None:
        await self.asked(town, "PDL")
        await town.nadia.says(text)
        assert len(town.read(lambda tx: list(tx.contributions.every("working_group_update")))) == 1

    async def test_what_is_surely_something_else_is_that(self, town: Town) -> None:
        await self.asked(town, "PDL")
        await town.nadia.says("Offre d'emploi : comptable, Les Ateliers, Nantes, CDI, avant le 12/12")
        assert len(town.read(lambda tx: list(tx.contributions.every("working_group_update")))) == 1
        assert len(town.read(lambda tx: list(tx.contributions.every("job_offer")))) == 1


def quietened(body: Body, until: date) -> Body:
    return Body(**{**vars(body), "quiet_until": until})


class TestTheRule:
    BODY = Body(name="GT Eau", key="gt eau", created_on=date(2026, 1, 1))

    @pytest.mark.parametrize(
        ("last", "today", "turn"),
        [
            (None, date(2026, 1, 30), None),
            (None, date(2026, 1, 31), 1),
            (None, date(2026, 3, 1), 1),
            (None, date(2026, 3, 2), 2),
            (None, date(2026, 4, 1), 2),
            (None, date(2026, 4, 2), None),
            (date(2026, 2, 10), date(2026, 3, 11), None),
            (date(2026, 2, 10), date(2026, 3, 12), 1),
            (date(2025, 12, 1), date(2026, 1, 31), 1),
        ],
    )
    def test_by_days(self, last: date | None, today: date, turn: int | None) -> None:
        found = silence(self.BODY, last, today)
        assert (found.turn if found else None) == turn

    def test_quiet_counts_as_heard(self) -> None:
        quiet = quietened(self.BODY, date(2026, 6, 1))
        assert silence(quiet, None, date(2026, 5, 31)) is None
        assert silence(quiet, None, date(2026, 6, 1)) is not None
        assert silence(quiet, None, date(2026, 8, 2)) is None

    def test_months_have_different_lengths(self) -> None:
        assert in_a_month(date(2026, 1, 31)) == date(2026, 2, 28)
        assert in_a_month(date(2026, 12, 5)) == date(2027, 1, 5)

    async def test_who_does_not_lead_it_quiets_nothing(self, season: Season) -> None:
        yann = season.add("Yann", letter=False, chamber="BRE")
        body = enter(season, date(2026, 11, 16))
        error = season.store.submit(lambda tx: keep_quiet(body, date(2027, 1, 1), yann, tx)).exception()
        assert "is led by {lead}" in str(error)
