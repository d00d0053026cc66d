"""What others see in a channel: the answer in the thread, never the same card twice, never somebody's refusal."""

from __future__ import annotations

import pytest

from bot.playground.slack import Message
from tests.town import Town, private

AD = "Offre d'emploi : comptable, SCIC Bann'Kaz, Caen, CDI, candidatures avant le 12/12"


def ours(town: Town) -> list[Message]:
    """What stands of ours in #emploi itself, outside threads."""
    shown = town.yann.messages("#emploi")
    return [message for message in shown if message.user == town.slack.bot_user_id and not message.thread_ts]


async def test_said_in_the_channel_that_shows_offers_it_is_not_shown_there_twice(town: Town) -> None:
    said = await town.claire.says(AD, in_="#emploi")
    assert ours(town) == []
    assert [town.yann.text(message) for message in town.yann.messages(said)][-1].startswith("Offre 1 – comptable")
    await town.claire.says("offre 1 : corriger lieu : Rouen")
    assert ours(town) == []


async def test_said_elsewhere_it_is_shown_there_once(town: Town) -> None:
    await town.claire.says(AD, in_="#general")
    assert [town.yann.text(message).splitlines()[0] for message in ours(town)] == ["Offre 1 – comptable"]


async def test_a_refusal_is_read_by_the_one_who_asked_alone(town: Town) -> None:
    said = await town.paul.says(f"@Maillage {AD}", in_="#general")
    assert [message.user for message in town.yann.messages(said)] == [town.paul.id]
    assert [town.paul.text(message) for message in private(town.paul)] == [
        "Le dépôt est réservé aux chambres et à l'équipe nationale. Écrivez à une chambre : elle le déposera."
    ]


@pytest.mark.parametrize("thanks", ["@Maillage merci", "@Maillage merci à tous !", "@Maillage ok", "merci @Maillage"])
async def test_a_courtesy_is_not_answered(town: Town, thanks: str) -> None:
    said = await town.claire.says(AD, in_="#general")
    before = len(town.yann.messages(said)), len(ours(town))
    await town.claire.says(thanks, in_="#general", thread=said)
    await town.claire.says(thanks, in_="#general")
    assert (len(town.yann.messages(said)), len(ours(town))) == (before[0] + 1, before[1])
    assert town.read(lambda tx: tx.drafts.waiting()) == []
