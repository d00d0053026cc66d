"""A stranger is told what to do and nothing of his is filed; two taps make his phone one more door of somebody we know."""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.people import Account, Person
from bot.playground.telegram import Person as Phone
from tests.town import Town, private

AD = "Offre d'emploi : comptable, Caen, CDI, avant le 15/12"
WHAT_TO_DO = (
    "Je ne connais pas encore ce Telegram : je n'ai rien gardé. Demandez un lien à votre chambre, ouvrez-le, puis renvoyez votre message."
)
LINK = re.compile(r"https://t\.me/maillage_bot\?start=([A-Za-z0-9_-]{1,64})")


def behind(town: Town, phone: Phone) -> Person | None:
    """Whose door that phone is."""
    account = Account(platform="telegram", workspace=str(town.telegram.bot_id), user=str(phone.id))
    return town.read(lambda tx: tx.people.by_account(account))


def rows(town: Town, table: str) -> int:
    return town.read(lambda tx: tx.connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())


async def invited(town: Town) -> str:
    """What Claire's link carries; she asked for it on Slack."""
    await town.claire.says("mon telegram")
    found = LINK.search(json.dumps(town.claire.last().blocks))
    assert found, "the button that opens Telegram"
    return found[1]


@pytest.mark.parametrize("text", [AD, "bonjour", "/start", "/offre comptable", "aide", "mes données", "retirer", "1", "🎉"])
async def test_a_stranger_is_told_what_to_do_and_nothing_is_kept(town: Town, text: str) -> None:
    stranger = town.phone("claire")
    await stranger.says(text)
    assert [stranger.text(one).replace("\xa0", " ") for one in stranger.received()] == [WHAT_TO_DO]
    assert (rows(town, "contributions"), rows(town, "drafts")) == (0, 0)
    assert behind(town, stranger) is None


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "I do not know this Telegram yet"),
        ("en-GB", "I do not know this Telegram yet"),
        ("fr-CA", WHAT_TO_DO),
        ("de", WHAT_TO_DO),
        ("", WHAT_TO_DO),
    ],
)
async def test_a_stranger_is_told_in_the_language_of_his_phone(town: Town, language: str, said: str) -> None:
    stranger = town.phone("claire")
    stranger.member = town.telegram.world.contacts[stranger.id] = dataclasses.replace(stranger.member, language_code=language)
    await stranger.says("hello")
    assert stranger.sees(said, None)


async def test_for_who_is_known_it_stays_that_of_the_roster(town: Town) -> None:
    town.dylan.member = town.telegram.world.contacts[town.dylan.id] = dataclasses.replace(town.dylan.member, language_code="en")
    await town.dylan.says("lettre")
    assert town.dylan.sees("Vous recevez", None)


async def test_a_stranger_who_goes_on_is_not_answered_each_time_anew_with_more(town: Town) -> None:
    stranger = town.phone("claire")
    for number in range(5):
        await stranger.says(f"{AD} {number}")
    assert rows(town, "contributions") == 0
    assert len({stranger.text(one) for one in stranger.received()}) == 1


@pytest.mark.parametrize("kind", ["voice", "sticker", "photo"])
async def test_a_stranger_who_sends_no_words(town: Town, kind: str) -> None:
    await town.phone("claire").sends(kind)
    assert rows(town, "contributions") == 0
    assert behind(town, town.phone("claire")) is None


async def test_two_taps_link_her_phone(town: Town) -> None:
    phone = town.phone("claire")
    await phone.starts(await invited(town))
    person = behind(town, phone)
    assert person is not None
    assert person.name == "Claire Le Goff"
    assert phone.received(), "she is told that it worked"
    await phone.says(AD)
    assert town.yann.sees("Offre 1 – comptable", "#emploi")
    assert [item.author_id for item in town.read(lambda tx: tx.contributions.open_in())] == [person.id]
    await town.claire.says("retirer l'offre 1")
    assert town.claire.sees("Offre 1 retirée", None), "one person behind both doors"


async def test_a_link_works_once(town: Town) -> None:
    token = await invited(town)
    await town.phone("claire").starts(token)
    await town.phone("jeanne").starts(token)
    assert behind(town, town.phone("jeanne")) is None
    assert town.phone("jeanne").received(), "and she is told so"


async def test_the_same_tap_twice_is_once(town: Town) -> None:
    token, phone = await invited(town), town.phone("claire")
    phone.goes_offline()
    await phone.starts(token)
    await phone.comes_online(twice=True)
    assert behind(town, phone) is not None


async def test_a_link_that_is_too_old(town: Town) -> None:
    token = await invited(town)
    town.clock.now += timedelta(days=40)
    await town.phone("claire").starts(token)
    assert behind(town, town.phone("claire")) is None


@pytest.mark.parametrize("payload", ["x", "A" * 64, "claire", "0", "-_-_"])
async def test_a_link_that_nobody_made(town: Town, payload: str) -> None:
    await town.phone("claire").starts(payload)
    assert behind(town, town.phone("claire")) is None
    assert town.phone("claire").received()


async def test_somebody_we_know_who_follows_a_link_stays_himself(town: Town) -> None:
    await town.dylan.starts(await invited(town))
    person = behind(town, town.dylan)
    assert person is not None
    assert person.name == "Dylan Clet", "a director's link does not make an ambassador a director"


async def test_each_letter_reaches_her_once(town: Town) -> None:
    phone = town.phone("claire")
    await phone.starts(await invited(town))
    await town.yann.says("Offre d'emploi : juriste, Rennes, CDI, avant le 15/12")
    await town.at(datetime(2026, 11, 23, 7, 0, tzinfo=UTC))
    on_phone = [one for one in phone.received() if "Lettre du lun. 23/11" in phone.text(one)]
    on_slack = [one for one in private(town.claire) if "Lettre du lun. 23/11" in town.claire.text(one)]
    assert len(on_phone) + len(on_slack) == 1
