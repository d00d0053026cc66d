"""A message that stands under another of ours: sent once that one is, in its thread, and gone with it."""

from __future__ import annotations

from storage.store import Store
from tests.shelf import channel
from tests.store.test_outbox import do, edit, post, reserve, say, states, texts


def under(store: Store, row: int, text: str, where: str = "a", key: str = "") -> int:
    return store.submit(lambda tx: tx.outbox.post(channel(where), say(text), purpose="whole", key=key, under=row)).result()


def test_it_waits_for_the_message_above_and_names_its_id(store: Store) -> None:
    top = post(store, "a", "top")
    under(store, top, "below")
    assert texts(reserve(store)) == ["top"]
    do(store, "sent", top, "17.1", "a")
    (below,) = reserve(store)
    assert (below.delivery.under, below.delivery.targets, below.delivery.to.channel) == ("17.1", (), "a")


def test_of_a_message_in_pieces_it_stands_under_the_first(store: Store) -> None:
    top = post(store, "a", "top")
    under(store, top, "below")
    reserve(store)
    do(store, "sent", top, "17.1 17.2", "a")
    (below,) = reserve(store)
    assert below.delivery.under == "17.1"


def test_sending_it_changes_nothing_of_the_message_above(store: Store) -> None:
    top = post(store, "a", "top")
    row = under(store, top, "below")
    reserve(store)
    do(store, "sent", top, "17.1", "a")
    reserve(store)
    do(store, "sent", row, "17.2", "a")
    assert store.read(lambda tx: tx.outbox.by_ref(channel("a"), "17.1")).id == top  # type: ignore[union-attr]
    assert store.read(lambda tx: tx.outbox.current(top)).markdown == "top"


def test_each_of_the_two_is_edited_by_itself(store: Store) -> None:
    top = post(store, "a", "top")
    row = under(store, top, "below")
    for of, ref in ((top, "17.1"), (row, "17.2")):
        reserve(store)
        do(store, "sent", of, ref, "a")
    edit(store, row, "below, corrected")
    (again,) = reserve(store)
    assert (again.delivery.operation, again.delivery.targets, again.delivery.under) == ("edit", ("17.2",), "")
    do(store, "sent", again.id, "17.2", "a")
    edit(store, top, "top, corrected")
    (above,) = reserve(store)
    assert above.delivery.targets == ("17.1",)


def test_it_is_parked_with_the_message_above(store: Store) -> None:
    top = post(store, "a", "top")
    under(store, top, "below")
    reserve(store)
    do(store, "park", top, "msg_too_long")
    assert reserve(store) == []
    assert states(store) == [("parked", "msg_too_long")] * 2


def test_the_same_key_is_the_same_message(store: Store) -> None:
    top = post(store, "a", "top")
    assert under(store, top, "below", key="whole:1") == under(store, top, "again", key="whole:1")


def test_in_a_group_that_moved_it_stands_alone(store: Store) -> None:
    """What was sent in the old one has no id in the new."""
    top = post(store, "a", "top")
    under(store, top, "below")
    reserve(store)
    do(store, "sent", top, "17.1", "a")
    team = channel("a").workspace
    store.submit(lambda tx: tx.outbox.move("slack", team, "a", "b")).result()
    (below,) = reserve(store)
    assert (below.delivery.to.channel, below.delivery.under) == ("b", "")


def test_where_both_move_it_still_stands_under_the_other(store: Store) -> None:
    top = post(store, "a", "top")
    under(store, top, "below")
    team = channel("a").workspace
    store.submit(lambda tx: tx.outbox.move("slack", team, "a", "b")).result()
    (above,) = reserve(store)
    do(store, "sent", above.id, "9.1", "b")
    (below,) = reserve(store)
    assert (below.delivery.to.channel, below.delivery.under) == ("b", "9.1")
