"""The names of what is open, kept in memory: they must follow everything that happens to the rows, whatever is taken back."""

from __future__ import annotations

import dataclasses

import pytest
import sqlalchemy as sa

from bot.domain.contribution import PUBLISHED, WITHDRAWN, Contribution
from bot.domain.people import Person
from storage.store import Store
from storage.transaction import Tx
from tests.shelf import offer, somebody


class ThrownError(Exception):
    pass


@pytest.fixture
def author(store: Store) -> Person:
    return store.submit(somebody).result()


def names(store: Store) -> dict[int, str]:
    """As a use case sees them: in the writer, from what it remembers."""
    return dict(store.submit(lambda tx: tx.names_of_open("job_offer")).result())


def afresh(store: Store) -> dict[int, str]:
    """As the rows say: a question begins with no memory."""
    return dict(store.read(lambda tx: tx.names_of_open("job_offer")))


def add(store: Store, author: Person, title: str) -> Contribution:
    return store.submit(lambda tx: offer(tx, author, title=title)).result()


def change(store: Store, item: Contribution, **values: object) -> Contribution:
    return store.submit(lambda tx: tx.contributions.change(dataclasses.replace(item, **values), act="correct", by=None)).result()


def test_the_words_are_folded_and_in_the_order_of_the_alphabet(store: Store, author: Person) -> None:
    item = add(store, author, "Éducateur spécialisé")
    assert names(store) == {item.id: "caen cress educateur normandie specialise"}


def test_a_correction_renames_and_a_withdrawal_removes(store: Store, author: Person) -> None:
    item = add(store, author, "comptable")
    assert "comptable" in names(store)[item.id]
    item = change(store, item, title="juriste")
    assert "juriste" in names(store)[item.id]
    item = change(store, item, state=WITHDRAWN)
    assert names(store) == {} == afresh(store)
    change(store, item, state=PUBLISHED)
    assert names(store) == afresh(store) != {}


def test_what_is_taken_back_was_never_there(store: Store, author: Person) -> None:
    """The next item takes the very place of the one that was taken back: it must not be taken for it."""
    kept = add(store, author, "comptable")

    def regretted(tx: Tx) -> None:
        offer(tx, author, title="juriste")
        assert len(tx.names_of_open("job_offer")) == 2
        raise ThrownError

    with pytest.raises(ThrownError):
        store.submit(regretted).result()
    assert set(names(store)) == {kept.id}
    with pytest.raises(ThrownError):
        store.submit(regretted).result()
    other = add(store, author, "cuisinier")
    assert names(store) == afresh(store)
    assert "cuisinier" in names(store)[other.id]


def test_a_part_that_failed_leaves_what_came_before_it(store: Store, author: Person) -> None:
    def part(tx: Tx) -> None:
        with tx.undone_if_it_fails():
            offer(tx, author, title="juriste")
            with tx.undone_if_it_fails():
                offer(tx, author, title="livreur")
            assert len(tx.names_of_open("job_offer")) == 3
            raise ThrownError

    def whole(tx: Tx) -> Contribution:
        first = offer(tx, author, title="comptable")
        with pytest.raises(ThrownError):
            part(tx)
        assert set(tx.names_of_open("job_offer")) == {first.id}
        return first

    first = store.submit(whole).result()
    assert set(names(store)) == set(afresh(store)) == {first.id}


def test_an_erased_item_is_gone_with_its_versions(store: Store, author: Person) -> None:
    first, last = add(store, author, "comptable"), add(store, author, "juriste")
    assert len(names(store)) == 2

    def erase(tx: Tx) -> None:
        tx.search.forget([last.id])
        tx.connection.execute(sa.delete(tx.tables.contributions).where(tx.tables.contributions.c.id == last.id))

    store.submit(erase).result()
    assert set(names(store)) == {first.id}
