"""What the store keeps of requests: how far each has come, who was asked, what was said, and who knows what."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest

from bot.domain.contribution import Contribution, Scope
from bot.domain.expertise import Answered, Declared, Led
from bot.domain.people import Person
from bot.domain.requests import Pursuit, Routing
from storage.contributions import Origin
from storage.store import Store
from storage.transaction import Tx
from tests.four_kinds import request
from tests.shelf import FRIDAY, TEAM, somebody
from tests.town import MovedClock

HERE = Origin(platform="slack", workspace=TEAM, channel="D1", message="7.1")


def people(tx: Tx) -> tuple[Person, Person]:
    return somebody(tx, "Dylan Clet", chamber="GUF"), somebody(tx, "Claire Le Goff")


def do(store: Store, case: object) -> object:
    return store.submit(case).result()  # type: ignore[arg-type]


def asked(tx: Tx, topic: str = "charte", **values: object) -> Contribution:
    return request(tx, people(tx)[0], topic, **values)  # type: ignore[arg-type]


class TestAPursuit:
    def test_it_is_kept_as_it_is(self, store: Store) -> None:
        def case(tx: Tx) -> None:
            item, claire = asked(tx), people(tx)[1]
            whole = Pursuit(
                request_id=item.id, step=3, next_at=FRIDAY, claimed_by=claire.id, claimed_at=FRIDAY, answered_at=FRIDAY, resolved_at=FRIDAY,
                satisfaction="partly",
            )  # fmt: skip
            assert tx.pursuits.save(whole) == tx.pursuits.get(item.id) == whole
            again = dataclasses.replace(whole, claimed_by=None, next_at=None)
            tx.pursuits.save(again)
            assert tx.pursuits.of([item.id, 99]) == {item.id: again, 99: Pursuit(request_id=99)}, "what has no row has begun nothing"

        do(store, case)

    def test_one_takes_it_and_no_second_one(self, store: Store) -> None:
        def case(tx: Tx) -> None:
            item, (dylan, claire) = asked(tx), people(tx)
            assert [tx.pursuits.claim(item.id, who.id) for who in (claire, dylan, claire)] == [True, False, False]
            taken = tx.pursuits.get(item.id)
            assert (taken.claimed_by, taken.claimed_at, taken.next_at) == (claire.id, FRIDAY, None)
            assert [one.request_id for one in tx.pursuits.claimed([claire.id])] == [item.id]
            assert tx.pursuits.claimed([dylan.id]) == []

        do(store, case)

    def test_what_is_due_the_longest_due_first(self, store: Store) -> None:
        def case(tx: Tx) -> None:
            late, soon, later, never = (asked(tx, name) for name in ("un", "deux", "trois", "quatre"))
            for item, hours in ((late, -2), (soon, 0), (later, 1)):
                tx.pursuits.save(Pursuit(request_id=item.id, next_at=FRIDAY + timedelta(hours=hours)))
            tx.pursuits.save(Pursuit(request_id=never.id))
            assert tx.pursuits.due(9) == [late.id, soon.id]
            assert tx.pursuits.due(1) == [late.id]

        do(store, case)

    def test_answered_within_a_time_and_not_judged_yet(self, store: Store) -> None:
        def case(tx: Tx) -> None:
            items = [asked(tx, name) for name in ("un", "deux", "trois", "quatre")]
            days = (1, 3, 3, 3)
            for item, ago in zip(items, days, strict=True):
                tx.pursuits.save(Pursuit(request_id=item.id, answered_at=FRIDAY - timedelta(days=ago)))
            tx.pursuits.save(dataclasses.replace(tx.pursuits.get(items[2].id), satisfaction="no"))
            tx.pursuits.save(dataclasses.replace(tx.pursuits.get(items[3].id), resolved_at=FRIDAY))
            found = tx.pursuits.answered_between(FRIDAY - timedelta(days=9), FRIDAY - timedelta(days=2))
            assert [one.request_id for one in found] == [items[1].id]

        do(store, case)


class TestRoutings:
    def test_who_was_asked_in_order_and_what_came_of_it(self, store: Store) -> None:
        def case(tx: Tx) -> None:
            item, claire = asked(tx), people(tx)[1]
            before = len(tx.pursuits.routings(item.id))
            first, second = (
                tx.pursuits.add_routing(Routing(request_id=item.id, chamber=code, reason="leads", evidence={"group": "GT"}, at=FRIDAY))
                for code in ("NOR", "BRE")
            )
            assert tx.pursuits.routings(item.id)[before:] == [first, second]
            assert tx.pursuits.settle(item.id, "declined", "NOR", by=claire.id) == 1
            assert tx.pursuits.settle(item.id, "over", "NOR") == 0, "it is settled"
            assert [one.result for one in tx.pursuits.routings(item.id)[before:]] == ["declined", "asked"]
            assert second in tx.pursuits.open_routings()
            tx.pursuits.settle(item.id, "over")
            assert tx.pursuits.open_routings() == []
            assert tx.pursuits.routings(item.id)[before].by == claire.id

        do(store, case)

    def test_of_several_at_once(self, store: Store) -> None:
        def case(tx: Tx) -> None:
            one, other = asked(tx, "un"), asked(tx, "deux")
            found = tx.pursuits.routings_of([one.id, other.id, 99])
            assert {key: len(some) for key, some in found.items()} == {one.id: 1, other.id: 1, 99: 0}
            assert tx.pursuits.routings_of([]) == {}

        do(store, case)


class TestWhatIsSaid:
    def test_the_same_message_is_kept_once(self, store: Store) -> None:
        def case(tx: Tx) -> None:
            item, claire = asked(tx), people(tx)[1]
            assert [tx.pursuits.say(item.id, claire.id, "Voici", HERE) for _ in range(2)] == [True, False]
            nowhere = dataclasses.replace(HERE, message=None)
            assert [tx.pursuits.say(item.id, claire.id, "Encore", nowhere) for _ in range(2)] == [True, True]
            assert [(one.author_id, one.text, one.at) for one in tx.pursuits.said(item.id)] == [
                (claire.id, text, FRIDAY) for text in ("Voici", "Encore", "Encore")
            ]

        do(store, case)

    def test_how_many_somebody_has_filed_lately(self, store: Store, clock: MovedClock) -> None:
        dylan = do(store, lambda tx: people(tx)[0])
        assert isinstance(dylan, Person)
        for _ in range(3):
            do(store, asked)
            clock.now += timedelta(seconds=40)
        counted = do(store, lambda tx: tx.pursuits.filed_since(dylan.id, "help_request", tx.now - timedelta(minutes=1)))
        others = do(store, lambda tx: tx.pursuits.filed_since(dylan.id, "job_offer", tx.now - timedelta(minutes=1)))
        assert (counted, others) == (1, 0)


class TestWhoKnows:
    def test_declared_once_whatever_the_case(self, store: Store) -> None:
        def case(tx: Tx) -> None:
            claire = people(tx)[1]
            assert [tx.pursuits.declare("NOR", topic, claire.id) for topic in ("SCIC", "scic", "Observatoire")] == [True, False, True]
            assert tx.pursuits.declare("BRE", "SCIC", claire.id), "of another chamber"
            assert tx.pursuits.declared()[0] == Declared(chamber="BRE", topic="SCIC", stems=frozenset({"scic"}))
            assert (tx.pursuits.undeclare("NOR", "sCiC"), tx.pursuits.undeclare("NOR", "sCiC")) == (1, 0)
            assert [(one.chamber, one.topic) for one in tx.pursuits.declared()] == [("BRE", "SCIC"), ("NOR", "Observatoire")]

        do(store, case)

    @pytest.mark.parametrize(("sort", "closed", "leads"), [("standing", None, 2), ("project", None, 2), ("statutory", None, 0),
                                                           ("standing", date(2026, 1, 1), 0)])  # fmt: skip
    def test_groups_by_who_leads_them(self, store: Store, sort: str, closed: date | None, leads: int) -> None:
        def case(tx: Tx) -> list[Led]:
            row = {"sort": sort, "name": "GT Europe", "key": "gt europe", "lead": "GES", "co_lead": "PAC", "co_lead_scope": "formation"}
            row |= {"delegated_to": "", "objectives": "fonds européens", "closed_on": closed, "filed_at": FRIDAY}
            row |= dict.fromkeys(("platform", "workspace", "channel"), "")
            tx.connection.execute(tx.tables.bodies.insert().values(row))
            return tx.pursuits.led()

        found = do(store, case)
        assert isinstance(found, list)
        assert len(found) == leads
        if leads:
            first, second = found
            assert (first.chamber, first.second, second.chamber, second.second) == ("GES", False, "PAC", True)
            assert "fond" in first.stems
            assert "format" in second.stems

    @pytest.mark.parametrize(
        ("scope", "state", "by_himself", "known"),
        [
            (Scope.NETWORK, "published", False, True),
            (Scope.NETWORK, "resolved", False, True),
            (Scope.NETWORK, "withdrawn", False, False),
            (Scope.NATIONAL, "published", False, False),
            (Scope.NETWORK, "published", True, False),
        ],
    )
    def test_answers_are_what_a_chamber_knows(self, store: Store, scope: Scope, state: str, by_himself: bool, known: bool) -> None:
        def case(tx: Tx) -> list[Answered]:
            item, (dylan, claire) = asked(tx, "charte du bénévolat", scope=scope), people(tx)
            for _ in range(2):
                tx.pursuits.say(item.id, dylan.id if by_himself else claire.id, "Voici", dataclasses.replace(HERE, message=None))
            tx.contributions.change(dataclasses.replace(item, state=state), act="test", by=None)
            return tx.pursuits.answered()

        found = do(store, case)
        expected = Answered(
            chamber="NOR", request_id=1, topic="charte du bénévolat", on=FRIDAY.date(), stems=frozenset({"chart", "bénévolat"})
        )
        assert isinstance(found, list)
        assert [(one.chamber, one.topic, one.on) for one in found] == ([(expected.chamber, expected.topic, expected.on)] if known else [])
