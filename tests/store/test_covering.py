"""A link to join an account is told once: it waits in its message, survives a restart, and is gone once it was sent or put aside."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.domain.messages import Button, Message
from bot.domain.people import Account
from handlers.linking import link_to
from storage.outbox import Reserved
from storage.store import Store
from storage.transaction import Tx
from tests.shelf import TEAM, channel, new_file, somebody, store_at

HERS = channel("UCLAIRE")
FOREIGN = "https://t.me/other_bot?start=" + "x" * 56


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = store_at(new_file(tmp_path))
    yield opened
    opened.close()


def posted(store: Store) -> tuple[int, str]:
    """A row that carries a link in its text and behind a button, and its token."""

    def case(tx: Tx) -> tuple[int, str]:
        token = tx.invitations.issue(somebody(tx, user="UCLAIRE").id, by=None)
        url = link_to(token, "maillage_bot")
        message = Message.of(f"Voici : <{url}>\n\n{FOREIGN}", Button(label="Ouvrir", act="invite:open", url=url))
        return tx.outbox.post(HERS, message, purpose="answer"), token

    return store.submit(case).result()


def reserved(store: Store) -> list[Reserved]:
    return store.submit(lambda tx: tx.outbox.reserve(platforms=["slack"], most=9)).result()


def kept(store: Store) -> str:
    """All that the outbox says, as text."""
    return json.dumps([row.message for row in store.read(lambda tx: tx.connection.execute(sa.select(tx.tables.outbox)).all())])


def test_once_sent_it_is_gone_and_nothing_else_is(store: Store) -> None:
    row, token = posted(store)
    assert token in kept(store)
    [taken] = reserved(store)
    assert kept(store).count(token) == 2, "it is on its way: it may have to be sent again"
    store.submit(lambda tx: tx.outbox.sent(taken.id, "1.1", "D1")).result()
    assert token not in kept(store)
    assert FOREIGN in kept(store), "what a member wrote is not ours to change"
    shown = store.read(lambda tx: tx.outbox.current(row))
    assert shown.buttons[0].url == "https://t.me/maillage_bot?start=used"
    assert store.read(lambda tx: tx.invitations.find(token)) is not None, "the link itself works"


def test_a_restart_before_it_was_noted_sends_it_whole(store: Store, tmp_path: Path) -> None:
    _, token = posted(store)
    [first] = reserved(store)
    store.close()
    again = store_at(tmp_path / "town.db")
    [second] = again.submit(lambda tx: tx.outbox.reserve(platforms=["slack"], most=9)).result()
    assert (second.again, second.delivery) == (True, type(second.delivery)(**{**vars(first.delivery), "attempts": 1}))
    assert token in second.delivery.message.markdown
    again.submit(lambda tx: tx.outbox.sent(second.id, "1.1", "D1")).result()
    assert again.submit(lambda tx: tx.outbox.reserve(platforms=["slack"], most=9)).result() == [], "once"
    assert token not in kept(again)
    again.close()


def test_what_was_sent_in_part_keeps_it_for_the_rest(store: Store) -> None:
    _, token = posted(store)
    [taken] = reserved(store)
    store.submit(lambda tx: tx.outbox.partly(taken.id, "1.1", "D1")).result()
    assert token in kept(store)
    [rest] = reserved(store)
    store.submit(lambda tx: tx.outbox.sent(rest.id, "1.1 1.2", "D1")).result()
    assert token not in kept(store)


def _refused(tx: Tx, row: int) -> None:
    tx.outbox.park(row, "token_revoked")


def _dead(tx: Tx, _row: int) -> None:
    tx.outbox.bury(("slack", TEAM, "UCLAIRE"), "token_revoked")
    assert tx.outbox.reserve(platforms=["slack"], most=9) == []


def _unlinked(tx: Tx, _row: int) -> None:
    tx.roster.silence([Account(platform="slack", workspace=TEAM, user="UCLAIRE")])


@pytest.mark.parametrize("put_aside", [_refused, _dead, _unlinked])
def test_put_aside_it_is_gone_and_never_sent_without_it(store: Store, put_aside) -> None:  # type: ignore[no-untyped-def]
    row, token = posted(store)
    store.submit(lambda tx: put_aside(tx, row)).result()
    assert token not in kept(store)
    assert store.submit(lambda tx: tx.outbox.release("slack", TEAM, ["token_revoked", ""])).result() == 0


def test_an_edit_that_shows_it_again_is_covered_as_well(store: Store) -> None:
    row, token = posted(store)
    store.submit(lambda tx: tx.outbox.edit(row, tx.outbox.current(row).then("Encore."))).result()
    for _ in range(2):
        [taken] = reserved(store)
        assert token in taken.delivery.message.markdown
        store.submit(lambda tx, taken=taken: tx.outbox.sent(taken.id, "1.1", "D1")).result()
    assert token not in kept(store)


def test_other_messages_stay_letter_for_letter(store: Store) -> None:
    text = f"Écrivez-moi : {FOREIGN} ?start=court 🙂"
    store.submit(lambda tx: tx.outbox.post(HERS, Message.of(text), purpose="answer")).result()
    [taken] = reserved(store)
    store.submit(lambda tx: tx.outbox.sent(taken.id, "1.1", "D1")).result()
    assert store.read(lambda tx: tx.outbox.current(taken.id)).markdown == text
