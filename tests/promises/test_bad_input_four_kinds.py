"""The catalogue of bad input, for minutes, actions, groups and requests: nothing of it acts, nothing stops anybody else's morning."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.domain.contribution import Contribution, Scope
from bot.domain.people import Role
from handlers.edition import Kept
from handlers.unasked import plan, send_letters, send_mornings
from storage.transaction import Tx
from tests.four_kinds import minutes, news, request
from tests.shelf import new_file, offer, store_at
from tests.town import MovedClock, opened_town
from tests.use_cases.meeting import Room, room
from tests.use_cases.talk import Talk

Filed = Callable[..., Contribution]


@pytest.fixture
def office(tmp_path: Path) -> Room:
    return room(tmp_path)


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    clock = MovedClock()
    return Talk(store_at(new_file(tmp_path), clock), clock)


@pytest.mark.parametrize("typed", ["1 au 31/12/9999", "action 1 au 1/1/0001", "action 1 : au 31/12/2200", "1 au 01/01/1899"])
def test_a_year_of_which_nobody_speaks_is_no_term(office: Room, typed: str) -> None:
    """A day at the end of time has none after it: whoever counts from it would stop."""
    office.meets()
    office.morning(datetime(2026, 12, 9, 7, 5, tzinfo=UTC))
    before = office.action(3).due
    assert "n'existe pas" in office.says("yann", typed).replace("’", "'")
    assert office.action(3).due == before == date(2026, 12, 11)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1899-12-31", "2200-01-01", "２０２６-12-12", "2026-99-99"])
def test_nor_is_it_on_a_forged_button(office: Room, day: str) -> None:
    office.meets()
    number = office.action(3).id
    assert "n'est plus valable" in office.acts("yann", f"act:due:{number}:1:{day}").replace("’", "'")
    assert office.action(3).due == date(2026, 12, 11)


@pytest.mark.parametrize("term", ["9999-12-31", "0001-01-01"])
def test_nor_in_the_box_of_a_form_and_every_morning_goes_out(talk: Talk, term: str) -> None:
    """What stands there instead of a day is kept as it was said."""
    claire, yann = talk.add(), talk.add("Yann Le Bras", chamber="BRE")
    for person in (claire, yann):
        talk.store.submit(lambda tx, person=person: tx.people.greet(person.id)).result()
    lines = f"Bretagne [BRE] | Ranger | {term}\nNormandie [NOR] | Trier | 2026-11-27"
    talk.store.submit(lambda tx: minutes(tx, claire, action_items=lines)).result()
    talk.clock.now = datetime(2026, 11, 26, 7, 5, tzinfo=UTC)
    assert [person for person in (claire.id, yann.id) if person in talk.store.submit(mornings).result()] == [claire.id, yann.id]
    assert "Ranger" in talk.says(yann, "mes actions").text


def mornings(tx: Tx) -> set[int]:
    """To whom this morning's messages go."""
    found = plan(tx)
    send_letters(found.letters, Kept(), tx)
    send_mornings(found.mornings, tx)
    rows = tx.connection.execute(tx.tables.outbox.select().where(tx.tables.outbox.c.purpose == "morning"))
    return {row.person_id for row in rows}


@pytest.mark.parametrize(("kind", "reference"), [(request, "HR-001"), (minutes, "CR-001"), (news, "GT-001")])
@pytest.mark.parametrize("scope", [Scope.NETWORK, Scope.NATIONAL])
def test_what_is_the_networks_is_opened_to_no_partner(talk: Talk, kind: Filed, reference: str, scope: Scope) -> None:
    """No button offers it; a word and a forged button do not do it either."""
    claire, paul = talk.add(), talk.add("Paul Mercier", role=Role.PARTNER, chamber="NAT")
    item = talk.store.submit(lambda tx: kind(tx, claire, scope=scope)).result()
    assert item.reference == reference
    shown = talk.presses(claire, f"do:everyone:{reference}")
    assert shown.refused
    assert "reste dans le réseau" in shown.text
    kept = talk.store.read(lambda tx: tx.contributions.get(item.id))
    assert kept is not None
    assert kept.scope is scope
    assert "ne trouve pas" in talk.presses(paul, f"do:correct:{reference}").text


def test_an_offer_is_still_opened_to_everybody(talk: Talk) -> None:
    claire = talk.add()
    item = talk.store.submit(lambda tx: offer(tx, claire)).result()
    talk.presses(claire, f"do:network:{item.reference}")
    assert not talk.presses(claire, f"do:everyone:{item.reference}").refused


