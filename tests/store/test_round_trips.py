"""What is stored comes back as it was, whatever people type."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.contribution import PUBLISHED, WITHDRAWN, Scope
from bot.domain.people import Account, Role
from bot.domain.subscription import TOPICS, Subscription
from bot.wording.escape import clean
from storage.contributions import Origin, answers_of, read_answers
from storage.drafts import DROPPED, WAITING, Draft
from storage.editions import Edition
from storage.store import Store
from storage.transaction import Tx
from tests.shelf import TEAM, channel, new_file, offer, somebody, store_at
from tests.town import MovedClock

HOSTILE = st.text(st.characters(blacklist_categories=()), max_size=120).map(clean)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
INSTANTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
often = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Undone(Exception):  # noqa: N818 - reads as what happened
    """Ends a case without keeping anything."""


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for many examples; each example is undone."""
    folder: Path = tmp_path_factory.mktemp("round_trips")
    store = store_at(new_file(folder))
    yield store
    store.close()


def undone(store: Store, case: object) -> None:
    def run(tx: Tx) -> None:
        case(tx)  # type: ignore[operator]
        raise Undone

    error = store.submit(run).exception()
    if not isinstance(error, Undone):
        assert error is not None
        raise error


class TestContributions:
    @often
    @given(title=HOSTILE, employer=HOSTILE, description=HOSTILE, raw=HOSTILE, deadline=st.none() | DAYS)
    def test_an_offer(self, shared: Store, *, title: str, employer: str, description: str, raw: str, deadline: date | None) -> None:
        def case(tx: Tx) -> None:
            author, kind = somebody(tx), tx.kinds["job_offer"]
            item = kind.cls(
                number=7,
                author_id=author.id,
                filed_at=tx.now,
                published_at=tx.now,
                scope=Scope.NETWORK,
                topics=("emploi", "europe"),
                regions=("NOR",),
                title=title,
                employer=employer,
                description=description,
                deadline=deadline,
                chamber="NOR",
            )
            origin = Origin(platform="slack", workspace=TEAM, channel="D1", message="17.5")
            filed = tx.contributions.add(item, raw_text=raw, text_key="k", origin=origin)
            assert tx.contributions.get(filed.id) == filed
            assert tx.contributions.numbered("job_offer", 7) == filed
            assert tx.contributions.said_in(origin) == filed
            (version,) = tx.contributions.versions(filed.id)
            assert version.answers == answers_of(filed, kind)
            again = kind.cls(filed_at=tx.now, **read_answers(kind, version.answers))
            assert answers_of(again, kind) == version.answers

        undone(shared, case)

    def test_nothing_is_deleted_by_an_edit(self, store: Store, clock: MovedClock) -> None:
        item = store.submit(lambda tx: offer(tx, somebody(tx), title="before")).result()
        clock.now += timedelta(hours=1)
        changed = store.submit(
            lambda tx: tx.contributions.change(dataclasses.replace(item, title="after", state=WITHDRAWN), act="withdraw", by=item.author_id)
        ).result()
        assert (changed.version, store.read(lambda tx: tx.contributions.get(item.id))) == (2, changed)
        versions = store.read(lambda tx: tx.contributions.versions(item.id))
        assert [(one.version, one.answers["title"], one.state, one.act) for one in versions] == [
            (1, "before", PUBLISHED, "file"),
            (2, "after", WITHDRAWN, "withdraw"),
        ]
        assert [one.at for one in versions] == [item.filed_at, clock.now]

    def test_a_number_or_a_message_is_filed_once(self, store: Store) -> None:
        item = store.submit(lambda tx: offer(tx, somebody(tx))).result()
        origin = Origin(platform="slack", workspace=TEAM, channel="D1", message="17.5")

        def again(tx: Tx, number: int, at: Origin) -> None:
            tx.contributions.add(dataclasses.replace(item, number=number), raw_text="", text_key="", origin=at)

        assert isinstance(store.submit(lambda tx: again(tx, 1, origin)).exception(), sa.exc.IntegrityError)
        assert store.submit(lambda tx: again(tx, 2, origin)).exception() is None
        assert isinstance(store.submit(lambda tx: again(tx, 3, origin)).exception(), sa.exc.IntegrityError)
        no_message = dataclasses.replace(origin, message=None)
        assert [store.submit(lambda tx, n=n: again(tx, n, no_message)).exception() for n in (4, 5)] == [None, None]

    def test_only_what_may_be_asked_about_is_read_in_the_morning(self, store: Store, clock: MovedClock) -> None:
        def file(tx: Tx) -> list[int]:
            author = somebody(tx)
            days = (-40, -8, -1, 0, 1, 30, 300)
            return [offer(tx, author, deadline=(tx.now + timedelta(days=days_off)).date().isoformat()).id for days_off in days]

        filed = store.submit(file).result()
        (found,) = store.read(lambda tx: tx.contributions.to_ask_about([1])).values()
        assert [item.id for item in found] == filed[1:5]
        assert store.read(lambda tx: tx.contributions.to_ask_about([2])) == {}
        asked = {item.id for item in found if item.reminder(clock.now.date())}
        everything = store.read(lambda tx: tx.contributions.open_in())
        assert asked == {item.id for item in everything if item.reminder(clock.now.date())}, "no question is left out by it"


