"""A phone: no network for hours, messages that come twice, other people's words passed on, and things that are no words."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from bot.playground.telegram import GestureError, faults
from tests.town import Town

SAID = "offre : animateur ESS, St-Laurent, CDD 12 mois, avant le 15/12"


def filed(town: Town) -> list[str]:
    """The headings of all that was ever filed."""
    return [item.title for item in town.read(lambda tx: tx.contributions.every("job_offer"))]


class TestWithoutNetwork:
    async def test_what_he_typed_comes_later_and_is_dated_when_he_typed_it(self, town: Town) -> None:
        town.dylan.goes_offline()
        await town.dylan.says(SAID.replace("le 15/12", "demain"))
        assert town.dylan.received() == []
        town.clock.now += timedelta(hours=30)
        await town.dylan.comes_online()
        (item,) = town.read(lambda tx: tx.contributions.every("job_offer"))
        assert item.said_at == datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
        assert str(item.deadline) == "2026-11-21", "tomorrow, as he said it on Friday"

    async def test_the_answer_says_both_hours(self, town: Town) -> None:
        town.dylan.goes_offline()
        await town.dylan.says(SAID)
        town.clock.now += timedelta(hours=3)
        await town.dylan.comes_online()
        assert town.dylan.sees("écrite à 6 h", None), "9 h in London, 6 h in Cayenne"

    async def test_twice_is_once(self, town: Town) -> None:
        town.dylan.goes_offline()
        await town.dylan.says(SAID)
        town.clock.now += timedelta(minutes=2)
        await town.dylan.comes_online(twice=True)
        assert filed(town) == ["animateur ESS"]
        assert len(town.dylan.received()) == 1, "the second one stays without an answer"

    @pytest.mark.parametrize(
        ("language", "asked"),
        [
            ("fr", "Cette annonce ressemble à l'offre 1 (CRESS Guyane). Est-ce la même ?"),
            ("en", "This advertisement looks like offer 1 (CRESS Guyane). Is it the same?"),
        ],
    )
    async def test_typed_again_minutes_later_it_is_asked_about(self, town: Town, language: str, asked: str) -> None:
        await town.dylan.says("langue anglais" if language == "en" else "langue français")
        await town.dylan.says(SAID)
        town.clock.now += timedelta(minutes=10)
        await town.dylan.says(SAID)
        assert town.dylan.sees(asked, None)
        assert filed(town) == ["animateur ESS"]

    async def test_of_somebody_whose_offer_is_published_too(self, town: Town) -> None:
        hina = town.phone("hina")
        await hina.says(SAID)
        town.clock.now += timedelta(minutes=10)
        await hina.says(SAID)
        assert hina.sees("Vous avez déjà envoyé ce texte : offre 1. Est-ce la même chose ?", None)
        assert filed(town) == ["animateur ESS"]

    async def test_three_messages_keep_their_order(self, town: Town) -> None:
        town.dylan.goes_offline()
        await town.dylan.says(SAID)
        await town.dylan.says("corriger lieu : Cayenne")
        await town.dylan.says("retirer")
        await town.dylan.comes_online()
        assert town.read(lambda tx: [row.act for row in tx.contributions.versions(1)]) == ["file", "correct", "withdraw"]

    async def test_a_tap_is_lost_and_its_word_is_not(self, town: Town) -> None:
        await town.dylan.says(SAID)
        town.dylan.goes_offline()
        with pytest.raises(GestureError, match="offline"):
            await town.dylan.presses("Retirer")
        await town.dylan.says("retirer")
        await town.dylan.comes_online()
        assert town.dylan.sees("Offre 1 retirée.", None)

    @pytest.mark.parametrize("ahead", [timedelta(days=5 * 365), timedelta(days=-5 * 365)], ids=["2031", "2021"])
    async def test_a_phone_whose_clock_is_wrong(self, town: Town, ahead: timedelta) -> None:
        town.dylan.member = dataclasses.replace(town.dylan.member, phone_clock_ahead=ahead)
        town.dylan.goes_offline()
        await town.dylan.says(SAID)
        town.clock.now += timedelta(hours=3)
        await town.dylan.comes_online()
        assert town.dylan.sees("avant mar. 15/12", None), "counted from our clock"
        assert not town.dylan.sees("écrite à", None)


class TestSameWordsTwice:
    async def test_the_same_advertisement_a_moment_later_is_asked_about(self, town: Town) -> None:
        await town.phone("hina").says("Offre d'emploi : comptable, Mamoudzou, CDI, avant le 15/12")
        await town.phone("hina").says("Offre d'emploi : comptable, Mamoudzou, CDI, avant le 15/12")
        assert filed(town) == ["comptable"]

    async def test_an_update_that_telegram_brings_again(self, town: Town) -> None:
        town.telegram.faults.arm("getUpdates", faults.accept_then_drop(), times=2)
        await town.dylan.says(SAID)
        await town.quiet()
        assert filed(town) == ["animateur ESS"]
        assert len(town.dylan.received()) == 1


class TestOtherPeoplesWords:
    AD = "Offre d'emploi : comptable, Mamoudzou, CDI, candidatures avant le 15/12"

    async def test_a_forwarded_advertisement_is_filed_for_what_it_is(self, town: Town) -> None:
        await town.phone("hina").forwards(self.AD, sender="Mission locale")
        assert filed(town) == ["comptable"]
        assert town.phone("hina").sees("Offre 1 publiée", None)

    @pytest.mark.parametrize("text", ["retirer", "congé jusqu'au 04/01", "stop", "/stop", "relayer"])
    async def test_a_forwarded_word_does_nothing(self, town: Town, text: str) -> None:
        await town.phone("hina").says(self.AD)
        await town.phone("hina").forwards(text, sender="dylan")
        assert [item.state for item in town.read(lambda tx: tx.contributions.every("job_offer"))] == ["published"]
        assert town.read(lambda tx: tx.subscriptions.of_person(tx.people.by_account(account_of(town, "hina")).id)).rhythm != "never"


def account_of(town: Town, handle: str):
    from bot.domain.people import Account

    return Account(platform="telegram", workspace=str(town.telegram.bot_id), user=str(town.phone(handle).id))


class TestNoWords:
    @pytest.mark.parametrize("kind", ["voice", "sticker", "photo", "document", "location", "poll", "video", "audio", "contact"])
    async def test_what_it_cannot_read_it_says_politely(self, town: Town, kind: str) -> None:
        await town.dylan.sends(kind)
        (answer,) = town.dylan.received()
        said = town.dylan.text(answer)
        assert said.strip()
        assert "donnez le code" not in said
        assert filed(town) == []

    async def test_a_photo_is_answered_as_the_dialogue_has_it(self, town: Town) -> None:
        await town.dylan.sends("photo")
        assert town.dylan.sees("Je ne lis pas les photos. Copiez le texte de l'annonce ici, ou envoyez le lien.", None)

    async def test_the_words_under_a_photo_are_read(self, town: Town) -> None:
        await town.dylan.sends("photo", caption=SAID)
        assert filed(town) == ["animateur ESS"]

    async def test_in_a_group_nobody_is_told(self, town: Town) -> None:
        await town.dylan.sends("sticker", in_="guyane")
        assert town.dylan.received() == []


class TestBlocked:
    async def test_nothing_is_sent_to_who_blocked_and_others_are_served(self, town: Town) -> None:
        await town.claire.says("Offre d'emploi : comptable, Cayenne, CDI, avant le 15/12, région : Guyane")
        await town.dylan.blocks()
        await town.until(datetime(2026, 11, 23, 12, 0, tzinfo=UTC))
        assert town.dylan.received() == []
        assert len([call for call in town.telegram.log if call.error]) <= 1
        assert town.claire.sees("Lettre du lun. 23/11", None)

    async def test_back_again_he_is_answered(self, town: Town) -> None:
        await town.dylan.blocks()
        await town.dylan.unblocks()
        await town.dylan.says(SAID)
        assert town.dylan.sees("Offre 1 reçue", None)

    async def test_back_by_start(self, town: Town) -> None:
        await town.dylan.blocks()
        await town.dylan.starts()
        assert town.dylan.received(), "he is told what can be written here"
