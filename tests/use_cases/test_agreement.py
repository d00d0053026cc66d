"""When somebody agreed to be here: noted once, on the first message after the one that tells what is read; read in his own pages."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

import pytest

from bot.domain.people import Account, Person
from bot.domain.ports import Address
from handlers.answer import LOOKED_IN, Event, Where, answered
from handlers.home import home
from handlers.linking import Profile, recognise
from tests.shelf import FRIDAY, TEAM
from tests.use_cases.talk import Talk, account_of

SOON, LATER = FRIDAY + timedelta(minutes=5), FRIDAY + timedelta(days=2)


def agreed(talk: Talk, person: Person) -> datetime | None:
    known = talk.store.read(lambda tx: tx.roster.get(person.id))
    assert known is not None
    return known.consent_at


def does(talk: Talk, person: Person, kind: str) -> None:
    """Something in his own conversation, where he is greeted first."""
    own = Address(platform="slack", workspace=TEAM, channel="U1")
    event = Event(platform="slack", id=f"{kind}:{talk.clock.now}", type=kind)
    talk.store.submit(answered(event, account_of(person), Where(own=own), home)).result()


def test_the_first_message_is_greeted_and_the_next_one_agrees(talk: Talk) -> None:
    claire = talk.add()
    does(talk, claire, "message")
    assert agreed(talk, claire) is None, "he has just been told"
    talk.clock.now = SOON
    does(talk, claire, "message")
    assert agreed(talk, claire) == SOON
    talk.clock.now = LATER
    does(talk, claire, "message")
    assert agreed(talk, claire) == SOON, "once"


def test_to_open_ones_page_is_to_say_nothing(talk: Talk) -> None:
    claire = talk.add()
    does(talk, claire, LOOKED_IN)
    talk.clock.now = SOON
    does(talk, claire, LOOKED_IN)
    assert agreed(talk, claire) is None
    talk.clock.now = LATER
    does(talk, claire, "block_actions")
    assert agreed(talk, claire) == LATER


def test_nobody_agrees_who_was_not_told(talk: Talk) -> None:
    claire = talk.add()
    talk.says(claire, "bonjour")  # in a place where nobody is greeted
    assert agreed(talk, claire) is None


def test_who_is_recognised_by_his_address_agrees_then(talk: Talk) -> None:
    claire = talk.add()
    talk.store.submit(lambda tx: tx.roster.change(claire.id, email="claire@exemple.fr")).result()
    other = Account(platform="slack", workspace="T2", user="U9")
    assert talk.store.submit(partial(recognise, other, Profile(email="claire@exemple.fr"))).result() == ""
    assert agreed(talk, claire) == FRIDAY


@pytest.mark.parametrize(
    ("language", "summary", "line"),
    [
        ("fr", "Vous avez donné votre accord le ven. 20/11.", "accord : ven. 20/11"),
        ("en", "You agreed on Fri 20 Nov.", "agreed to it: Fri 20 Nov"),
    ],
)
def test_one_reads_when(talk: Talk, language: str, summary: str, line: str) -> None:
    claire = talk.add(language=language)
    assert summary not in talk.says(claire, "my data").text
    talk.store.submit(lambda tx: tx.roster.agreed(claire.id)).result()
    said = talk.says(claire, "my data").text
    assert summary in said
    assert len(said.encode()) <= 1000
    assert line in talk.says(claire, "everything").text
