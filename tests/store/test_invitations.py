"""Links, the key that signs them, and the accounts that they join."""

from __future__ import annotations

import re
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.domain.messages import Message
from bot.domain.people import Account, Person, Role
from bot.domain.ports import Address
from storage.invitations import LIVES, Invitation
from storage.store import Store
from storage.transaction import Tx
from tests.shelf import TEAM, new_file, offer, somebody, store_at
from tests.town import MovedClock

PHONE = Account(platform="telegram", workspace="7000001", user="501")


def claire(store: Store) -> Person:
    return store.submit(somebody).result()


def issued(store: Store, person: Person) -> str:
    return store.submit(lambda tx: tx.invitations.issue(person.id, by=None)).result()


def found(store: Store, token: str) -> Invitation:
    invitation = store.read(lambda tx: tx.invitations.find(token))
    assert invitation is not None
    return invitation


class TestTokens:
    def test_telegram_takes_it_whole(self, store: Store) -> None:
        person = claire(store)
        tokens = {issued(store, person) for _ in range(50)}
        assert len(tokens) == 50
        assert all(re.fullmatch(r"[A-Za-z0-9_-]{1,64}", token) for token in tokens)

    def test_the_store_keeps_no_token(self, store: Store) -> None:
        token = issued(store, claire(store))
        raw = b"".join(path.read_bytes() for path in store.path.parent.glob("town.db*"))
        assert token.encode() not in raw

    def test_it_is_open_for_seven_days(self, store: Store, clock: MovedClock) -> None:
        token = issued(store, claire(store))
        clock.now += LIVES - timedelta(seconds=1)
        assert store.read(lambda tx: tx.invitations.is_open(found(store, token)))
        clock.now += timedelta(seconds=1)
        assert not store.read(lambda tx: tx.invitations.is_open(found(store, token)))

    def test_used_once_and_the_others_with_it(self, store: Store) -> None:
        person = claire(store)
        first, second = issued(store, person), issued(store, person)
        store.submit(lambda tx: tx.invitations.spend(found(store, first), "501")).result()
        assert found(store, first).user_id == "501"
        assert not any(store.read(lambda tx, token=token: tx.invitations.is_open(found(store, token))) for token in (first, second))

    def test_revoking_counts_what_was_open(self, store: Store) -> None:
        person = claire(store)
        token = issued(store, person)
        assert store.submit(lambda tx: tx.invitations.revoke(person.id)).result() == 1
        assert store.submit(lambda tx: tx.invitations.revoke(person.id)).result() == 0
        assert found(store, token).used_at is None

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda token: "",
            lambda token: token[:-1],
            lambda token: token + "A",
            lambda token: ("B" if token[0] == "A" else "A") + token[1:],
            lambda token: token[:-1] + ("B" if token[-1] == "A" else "A"),
            lambda token: token[:-4] + "====",
            lambda token: "é" * 56,
            lambda token: "A" * 56,
            lambda token: "x" * 10_000,
        ],
    )
    def test_a_forged_one_is_nobodys(self, store: Store, spoil: object) -> None:
        token = issued(store, claire(store))
        assert store.submit(lambda tx: tx.invitations.find(spoil(token))).result() is None  # type: ignore[operator]

    def test_another_stores_link_is_nobodys(self, store: Store, tmp_path: Path) -> None:
        token = issued(store, claire(store))
        (tmp_path / "other").mkdir()
        other = store_at(new_file(tmp_path / "other"))
        try:
            assert other.submit(lambda tx: tx.invitations.find(token)).result() is None
        finally:
            other.close()

    def test_signed_and_not_in_the_table_is_nobodys(self, store: Store) -> None:
        token = issued(store, claire(store))
        store.submit(lambda tx: tx.connection.execute(sa.delete(tx.tables.invitations))).result()
        assert store.read(lambda tx: tx.invitations.find(token)) is None


def test_the_key_is_made_once_and_outlives_a_restart(store: Store, tmp_path: Path) -> None:
    token = issued(store, claire(store))
    store.close()
    shutil.copytree(store.path.parent, tmp_path / "restarted")
    again = store_at(tmp_path / "restarted" / store.path.name)
    try:
        assert again.read(lambda tx: tx.invitations.find(token)) is not None
        keys = again.read(lambda tx: tx.connection.execute(sa.select(tx.tables.keys)).all())
        assert [(row.name, len(bytes.fromhex(row.value))) for row in keys] == [("invitations", 32)]
    finally:
        again.close()