class TestOthers:
    @often
    @given(text=HOSTILE, answers=st.dictionaries(HOSTILE, HOSTILE, max_size=4), options=st.lists(HOSTILE, max_size=3), said=INSTANTS)
    def test_a_draft(self, shared: Store, text: str, answers: dict[str, str], options: list[str], said: datetime) -> None:
        def case(tx: Tx) -> None:
            person = somebody(tx)
            origin = Origin(platform="slack", workspace=TEAM, channel="D1", message="9.9")
            draft = Draft(
                kind="job_offer", number=3, person_id=person.id, question="deadline", options=tuple(options), answers=answers, raw_text=text,
                text_key="k", language="fr", origin=origin, said_at=said,
            )  # fmt: skip
            kept = tx.drafts.add(draft)
            assert tx.drafts.get(kept.id) == tx.drafts.said_in(origin) == tx.drafts.waiting_for(person.id) == kept
            tx.drafts.save(dataclasses.replace(kept, state=DROPPED, settled=("deadline",)))
            assert tx.drafts.waiting() == []
            assert kept.state == WAITING

        undone(shared, case)

    @often
    @given(
        topics=st.lists(st.sampled_from(TOPICS), unique=True),
        regions=st.lists(st.sampled_from(["NOR", "BRE", "GUF"]), unique=True),
        weekday=st.integers(0, 4),
        hour=st.integers(8, 18),
        paused=st.none() | DAYS,
        since=INSTANTS,
        in_channel=st.booleans(),
    )
    def test_a_subscription(self, shared: Store, in_channel: bool, **values: object) -> None:
        def case(tx: Tx) -> None:
            own = {"channel": channel("C1")} if in_channel else {"person_id": somebody(tx).id}
            listed = {name: tuple(values[name]) for name in ("topics", "regions")}  # type: ignore[arg-type]
            rest = {"weekday": values["weekday"], "hour": values["hour"], "paused_until": values["paused"], "since": values["since"]}
            kept = tx.subscriptions.save(Subscription(**own, **listed, **rest))  # type: ignore[arg-type]
            assert tx.subscriptions.running("weekly", ids=[kept.id]) == [kept]
            found = tx.subscriptions.of_channel(channel("C1")) if in_channel else tx.subscriptions.of_person(kept.person_id or 0)
            assert found == kept
            tx.subscriptions.save(dataclasses.replace(kept, ended_at=tx.now))
            assert tx.subscriptions.running("weekly") == []

        undone(shared, case)

    @often
    @given(name=HOSTILE)
    def test_a_person(self, shared: Store, name: str) -> None:
        def case(tx: Tx) -> None:
            person = somebody(tx, name, user="U1", role=Role.AMBASSADOR, chamber="GUF", zone="America/Cayenne")
            account = Account(platform="slack", workspace=TEAM, user="U1")
            assert tx.people.by_account(account) == tx.people.get(person.id) == person
            assert tx.people.named([person.id]) == {person.id: name}
            assert tx.people.address(person.id) == channel("U1")
            assert [tx.people.greet(person.id), tx.people.greet(person.id)] == [True, False]
            assert tx.people.by_account(dataclasses.replace(account, workspace="T2")) is None, "another workspace's U1 is somebody else"

        undone(shared, case)

    def test_the_account_used_last_is_where_one_reads(self, store: Store, clock: MovedClock) -> None:
        here, there = (Account(platform="slack", workspace=team, user="U1") for team in ("T1", "T2"))
        person = store.submit(
            lambda tx: tx.people.add(
                name="C", role=Role.DIRECTOR, chamber="NOR", language="fr", zone="Europe/Paris", accounts=[here, there]
            )
        ).result()
        for account in (here, there, here):
            clock.now += timedelta(minutes=1)
            store.submit(lambda tx, account=account: tx.people.used(account)).result()
            address = store.read(lambda tx: tx.people.address(person.id))
            assert address is not None
            assert address.workspace == account.workspace

    def test_an_edition_is_had_once(self, store: Store) -> None:
        def add(tx: Tx, week: str, *items: int) -> None:
            person = tx.people.get(1) or somebody(tx)
            own = tx.subscriptions.of_person(person.id) or tx.subscriptions.save(Subscription(person_id=person.id, since=tx.now))
            tx.editions.add_all([Edition(subscription=own.id, week=week, items=items, words=12)])

        for week, items in (("2026-W44", (1, 2)), ("2026-W45", ()), ("2026-W46", ())):
            store.submit(lambda tx, week=week, items=items: add(tx, week, *items)).result()
        assert isinstance(store.submit(lambda tx: add(tx, "2026-W46", 3)).exception(), sa.exc.IntegrityError)
        assert store.read(lambda tx: tx.editions.had(["2026-W45", "2026-W46", "2026-W47"])) == {(1, "2026-W45"), (1, "2026-W46")}
        assert store.read(lambda tx: tx.editions.had(["2026-W45"], [2])) == set()

    def test_a_period_is_taken_once(self, store: Store) -> None:
        assert [store.submit(lambda tx: tx.periods.claim("j", "p")).result() for _ in range(2)] == [True, False]
        store.submit(lambda tx: tx.periods.claim_all("j", ["p", "q"])).result()
        many = [str(number) for number in range(25_000)]
        assert store.read(lambda tx: tx.periods.taken("j", ["q", *many])) == {"q"}
        assert store.submit(lambda tx: tx.periods.forget(["j"], tx.now + timedelta(days=1))).result() == 2

    def test_received_events_are_forgotten_when_nobody_sends_them_again(self, store: Store, clock: MovedClock) -> None:
        hear = lambda tx: tx.received.first_time("slack", "Ev1", "message")  # noqa: E731 - short
        assert [store.submit(hear).result(), store.submit(hear).result()] == [True, False]
        store.submit(lambda tx: tx.received.unnote("slack", "Ev1")).result()
        assert store.submit(hear).result()
        clock.now += timedelta(days=8)
        assert store.submit(lambda tx: tx.received.forget(tx.now - timedelta(days=7))).result() == 1
        assert store.submit(hear).result()
