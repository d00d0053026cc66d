"""What somebody says to us alone on Telegram. (PROMISES.md 43-51; DIALOGUES.md)"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.domain.hostile import CATALOGUE
from tests.platforms.telegram_door import OFFER, READS_ALL, Door, heard_last, opened_door
from tests.shelf import FRIDAY


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    """A bot that reads all that is said in its groups."""
    async with opened_door(tmp_path, rules=READS_ALL) as opened:
        yield opened


class TestInPrivate:
    async def test_an_offer_is_filed_at_once(self, door: Door) -> None:
        await door.dylan.says(OFFER)
        assert door.dylan.sees("comptable", None)
        assert door.count("contributions") == 1

    async def test_a_stranger_is_told_what_to_do_and_nothing_is_kept(self, door: Door) -> None:
        await door.stranger.starts()
        await door.stranger.says(OFFER)
        assert door.stranger.sees("Je ne connais pas encore ce Telegram", None)
        assert door.count("contributions") == door.count("drafts") == 0

    async def test_a_command_with_its_words(self, door: Door) -> None:
        await door.dylan.types_command("/offre", "comptable, Cayenne, CDI, avant le 15/12")
        assert door.count("contributions") == 1

    async def test_help_in_the_language_of_its_word(self, door: Door) -> None:
        await door.dylan.types_command("/aide")
        french = door.dylan.text(door.dylan.last())
        await door.dylan.types_command("/help")
        assert "Diffuser une offre" in french
        assert door.dylan.text(door.dylan.last()) != french

    async def test_starting_again_shows_help(self, door: Door) -> None:
        await door.dylan.starts()
        assert len(door.dylan.received()) == 1
        assert door.dylan.sees("Diffuser une offre", None)

    async def test_an_unknown_command_is_helped(self, door: Door) -> None:
        await door.dylan.types_command("/nimporte")
        assert len(door.dylan.received()) == 1

    @pytest.mark.parametrize("kind", ["voice", "sticker", "photo", "document", "poll", "location", "contact"])
    async def test_what_we_do_not_read(self, door: Door, kind: str) -> None:
        await door.dylan.sends(kind)
        assert len(door.dylan.received()) == 1
        assert door.count("drafts") == 0

    async def test_a_photo_is_told_what_to_do_instead(self, door: Door) -> None:
        await door.dylan.sends("photo")
        assert door.dylan.sees("Je ne lis pas les photos. Copiez le texte de l'annonce ici, ou envoyez le lien.", None)

    async def test_a_caption_is_text(self, door: Door) -> None:
        await door.dylan.sends("photo", OFFER)
        assert door.count("contributions") == 1

    @pytest.mark.parametrize("captioned", [None, 0, 2])
    async def test_photos_sent_together_are_one_message(self, door: Door, captioned: int | None) -> None:
        await door.dylan.starts()
        before = len(door.dylan.received())
        for number in range(3):
            body = {name: value for name, value in heard_last(door).items() if name not in ("text", "entities")}
            body |= {"message_id": 100 + number, "media_group_id": "g"}
            body["photo"] = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
            body |= {"caption": OFFER} if number == captioned else {}
            door.platform.delivery.updates.add("message", body, door.dylan.id)
        await door.quiet()
        assert door.count("contributions") == (captioned is not None)
        assert len(door.dylan.received()) - before == {None: 1, 0: 1, 2: 2}[captioned]

    async def test_an_edit_corrects_what_was_filed(self, door: Door) -> None:
        said = await door.dylan.says(OFFER)
        await door.dylan.edits(said, OFFER.replace("comptable", "animateur"))
        assert door.dylan.sees("animateur", None)
        assert door.count("contributions") == 1
        assert door.count("versions") == 2

    async def test_what_is_forwarded_is_filed_and_never_obeyed(self, door: Door) -> None:
        await door.dylan.forwards(OFFER, sender="Une voisine")
        assert door.count("contributions") == 1
        await door.dylan.forwards("retirer", sender="Une voisine")
        await door.dylan.forwards("/stop", sender="Une voisine")
        assert door.read(lambda tx: tx.connection.exec_driver_sql("SELECT state FROM contributions").scalars().all()) == ["proposed"]
        assert door.dylan.sees("Je n'ai pas compris", None)

    async def test_what_was_typed_without_network_counts_once(self, door: Door) -> None:
        door.dylan.goes_offline()
        await door.dylan.says(OFFER)
        await door.dylan.says("aide")
        door.clock.now += timedelta(hours=3)
        await door.dylan.comes_online(twice=True)
        assert len(door.dylan.received()) == 2
        assert door.count("contributions") == 1

    async def test_the_same_message_in_two_updates_counts_once(self, door: Door) -> None:
        await door.dylan.says("aide")
        door.platform.delivery.updates.add("message", heard_last(door), door.dylan.id)
        await door.quiet()
        assert len(door.dylan.received()) == 1

    @pytest.mark.parametrize("date", [1, int(datetime(2031, 6, 1, tzinfo=UTC).timestamp())])
    async def test_a_phone_whose_clock_is_wrong_decides_nothing(self, door: Door, date: int) -> None:
        await door.dylan.starts()
        body = heard_last(door) | {"message_id": 800, "date": date, "text": "Offre d'emploi : comptable, Cayenne, CDI, avant le 15/12"}
        del body["entities"]
        door.platform.delivery.updates.add("message", body, door.dylan.id)
        await door.quiet()
        item = door.read(lambda tx: tx.contributions.numbered("job_offer", 1))
        assert item is not None
        assert item.expires_on() == datetime(2026, 12, 15, tzinfo=UTC).date()
        assert item.said_at in (None, FRIDAY)

    async def test_whatever_is_typed_holds_up_nobody(self, door: Door) -> None:
        await door.dylan.starts()
        body = heard_last(door)
        del body["entities"]
        odd = [*CATALOGUE, "🙂" * 2048, "\u200b\u200d", "\u202eabc", "\x00", "\ud800", "/", "//", "/" + "x" * 40, "@", "@maillage_bot"]
        for number, text in enumerate(odd):
            door.platform.delivery.updates.add("message", body | {"message_id": 1000 + number, "text": text}, door.dylan.id)
        await door.quiet()
        assert door.read(lambda tx: tx.parked.all()) == []
        assert door.platform.pending == []
        assert {call.error for call in door.platform.log} == {None, ""} & {call.error for call in door.platform.log}

    async def test_our_own_fault_is_told_once_with_a_code_and_the_text(self, door: Door) -> None:
        await door.store.do(lambda tx: tx.connection.exec_driver_sql("ALTER TABLE drafts RENAME TO gone"))
        await door.dylan.says(OFFER)
        await door.quiet()
        told = [door.dylan.text(one) for one in door.dylan.received()]
        assert len(told) == 1
        (parked,) = door.read(lambda tx: tx.parked.all())
        assert f"donnez le code {parked.reason[:4]} à Malik" in told[0]
        assert OFFER in told[0]
        assert parked.payload["message"]["text"] == OFFER
        assert parked.place == str(door.dylan.id)
        assert door.platform.pending == []
