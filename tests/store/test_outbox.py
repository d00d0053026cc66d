"""What is to be sent: its order, its states, and what becomes of edits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import pytest

from bot.domain.messages import Message
from storage.outbox import About, Lane, Reserved
from storage.store import Store
from storage.transaction import Tx
from tests.shelf import TEAM, channel, offer, somebody
from tests.town import MovedClock


def say(text: str) -> Message:
    return Message.of(text)


def post(store: Store, where: str, text: str, **more: str) -> int:
    return store.submit(lambda tx: tx.outbox.post(channel(where), say(text), purpose="notice", **more)).result()


def edit(store: Store, row: int, text: str) -> int:
    return store.submit(lambda tx: tx.outbox.edit(row, say(text))).result()


def lane(name: str) -> Lane:
    return ("slack", TEAM, name)


def reserve(store: Store, *, most: int = 50, busy: Iterable[Lane] = (), held: Iterable[tuple[str, str]] = ()) -> list[Reserved]:
    return store.submit(lambda tx: tx.outbox.reserve(platforms=["slack"], most=most, busy=list(busy), held=list(held))).result()


def do(store: Store, case: str, row: int, *args: object, **more: object) -> None:
    store.submit(lambda tx: getattr(tx.outbox, case)(row, *args, **more)).result()


def texts(taken: list[Reserved]) -> list[str]:
    return [one.delivery.message.markdown for one in taken]


def states(store: Store) -> list[tuple[str, str]]:
    def read(tx: Tx) -> list[tuple[str, str]]:
        table = tx.tables.outbox
        return [(row.state, row.reason) for row in tx.connection.execute(table.select().order_by(table.c.id))]

    return store.read(read)


class TestOrder:
    def test_first_come_first_sent_in_each_channel_side_by_side(self, store: Store) -> None:
        for text in ("a1", "a2", "b1"):
            post(store, text[0], text)
        assert texts(reserve(store)) == ["a1", "b1"]

    def test_the_next_one_waits_for_the_one_before(self, store: Store) -> None:
        row = post(store, "a", "a1")
        post(store, "a", "a2")
        reserve(store)
        assert texts(reserve(store, busy=[lane("a")])) == [], "while the first is on its way its lane is busy"
        do(store, "sent", row, "1.0", "a")
        assert texts(reserve(store)) == ["a2"]

    def test_busy_lanes_and_held_workspaces_are_left_alone(self, store: Store) -> None:
        post(store, "a", "a1")
        post(store, "b", "b1")
        assert texts(reserve(store, busy=[lane("a")])) == ["b1"]
        assert reserve(store, held=[("slack", TEAM)]) == []

    def test_another_platforms_are_not_ours(self, store: Store) -> None:
        post(store, "a", "a1")
        assert store.submit(lambda tx: tx.outbox.reserve(platforms=["telegram"], most=9)).result() == []

    def test_no_more_than_there_is_room_for_the_oldest_first(self, store: Store) -> None:
        for number in range(10):
            post(store, f"c{number}", f"{number}")
        assert texts(reserve(store, most=3)) == ["0", "1", "2"]
        assert reserve(store, most=0) == []

    def test_a_thread_has_its_channels_lane(self, store: Store) -> None:
        post(store, "a", "top")
        store.submit(lambda tx: tx.outbox.post(channel("a", thread="1.0"), say("reply"), purpose="notice")).result()
        assert texts(reserve(store)) == ["top"]


class TestStates:
    def test_a_row_is_sending_before_the_call_and_sent_after_it(self, store: Store) -> None:
        row = post(store, "a", "x")
        assert states(store) == [("due", "")]
        (taken,) = reserve(store)
        assert states(store) == [("sending", "")]
        assert (taken.again, taken.delivery.attempts) == (False, 0)
        do(store, "sent", row, "17.5", "D1")
        assert states(store) == [("sent", "")]
        found = store.read(lambda tx: tx.outbox.by_ref(channel("D1"), "17.5"))
        assert found is not None
        assert found.id == row
        assert not store.read(lambda tx: tx.outbox.waiting())

    def test_a_row_of_a_run_that_died_is_found_again(self, store: Store) -> None:
        post(store, "a", "x")
        (before,) = reserve(store)
        (after,) = reserve(store)
        assert (after.id, after.again, after.delivery.key) == (before.id, True, before.delivery.key)
        assert after.delivery.attempts == 1

    def test_a_wait_that_was_asked_for_is_no_try(self, store: Store) -> None:
        row = post(store, "a", "x")
        for _ in range(5):
            (taken,) = reserve(store)
            assert (taken.again, taken.delivery.attempts) == (False, 0)
            do(store, "later", row, "ratelimited")

    def test_a_wait_while_asking_keeps_the_question_open(self, store: Store) -> None:
        row = post(store, "a", "x")
        reserve(store)
        do(store, "unclear", row, "no answer")
        reserve(store)
        do(store, "later", row, "ratelimited", again=True)
        (taken,) = reserve(store)
        assert (taken.again, taken.delivery.attempts) == (True, 1), "or it would be sent a second time without asking"

    def test_what_is_parked_holds_up_nothing(self, store: Store) -> None:
        row = post(store, "a", "bad")
        post(store, "a", "good")
        reserve(store)
        do(store, "park", row, "msg_too_long")
        assert texts(reserve(store)) == ["good"]
        assert states(store)[0] == ("parked", "msg_too_long")

    def test_a_new_token_releases_what_the_old_one_parked_in_order(self, store: Store) -> None:
        rows = [post(store, "a", text) for text in ("1", "2", "3")]
        do(store, "park", rows[0], "token_revoked")
        do(store, "park", rows[1], "msg_too_long")
        assert store.submit(lambda tx: tx.outbox.release("slack", TEAM, ["token_revoked"])).result() == 1
        assert store.submit(lambda tx: tx.outbox.release("slack", "T2", ["token_revoked"])).result() == 0
        assert texts(reserve(store)) == ["1"]

    def test_the_same_key_is_the_same_message(self, store: Store) -> None:
        assert post(store, "a", "x", key="k") == post(store, "a", "y", key="k")
        assert texts(reserve(store)) == ["x"]

    def test_a_message_is_written_whole(self, store: Store) -> None:
        hostile = "<!channel> *a* \u202e \U0001f600 é\n\n\\u0000"
        post(store, "a", hostile)
        assert texts(reserve(store)) == [hostile]


class TestDeadChannels:
    def test_all_that_waits_for_it_is_parked_at_once_and_what_comes_later_too(self, store: Store) -> None:
        for number in range(3):
            post(store, "gone", str(number))
        post(store, "alive", "x")
        store.submit(lambda tx: tx.outbox.bury(lane("gone"), "is_archived")).result()
        assert texts(reserve(store)) == ["x"]
        assert states(store)[:3] == [("parked", "is_archived")] * 3
        post(store, "gone", "later")
        assert reserve(store, busy=[lane("alive")]) == []
        assert states(store)[-1] == ("parked", "is_archived")

    def test_it_is_named_as_people_call_it(self, store: Store) -> None:
        store.submit(lambda tx: tx.outbox.name_channel(lane("C1"), "#emploi")).result()
        store.submit(lambda tx: tx.outbox.bury(lane("C1"), "is_archived")).result()
        (dead,) = store.read(lambda tx: tx.outbox.dead())
        assert (dead.lane, dead.name, dead.reason, dead.since) == (lane("C1"), "#emploi", "is_archived", store.setting.clock())

    def test_it_lives_again_when_somebody_writes_there(self, store: Store) -> None:
        store.submit(lambda tx: tx.outbox.bury(lane("a"), "not_in_channel")).result()
        store.submit(lambda tx: tx.outbox.revive(lane("a"))).result()
        post(store, "a", "x")
        assert texts(reserve(store)) == ["x"]
        assert store.read(lambda tx: tx.outbox.dead()) == []

    def test_other_refusals_are_counted_by_their_reason(self, store: Store, clock: MovedClock) -> None:
        old = post(store, "a", "old")
        clock.now += timedelta(days=5)
        rows = [post(store, "a", str(number)) for number in range(3)]
        for row in (old, *rows[:2]):
            do(store, "park", row, "msg_too_long")
        store.submit(lambda tx: tx.outbox.bury(lane("gone"), "is_archived")).result()
        dead = post(store, "gone", "x")
        do(store, "park", dead, "is_archived")
        found = store.read(lambda tx: tx.outbox.given_up(tx.now - timedelta(days=3)))
        assert [(one.reason, one.count, one.latest) for one in found] == [("msg_too_long", 2, rows[1])]


class TestEdits:
    def test_an_edit_changes_the_message_where_it_was_sent(self, store: Store) -> None:
        row = post(store, "U1", "before")
        reserve(store)
        do(store, "sent", row, "17.5", "D1")
        edit(store, row, "after")
        (taken,) = reserve(store)
        delivery = taken.delivery
        assert (delivery.operation, delivery.target, delivery.to.channel, delivery.message.markdown) == ("edit", "17.5", "D1", "after")
        assert taken.lane == lane("U1"), "it keeps its place behind its message"

    def test_an_edit_waits_for_its_message(self, store: Store) -> None:
        row = post(store, "a", "before")
        edit(store, row, "after")
        assert texts(reserve(store)) == ["before"]
        assert texts(reserve(store, busy=[lane("a")])) == []

    def test_edits_that_nobody_has_seen_become_one(self, store: Store) -> None:
        row = post(store, "a", "0")
        first = edit(store, row, "1")
        assert edit(store, row, "2") == first
        reserve(store)
        do(store, "sent", row, "1.0", "a")
        (taken,) = reserve(store)
        assert taken.delivery.message.markdown == "2"
        assert edit(store, row, "3") != first, "that one may be on its way"
        assert store.read(lambda tx: tx.outbox.current(row).markdown) == "3"

    def test_an_edit_of_what_was_never_sent_is_parked_for_the_same_reason(self, store: Store) -> None:
        row = post(store, "a", "0")
        edit(store, row, "1")
        post(store, "a", "next")
        do(store, "park", row, "token_revoked")
        assert texts(reserve(store)) == ["next"], "in the same look"
        assert states(store)[1] == ("parked", "token_revoked")
        assert store.submit(lambda tx: tx.outbox.release("slack", TEAM, ["token_revoked"])).result() == 2, "both leave together"

    def test_many_such_edits_end(self, store: Store) -> None:
        for number in range(120):
            row = post(store, f"c{number}", "0")
            edit(store, row, "1")
            do(store, "park", row, "msg_too_long")
        assert reserve(store, most=10) == []
        assert not store.read(lambda tx: tx.outbox.waiting())

    def test_a_message_known_by_the_platforms_id(self, store: Store) -> None:
        store.submit(lambda tx: tx.outbox.edit_message(channel("D1"), "17.5", say("x"))).result()
        store.submit(lambda tx: tx.outbox.react(channel("C1"), "18.5")).result()
        first, second = reserve(store)
        assert (first.delivery.operation, first.delivery.target) == ("edit", "17.5")
        assert (second.delivery.operation, second.delivery.target) == ("react", "18.5")


class TestPieces:
    """A message that is several on its platform."""

    def test_what_is_there_is_known_before_the_next_is_sent(self, store: Store) -> None:
        row = post(store, "a", "long")
        reserve(store)
        do(store, "partly", row, "1.0", "C1")
        (taken,) = reserve(store)
        assert (taken.again, taken.delivery.done, taken.delivery.attempts) == (False, ("1.0",), 0)
        do(store, "partly", row, "1.0 2.0", "C1")
        (taken,) = reserve(store)
        assert taken.delivery.done == ("1.0", "2.0")

    @pytest.mark.parametrize(
        ("ref", "known"), [("1.0", True), ("2.0", True), ("3.0", True), ("1", False), ("0 2", False), ("%", False), ("", False)]
    )
    def test_it_is_found_by_any_of_them(self, store: Store, ref: str, *, known: bool) -> None:
        row = post(store, "a", "long")
        reserve(store)
        do(store, "sent", row, "1.0 2.0 3.0", "C1")
        found = store.read(lambda tx: tx.outbox.by_ref(channel("C1"), ref))
        assert (found.id if found is not None else None) == (row if known else None)

    def test_an_edit_knows_them_all_and_its_message_what_became_of_them(self, store: Store) -> None:
        row = post(store, "a", "long")
        reserve(store)
        do(store, "sent", row, "1.0 2.0", "C1")
        change = edit(store, row, "short")
        (taken,) = reserve(store)
        assert taken.delivery.targets == ("1.0", "2.0")
        do(store, "sent", change, "1.0", "C1")
        edit(store, row, "shorter")
        (taken,) = reserve(store)
        assert taken.delivery.targets == ("1.0",)

    def test_an_edit_that_is_half_done_is_not_changed_into_another(self, store: Store) -> None:
        row = post(store, "a", "long")
        reserve(store)
        do(store, "sent", row, "1.0 2.0", "C1")
        first = edit(store, row, "1")
        reserve(store)
        do(store, "partly", first, "1.0", "C1")
        assert edit(store, row, "2") != first

    def test_what_was_refused_half_way_is_not_edited_as_a_whole(self, store: Store) -> None:
        row = post(store, "a", "long")
        reserve(store)
        do(store, "partly", row, "1.0", "C1")
        do(store, "park", row, "refused")
        assert store.read(lambda tx: tx.outbox.by_ref(channel("C1"), "1.0")) is None


class TestWhatShowsAnItem:
    @pytest.fixture
    def item(self, store: Store) -> int:
        return store.submit(lambda tx: offer(tx, somebody(tx)).id).result()

    def test_its_messages_are_found_but_for_parked_ones(self, store: Store, item: int) -> None:
        def write(tx: Tx) -> list[int]:
            about = About(contribution=item)
            tx.outbox.name_channel(lane("C1"), "#emploi")
            rows = [tx.outbox.post(channel(name), say("x"), purpose="relay", about=about) for name in ("C1", "C2")]
            tx.outbox.edit(rows[0], say("y"))
            tx.outbox.park(rows[1], "is_archived")
            return rows

        rows = store.submit(write).result()
        assert [shown.row for shown in store.read(lambda tx: tx.outbox.showing(item, "relay"))] == rows[:1]
        assert store.read(lambda tx: tx.outbox.showing(item, "card")) == []
        assert store.read(lambda tx: tx.outbox.channel_names(contribution=item)) == ["#emploi"]