ACCOUNT = """Compte rendu – Comité des Directions, 18/11/2026, Rennes
Présents : Bretagne, Normandie
Décisions :
D1. La charte est adoptée
Actions :
A1. Bretagne – Envoyer la charte – pour le 11/12/2026
Prochaine réunion : 21/01/2027"""
CONFIDENTIAL = ACCOUNT.replace("Rennes", "Rennes (confidentiel)").replace(
    "D1. La charte est adoptée", "D1. Zorglub part\nD2. Zorglub paie\nD3. Chut"
)


def test_what_is_confidential_is_merged_into_nothing_that_others_read(talk: Talk) -> None:
    """The fuller account of a meeting wins, and would carry its secrets into what the network reads."""
    claire, yann, emma = talk.add(), talk.add("Yann Le Bras", chamber="BRE"), talk.add("Emma Wilson", role=Role.EMPLOYEE, chamber="NAQ")
    talk.says(claire, ACCOUNT)
    talk.presses(claire, "minutes:publish:CR-001")
    asked = talk.says(yann, CONFIDENTIAL)
    assert "Fusionner ?" in asked.text
    refused = talk.presses(yann, asked.acts[0])
    assert refused.refused
    assert "je ne les fusionne pas. Écrivez « non »" in refused.text
    assert "Rien de ce que vous pouvez lire" in talk.says(emma, "cherche zorglub").text
    assert "Confidentiel" in talk.says(yann, "non").text
    assert "Rien de ce que vous pouvez lire" in talk.says(emma, "cherche zorglub").text
    assert "Compte rendu 2" in talk.says(yann, "cherche zorglub").text


def test_what_is_for_the_network_is_merged_as_before(talk: Talk) -> None:
    claire, yann, emma = talk.add(), talk.add("Yann Le Bras", chamber="BRE"), talk.add("Emma Wilson", role=Role.EMPLOYEE, chamber="NAQ")
    talk.says(claire, ACCOUNT)
    talk.presses(claire, "minutes:publish:CR-001")
    asked = talk.says(yann, CONFIDENTIAL.replace(" (confidentiel)", ""))
    assert not talk.presses(yann, asked.acts[0]).refused
    assert "Compte rendu 1" in talk.says(emma, "cherche zorglub").text


def test_a_reader_of_the_letter_is_not_told_who_asked_what(talk: Talk) -> None:
    claire, paul = talk.add(), talk.add("Paul Mercier", role=Role.PARTNER, chamber="NAT")
    talk.says(claire, "expertise : observatoire")
    assert "Normandie" in talk.says(claire, "qui sait observatoire ?").text
    assert "Normandie" not in talk.says(paul, "qui sait observatoire ?").text


def long_account(actions: int) -> str:
    lines = (
        f"A{n}. Bretagne – Envoyer le guide d'évaluation aux dix-huit chambres {n} – pour le 11/12/2026" for n in range(1, actions + 1)
    )
    return f"{ACCOUNT.partition('A1.')[0]}{chr(10).join(lines)}\nProchaine réunion : 21/01/2027"


@pytest.mark.parametrize("actions", [60, 120])
async def test_minutes_that_a_telephone_cuts_in_pieces_are_one(tmp_path: Path, actions: int) -> None:
    """Its app sends them as several messages. What the first piece holds is not published for the whole."""
    async with opened_town(tmp_path) as town:
        hina = town.phone("hina")
        await hina.says(long_account(actions))
        assert len(hina.messages()) > 2, "it was cut"
        await town.quiet()
        assert len(hina.received()) == 1, "one card, which has become that of the whole"
        assert hina.sees(f"1 décision · {actions} actions · prochaine réunion jeu. 21/01/2027")
        await hina.says("CR du bureau, 17/11/2026, Mamoudzou. Présents : Mayotte. Décisions : D1. La charte est adoptée")
        assert hina.text(hina.received()[-1]).startswith("Compte rendu – bureau"), "one of its own"
        await hina.presses("Publier", on=hina.received()[0])
        assert town.read(lambda tx: [one.position for one in tx.actions.of_minutes(1)]) == list(range(1, actions + 1))
        assert town.read(lambda tx: tx.drafts.waiting()) == []
        await hina.says("cherche un modèle de charte, merci de me répondre avant la fin du mois si possible")
        assert "Demande 1 reçue" in hina.text(hina.received()[-1])
