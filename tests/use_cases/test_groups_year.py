"""The tables of the working groups of a year (T08, T23), counted from what was filed. (DOMAIN.md F21, F22)"""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from bot.domain.bodies import Body, GroupYear, Membership, Told, body_key, year_of_groups
from tests.four_kinds import minutes, news
from tests.use_cases.talk import Talk

NAMES = ("GT Observation et statistiques", "GT Financement")


def group(name: str, number: int, **values: object) -> Body:
    return dataclasses.replace(Body(name=name, key=body_key(name), id=number, created_on=date(2007, 5, 1)), **values)  # type: ignore[arg-type]


def of(year: int, groups: list[Body], meetings: tuple[Told, ...] = (), told: tuple[Told, ...] = ()) -> dict[str, GroupYear]:
    return {row.name: row for row in year_of_groups(year, groups, meetings, told)}


class TestCounting:
    def test_meetings_of_the_year_by_whatever_name(self) -> None:
        groups = [group(name, number) for number, name in enumerate(NAMES, 1)]
        held = (
            Told(group="GT Observation et statistiques", day=date(2008, 1, 24)),
            Told(group="groupe de travail Observation et Statistiques", day=date(2008, 3, 20)),
            Told(group="GT Observation", day=date(2008, 5, 29)),
            Told(group="GT Observation", day=date(2009, 1, 8)),
            Told(group="Bureau", day=date(2008, 1, 24)),
        )
        rows = of(2008, groups, held)
        assert [row.meetings for row in rows.values()] == [3, 0]

    def test_a_body_meets_once_a_day(self) -> None:
        held = (Told(group=NAMES[1], day=date(2008, 4, 8)), Told(group="gt financement", day=date(2008, 4, 8)))
        assert of(2008, [group(NAMES[1], 1)], held)[NAMES[1]].meetings == 1

    def test_members_are_those_of_the_last_day(self) -> None:
        members = (
            Membership(chamber="BRE"),
            Membership(chamber="NOR", since=date(2008, 12, 31)),
            Membership(chamber="PDL", until=date(2008, 12, 31)),
            Membership(chamber="IDF", since=date(2009, 1, 1)),
        )
        assert of(2008, [group(NAMES[1], 1, members=members)])[NAMES[1]].chambers == 2

    @pytest.mark.parametrize(
        ("values", "there", "created"),
        [
            ({"created_on": date(2008, 12, 31)}, True, True),
            ({"created_on": date(2009, 1, 1)}, False, False),
            ({"created_on": date(2007, 1, 1), "closed_on": date(2007, 12, 31)}, False, False),
            ({"created_on": date(2007, 1, 1), "closed_on": date(2008, 1, 1)}, True, False),
            ({"sort": "statutory"}, False, False),
        ],
    )
    def test_groups_that_were_there(self, values: dict[str, object], there: bool, created: bool) -> None:
        rows = of(2008, [group(NAMES[1], 1, **values)])
        assert (NAMES[1] in rows, any(row.created for row in rows.values())) == (there, created)

    def test_outcomes_in_their_order(self) -> None:
        told = (
            Told(group="GT Financement", day=date(2008, 4, 11), text="état des lieux"),
            Told(group="GT Europe", day=date(2008, 4, 11), text="x"),
        )
        row = of(2008, [group(NAMES[1], 1, objectives=("un", "deux"))], (), told)[NAMES[1]]
        assert (row.outcomes, row.objectives) == (("état des lieux",), 2)

    def test_nothing_at_all(self) -> None:
        assert of(2008, []) == {}


class TestFromWhatIsFiled:
    def test_minutes_news_and_members_make_the_table(self, talk: Talk) -> None:
        claire = talk.add()
        talk.says(
            claire, "Fiche GT Financement. Animation : Normandie (et Corse pour l'Europe). CRESS membres (1) : Bretagne. Objectifs : - un"
        )

        def file(tx):  # type: ignore[no-untyped-def]
            minutes(tx, claire, "GT Financement", date_start="2026-03-02")
            minutes(tx, claire, "groupe de travail Financement", date_start="2026-06-02", status="held")
            minutes(tx, claire, "GT Financement", date_start="2026-09-02", status="cancelled")
            minutes(tx, claire, "GT Financement", date_start="2026-10-02", state="draft")
            news(tx, claire, "état des lieux", working_group="GT Financement", delegated_to="BRE")
            news(tx, claire, "retiré", working_group="GT Financement", state="withdrawn")

        talk.store.submit(file).result()
        told = talk.says(claire, "gt synthèse 2026").text
        assert told.startswith(
            "Groupes de travail, 2026 – 1 groupe, 2 réunions GT Financement – Normandie (avec Corse) (confié à : Bretagne)"
        )
        assert told.endswith("2 réunions, 3 chambres, 1 objectif, 1 résultat")

    def test_news_that_entrusts_is_noted_with_its_group(self, talk: Talk) -> None:
        claire = talk.add()
        talk.says(claire, "créer le GT Financement, animation Normandie")
        talk.store.submit(
            lambda tx: news(tx, claire, "mission confiée à Bretagne", working_group="Financement", delegated_to="BRE")
        ).result()
        body = talk.store.read(lambda tx: tx.bodies.known("GT Financement"))
        assert body is not None
        assert body.delegated_to == "BRE"
        assert [one.act for one in talk.store.read(lambda tx: tx.bodies.turns(body.id))] == ["created", "entrusted"]