class TestRoster:
    def test_an_account_is_linked_moved_and_cut(self, store: Store, clock: MovedClock) -> None:
        one = claire(store)
        other = store.submit(lambda tx: somebody(tx, "Yann Le Bras")).result()
        for person in (one, other):
            store.submit(lambda tx, person=person: tx.roster.link(PHONE, person.id)).result()
            assert store.read(lambda tx: tx.people.by_account(PHONE)) == person
        known = store.read(lambda tx: tx.roster.get(other.id))
        assert known is not None
        assert known.on("telegram") == (PHONE,)
        store.submit(lambda tx: tx.roster.unlink([PHONE])).result()
        assert store.read(lambda tx: tx.people.by_account(PHONE)) is None

    def test_the_account_just_linked_is_where_one_reads(self, store: Store, clock: MovedClock) -> None:
        person = claire(store)
        store.submit(lambda tx: tx.people.used(Account(platform="slack", workspace=TEAM, user="UCLAIRELEGOFF"))).result()
        clock.now += timedelta(minutes=1)
        store.submit(lambda tx: tx.roster.link(PHONE, person.id)).result()
        assert store.read(lambda tx: tx.people.address(person.id)) == Address(platform="telegram", workspace="7000001", channel="501")

    def test_an_address_is_one_persons(self, store: Store) -> None:
        person = claire(store)
        store.submit(lambda tx: tx.roster.change(person.id, email="claire@exemple.fr")).result()
        assert store.read(lambda tx: tx.roster.by_email("claire@exemple.fr").person) == person  # type: ignore[union-attr]
        assert store.read(lambda tx: tx.roster.by_email("")) is None

        def twice(tx: Tx) -> None:
            tx.roster.add(name="X", role=Role.EMPLOYEE, chamber="NOR", language="fr", zone="Europe/Paris", email="claire@exemple.fr")

        assert isinstance(store.submit(twice).exception(), sa.exc.IntegrityError)

    def test_who_leaves_has_no_access_and_what_waited_is_not_sent(self, store: Store) -> None:
        person = claire(store)
        there = Address(platform="slack", workspace=TEAM, channel="UCLAIRELEGOFF")
        store.submit(lambda tx: tx.outbox.post(there, Message.of("later"), purpose="notice")).result()
        store.submit(lambda tx: tx.roster.close(person.id)).result()
        assert store.read(lambda tx: tx.people.active()) == []
        assert store.read(lambda tx: tx.outbox.waiting()) is False
        assert [one.reason for one in store.read(lambda tx: tx.outbox.given_up(tx.now - timedelta(days=1)))] == [""], "no organiser is told"
        holder = store.read(lambda tx: tx.roster.holder(Account(platform="slack", workspace=TEAM, user="UCLAIRELEGOFF")))
        assert holder is not None
        assert holder.left_at is not None
        store.submit(lambda tx: tx.roster.reopen(person.id)).result()
        assert [one.id for one in store.read(lambda tx: tx.people.active())] == [person.id]

    def test_a_successor_of_a_successor_stands_for_both(self, store: Store) -> None:
        def story(tx: Tx) -> tuple[Person, Person, Person]:
            first, second, third = (somebody(tx, name, user=name) for name in ("Anne", "Bea", "Cid"))
            offer(tx, first)
            tx.roster.succeed(first.id, second.id)
            tx.roster.succeed(second.id, third.id)
            return first, second, third

        first, second, third = store.submit(story).result()
        known = store.read(lambda tx: tx.people.get(third.id))
        assert known is not None
        assert known.stands_for == {first.id, second.id}
        assert store.read(lambda tx: [item.author_id for item in tx.contributions.open_in()]) == [first.id], "who filed it stays written"
        store.submit(lambda tx: tx.roster.succeed(third.id, first.id)).result()
        back = store.read(lambda tx: [tx.people.get(person.id).stands_for for person in (first, second, third)])  # type: ignore[union-attr]
        assert back == [{second.id, third.id}, frozenset(), frozenset()], "who comes back is nobody's own successor"

    def test_found_by_whole_name_else_by_first_name(self, store: Store) -> None:
        for name in ("Hélène Aubry", "Hélène Sinamary", "Yann Le Bras"):
            store.submit(lambda tx, name=name: somebody(tx, name, user=name)).result()
        called = lambda said: [known.person.name for known in store.read(lambda tx: tx.roster.called(said))]  # noqa: E731 - short
        assert called("helene AUBRY") == ["Hélène Aubry"]
        assert called("hélène") == ["Hélène Aubry", "Hélène Sinamary"]
        assert called("Bras") == called("") == called("🙂") == []
