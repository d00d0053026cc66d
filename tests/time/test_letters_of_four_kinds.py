"""The letter carries all four kinds: in fixed order, each within what its reader may read, and not longer than a minute's reading."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.contribution import DRAFTED, PUBLISHED, Scope
from bot.domain.digest import MOST_BYTES, MOST_WORDS
from bot.domain.people import Account, Person, Role
from bot.wording.plain import words_in
from storage.transaction import Tx
from tests.four_kinds import minutes, news, request
from tests.time.season import Season, paris

MONDAY, NEXT_MONDAY = paris(2026, 11, 23, 8), paris(2026, 11, 30, 8)
HEADINGS = ("Décisions", "Groupes de travail", "Demandes ouvertes", "Emploi", "Agenda")


def file(season: Season, what: Any, author: Person, *given: str, **values: Any) -> Any:
    """Something of a kind, filed now."""
    return season.store.submit(lambda tx: what(tx, author, *given, **values)).result()


def on_telegram(season: Season, person: Person) -> None:
    """He has that door alone."""

    def move(tx: Tx) -> None:
        accounts = tx.tables.accounts
        tx.connection.execute(accounts.delete().where(accounts.c.person_id == person.id))
        row = {"platform": "telegram", "workspace": "42", "user_id": f"7{person.id}", "person_id": person.id}
        tx.connection.execute(accounts.insert().values(row))
        tx.people.used(Account(platform="telegram", workspace="42", user=f"7{person.id}"))

    season.store.submit(move).result()


def headings(text: str) -> list[str]:
    """The sections of a letter, as they stand in it."""
    return sorted((one for one in HEADINGS if re.search(rf"(?<![«“] ){one}\b", text)), key=text.index)


@pytest.fixture
def yann(season: Season) -> Person:
    return season.add("Yann", letter=False, chamber="BRE")


@pytest.fixture
def week(season: Season, yann: Person) -> Person:
    """Something of each kind; filed in another order than that of the letter."""
    season.offer(yann, "comptable", chamber="BRE", deadline="2026-12-12")
    file(season, request, yann)
    file(season, news, yann)
    file(season, minutes, yann, date_start="2026-11-12", next_meeting="2026-11-26")
    return yann


class TestSections:
    async def test_in_fixed_order(self, season: Season, week: Person) -> None:
        claire = season.add("Claire")
        await season.at(MONDAY)
        text = season.last(claire)
        assert headings(text) == list(HEADINGS)

    async def test_one_line_of_each_decision_below_the_line_of_its_minutes(self, season: Season, week: Person) -> None:
        claire = season.add("Claire")
        await season.at(MONDAY)
        text = season.last(claire)
        assert text.count("Compte rendu") == 1
        decided = text.partition("Décisions ")[2].partition("Groupes de travail")[0]
        assert decided.count("Comité des Directions") == 1
        assert decided.split(". ", 1)[1].strip() == (
            "1. La charte graphique est adoptée – unanimité 2. Les cotisations augmentent de 2 % – majorité"
        )

    async def test_how_it_was_decided_is_not_said_twice(self, season: Season, yann: Person) -> None:
        claire = season.add("Claire")
        file(season, minutes, yann, decisions="Le guide est adopté (unanimité) | unanimous\nLe salon est annulé")
        await season.at(MONDAY)
        assert season.last(claire).partition("2026. ")[2].startswith("1. Le guide est adopté (unanimité) 2. Le salon est annulé")

    async def test_news_and_requests_and_when_they_meet_again(self, season: Season, week: Person) -> None:
        claire = season.add("Claire")
        await season.at(MONDAY)
        text = season.last(claire)
        assert "GT Observation" in text
        assert "questionnaire parti, 7 réponses" in text
        assert "Demande 1" in text
        assert "jeu. 26/11 : Comité des Directions" in text

    async def test_minutes_without_a_decision_stand_under_their_own_heading(self, season: Season, yann: Person) -> None:
        claire = season.add("Claire")
        file(season, minutes, yann, decisions="")
        await season.at(MONDAY)
        assert "Réunions Compte rendu" in season.last(claire)
        assert "Décisions" not in season.last(claire)


class TestAgenda:
    async def test_by_day_and_once(self, season: Season, yann: Person) -> None:
        claire = season.add("Claire")
        for body, day in (("Bureau", "2027-01-21"), ("CA", "2026-11-24"), ("Bureau", "2027-01-21"), ("AG", "2026-11-22")):
            file(season, minutes, yann, body, date_start="2026-11-12", decisions="", next_meeting=day)
        await season.at(MONDAY)
        agenda = season.last(claire).partition("Agenda")[2]
        assert re.findall(r"\S+ \d\d/\d\d\S* : (\w+)", agenda) == ["CA", "Bureau"], "what is past is not to come"

    async def test_announced_before_and_soon(self, season: Season, yann: Person) -> None:
        claire = season.add("Claire", weekday=0)
        file(season, minutes, yann, "Bureau", date_start="2026-11-12", decisions="", next_meeting="2026-12-10")
        file(season, minutes, yann, "CA", date_start="2026-11-12", decisions="", next_meeting="2027-01-21")
        await season.at(MONDAY)
        season.clock.now = MONDAY + timedelta(days=1)
        season.offer(yann, "comptable", deadline="2026-12-20")
        await season.at(NEXT_MONDAY)
        agenda = season.last(claire).partition("Agenda")[2]
        assert "Bureau" in agenda
        assert "CA" not in agenda, "that is far off, and was said a week ago"

    async def test_alone_it_makes_no_letter(self, season: Season, yann: Person) -> None:
        claire = season.add("Claire")
        file(season, minutes, yann, "Bureau", date_start="2026-11-12", decisions="", next_meeting="2026-12-03")
        await season.until(paris(2026, 12, 1))
        assert season.letters(claire) == ["2026-11-23 08:00"]

    async def test_only_from_what_the_reader_may_read(self, season: Season, yann: Person) -> None:
        claire, malik = season.add("Claire"), season.add("Malik", role=Role.NATIONAL, chamber="NAT")
        season.offer(yann, "comptable", deadline="2026-12-20")
        file(season, minutes, yann, "Bureau", date_start="2026-11-12", next_meeting="2026-12-03", scope=Scope.NATIONAL)
        await season.at(MONDAY)
        assert ["Bureau" in season.last(one) for one in (claire, malik)] == [False, True]


class TestWhoReadsWhat:
    async def test_partners_read_what_is_public(self, season: Season, week: Person) -> None:
        paul = season.add("Paul", role=Role.PARTNER, chamber="NAT")
        await season.at(MONDAY)
        assert headings(season.last(paul)) == ["Emploi"]

    async def test_who_wants_jobs_in_normandy_gets_offers_alone(self, season: Season, week: Person) -> None:
        nina = season.add("Nina", topics=("emploi",), regions=("NOR",))
        season.offer(week, "juriste", regions=("NOR",), deadline="2026-12-12")
        file(season, request, week, "offre d'emploi à relayer")
        await season.at(MONDAY)
        text = season.last(nina)
        assert (headings(text), "juriste" in text, "comptable" in text) == (["Emploi"], True, False)

    @pytest.mark.parametrize(
        ("topic", "expected"),
        [
            ("gouvernance", ["Décisions", "Agenda"]),
            ("observatoire", ["Groupes de travail"]),
            ("mutualisation", ["Demandes ouvertes"]),
            ("emploi", ["Emploi"]),
        ],
    )
    async def test_by_topic(self, season: Season, week: Person, topic: str, expected: list[str]) -> None:
        reader = season.add("Claire", topics=(topic,))
        await season.at(MONDAY)
        assert headings(season.last(reader)) == expected

    async def test_nothing_that_is_confidential_or_a_draft(self, season: Season, yann: Person) -> None:
        readers = [season.add("Claire"), season.add("Colleague", role=Role.EMPLOYEE, chamber="BRE")]
        malik = season.add("Malik", role=Role.NATIONAL, chamber="NAT")
        season.offer(yann, "comptable", deadline="2026-12-12")
        file(season, request, yann, "avis juridique sur un licenciement", scope=Scope.NATIONAL)
        file(season, minutes, yann, "Bureau secret", state=DRAFTED)
        await season.at(MONDAY)
        assert [("licenciement" in season.last(one), "secret" in season.last(one)) for one in readers] == [(False, False)] * 2
        assert "licenciement" in season.last(malik)
        assert "secret" not in season.last(malik), "nobody reads in a letter what is not published"

    async def test_a_draft_of_friday_that_is_published_on_monday_is_of_that_week(self, season: Season, yann: Person) -> None:
        claire = season.add("Claire")
        season.clock.now = paris(2026, 11, 20, 17)
        item = file(season, minutes, yann, state=DRAFTED)
        season.offer(yann, "comptable", deadline="2026-12-20")
        await season.at(MONDAY)
        assert headings(season.last(claire)) == ["Emploi"]
        season.become(item, state=PUBLISHED, published_at=MONDAY + timedelta(hours=2))
        await season.until(NEXT_MONDAY)
        assert headings(season.last(claire)) == ["Décisions"]


class TestLength:
    @pytest.fixture
    def much(self, season: Season, yann: Person) -> Person:
        """Sixty items, and many more lines."""
        for number in range(15):
            season.offer(yann, f"chargée de mission développement des territoires {number}", deadline="2026-12-12")
            file(season, request, yann, f"modèle de convention de mise à disposition d'un agent communal {number}")
            file(season, news, yann, f"le questionnaire est parti aux 18 chambres, {number} réponses à ce jour")
            file(season, minutes, yann, f"Comité {number}", date_start="2026-11-12", next_meeting=f"2026-12-{number + 1:02}")
        return yann

    async def test_three_hundred_and_fifty_words_and_how_many_more(self, season: Season, much: Person) -> None:
        claire, channel = season.add("Claire"), season.add_channel("C1")
        await season.at(MONDAY)
        for reader in (claire, channel):
            text = season.last(reader)
            assert 250 < words_in(text) <= MOST_WORDS
            assert headings(text) == list(HEADINGS)
            assert len(re.findall(r"et \d+ autres", text)) == len(HEADINGS), "each section says how many it leaves out"

    async def test_what_is_left_out_is_counted(self, season: Season, much: Person) -> None:
        claire = season.add("Claire")
        await season.at(MONDAY)
        sections = re.split(r"(?=Groupes de travail|Demandes ouvertes|Emploi|Agenda)", season.last(claire))
        for start, shown, total in (("Demandes", r"Demande \d+", 15), ("Emploi", r"Offre \d+", 15), ("Agenda", r": Comité \d+", 15)):
            [section] = [one for one in sections if one.startswith(start)]
            left = re.search(r"et (\d+) autres?", section)
            assert left is not None
            assert len(re.findall(shown, section)) + int(left[1]) == total

    async def test_one_message_of_a_telephone(self, season: Season, much: Person) -> None:
        dylan = season.add("Dylan", chamber="GUF", role=Role.AMBASSADOR)
        on_telegram(season, dylan)
        await season.at(MONDAY)
        text = season.last(dylan)
        assert 700 < len(text.encode()) <= MOST_BYTES
        assert headings(text)[0] == "Décisions"
        assert text.endswith("« réglages » pour changer, « pause » pour arrêter.")

    async def test_the_edition_notes_what_it_carried(self, season: Season, much: Person) -> None:
        claire = season.add("Claire")
        await season.at(MONDAY)
        [row] = season.store.read(lambda tx: tx.connection.execute(tx.tables.editions.select()).all())
        numbers = re.findall(r"(?:Offre|Demande) \d+|Compte rendu Comité \d+", season.last(claire))
        assert len(row.carried) >= len(set(numbers)) > 5
        assert row.words == pytest.approx(words_in(season.last(claire)), abs=3)


class TestOwnRequests:
    async def test_first_on_telegram(self, season: Season, week: Person) -> None:
        dylan = season.add("Dylan", chamber="GUF", role=Role.AMBASSADOR)
        on_telegram(season, dylan)
        season.clock.now = paris(2026, 11, 10, 9)
        file(season, request, dylan, "modèle de statuts")
        season.clock.now = paris(2026, 11, 20, 9)
        await season.at(MONDAY)
        text = season.last(dylan)
        assert text.startswith("Lettre du lun. 23/11 Demande 2 : en cours.")
        assert headings(text)[0] == "Décisions"

    async def test_not_twice_and_not_alone(self, season: Season, yann: Person) -> None:
        dylan = season.add("Dylan", chamber="GUF", role=Role.AMBASSADOR)
        on_telegram(season, dylan)
        file(season, request, dylan, "modèle de statuts")
        await season.at(MONDAY)
        assert season.letters(dylan) == [], "he knows what he asked"
        season.offer(yann, "comptable", deadline="2026-12-20", at=paris(2026, 11, 24, 9))
        await season.until(NEXT_MONDAY)
        assert season.last(dylan).count("Demande 1") == 1
